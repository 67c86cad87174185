"""The patterns of temporal expressions: a table of name, pattern over the classes of words, and resolver.

A pattern is a regular expression over one letter a token (``time_words``); ``{month}`` stands for the letter of a
class. The first pattern of the table that matches at a token wins. Calendar dates ("18 March 2008") are not here:
``calendar`` reads them for every extractor.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from flows.extract import timex_days as days
from flows.extract import timex_lengths as lengths
from flows.extract import timex_months_years as months_years
from flows.extract import timex_periods as periods
from flows.extract.time_words import CLASSES
from flows.extract.timex_found import Found
from flows.extract.timex_values import Value

HEADS = (
    "month", "weekday", "unit", "season", "daypart", "deictic_day", "often", "present", "past", "future", "year",
    "years", "decade", "nth", "compound", "edged", "date", "clock", "am_pm", "zone", "colon", "slash",
    "holiday", "quote", "this", "last",
)  # fmt: skip
"""Every pattern holds a word of one of these classes: where none stands, no pattern is tried."""

_NUMBER = r"(?:[{number}{day}{digits}](?:{and}?[{number}{half}]){0,4}|{vague_number})"
_EDGE = r"(?:{the}?{edge}(?:{of}|{in})?{the}?)"
_ABOUT = r"(?:{about}{1,4})"


class Pattern(NamedTuple):
    """``source`` is the pattern with classes in braces; ``resolve`` gives the value, or None where it means no time.

    Without ``resolve`` the pattern only leads in a calendar date: the morning of March 19.
    """

    name: str
    source: str
    resolve: Callable[[Found], Value | None] | None


def _named(name: str, source: str, resolve: Callable[[Found], Value | None] | None) -> Pattern:
    source = source.replace("<N>", f"(?P<number>{_NUMBER})").replace("<E>", f"(?P<edge>{_EDGE})")
    return Pattern(name, source.replace("<A>", _ABOUT), resolve)


PATTERNS = (
    # clock and day
    _named("date_token", r"{date}", days.date_token),
    _named("slashed_date", r"{day}{slash}{day}{slash}[{day}{digits}{year}]", days.slashed_date),
    _named(
        "clock",
        r"(?:(?P<hour>[{day}{digits}]){colon}(?P<minute>[{day}{digits}{clock}])(?P<second>{colon}[{day}{digits}])?"
        r"|(?P<whole>{clock})|(?P<hour_alone>{day})(?={am_pm})|(?P<four>[{digits}{year}])(?={zone}))"
        r"(?P<am_pm>{am_pm})?(?P<zone>{zone})?(?P<on>{in}?{weekday})?",
        days.clock,
    ),
    _named(
        "part_of_date",
        r"{the}?{edge}?(?P<part>{daypart})(?:{of}|{in})(?={the}?[{month}{weekday}{day}{nth}])",
        None,
    ),
    _named(
        "deictic_day",
        r"(?:(?:{edge}|{earlier}|{later})(?={deictic_day}))?(?P<day>{deictic_day})(?P<part>{daypart})?",
        days.deictic_day,
    ),
    _named("holiday", r"{holiday}", days.holiday),
    _named(
        "weekday",
        r"(?P<which>{last}|{next}|{this})?{the}?(?P<weekday>{weekday})(?P<part>{daypart})?",
        days.weekday,
    ),
    # anaphoric days and parts of days
    _named(
        "other_day",
        r"{edge}?{in}?{the}?(?P<which>{next}|{last}|{that}{same}?|{same}|{this}{same}?)(?P<part>{daypart})",
        days.part_of_other_day,
    ),
    _named(
        "part_of_day",
        r"{in}(?P<the>{the})?{edge}?(?P<part>{daypart})(?!(?:{of}|{in}){the}?[{month}{weekday}{day}{nth}])",
        days.part_of_day,
    ),
    _named("bare_part", r"(?P<part>{daypart})", days.bare_part),
    # quarters, centuries, decades, weeks of a month
    _named(
        "part_of_year",
        r"{the}?(?P<which>{ordinal}|{last}|{nth})(?P<unit>{unit}|{half})(?:{of}|{in})?(?P<of>(?P<year>{year})|{this}{unit}|{last}{unit}|{next}{unit}|{that}{same}?{unit})",
        periods.part_of_year,
    ),
    _named("century", r"{the}?<E>?(?P<which>{ordinal}|{nth})(?P<unit>{unit})", periods.century),
    _named("decade", r"<E>?{the}?{edge}?{quote}?(?P<decade>{decade})", periods.decade),
    # durations with a direction: two years ago, three days later, the next six months
    _named(
        "ago",
        r"<A>?(?:{a}?<N>{of}?|(?P<one>{a}))(?P<unit>{unit})(?P<way>{ago}|{earlier}|{before}|{later}|{after})",
        lengths.displaced,
    ),
    _named(
        "units_ago", r"<A>?(?P<unit>{unit})(?P<way>{ago}|{earlier}|{before}|{later}|{after})", lengths.vaguely_displaced
    ),
    _named("day_around", r"{the}(?P<unit>{unit})(?P<way>{before}|{after}|{next})", lengths.unit_around),
    _named(
        "span_of_units",
        r"{the}?(?:{last}|{next}|{this}|{ordinal}|{that})<A>?<N>{of}?(?P<unit>{unit})(?:{of}{the}?[{year}{month}]{year}?)?",
        lengths.duration,
    ),
    _named(
        "unit_of_month",
        r"{the}?(?P<which>{ordinal}|{last}|{nth})(?P<unit>{unit}){of}<E>?(?P<month>{month})(?P<year>{year})?",
        periods.unit_of_month,
    ),
    _named("age", r"<A>?<N>(?P<unit>{unit}){old}", lengths.duration),
    # this year, last month, the following week, the end of that year
    _named(
        "unit",
        r"(?:<E>|{later}{in}?{the}?|{earlier}{in}?{the}?)?(?P<the>{the})?(?P<which>{this}{same}?|{last}|{next}|{that}{same}?|{same})(?P<unit>{unit})(?P<part>{daypart})?(?P<back>{that}?{ago})?",
        periods.calendar_unit,
    ),
    _named(
        "edge_of_unit", r"(?P<edge>{the}?{edge}{of}|{later}{in}|{edge}{in}){the}(?P<unit>{unit})", periods.edge_of_unit
    ),
    _named("the_day", r"{the}(?P<unit>{unit})", days.the_day),
    _named("unit_edge", r"(?P<unit>{unit})(?P<edge>{edge})", periods.unit_edge),
    # durations
    _named(
        "mixed_duration",
        r"<A>?(?P<number>[{number}{day}{digits}])(?P<half_before>{and}{a}?{half})(?P<unit>{unit})",
        lengths.duration_and_half,
    ),
    _named(
        "duration_and_half",
        r"<A>?(?P<number>[{number}{day}{digits}{a}])(?P<unit>{unit}){and}{a}{half}",
        lengths.duration_and_half,
    ),
    _named("duration", r"<A>?<N>(?:{of}|{about})?(?P<unit>{unit})", lengths.duration),
    _named("few_units", r"<A>?{a}(?P<number>{vague_number}){of}?{about}?(?P<unit>{unit})", lengths.duration),
    _named(
        "half_unit",
        r"<A>?(?P<number>{half}){a}?(?P<unit>{unit})|{a}(?P<number_2>{half})(?P<unit_2>{unit})",
        lengths.half_unit,
    ),
    _named("a_unit", r"<A>?(?P<number>{a})(?P<unit>{unit})", lengths.a_unit),
    _named("compound", r"(?P<compound>{compound})", lengths.compound_duration),
    _named(
        "repeated",
        r"(?P<every>{every})(?:{number}|{day})?(?P<unit>{unit}|{weekday}|{daypart}|{season})",
        lengths.repeated,
    ),
    _named("often", r"(?P<often>{often})", lengths.often),
    # months, seasons and years
    _named(
        "month",
        r"(?:<E>|{the}?(?P<which>{last}|{next}|{this}){the}?)?(?P<month>{month})(?!{day}|{nth})(?P<dot>{dot})?"
        r"(?:(?:{comma}|{of})?(?P<year>{year}))?"
        r"(?P<year_of>{of}(?:{that}{same}?|{the}{same}|{this}|{last}|{next})(?P<unit>{unit}))?",
        months_years.month,
    ),
    _named("edged", r"{the}?(?P<edged>{edged})(?:{in}|{of}|{comma})?(?P<year>{year})?", periods.edged_word),
    _named(
        "season",
        r"(?P<before><E>|{in}{the}?|{the})?(?P<which>{last}|{next}|{this}|{that})?(?P<season>{season})(?:(?:{of}|{in}|{comma})?(?P<year>{year}))?",
        periods.season,
    ),
    _named(
        "two_years",
        r"<E>?(?P<first>{year})(?:{dash}|{slash})(?P<second>{year}|{digits}|{day})",
        months_years.years_with_dash,
    ),
    _named("years_token", r"<E>?(?P<years>{years})", months_years.years_token),
    _named("year", r"(?:<E>|{the}(?=({unit}){year}))?(?:{unit}(?={year}))?(?P<year>{year})", months_years.year),
    _named("short_year", r"(?P<quote>{quote})(?P<digits>{day}|{digits})", months_years.short_year),
    # days of a month that another date has named
    _named(
        "nth", r"{the}(?P<nth>{nth})(?P<of>{of}(?:{that}{same}?|{the}{same}?|{this})(?P<unit>{unit}))?", days.nth_day
    ),
    # lengths that are not counted, and now
    _named("units", r"(?P<unit>{unit})", lengths.bare_units),
    _named("present_day", r"{the}?(?P<this>{this})(?P<unit>{unit}|{time})", periods.present_day),
    _named("the_past", r"{in}?{the}(?P<past>{last}|{future})", periods.the_past),
    _named("now", r"(?P<word>{present}|{past}|{future}|{this})", periods.now),
)


def compiled(source: str) -> re.Pattern[str]:
    """Return a pattern of the table as a regular expression over letters."""
    return re.compile(re.sub(r"\{(\w+)\}", lambda match: CLASSES[match[1]], source))
