"""The page of the published warehouse."""

from __future__ import annotations

import re
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from flows.report.page import POLICY
from flows.report.queries import Unpublished
from flows.report.site import RUNS, write_report
from flows.settings import Settings

from .made_up_warehouse import HOSTILE, check, history, publish, refusal, run


def rendered(settings: Settings) -> LexborHTMLParser:
    return LexborHTMLParser(write_report(settings).read_text(encoding="utf-8"))


def section(tree: LexborHTMLParser, name: str) -> str:
    found = tree.css_first(f"section#{name}")
    assert found is not None, name
    return found.text(separator=" ")


def test_a_folder_without_a_warehouse_gets_a_page_that_says_so(settings: Settings) -> None:
    assert "Nothing has been published" in rendered(settings).body.text()


def test_a_warehouse_without_runs_gets_a_page_that_says_so(settings: Settings) -> None:
    publish(settings, {})
    assert "Nothing has been published" in rendered(settings).body.text()


def test_the_last_run_is_accounted_for(settings: Settings) -> None:
    publish(settings, history())
    text = section(rendered(settings), "last-run")
    assert "10 files in = 7 loaded + 2 duplicate + 1 quarantined" in text
    assert "every file is accounted for" in text


def test_an_account_that_does_not_add_up_is_said_aloud(settings: Settings) -> None:
    publish(settings, {"runs": [run(1, files_in=11)]})
    assert "files are missing" in section(rendered(settings), "last-run")


def test_checks_of_several_batches_count_as_one(settings: Settings) -> None:
    publish(settings, history())
    tree = rendered(settings)
    summary = [[cell.text() for cell in row.css("td")] for row in tree.css("section#checks table")[0].css("tbody tr")]
    assert summary == [["critical", "1", "1", "0"], ["warning", "1", "0", "1"], ["info", "0", "0", "0"]]
    failed = tree.css("section#checks table")[1].css("tbody tr")
    assert len(failed) == 1
    cells = [cell.text() for cell in failed[0].css("td")]
    assert cells[:6] == ["warning", "quotes", "kind_is_known", "3", "3.00%", "2026-03-03"]


def test_a_check_that_held_in_between_fails_since_it_failed_again(settings: Settings) -> None:
    broken = {"success": False, "unexpected_count": 1}
    rows = {
        "runs": [run(1), run(2), run(3)],
        "check_results": [
            check(1, "late", table_name=None, **broken),
            check(2, "late", table_name=None),
            check(3, "late", table_name=None, **broken),
        ],
    }
    publish(settings, rows)
    assert "2026-03-04" in section(rendered(settings), "checks")


def test_refusals_are_told_with_their_reasons_files_first(settings: Settings) -> None:
    publish(settings, history())
    tables = rendered(settings).css("section#quarantine table")
    reasons = [[cell.text() for cell in row.css("td")] for row in tables[0].css("tbody tr")]
    assert reasons == [
        ["quotes", "kind", "kind is none of direct, mixed", "2", "1"],
        ["files", "", "it is empty", "1", "1"],
    ]
    assert [row.css_first("td").text() for row in tables[1].css("tbody tr")] == ["files", "quotes", "quotes"]


def test_the_page_is_inert_whatever_the_data_say(settings: Settings) -> None:
    publish(settings, history() | {"runs": [run(1), run(2), run(3, state="stopped", error=HOSTILE)]})
    tree = rendered(settings)
    assert not tree.css("script, img, iframe, object, embed, form, link, base")
    assert not [name for node in tree.css("*") for name in node.attributes if name.startswith("on") or name == "src"]
    policies = tree.css('meta[http-equiv="Content-Security-Policy"]')
    assert [node.attributes["content"] for node in policies] == [POLICY]
    assert {node.attributes["href"][0] for node in tree.css("a")} == {"#"}
    shown = [node.text() for node in tree.css("bdi")]
    assert sum(text == HOSTILE for text in shown) == 7  # error, example, path, key, three values


