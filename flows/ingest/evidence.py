"""Evidence brought together: which day a printed date means, and one header out of two.

A date in figures that can be read in two ways is settled by the text itself, or stays open.
"""

from __future__ import annotations

import re
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
    )


def _names_day(day: date, body: str) -> bool:
    month = _MONTHS[day.month - 1]
    names = rf"(?:{month}|{month[:3]}\.?)"
    return re.search(rf"\b{names} 0?{day.day}\b|\b0?{day.day} {names}\b", body[:20_000]) is not None
