"""Calendar dates as they are printed: the one reader of months, days and years for dates, citations and publication."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flows.model import DateRange

_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

MONTH_WORDS = frozenset(_MONTH_NAMES)
WEEKDAY_WORDS = frozenset(_WEEKDAY_NAMES)

_MONTHS = "|".join(_MONTH_NAMES)
_WEEKDAYS = "|".join(_WEEKDAY_NAMES)
MONTH = rf"(?:{_MONTHS}|{_MONTHS.upper()}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
WEEKDAY = rf"(?:{_WEEKDAYS}|{_WEEKDAYS.upper()}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|ST|ND|RD|TH)?(?![\d%])"
YEAR = r"(?:1[0-9]|20)\d\d(?!\d)"
SHORT_YEAR = r"[’'‘]?\d\d(?!\d)"
DASH = r"\s?[-–—]\s?"

MONTH_DAY = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY}),?\s+)?(?P<month>{MONTH})\s*(?:the\s+)?(?P<day>{DAY})"
    rf"(?:{DASH}(?:(?P<end_month>{MONTH})\s*)?(?P<end_day>{DAY}))?(?:(?:,\s?|\s+)(?P<year>{YEAR}))?"
)
DAY_MONTH = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY}),?\s+)?(?:the\s+)?(?P<day>{DAY})"
    rf"(?:(?:\s?(?P<month_first>{MONTH}))?{DASH}(?P<end_day>{DAY}))?(?:\s?|\s+of\s+|-)(?P<month>{MONTH})"
    rf"(?:(?:,?\s+|-)(?P<year>{YEAR}|0\d(?![\d:.])))?"
)
MONTH_YEAR = re.compile(rf"(?P<month>{MONTH})(?:{DASH}(?P<end_month>{MONTH}))?(?:,?\s+|\s+of\s+)(?P<year>{YEAR})")
ISO_DAY = re.compile(r"(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
DOTTED_DAY = re.compile(r"(?P<day>3[01]|[12]\d|0?[1-9])\.(?P<month>1[0-2]|0?[1-9])\.(?P<year>(?:19|20)\d\d)(?!\d)")
SLASHED_DAY = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:19|20)?\d\d)(?!\d)")

_ONE_DAY = timedelta(days=1)
_LEAP_CYCLE = 9  # years back within which every day of the calendar, 29 February too, is found


@dataclass(frozen=True, slots=True)
class Printed:
    """A date or a range of days as printed; what the text leaves out is None."""

    month: int | None = None
    day: int | None = None
    year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    weekday: int | None = None  # 0 = Monday

    @property
    def is_range(self) -> bool:
        """Whether an end is printed too."""
        return self.end_day is not None or self.end_month is not None

    def with_year(self, year: int) -> Printed:
        """Return the same days in a year."""
        return replace(self, year=year)


def month_number(name: str) -> int:
    """Return 1 for "January", "Jan." or "JANUARY", and so on."""
    return _MONTH_NUMBER[name[:3].lower()]


def weekday_number(name: str) -> int:
    """Return 0 for "Monday", "Mon." and so on."""
    return _WEEKDAY_NUMBER[name[:2].lower()]


_MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(_MONTH_NAMES, 1)}
_WEEKDAY_NUMBER = {name[:2].lower(): number for number, name in enumerate(_WEEKDAY_NAMES)}


def read(match: re.Match[str]) -> Printed:
    """Return what a match of one of the patterns above prints."""
    found = match.groupdict()
    if found.get("first"):
        return _read_slashed(found)
    month = _month(found.get("month"))
    first = _month(found.get("month_first"))
    end_month = month if first else _month(found.get("end_month"))
    return Printed(
        month=first or month,
        day=_day(found.get("day")),
        year=full_year(found["year"]) if found.get("year") else None,
        end_month=end_month,
        end_day=_day(found.get("end_day")),
        weekday=weekday_number(found["weekday"]) if found.get("weekday") else None,
    )


def _month(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdigit() else month_number(text)


def _day(text: str | None) -> int | None:
    return int(text.rstrip("sndrthSNDRTH")) if text else None


def _read_slashed(found: dict[str, str | None]) -> Printed:
    """Read 3/28/2008 and 28/3/2008; where both readings are possible, neither day nor month can be told."""
    first, second, year = int(found["first"] or 0), int(found["second"] or 0), full_year(found["year"] or "")
    if first <= 12 < second <= 31:
        return Printed(first, second, year)
    if second <= 12 < first <= 31:
        return Printed(second, first, year)
    if first == second <= 12:
        return Printed(first, second, year)
    return Printed(year=year)


def full_year(digits: str) -> int:
    """Return the year of "2008", "08" or "’08"; two digits mean 1950 to 2049."""
    number = int(digits.lstrip("’'‘"))
    if number > 99:
        return number
    return number + (1900 if number >= 50 else 2000)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    if 1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def month_range(year: int, month: int) -> DateRange:
    """Return the first and the last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_range(year: int, until: int | None = None) -> DateRange:
    """Return the first and the last day of a year, or of the years up to ``until``."""
    return date(year, 1, 1), date(until or year, 12, 31)


