from __future__ import annotations

import json
from contextlib import suppress
from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from flows.load.connect import reading
from flows.load.rebuild import rebuild
from flows.load.search.ask import search
from flows.load.search.filters import Filters, day
from flows.load.search.snippets import snippet
from flows.load.search.syntax import Both, Either, Phrase, SearchError, Word, parse
from flows.settings import Settings

from .articles import Article, intake
from .runs import load, load_articles


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    """Two runs: piers 1 to 4, then 5 and 6."""
    chosen = Settings(data_dir=tmp_path_factory.mktemp("search"))
    load_articles(chosen, [Article(1), Article(2)], [Article(3), Article(4)], run_id="run-1")
    load_articles(chosen, [Article(5), Article(6)], run_id="run-2")
    return chosen


PLACES = """
SELECT count(*), count(coalesce(quotes.quote_id, documents.document_id))
FROM search_rows AS indexed
LEFT JOIN quotes
    ON indexed.kind = 'quote' AND quotes.rowid = indexed.place AND quotes.quote_id = indexed.quote_id
LEFT JOIN documents
    ON indexed.kind = 'article' AND documents.rowid = indexed.place AND documents.document_id = indexed.document_id
"""


def found(chosen, query, limit=20, **filters):
    return search(chosen.warehouse, query, Filters(**filters), limit).to_pylist()


def test_a_query_is_read_as_it_is_meant():
    assert parse("Missile defen*e") == Both((Word("missile"), Word("defen*e")))
    assert parse('"Pier 3"') == Phrase(("pier", "3"))
    assert parse("a AND (b OR c) NOT d") == Both((Word("a"), Either((Word("b"), Word("c")))), (Word("d"),))
    assert parse("a -b") == Both((Word("a"),), (Word("b"),))
    assert parse("Al-Maliki") == Phrase(("al", "maliki"))
    assert parse("Ünal") == Word("unal")
    assert parse("and or") == Both((Word("and"), Word("or")))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "Nothing is asked"),
        ('"', "Nothing is asked"),
        ("NOT pier", "NOT alone"),
        ("(pier", "not closed"),
        ("pier)", "not opened"),
        ("*", "2 letters before"),
        ("d*fence", "2 letters before"),
        ("(" * 100 + "a", "too deep"),
        (" ".join("abc" for _ in range(100)), "More than 30 words"),
    ],
)
def test_what_cannot_be_meant_is_told(query, told):
    with pytest.raises(SearchError, match=told):
        parse(query)


@given(st.text(alphabet="ab \"*?()-ORNTAD'%_\\;—é\x00\ud800", max_size=40))
@settings(max_examples=200, deadline=None)
def test_no_query_is_worse_than_a_sentence(query):
    try:
        parse(query)
    except SearchError as error:
        assert "\n" not in str(error)


def test_days_are_bounds_of_what_is_told():
    assert (day("2008"), day("2008", last=True)) == (date(2008, 1, 1), date(2008, 12, 31))
    assert (day("2008-2"), day("2008-02", last=True)) == (date(2008, 2, 1), date(2008, 2, 29))
    for told in ("", "yesterday", "2008-13", "2008-02-30", "0000", "٢٠٠٨-", "20081"):
        with pytest.raises(SearchError, match="is no day"):
            day(told)


def test_a_snippet_marks_what_was_asked():
    text = "filler " * 40 + "the old Pier is ready and the pier is paid " + "filler " * 40
    shown = snippet(text, {"pier", "ready"})
    assert "**Pier** is **ready** and the **pier**" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 230
    assert snippet("Nothing here", {"pier"}) == "Nothing here"


