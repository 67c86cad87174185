"""``briefings extract``: files, folders and JSON lines in, one JSON object a document out.

Stages 1 and 2 alone: neither Prefect nor Great Expectations nor DuckDB is imported, and nothing is stored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from flows.batch import load_what_extraction_needs
from flows.extract.contract import as_json
from flows.extract.pipeline import extract
from flows.ingest.discover import discover
from flows.ingest.read import document_of_text, read_documents, read_raw
from flows.limits import Limits, limited
from flows.model import Document, Refused
from flows.profiles import load_profiles, resolve_publication

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no document: which, and why."""

    name: str
    sentence: str


def extract_to(inputs: Sequence[Path], out: TextIO, limits: Limits) -> list[Skipped]:
    """Write every document's object as a line to ``out``; return what gave none."""
    skipped = []
    for result in extract_all(inputs, limits):
        if isinstance(result, Skipped):
            skipped.append(result)
        else:
            out.write(json.dumps(result, ensure_ascii=False) + "\n")
    return skipped


def extract_all(inputs: Sequence[Path], limits: Limits) -> Iterator[Json | Skipped]:
    """Give the contract's object for every document of the inputs, in their order; Skipped where there is none."""
    load_what_extraction_needs()
    for path in inputs:
        yield from _lines(path, limits) if path.suffix == ".jsonl" else _files(path, limits)


def _files(path: Path, limits: Limits) -> Iterator[Json | Skipped]:
    for found in discover([path], limits.file_bytes):
        try:
            with limited(limits):
                documents = read_documents(read_raw(found.path, found.shown_as, limits.file_bytes))
            yield from _objects(documents, found.shown_as, limits)
        except Refused as refused:
            yield Skipped(found.shown_as, refused.sentence)


def _lines(path: Path, limits: Limits) -> Iterator[Json | Skipped]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                identifier = str(entry["id"])
                yield from _objects(_documents_of(entry, path.parent, limits), identifier, limits)
            except Refused as refused:
                yield Skipped(f"{path} line {number}", refused.sentence)
            except (ValueError, TypeError, KeyError):
                yield Skipped(
                    f"{path} line {number}",
                    'not a JSON object with "id", "text" or "path", and optionally "url" and "published" (YYYY-MM-DD)',
                )


def _documents_of(entry: Json, folder: Path, limits: Limits) -> list[Document]:
    url = entry.get("url")
    with limited(limits):
        if "text" in entry:
            published = entry.get("published")
            day = date.fromisoformat(published[:10]) if published else None
            return [document_of_text(str(entry["id"]), entry["text"], url, day)]
        return read_documents(read_raw(folder / entry["path"], entry["path"], limits.file_bytes), url)


def _objects(documents: list[Document], identifier: str, limits: Limits) -> Iterator[Json]:
    for place, document in enumerate(documents):
        profile = resolve_publication(document.header.publication, document.header.url, load_profiles())
        with limited(limits):
            extraction = extract(document, profile)
        yield as_json(extraction, identifier if place == 0 else f"{identifier}!{document.member or place}")
