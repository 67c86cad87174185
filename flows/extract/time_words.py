"""The words of temporal expressions: each token of a text gets one letter, its class, so that patterns can be regular
expressions over the letters of a sentence instead of over its characters."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from string import ascii_letters, digits
from types import MappingProxyType

from flows.extract import calendar

OTHER = "."
"""The letter of a token that no temporal expression holds."""

_LEXICON_CLASSES = (
    "month", "weekday", "unit", "season", "daypart", "deictic_day", "number", "vague_number", "ordinal", "half", "the",
    "its", "a", "of", "and", "to", "dash", "comma", "slash", "dot", "colon", "last", "next", "this", "that", "same",
    "edge", "ago", "later", "after", "earlier", "before", "about", "every", "often", "present", "past", "future", "old",
    "time", "in", "am_pm", "zone", "quote", "holiday",
)  # fmt: skip
_SHAPE_CLASSES = ("day", "digits", "year", "years", "decade", "nth", "compound", "edged", "date", "clock", "joined")
CLASSES = MappingProxyType(dict(zip((*_LEXICON_CLASSES, *_SHAPE_CLASSES), ascii_letters + digits, strict=False)))
"""Class -> letter. The last eleven are told by shape: 18, 2,500, 2008, 1914-18, 1930s, 20th, two-day, mid-March, ..."""

_SHAPES = (
    ("day", re.compile(r"(?:3[01]|[12]\d|0?[1-9])")),
    ("year", re.compile(r"(?:1[0-9]|20)\d\d")),
    ("digits", re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+")),
    ("nth", re.compile(r"\d{1,2}(?:st|nd|rd|th)", re.IGNORECASE | re.ASCII)),
    ("decade", re.compile(r"(?:(?:mid|late|early)-)?(?:(?:1[0-9]|20)\d0|[2-9]0)s", re.IGNORECASE | re.ASCII)),
    ("years", re.compile(r"(?:1[0-9]|20)\d\d-(?:(?:1[0-9]|20)\d\d|\d\d)")),
    ("date", re.compile(r"(?:1[5-9]|20)\d\d-\d\d-\d\d|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d|\d{1,2}-[A-Z][a-z]{2,8}-\d{4}")),
    ("day", re.compile(r"(?:3[01]|[12]?\d)-(?:3[01]|[12]?\d)")),
    ("clock", re.compile(r"\d{1,2}(?:[.:]?\d\d)?[ap]m", re.IGNORECASE | re.ASCII)),
)  # fmt: skip
_COMPOUND = re.compile(
    r"(?P<number>[a-z]+|\d{1,4})-(?P<unit>second|minute|hour|day|night|week|month|year|decade|century)s?"
    r"(?:-(?:long|olds?))?"
    r"|(?P<long>hour|day|night|week|month|year|decade|century)s?-(?:long|old)",
    re.IGNORECASE | re.ASCII,
)
_EDGED = re.compile(r"(?:mid|early|late)-(?P<rest>[A-Za-z]+|(?:1[0-9]|20)\d\d|\d\dth|day)", re.IGNORECASE | re.ASCII)

# Words that a hyphen used as a dash has joined: 1979-February, August-2.
_JOINED = re.compile(
    rf"(?:{calendar.YEAR}|{calendar.MONTH}|\d{{1,2}})-{calendar.MONTH}|{calendar.MONTH}-\d{{1,2}}|{calendar.YEAR}-[a-z]+"
)


@cache
def lexicon() -> MappingProxyType[str, tuple[str, str]]:
    """Return word -> (class, value), for every way in which a word can be capitalised."""
    words: dict[str, tuple[str, str]] = {}
    for line in files("flows.extract").joinpath("lexicons/time_words.tsv").read_text(encoding="utf-8").splitlines()[2:]:
        word, name, value = line.split("\t")
        forms = {word, word.capitalize(), word.upper()} if word.islower() else {word}
        for form in forms:
            words.setdefault(form, (name, value))
    return MappingProxyType(words)


@cache
def _letters() -> dict[str, str]:
    return {word: CLASSES[name] for word, (name, _) in lexicon().items()}


def time_class(word: str) -> str:
    """Return the letter of a token."""
    return _letters().get(word) or (OTHER if word.isalpha() else _by_shape(word))


def value_of(word: str) -> str:
    """Return what the lexicon says about a word; "" for one that it does not hold."""
    entry = lexicon().get(word) or lexicon().get(stem(word))
    return entry[1] if entry else ""


def stem(word: str) -> str:
    """Return the word without its possessive ending."""
    return word[:-2] if word[-2:] in ("’s", "'s") else word


def compound(word: str) -> re.Match[str] | None:
    """Return the parts of "two-day", "41-year", "month-long"."""
    match = _COMPOUND.fullmatch(word)
    if match and match["number"] and not match["number"].isdigit():
        return match if _number_word(match["number"]) else None
    return match


def edged(word: str) -> re.Match[str] | None:
    """Return the parts of "mid-March", "late-2009"."""
    match = _EDGED.fullmatch(word)
    if (
        match
        and match["rest"].isalpha()
        and lexicon().get(match["rest"], ("",))[0] not in ("month", "season", "weekday", "decade")
    ):
        return None
    return match


def _number_word(word: str) -> bool:
    return lexicon().get(word.lower(), ("",))[0] in ("number", "vague_number") or word.lower() in (
        "single",
        "multi",
        "half",
        "full",
    )


def _by_shape(word: str) -> str:
    if word[0].isdigit():
        for name, shape in _SHAPES:
            if shape.fullmatch(word):
                return CLASSES[name]
    if len(word) == 1:
        return OTHER
    if word[-2:] in ("’s", "'s"):
        return _letters().get(word[:-2], OTHER)
    if "-" in word:
        if compound(word):
            return CLASSES["compound"]
        if edged(word):
            return CLASSES["edged"]
        if _SHAPES[4][1].fullmatch(word):
            return CLASSES["decade"]
        if _is_number_pair(word):
            return CLASSES["number"]
        if _JOINED.fullmatch(word):
            return CLASSES["joined"]
    return OTHER


def _is_number_pair(word: str) -> bool:
    return all(lexicon().get(part.lower(), ("",))[0] == "number" for part in word.split("-", 1))


def number_of(words: list[str]) -> float | None:
    """Return the number of "twenty-five", "two hundred", "18"; None for "several"."""
    total = 0.0
    for part in (part for word in words for part in word.lower().replace(",", "").split("-")):
        if part in _MULTIPLIERS:
            total = max(total, 1) * int(value_of(part))
        elif part.replace(".", "", 1).isdecimal():
            total += float(part)
        elif value_of(part).isdecimal():
            total += int(value_of(part))
    return total or None


_MULTIPLIERS = frozenset(("hundred", "thousand", "dozen"))