def test_a_run_that_was_stopped_is_what_the_page_is_about(settings: Settings) -> None:
    """It is when nothing was published that its operator wants to know why."""
    publish(settings, history())
    stopped = run(4, state="stopped", error="critical check x found 2 rows", rows_loaded=0)
    broken = check(4, "x", severity="critical", success=False, unexpected_count=2)
    kept = refusal(4, "q", reason="run_id is missing")
    page = write_report(settings, Unpublished(stopped, [broken], [kept]))
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    assert "critical check x found 2 rows" in tree.css_first("header").text()
    assert "briefings-0001.duckdb" in tree.css_first("header").text()
    assert "run_id is missing" in section(tree, "quarantine")
    assert [row.css_first("td").text() for row in tree.css("section#runs tbody tr")] == [
        run(n)["run_id"] for n in (4, 3, 2, 1)
    ]
    assert rendered(settings).css_first("section#runs tbody td").text() == run(3)["run_id"]


def test_the_very_first_run_may_be_stopped(settings: Settings) -> None:
    page = write_report(settings, Unpublished(run(1, state="failed", error="no space left on device")))
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    assert "no space left on device" in tree.css_first("header").text()
    assert "none yet" in tree.css_first("header").text()
    assert tree.css_first("section#rows") is None and tree.css_first('nav a[href="#rows"]') is None


def test_the_page_is_well_formed(settings: Settings) -> None:
    publish(settings, history())
    text = write_report(settings).read_text(encoding="utf-8").removeprefix("<!DOCTYPE html>")
    ElementTree.fromstring(re.sub(r"<(meta[^>]*)>", r"<\1/>", text))


def test_control_characters_are_pictured(settings: Settings) -> None:
    publish(settings, {"runs": [run(1, state="failed", error="a\x00b\x1bc\nd")]})
    assert rendered(settings).css_first("header bdi").text() == "a␀b␛c\nd"


def test_data_docs_are_linked_where_they_are(settings: Settings) -> None:
    publish(settings, history())
    assert "Data Docs" not in rendered(settings).css_first("nav").text()
    (settings.reports / "gx" / "docs").mkdir(parents=True)
    (settings.reports / "gx" / "docs" / "index.html").write_text("")
    assert rendered(settings).css_first('nav a[href="gx/docs/index.html"]') is not None


def test_every_section_that_the_page_links_to_is_there(settings: Settings) -> None:
    publish(settings, history())
    tree = rendered(settings)
    for link in tree.css('nav a[href^="#"]'):
        assert tree.css_first(link.attributes["href"]) is not None


def test_the_page_depends_on_the_version_alone(settings: Settings) -> None:
    version = publish(settings, history())
    before = version.read_bytes()
    first = write_report(settings).read_bytes()
    assert write_report(settings).read_bytes() == first
    assert version.read_bytes() == before
    assert [path.name for path in settings.reports.iterdir()] == ["index.html"]


def test_only_the_last_runs_are_shown(settings: Settings) -> None:
    days = [
        run(1) | {"run_id": f"run-{n:03}", "started_at": run(n)["started_at"], "finished_at": run(n)["finished_at"]}
        for n in range(1, 31)
    ]
    publish(settings, {"runs": days})
    tree = rendered(settings)
    rows = tree.css("section#runs tbody tr")
    assert [row.css_first("td").text() for row in rows] == [f"run-{n:03}" for n in range(30, 30 - RUNS, -1)]
    assert len(tree.css_first("figure svg").css("g")) == RUNS


@pytest.mark.parametrize("count", [2000])
def test_a_page_about_much_is_written_soon_and_stays_small(settings: Settings, count: int) -> None:
    rows = history()
    rows["quarantine"] = [refusal(3, str(n), reason=f"reason {n}", value="x" * 500) for n in range(count)]
    publish(settings, rows)
    began = time.monotonic()
    page: Path = write_report(settings)
    assert time.monotonic() - began < 5
    assert page.stat().st_size < 200_000
