"""What weeks, months, seasons, years and longer periods mean."""

from __future__ import annotations

import re
from datetime import date

from flows.extract import calendar
from flows.extract import timex_values as v
from flows.extract.calendar import Printed
from flows.extract.time_words import CLASSES, edged, lexicon, stem, value_of
from flows.extract.timex_found import Found, ordinal
from flows.extract.timex_months_years import with_year_ahead
from flows.extract.timex_values import EXPLICIT, VAGUE, Value

_DECADE = re.compile(r"(\d{2,4})s$", re.IGNORECASE)

_TIME_UNITS = frozenset(("TS", "TM", "TH"))


def part_of_year(found: Found) -> Value | None:
    """The fourth quarter of 2005, the first half of this year, the last week of 2010."""
    unit = value_of(found.word("unit")) or "half"
    if unit not in ("Q", "half"):
        return None
    number = ordinal(found.word("which")) or (4 if unit == "Q" else 2)
    year: int | None
    if found.has("year"):
        year, basis = int(found.word("year")), EXPLICIT
    else:
        now = found.line.now
        if now is None or value_of(found.words[found.match.end("of") - 1]) != "Y":
            return None
        name = found.kind("of")
        year, basis = now[0].year + {"last": -1, "next": 1}.get(name, 0), now[1]
    if unit == "Q" and 1 <= number <= 4:
        return v.quarter_value(year, number, basis)
    return v.half_value(year, number, basis) if unit == "half" and 1 <= number <= 2 else None


def century(found: Found) -> Value | None:
    """The 20th century; other counted units ("the second week") are no dates of their own."""
    if value_of(found.word("unit")) != "CE":
        return None
    number = ordinal(found.word("which"))
    return v.century_value(number) if 1 <= number <= 30 else None


def decade(found: Found) -> Value | None:
    """The 1930s, the late 1980s, the ’90s."""
    match = _DECADE.search(found.word("decade"))
    if match is None:
        return None
    digits = match[1]
    if len(digits) == 2 and (found.words[found.match.start("decade") - 1 : found.match.start("decade")] or [""])[
        0
    ] not in ("’", "'", "‘", "the"):
        return None
    year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return v.decade_value(year)


def calendar_unit(found: Found) -> Value | None:
    """This week, last year, the following month, that day, late last year; the past decade is a length."""
    which, unit = found.which, value_of(found.word("unit"))
    word = found.word("unit").lower()
    if unit in _TIME_UNITS or word in ("hours", "seconds") or (word.endswith("s") and unit not in ("2W",)):
        return _plural_units(found, which, unit, word)
    which_word = found.words[found.match.start("which")].lower()
    the = found.has("the")
    if unit in ("10Y", "CE") or (which == "last" and the and which_word in ("past", "last") and unit != "D"):
        return v.duration(1, unit) if which != "this" or unit not in ("10Y", "CE") else _current_decade(found, unit)
    deictic = which == "this" or (
        which in ("last", "next") and not the and which_word in ("last", "next", "past", "upcoming")
    )
    anchor = found.line.now if deictic else found.line.then
    if which_word in ("these", "those"):
        return None
    if anchor is None:
        return Value("DATE", None, None, VAGUE, 0.5)
    day, basis = anchor
    if which_word in ("current", "present") and unit == "D":
        return v.reference("PRESENT_REF")
    return _unit_at(day, {"last": -1, "next": 1}.get(which, 0), unit, basis, value_of(found.word("part")))


