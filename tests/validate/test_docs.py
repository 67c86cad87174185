"""Stored validation results and Data Docs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from flows.settings import PROJECT
from flows.validate import docs
from flows.validate.audit import BatchAudit, audit_batch
from flows.validate.docs import CONTEXT, publish_data_docs
from flows.validate.engine import great_expectations, quiet
from flows.validate.expectations import ACROSS_ROWS, AGGREGATE, EXPECTATIONS, ROW_BY_ROW, Family
from flows.validate.offline import POLICY, offline

from .hand_made_batch import BATCH, RUN, author, document, h, quote, source, write_staged

pytestmark = pytest.mark.expectations

DAY = datetime(2026, 3, 1, 5, 30, tzinfo=UTC)
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "$column ${column} $$",
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt;",
    "\"'><iframe src=//example.org>",
    "</style></title><base href=//example.org>",
]
Audit = Callable[..., BatchAudit]


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def hostile_batch() -> dict[str, list[dict[str, Any]]]:
    quotes = [quote(n, kind=value, content=value) for n, value in enumerate(HOSTILE)]
    sources = [source(path=value, format=value) for value in HOSTILE]
    return {"documents": [document(language="<b>")], "document_sources": sources, "quotes": quotes}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the pages about a batch that is as hostile as can be, by their paths."""
    home = tmp_path_factory.mktemp("hostile")
    staged = write_staged(home / "staged", hostile_batch())
    audited = audit_batch(staged, home / "accepted", run_id=RUN, batch_id=BATCH)
    first = publish_data_docs([audited.validations], run_id=RUN, run_time=DAY, data_dir=home / "data")
    return {
        str(p.relative_to(first.parent)): p.read_text(encoding="utf-8") for p in first.parent.rglob("*") if p.is_file()
    }


def test_the_pages_are_inert_and_stay_at_home(pages: dict[str, str]) -> None:
    assert {Path(name).suffix for name in pages} == {".html"}
    validations = [name for name in pages if name.startswith("validations/")]
    assert len(validations) == 3
    for name, text in pages.items():
        tree = LexborHTMLParser(text)
        assert not tree.css("script, img, iframe, object, embed, form, input, button, link, base"), name
        assert [n.attributes["content"] for n in tree.css("meta[http-equiv]")] == [POLICY]
        attributes = {key for node in tree.body.css("*") for key in node.attributes}
        assert attributes <= {"id", "class", "href", "colspan", "rowspan"}, name
        assert "url(" not in tree.css_first("style").text()
        here = Path("/reports/gx/docs", name)
        known = {"/reports/index.html", *(f"/reports/gx/docs/{page}" for page in pages)}
        for node in tree.css("a[href]"):
            address = (node.attributes["href"] or "").split("#")[0]
            target = os.path.normpath(here.parent / address) if address else str(here)
            assert target in known, f"{name} leads to {address}"


def test_hostile_values_are_shown_as_they_are(pages: dict[str, str]) -> None:
    (name,) = [name for name in pages if name.endswith("/quotes.html") and name.startswith("validations/")]
    shown = LexborHTMLParser(pages[name]).body.text()
    for value in HOSTILE:
        assert value in shown


def test_verdicts_are_visible_without_icons(pages: dict[str, str]) -> None:
    (name,) = [name for name in pages if name.endswith("/quotes.html") and name.startswith("validations/")]
    shown = LexborHTMLParser(pages[name]).body.text()
    assert shown.count("✘") == 3  # the kind, the content, and all of it
    assert shown.count("✔") > 10
    index = LexborHTMLParser(pages["index.html"]).body.text()
    assert RUN in index and "✘ no" in index


def test_the_committed_context_is_left_alone(audit: Audit, tmp_path: Path) -> None:
    before = fingerprint(CONTEXT)
    audited = audit(hostile_batch())
    publish_data_docs([audited.validations], run_id=RUN, run_time=DAY, data_dir=tmp_path / "data")
    assert fingerprint(CONTEXT) == before
    assert "BRIEFINGS_DATA_DIR" not in os.environ


