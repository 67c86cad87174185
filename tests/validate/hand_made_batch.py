"""Hand-made batches: a sound document with a row in every extracted table, and whatever more a test asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import md5
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.tables import ColumnType, table
from flows.tables.arrow import arrow_schema

TEXT = (
    "🚢 “The ferry sails on Monday,” harbour master Ilse Brandt said (Küstenbote, March 3). “Nobody waits,” she says."
)
RUN, BATCH = "20260301T053000-daily-0001", "b" * 32

Rows = dict[str, list[dict[str, Any]]]


def h(*parts: object) -> str:
    """Return a key as the extractor makes them: 32 hex digits."""
    return md5("|".join(map(str, parts)).encode()).hexdigest()


def span(content: str) -> dict[str, Any]:
    """Return the offsets and the text of words of TEXT."""
    start = TEXT.index(content)
    return {"span_start": start, "span_end": start + len(content), "text": content}


def examples(name: str) -> dict[str, Any]:
    """Return the declared example of every column that is never null, for those that the rows below leave out."""
    read: dict[ColumnType, Callable[[str], Any]] = {
        ColumnType.INTEGER: int,
        ColumnType.LONG: int,
        ColumnType.REAL: float,
        ColumnType.FLAG: lambda text: text == "true",
        ColumnType.DATE: date.fromisoformat,
        ColumnType.TEXT: str,
    }
    needed = (column for column in table(name).columns if not column.nullable)
    return {c.name: read[c.type](c.example or "") if c.type in read else [] for c in needed}


def document(name: str = "one", **changes: Any) -> dict[str, Any]:
    return {
        "document_id": h("document", name),
        "publication_id": "harbour_gazette",
        "publication": "Harbour Gazette",
        "headline": "The ferry sails",
        "language": "en",
        "published_earliest": date(2026, 3, 1),
        "published_latest": date(2026, 3, 4),
        "published_basis": "header",
        "text": TEXT,
        "is_truncated": False,
        "header_evidence": "{}",
        "cluster_id": h("document", name),
        "extractor_version": "1",
    } | changes


def source(name: str = "one", **changes: Any) -> dict[str, Any]:
    return {
        "document_id": h("document", name),
        "file_sha256": "a" * 64,
        "path": f"data/inbox/{name}.txt",
        "member": "",
        "format": "text",
        "encoding": "utf-8",
        "byte_size": 140,
    } | changes


def quote(number: int = 0, name: str = "one", **changes: Any) -> dict[str, Any]:
    content = span("The ferry sails on Monday,")
    mention, cue = span("Ilse Brandt"), span("said")
    return {
        "quote_id": h("quote", name, number),
        "document_id": h("document", name),
        "kind": "direct",
        "content_start": content["span_start"],
        "content_end": content["span_end"],
        "content": content["text"],
        "spans": [{"start": content["span_start"], "stop": content["span_end"]}],
        "verbatim": [],
        "speaker": "Ilse Brandt",
        "speaker_type": "person",
        "speaker_mention_start": mention["span_start"],
        "speaker_mention_end": mention["span_end"],
        "speaker_mention": mention["text"],
        "is_anonymous": False,
        "cue_start": cue["span_start"],
        "cue_end": cue["span_end"],
        "cue": cue["text"],
        "paragraph": 1,
        "confidence": 0.9,
        "rule": "cue_after",
    } | changes


def citation(number: int = 0, name: str = "one", **changes: Any) -> dict[str, Any]:
    return {
        "citation_id": h("citation", name, number),
        "document_id": h("document", name),
        **span("(Küstenbote, March 3)"),
        "position": 1,
        "outlet_text": "Küstenbote",
        "outlet_kind": "newspaper",
        "relation": "cites",
        "dates": [{"earliest": date(2026, 3, 3), "latest": date(2026, 3, 3)}],
        "earliest": date(2026, 3, 3),
        "latest": date(2026, 3, 3),
        "date_role": "published",
        "flags": [],
        "paragraph": 1,
        "confidence": 0.9,
        "rule": "parenthesis",
    } | changes


def mention(number: int = 0, name: str = "one", **changes: Any) -> dict[str, Any]:
    return {
        "mention_id": h("mention", name, number),
        "document_id": h("document", name),
        **span("Ilse Brandt"),
        "type": "person",
        "entity_id": h("Ilse Brandt"),
        "name": "Ilse Brandt",
        "is_metonym": False,
        "paragraph": 1,
        "confidence": 0.8,
        "rule": "name",
    } | changes


def author(position: int = 1, of: str = "one", **changes: Any) -> dict[str, Any]:
    return {"document_id": h("document", of), "position": position, "name": "Mara Feld"} | changes


def sound_batch(names: tuple[str, ...] = ("one",)) -> Rows:
    """Return a batch that every check of form accepts."""
    return {
        "documents": [document(name) for name in names],
        "document_sources": [source(name) for name in names],
        "authors": [author(of=name) for name in names],
        "quotes": [quote(name=name) for name in names],
        "citations": [citation(name=name) for name in names],
        "mentions": [mention(name=name) for name in names],
        "scare_quotes": [
            {
                "scare_quote_id": h("scare", name),
                "document_id": h("document", name),
                **span("Nobody waits"),
                "kind": "scare",
                "paragraph": 1,
            }
            for name in names
        ],
        "roles": [
            {
                "role_id": h("role", name),
                "document_id": h("document", name),
                **span("harbour master"),
                "kind": "role",
                "paragraph": 1,
            }
            for name in names
        ],
        "dates": [
            {
                "date_id": h("date", name),
                "document_id": h("document", name),
                **span("March 3"),
                "value": "2026-03-03",
                "type": "DATE",
                "earliest": date(2026, 3, 3),
                "latest": date(2026, 3, 3),
                "basis": "publication",
                "paragraph": 1,
                "confidence": 0.9,
                "rule": "date",
            }
            for name in names
        ],
    }


def write_staged(folder: Path, rows: Rows) -> Path:
    """Write the rows as a staged batch; nulls may stand anywhere, as a defect would leave them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in rows.items():
        schema = pa.schema([field.with_nullable(True) for field in arrow_schema(name)])
        base = examples(name) | {"run_id": RUN, "batch_id": BATCH}
        pq.write_table(pa.Table.from_pylist([base | row for row in content], schema=schema), folder / f"{name}.parquet")
    return folder
