"""Invented articles as staged batches: what stages 1 to 3 would hand to the load."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.load.intake import Arrival, Intake, reference_schema
from flows.tables import Column, ColumnType, table
from flows.tables.arrow import arrow_table

RUN = "20261123T053000-daily-0001"
NAMES = ("Mara Feld", "Jon Arvik", "Tessa Lund", "Olin Brae", "Petra Vost")
PLACES = ("Varda", "Kelm", "Ostby")


def identity(*parts: object) -> str:
    return blake2b("|".join(map(str, parts)).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Article:
    """A text of one quotation with its names, source and date, and the file that holds it."""

    number: int
    path: str = ""
    headline: str | None = "A Quay Opens"
    version: str = "1"
    evidence: str = "{}"

    @property
    def shown_as(self) -> str:
        return self.path or f"inbox/{self.number:04d}.txt"

    @property
    def speaker(self) -> str:
        return NAMES[self.number % len(NAMES)]

    @property
    def text(self) -> str:
        place = PLACES[self.number % len(PLACES)]
        said = f"“Pier {self.number} is ready,” {self.speaker} said in {place} (Interfax, March 29)."
        return f"{place} built pier {self.number}. \U0001f6a2\n\n{said}"

    @property
    def document_id(self) -> str:
        return identity("document", self.text)

    @property
    def file_sha256(self) -> str:
        return sha256(f"{self.number}|{self.path}|{self.headline}".encode()).hexdigest()

    def at(self, path: str, **changes: Any) -> Article:
        return replace(self, path=path, **changes)

    def span(
        self, words: str, start: str = "span_start", end: str = "span_end", text: str | None = "text"
    ) -> dict[str, Any]:
        at = self.text.index(words, self.text.index("\n\n"))
        return {start: at, end: at + len(words)} | ({text: words} if text else {})

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        document = {"document_id": self.document_id}
        place = PLACES[self.number % len(PLACES)]
        marked = {"paragraph": 2, "confidence": 0.9, "rule": "marks"}
        content = f"Pier {self.number} is ready,"
        piece = self.span(content, "start", "stop", None)
        person = identity("person", self.speaker)
        citation = identity(self.document_id, "citation")
        day = date(2008, 3, 29)
        return {
            "documents": [
                document
                | {
                    "publication_id": "harbour_daily",
                    "publication": "Harbour Daily",
                    "volume": 5,
                    "issue": self.number,
                    "headline": self.headline,
                    "language": "en",
                    "published_on": date(2008, 4, 2),
                    "published_earliest": date(2008, 4, 2),
                    "published_latest": date(2008, 4, 2),
                    "published_basis": "header",
                    "word_count": len(self.text.split()),
                    "text": self.text,
                    "is_truncated": False,
                    "cluster_id": self.document_id,
                    "extractor_version": self.version,
                    "header_evidence": self.evidence,
                }
            ],
            "document_sources": [
                document
                | {
                    "file_sha256": self.file_sha256,
                    "path": self.shown_as,
                    "member": "",
                    "format": "text",
                    "encoding": "utf-8",
                    "byte_size": len(self.text.encode()),
                    "header_evidence": self.evidence,
                }
            ],
            "authors": [document | {"position": 1, "name": "Ann Ode"}],
            "quotes": [
                document
                | marked
                | self.span(content, "content_start", "content_end", "content")
                | self.span(self.speaker, "speaker_mention_start", "speaker_mention_end", "speaker_mention")
                | self.span("said", "cue_start", "cue_end", "cue")
                | {
                    "quote_id": identity(self.document_id, "quote"),
                    "kind": "direct",
                    "spans": [piece],
                    "verbatim": [piece],
                    "speaker": self.speaker,
                    "speaker_type": "person",
                    "person_id": person,
                    "speaker_role": "Harbour Master",
                    "is_anonymous": False,
                    "citation_id": citation,
                    "outlet": "Interfax",
                    "said_earliest": day,
                    "said_latest": day,
                    "said_basis": "citation",
                }
            ],
            "citations": [
                document
                | marked
                | self.span("(Interfax, March 29)")
                | {
                    "citation_id": citation,
                    "position": 1,
                    "outlet_id": identity("outlet", "Interfax"),
                    "outlet_text": "Interfax",
                    "outlet_kind": "agency",
                    "relation": "cites",
                    "dates": [{"earliest": day, "latest": day}],
                    "earliest": day,
                    "latest": day,
                    "date_role": "published",
                    "flags": [],
                }
            ],
            "mentions": [
                document
                | marked
                | self.span(name)
                | {
                    "mention_id": identity(self.document_id, kind, name),
                    "type": kind,
                    "entity_id": identity(kind, name),
                    "name": name,
                    "role": "Harbour Master" if kind == "person" else None,
                    "affiliation": "Norland" if kind == "person" else None,
                    "is_metonym": False,
                }
                for kind, name in (("person", self.speaker), ("place", place))
            ],
        }


def references() -> dict[str, pa.Table]:
    rows: dict[str, list[dict[str, Any]]] = {
        "outlets": [
            {"outlet_id": identity("outlet", name), "name": name, "kind": "agency", "country": country, "aliases": []}
            for name, country in (("Interfax", "RU"), ("Kelm Wire", None))
        ],
        "publications": [
            {"publication_id": "harbour_daily", "name": "Harbour Daily", "country": "NO", "volume_year_offset": 2003}
        ],
        "places": [
            {"name": "Varda", "kind": "city", "country": "NO"},
            {"name": "Norland", "kind": "country", "country": "NO"},
        ],
        "nations": [{"form_of_nation": "norland", "code": "NO"}],
        "forenames": [{"forename": name.split()[0].lower()} for name in NAMES],
        "gazetteer": [{"place": "varda", "kind": "city", "country": "NO", "latitude": 60.5, "longitude": 5.25}],
        "entity_overrides": [],
    }
    return {name: pa.Table.from_pylist(content, schema=reference_schema(name)) for name, content in rows.items()}


def stage(staging: Path, batches: Sequence[Iterable[Article]], run_id: str = RUN) -> list[Path]:
    """Write each batch as ``<staging>/<run_id>/accepted/<batch_id>/<table>.parquet``, as stages 1 to 3 do."""
    return [
        _stage_batch(staging / run_id / "accepted", sorted(batch, key=lambda a: a.shown_as), run_id)
        for batch in batches
    ]


def _stage_batch(accepted: Path, articles: list[Article], run_id: str) -> Path:
    batch_id = batch_of(articles)
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    held: set[str] = set()
    for article in articles:
        for name, new in article.rows().items():
            if name == "document_sources" or article.document_id not in held:
                rows[name].extend(filled(name, row | {"run_id": run_id, "batch_id": batch_id}) for row in new)
        held.add(article.document_id)
    folder = accepted / batch_id
    folder.mkdir(parents=True)
    for name, content in rows.items():
        pq.write_table(arrow_table(name, content), folder / f"{name}.parquet", compression="zstd")
    return folder


def filled(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """Give every column that must not be null and that the article does not care about a value of good form."""
    return {c.name: _neutral(c) for c in table(name).columns if not c.nullable} | row


def _neutral(column: Column) -> Any:
    values: dict[ColumnType, Any] = {
        ColumnType.TEXT: column.one_of[0] if column.one_of else column.example,
        ColumnType.INTEGER: int(column.at_least or 0),
        ColumnType.LONG: int(column.at_least or 0),
        ColumnType.REAL: float(column.at_least or 0),
        ColumnType.FLAG: False,
        ColumnType.DATE: date(2008, 4, 2),
    }
    return values.get(column.type, [])


def batch_of(articles: Iterable[Article]) -> str:
    return identity(*(f"{a.file_sha256}{a.shown_as}{a.version}" for a in sorted(articles, key=lambda a: a.shown_as)))


def intake(staging: Path, batches: Sequence[Sequence[Article]], run_id: str = RUN, **changes: Any) -> Intake:
    arrivals = [
        Arrival(a.shown_as, a.file_sha256, len(a.text.encode()), batch_of(batch)) for batch in batches for a in batch
    ]
    return Intake(
        run_id, stage(staging, batches, run_id), **({"arrivals": arrivals, "references": references()} | changes)
    )