def test_batches_become_one_result_a_table(audit: Audit, tmp_path: Path) -> None:
    known = {h("document", "one")}
    bad = audit({"authors": [author(n + 1, name=None) for n in range(15)]}, known_documents=known)
    good = audit({"authors": [author()]}, known_documents=known)
    publish_data_docs([bad.validations, bad.validations, good.validations], run_id=RUN, run_time=DAY, data_dir=tmp_path)
    (stored,) = (tmp_path / "reports" / "gx" / "results" / "authors").rglob("*.json")
    result = json.loads(stored.read_text())
    (name,) = [r for r in result["results"] if r["expectation_config"]["meta"]["check"].endswith("not_be_null(name)")]
    assert (name["success"], name["result"]["unexpected_count"], name["result"]["element_count"]) == (False, 30, 31)
    assert len(name["result"]["unexpected_index_list"]) == 20
    assert result["statistics"]["unsuccessful_expectations"] == 1
    assert result["success"] is False


def test_only_the_last_runs_are_kept(audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docs, "KEPT_RUNS", 2)
    validations = audit({"documents": [document()], "document_sources": [source()]}).validations
    for number in range(3):
        first = publish_data_docs(
            [validations], run_id=f"run-{number}", run_time=DAY + timedelta(days=number), data_dir=tmp_path
        )
    kept = [f"run-{number}" for number in (2, 1)]
    assert [node.text() for node in LexborHTMLParser(first.read_text()).css("h2")] == kept
    assert sorted(p.name for p in (tmp_path / "reports/gx/results/documents").iterdir()) == sorted(kept)
    assert sorted(p.name for p in (first.parent / "validations/documents").iterdir()) == sorted(kept)


def test_anybody_can_open_the_context(tmp_path: Path) -> None:
    gx = great_expectations()
    copy = tmp_path / "project" / "expectations"
    copy.mkdir(parents=True)
    for path in fingerprint(CONTEXT):
        (copy / path).parent.mkdir(exist_ok=True)
        (copy / path).write_bytes((CONTEXT / path).read_bytes())
    before = fingerprint(copy)
    with quiet():
        context = gx.get_context(mode="file", context_root_dir=str(copy))
        names = {suite.name for suite in context.suites.all()}
        loaded = context.suites.get("quotes")
        context.build_data_docs()
    assert names == {path.stem for path in (CONTEXT / "suites").glob("*.json")}
    written = json.loads((CONTEXT / "suites" / "quotes.json").read_text())
    assert [e.configuration.type for e in loaded.expectations] == [e["type"] for e in written["expectations"]]
    assert [e.severity.value for e in loaded.expectations] == [e["severity"] for e in written["expectations"]]
    assert fingerprint(copy) == before
    assert (tmp_path / "project" / "data" / "reports" / "gx" / "docs" / "index.html").exists()


@pytest.mark.parametrize("name", sorted(EXPECTATIONS))
def test_every_expectation_that_check_files_may_name_is_what_we_take_it_for(name: str) -> None:
    great_expectations()
    from great_expectations.expectations import expectation as kinds
    from great_expectations.expectations.registry import get_expectation_impl

    kind = get_expectation_impl(name)
    by_family = {
        Family.COLUMN: kinds.ColumnMapExpectation,
        Family.PAIR: kinds.ColumnPairMapExpectation,
        Family.COLUMNS: kinds.MulticolumnMapExpectation,
        Family.TABLE: kinds.BatchExpectation,
    }
    if name in ROW_BY_ROW or name in ACROSS_ROWS:
        assert issubclass(kind, by_family[EXPECTATIONS[name]])
    else:
        assert name in AGGREGATE
        expected = kinds.BatchExpectation if EXPECTATIONS[name] is Family.TABLE else kinds.ColumnAggregateExpectation
        assert issubclass(kind, expected)


def test_what_is_active_or_remote_is_removed_and_the_rest_stays() -> None:
    page = offline(
        "<html><head><title>T &amp; t</title><script>1</script></head>"
        '<body onload="x()"><p style="background:url(//example.org)">kept</p><svg onload=x></svg>'
        '<a href="https://example.org">away</a><a href="//example.org">away</a><a HREF=" JaVaScript:x">js</a>'
        '<a href="../index.html">home</a><a href="#a">here</a><i class="fas fa-times text-danger"></i></body></html>'
    )
    body = LexborHTMLParser(page).body
    assert [node.attributes.get("href") for node in body.css("a")] == [None, None, None, "../index.html", "#a"]
    assert "kept" in body.text() and "✘" in body.text()
    assert "<title>T &amp; t</title>" in page
    assert not [name for node in body.css("*") for name in node.attributes if name in ("style", "onload")]


def test_nothing_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, flows.validate.suites, flows.validate.audit, flows.validate.docs\n"
        "print([m for m in ('great_expectations', 'pandas', 'duckdb', 'prefect') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert found.stdout.strip() == "[]"
