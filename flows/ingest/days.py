"""Days as headers, mail and web pages print them: stand-alone dates with a year, in many languages.

A date in figures that can be read in two ways has two ``readings``; who asks decides with further evidence, or not
at all. Epoch values and years that no article was published in are what broken systems print: they are no evidence.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from flows.ingest.lexicon import lines_of
from flows.model import DateRange

FIRST_YEAR, LAST_YEAR = 1900, 2099
_PLACEHOLDERS = frozenset({date(1970, 1, 1), date(1969, 12, 31), date(1900, 1, 1)})

_ISO = r"(?P<y1>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m1>0?[1-9]|1[0-2])(?P=sep)(?P<d1>3[01]|[12]\d|0?[1-9])(?!\d)"
_COMPACT = r"(?P<y2>(?:19|20)\d\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>3[01]|[12]\d|0[1-9])(?![\dA-Za-z])"
_EAST_ASIAN = (
    r"(?P<y3>(?:19|20)\d\d)\s?[年년]\s?(?P<m3>1[0-2]|0?[1-9])\s?[月월]\s?(?P<d3>3[01]|[12]\d|0?[1-9])\s?[日일]"
)
_FIGURES = (
    r"(?P<f1>3[01]|[12]\d|0?[1-9])(?P<sep2>[./-])\s?(?P<f2>3[01]|[12]\d|0?[1-9])(?P=sep2)\s?"
    r"(?P<y4>(?:19|20)\d\d|\d\d(?!\s?%))(?![\d./-]\d|\d)"
)
_ORDINAL = r"(?:st|nd|rd|th|er|ª|º|°|\.)?"
_MONTH = r"[^\W\d_]{3,14}"
_DAY_MONTH = (
    rf"(?P<d5>3[01]|[12]\d|0?[1-9]){_ORDINAL}[\s\-/]*(?:(?:de|di|d[’'])\s*)?(?P<n5>{_MONTH})\.?"
    r"(?:,?[\s\-/]*(?:de[l]?\s+)?)(?P<y5>(?:19|20)\d\d(?!\d)|\d\d(?=\s*(?:$|[,;)\]])))"
)
_MONTH_DAY = (
    rf"(?P<n6>{_MONTH})\.?[\s\-]+(?:the\s+)?(?P<d6>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|\.)?(?:,\s*|\s+|-)"
    r"(?:(?:at\s+)?\d{1,2}:\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?,?\s+)?(?P<y6>(?:19|20)\d\d)(?!\d)"
)
_YEAR_MONTH_DAY = rf"(?P<y7>(?:19|20)\d\d)\.?,?\s+(?P<n7>{_MONTH})\.?\s+(?P<d7>3[01]|[12]\d|0?[1-9])(?!\d)"
_MONTH_YEAR = rf"(?P<n8>{_MONTH})\.?,?\s+(?:de\s+)?(?P<y8>(?:19|20)\d\d)(?!\d)"
_MONTHS_YEAR = rf"(?P<n9>{_MONTH})\s?[-–/]\s?(?P<n10>{_MONTH})\s+(?P<y9>(?:19|20)\d\d)(?!\d)"
_DATE = re.compile(
    rf"(?<![\d\w/.-])(?:{'|'.join((_ISO, _COMPACT, _EAST_ASIAN, _FIGURES, _DAY_MONTH, _MONTH_DAY, _YEAR_MONTH_DAY))})"
    rf"|(?<!\w)(?:{_MONTHS_YEAR}|{_MONTH_YEAR})"
)
_MONTH_ALONE = re.compile(
    r"(?P<month>0[1-9]|1[0-2])[-/](?P<year>(?:19|20)\d\d)|(?P<year2>(?:19|20)\d\d)-(?P<month2>0[1-9]|1[0-2])"
)


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A date found in a string: what it can mean (one reading, or two in figures), and whether it is just a month."""

    start: int
    end: int
    readings: tuple[DateRange, ...]

    @property
    def days(self) -> DateRange | None:
        """The days it covers, where it can be read in one way only."""
        return self.readings[0] if len(self.readings) == 1 else None


@cache
def month_numbers() -> dict[str, int]:
    """Return the number of every month name, folded to lower case."""
    return {name: int(number) for name, number in (line.split("\t") for line in lines_of("months.tsv"))}


def find_days(text: str) -> Iterator[PrintedDay]:
    """Give the dates with a year that a string prints, in order."""
    at = 0
    while match := _DATE.search(text, at):
        if readings := tuple(dict.fromkeys(filter(None, _readings(match)))):
            yield PrintedDay(match.start(), match.end(), readings)
            at = match.end()
        else:  # a word that is no month: the figures behind it may be a date of their own
            at = match.start() + 1


def first_day(text: str) -> PrintedDay | None:
    """Return the first date that a string prints."""
    return next(find_days(text), None)


def read_month(text: str) -> DateRange | None:
    """Return the days of a month that is the whole string: 10-2006, 2006-10."""
    match = _MONTH_ALONE.fullmatch(text.strip())
    return month_range(int(match["year"] or match["year2"]), int(match["month"] or match["month2"])) if match else None


def month_range(year: int, month: int) -> DateRange:
    """Return the first and the last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _readings(match: re.Match[str]) -> Iterator[DateRange | None]:
    found = match.groupdict()
    for number in "123":
        if found[f"y{number}"]:
            yield _day(found[f"y{number}"], int(found[f"m{number}"]), found[f"d{number}"])
            return
    for number in "567":
        if found[f"y{number}"]:
            month = month_numbers().get(found[f"n{number}"].casefold())
            yield _day(found[f"y{number}"], month, found[f"d{number}"]) if month else None
            return
    if found["y9"]:
        first, last = (month_numbers().get(found[name].casefold()) for name in ("n9", "n10"))
        if first and last and first < last:
            yield month_range(int(found["y9"]), first)[0], month_range(int(found["y9"]), last)[1]
    elif found["y8"]:
        month = month_numbers().get(found["n8"].casefold())
        yield month_range(int(found["y8"]), month) if month else None
    elif found["y4"]:
        yield from _in_figures(int(found["f1"]), int(found["f2"]), found["y4"], found["sep2"])


def _in_figures(first: int, second: int, year: str, separator: str) -> Iterator[DateRange | None]:
    """Day before month, and month before day unless full stops stand between: nobody writes 4.19.2006."""
    if len(year) == 2 and separator == "-":
        return  # 08-06-04 can begin with the year
    if second <= 12:
        yield _day(year, second, first)
    if first <= 12 and separator != ".":
        yield _day(year, first, second)


def _day(year: str, month: int, day: str | int) -> DateRange | None:
    number = int(year) if len(year) == 4 else int(f"20{year}" if int(year) < 70 else f"19{year}")
    if not FIRST_YEAR <= number <= LAST_YEAR or not 1 <= int(day) <= monthrange(number, month)[1]:
        return None
    found = date(number, month, int(day))
    return None if found in _PLACEHOLDERS else (found, found)