def week_range(day: date) -> DateRange:
    """Return Monday and Sunday of the day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def shift_months(day: date, months: int) -> date:
    """Return the day so many months later; a day that the month does not have becomes its last."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(years, 1), 9998)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift_days(day: date, days: int) -> date:
    """Return the day so many days later, kept within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date(9998, 12, 31).toordinal()))


def days_of(printed: Printed) -> DateRange | None:
    """Return the days that a date with a printed (or settled) year covers; None where there are no such days."""
    if printed.year is None or not 1 <= printed.year <= 9998:
        return None
    if printed.month is None:
        return year_range(printed.year) if printed.day is None else None
    if printed.day is None:
        last = month_range(printed.year, printed.end_month or printed.month)[1]
        first = month_range(printed.year, printed.month)[0]
        return (first, last) if first <= last else (first.replace(year=max(1, printed.year - 1)), last)
    if printed.end_day is None:
        start = day_or_none(printed.year, printed.month, printed.day)
        return (start, start) if start else None
    return _range_of(printed, printed.year, printed.month, printed.day, printed.end_day)


def _range_of(printed: Printed, year: int, month: int, day: int, end_day: int) -> DateRange | None:
    end_month = printed.end_month or month
    end_year = year + 1 if end_month < month else year  # December 30 - January 2 ends in the next year
    start, end = day_or_none(year, month, day), day_or_none(end_year, end_month, end_day)
    if start is None or end is None or end < start:
        return None
    return start, end


def latest_not_after(printed: Printed, limit: date) -> DateRange | None:
    """Return the days covered, a missing year being the last one in which they do not begin after the limit."""
    if printed.year is not None:
        return days_of(printed)
    if printed.month is None:
        return _weekday_not_after(printed, limit)
    for year in range(limit.year, max(0, limit.year - _LEAP_CYCLE), -1):
        days = days_of(printed.with_year(year))
        if days and days[0] <= limit and (printed.weekday is None or _fits_weekday(printed, days)):
            return days
    return latest_not_after(replace(printed, weekday=None), limit) if printed.weekday is not None else None


def _weekday_not_after(printed: Printed, limit: date) -> DateRange | None:
    if printed.weekday is None:
        return None
    day = shift_days(limit, -((limit.weekday() - printed.weekday) % 7))
    return day, day


def _fits_weekday(printed: Printed, days: DateRange) -> bool:
    return days[0].weekday() == printed.weekday


def nearest(printed: Printed, anchor: date) -> DateRange | None:
    """Return the days covered, a missing year being the one that brings them closest to the anchor."""
    if printed.year is not None:
        return days_of(printed)
    candidates = [
        days
        for year in (anchor.year - 1, anchor.year, anchor.year + 1)
        if (days := days_of(printed.with_year(year))) is not None
    ]
    return min(candidates, key=lambda days: abs((days[0] - anchor).days), default=None)
