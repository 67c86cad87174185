"""What each pattern of ``timex_patterns`` means: from the words found and the time line to a TIMEX3 value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from datetime import date
from functools import cache
from importlib.resources import files

from flows.extract import calendar
from flows.extract import timex_values as v
from flows.extract.analysis import Analysis
from flows.extract.calendar import Printed
from flows.extract.time_words import CLASSES, compound, edged, lexicon, number_of, stem, value_of
from flows.extract.timex_values import DOCUMENT, EXPLICIT, PUBLICATION, TENSE, VAGUE, TimeLine, Value
from flows.model import DateRange

FUTURE = re.compile(
    r"\b(?:will|won’t|won't|’ll|shall|is to|are to|to be|due|scheduled|plans?|planned|planning|expected|expects|going to|upcoming|"
    r"intends?|slated|set to|hopes? to|must|should)\b"
)
_MONTH_CONTEXT = frozenset(
    "in since by until till from of during late early last next this for through before after following mid and or to "
    "between by around about every each that as on throughout mid- previous".split()
)
_NAME_MONTHS = frozenset(("May", "March", "April", "June", "August", "Mar", "Jun", "Jan", "Sep", "Dec"))
_YEAR_CONTEXT = frozenset(
    "in since by until till from of during late early before after and or to between around about circa through for "
    "throughout the year mid on was as back".split()
)
_NOT_COUNTED = re.compile(
    r"[a-z]+(?:s|men|people|children|percent)|percent|people|men|women|children|troops|km|meters|rubles|dollars|feet|miles|tons|acres"
)
_COUNTED_AFTER_YEAR = frozenset("is was has as its his this us afterwards thus hours’".split())
_TIME_UNITS = frozenset(("TS", "TM", "TH"))


@dataclass(slots=True)
class Found:
    """A pattern found in a text: what its resolver may look at, and where it may cut the span."""

    match: re.Match[str]  # over letters: offsets are tokens
    letters: str
    words: list[str]
    text: str
    starts: list[int]
    ends: list[int]
    line: TimeLine
    analysis: Analysis
    is_cited: bool = False
    first: int = 0  # token with which the expression begins
    end: int | None = None  # end offset, where it is not that of the last token

    def has(self, group: str) -> bool:
        """Whether the group took part in the match."""
        return self.match.start(group) >= 0

    def word(self, group: str) -> str:
        """Return the last word of a group, without a possessive ending; "" where the group is absent."""
        end = self.match.end(group)
        return stem(self.words[end - 1]) if self.match.start(group) >= 0 and end > 0 else ""

    def group(self, group: str) -> list[str]:
        """Return the words of a group."""
        start, end = self.match.span(group)
        return self.words[start:end] if start >= 0 else []

    @property
    def before(self) -> str:
        """The word before the expression."""
        return self.words[self.first - 1] if self.first > 0 else ""

    @property
    def after(self) -> str:
        """The word behind the expression."""
        at = self.match.end()
        return self.words[at] if at < len(self.words) else ""

    @property
    def is_future(self) -> bool:
        """Whether the words before it in its sentence speak of what is to come."""
        start = self.starts[self.first]
        first, last = self.analysis.sentence_of(start)
        return bool(FUTURE.search(self.text, max(first, start - 90), min(last, start + 40)))

    def skip(self, tokens: int) -> None:
        """Leave so many tokens out at the beginning."""
        self.first += tokens


def _which(found: Found) -> str:
    """Return the class of the word that says which one: last, next, this, that, same; "" without such a word."""
    at = found.match.start("which")
    return _CLASS_OF.get(found.letters[at], "") if at >= 0 else ""


_CLASS_OF = {letter: name for name, letter in CLASSES.items()}


# ---- clock and days ----------------------------------------------------------------------------------------------


def date_token(found: Found) -> Value | None:
    """2008-03-18, 18.03.2008, 18-Mar-08."""
    word = found.words[found.match.start()]
    for form in (calendar.ISO_DAY, calendar.DOTTED_DAY, calendar.DAY_MONTH):
        match = form.fullmatch(word)
        days = calendar.days_of(calendar.read(match)) if match else None
        if days:
            return v.day_value(days[0]) if days[0] == days[1] else v.range_value(days)
    return None


def slashed_date(found: Found) -> Value | None:
    """3/28/08; where day and month can be either, no day is told."""
    match = calendar.SLASHED_DAY.match(found.text, found.starts[found.match.start()])
    days = calendar.days_of(calendar.read(match)) if match else None
    if match is None or days is None:
        return None
    return v.day_value(days[0]) if days[0] == days[1] else Value("DATE", None, days, VAGUE, 0.5)


_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?(?::(\d\d))?([ap]m)?", re.IGNORECASE)


def clock(found: Found) -> Value | None:
    """16:08 UTC, 11 a.m., 5:30PM, 0800 GMT Monday; 3:07:35 is a length."""
    spelt = "".join(
        found.words[found.match.start() : found.match.end("am_pm") if found.has("am_pm") else found.match.end()]
    )
    if found.has("second") and not found.has("am_pm"):
        return _stopwatch(found)
    if found.has("minute") and len(found.word("minute").rstrip("apmAPM")) != 2:
        return None
    match = _CLOCK.match("".join(found.group("four")) or spelt.replace(".", ""))
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    half_of_day = (match[4] or value_of_half(found.word("am_pm"))).lower()
    if hour > 24 or minute > 59 or (half_of_day and hour > 12):
        return None
    if half_of_day.startswith("p") and hour < 12:
        hour += 12
    if not half_of_day and not found.has("zone") and found.before.lower() not in _CLOCK_CONTEXT:
        return None
    zone = "Z" if found.word("zone") in ("UTC", "GMT") else ""
    day = _weekday_day(found, found.word("on")) if found.has("on") else None
    anchor = (day, TENSE) if day else found.line.then
    if anchor is None:
        return Value("TIME", f"XXXX-XX-XXT{hour:02d}:{minute:02d}{zone}", None, VAGUE, 0.7)
    return v.day_value(anchor[0], anchor[1], 0.75, f"{hour:02d}:{minute:02d}{zone}")


_CLOCK_CONTEXT = frozenset("( at by until till from around about before after since to and – -".split())


def value_of_half(word: str) -> str:
    """Return "am" or "pm" for "a.m.", "PM" ..."""
    return word.replace(".", "").lower()


def _stopwatch(found: Found) -> Value:
    hours, minutes, seconds = (
        int(part) for part in re.findall(r"\d+", "".join(found.words[found.match.start() : found.match.end()]))[:3]
    )
    return Value("DURATION", f"PT{hours}H{minutes}M{seconds}S", None, EXPLICIT, 0.7)


def part_of_date(found: Found) -> Value | None:
    """The morning of March 19: the date behind it is read first; see ``dates``."""
    return None


def deictic_day(found: Found) -> Value | None:
    """Today, yesterday morning, tonight."""
    word = found.word("day").lower()
    part = value_of(found.word("part")) or ("NI" if word == "tonight" else "")
    now = found.line.now
    if now is None:
        return Value(
            "DATE",
            {"today": "PRESENT_REF", "tonight": "PRESENT_REF", "yesterday": "PAST_REF"}.get(word, "FUTURE_REF"),
            None,
            VAGUE,
            0.6,
        )
    return v.day_value(calendar.shift_days(now[0], int(value_of(word) or 0)), now[1], 0.9, part)


def holiday(found: Found) -> Value | None:
    """New Year’s Eve, Christmas Day: the one nearest to the time told."""
    match = _holiday_names().match(found.text, found.starts[found.match.start()])
    anchor = found.line.now
    if match is None:
        return None
    found.end = match.end()
    if anchor is None:
        return Value("DATE", None, None, VAGUE, 0.6)
    month, day = _holidays()[match.group().replace("'", "’")]
    days = calendar.nearest(Printed(month=month, day=day), anchor[0])
    return v.day_value(days[0], anchor[1], 0.8) if days else None


@cache
def _holidays() -> dict[str, tuple[int, int]]:
    lines = files("flows.extract").joinpath("lexicons/holidays.tsv").read_text(encoding="utf-8").splitlines()[2:]
    return {name: (int(month), int(day)) for name, month, day in (line.split("\t") for line in lines)}


@cache
def _holiday_names() -> re.Pattern[str]:
    names = sorted((name for name in _holidays() if name not in ("New Year", "New Year’s")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(name.replace('’', '[’' + chr(39) + ']') for name in names)})\b")


def weekday(found: Found) -> Value | None:
    """Monday, last Friday, Friday afternoon; the tense decides between the one before and the one ahead."""
    word = found.word("weekday")
    part = value_of(found.word("part"))
    if word.endswith("s") and word not in ("Tues", "Thurs"):
        return Value("SET", f"XXXX-WXX-{calendar.weekday_number(word) + 1}", None, EXPLICIT, 0.85)
    if found.before in ("Black", "Bloody", "Good", "Ash", "Palm", "Cyber", "Holy"):
        return None
    day = _weekday_day(found, word)
    if day is None:
        return Value("DATE", f"XXXX-WXX-{calendar.weekday_number(word) + 1}", None, VAGUE, 0.6)
    return v.day_value(day, TENSE, 0.85, part)


def _weekday_day(found: Found, word: str) -> date | None:
    now = found.line.now
    if now is None:
        return None
    which = _which(found) if "which" in found.match.re.groupindex else ""
    back = (now[0].weekday() - calendar.weekday_number(word)) % 7
    if which == "last":
        return calendar.shift_days(now[0], -(back or 7))
    if which == "next" or (which != "this" and found.is_future and back):
        return calendar.shift_days(now[0], 7 - back)
    return calendar.shift_days(now[0], -back)


def part_of_other_day(found: Found) -> Value | None:
    """The next morning, that night, this morning, last night."""
    which, part = _which(found), value_of(found.word("part"))
    if which == "this" or (which == "last" and part == "NI"):
        now = found.line.now
        return v.day_value(calendar.shift_days(now[0], -(which == "last")), now[1], 0.85, part) if now else None
    then = found.line.then
    if then is None:
        return None
    return v.day_value(calendar.shift_days(then[0], {"next": 1, "last": -1}.get(which, 0)), DOCUMENT, 0.75, part)


def part_of_day(found: Found) -> Value | None:
    """In the morning, of the day named last; at night, of no day."""
    found.skip(1)
    last = found.line.last
    if found.has("the") and last and last.grain == "day":
        return v.day_value(last.day, DOCUMENT, 0.65, value_of(found.word("part")))
    return _any_part(found)


def bare_part(found: Found) -> Value | None:
    """Night, daytime; "dawn" and "noon" as words of other senses are left out."""
    word = found.word("part").lower()
    return _any_part(found) if word in ("daytime", "overnight", "midnight", "night", "nights") else None


def _any_part(found: Found) -> Value:
    return Value("TIME", f"XXXX-XX-XXT{value_of(found.word('part'))}", None, VAGUE, 0.6)


# ---- parts of years, centuries, decades --------------------------------------------------------------------------


def part_of_year(found: Found) -> Value | None:
    """The fourth quarter of 2005, the first half of this year, the last week of 2010."""
    unit = value_of(found.word("unit")) or "half"
    if unit not in ("Q", "half"):
        return None
    number = _ordinal(found.word("which")) or (4 if unit == "Q" else 2)
    year: int | None
    if found.has("year"):
        year, basis = int(found.word("year")), EXPLICIT
    else:
        now = found.line.now
        if now is None or value_of(found.words[found.match.end("of") - 1]) != "Y":
            return None
        name = _CLASS_OF[found.letters[found.match.start("of")]]
        year, basis = now[0].year + {"last": -1, "next": 1}.get(name, 0), now[1]
    if unit == "Q" and 1 <= number <= 4:
        return v.quarter_value(year, number, basis)
    return v.half_value(year, number, basis) if unit == "half" and 1 <= number <= 2 else None


def _ordinal(word: str) -> int:
    digits = word.rstrip("sndrthSNDRTH")
    return int(digits) if digits.isdigit() else int(value_of(word) or 0) if value_of(word).isdigit() else 0


def century(found: Found) -> Value | None:
    """The 20th century; other counted units ("the second week") are no dates of their own."""
    if value_of(found.word("unit")) != "CE":
        return None
    number = _ordinal(found.word("which"))
    return v.century_value(number) if 1 <= number <= 30 else None


_DECADE = re.compile(r"(\d{2,4})s$", re.IGNORECASE)


def decade(found: Found) -> Value | None:
    """The 1930s, the late 1980s, the ’90s."""
    match = _DECADE.search(found.word("decade"))
    if match is None:
        return None
    digits = match[1]
    if len(digits) == 2 and not (found.words[found.match.start("decade") - 1 : found.match.start("decade")] or [""])[
        0
    ] in ("’", "'", "‘", "the"):
        return None
    year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return v.decade_value(year)


# ---- units: this year, two days later, three weeks ---------------------------------------------------------------


def displaced(found: Found) -> Value | None:
    """Two years ago, three days later, a week earlier."""
    number = 1.0 if found.has("one") else number_of(found.group("number"))
    unit, way = found.word("unit"), _CLASS_OF[found.letters[found.match.start("way")]]
    return _displaced(found, number, value_of(unit), way)


def vaguely_displaced(found: Found) -> Value | None:
    """Days later, months earlier."""
    if not found.word("unit").endswith("s"):
        return None
    return _displaced(found, None, value_of(found.word("unit")), _CLASS_OF[found.letters[found.match.start("way")]])


def _displaced(found: Found, number: float | None, unit: str, way: str) -> Value | None:
    if unit in _TIME_UNITS:
        return v.duration(number, unit)
    forward = way in ("later", "after")
    anchor = found.line.now if way == "ago" else found.line.then
    if way in ("before", "after") and _goes_on_with_a_clause(found):
        return v.duration(number, unit)._replace(type="DATE", confidence=0.5)
    if number is None or anchor is None:
        return Value("DATE", "FUTURE_REF" if forward else "PAST_REF", None, VAGUE, 0.6)
    value = v.shifted(anchor[0], number if forward else -number, unit)
    return value._replace(basis=anchor[1]) if value else None


def _goes_on_with_a_clause(found: Found) -> bool:
    """Whether "after" governs what follows: two weeks after the armistice."""
    after = found.after
    return bool(after) and (after[0].isalnum() or after[0] in "“‘\"'")


def unit_around(found: Found) -> Value | None:
    """The day before, the day after, the day following."""
    way = _CLASS_OF[found.letters[found.match.start("way")]]
    if _goes_on_with_a_clause(found) and way != "next":
        return None if value_of(found.word("unit")) != "D" else Value("DATE", "XXXX-XX-XX", None, VAGUE, 0.5)
    then = found.line.then
    return v.shifted(then[0], -1 if way == "before" else 1, value_of(found.word("unit"))) if then else None


def duration(found: Found) -> Value | None:
    """Three weeks, several years, the next six months, 18 years old."""
    unit = value_of(found.word("unit"))
    words = found.group("number")
    number = number_of(words)
    if len(words) == 1 and words[0].lower() == "half":
        number = 0.5
    if found.word("unit").lower() in ("fall", "seconds") and number is None:
        return None
    if words and words[0].lower() == "recent":
        return (
            v.duration(None, unit) if found.word("unit").endswith("s") else Value("DATE", "PAST_REF", None, VAGUE, 0.7)
        )
    if words and words[0].lower() == "one" and unit == "D" and found.match.start() == found.match.start("number"):
        return v.duration(1, unit, confidence=0.7)
    return v.duration(number, unit)


def duration_and_half(found: Found) -> Value | None:
    """Two and a half years, a year and a half."""
    return v.duration((number_of(found.group("number")) or 1) + 0.5, value_of(found.word("unit")))


def half_unit(found: Found) -> Value | None:
    """Half a year, half an hour, a half century."""
    unit = value_of(found.word("unit") or found.word("unit_2"))
    halves = {"Y": (6, "M"), "TH": (30, "TM"), "CE": (50, "Y"), "10Y": (5, "Y"), "D": (12, "TH"), "M": (15, "D")}
    return v.duration(*halves[unit]) if unit in halves else None


def a_unit(found: Found) -> Value | None:
    """A week, an hour, the entire year; "24 hours a day" is a rate."""
    word, unit = found.word("unit").lower(), value_of(found.word("unit"))
    if word == "quarter":
        return None
    if found.letters[found.match.start()] == CLASSES["a"] and found.before.lower() in (
        "times",
        "hours",
        "days",
        "once",
        "twice",
        "percent",
        "barrels",
        "dollars",
    ):
        return Value("SET", f"P1{unit}", None, EXPLICIT, 0.7)
    return v.duration(1, unit, confidence=0.8)


def compound_duration(found: Found) -> Value | None:
    """Two-day, 41-year, month-long, 18-year-old."""
    match = compound(found.words[found.match.start()])
    if match is None:
        return None
    if match["long"]:
        plural = found.words[found.match.start()].lower().startswith(match["long"].lower() + "s")
        return v.duration(None if plural else 1, value_of(match["long"].lower()) or "D")
    word = match["number"].lower()
    number = 1.0 if word == "single" else 0.5 if word == "half" else number_of([word])
    unit = match["unit"].lower()
    return v.duration(number, "D" if unit == "night" else "TS" if unit == "second" else value_of(unit))


def repeated(found: Found) -> Value | None:
    """Every day, each year, per month, every Monday."""
    word = found.words[found.match.end() - 1]
    name, value = lexicon().get(stem(word), ("", ""))
    if name == "weekday":
        return Value("SET", f"XXXX-WXX-{calendar.weekday_number(word) + 1}", None, EXPLICIT, 0.85)
    if name == "daypart":
        return Value("SET", f"XXXX-XX-XXT{value}", None, EXPLICIT, 0.8)
    words = found.words[found.match.start() + 1 : found.match.end() - 1]
    return v.duration(number_of(words) or 1, value)._replace(type="SET")


def often(found: Found) -> Value | None:
    """Daily, annual, monthly."""
    if found.words[found.match.start()][0].isupper() and found.before and found.before[0].isalnum():
        return None  # a name: the Eurasia Daily Monitor
    return Value("SET", value_of(found.word("often").lower()), None, EXPLICIT, 0.8)


def calendar_unit(found: Found) -> Value | None:
    """This week, last year, the following month, that day, late last year; the past decade is a length."""
    which, unit = _which(found), value_of(found.word("unit"))
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
    if which_word == "these" or which_word == "those":
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


def the_day(found: Found) -> Value | None:
    """To end the day, during the day: the day that is told of."""
    if (
        value_of(found.word("unit")) != "D"
        or found.before.lower() not in _THE_DAY_CONTEXT
        or found.word("unit") == "days"
    ):
        return None
    then = found.line.then_day
    return v.day_value(then[0], then[1], 0.6) if then else None


_THE_DAY_CONTEXT = frozenset("end ended ending ends finish finished close closed closing began started during".split())


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


def bare_units(found: Found) -> Value | None:
    """Days, months, years: how many is not said."""
    word = found.word("unit").lower()
    if not word.endswith("s") or word in ("quarters", "seconds") or found.words[found.match.start()] != word:
        return None
    return v.duration(None, value_of(word), confidence=0.7)


# ---- months, seasons, years --------------------------------------------------------------------------------------


def month(found: Found) -> Value | None:
    """In July, early June, last May, October of that year."""
    word = found.word("month")
    if found.has("dot") and len(word) > 4 - (word == "May"):
        found.end = found.ends[found.match.end("month") - 1]
    if not _is_month(found, word):
        return None
    if found.has("year"):
        return v.month_value(int(found.word("year")), calendar.month_number(word))
    number, which = calendar.month_number(word), _which(found)
    if found.has("year_of"):
        return _month_of_year(found, number)
    if which:
        now = found.line.now
        return _month_by_order(now, number, which) if now else _month_of_no_year(number)
    printed = with_year_ahead(Printed(month=number), found.letters, found.words, found.match.end())
    settled = found.line.settle(printed, is_future=found.is_future, is_cited=found.is_cited)
    if settled is None:
        return _month_of_no_year(number)
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


_C = CLASSES
_YEAR_AHEAD = re.compile(
    f"[{_C['and']}{_C['to']}{_C['dash']}{_C['in']}{_C['comma']}]{_C['the']}?{_C['edge']}?"
    f"(?:{_C['day']}?(?P<month>{_C['month']}){_C['dot']}?{_C['day']}?|{_C['season']}{_C['of']}?){_C['comma']}?(?P<year>{_C['year']})"
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


def _month_of_no_year(number: int) -> Value:
    return Value("DATE", f"XXXX-{number:02d}", None, VAGUE, 0.6)


def _month_of_year(found: Found, number: int) -> Value | None:
    then = found.line.then
    if then is None or value_of(found.word("unit")) != "Y":
        return None
    name = _CLASS_OF[found.letters[found.match.start("year_of") + 1]]
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
            else _month_of_no_year(int(value))
        )
    return None


def season(found: Found) -> Value | None:
    """The spring of 1916, last summer, in winter; a fall and a spring need such a context."""
    word, which = found.word("season"), _which(found)
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
    return v.season_value(now[0].year, name, now[1], 0.75)


def _season_by_order(now: tuple[date, str], name: str, which: str) -> Value | None:
    day, basis = now
    month_of = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name]
    year = day.year
    if which == "last" and month_of >= day.month - (name != "WI"):
        year -= 1
    if which == "next" and month_of <= day.month:
        year += 1
    return v.season_value(year, name, basis, 0.85) if 1 <= year <= 9998 else None


def year(found: Found) -> Value | None:
    """2008, the end of 1914, the year 1950; a number of things is none."""
    number = int(found.word("year"))
    if found.has("edge") or found.match.start("year") > found.match.start():
        return v.year_value(number)
    after, before = found.after, found.before
    if before in ("$", "€", "£", "#", "No", "no", "+", "§", "№", "€") or after in ("%", "°"):
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


_SECOND_YEAR = re.compile(r"\d{2}|\d{4}")


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
    if len(digits) != 2 or found.ends[found.match.start("quote")] != found.starts[found.match.start("digits")]:
        return None
    if found.before.lower() not in _YEAR_CONTEXT:
        return None
    century_of = found.line.last.day.year // 100 * 100 if found.line.last else None
    number = century_of + int(digits) if century_of else calendar.full_year(digits)
    return v.year_value(number, EXPLICIT, 0.75)


def nth_day(found: Found) -> Value | None:
    """The 20th, the 28th of that month: a day of the month named last."""
    day, then = _ordinal(found.word("nth")), found.line.then
    if found.has("of") and value_of(found.word("unit")) != "M":
        return None
    if (
        not found.has("of")
        and (found.after[:1].isalnum() or found.after in ("-", "/"))
        and found.after not in _NTH_GOES_ON
    ):
        return None
    if then is None or (
        found.after == "," and found.letters[found.match.end() + 1 : found.match.end() + 2] == CLASSES["nth"]
    ):
        return None
    days = calendar.day_or_none(then[0].year, then[0].month, day)
    return v.day_value(days, DOCUMENT, 0.7) if days else None


_NTH_GOES_ON = frozenset("and when the was they he she it a an but while after with were".split())


# ---- now, then ---------------------------------------------------------------------------------------------------


def present_day(found: Found) -> Value | None:
    """The present day, the current period: PRESENT_REF; "this time" is not."""
    if found.words[found.match.start("this")].lower() in ("present", "current"):
        return v.reference("PRESENT_REF")
    return None


def that_time(found: Found) -> Value | None:
    """At the time, at that time: when it is, the story tells."""
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


__all__ = ["PUBLICATION", "DateRange", "Found"]
