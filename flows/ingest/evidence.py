"""Evidence brought together: which day a printed date means, and one header out of two.

A date in figures that can be read in two ways is settled by the text itself, or stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date

from flows.ingest.days import PrintedDay
from flows.model import DateEvidence, Header

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,12}")


def evidence_of(printed: PrintedDay, basis: str, body: str) -> DateEvidence | None:
    """Return a printed date as evidence; None where it stays open which day it means.

    08-06-2004 is 8 June where the text speaks of June 8 and not of August 6.
    """
    if printed.days:
        return DateEvidence(*printed.days, basis)
    named = [reading for reading in printed.readings if _names_day(reading[0], body)]
    return DateEvidence(*named[0], basis) if len(named) == 1 else None


def merged(first: Header, second: Header) -> Header:
    """Return the header that says what the first says, and where it is silent what the second says."""
    return Header(
        headline=first.headline or second.headline,
        authors=first.authors or second.authors,
        publication=first.publication or second.publication,
        series=first.series or second.series,
        volume=first.volume if first.volume is not None else second.volume,
        issue=first.issue if first.issue is not None else second.issue,
        section=first.section or second.section,
        url=first.url or second.url,
        language=first.language or second.language,
        dates=tuple(dict.fromkeys((*first.dates, *second.dates))),
        dateline_place=first.dateline_place or second.dateline_place,
        dateline_agency=first.dateline_agency or second.dateline_agency,
        is_truncated=first.is_truncated or second.is_truncated,
        headline_candidates=first.headline_candidates or second.headline_candidates,
        alternative_headline=first.alternative_headline or second.alternative_headline,
        keywords=first.keywords or second.keywords,
        published_at=first.published_at or second.published_at,
        other_dates=tuple(dict.fromkeys((*first.other_dates, *second.other_dates))),
        modified=first.modified or second.modified,
        modified_at=first.modified_at or second.modified_at,
        dateline_day=first.dateline_day or second.dateline_day,
        access=first.access or second.access,
    )


def weight(header: Header) -> int:
    """Return how much a header says: its fields that are not silent."""
    return sum(bool(getattr(header, field.name)) for field in fields(header))


def completed(header: Header, others: Iterable[Header]) -> Header:
    """Return the header with what other places of the same text say where it is silent.

    A place that names another publication printed the text again: its headline, date and issue are its own. The host
    of a site that does not say its name is no name.
    """
    host = header.publication
    for other in others:
        known, told = _named(header.publication), _named(other.publication)
        if known is None or told is None or known.casefold() == told.casefold():
            silent = replace(header, publication=known)
            header = merged(silent, replace(other, publication=told, dates=() if header.dates else other.dates))
    return replace(header, publication=header.publication or host)


def _named(publication: str | None) -> str | None:
    return None if publication is None or _HOST.fullmatch(publication) else publication


def _names_day(day: date, body: str) -> bool:
    month = _MONTHS[day.month - 1]
    names = rf"(?:{month}|{month[:3]}\.?)"
    return re.search(rf"\b{names} 0?{day.day}\b|\b0?{day.day} {names}\b", body[:20_000]) is not None
