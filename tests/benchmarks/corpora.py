"""The texts that benchmarks read: the corpora beside the project where they exist, else the samples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.ingest.read import document_of_text, read_documents, read_raw
from flows.model import Document
from flows.settings import PROJECT

CORPORA = PROJECT.parent / "shared" / "corpora"
SAMPLES = PROJECT / "data" / "samples"


def records(corpus: str) -> list[dict[str, Any]]:
    """Return the annotated documents of a corpus ("quotes/polnear"); none where it is not there."""
    path = CORPORA / f"{corpus}.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def sample_files() -> list[Path]:
    """Return the samples' files, in order."""
    return sorted(path for path in SAMPLES.glob("*/*") if path.is_file())


def texts() -> tuple[str, list[str]]:
    """Return what is measured on, in words, and its texts in file order."""
    if found := records("quotes/polnear"):
        return "polnear", [record["text"] for record in found]
    return "samples (no corpora beside the project)", [document.text for document in sample_documents()]


def sample_documents() -> Iterator[Document]:
    """Give the documents of all samples."""
    for path in sample_files():
        yield from read_documents(read_raw(path, path.name, 10_000_000))


def as_documents(found: list[str]) -> list[Document]:
    """Return texts as `briefings extract` takes them from JSON lines."""
    return [document_of_text(str(number), text) for number, text in enumerate(found)]
