"""Citations: which parentheses cite, whom, and which days."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.analysis import analyse
from flows.extract.citations import parse_citations, resolve_citations
from flows.model import Citation, Profile, Published

DOMAIN = Path(__file__).resolve().parents[3] / "shared" / "domain"
PUBLISHED = date(2011, 3, 16)


def citations(text: str, published: date | None = PUBLISHED, profile: Profile | None = None) -> tuple[Citation, ...]:
    when = Published(published, published, published, "given") if published else Published()
    return resolve_citations(parse_citations(analyse(text), profile), when)


def cited(text: str, published: date | None = PUBLISHED) -> list[tuple[str | None, list[str]]]:
    return [
        (c.outlet, ["/".join(sorted({str(d) for d in days})) for days in c.dates]) for c in citations(text, published)
    ]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("Turan, March 11", [("Turan", ["2011-03-11"])]),
        ("Turan, APA, March 11", [("Turan", ["2011-03-11"]), ("APA", ["2011-03-11"])]),
        ("Turan, March 11, 12; Trend, March 14", [("Turan", ["2011-03-11", "2011-03-12"]), ("Trend", ["2011-03-14"])]),
        ("Den, March 9-11", [("Den", ["2011-03-09/2011-03-11"])]),
        ("Den, February 27 – March 2", [("Den", ["2011-02-27/2011-03-02"])]),
        ("Zaman, December 30, January 4", [("Zaman", ["2010-12-30", "2011-01-04"])]),
        ("AP, Sept. 9", [("AP", ["2010-09-09"])]),
        ("Dawn, 3 March", [("Dawn", ["2011-03-03"])]),
        ("BTA, May 2009", [("BTA", ["2009-05-01/2009-05-31"])]),
        ("BTA, July 2, 2008; Dnevnik, March 3", [("BTA", ["2008-07-02"]), ("Dnevnik", ["2011-03-03"])]),
        ("Dnevnik, no. 12, p. 4, March 3", [("Dnevnik", ["2011-03-03"])]),
        ("Reuters, London, March 3", [("Reuters", ["2011-03-03"])]),
        ("Interfax [Kyiv], March 3", [("Interfax", ["2011-03-03"])]),
        (", March 3", [(None, ["2011-03-03"])]),
        (", AFP, March 3", [(None, ["2011-03-03"]), ("AFP", ["2011-03-03"])]),
        ("Kabar and Akipress, March 3", [("Kabar", ["2011-03-03"]), ("Akipress", ["2011-03-03"])]),
        ("Tarsenian press reports, March 1-2", [("Tarsenian press reports", ["2011-03-01/2011-03-02"])]),
        ("Interfax, 2011-03-02", [("Interfax", ["2011-03-02"])]),
        ("Interfax, 02.03.2011", [("Interfax", ["2011-03-02"])]),
        ("Interfax, Monday", [("Interfax", ["2011-03-14"])]),
        ("https://harbor.example/a,b/17", [("https://harbor.example/a,b/17", [])]),
    ],
)  # fmt: skip
def test_sources_and_dates(inside: str, expected: list[tuple[str | None, list[str]]]) -> None:
    assert cited(f"The crane was sold ({inside}).") == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Coastal Oversight Commission (COC) met.",
        "A crane at dawn (Reuters)",
        "A crane at dawn (Source: crane.example)",
        "The New Quay (Part Three)",
        "He speaks today (March 16) in Morsk.",
        "The treaty (signed in Vienna, March 3, 1999) is dead.",
        "The festival (Vienna, March 3-5) was quiet.",
        "The minister (born March 3, 1961) smiled.",
        "Eurasia Daily Monitor (EDM) was founded in May.",
        "The ship costs much (some 30,000 euros).",
        "The mayor [14 March] said nothing.",
        "It sank (see below).",
        "He left it (Prime Minister's Office).",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert cited(text) == []


def test_flags_relation_title_and_kind_are_told() -> None:
    first, second, third = citations(
        "It closed. (“Gas Talks Stall,” EDM, March 1; Segodnya, March 2; see China Brief, March 3)"
    )
    assert (first.title, first.outlet, first.outlet_kind) == ("Gas Talks Stall", "EDM", "self")
    assert "after_period" in first.flags
    assert "ambiguous_outlet" in second.flags and second.outlet_id is None
    assert (third.relation, third.position) == ("see", 3)
    assert len({(c.start, c.end) for c in (first, second, third)}) == 1


def test_an_access_date_has_its_own_role() -> None:
    (only,) = citations("It closed (Vesti, accessed March 9).")
    assert (only.date_role, only.dates) == ("accessed", ((date(2011, 3, 9), date(2011, 3, 9)),))


def test_an_end_note_and_a_source_line_are_citations_without_parentheses() -> None:
    text = "It closed [1].\n\nNotes\n\n[1] Mira Tolbek, “A Short Winter,” Dawn, October 3, 2010.\n\n"
    (note,) = citations(text)
    assert (note.outlet, note.title, note.rule) == ("Dawn", "A Short Winter", "end_note")
    assert text[note.start : note.end].startswith("[1] Mira")
    (line,) = citations("2. Rustavi 2 TV, Tbilisi, in Georgian 1500 gmt 3 Mar 11")
    assert (line.outlet, line.dates[0][0], line.rule) == ("Rustavi 2 TV", date(2011, 3, 3), "source_line")


def test_a_parenthesis_that_never_closes_is_read_to_the_end_of_its_paragraph() -> None:
    text = "The quay was sold (Interfax, March 9.\n\nThe crane was not."
    (only,) = citations(text)
    assert text[only.start : only.end] == "(Interfax, March 9"
    assert "unclosed" in only.flags


def test_without_a_publication_date_the_year_stays_open() -> None:
    (only,) = citations("It closed (Interfax, March 9).", published=None)
    assert only.dates == () and "year_unknown" in only.flags


def test_names_of_its_own_make_a_source_the_publication_itself() -> None:
    profile = Profile("harbor_letter", "Harbor Letter", self_names=("HL",))
    (only,) = citations("It closed (see HL, March 9).", profile=profile)
    assert only.outlet_kind == "self"


@pytest.mark.skipif(not DOMAIN.exists(), reason="the domain specification is not beside the project")
def test_every_case_of_the_domain_specification() -> None:
    wrong = []
    for case in json.loads((DOMAIN / "citation_examples.json").read_text(encoding="utf-8")):
        text = f"The ferry sailed at dawn {case['text']}." if case["text"].startswith("(") else case["text"]
        found = citations(text, date.fromisoformat(case["published"]))
        if [_row(c) for c in found] != [_expected(e) for e in case["expected"] if case["is_citation"]]:
            wrong.append(case["id"])
    assert wrong == []


def _row(citation: Citation) -> tuple[Any, ...]:
    dates = sorted((str(first), str(last)) for first, last in citation.dates)
    return citation.outlet, citation.outlet_kind, dates, citation.relation, citation.title


def _expected(case: dict[str, Any]) -> tuple[Any, ...]:
    dates = sorted((days["start"], days["end"]) for days in case["dates"])
    return case["source"], case["kind"], dates, case.get("relation", "cites"), case.get("title")


PIECES = st.sampled_from(
    ["(", ")", "((", "Interfax", ", ", "; ", "March 3", "31 February", "no. 4", "[1] ", "1. ", "\n", "\n\n", "“", "”",
     "see ", "2008", " gmt ", "0000", "-", " and ", "accessed ", "www.a.example", "é", "😀", ".", "3/4/05", "٣", "²"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join), st.booleans())
def test_no_text_breaks_it_and_no_span_leaves_the_text(text: str, is_dated: bool) -> None:
    for citation in citations(text, PUBLISHED if is_dated else None):
        assert 0 <= citation.start < citation.end <= len(text)
        assert all(first <= last for first, last in citation.dates)


@pytest.mark.parametrize(
    "text", ["(" * 300_000, "(a, March 3" * 30_000, "(a" * 100_000 + ")" * 100_000, "x" * 3_000_000]
)
def test_time_grows_with_the_text_alone(text: str) -> None:
    citations(text)
