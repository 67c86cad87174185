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

from flows.batch import load_what_extraction_needs, within_limits
from flows.extract.contract import as_json, as_text
from flows.extract.pipeline import extract
from flows.ingest.discover import discover
from flows.ingest.members import Members
from flows.ingest.read import document_of_text, read_raw
from flows.limits import Limits, limited
from flows.model import Document, Extraction, Refused, RefusedMember
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
            out.write(as_text(result) + "\n")
    return skipped


def extract_all(inputs: Sequence[Path], limits: Limits) -> Iterator[Json | Skipped]:
    """Give the contract's object for every document of the inputs, in their order; Skipped where there is none."""
    load_what_extraction_needs()
    for path in inputs:
        yield from _lines(path, limits) if path.suffix == ".jsonl" else _files(path, limits)


def _files(path: Path, limits: Limits) -> Iterator[Json | Skipped]:
    for found in discover([path], limits.file_bytes):
        try:
            yield from _of_file(found.path, found.shown_as, found.shown_as, limits)
        except Refused as refused:
            yield Skipped(found.shown_as, refused.sentence)


def _lines(path: Path, limits: Limits) -> Iterator[Json | Skipped]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                yield from _of_entry(entry, path.parent, limits)
            except Refused as refused:
                yield Skipped(f"{path} line {number}", refused.sentence)
            except (ValueError, TypeError, KeyError):
                yield Skipped(
                    f"{path} line {number}",
                    'not a JSON object with "id", "text" or "path", and optionally "url" and "published" (YYYY-MM-DD)',
                )


def _of_entry(entry: Json, folder: Path, limits: Limits) -> Iterator[Json | Skipped]:
    identifier, url = str(entry["id"]), entry.get("url")
    if "text" not in entry:
        yield from _of_file(folder / entry["path"], entry["path"], identifier, limits, url)
        return
    published = entry.get("published")
    day = date.fromisoformat(published[:10]) if published else None
    with limited(limits):
        extracted = _extracted(document_of_text(identifier, entry["text"], url, day))
    yield as_json(extracted, identifier)


def _of_file(path: Path, shown_as: str, name: str, limits: Limits, url: str | None = None) -> Iterator[Json | Skipped]:
    """Give every document of a file; the first is called as the file is, the others with their member or place."""
    with limited(limits):
        members = Members(read_raw(path, shown_as, limits.file_bytes), url)
    place = 0
    for result in within_limits(members, _extracted, limits):
        if isinstance(result, RefusedMember):
            yield Skipped("!".join(filter(None, (name, result.member))), result.sentence)
        else:
            yield as_json(result, name if place == 0 else f"{name}!{result.document.member or place}")
            place += 1


def _extracted(document: Document) -> Extraction:
    return extract(document, resolve_publication(document.header.publication, document.header.url, load_profiles()))
