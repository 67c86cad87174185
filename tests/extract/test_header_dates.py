"""What a header says of days beside the day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from flows.extract.header_dates import dateline_day, disagreements, revision, stated_moment
from flows.extract.rows import header_json, header_of_json
from flows.model import DateEvidence, Header, HeadlineCandidate, Published

DAY = date(2008, 4, 2)
ON = Published(DAY, DAY, DAY, "header")


def on(day: date, basis: str = "meta") -> DateEvidence:
    return DateEvidence(day, day, basis)


@pytest.mark.parametrize(
    ("moment", "is_taken"),
    [("2008-04-02T18:30:00Z", True), ("2008-04-03T01:30:00+03:00", True), ("2008-05-02T18:30:00Z", False)],
)
def test_an_hour_belongs_to_the_day_of_publication_or_the_one_beside_it(moment: str, is_taken: bool) -> None:
    assert stated_moment(Header(published_at=moment), ON) == (moment if is_taken else None)


def test_an_hour_without_a_certain_day_is_none() -> None:
    window = Published(date(2008, 4, 1), date(2008, 4, 30), None, "header")
    assert stated_moment(Header(published_at="2008-04-02T18:30:00Z"), window) is None


def test_disagreements_name_their_basis() -> None:
    month = DateEvidence(date(2008, 5, 1), date(2008, 5, 31), "meta")
    header = Header(dates=(on(DAY, "header"), on(date(2008, 4, 3))), other_dates=(on(date(2008, 4, 1), "url"), month))
    assert disagreements(header, ON) == ["meta: 2008-04-03", "url: 2008-04-01", "meta: 2008-05-01/2008-05-31"]
    assert disagreements(header, Published()) == []


def test_a_revision_before_publication_is_none() -> None:
    later, before = on(date(2008, 4, 9)), on(date(2008, 4, 1))
    said = revision(Header(modified=later, modified_at="2008-04-09T10:00:00Z"), ON)
    assert said == {"modified_on": later.earliest, "modified_at": "2008-04-09T10:00:00Z", "modified_basis": "meta"}
    assert set(revision(Header(modified=before, modified_at="2008-04-01T10:00:00Z"), ON).values()) == {None}
    assert revision(Header(modified=later, modified_at="2008-05-09T10:00:00Z"), ON)["modified_at"] is None
    assert revision(Header(modified=before), Published())["modified_on"] == before.earliest


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("April 1", date(2008, 4, 1)),
        ("1 April", date(2008, 4, 1)),
        ("Dec. 30", date(2007, 12, 30)),
        ("March 30, 2006", date(2006, 3, 30)),
        ("Feb. 30", None),
        ("Quay 7", None),
        (None, None),
    ],
)
def test_the_day_of_a_dateline(printed: str | None, expected: date | None) -> None:
    assert dateline_day(Header(dateline_day=printed), ON) == expected


def test_a_dateline_without_a_year_needs_a_day_of_publication() -> None:
    year = Published(date(2008, 1, 1), date(2008, 12, 31), None, "volume year")
    assert dateline_day(Header(dateline_day="April 1"), year) is None
    assert dateline_day(Header(dateline_day="April 1"), Published()) is None


def test_every_field_comes_back_from_json() -> None:
    header = Header(
        headline_candidates=(HeadlineCandidate("Quay Opens", "og:title"),),
        keywords=("ports", "trade"),
        dates=(on(DAY),),
        other_dates=(on(date(2008, 4, 1), "url"),),
        modified=on(date(2008, 4, 9)),
        access="locked",
    )
    assert header_of_json(header_json(header)) == header
