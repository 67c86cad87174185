"""What lengths of time mean, and what lies so many of them away: three weeks, two years ago, every month."""

from __future__ import annotations

from flows.extract import calendar
from flows.extract import timex_values as v
from flows.extract.time_words import CLASSES, compound, lexicon, number_of, stem, value_of
from flows.extract.timex_found import Found
from flows.extract.timex_values import EXPLICIT, VAGUE, Value

_TIME_UNITS = frozenset(("TS", "TM", "TH"))


def displaced(found: Found) -> Value | None:
    """Two years ago, three days later, a week earlier."""
    number = 1.0 if found.has("one") else number_of(found.group("number"))
    unit, way = found.word("unit"), found.kind("way")
    return _displaced(found, number, value_of(unit), way)


def vaguely_displaced(found: Found) -> Value | None:
    """Days later, months earlier."""
    if not found.word("unit").endswith("s"):
        return None
    return _displaced(found, None, value_of(found.word("unit")), found.kind("way"))


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
    way = found.kind("way")
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
    return v.duration(1, unit, confidence=0.7)


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


def bare_units(found: Found) -> Value | None:
    """Days, months, years: how many is not said."""
    word = found.word("unit").lower()
    if not word.endswith("s") or word in ("quarters", "seconds") or found.words[found.match.start()] != word:
        return None
    return v.duration(None, value_of(word), confidence=0.7)


def repeated(found: Found) -> Value | None:
    """Every day, each year, per month, every Monday."""
    word = found.words[found.match.end() - 1]
    name, value = lexicon().get(stem(word), ("", ""))
    if name == "weekday":
        return Value("SET", f"XXXX-WXX-{calendar.weekday_number(word) + 1}", None, EXPLICIT, 0.85)
    if name == "season":
        return Value("SET", f"XXXX-{value}", None, EXPLICIT, 0.8)
    if name == "daypart":
        return Value("SET", f"XXXX-XX-XXT{value}", None, EXPLICIT, 0.8)
    words = found.words[found.match.start() + 1 : found.match.end() - 1]
    return v.duration(number_of(words) or 1, value)._replace(type="SET")


def often(found: Found) -> Value | None:
    """Daily, annual, monthly."""
    if found.words[found.match.start()][0].isupper() and found.before and found.before[0].isalnum():
        return None  # a name: the Eurasia Daily Monitor
    return Value("SET", value_of(found.word("often").lower()), None, EXPLICIT, 0.6)
