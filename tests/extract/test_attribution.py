"""Which source vouches for a quotation, and when it was said."""

from __future__ import annotations

from datetime import date

import pytest

from flows.extract.analysis import analyse
from flows.extract.attribution import attribute
from flows.extract.citations import parse_citations, resolve_citations
from flows.extract.dates import find_dates
from flows.model import Published, Quote

PUBLISHED = date(2011, 3, 16)


def quote(text: str, content: str, cue: str | None, speaker: str | None = None, kind: str = "direct") -> Quote:
    start = text.index(content)
    cue_start = text.index(cue) if cue else 0
    return Quote(
        kind=kind,
        start=start,
        end=start + len(content),
        spans=((start, start + len(content)),),
        speaker=speaker,
        speaker_type="person" if speaker else None,
        cue=(cue_start, cue_start + len(cue)) if cue else None,
    )


def attributed(text: str, *quotes: Quote, published: date | None = PUBLISHED) -> tuple[Quote, ...]:
    analysis = analyse(text)
    when = Published(published, published, published, "given") if published else Published()
    citations = resolve_citations(parse_citations(analysis, None), when)
    return attribute(analysis, quotes, citations, find_dates(analysis, when), when)


def said(found: Quote) -> tuple[str | None, str | None, str | None]:
    day = str(found.said_earliest) if found.said_earliest else None
    assert found.said_earliest == found.said_latest
    return found.outlet, day, found.said_basis


def test_the_citation_of_the_sentence_vouches_and_dates() -> None:
    text = "“The crane is sold,” Mira Tolbek said (Turan, March 11). Nobody asked."
    (found,) = attributed(text, quote(text, "The crane is sold,", "said", "Mira Tolbek"))
    assert said(found) == ("Turan", "2011-03-11", "citation")
    assert found.citation == 0


def test_a_citation_behind_the_full_stop_belongs_to_the_sentence_before() -> None:
    text = "Rain fell. “The crane is sold,” Tolbek said. (Turan, March 11). “It was not,” Asar said."
    first, second = attributed(
        text, quote(text, "The crane is sold,", "said", "Tolbek"), quote(text, "It was not,", "said.”"[:4], "Asar")
    )
    assert said(first) == ("Turan", "2011-03-11", "citation")
    assert second.citation is None


def test_a_date_in_the_clause_of_the_cue_wins() -> None:
    text = "Tolbek said on March 9, “The crane is sold” (Turan, March 11)."
    (found,) = attributed(text, quote(text, "The crane is sold", "said", "Tolbek"))
    assert said(found) == ("Turan", "2011-03-09", "cue clause")


def test_of_several_sources_the_one_of_the_day_told_vouches() -> None:
    text = "By March 10 Tolbek was calling it “a crane of sorts” (Turan, March 9; Trend, March 10)."
    (found,) = attributed(text, quote(text, "a crane of sorts", "calling", "Tolbek"))
    assert said(found) == ("Trend", "2011-03-10", "cue clause")


def test_the_citation_tells_more_exactly_what_the_clause_tells_by_the_month() -> None:
    text = "In March Tolbek said, “The crane is sold” (Turan, March 11)."
    (found,) = attributed(text, quote(text, "The crane is sold", "said", "Tolbek"))
    assert said(found) == ("Turan", "2011-03-11", "citation")


def test_words_that_lead_in_tell_the_day() -> None:
    text = "On March 9 a softer tone was struck by the captain of the ferry, Mira Tolbek, “We shall wait,” Tolbek said."
    (found,) = attributed(text, quote(text, "We shall wait,", "said.", "Mira Tolbek"))
    assert said(found) == (None, "2011-03-09", "lead-in")


@pytest.mark.parametrize(
    "text",
    [
        "Tolbek, who was elected on March 9, said “We shall wait.”",
        "After the storm of March 9, which sank the ferry, Tolbek said “We shall wait.”",
        "In 1995 we were young, Tolbek told the court at great length, adding, “We shall wait.”",
        "Tolbek said “We shall wait.” and sails on March 30.",
        "The ferry sank on March 9; Tolbek said “We shall wait.”",
    ],
)
def test_dates_of_other_clauses_do_not(text: str) -> None:
    (found,) = attributed(text, quote(text, "We shall wait.", "said" if "said" in text else "adding", "Tolbek"))
    assert found.said_earliest is None


def test_nothing_was_said_after_publication() -> None:
    text = "Tolbek said on March 30, “We shall wait.”"
    (found,) = attributed(text, quote(text, "We shall wait.", "said", "Tolbek"))
    assert found.said_earliest is None or found.said_earliest <= PUBLISHED


def test_the_same_speaker_of_a_paragraph_shares_the_citation() -> None:
    text = "“It broke,” Mira Tolbek said. “It was old,” she added (Turan, March 11). “Nonsense,” Asar shouted."
    text += "\n\n“New,” Tolbek joked."
    quotes = (
        quote(text, "It broke,", "said", "Mira Tolbek"),
        quote(text, "It was old,", "added", "Tolbek"),
        quote(text, "Nonsense,", "shouted", "Asar"),
        quote(text, "New,", "joked", "Mira Tolbek"),
    )
    first, second, third, fourth = attributed(text, *quotes)
    assert said(first) == ("Turan", "2011-03-11", "paragraph citation")
    assert said(second) == ("Turan", "2011-03-11", "citation")
    assert third.citation is None and fourth.citation is None


