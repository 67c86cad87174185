"""The site about the published warehouse."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import duckdb
import pytest
from selectolax.lexbor import LexborHTMLParser

from flows.report.calibration import measured
from flows.report.evidence import SHOWN, of_claim
from flows.report.page import policy
from flows.report.queries import Unpublished
from flows.report.rhythm import Publication
from flows.report.site import REFUSALS, RUNS, write_report
from flows.report.story import FailedCheck
from flows.settings import Settings

from .made_up_warehouse import BEGAN, HOSTILE, check, document, h, history, publish, quote, refusal, run

pytestmark = pytest.mark.publishes


@dataclass(frozen=True)
class Written:
    """A check over the whole warehouse."""

    name: str
    broken: str
    table: str | None = None
    to_do: str | None = "Mend it."


def rendered(settings: Settings, page: str = "index.html", **options) -> LexborHTMLParser:
    write_report(settings, **options)
    return LexborHTMLParser((settings.reports / page).read_text(encoding="utf-8"))


def pages(settings: Settings) -> dict[str, LexborHTMLParser]:
    found = sorted(path for path in settings.reports.rglob("*.html") if "gx" not in path.parts)
    return {str(p.relative_to(settings.reports)): LexborHTMLParser(p.read_text(encoding="utf-8")) for p in found}


def section(tree: LexborHTMLParser, name: str) -> str:
    found = tree.css_first(f"section#{name}")
    assert found is not None, name
    return found.text(separator=" ")


def cells(row) -> list[str]:
    return [cell.text() for cell in row.css("th, td")]


def check_page(settings: Settings) -> LexborHTMLParser:
    (page,) = (settings.reports / "checks").glob("*.html")
    return LexborHTMLParser(page.read_text(encoding="utf-8"))


def failing(number: int, name: str, count: int = 2, **changes):
    return check(number, name, success=False, unexpected_count=count, **changes)


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
    tree = rendered(settings)
    assert "files are missing" in section(tree, "last-run")
    assert "Do not trust this load" in tree.css_first(".verdict.bad h1").text()


@pytest.mark.parametrize(
    ("changes", "checks", "verdict"),
    [
        ({"files_loaded": 8, "files_quarantined": 0, "rows_quarantined": 0}, [], "You can trust this load"),
        ({}, [], "Usable, with something to look at"),
        ({"files_loaded": 8, "files_quarantined": 0, "rows_quarantined": 0}, [failing(1, "x")], "Usable"),
        ({"state": "published"}, [failing(1, "x", severity="critical")], "Do not trust this load"),
        ({"state": "stopped", "error": "critical check x"}, [], "Not published"),
    ],
)
def test_the_first_words_say_whether_to_trust_the_load(settings: Settings, changes, checks, verdict) -> None:
    publish(settings, {"runs": [run(1, **changes)], "check_results": checks})
    assert rendered(settings).css_first(".verdict h1").text().startswith(verdict)


def test_checks_of_several_batches_count_as_one(settings: Settings) -> None:
    publish(settings, history())
    tree = rendered(settings)
    summary = [
        [node.text() for node in tile.css(".badge, strong, strong ~ span")] for tile in tree.css("#checks .tile")
    ]
    assert summary == [
        ["critical", "1 of 1 held", "none failed"],
        ["warning", "0 of 1 held", "1 failed"],
        ["info", "0 of 0 held", "none failed"],
    ]
    (failed,) = tree.css("section#checks table tbody tr")
    told = cells(failed)
    assert (told[0], told[1], told[3:]) == ("warning", "quotes", ["3", "3.0 %", "2026-03-03"])
    assert told[2].startswith("kind is known") and failed.css_first("code").text() == "kind_is_known"
    assert (settings.reports / unquote(failed.css_first("a").attributes["href"])).exists()


def test_a_check_that_held_in_between_fails_since_it_failed_again(settings: Settings) -> None:
    outcomes = [failing(1, "late", table_name=None), check(2, "late", table_name=None)]
    outcomes.append(failing(3, "late", table_name=None))
    publish(settings, {"runs": [run(1), run(2), run(3)], "check_results": outcomes})
    assert "2026-03-04" in section(rendered(settings), "checks")


def test_refusals_are_told_with_their_reasons_files_first(settings: Settings) -> None:
    publish(settings, history())
    (reasons,) = rendered(settings).css("section#quarantine table")
    assert [cells(row) for row in reasons.css("tbody tr")] == [
        ["quotes", "kind", "kind is none of direct, mixed", "2", "1"],
        ["files", "", "it is empty", "1", "1"],
    ]
    tree = rendered(settings, "quarantine.html")
    assert [row.css_first("th").text() for row in tree.css("#refusals tbody tr")] == ["files", "quotes", "quotes"]
    assert [o.text() for o in tree.css('select[data-column="0"] option')] == ["all", "files", "quotes"]


def test_a_failed_claim_shows_its_rows_in_the_text_with_their_spans_marked(settings: Settings) -> None:
    rows = history() | {"documents": [document()], "quotes": [quote()]}
    rows["check_results"] = [failing(3, "strange", 1, table_name=None, batch_id=None, reason="2026-11-23 Why.")]
    publish(settings, rows)
    claim = Written("strange", "SELECT quote_id, speaker FROM quotes WHERE kind = 'direct'")
    rendered(settings, checks=[claim])
    tree = check_page(settings)
    marks = {node.attributes["title"]: node.text() for node in tree.css(".passage mark")}
    assert marks == {"content": HOSTILE, "speaker_mention": "Oda Brandt"}
    assert "said Oda Brandt, the harbour master" in tree.css_first(".passage").text()
    assert "Mend it." in tree.css_first(".todo").text()
    assert h("quote", 1) in tree.css_first("article h3").text()


def test_a_refused_row_is_shown_from_the_quarantine(settings: Settings) -> None:
    held = '{"content_start": 4, "content_end": 8, "content": "quay", "rule": "marks"}'
    rows = {
        "runs": [run(3)],
        "documents": [document()],
        "check_results": [failing(3, "expect_column_values_to_be_in_set(kind)", 1)],
        "quarantine": [refusal(3, "x", document_id=h("document", 1), row_json=held), refusal(3, "y", row_json="{")],
    }
    publish(settings, rows)
    rendered(settings)
    tree = check_page(settings)
    first, second = tree.css("article")
    assert first.css_first("mark").text() == "quay"
    assert second.css_first("mark") is None and "kind is none of" in second.text()


def test_a_note_shows_the_rows_that_its_keys_name(settings: Settings) -> None:
    note = failing(3, "expect_lengths(content)", 1, severity="info", examples=[h("quote", 1), "gone"])
    publish(settings, {"runs": [run(3)], "documents": [document()], "quotes": [quote()], "check_results": [note]})
    rendered(settings)
    assert [bool(row.css("mark")) for row in check_page(settings).css("article")] == [True, False]


def test_a_stopped_run_shows_what_stopped_it(settings: Settings) -> None:
    """Its candidate is gone when the report is written, so the rows come with it."""
    publish(settings, history())
    claim = Written("broken", "SELECT quote_id FROM quotes")
    with duckdb.connect() as candidate:
        candidate.execute("CREATE TABLE quotes AS SELECT 'k1' AS quote_id, 'd' AS document_id")
        rows = of_claim(candidate, claim)
    stopped = run(4, state="stopped", error="critical check broken found 1 row", rows_loaded=0)
    result = failing(4, "broken", 1, severity="critical", table_name=None, batch_id=None)
    unpublished = Unpublished(
        stopped, [result], [refusal(4, "q", reason="run_id is missing")], {(None, "broken"): rows}
    )
    tree = rendered(settings, unpublished=unpublished, checks=[claim])
    assert "broken. What to do: Mend it." in tree.css_first(".verdict").text()
    assert "1 critical check failed" in tree.css_first(".verdict").text()
    assert "briefings-0001.duckdb" in tree.css_first("footer").text()
    assert "run_id is missing" in section(tree, "quarantine")
    assert [row.css_first("th").text() for row in tree.css("section#runs tbody tr")] == [
        run(n)["run_id"] for n in (4, 3, 2, 1)
    ]
    assert check_page(settings).css_first("article h3").text() == "1. k1"
    assert rendered(settings).css_first("section#runs tbody th").text() == run(3)["run_id"]


def test_a_check_about_a_figure_shows_what_was_found_and_what_is_allowed(settings: Settings) -> None:
    figures: dict[str, Any] = {"evaluated_count": None, "unexpected_count": None, "unexpected_share": None}
    figures |= {"severity": "info", "allowed": "at least 0.3", "examples": []}
    publish(
        settings,
        {
            "runs": [run(1)],
            "check_results": [
                check(1, "figure", observed=0.27, success=False, **figures),
                check(1, "figure", observed=0.2, success=False, batch="c" * 32, **figures),
                check(1, "figure", observed=0.6, batch="d" * 32, **figures),
            ],
        },
    )
    tree = rendered(settings)
    assert cells(tree.css_first("section#checks tbody tr"))[3:5] == ["–", "0.2 to 0.27"]
    told = check_page(settings).css_first("main").text()
    assert "0.2 to 0.27 found, at least 0.3 is allowed, in 2 of 3 batches of quotes" in told
    assert "about a figure of the whole" in told


def test_a_claim_about_documents_shows_documents(settings: Settings) -> None:
    """Other tables have the same key: what derives from documents is not what a steward looks for."""
    publish(settings, history() | {"documents": [document()]})
    claim = Written("without_source", "SELECT document_id FROM documents")
    with duckdb.connect() as candidate:
        candidate.execute("CREATE TABLE documents AS SELECT 'd1' AS document_id, 'A Quay' AS headline")
        (row,) = of_claim(candidate, claim)
    assert row.key == "d1"
    with duckdb.connect(str(settings.warehouse.resolve()), read_only=True) as published:
        (row,) = of_claim(published, claim)
    assert "word_count" in row.values and "bands" not in row.values


def test_the_very_first_run_may_be_stopped(settings: Settings) -> None:
    tree = rendered(settings, unpublished=Unpublished(run(1, state="failed", error="no space left on device")))
    assert "no space left on device" in tree.css_first(".verdict").text()
    assert "none yet" in tree.css_first("footer").text()
    assert tree.css_first("section#rows") is None
    assert set(pages(settings)) == {"index.html", "quarantine.html"}


def everything_hostile() -> dict:
    rows = history() | {"runs": [run(1), run(2), run(3, error=HOSTILE)], "documents": [document()], "quotes": [quote()]}
    rows["check_results"] += [
        failing(3, HOSTILE, 1, table_name=None, batch_id=None, reason=HOSTILE),
        failing(3, "../../etc", 1, table_name="../quotes", examples=[HOSTILE]),
    ]
    return rows


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(data_dir=tmp_path_factory.mktemp("hostile"))
    publish(settings, everything_hostile())
    write_report(settings, checks=[Written(HOSTILE, "SELECT quote_id, content FROM quotes")])
    return settings


def test_every_page_is_inert_whatever_the_data_say(hostile_site: Settings) -> None:
    settings, found = hostile_site, pages(hostile_site)
    assert len(found) > 20
    for name, tree in found.items():
        scripts = tree.css("script")
        assert len(scripts) == (name == "quarantine.html"), name
        assert not tree.css("img, iframe, object, embed, form, link, base, svg script, svg a"), name
        attributes = {key for node in tree.css("*") for key in node.attributes}
        assert not {a for a in attributes if a.startswith("on") or a in ("src", "style", "srcdoc", "action")}, name
        policies = [node.attributes["content"] for node in tree.css('meta[http-equiv="Content-Security-Policy"]')]
        assert policies == [policy(script=bool(scripts))], name
        for link in tree.css("a"):
            address = unquote(link.attributes["href"])
            assert ":" not in address and not address.startswith("/"), (name, address)
            target = (settings.reports / name).parent / address.split("#")[0]
            assert address.startswith("#") or target.resolve().is_relative_to(settings.reports.resolve())
            assert address.startswith("#") or target.exists(), address


def test_every_page_can_be_used_without_a_mouse_and_without_eyes(hostile_site: Settings) -> None:
    for name, tree in pages(hostile_site).items():
        assert tree.css_first("html").attributes["lang"] == "en"
        assert [len(tree.css(n)) for n in ("main", "h1", "body > header", "footer")] == [1, 1, 1, 1], name
        assert tree.css_first("nav").attributes["aria-label"], name
        first = tree.css_first("body a")
        assert tree.css_first(first.attributes["href"]) is not None, "the first link skips to the content"
        assert all(table.css_first("caption") and table.css("thead th[scope=col]") for table in tree.css("table"))
        assert all("tabindex" in box.attributes and box.attributes["aria-label"] for box in tree.css(".scroll"))
        for picture in tree.css('svg[role="img"]'):
            named = picture.attributes["aria-labelledby"].split()
            assert [picture.css_first(f'[id="{i}"]') is not None for i in named] == [True, True], name
        assert all("aria-hidden" in svg.attributes for svg in tree.css('svg:not([role="img"])')), name
        ids = [node.attributes["id"] for node in tree.css("[id]")]
        assert len(ids) == len(set(ids)), name


def test_every_page_is_well_formed(hostile_site: Settings) -> None:
    for path in hostile_site.reports.rglob("*.html"):
        text = path.read_text(encoding="utf-8").removeprefix("<!DOCTYPE html>")
        text = re.sub(r"<(script)>.*?</script>", "", text, flags=re.DOTALL)
        ElementTree.fromstring(re.sub(r"<((?:meta|input)[^>]*)>", r"<\1/>", text))


def test_only_one_module_makes_html() -> None:
    """Whatever is not made there is escaped there."""
    folder = Path(write_report.__code__.co_filename).parent
    makers = {path.name for path in folder.glob("*.py") if re.search(r"\bHtml\(", path.read_text(encoding="utf-8"))}
    assert makers == {"page.py"}


def test_control_characters_are_pictured(settings: Settings) -> None:
    publish(settings, {"runs": [run(1, state="failed", error="a\x00b\x1bc\nd")]})
    assert rendered(settings).css_first(".verdict bdi").text() == "a␀b␛c\nd"


def test_data_docs_are_linked_where_they_are(settings: Settings) -> None:
    publish(settings, history())
    assert "Data Docs" not in rendered(settings).css_first("nav").text()
    (settings.reports / "gx" / "docs").mkdir(parents=True)
    (settings.reports / "gx" / "docs" / "index.html").write_text("")
    assert rendered(settings).css_first('nav a[href="gx/docs/index.html"]') is not None
    assert rendered(settings, "tables/quotes.html").css_first('nav a[href="../gx/docs/index.html"]') is not None


def test_a_table_page_tells_what_is_missing_and_how_values_are_distributed(settings: Settings) -> None:
    quotes = [quote(n, kind=kind, cue=cue) for n, (kind, cue) in enumerate([("direct", "said"), ("direct", None)])]
    publish(settings, history() | {"documents": [document()], "quotes": quotes})
    tree = rendered(settings, "tables/quotes.html")
    missing = {cells(row)[0]: cells(row)[1] for row in tree.css("section#missing-values tbody tr")}
    assert (missing["cue"], missing["speaker"], missing["outlet"]) == ("50.0 %", "0 %", "100 %")
    values = {table.css_first("caption").text(): table for table in tree.css("section#distributions table")}
    assert [cells(row)[:3] for row in values["Values of kind"].css("tbody tr")] == [["direct", "2", "100 %"]]
    assert any(caption.startswith("confidence") for caption in values)


def test_a_column_that_is_suddenly_empty_has_drifted(settings: Settings) -> None:
    runs = [run(1) | {"run_id": f"run-{n}", "started_at": BEGAN + timedelta(days=n)} for n in range(5)]
    quotes = [
        quote(100 * n + i, run_id=f"run-{n}", cue="said" if n < 4 else None, document_id=h("document", n))
        for n in range(5)
        for i in range(20)
    ]
    publish(settings, {"runs": [r | {"finished_at": r["started_at"]} for r in runs], "quotes": quotes})
    drifts = {
        cells(row)[0]: cells(row)[5]
        for row in rendered(settings, "tables/quotes.html").css("section#missing-values tr")
    }
    assert drifts["cue"] == "+100 points"
    assert {told for name, told in drifts.items() if name not in ("cue", "column")} <= {"none", "–"}
    line = next(row for row in rendered(settings).css("section#rows tbody tr") if cells(row)[0] == "quotes")
    assert cells(line)[-1] == "1 column"


def test_confidences_promise_a_number_of_right_rows(settings: Settings) -> None:
    publish(settings, history() | {"quotes": [quote(1, confidence=0.25), quote(2, confidence=0.95)]})
    tree = rendered(settings, "confidence.html")
    assert "Of 2 rows about 1 (60.0 %) are expected to be right" in section(tree, "quotes")
    (row,) = tree.css("section#quotes tbody tr")
    assert cells(row) == ["cue_after", "direct", "2", "0.60", "50.0 %", "", "", "1", "", "", "", "", "", "", "1"]


def test_a_few_days_over_many_years_are_no_rhythm() -> None:
    assert Publication("Harbour Daily", 6, [date(year, 5, 1) for year in range(2006, 2012)]).rhythm is None
    assert Publication("Harbour Quarterly", 6, [date(2006 + n // 4, 1 + n % 4 * 3, 1) for n in range(6)]).rhythm


def test_gaps_are_told_against_the_publications_own_rhythm(settings: Settings) -> None:
    days = [date(2008, 1, 1) + timedelta(days=7 * n) for n in range(8)] + [date(2008, 5, 6)]
    dated = [document(n, published_on=day, volume=3, issue=n + 1 if n < 8 else 12) for n, day in enumerate(days)]
    publish(settings, history() | {"documents": dated})
    tree = rendered(settings, "publications.html")
    (rhythm,) = tree.css("section#rhythm tbody tr")
    assert cells(rhythm)[0] == HOSTILE and cells(rhythm)[3:6] == ["2008-01-01", "2008-05-06", "7 days"]
    assert cells(rhythm)[7] == "2008-02-19 to 2008-05-06: 77 days"
    (volume,) = tree.css("section#volumes tbody tr")
    assert cells(volume)[1:] == ["3", "9", "1 to 12", "3", "9, 10, 11"]


def test_a_version_older_than_a_column_has_its_report(settings: Settings) -> None:
    version = publish(settings, history() | {"quotes": [quote()]})
    with duckdb.connect(str(version)) as connection:
        connection.execute("ALTER TABLE quotes DROP COLUMN said_basis")
        connection.execute("DROP TABLE roles")
    tree = rendered(settings, "tables/quotes.html", checks=[Written("kind_is_known", "FROM nowhere", "quotes")])
    told = {cells(row)[0]: cells(row)[1] for row in tree.css("section#missing-values tbody tr")}
    assert told["said_basis"] == "–"
    assert "tables/roles.html" not in pages(settings)


def test_the_site_depends_on_the_version_alone_and_forgets_what_no_longer_fails(settings: Settings) -> None:
    version = publish(settings, history())
    before = version.read_bytes()

    def written() -> dict[Path, bytes]:
        write_report(settings)
        return {path: path.read_bytes() for path in settings.reports.rglob("*") if path.is_file()}

    first = written()
    (settings.reports / "checks" / "an-old-one.html").write_text("old")
    assert written() == first
    assert version.read_bytes() == before
    assert {path.suffix for path in first} == {".html"}


def test_only_the_last_runs_are_shown(settings: Settings) -> None:
    days = [
        run(1) | {"run_id": f"run-{n:03}", "started_at": run(n)["started_at"], "finished_at": run(n)["finished_at"]}
        for n in range(1, 31)
    ]
    publish(settings, {"runs": days})
    tree = rendered(settings)
    rows = tree.css("section#runs tbody tr")
    assert [row.css_first("th").text() for row in rows] == [f"run-{n:03}" for n in range(30, 30 - RUNS, -1)]
    assert len(tree.css_first("figure svg").css("g")) == RUNS


def test_a_site_about_much_is_written_soon_and_stays_small(settings: Settings) -> None:
    rows = history()
    rows["quarantine"] = [refusal(3, str(n), reason=f"reason {n}", value="x" * 500) for n in range(2000)]
    rows["check_results"].append(failing(3, "many", 100_000, table_name=None, batch_id=None))
    publish(settings, rows)
    began = time.process_time()
    write_report(settings, checks=[Written("many", "SELECT range AS n FROM range(100000)")])
    assert time.process_time() - began < 5
    assert (
        len(LexborHTMLParser((settings.reports / "quarantine.html").read_text()).css("#refusals tbody tr")) == REFUSALS
    )
    (page,) = (settings.reports / "checks").glob("all-many-*.html")
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    assert len(tree.css("article")) == SHOWN
    assert f"The first {SHOWN} of 100,000" in section(tree, "rows")
    assert sum(path.stat().st_size for path in settings.reports.rglob("*.html")) < 2_000_000


def test_shares_that_fall_first_are_watched_over_the_runs(settings: Settings) -> None:
    runs = [run(1) | {"run_id": f"run-{n}", "started_at": BEGAN + timedelta(days=n)} for n in range(5)]
    quotes = [
        quote(100 * n + i, run_id=f"run-{n}", speaker="Oda Brandt" if n < 4 and i % 4 else None)
        for n in range(5)
        for i in range(20)
    ]
    publish(settings, {"runs": [r | {"finished_at": r["started_at"]} for r in runs], "quotes": quotes})
    tiles = {tile.css_first("strong + span").text(): tile for tile in rendered(settings).css("section#found .tile")}
    assert tiles["quotations with a speaker"].css_first("strong").text() == "0 % -75 points"
    assert tiles["quotations with a speaker"].css_first(".badge.warn") is not None
    assert tiles["quotations with a source cited"].css_first(".badge.warn") is None
    assert "citations of known outlets" not in tiles


def test_what_is_found_is_told_by_publication(settings: Settings) -> None:
    documents = [document(1), document(2, published_on=None), document(3, publication_id=None, publication=None)]
    publish(settings, history() | {"documents": documents, "quotes": [quote(1), quote(2, speaker=None)]})
    table = rendered(settings, "publications.html").css_first("section#coverage table")
    assert [cells(row) for row in table.css("tbody tr")] == [
        [HOSTILE, "2", "50.0 %", "0 %", "50.0 %", "50.0 %", "0 %"],
        ["(none named)", "1", "100 %", "0 %", "0 %", "0 %", "0 %"],
    ]


@pytest.mark.parametrize(
    ("name", "source", "reason", "title"),
    [
        ("speaker_stands_in_its_document", "claim", "2026-11-23 Why.", "Speaker stands in its document"),
        ("expect_column_values_to_be_in_set(kind)", "declaration", None, "kind should be in set"),
        (
            "expect_column_proportion_of_non_null_values_to_be_between(speaker)",
            "declaration",
            None,
            "proportion of non null values of speaker should be between",
        ),
        ("expect_column_values_to_be_between(x) 2", "plausibility", "2026-11-23: x is small", "x is small"),
        ("key_is_unique(quote_id)", "declaration", None, "quote_id is unique"),
    ],
)
def test_a_check_is_named_by_what_it_claims(name, source, reason, title) -> None:
    check_ = FailedCheck("quotes", name, "warning", source, 1, 2, (), reason, None, None, False)
    assert check_.title == title


@pytest.mark.parametrize(("before", "told"), [(9, "as in the run before"), (7, "+2 since the run before"), (None, "")])
def test_rows_that_were_broken_before_are_told_from_new_ones(settings: Settings, before, told) -> None:
    """A check over the whole warehouse finds its old rows in every run: what counts is whether there are more."""
    whole = {"table_name": None, "batch_id": None}
    outcomes = [failing(2, "late", before, **whole)] if before else []
    publish(settings, {"runs": [run(2), run(3)], "check_results": [*outcomes, failing(3, "late", 9, **whole)]})
    (failed,) = rendered(settings).css("section#checks table tbody tr")
    assert failed.css("td")[-1].css_first("div").text() == told


def test_what_a_confidence_is_worth_is_drawn_from_what_was_counted(settings: Settings) -> None:
    publish(settings, history())
    calibration = rendered(settings, "confidence.html").css_first("section#calibration")
    counted = measured()
    assert counted and all(0 <= t.promised <= 1 and 0 <= t.right <= 1 and t.rows for t in counted)
    points = calibration.css("circle.point")
    assert len(points) == len(counted) == len(calibration.css("tbody tr"))
    assert sum("hollow" in point.attributes["class"] for point in points) == sum(t.rows < 50 for t in counted)
    assert [figure.css_first("strong").text() for figure in calibration.css("figure")] == [
        "Quotations",
        "Names",
        "Dates",
        "Citations",
    ]
