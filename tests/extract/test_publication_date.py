"""The publication date: what counts as evidence, and how honest the window stays."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.analysis import analyse
from flows.extract.citations import parse_citations
from flows.extract.issue_calendar import CALENDARS, issue_window, us_working_days
from flows.extract.publication_date import infer_published
from flows.model import DateEvidence, Document, Header, Profile, Published
from flows.profiles import load_profiles

DOMAIN = Path(__file__).resolve().parents[3] / "shared" / "domain"
DAILY = Profile("daily", "The Daily", volume_year_offset=2003, calendar="edm")
WEEKLY = Profile("weekly", "The Weekly", volume_year_offset=1999, calendar="weekly", weekdays=(4,))
YEARLY = Profile("yearly", "The Yearly", volume_year_offset=2000)


def published(
    text: str, profile: Profile | None = None, volume: int | None = None, issue: int | None = None, *dates: DateEvidence
) -> Published:
    document = Document(
        "0" * 32, text, Header(volume=volume, issue=issue, dates=dates), "a.txt", "0" * 64, 1, "text", "utf-8"
    )
    analysis = analyse(text)
    return infer_published(document, profile, analysis, parse_citations(analysis, profile))


def day(text: str, basis: str = "header") -> DateEvidence:
    return DateEvidence(date.fromisoformat(text), date.fromisoformat(text), basis)


def test_a_day_of_the_header_is_certain() -> None:
    found = published("It closed (Interfax, May 2).", DAILY, 5, 62, day("2008-04-02"))
    assert (found.on, found.basis) == (date(2008, 4, 2), "header")


@pytest.mark.parametrize("placeholder", ["1970-01-01", "1900-01-01", "0001-01-01"])
def test_a_placeholder_is_no_evidence(placeholder: str) -> None:
    assert published("Nothing is known.", None, None, None, day(placeholder, "meta")) == Published()


def test_the_day_of_a_copy_gives_way_to_the_calendar_of_the_issue() -> None:
    found = published("It closed.", DAILY, 5, 98, day("2010-01-20", "url"))
    assert found.on is None and found.basis == "issue calendar"
    assert found.earliest == date(2008, 5, 19)


def test_a_citation_much_later_than_the_header_is_a_conflict() -> None:
    found = published("It closed (Interfax, May 2, 2009).", None, None, None, day("2008-04-02"))
    assert found.basis == "header+conflict with a later citation"


def test_today_in_the_text_is_the_day_unless_somebody_quoted_says_it() -> None:
    assert published("The envoy arrives today (May 21) in Morsk.", DAILY, 5, 98).on == date(2008, 5, 21)
    assert published("“He comes today (May 21),” she said.", DAILY, 5, 98).on is None


def test_weekdays_tell_the_year_of_today() -> None:
    text = "It opened in October 2010. The envoy speaks today (March 17). He leaves on March 19, a Saturday."
    assert published(text).on == date(2011, 3, 17)
    assert published("The envoy speaks today (March 17).") == Published()


def test_the_calendar_gives_a_window_and_citations_cut_it_from_below() -> None:
    assert published("It closed.", DAILY, 5, 98).earliest == date(2008, 5, 19)
    found = published("It closed (Interfax, May 21).", DAILY, 5, 98)
    assert (found.earliest, found.latest, found.on) == (date(2008, 5, 21), date(2008, 5, 27), None)
    assert found.basis == "issue calendar+latest citation"


def test_the_latest_citation_is_not_taken_for_the_day_of_publication() -> None:
    found = published("It closed (Interfax, May 5).", DAILY, 5, 98)
    assert (found.earliest, found.latest) == (date(2008, 5, 19), date(2008, 5, 27))


def test_a_citation_behind_the_window_widens_it_and_says_so() -> None:
    found = published("It closed (Interfax, May 30).", DAILY, 5, 98)
    assert found.latest == date(2008, 5, 30) and "conflict" in (found.basis or "")


def test_without_a_calendar_the_year_of_the_volume_and_the_citations_make_the_window() -> None:
    assert published("It closed.", YEARLY, 9) == Published(date(2009, 1, 1), date(2009, 12, 31), None, "volume year")
    found = published("It closed (Dawn, December 28). It opened (Dawn, January 4).", YEARLY, 9)
    assert (found.earliest, found.latest) == (date(2009, 1, 4), date(2009, 1, 19))


def test_dated_citations_alone_bound_it_from_below() -> None:
    found = published("It closed (Dawn, May 3, 2009; Dawn, June 4).")
    assert found == Published(date(2009, 5, 3), None, None, "latest citation")


def test_a_month_of_the_header_and_the_calendar_are_cut_with_each_other() -> None:
    month = DateEvidence(date(2009, 2, 1), date(2009, 2, 28), "header")
    found = published("It closed.", WEEKLY, 10, 4, month)
    assert (found.earliest, found.latest, found.basis) == (date(2009, 2, 1), date(2009, 2, 20), "header+issue calendar")


def test_working_days_leave_out_weekends_and_holidays() -> None:
    days = us_working_days(2008)
    assert days[0] == date(2008, 1, 2) and date(2008, 7, 4) not in days and len(days) == 252
    assert date(2010, 12, 31) not in us_working_days(2010)  # New Year's Day 2011 is a Saturday


def test_every_profile_names_a_calendar_that_there_is() -> None:
    assert {p.calendar for p in load_profiles() if p.calendar} <= CALENDARS.keys()


@pytest.mark.skipif(not DOMAIN.exists(), reason="the domain specification is not beside the project")
def test_the_calendars_hold_every_issue_whose_day_is_known() -> None:
    models = {"Eurasia Daily Monitor": DAILY, "Chechnya Weekly": WEEKLY, "North Caucasus Weekly": WEEKLY}
    with (DOMAIN / "edm_issues.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["series"] in models and row["issue"]]
    assert len(rows) == 23
    for row in rows:
        window = issue_window(models[row["series"]], int(row["volume"]), int(row["issue"]))
        assert window is not None
        assert window[0] <= date.fromisoformat(row["latest"]) and date.fromisoformat(row["earliest"]) <= window[1], row


@pytest.mark.skipif(not DOMAIN.exists(), reason="the domain specification is not beside the project")
def test_the_first_real_briefing_gets_its_window() -> None:
    text = (DOMAIN / "seed.txt").read_text(encoding="utf-8")
    found = published(text, DAILY, 5, 62)
    assert (found.earliest, found.latest) == (date(2008, 3, 28), date(2008, 4, 4))
    assert found.on is None and found.basis == "issue calendar"


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(["(Dawn, March 3)", "(Dawn, May 1999)", "today (31 June)", "today (April 2)", ".", "\n\n", "“"])
    ),
    st.none() | st.integers(-3, 10_000),
    st.none() | st.integers(-3, 100_000),
    st.lists(st.dates(), max_size=2),
    st.sampled_from([None, DAILY, WEEKLY, YEARLY]),
)
def test_the_window_is_never_upside_down(
    pieces: list[str], volume: int | None, issue: int | None, days: list[date], profile: Profile | None
) -> None:
    evidence = (DateEvidence(min(days), max(days), "meta"),) if days else ()
    found = published(" ".join(pieces), profile, volume, issue, *evidence)
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest
    assert found.on is None or found.on == found.earliest == found.latest
    assert (found.basis is None) == (found.earliest is None)