@pytest.mark.publishes
class TestWarehouse:
    def test_words_phrases_wildcards_and_what_is_ruled_out(self, warehouse):
        quotes = [row for row in found(warehouse, "pier 3") if row["kind"] == "quote"]
        assert [row["snippet"] for row in quotes] == ["**Pier 3** is ready,"]
        assert quotes[0]["speaker"] == "Olin Brae"
        assert len(found(warehouse, "pier")) == 12
        assert len(found(warehouse, "PIER NOT 3")) == 10
        assert len(found(warehouse, '"3 is ready"')) == 2
        assert found(warehouse, '"ready is"') == []
        assert len(found(warehouse, "rea* interf?x")) == 6
        assert found(warehouse, "zzz") == found(warehouse, "zzz*") == []
        assert len(found(warehouse, "3 OR 4")) == 4

    def test_the_rarer_word_ranks_first(self, warehouse):
        best = found(warehouse, "pier OR 5")[0]
        assert "5" in best["snippet"]
        assert [row["rank"] for row in found(warehouse, "pier", limit=3)] == [1, 2, 3]

    def test_it_narrows(self, warehouse):
        assert {row["speaker"] for row in found(warehouse, "pier", speaker="Brae")} == {"Olin Brae"}
        assert found(warehouse, "pier", speaker="Petra Brae") == []
        assert found(warehouse, "pier", speaker="nobody") == []
        assert len(found(warehouse, "pier", outlet="Interfax")) == 6
        assert found(warehouse, "pier", outlet="Reuters") == []
        assert len(found(warehouse, "pier", publication="harbour")) == 12
        assert found(warehouse, "pier", publication="other") == []
        assert len(found(warehouse, "pier", since=day("2008-03"), until=day("2008-03", last=True))) == 6
        assert found(warehouse, "pier", since=day("2009")) == []

    def test_hostile_values_are_only_values(self, warehouse):
        for told in ("'; DROP TABLE quotes; --", "%", '"', "\\", "$speaker", "x" * 5_000, "\x00", "(" * 50):
            assert found(warehouse, "pier", speaker=told) == []
            assert found(warehouse, "pier", outlet=told) == []
            with suppress(SearchError):
                found(warehouse, told)

    def test_plain_sql_searches_too(self, warehouse):
        with reading(warehouse.warehouse) as connection:
            rows = connection.execute(
                "SELECT content FROM search('ready Pier 3') JOIN quotes USING (quote_id)"
            ).fetchall()
            assert rows == [("Pier 3 is ready,",)]
            assert connection.execute("SELECT count(*) FROM search('pier', most := 4)").fetchall() == [(4,)]

    def test_a_rebuilt_version_answers_the_same(self, warehouse):
        before = found(warehouse, "pier is ready")
        rebuild(warehouse)
        after = found(warehouse, "pier is ready")
        assert sorted(map(str, ((r["score"], r["quote_id"], r["snippet"]) for r in after))) == sorted(
            map(str, ((r["score"], r["quote_id"], r["snippet"]) for r in before))
        )

    def test_rows_that_are_replaced_leave_the_index(self, settings):
        load_articles(settings, [Article(1), Article(2)], run_id="run-1")
        newer = Article(2, headline="Lanterns Lit", version="2")
        load(settings, intake(settings.staging, [[newer]], "run-2", replaces=True), flow="backfill")
        assert len(found(settings, "pier")) == 4
        with reading(settings.warehouse) as connection:
            for query in (
                "SELECT count(*) FROM search_rows",
                "SELECT count(DISTINCT number) FROM search_postings",
            ):
                assert connection.execute(query).fetchall() == [(4,)]

    def test_every_place_holds_where_rows_were_replaced(self, settings):
        load_articles(settings, [Article(n) for n in range(1, 7)], run_id="run-1")
        newer = [Article(n, headline="Lanterns Lit", version="2") for n in (1, 4)]
        load(settings, intake(settings.staging, [newer], "run-2", replaces=True), flow="backfill")
        with reading(settings.warehouse) as connection:
            assert connection.execute(PLACES).fetchall() == [(12, 12)]
        assert len(found(settings, '"pier 4"', speaker=Article(4).speaker)) == 1

    def test_places_that_do_not_hold_are_noticed(self, settings):
        load_articles(settings, [Article(n) for n in range(1, 7)], run_id="run-1")
        before = found(settings, '"pier 3"'), found(settings, "pier", since=day("2000"), outlet="kelm")
        with duckdb.connect(str(settings.warehouse.resolve())) as connection:
            connection.execute("UPDATE search_rows SET place = (place + 1) % 6")
        assert (found(settings, '"pier 3"'), found(settings, "pier", since=day("2000"), outlet="kelm")) == before

    def test_the_command(self, warehouse, monkeypatch):
        from flows import cli

        monkeypatch.setattr(cli, "_settings", lambda: warehouse)
        result = CliRunner().invoke(cli.app, ["search", "pier 3", "--speaker", "brae", "--format", "json"])
        assert result.exit_code == 0
        assert [json.loads(line)["snippet"] for line in result.output.splitlines()] == ["**Pier 3** is ready,"]

    def test_in_a_terminal_an_answer_says_who_when_and_where(self, warehouse, monkeypatch):
        from flows import cli

        monkeypatch.setattr(cli, "_settings", lambda: warehouse)
        shown = CliRunner().invoke(cli.app, ["search", "pier 3", "--speaker", "brae"]).output.splitlines()
        row = found(warehouse, "pier 3", speaker="brae")[0]
        assert shown[0].startswith(f"1. {row['speaker']}")
        assert shown[1] == "   **Pier 3** is ready,"
        assert shown[-1] == "1 found; with their keys as --format csv or json."
        nothing = CliRunner().invoke(cli.app, ["search", "pier 3", "--speaker", "nobody"]).output
        assert nothing.startswith("Nothing is found.")


def test_nothing_published_is_said_so(settings):
    with pytest.raises(Exception, match="Nothing is published"):
        search(settings.warehouse, "pier")
