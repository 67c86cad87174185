"""Which day a printed date means where figures can be read in two ways: the text itself may say it."""

from __future__ import annotations

import re
from datetime import date

from flows.ingest.days import PrintedDay
from flows.model import DateEvidence

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


def _names_day(day: date, body: str) -> bool:
    month = _MONTHS[day.month - 1]
    names = rf"(?:{month}|{month[:3]}\.?)"
    return re.search(rf"\b{names} 0?{day.day}\b|\b0?{day.day} {names}\b", body[:20_000]) is not None
