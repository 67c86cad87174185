"""What months and years without a day mean, and which numbers are years."""

from __future__ import annotations

import re
from datetime import date

from flows.extract import calendar
from flows.extract import timex_values as v
from flows.extract.calendar import Printed
from flows.extract.time_words import CLASSES, value_of
from flows.extract.timex_found import Found, class_of
from flows.extract.timex_values import EXPLICIT, Value

_MONTH_CONTEXT = frozenset(
    "in since by until till from of during late early last next this for through before after following mid and or to "
    "between by around about every each that as on throughout mid- previous".split()
)

_NUMBERED = frozenset(
    "room page chapter route road flight number article resolution model line bus order decree law directive protocol "
    "paragraph office building highway section item lot unit type form version case file".split()
)
_ALSO_OF_NUMBERS = frozenset("of to or and about around between from for as on through".split())
_SIGNS = frozenset("$ € £ # + § № no No".split())
_NAME_MONTHS = frozenset(("May", "March", "April", "June", "August", "Mar", "Jun", "Jan", "Sep", "Dec"))

_YEAR_CONTEXT = frozenset(
    "in since by until till from of during late early before after and or to between around about circa through for "
    "throughout the year mid on was as back".split()
)

_NOT_COUNTED = re.compile(r"[a-z]+(?:s|men|people|children|percent)|percent|people|men|women|children|km|feet")

_COUNTED_AFTER_YEAR = frozenset("is was has as its his this us afterwards thus hours’".split())

_C = CLASSES

_YEAR_AHEAD = re.compile(
    f"[{_C['and']}{_C['to']}{_C['dash']}{_C['in']}{_C['comma']}]{_C['the']}?{_C['edge']}?"
    f"(?:{_C['day']}(?={_C['comma']}?{_C['year']})|{_C['day']}?(?P<month>{_C['month']}){_C['dot']}?{_C['day']}?|{_C['season']}{_C['of']}?){_C['comma']}?(?P<year>{_C['year']})"
)


def month(found: Found) -> Value | None:
    """In July, early June, last May, October of that year."""
    word = found.word("month")
    if found.has("dot") and word in calendar.MONTH_WORDS:
        found.end = found.ends[found.match.end("month") - 1]
    if not _is_month(found, word):
        return None
    if found.has("year"):
        return v.month_value(int(found.word("year")), calendar.month_number(word))
    number, which = calendar.month_number(word), found.which
    if found.has("year_of"):
        return _month_of_year(found, number)
    if which:
        now = found.line.now
        return _month_by_order(now, number, which) if now else v.yearless_month(number)
    printed = with_year_ahead(Printed(month=number), found.letters, found.words, found.match.end())
    settled = found.line.settle(printed, is_future=found.is_future, is_cited=found.is_cited)
    if settled is None:
        return v.yearless_month(number)
    days, basis, confidence = settled
    return v.month_value(days[0].year, number, basis, confidence)


def _is_month(found: Found, word: str) -> bool:
    """Whether the word is the month and not a name, a verb or a march."""
    if found.match.end("month") - found.match.start() > 1 or found.has("year_of") or found.has("year"):
        return True
    before = found.before
    if before.lower() in _MONTH_CONTEXT or word.isupper():
        return before.lower() in _MONTH_CONTEXT
    if word in _NAME_MONTHS:
        return (
            before in (",", "(", "–", "—")
            and not found.after[:1].isupper()
            and found.after not in ("be", "have", "not", "yet", "also")
        )
    return not (before[:1].isupper() and before.isalpha()) and not (
        found.after[:1].isupper() and found.after.isalpha() and len(found.after) > 3
    )


def with_year_ahead(printed: Printed, letters: str, words: list[str], following: int) -> Printed:
    """Give a date the year of the one it is joined to: August and September 1914; December 30 to January 2, 2009."""
    match = _YEAR_AHEAD.match(letters, following) if printed.year is None else None
    if match is None:
        return printed
    year = int(words[match.start("year")])
    if match["month"] and printed.month and int(value_of(words[match.start("month")])) < printed.month:
        year -= 1
    return printed.with_year(year)


def _month_of_year(found: Found, number: int) -> Value | None:
    then = found.line.then
    if then is None or value_of(found.word("unit")) != "Y":
        return None
    name = class_of(found.letters[found.match.start("year_of") + 1])
    year = then[0].year + {"last": -1, "next": 1}.get(name, 0)
    return v.month_value(year, number, then[1], 0.85) if 1 <= year <= 9998 else None


def _month_by_order(now: tuple[date, str], number: int, which: str) -> Value | None:
    day, basis = now
    year = day.year
    if which == "last" and number >= day.month:
        year -= 1
    if which == "next" and number <= day.month:
        year += 1
    return v.month_value(year, number, basis, 0.88) if 1 <= year <= 9998 else None


def year(found: Found) -> Value | None:
    """2008, the end of 1914, the year 1950; a number of things is none."""
    number = int(found.word("year"))
    if found.has("edge") or found.match.start("year") > found.match.start():
        return v.year_value(number)
    after, before = found.after, found.before
    if before.lower() in _NUMBERED or before in _SIGNS or after in ("%", "°"):
        return None
    if number < 1900 and before.lower() in _ALSO_OF_NUMBERS and not found.line.is_narrative:
        return None
    if before.lower() in _YEAR_CONTEXT and 1900 <= number <= 2030 and number % 100:
        return v.year_value(number)
    if before.lower() in _YEAR_CONTEXT or before in ("(", ",", "–", "—", "-", "/", ";", "["):
        return v.year_value(number) if not _counts(found) else None
    is_round = number < 1950 or number % 100 == 0
    if is_round and before[:1].isupper() and before.isalpha() and not _begins_sentence(found):
        return None  # a name: Windows 2000
    if _counts(found) or (after[:1].islower() and number < 1900):
        return None
    return v.year_value(number, EXPLICIT, 0.8) if 1400 <= number <= 2099 else None


def _begins_sentence(found: Found) -> bool:
    """Whether the word before the expression begins its sentence."""
    start = found.starts[found.first - 1]
    return found.analysis.sentence_of(start)[0] == start


def _counts(found: Found) -> bool:
    after = found.after
    return (
        bool(_NOT_COUNTED.fullmatch(after))
        and after not in _COUNTED_AFTER_YEAR
        and found.ends[found.match.end() - 1] + 1 == found.starts[found.match.end()]
    )


def years_with_dash(found: Found) -> Value | None:
    """1957–58, 1914–1918: two expressions; this is the first, the second follows by ``dates``."""
    return v.year_value(int(found.word("first")))


def years_token(found: Found) -> Value | None:
    """1957-58, written without spaces: two expressions; this is the first."""
    word = found.words[found.match.start("years")]
    return v.year_value(int(word[:4]))


def short_year(found: Found) -> Value | None:
    """’99 after a month or "in"; other figures behind an apostrophe are no years."""
    digits = found.word("digits")
    if (
        len(digits) != 2
        or found.after == "%"
        or found.ends[found.match.start("quote")] != found.starts[found.match.start("digits")]
    ):
        return None
    if found.before.lower() not in _YEAR_CONTEXT:
        return None
    century_of = found.line.last.day.year // 100 * 100 if found.line.last else None
    number = century_of + int(digits) if century_of else calendar.full_year(digits)
    return v.year_value(number, EXPLICIT, 0.75)
