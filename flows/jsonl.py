"""``briefings extract``: files, folders and JSON lines in, one JSON object a document out.

Stages 1 and 2 alone: neither Prefect nor Great Expectations nor DuckDB is imported, and nothing is stored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows.extract.contract import as_json
from flows.extract.pipeline import extract
from flows.ingest.discover import discover
from flows.ingest.read import document_of_text, read_documents, read_raw
from flows.limits import Limits, limited
from flows.model import Document, Refusal, Refused
from flows.profiles import load_profiles, resolve_publication


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no document: which, and why."""

    name: str
    sentence: str


def extract_all(inputs: Sequence[Path], limits: Limits) -> Iterator[dict[str, Any] | Skipped]:
    """Give the contract's object for every document of the inputs, in their order; Skipped where there is none."""
    for path in inputs:
        if path.suffix == ".jsonl":
            yield from _lines(path, limits)
        else:
            yield from _files(path, limits)


def _files(path: Path, limits: Limits) -> Iterator[dict[str, Any] | Skipped]:
    for found in discover([path], limits.file_bytes):
        if isinstance(found, Skipped):
            yield found


def _lines(path: Path, limits: Limits) -> Iterator[dict[str, Any] | Skipped]:
    with path.open(encoding="utf-8", errors="surrogateescape") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            name = f"{path} line {number}"
            try:
                entry = json.loads(line)
                documents = _documents_of_entry(entry, path.parent, limits)
                yield from _objects(documents, str(entry["id"]), limits)
            except (ValueError, TypeError, KeyError) as error:
                yield Skipped(name, f'it must be a JSON object with "id" and "text" or "path" ({error})')
            except Refused as refused:
                yield Skipped(name, refused.sentence)


def _documents_of_entry(entry: dict[str, Any], folder: Path, limits: Limits) -> list[Document]:
    url = entry.get("url")
    published = date.fromisoformat(entry["published"][:10]) if entry.get("published") else None
    with limited(limits):
        if "text" in entry:
            return [document_of_text(str(entry["id"]), entry["text"], url, published)]
        return read_documents(read_raw(folder / entry["path"], entry["path"], limits.file_bytes), url)


def _objects(documents: list[Document], identifier: str, limits: Limits) -> Iterator[dict[str, Any]]:
    for place, document in enumerate(documents):
        profile = resolve_publication(document.header.publication, document.header.url, load_profiles())
        with limited(limits):
            extraction = extract(document, profile)
        yield as_json(extraction, identifier if place == 0 else f"{identifier}!{document.member or place}")
