"""What a header says of days beside the day of publication: its hour, what disagrees, revision and dateline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flows.extract import calendar
from flows.model import Header, Published

_DAY = timedelta(days=1)
_WIDEST_WINDOW = timedelta(days=31)  # of publication, that still tells the year of a day without one


def stated_moment(header: Header, published: Published) -> str | None:
    """Return the stated moment of publication where it is one of the certain day, or of the one beside it.

    The day of readers can be the day before or after that of the clock that the moment was read from.
    """
    return _of_day(header.published_at, published.on) if published.on else None


def disagreements(header: Header, published: Published) -> list[str]:
    """Return the days that other evidence names, each behind its basis."""
    if published.earliest is None or published.latest is None:
        return []
    first, last = published.earliest, published.latest
    other = [found for found in (*header.dates, *header.other_dates) if found.latest < first or found.earliest > last]
    return list(dict.fromkeys(f"{found.basis}: {_shown(found.earliest, found.latest)}" for found in other))


def revision(header: Header, published: Published) -> dict[str, Any]:
    """Return the columns of the revision: a day before publication is none."""
    modified = header.modified
    if modified is None or (published.earliest and modified.latest < published.earliest):
        return {"modified_on": None, "modified_at": None, "modified_basis": None}
    return {
        "modified_on": modified.earliest,
        "modified_at": _of_day(header.modified_at, modified.earliest),
        "modified_basis": modified.basis,
    }


def dateline_day(header: Header, published: Published) -> date | None:
    """Return the day of the dateline: without a year, the last such day up to publication."""
    day = header.dateline_day or ""
    match = calendar.MONTH_DAY.match(day) or calendar.DAY_MONTH.match(day)
    if match is None or published.latest is None:
        return None
    printed = calendar.read(match)
    if printed.year is None and published.latest - (published.earliest or published.latest) > _WIDEST_WINDOW:
        return None
    days = calendar.latest_not_after(printed, published.latest)
    return days[0] if days and days[0] == days[1] else None


def _of_day(moment: str | None, day: date) -> str | None:
    return moment if moment and abs(date.fromisoformat(moment[:10]) - day) <= _DAY else None


def _shown(earliest: date, latest: date) -> str:
    return earliest.isoformat() if earliest == latest else f"{earliest.isoformat()}/{latest.isoformat()}"
