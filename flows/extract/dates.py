"""Temporal expressions (TIMEX3) with their values and the days that they cover.

One letter a token (``time_words``), patterns over the letters (``timex_patterns``), tried only in stretches that hold a
word of time; calendar dates are read from the characters by ``calendar``, as everywhere. Relative expressions hang on
the day of publication, or in a narrative on the last date that the text named.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from statistics import median

from flows.extract import calendar
from flows.extract import timex_values as v
from flows.extract.analysis import Analysis
from flows.extract.calendar import Printed
from flows.extract.time_words import CLASSES, OTHER, value_of
from flows.extract.timex_found import FUTURE, Found
from flows.extract.timex_months_years import with_year_ahead
from flows.extract.timex_patterns import HEADS, PATTERNS, Pattern, compiled
from flows.extract.timex_values import Mark, TimeLine, Value
from flows.extract.word_letters import letters_of
from flows.model import DateRange, Published, Span, TimeExpression

# So many months or days with their year, or without a "Tuesday" or "today" so many years alone, in the median so long
# before publication, make a narrative.
_NARRATIVE_DATES = 3
_NARRATIVE_YEARS = 6
_NARRATIVE_AGE = 3
_FIRST_YEAR, _LAST_YEAR = 1000, 9000  # a publication outside of them is a mistake, and nothing hangs on it
_CITED_WITHIN = 150  # characters between a date and the parenthesis that it stands in
_SOURCE = re.compile(r"\s*(?:see (?:also )?)?[“\"A-Z0-9,]")
_LONGEST_DATE = 60  # characters

_CALENDAR_FORMS = (calendar.MONTH_DAY, calendar.MONTH_YEAR, calendar.DAY_MONTH)
_STARTS_DATE = "".join(CLASSES[name] for name in ("month", "weekday", "the", "day", "nth"))
_MONTHS = CLASSES["month"]
_LEADING_DAY = compiled(r"{day}(?:{comma}{day}){0,12}(?:{and}|{to}|{comma}{and}|{dash})(?={day}{month}|{nth}{month})")
_FURTHER_DAY = compiled(r"(?P<link>{and}|{to}|{comma}{and}|{comma})(?P<day>{day}|{nth})(?!{month}|{unit}|{of})")
_YEARS = compiled(r"{year}")
_MONTHS_WITH_YEAR = compiled(r"{month}{dot}?{comma}?(?:{day}{comma}?)?{year}")
_NEWS = compiled(r"{weekday}(?!{comma}?(?:{month}|{day}{month}))|{deictic_day}")
_OF_THAT_YEAR = compiled(r"{of}(?:{that}{same}?|{the}{same})(?P<unit>{unit})")
_YEAR_BEHIND = compiled(r"{comma}?{year}")
_PEOPLE = re.compile(r"[a-z]+s|men|people|percent|children|women|million|billion|thousand")


def find_dates(analysis: Analysis, published: Published | None) -> tuple[TimeExpression, ...]:
    """Return the temporal expressions of the text, in order; none overlaps another."""
    anchor = published.anchor if published else None
    return tuple(_Reader(analysis, anchor if anchor and _FIRST_YEAR <= anchor.year <= _LAST_YEAR else None).read())


@cache
def _master() -> tuple[re.Pattern[str], dict[str, tuple[Pattern, re.Pattern[str]]]]:
    """Return one expression that finds the first pattern that matches, and the patterns by name."""
    anonymous = [(p, re.sub(r"\(\?P<\w+>", "(?:", p.source)) for p in PATTERNS]
    either = "|".join(f"(?P<{p.name}>{source})" for p, source in anonymous)
    return compiled(either), {p.name: (p, compiled(p.source)) for p in PATTERNS}


_HEAD = "".join(CLASSES[name] for name in HEADS)
# Most marks, colons and slashes are no words of time: they are where a number stands beside them.
_HEADS = compiled(
    f"[{_HEAD}](?:(?<![{{quote}}{{colon}}{{slash}}])|(?<={{quote}})(?=[{{day}}{{digits}}])"
    f"|(?<=[{{day}}{{digits}}]{{colon}})|(?<={{day}}{{slash}}))(?:[^{re.escape(OTHER)}]*[{_HEAD}])?"
)


def _stretches(letters: str) -> Iterator[Span]:
    """Yield the stretches of words of time that hold a head, up to the last one: no pattern begins behind it."""
    end = 0
    for heads in _HEADS.finditer(letters):
        yield letters.rfind(OTHER, end, heads.start()) + 1 or end, (end := heads.end())


class _Reader:
    """Reads one text from left to right, so that each date can hang on those before it."""

    def __init__(self, analysis: Analysis, published: date | None) -> None:
        tokens = analysis.tokens
        self._analysis = analysis
        self._text = analysis.text
        self._words, self._starts, self._ends = tokens.words, tokens.starts, tokens.ends
        self._letters = analysis.letters[0]
        if CLASSES["joined"] in self._letters:
            self._split_joined()
        self._line = self._time_line(published)

    def read(self) -> Iterator[TimeExpression]:
        """Yield the expressions of every stretch that can hold one."""
        for start, end in _stretches(self._letters):
            has_month = self._letters.find(_MONTHS, start, end) >= 0
            at = start
            while at < end:
                found, following = self._at(at, has_month=has_month)
                yield from found
                at = following

    def _split_joined(self) -> None:
        """Part words that a hyphen used as a dash has joined: 1979-February, August-2."""
        parts: list[tuple[str, int]] = []
        for letter, word, start in zip(self._letters, self._words, self._starts, strict=True):
            if letter == CLASSES["joined"]:
                at = word.index("-")
                parts += [(word[:at], start), ("-", start + at), (word[at + 1 :], start + at + 1)]
            else:
                parts.append((word, start))
        self._words = [word for word, _ in parts]
        self._starts = [start for _, start in parts]
        self._ends = [start + len(word) for word, start in parts]
        self._letters = letters_of(self._words)[0]

    def _time_line(self, published: date | None) -> TimeLine:
        """Return a time line; that of a narrative begins in the first year that it prints."""
        years = [int(self._words[m.start()]) for m in _YEARS.finditer(self._letters)]
        years = [year for year in years if 1400 <= year <= 2099]
        dated = [int(self._words[m.end() - 1]) for m in _MONTHS_WITH_YEAR.finditer(self._letters)]
        is_narrative = published is not None and any(
            len(found) >= at_least and published.year - median(found) > _NARRATIVE_AGE
            for found, at_least in (
                (dated, _NARRATIVE_DATES),
                ([] if _NEWS.search(self._letters) else years, _NARRATIVE_YEARS),
            )
        )
        line = TimeLine(published, is_narrative=is_narrative)
        if line.is_narrative and years:
            line.last = Mark(date(years[0], 1, 1), "year")
        return line

    def _at(self, at: int, *, has_month: bool) -> tuple[list[TimeExpression], int]:
        """Return the expressions that begin at a token, and the token to go on with."""
        if has_month and self._letters[at] in _STARTS_DATE:
            found, following = self._calendar_dates(at)
            if found:
                return found, following
        match = _master()[0].match(self._letters, at)
        if match is None or match.lastgroup is None:
            return [], at + 1
        pattern, expression = _master()[1][match.lastgroup]
        if pattern.resolve is None:
            return self._part_of_date(at, match.end())
        return self._resolved(pattern.name, pattern.resolve, expression, at)

    # ---- patterns ------------------------------------------------------------------------------------------------

    def _resolved(
        self, name: str, resolve: Callable[[Found], Value | None], expression: re.Pattern[str], at: int
    ) -> tuple[list[TimeExpression], int]:
        match = expression.match(self._letters, at)
        if match is None or match.end() == at:
            return [], at + 1
        found = Found(
            match, self._letters, self._words, self._text, self._starts, self._ends, self._line, self._analysis,
            is_cited=self._is_cited(self._starts[at]), first=at,
        )  # fmt: skip
        value = resolve(found)
        if value is None:
            return [], at + 1
        end = found.end or self._end_of(match.end() - 1)
        following = self._token_after(end) if found.end else match.end()
        if name in ("two_years", "years_token"):
            return self._two_years(found, value, name), following
        return [self._expression(self._starts[found.first], end, value, name)], following

    def _two_years(self, found: Found, value: Value, name: str) -> list[TimeExpression]:
        """1957–58 is two expressions."""
        group = "years" if name == "years_token" else "second"
        token = found.match.end(group) - 1
        word = self._words[token]
        first = int(value.value or 0)
        digits = word[5:] if name == "years_token" else word
        start = self._starts[token] + (5 if name == "years_token" else 0)
        first_end = start - 1 if name == "years_token" else self._ends[found.match.start("first")]
        expressions = [self._expression(self._starts[found.first], first_end, value, "year")]
        second = int(digits) if len(digits) == 4 else first // 100 * 100 + int(digits) if len(digits) == 2 else 0
        if second > first:
            expressions.append(self._expression(start, self._ends[token], v.year_value(second), "year"))
        return expressions

    def _part_of_date(self, at: int, following: int) -> tuple[list[TimeExpression], int]:
        """The night of April 18, 1775."""
        found, after = self._calendar_dates(following)
        if not found:
            return [], at + 1
        part = next((value_of(word) for word in self._words[at:following] if value_of(word).isalpha()), "")
        date_ = found[0]
        if date_.earliest and date_.earliest == date_.latest and part:
            value = v.day_value(date_.earliest, date_.basis, date_.confidence, part)
            return [self._expression(self._starts[at], date_.end, value, "part_of_date"), *found[1:]], after
        return found, after

    # ---- calendar dates ------------------------------------------------------------------------------------------

    def _calendar_dates(self, at: int) -> tuple[list[TimeExpression], int]:
        """Return the date printed at a token, and the bare days that share its month: May 14 and 15."""
        start = self._starts[at]
        for form in _CALENDAR_FORMS:
            match = form.match(self._text, start, start + _LONGEST_DATE)
            if match is None or not self._is_a_date(at, form, match):
                continue
            printed, end = self._first_of_two_months(form, match)
            following = self._token_after(end)
            of_year = _OF_THAT_YEAR.match(self._letters, following) if printed.year is None else None
            settled = self._settle(with_year_ahead(printed, self._letters, self._words, following), start)
            found = [self._expression(start, end, _dated(printed, settled), "calendar_date")]
            if of_year:  # the year that the time line is in
                return [found[0]._replace(end=self._ends[of_year.end() - 1])], of_year.end()
            if form is calendar.MONTH_DAY and settled:
                further, following = self._further_days(following, settled)
                found += further
            return found, following
        return self._leading_day(at)

    def _first_of_two_months(self, form: re.Pattern[str], match: re.Match[str]) -> tuple[Printed, int]:
        """Return the date and its end; of "14 October - 25 November 1952" the first day, but not in a citation."""
        printed = calendar.read(match)
        second_month = "month_first" if form is calendar.DAY_MONTH else "end_month"
        if not match[second_month] or self._is_cited(match.start()):
            return printed, match.end()
        group = {calendar.MONTH_DAY: "day", calendar.DAY_MONTH: "month_first"}.get(form, "month")
        year = printed.year
        if year is not None and (printed.end_month or 0) < (printed.month or 0):
            year -= 1
        return Printed(month=printed.month, day=printed.day, year=year, weekday=printed.weekday), match.end(group)

    def _is_a_date(self, at: int, form: re.Pattern[str], match: re.Match[str]) -> bool:
        """Leave out what would cut a word, sums of money, and days that the month does not have."""
        last = self._token_after(match.end()) - 1
        if match.end() not in (self._ends[last], self._end_of(last)):
            return False
        printed = calendar.read(match)
        if printed.day is not None and calendar.day_or_none(2000, printed.month or 1, printed.day) is None:
            return False
        return not (form is calendar.DAY_MONTH and at and self._words[at - 1] in ("$", "€", "£", "No"))

    def _settle(self, printed: Printed, start: int) -> tuple[DateRange, str, float] | None:
        if printed.year is not None:
            return self._line.settle(printed, is_future=False, is_cited=False)
        first, last = self._analysis.sentence_of(start)
        is_future = bool(FUTURE.search(self._text, max(first, start - 90), min(last, start + 40)))
        return self._line.settle(printed, is_future=is_future, is_cited=self._is_cited(start))

    def _further_days(self, at: int, settled: tuple[DateRange, str, float]) -> tuple[list[TimeExpression], int]:
        """Read the bare days behind a date: they have its month and year."""
        days, basis, confidence = settled
        expressions: list[TimeExpression] = []
        while True:
            match = _FURTHER_DAY.match(self._letters, at)
            if match is None or not self._is_bare_day(match):
                return expressions, at
            token = match.start("day")
            day = calendar.day_or_none(
                days[1].year, days[1].month, int(self._words[token].split("-")[0].rstrip("sndrth"))
            )
            if day is None or day <= days[1]:
                return expressions, at
            value = v.day_value(day, basis, confidence - 0.05)
            year = _YEAR_BEHIND.match(self._letters, match.end())
            at = year.end() if year else match.end()
            expressions.append(self._expression(self._starts[token], self._ends[at - 1], value, "further_day"))

    def _is_bare_day(self, match: re.Match[str]) -> bool:
        after = self._words[match.end()] if match.end() < len(self._words) else "."
        if "-" in self._words[match.start("day")]:
            return False
        if self._letters[match.start("link")] == CLASSES["comma"] and match.end("link") - match.start("link") == 1:
            return after in (",", ";", ")", "and") and self._is_cited(self._starts[match.start("day")])
        return not _PEOPLE.fullmatch(after)

    def _leading_day(self, at: int) -> tuple[list[TimeExpression], int]:
        """Read a bare day whose month comes with a later one: 17 and 18 March."""
        match = _LEADING_DAY.match(self._letters, at)
        if match is None or "-" in self._words[at]:
            return [], at
        dated = calendar.DAY_MONTH.match(self._text, self._starts[match.end()])
        if dated is None:
            return [], at
        printed = calendar.read(dated)
        printed = Printed(month=printed.month, day=int(self._words[at]), year=printed.year)
        value = _dated(printed, self._settle(printed, self._starts[at]))
        return [self._expression(self._starts[at], self._ends[at], value, "leading_day")], at + 1

    # ---- helpers -------------------------------------------------------------------------------------------------

    def _expression(self, start: int, end: int, value: Value, rule: str) -> TimeExpression:
        if not self._is_cited(start):  # the date of a source is no date of the story
            self._line.move(value, start)
        earliest, latest = value.days or (None, None)
        return TimeExpression(
            start, end, value.type, value.value, earliest, latest, value.basis, rule, round(value.confidence, 2)
        )

    def _end_of(self, token: int) -> int:
        """Return the end of a token without a possessive ending."""
        return self._ends[token] - (2 if self._words[token][-2:] in ("’s", "'s") else 0)

    def _token_after(self, offset: int) -> int:
        """Return the first token that begins at or behind the offset."""
        return bisect_right(self._starts, offset - 1)

    def _is_cited(self, start: int) -> bool:
        """Whether it stands behind a source in parentheses: (Interfax, March 18."""
        opened = self._text.rfind("(", max(0, start - _CITED_WITHIN), start)
        before = self._text[opened + 1 : start].rstrip() if opened >= 0 else ""
        return before[-1:] == "," and ")" not in before and _SOURCE.match(before[before.rfind(";") + 1 :]) is not None


def _dated(printed: Printed, settled: tuple[DateRange, str, float] | None) -> Value:
    if settled is None:
        month, day = printed.month or 1, f"-{printed.day:02d}" if printed.day else ""
        year = f"{printed.year:04d}" if printed.year else "XXXX"
        return Value("DATE", f"{year}-{month:02d}{day}", None, v.VAGUE, 0.7)
    days, basis, confidence = settled
    if printed.day is None and not printed.is_range:
        return v.month_value(days[0].year, days[0].month, basis, confidence)
    if days[0] == days[1]:
        return v.day_value(days[0], basis, confidence)
    if printed.day is None:
        value = f"{days[0].isoformat()[:7]}/{days[1].isoformat()[:7]}"
        return Value("DATE", value, days, basis, confidence, "month")
    return v.range_value(days, basis, confidence)
