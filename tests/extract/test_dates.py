"""Temporal expressions: spans, TIMEX3 values, and what relative ones hang on."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract import dates as module
from flows.extract.analysis import analyse
from flows.extract.dates import find_dates
from flows.extract.time_words import CLASSES
from flows.extract.timex_patterns import PATTERNS
from flows.model import Published, TimeExpression
from flows.tables.dates import TABLE

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
WEDNESDAY = date(2011, 3, 16)


def found(text: str, published: date | None = WEDNESDAY) -> list[TimeExpression]:
    return list(find_dates(analyse(text), Published(published, published, published, "given") if published else None))


def values(text: str, published: date | None = WEDNESDAY) -> list[tuple[str, str | None]]:
    return [(text[f.start : f.end], f.value) for f in found(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It sank on 9 March 2008.", [("9 March 2008", "2008-03-09")]),
        ("It sank on March 9, 2008, off Varda.", [("March 9, 2008", "2008-03-09")]),
        ("It sank on the 9th of March 2008.", [("the 9th of March 2008", "2008-03-09")]),
        ("Tuesday, March 4, 2008, was cold.", [("Tuesday, March 4, 2008", "2008-03-04")]),
        ("Logged 2008-03-09 and 09.03.2008.", [("2008-03-09", "2008-03-09"), ("09.03.2008", "2008-03-09")]),
        ("The fair of April 4-6, 2008, failed.", [("April 4-6, 2008", "2008-04-04/2008-04-06")]),
        ("It ran 14 October – 3 November 2008.", [("14 October", "2008-10-14"), ("3 November 2008", "2008-11-03")]),
        ("On May 14 and 15, 2008, they met.", [("May 14", "2008-05-14"), ("15, 2008", "2008-05-15")]),
        ("They met on 14 and 15 May 2008.", [("14", "2008-05-14"), ("15 May 2008", "2008-05-15")]),
        ("Since August 2007 it has stood.", [("August 2007", "2007-08")]),
        ("It was laid in 1974.", [("1974", "1974")]),
        ("The war of 1957–58 ruined it.", [("1957", "1957"), ("58", "1958")]),
        ("The late 1980s and the ’90s are over.", [("The late 1980s", "198"), ("the ’90s", "199")]),
        ("A relic of the 19th century.", [("the 19th century", "18")]),
        ("In the spring of 2009 it thawed.", [("the spring of 2009", "2009-SP")]),
        ("In the third quarter of 2009 it fell.", [("the third quarter of 2009", "2009-Q3")]),
        ("The end of May 2009 came.", [("The end of May 2009", "2009-05")]),
        ("In mid-March 2009 it rained.", [("mid-March 2009", "2009-03")]),
    ],
)  # fmt: skip
def test_explicit_dates(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left today.", [("today", "2011-03-16")]),
        ("He left yesterday morning.", [("yesterday morning", "2011-03-15TMO")]),
        ("He left on Monday.", [("Monday", "2011-03-14")]),
        ("He will leave on Monday.", [("Monday", "2011-03-21")]),
        ("He left last Friday.", [("last Friday", "2011-03-11")]),
        ("It was an ordinary Thursday.", []),
        ("He left on Friday [4 March] by sea.", [("Friday", "2011-03-04"), ("4 March", "2011-03-04")]),
        ("A crowd of 1500 met 1200 guards.", []),
        ("He left last year.", [("last year", "2010")]),
        ("He left earlier this month.", [("earlier this month", "2011-03")]),
        ("The talks go on next week.", [("next week", "2011-W12")]),
        ("He left two years ago.", [("two years ago", "2009")]),
        ("He left on March 9.", [("March 9", "2011-03-09")]),
        ("He left on December 9.", [("December 9", "2010-12-09")]),
        ("He will leave on December 9.", [("December 9", "2011-12-09")]),
        ("A march is planned on March 27.", [("March 27", "2011-03-27")]),
        ("He fell ill in November.", [("November", "2010-11")]),
        ("She was elected last June.", [("last June", "2010-06")]),
        ("It snowed on New Year’s Eve.", [("New Year’s Eve", "2010-12-31")]),
        ("It began at 16:08 GMT.", [("16:08 GMT", "2011-03-16T16:08Z")]),
        ("It opens now and then closes.", [("now", "PRESENT_REF")]),
    ],
)
def test_dates_that_hang_on_the_publication(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They walked for three days.", ("three days", "P3D")),
        ("They walked for several weeks.", ("several weeks", "PXW")),
        ("It took a week.", ("a week", "P1W")),
        ("A two-day walk.", ("two-day", "P2D")),
        ("It lasted twenty-five years.", ("twenty-five years", "P25Y")),
        ("It took thirty minutes.", ("thirty minutes", "PT30M")),
        ("It took two decades.", ("two decades", "P20Y")),
        ("In the next six months it will fall.", ("the next six months", "P6M")),
        ("It took a year and a half.", ("a year and a half", "P1.5Y")),
        ("They walked for half an hour.", ("half an hour", "PT30M")),
    ],
)
def test_lengths(text: str, expected: tuple[str, str]) -> None:
    (only,) = found(text)
    assert (text[only.start : only.end], only.value, only.type) == (*expected, "DURATION")
    assert only.earliest is None and only.latest is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They meet every day.", ("every day", "P1D")),
        ("They meet every Monday.", ("every Monday", "XXXX-WXX-1")),
        ("A daily meeting.", ("daily", "P1D")),
    ],
)
def test_sets(text: str, expected: tuple[str, str]) -> None:
    (only,) = found(text)
    assert (text[only.start : only.end], only.value, only.type) == (*expected, "SET")


def test_what_comes_later_hangs_on_the_date_named_last() -> None:
    text = "The pipe broke on December 26. Three days later it was mended, and the next day it broke again."
    assert [value for _, value in values(text)] == ["2010-12-26", "2010-12-29", "2010-12-30"]


def test_the_date_of_a_source_is_no_date_of_the_story() -> None:
    text = "The pipe broke on December 26 (Interfax, January 5). Three days later it was mended."
    assert [value for _, value in values(text)] == ["2010-12-26", "2011-01-05", "2010-12-29"]


def test_a_weekday_does_not_lie_behind_the_citation_that_reports_it() -> None:
    assert values("It rained, she said on Wednesday (Dawn, March 11, 12).")[0] == ("Wednesday", "2011-03-09")


def test_a_source_is_not_cited_before_it_appears() -> None:
    assert values("It was sold (Dawn, September 3).")[0] == ("September 3", "2010-09-03")


def test_a_narrative_hangs_on_its_own_dates() -> None:
    text = (
        "The siege began on 3 May 1921. In June the wells failed. On 7 August the gate fell. In September 1921 the "
        "governor fled, and by January the province was lost. Peace was signed on 2 February 1922."
    )
    assert [value for _, value in values(text)] == [
        "1921-05-03", "1921-06", "1921-08-07", "1921-09", "1922-01", "1922-02-02",
    ]  # fmt: skip
    assert {f.basis for f in found(text)} == {"explicit", "document"}


def test_joined_dates_share_the_year_of_the_last() -> None:
    text = "From May 15 to August 16, 2008, and in April and June 2009, the road was shut."
    assert [value for _, value in values(text)] == ["2008-05-15", "2008-08-16", "2009-04", "2009-06"]


def test_without_a_publication_date_nothing_is_guessed() -> None:
    (only,) = found("He left on March 9.", published=None)
    assert (only.value, only.earliest, only.basis) == ("XXXX-03-09", None, "vague")


@pytest.mark.parametrize(
    "text",
    [
        "May I ask? The march on Varda may fail.",
        "In room 2008 they sold 2000 rubles of S-300 parts.",
        "Theresa May met April Lane.",
        "The 503rd regiment took road 1231.",
        "It cost $1999 a piece.",
        "The water springs up; prices fall.",
        "The Eurasia Daily Monitor wrote.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert values(text) == []


def test_a_possessive_ending_stays_outside() -> None:
    assert values("Yesterday’s storm ended.") == [("Yesterday", "2011-03-15")]


def test_days_bound_the_value() -> None:
    for text, first, last in (
        ("It fell in the winter of 2008.", date(2008, 12, 1), date(2009, 2, 28)),
        ("It fell this week.", date(2011, 3, 14), date(2011, 3, 20)),
        ("It fell in the 1990s.", date(1990, 1, 1), date(1999, 12, 31)),
    ):
        (only,) = found(text)
        assert (only.earliest, only.latest) == (first, last)


def test_every_pattern_is_reached_through_the_words_of_time() -> None:
    """Reading stretches with a head only gives what reading every word gives."""
    master = module._master()[0]
    paths = [path for path in SAMPLES.rglob("*") if path.suffix in (".txt", ".md")]
    assert len(paths) > 5
    for path in paths:
        letters = analyse(path.read_text(encoding="utf-8", errors="replace")).letters[0]
        everywhere = {at for at in range(len(letters)) if (m := master.match(letters, at)) and m.end() > at}
        stretches = {at for s in module._stretches(letters) for at in range(*s)}
        assert everywhere <= stretches, path.name


def test_the_table_of_patterns_is_sound() -> None:
    names = [pattern.name for pattern in PATTERNS]
    assert len(names) == len(set(names))
    assert all(re.fullmatch("[a-z][a-z_]*", name) for name in names)
    assert len(set(CLASSES.values())) == len(CLASSES)


PIECES = st.sampled_from(
    ["March", "May", "31", "30 February", "2008", "1957-58", "-", "–", "the", "last", "two", "years", "ago", "later",
     "of", "that", "year", "Monday", "12:75", "p.m.", "99th", "century", "the ’", "90s", "(Dawn,", ")", "(", "every",
     "half", "a", "0000", "9999", "1/2/03", "31.12.2099", "1900-01-01", "mid-March", "1979-February", "three-year",
     "winter", "end", "’s", ".", ",", "\n\n", "today", "²", "٣٤", "ſecond", "hundred", "999,999,999,999", "quarter",
     "New Year’s Eve", "UTC", ":"]
)  # fmt: skip


@settings(max_examples=250, deadline=None, derandomize=True)
@given(
    st.lists(PIECES | st.text(max_size=4), max_size=60).map(" ".join),
    st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
def test_no_text_breaks_it_and_no_span_leaves_the_text(text: str, published: date | None) -> None:
    types = next(column for column in TABLE.columns if column.name == "type").one_of or ()
    bases = next(column for column in TABLE.columns if column.name == "basis").one_of or ()
    end = 0
    for expression in found(text, published):
        assert end <= expression.start < expression.end <= len(text)
        assert expression.type in types and expression.basis in bases
        assert expression.earliest is None or expression.latest is None or expression.earliest <= expression.latest
        assert re.fullmatch("[a-z][a-z_]*", expression.rule) and 0 < expression.confidence <= 1
        end = expression.end


@pytest.mark.parametrize(
    "text",
    [
        "March " * 30_000, "the last two " * 20_000, "12:" * 40_000, "(" * 200_000, "and 3, " * 30_000, "a1-" * 80_000,
        "about " * 30_000, "two " * 30_000, "Monday (" * 5_000, "14 and " * 30_000,
    ],
)  # fmt: skip
def test_time_grows_with_the_text_alone(text: str) -> None:
    found(text)
