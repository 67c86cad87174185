"""One text from several places: what each place says of it is kept, and what one leaves out another one fills in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from flows.batch import StagedBatch, StoredDocument, _stored_document, cut_batches, stage
from flows.ingest.evidence import completed
from flows.limits import Limits
from flows.load.stored import export_stale
from flows.model import Author, Header
from flows.settings import Settings
from tests.load.articles import Article, intake
from tests.load.runs import load, load_articles, rows
from tests.test_batch import inbox_file

LIMITS = Limits(seconds=20, memory_mb=1_500, file_bytes=10_000_000)
BODY = [
    "The harbour of Qarn stays closed until the ice breaks, the port office said on Monday. Ships wait in the roads.",
    "“We have no date,” harbour master Ilse Brandt told reporters at the quay, where the last ferry has been lying.",
]
TEXT = "\n\n".join(BODY) + "\n"
PAGE = (
    "<html><head><title>Port of Qarn Stays Closed</title><meta name='author' content='Mara Lind'>"
    "<meta property='article:published_time' content='2008-03-31'><link rel='canonical' href='https://port.example/q'>"
    "</head><body><article><h1>Port of Qarn Stays Closed</h1>" + "".join(f"<p>{p}</p>" for p in BODY)
    + "</article></body></html>"
)  # fmt: skip
ISSUE = f"Eurasia Daily Monitor\nVolume 5, Issue 62\n\n{TEXT}"


def staged(folder: Path, *files: tuple[str, str]) -> StagedBatch:
    paths = []
    for name, content in files:
        paths.append(folder / name)
        paths[-1].write_text(content, encoding="utf-8")
    [batch] = cut_batches([inbox_file(path) for path in paths], 10**9)
    return stage(batch, folder / "staged", "run", LIMITS)


def table(batch: StagedBatch, name: str) -> list[dict[str, Any]]:
    return pq.read_table(batch.folder / f"{name}.parquet").to_pylist()


@pytest.mark.parametrize("order", [("a.txt", "b.html"), ("b.txt", "a.html")])
def test_the_page_names_what_the_bare_text_does_not(tmp_path: Path, order: tuple[str, str]) -> None:
    text, page = order
    batch = staged(tmp_path, *sorted([(text, TEXT), (page, PAGE)]))
    [document] = table(batch, "documents")
    assert (document["headline"], str(document["published_on"])) == ("Port of Qarn Stays Closed", "2008-03-31")
    assert [row["name"] for row in table(batch, "authors")] == ["Mara Lind"]
    said = {row["path"]: json.loads(row["header_evidence"]) for row in table(batch, "document_sources")}
    assert "headline" in said[page]
    assert "headline" not in said[text]
    assert {row["path"]: row["url"] for row in table(batch, "document_sources")}[text] is None
    assert [outcome.document_ids for outcome in batch.outcomes] == [(document["document_id"],)] * 2


def test_three_places_are_brought_together_and_no_row_comes_twice(tmp_path: Path) -> None:
    batch = staged(tmp_path, ("a.txt", TEXT), ("b.txt", ISSUE), ("c.html", PAGE), ("d.txt", TEXT + "\n"))
    [document] = table(batch, "documents")
    assert (document["headline"], document["volume"], document["issue"]) == ("Port of Qarn Stays Closed", 5, 62)
    assert document["publication_id"] == "eurasia_daily_monitor"
    assert len(table(batch, "document_sources")) == 4
    quotes = table(batch, "quotes")
    assert len(quotes) == len({row["quote_id"] for row in quotes}) > 0
    assert document["text"][quotes[0]["content_start"] : quotes[0]["content_end"]] == quotes[0]["content"]
    assert batch.row_counts["documents"] == 1
    assert batch.row_counts == {
        name: pq.read_metadata(batch.folder / f"{name}.parquet").num_rows for name in batch.row_counts
    }


def test_another_publication_printed_it_again_and_its_issue_is_its_own() -> None:
    first = Header(headline="Quay", publication="Harbour Daily")
    again = Header(publication="Port Post", issue=7, authors=(Author("Mara Lind"),))
    assert completed(first, [again]) == first
    assert completed(first, [Header(publication="HARBOUR DAILY", issue=7)]).issue == 7
    assert completed(Header(), [again, Header(publication="Third", volume=2)]).volume is None


def test_of_two_batches_the_one_that_says_more_is_taken(settings: Settings) -> None:
    bare = Article(1, "inbox/a.txt", headline=None, evidence="{}")
    told = Article(1, "inbox/b.html", headline="A Quay Opens", evidence='{"headline": "A Quay Opens"}')
    load_articles(settings, [bare], [told])
    [document] = rows(settings.warehouse, "documents")
    assert "A Quay Opens" in document
    assert len(rows(settings.warehouse, "document_sources")) == 2


def test_what_a_later_place_says_is_kept_and_a_backfill_uses_it(settings: Settings, tmp_path: Path) -> None:
    bare = Article(1, "inbox/a.txt", headline=None, evidence='{"volume": 5}')
    told = Article(1, "inbox/b.html", evidence='{"headline": "A Quay Opens", "publication": "Harbour Daily"}')
    load_articles(settings, [bare], run_id="20261123T053000-daily-0001")
    assert export_stale(settings, "1", tmp_path / "before") == []
    load_articles(settings, [told], run_id="20261124T053000-daily-0002")
    assert "A Quay Opens" not in rows(settings.warehouse, "documents")[0]
    [file] = export_stale(settings, "1", tmp_path / "after")
    stored = _stored_document(StoredDocument(file, 0, "inbox/a.txt", 1, "0"))
    assert (stored.header.headline, stored.header.volume) == ("A Quay Opens", 5)
    assert stored.path == "inbox/a.txt"
    whole = '{"headline": "A Quay Opens", "publication": "Harbour Daily", "volume": 5}'
    again = Article(1, "inbox/a.txt", evidence=whole)
    load(settings, intake(settings.staging, [[again]], "backfill", arrivals=[], replaces=True))
    assert "A Quay Opens" in rows(settings.warehouse, "documents")[0]
    assert export_stale(settings, "1", tmp_path / "healed") == []
