"""Every sample against its golden truth: header and body as a reader of the file would state them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flows.ingest.read import read_documents, read_raw
from flows.model import Document
from flows.profiles import load_profiles, resolve_publication

PROJECT = Path(__file__).parents[2]
TRUTHS = sorted((PROJECT / "tests" / "samples").glob("*/*.json"))


def truth_of(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def document_of(file: str) -> Document:
    [document] = read_documents(read_raw(PROJECT / file, file, 10_000_000))
    return document


def publication_of(document: Document) -> str | None:
    profile = resolve_publication(document.header.publication, document.header.url, load_profiles())
    return profile.name if profile else document.header.publication


@pytest.fixture(params=TRUTHS, ids=[str(path.relative_to(PROJECT / "tests" / "samples")) for path in TRUTHS])
def sample(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Document]:
    truth = truth_of(request.param)
    return truth, document_of(truth["file"])


def test_header(sample: tuple[dict[str, Any], Document]) -> None:
    truth, document = sample
    header = document.header
    stated = {
        "headline": header.headline,
        "authors": [author.name for author in header.authors],
        "publication": publication_of(document),
        "volume": header.volume,
        "issue": header.issue,
        "is_truncated": header.is_truncated,
    }
    assert stated == {key: truth[key] for key in stated}


def test_day_of_publication(sample: tuple[dict[str, Any], Document]) -> None:
    truth, document = sample
    days = [(evidence.earliest.isoformat(), evidence.latest.isoformat()) for evidence in document.header.dates[:1]]
    is_stated = truth["published_basis"] in {"header", "meta", "mail", "url"}
    assert days == ([(truth["published_earliest"], truth["published_latest"])] if is_stated else [])


def test_body(sample: tuple[dict[str, Any], Document]) -> None:
    truth, document = sample
    text = document.text
    assert text.lstrip().startswith(truth["text_begins"])
    assert text.rstrip().endswith(truth["text_ends"])
    assert "\n\n\n" not in text
    assert not any(line.strip().lower().startswith(("share", "copyright", "by:")) for line in text.split("\n"))
    for quote in truth["quotes"]:
        for piece in quote.get("pieces") or [quote["content"]]:
            assert piece in text, "the golden quotation stands in the text as printed"


def test_the_same_article_has_one_id(sample: tuple[dict[str, Any], Document]) -> None:
    truth, document = sample
    twins = [other for other in map(truth_of, TRUTHS) if other["duplicate_of"] == truth["file"]]
    assert all(document_of(twin["file"]).document_id == document.document_id for twin in twins)
    if truth["duplicate_of"] is None:
        others = [other for other in map(truth_of, TRUTHS) if other["duplicate_of"] is None and other != truth]
        assert document.document_id not in {document_of(other["file"]).document_id for other in others[:3]}
