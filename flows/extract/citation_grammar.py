"""The inside of a citation: groups of sources and dates, read piece by piece.

    (Interfax, RIA Novosti, March 27, 28; see EDM, April 1)

Semicolons part groups; in a group the sources come first, then their dates. Every source of a group gets every date
of the group: which belongs to which cannot be told.
"""  # fmt: skip

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from flows.extract import calendar
from flows.extract.calendar import DASH, DAY, Printed
from flows.extract.outlets import find_outlet, identify, is_host

_GROUP_END = re.compile(r";\s*")
_PIECE_END = re.compile(
    r",(?=\s|$|[“\"])|,(?=[A-Z])(?<!\d,)|(?<=[\w.”\"])\s+and\s+(?=(?:\d{1,2}|[A-Z][a-z]+\.? \d{1,2})\b)"
)
_SEE = re.compile(r"(?:see|See|cf\.)\s+(?:also\s+)?(?:for example,?\s+|e\.g\.,?\s+)?(?:yesterday[’']s\s+)?|also see\s+")
_LABEL = re.compile(
    r"(?:as )?(?:Source|source|quoted by|cited by|reported by|via|according to|as reported by|in|from):?\s+"
)
_ACCESSED = re.compile(r"(?:last |date )?accessed(?: on)?:?\s+|retrieved(?: on)?:?\s+", re.IGNORECASE)
_TITLE = re.compile(r"^(?:[“\"]|``|‘)(?P<title>[^“”\"]{2,300}?),?(?:[”\"]|''|’),?\s*(?P<rest>.*)$", re.DOTALL)
_BESIDE = re.compile(  # numbers of issues and pages, and times of day: neither source nor date
    r"(?:no|nos|№|n|issue|vol|volume|p|pp|page|pages|part|edition|ed|section)\.?\s?[\dIVX#/\-–. ]+|"
    r"\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.|gmt)|#\d+",
    re.IGNORECASE,
)
_DAYS = re.compile(rf"(?P<day>{DAY})(?:{DASH}(?P<end_day>{DAY}))?")
_YEAR = re.compile(rf"{calendar.YEAR}")
_WEEKDAY = re.compile(rf"(?:last |on )?(?P<weekday>{calendar.WEEKDAY})")
_ON = re.compile(r"(?:on|dated|of)\s+")
_CITY = re.compile(r"\s?\[[^\[\]]{2,40}\]$")
_AND = re.compile(r"\s+and\s+|\s+&\s+")
_FULL_FORMS = (
    calendar.MONTH_DAY,
    calendar.DAY_MONTH,
    calendar.MONTH_YEAR,
    calendar.ISO_DAY,
    calendar.DOTTED_DAY,
    calendar.SLASHED_DAY,
)
_BARE_MONTH = re.compile(rf"(?:early |mid-|late )?(?P<month>{calendar.MONTH})")


