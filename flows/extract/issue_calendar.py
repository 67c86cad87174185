"""Which days a numbered issue can have appeared on, by the calendar of its publication.

A calendar is a model with few constants, fitted to issues whose day is known; its windows are meant to hold the day,
not to name it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from math import ceil

from flows.model import DateRange, Profile

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5

# Eurasia Daily Monitor: first issue on Monday 3 May 2004; volume n is the year 2003 + n.
_EDM_FIRST_DAY = date(2004, 5, 3)
_EDM_LEAD = 1  # an issue is at most one working day ahead of its number
_EDM_LAG = 4  # ... and four behind
_EDM_AUTUMN_LAG = 12  # after the pause in the second half of August
_EDM_AUTUMN_ISSUE = {1: 60}  # the first volume began in May
_EDM_AUTUMN_ISSUE_LATER = 155
_EDM_SLOW_SINCE_VOLUME = 14  # about four issues a week
_EDM_SLOW_RATE = 0.72  # issues a working day, at the slowest
_EDM_SLOW_LAG = 3

# Weeklies: the issue number follows the count of publication days since January, a few weeks behind after pauses.
_WEEKLY_LAG = 4
_WEEKLY_SLIP = _ONE_DAY  # some issues appear a day late


def issue_window(profile: Profile, volume: int, issue: int) -> DateRange | None:
    """Return the first and last day on which the issue can have appeared; None where the profile has no calendar."""
    year = volume_year(profile, volume)
    model = CALENDARS.get(profile.calendar or "")
    if model is None or year is None or issue < 1:
        return None
    return model(profile, volume, year, issue)


def volume_year(profile: Profile, volume: int) -> int | None:
    """Return the year of a volume; None where the profile does not tell."""
    if profile.volume_year_offset is None:
        return None
    year = profile.volume_year_offset + volume
    return year if 1900 <= year <= 2200 else None


def _eurasia_daily_monitor(_profile: Profile, volume: int, year: int, issue: int) -> DateRange | None:
    days = _working_days_since_start(year)
    if volume >= _EDM_SLOW_SINCE_VOLUME:
        first, last = issue, ceil(issue / _EDM_SLOW_RATE) + _EDM_SLOW_LAG
    else:
        is_autumn = issue > _EDM_AUTUMN_ISSUE.get(volume, _EDM_AUTUMN_ISSUE_LATER)
        first, last = issue - _EDM_LEAD, issue + (_EDM_AUTUMN_LAG if is_autumn else _EDM_LAG)
    return _between(days, first, last)


def _weekly(profile: Profile, _volume: int, year: int, issue: int) -> DateRange | None:
    weekday = min(profile.weekdays, default=4)
    first = date(year, 1, 1)
    first += timedelta(days=(weekday - 1 - first.weekday()) % 7)
    days = tuple(first + timedelta(weeks=week) for week in range(53) if (first + timedelta(weeks=week)).year == year)
    window = _between(days, issue, issue + _WEEKLY_LAG)
    return (window[0], min(window[1] + _WEEKLY_SLIP, date(year, 12, 31))) if window else None


CALENDARS: dict[str, Callable[[Profile, int, int, int], DateRange | None]] = {
    "edm": _eurasia_daily_monitor,
    "weekly": _weekly,
}


def _between(days: tuple[date, ...], first: int, last: int) -> DateRange | None:
    """Return the ``first``-th to the ``last``-th day, from 1, as far as the year has them."""
    if not days or first > len(days):
        return None
    return days[max(first, 1) - 1], days[min(last, len(days)) - 1]


@lru_cache(maxsize=256)
def us_working_days(year: int) -> tuple[date, ...]:
    """Return Monday to Friday without the holidays of the US government."""
    holidays = _us_holidays(year)
    first = date(year, 1, 1)
    days = (first + timedelta(days=number) for number in range((date(year, 12, 31) - first).days + 1))
    return tuple(day for day in days if day.weekday() < _SATURDAY and day not in holidays)


@lru_cache(maxsize=256)
def _working_days_since_start(year: int) -> tuple[date, ...]:
    days = us_working_days(year)
    return days[bisect_left(days, _EDM_FIRST_DAY) :]


def _us_holidays(year: int) -> frozenset[date]:
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25), date(year + 1, 1, 1)]
    if year >= 2021:
        fixed.append(date(year, 6, 19))
    floating = [
        _nth_weekday(year, 1, 0, 3),  # Martin Luther King
        _nth_weekday(year, 2, 0, 3),  # Presidents
        _last_monday_of_may(year),  # Memorial
        _nth_weekday(year, 9, 0, 1),  # Labor
        _nth_weekday(year, 10, 0, 2),  # Columbus
        _nth_weekday(year, 11, 3, 4),  # Thanksgiving
    ]
    return frozenset([*map(_observed, fixed), *floating])


def _observed(day: date) -> date:
    return day + {5: -_ONE_DAY, 6: _ONE_DAY}.get(day.weekday(), timedelta())


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())
