"""What clock times, days, feasts and parts of days mean."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files

from flows.extract import calendar
from flows.extract import timex_values as v
from flows.extract.calendar import Printed
from flows.extract.citation_grammar import read_groups
from flows.extract.time_words import CLASSES, value_of
from flows.extract.timex_found import Found, ordinal
from flows.extract.timex_values import DOCUMENT, EXPLICIT, TENSE, VAGUE, Value

_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?(?::(\d\d))?([ap]m)?", re.IGNORECASE)

_CITED = re.compile(rf"\((?P<inside>[^()]{{2,80}}(?:{calendar.MONTH} \d|\d {calendar.MONTH})[^()]{{0,80}}+)\)")
_GLOSS = re.compile(
    rf" [\[(](?P<date>{calendar.DAY} {calendar.MONTH}|{calendar.MONTH} {calendar.DAY})(?:, {calendar.YEAR})?[\])]"
)
_GLOSS_AHEAD = 14  # days ahead of publication that a weekday can mean
_CITED_WITHIN = 800  # characters
_CLOCK_CONTEXT = frozenset("( at by until till from around about before after since to and – -".split())

_THE_DAY_CONTEXT = frozenset("end ended ending ends finish finished close closed closing began started during".split())

_NTH_GOES_ON = frozenset("and when the was they he she it a an but while after with were".split())


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
    half_of_day = (match[4] or found.word("am_pm").replace(".", "")).lower()
    if hour > 24 or minute > 59 or (half_of_day and hour > 12):
        return None
    if half_of_day.startswith("p") and hour < 12:
        hour += 12
    if not half_of_day and not found.has("zone") and found.before.lower() not in _CLOCK_CONTEXT:
        return None
    zone = "Z" if found.word("zone") in ("UTC", "GMT") else ""
    day = _weekday_day(found, found.word("on")) if found.has("on") else None
    anchor = (day, TENSE) if day else found.line.then if found.is_dated_sentence else found.line.now
    if anchor is None:
        return Value("TIME", f"XXXX-XX-XXT{hour:02d}:{minute:02d}{zone}", None, VAGUE, 0.7)
    return v.day_value(anchor[0], anchor[1], 0.75, f"{hour:02d}:{minute:02d}{zone}")


def _stopwatch(found: Found) -> Value:
    hours, minutes, seconds = (
        int(part) for part in re.findall(r"\d+", "".join(found.words[found.match.start() : found.match.end()]))[:3]
    )
    return Value("DURATION", f"PT{hours}H{minutes}M{seconds}S", None, EXPLICIT, 0.7)


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
    if found.before.lower() in ("a", "an") or (found.before.isalpha() and found.words_before(2).lower() in ("a", "an")):
        return None  # an ordinary Thursday; June 27, a Saturday
    day = _weekday_day(found, word)
    if day is None:
        return Value("DATE", f"XXXX-WXX-{calendar.weekday_number(word) + 1}", None, VAGUE, 0.6)
    return v.day_value(day, TENSE, 0.85, part)


def _weekday_day(found: Found, word: str) -> date | None:
    now = found.line.now
    if now is None:
        return None
    which = found.which
    gloss = _GLOSS.match(found.text, found.ends[found.match.end() - 1])
    if gloss:  # of a translator: on Friday [7 July]
        days = calendar.latest_not_after(_read_gloss(gloss["date"]), calendar.shift_days(now[0], _GLOSS_AHEAD))
        return days[0] if days else None
    if not which and not found.is_future:
        now = (_day_cited_behind(found) or now[0], now[1])
    back = (now[0].weekday() - calendar.weekday_number(word)) % 7
    if which == "last":
        return calendar.shift_days(now[0], -(back or 7))
    if which == "next" or (which != "this" and found.is_future and back):
        return calendar.shift_days(now[0], 7 - back)
    return calendar.shift_days(now[0], -back)


def _read_gloss(text: str) -> Printed:
    matches = (form.fullmatch(text) for form in (calendar.DAY_MONTH, calendar.MONTH_DAY))
    return next((calendar.read(match) for match in matches if match), Printed())


def _day_cited_behind(found: Found) -> date | None:
    """Return the last day of the next citation in the paragraph: what it reports was said on Monday is not later."""
    published, at = found.line.published, found.starts[found.first]
    if found.line.is_narrative or published is None:
        return None
    paragraph = found.analysis.paragraphs[found.analysis.paragraph_of(at) - 1]
    cited = _CITED.search(found.text, at, min(paragraph[1], at + _CITED_WITHIN))
    groups = read_groups(cited["inside"]) if cited else []
    limit = calendar.shift_days(published, 1)
    days = [days for group in groups for date_ in group.dates if (days := calendar.latest_not_after(date_, limit))]
    return min(max((last for _, last in days), default=published), published) if days else None


def part_of_other_day(found: Found) -> Value | None:
    """The next morning, that night, this morning, last night."""
    which, part = found.which, value_of(found.word("part"))
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
    """Daytime, overnight, midnight; other parts of an unnamed day tell nothing."""
    word = found.word("part").lower()
    return _any_part(found) if word in ("daytime", "overnight", "midnight") else None


def _any_part(found: Found) -> Value:
    return Value("TIME", f"XXXX-XX-XXT{value_of(found.word('part'))}", None, VAGUE, 0.6)


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


def nth_day(found: Found) -> Value | None:
    """The 20th, the 28th of that month: a day of the month named last."""
    day, then = ordinal(found.word("nth")), found.line.then
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