def test_see_points_elsewhere_and_vouches_for_nothing() -> None:
    text = "“It broke,” Tolbek said (see EDM, March 11)."
    (found,) = attributed(text, quote(text, "It broke,", "said", "Tolbek"))
    assert (found.citation, found.outlet) == (None, None)


def test_a_lost_source_gives_way_to_the_one_that_is_named() -> None:
    text = "“It broke,” Tolbek said (, Reuters, March 11)."
    (found,) = attributed(text, quote(text, "It broke,", "said", "Tolbek"))
    assert (found.citation, found.outlet) == (1, "Reuters")


def test_several_dates_cited_make_a_range_and_an_access_date_makes_none() -> None:
    text = "“It broke,” Tolbek said (Turan, March 9, 11)."
    (found,) = attributed(text, quote(text, "It broke,", "said", "Tolbek"))
    assert (found.said_earliest, found.said_latest) == (date(2011, 3, 9), date(2011, 3, 11))
    text = "“It broke,” Tolbek said (YouTube, accessed March 11)."
    (found,) = attributed(text, quote(text, "It broke,", "said", "Tolbek"))
    assert (found.outlet, found.said_earliest) == ("YouTube", None)


def test_an_outlet_that_reports_is_the_outlet() -> None:
    text = "Kommersant reported on March 9 that the port was sold, quoting a clerk as saying, “It was cheap.”"
    port = quote(text, "the port was sold", "reported", "Kommersant", "indirect")._replace(speaker_type="outlet")
    clerk = quote(text, "It was cheap.", "saying")
    first, second = attributed(text, port, clerk)
    assert said(first) == ("Kommersant", "2011-03-09", "cue clause")
    assert second.outlet == "Kommersant"


@pytest.mark.parametrize(
    "text",
    [
        "“It broke,” Tolbek told Interfax.",
        "In an interview with Interfax, Tolbek remarked, “It broke,” and left.",
        "“It broke,” Tolbek said, according to Interfax.",
        "Interfax quoted Tolbek as having said, “It broke,” twice.",
    ],
)
def test_words_around_the_cue_name_the_outlet(text: str) -> None:
    cue = next(word for word in ("told", "remarked", "said") if word in text)
    (found,) = attributed(text, quote(text, "It broke,", cue, "Tolbek"))
    assert found.outlet == "Interfax"


def test_what_is_told_to_people_has_no_outlet() -> None:
    text = "“It broke,” Tolbek told the Coastal Commission and a Pravda reader."
    (found,) = attributed(text, quote(text, "It broke,", "told", "Tolbek"))
    assert found.outlet is None


def test_an_end_note_is_found_by_its_number() -> None:
    text = "“It broke,” Tolbek said [2]. Rain fell [1].\n\n[1] Dawn, March 3, 2010.\n\n[2] Turan, March 9, 2011."
    (found,) = attributed(text, quote(text, "It broke,", "said", "Tolbek"))
    assert said(found) == ("Turan", "2011-03-09", "citation")


def test_a_note_that_only_points_elsewhere_still_vouches() -> None:
    text = "“It broke,” Tolbek said [1].\n\n[1] See Turan, March 9, 2011."
    (found,) = attributed(text, quote(text, "It broke,", "said", "Tolbek"))
    assert found.outlet == "Turan"


def test_time_grows_with_the_text_alone() -> None:
    text = "“It broke,” Tolbek said (Turan, March 9). " * 3_000
    analysis = analyse(text)
    when = Published(PUBLISHED, PUBLISHED, PUBLISHED, "given")
    citations = resolve_citations(parse_citations(analysis, None), when)
    step = len(text) // 3_000
    quotes = [
        Quote("direct", at + 1, at + 10, ((at + 1, at + 10),), speaker=f"Tolbek {at}", cue=(at + 19, at + 23))
        for at in range(0, len(text), step)
    ]
    found = attribute(analysis, quotes, citations, find_dates(analysis, when), when)
    assert {q.outlet for q in found} == {"Turan"}


def test_the_document_of_a_block_is_dated_by_the_words_behind_it() -> None:
    text = "> We regret it.\n\nThe notice, dated March 9, was unsigned."
    (found,) = attributed(text, quote(text, "We regret it.", None, None, "block"))
    assert said(found) == (None, "2011-03-09", "document")


def test_without_quotations_or_evidence_nothing_is_made_up() -> None:
    assert attributed("Nothing (Turan, March 11).") == ()
    text = "“It broke,” Tolbek said."
    (found,) = attributed(text, quote(text, "It broke,", "said", "Tolbek"), published=None)
    assert (found.outlet, found.said_earliest, found.said_basis) == (None, None, None)