@dataclass(frozen=True, slots=True)
class CitedSource:
    """One source of a group. ``name`` is as printed; None where the text has lost it."""

    name: str | None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Sources and the dates that all of them share."""

    sources: tuple[CitedSource, ...]
    dates: tuple[Printed, ...] = ()
    accessed: tuple[Printed, ...] = ()
    relation: str = "cites"
    is_credit: bool = False  # "Source: ..." without a date is the credit of a picture


def read_groups(inside: str) -> list[Group]:
    """Return the groups between the parentheses of a citation, whether or not it turns out to be one."""
    groups: list[Group] = []
    relation = "cites"
    for part in _GROUP_END.split(" ".join(inside.split())):
        see = _SEE.match(part)
        relation = "see" if see else relation
        if part:
            groups.append(_read_group(part[see.end() :] if see else part, relation))
    return groups


def _read_group(text: str, relation: str) -> Group:
    label = _LABEL.match(text)
    if label:
        text = text[label.end() :]
    title, text = _split_title(text)
    pieces = [piece.strip() for piece in _PIECE_END.split(text)]
    reader = _DateReader()
    first_date = next((at for at, piece in enumerate(pieces) if _starts_dates(piece)), len(pieces))
    for piece in pieces[first_date:]:
        reader.take(piece)
    names = [piece for piece in pieces[:first_date] if not _BESIDE.fullmatch(piece)]
    sources = tuple(_sources(names, title, has_dates=bool(reader.dates or reader.accessed)))
    return Group(sources, tuple(reader.dates), tuple(reader.accessed), relation, is_credit=bool(label))


def _split_title(text: str) -> tuple[str | None, str]:
    """Part “Title,” Outlet, Month D; a quoted name with nothing but dates behind it is the source itself."""
    match = _TITLE.match(text)
    if match is None:
        return None, text
    title, rest = match["title"].strip(), match["rest"]
    if not rest or _starts_dates(_PIECE_END.split(rest, maxsplit=1)[0].strip()) or _BESIDE.match(rest):
        return None, f"{title}, {rest}" if rest else title
    return title, rest


def _sources(names: list[str], title: str | None, *, has_dates: bool) -> list[CitedSource]:
    if not names and title:
        return [CitedSource(title)]
    whole = ", ".join(names)
    if len(names) > 1 and identify(whole).kind == "interview":
        return [CitedSource(whole)]
    found: list[CitedSource] = []
    for at, name in enumerate(names):
        if not name:
            if at == 0 and (has_dates or len(names) > 1):
                found.append(CitedSource(None))
            continue
        found.extend(CitedSource(part, title) for part in _coordinated(name) if not (found and is_city(part)))
    return found


def _coordinated(name: str) -> list[str]:
    """Part "A and B" where one of them is a known outlet and the whole is not."""
    name = _CITY.sub("", name.removeprefix("and ").strip(' .“”"')) or name
    parts = _AND.split(name)
    if len(parts) == 1 or find_outlet(name) or is_host(name):
        return [name]
    return parts if any(find_outlet(part) for part in parts) and all(part[:1].isupper() for part in parts) else [name]


def _starts_dates(piece: str) -> bool:
    return bool(_ACCESSED.match(piece)) or _read_date(piece) is not None


def _read_date(piece: str) -> Printed | None:
    """Return the full date, month, weekday or year that the piece is; None if it is none of them."""
    on = _ON.match(piece)
    piece = (piece[on.end() :] if on else piece).rstrip(". ") if piece[-1:] in ". " or on else piece
    if not piece or len(piece) > 60:
        return None
    for form in _FULL_FORMS:
        match = form.fullmatch(piece)
        if match:
            return calendar.read(match)
    match = _BARE_MONTH.fullmatch(piece)
    if match:
        return Printed(month=calendar.month_number(match["month"]))
    match = _WEEKDAY.fullmatch(piece)
    if match:
        return Printed(weekday=calendar.weekday_number(match["weekday"]))
    return Printed(year=int(piece)) if _YEAR.fullmatch(piece) else None


class _DateReader:
    """Reads the pieces behind the sources: dates, bare days that inherit their month, years, access dates."""

    def __init__(self) -> None:
        self.dates: list[Printed] = []
        self.accessed: list[Printed] = []
        self._target = self.dates

    def take(self, piece: str) -> None:
        """Take the next piece; what is no date is left out."""
        accessed = _ACCESSED.match(piece)
        if accessed:
            self._target = self.accessed
            piece = piece[accessed.end() :]
        piece = piece.removeprefix("and ").strip()
        days = _DAYS.fullmatch(piece.rstrip("."))
        if days:
            self._take_days(days)
            return
        found = _read_date(piece)
        if found is None:
            return
        last = self._target[-1] if self._target else None
        if found.month is None and found.year is not None and last is not None and last.year is None and last.month:
            self._bind_year(found.year)
        elif found.month is not None and last is not None and last.weekday is not None and last.month is None:
            self._target[-1] = replace(found, weekday=last.weekday)  # Monday, March 31
        else:
            self._target.append(found)

    def _take_days(self, days: re.Match[str]) -> None:
        last = self._target[-1] if self._target else None
        if last is None or last.month is None or last.day is None:
            return
        end = days["end_day"]
        self._target.append(
            Printed(
                month=last.end_month or last.month,
                day=int(days["day"].rstrip("sndrth")),
                year=last.year,
                end_day=int(end.rstrip("sndrth")) if end else None,
            )
        )

    def _bind_year(self, year: int) -> None:
        """Give the year to its own date and to the bare days joined to it, not to other months."""
        month = self._target[-1].month
        for at in range(len(self._target) - 1, -1, -1):
            if self._target[at].month != month or self._target[at].year is not None:
                break
            self._target[at] = self._target[at].with_year(year)


@cache
def _cities() -> frozenset[str]:
    lines = files("flows.extract").joinpath("lexicons/dateline_cities.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def is_city(name: str) -> bool:
    """Whether it is a city of datelines: beside a source it is a place, alone it is no source."""
    return name in _cities()
