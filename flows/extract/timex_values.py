"""Values of temporal expressions (TIMEX3) with the days they cover, and the time line that relative ones hang on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from flows.extract import calendar
from flows.extract.calendar import Printed
from flows.model import DateRange

EXPLICIT, PUBLICATION, DOCUMENT, TENSE, VAGUE = "explicit", "publication", "document", "tense", "vague"

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_NEAR_FUTURE_DAYS = 75  # a day so near ahead is meant rather than the same day of the year before
_MAX_JUMP_YEARS = 30  # a bare year farther away is an aside: narration does not go on from it
_MAX_NUMBER = 100_000  # "2 million years ago" is no calendar


class Value(NamedTuple):
    """What an expression means. ``earliest`` and ``latest`` are None where no calendar day can be told."""

    type: str
    value: str | None
    days: DateRange | None = None
    basis: str = EXPLICIT
    confidence: float = 0.95
    moves: str = ""  # grain to which it moves the time line: day, week, month, season, year


def day_value(day: date, basis: str = EXPLICIT, confidence: float = 0.95, part: str = "") -> Value:
    """Return a day, or a part of one: 2008-04-02, 2008-04-02TMO."""
    text = f"{day.isoformat()}T{part}" if part else day.isoformat()
    return Value("TIME" if part else "DATE", text, (day, day), basis, confidence, "day")


def month_value(year: int, month: int, basis: str = EXPLICIT, confidence: float = 0.95) -> Value:
    """Return a month: 2008-04."""
    return Value("DATE", f"{year:04d}-{month:02d}", calendar.month_range(year, month), basis, confidence, "month")


def yearless_month(month: int) -> Value:
    """Return a month whose year nothing tells: XXXX-04."""
    return Value("DATE", f"XXXX-{month:02d}", None, VAGUE, 0.6)


def year_value(year: int, basis: str = EXPLICIT, confidence: float = 0.95) -> Value:
    """Return a year: 2008."""
    return Value("DATE", f"{year:04d}", calendar.year_range(year), basis, confidence, "year")


def week_value(day: date, basis: str, confidence: float = 0.85, part: str = "") -> Value:
    """Return the week of a day, or its weekend: 2008-W14, 2008-W14-WE."""
    year, week, _ = day.isocalendar()
    first, last = calendar.week_range(day)
    if part:
        first = calendar.shift_days(last, -1)
    return Value("DATE", f"{year:04d}-W{week:02d}{part}", (first, last), basis, confidence, "week")


def season_value(year: int, season: str, basis: str = EXPLICIT, confidence: float = 0.9) -> Value:
    """Return a season: 2008-SU. A winter is counted with the year in which it begins."""
    month = _SEASON_MONTHS[season]
    first = date(year, month, 1)
    last = calendar.month_range(*_plus_months(year, month, 2))[1]
    return Value("DATE", f"{year:04d}-{season}", (first, last), basis, confidence, "season")


def quarter_value(year: int, quarter: int, basis: str = EXPLICIT, confidence: float = 0.9) -> Value:
    """Return a quarter: 2008-Q2."""
    first = date(year, quarter * 3 - 2, 1)
    return Value(
        "DATE", f"{year:04d}-Q{quarter}", (first, calendar.month_range(year, quarter * 3)[1]), basis, confidence
    )


def half_value(year: int, half: int, basis: str = EXPLICIT, confidence: float = 0.9) -> Value:
    """Return half a year: 2008-H1."""
    first = date(year, half * 6 - 5, 1)
    return Value("DATE", f"{year:04d}-H{half}", (first, calendar.month_range(year, half * 6)[1]), basis, confidence)


def decade_value(first_year: int, basis: str = EXPLICIT, confidence: float = 0.95) -> Value:
    """Return a decade: 199."""
    days = calendar.year_range(first_year, min(first_year + 9, 9998))
    return Value("DATE", f"{first_year // 10:03d}", days, basis, confidence)


def century_value(number: int) -> Value:
    """Return a century: the 20th is 19."""
    first = max((number - 1) * 100 + 1, 1)
    days = calendar.year_range(first, number * 100) if 1 <= number <= 99 else None
    return Value("DATE", f"{number - 1:02d}", days, EXPLICIT, 0.9)


def range_value(days: DateRange, basis: str = EXPLICIT, confidence: float = 0.95) -> Value:
    """Return days as printed with a dash: 2008-04-02/2008-04-04."""
    return Value("DATE", f"{days[0].isoformat()}/{days[1].isoformat()}", days, basis, confidence, "day")


def duration(number: float | None, unit: str, basis: str = EXPLICIT, confidence: float = 0.9) -> Value:
    """Return a length of time: P3D, PT30M, PXY (how many is not said), P20Y for two decades."""
    times, unit = _unit_parts(unit)
    if number is not None:
        number *= times
    digits = "X" if number is None else f"{number:g}"
    if number is not None and number >= 1_000_000:
        digits = f"{number:.0f}"
    prefix, unit = ("PT", unit[1:]) if unit.startswith("T") else ("P", unit)
    return Value("DURATION", f"{prefix}{digits}{unit}", None, basis if number is not None else VAGUE, confidence)


def reference(name: str) -> Value:
    """Return PRESENT_REF, PAST_REF or FUTURE_REF."""
    return Value("DATE", name, None, VAGUE, 0.8)


def _unit_parts(unit: str) -> tuple[int, str]:
    digits = unit.rstrip("YMWDQTHSECL")
    if unit == "WE":
        return 1, "WE"
    return (int(digits) if digits.isdigit() else 1), unit[len(digits) :]


def _plus_months(year: int, month: int, months: int) -> tuple[int, int]:
    years, zero_based = divmod(month - 1 + months, 12)
    return min(year + years, 9998), zero_based + 1


@dataclass(frozen=True, slots=True)
class Mark:
    """The last date that the text named, and how finely."""

    day: date
    grain: str
    offset: int = -1  # where in the text it is named


class TimeLine:
    """Where in time the text is: the day of publication, or in a narrative the last date that it named.

    A text tells history when most of the years that it prints lie well before its publication: then "in August" is the
    August of the events told and not that of the publication.
    """

    def __init__(self, published: date | None, *, is_narrative: bool) -> None:
        self.published = published
        self.is_narrative = is_narrative or published is None
        self.last: Mark | None = None

    @property
    def now(self) -> tuple[date, str] | None:
        """Return the day that "last year" counts from, and the basis that this gives."""
        if self.is_narrative and self.last:
            return self.last.day, DOCUMENT
        if self.published:
            return self.published, PUBLICATION
        return None

    @property
    def then(self) -> tuple[date, str] | None:
        """Return the day that "two days later" counts from: that of the last date named."""
        if self.last:
            return self.last.day, DOCUMENT
        return (self.published, PUBLICATION) if self.published else None

    @property
    def then_day(self) -> tuple[date, str] | None:
        """Return the day that "later in the day" belongs to: the last one named, where days are what was named last."""
        if self.last and (self.last.grain == "day" or self.is_narrative):
            return self.last.day, DOCUMENT
        return (self.published, PUBLICATION) if self.published else self.then

    def move(self, value: Value, offset: int) -> None:
        """Move to a value, where it is one that narration goes on from."""
        if value.moves and value.days:
            day = value.days[0]
            if value.moves != "year" or self.last is None or abs(day.year - self.last.day.year) <= _MAX_JUMP_YEARS:
                self.last = Mark(day, value.moves, offset)

    def settle(self, printed: Printed, *, is_future: bool, is_cited: bool) -> tuple[DateRange, str, float] | None:
        """Return the days of a date whose year may be missing, with the basis and the confidence of the year."""
        if printed.year is not None:
            days = calendar.days_of(printed)
            return (days, EXPLICIT, 0.97) if days else None
        if printed.month is None:
            return None
        if self.is_narrative and self.last and not is_cited:
            days = self._near_last(printed, self.last)
            return (days, DOCUMENT, 0.85) if days else None
        if self.published is None:
            return None
        if is_cited:
            days = calendar.latest_not_after(printed, calendar.shift_days(self.published, 1))
            return (days, PUBLICATION, 0.95) if days else None
        days, is_guess = self._near_publication(printed, self.published, is_future=is_future)
        return (days, TENSE if is_guess else PUBLICATION, 0.8 if is_guess else 0.92) if days else None

    @staticmethod
    def _near_last(printed: Printed, last: Mark) -> DateRange | None:
        if last.grain == "year":
            return calendar.days_of(printed.with_year(last.day.year))
        candidates = [
            days
            for year in (last.day.year - 1, last.day.year, last.day.year + 1)
            if (days := calendar.days_of(printed.with_year(year)))
        ]
        return min(candidates, key=lambda days: _narrative_distance((days[0] - last.day).days), default=None)

    @staticmethod
    def _near_publication(printed: Printed, published: date, *, is_future: bool) -> tuple[DateRange | None, bool]:
        past = calendar.latest_not_after(printed, published)
        ahead = None
        if past:
            for year in (past[0].year + 1, past[0].year + 2, past[0].year + 3, past[0].year + 4):
                ahead = calendar.days_of(replace(printed, year=year))
                if ahead:
                    break
        if ahead is None or past is None:
            return past or ahead, False
        since, until = (published - past[1]).days, (ahead[0] - published).days
        if since <= 0:
            return past, False  # the month or range under way
        if is_future:
            return (ahead, True) if until < 330 else (past, True)
        if until <= _NEAR_FUTURE_DAYS and since > 4 * until:
            return ahead, True
        return past, since > 180


def _narrative_distance(days: int) -> int:
    """Narration goes forward: a date ahead is nearer than one as far behind."""
    return days if days >= 0 else -2 * days


def shifted(day: date, number: float, unit: str) -> Value | None:
    """Return the day, month or year that lies so many units away, as finely as the unit tells."""
    times, unit = _unit_parts(unit)
    count = number * times
    if abs(count) > _MAX_NUMBER:
        return None
    if unit == "D":
        return day_value(calendar.shift_days(day, round(count)), DOCUMENT, 0.85)
    if unit == "W":
        return week_value(calendar.shift_days(day, round(7 * count)), DOCUMENT, 0.75)
    if unit in ("M", "Q"):
        moved = calendar.shift_months(day, round(count * (3 if unit == "Q" else 1)))
        return month_value(moved.year, moved.month, DOCUMENT, 0.8)
    if unit in ("Y", "CE"):
        year = day.year + round(count * (100 if unit == "CE" else 1))
        return year_value(year, DOCUMENT, 0.85) if 1 <= year <= 9998 else None
    return None