def _unit_at(day: date, steps: int, unit: str, basis: str, part: str = "") -> Value | None:
    if unit == "D":
        return v.day_value(calendar.shift_days(day, steps), basis, 0.8, part)
    if unit in ("W", "WE"):
        return v.week_value(calendar.shift_days(day, 7 * steps), basis, 0.85, "-WE" if unit == "WE" else "")
    if unit == "M":
        moved = calendar.shift_months(day.replace(day=1), steps)
        return v.month_value(moved.year, moved.month, basis, 0.88)
    if unit == "Q":
        moved = calendar.shift_months(day.replace(day=1), 3 * steps)
        return v.quarter_value(moved.year, (moved.month + 2) // 3, basis, 0.85)
    if unit == "Y" and 1 <= day.year + steps <= 9998:
        return v.year_value(day.year + steps, basis, 0.9)._replace(moves="")
    return None


def _current_decade(found: Found, unit: str) -> Value | None:
    now = found.line.now
    if now is None:
        return None
    year = now[0].year
    return v.decade_value(year - year % 10, now[1], 0.8) if unit == "10Y" else v.century_value((year + 99) // 100)


def _plural_units(found: Found, which: str, unit: str, word: str) -> Value | None:
    """The coming years, recent months, these days."""
    if which in ("last", "next") and word.endswith("s"):
        return v.duration(None, unit)
    if which == "that" and unit == "D" and found.words[found.match.start("which")].lower() == "these":
        return v.reference("PRESENT_REF")
    return None


def edge_of_unit(found: Found) -> Value | None:
    """The end of the year, later in the day."""
    unit = value_of(found.word("unit"))
    then = found.line.then_day if unit == "D" else found.line.then
    if unit not in ("D", "W", "M", "Y", "Q", "WE") or then is None or found.word("unit").endswith("s"):
        return None
    if found.after in ("of",):
        return None
    value = _unit_at(then[0], 0, unit, then[1])
    return value._replace(confidence=0.75) if value else None


def unit_edge(found: Found) -> Value | None:
    """Month’s end, year’s end."""
    word = found.words[found.match.start("unit")]
    if stem(word) == word or found.word("edge").lower() != "end":
        return None
    then = found.line.then
    return _unit_at(then[0], 0, value_of(found.word("unit")), then[1]) if then else None


def unit_of_month(found: Found) -> Value | None:
    """The last week of August: a week, somewhere in the days of that month."""
    unit = value_of(found.word("unit"))
    if unit not in ("W", "D", "WE"):
        return None
    number = int(value_of(found.word("month")))
    printed = Printed(month=number, year=int(found.word("year")) if found.has("year") else None)
    settled = found.line.settle(printed, is_future=found.is_future, is_cited=False)
    days = settled[0] if settled else None
    return v.duration(1, unit)._replace(days=days, basis=settled[1] if settled else VAGUE)


def edged_word(found: Found) -> Value | None:
    """Mid-March, late-2009, mid-2011."""
    match = edged(found.words[found.match.start("edged")])
    if match is None:
        return None
    rest = match["rest"]
    if rest.isdigit():
        return v.year_value(int(rest))
    name, value = lexicon().get(rest, ("", ""))
    year = int(found.word("year")) if found.has("year") else None
    if name == "season":
        return _season_at(found, value, year)
    if name == "month":
        if year:
            return v.month_value(year, int(value))
        settled = found.line.settle(Printed(month=int(value)), is_future=found.is_future, is_cited=found.is_cited)
        return (
            v.month_value(settled[0][0].year, int(value), settled[1], settled[2])
            if settled
            else v.yearless_month(int(value))
        )
    return None


def season(found: Found) -> Value | None:
    """The spring of 1916, last summer, in winter; a fall and a spring need such a context."""
    word, which = found.word("season"), found.which
    has_context = found.has("year") or bool(which) or found.has("edge")
    if not has_context:
        lead = [w.lower() for w in found.group("before")]
        if word.lower() in ("fall", "spring") and (
            not lead or lead[-1] not in ("the", "in", "by", "during", "since") or found.after in ("of", "in")
        ):
            return None
        if found.letters[found.match.end() : found.match.end() + 1] == CLASSES["of"] or found.after[:1].isupper():
            return None
    year = (
        int(found.word("year"))
        if found.has("year")
        else with_year_ahead(Printed(), found.letters, found.words, found.match.end()).year
    )
    if found.has("before") and found.letters[found.match.start()] == CLASSES["in"]:
        found.skip(1)
    now = found.line.now
    if which and year is None and now:
        return _season_by_order(now, value_of(word), which)
    return _season_at(found, value_of(word), year)


def _season_at(found: Found, name: str, year: int | None) -> Value | None:
    if year is not None:
        return v.season_value(year, name)
    now = found.line.now
    if now is None:
        return Value("DATE", f"XXXX-{name}", None, VAGUE, 0.6)
    return v.season_value(now[0].year, name, now[1], 0.6)


def _season_by_order(now: tuple[date, str], name: str, which: str) -> Value | None:
    day, basis = now
    month_of = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name]
    year = day.year
    if which == "last" and month_of >= day.month - (name != "WI"):
        year -= 1
    if which == "next" and month_of <= day.month:
        year += 1
    return v.season_value(year, name, basis, 0.85) if 1 <= year <= 9998 else None


def present_day(found: Found) -> Value | None:
    """The present day, the current period: PRESENT_REF; "this time" is not."""
    if found.words[found.match.start("this")].lower() in ("present", "current"):
        return v.reference("PRESENT_REF")
    return None


def the_past(found: Found) -> Value | None:
    """The past, in the future."""
    word = found.word("past").lower()
    if word not in ("past", "future") or (
        found.after[:1].isalpha() and found.after.islower() and found.after not in _PAST_GOES_ON
    ):
        return None
    if found.letters[found.match.start()] == CLASSES["in"]:
        found.skip(1)
    return v.reference("PAST_REF" if word == "past" else "FUTURE_REF")


_PAST_GOES_ON = frozenset(
    "of and or but as is was to for with when he she they it in that which where will would has have".split()
)


def now(found: Found) -> Value | None:
    """Now, currently, recently, former, future, current."""
    word = found.word("word").lower()
    value = value_of(word)
    if word == "future" and found.before.lower() not in ("the", "near", "in", "foreseeable", "for", "of"):
        return None
    return v.reference(value) if value else None
