"""Keywords and access as files state them, whatever their format: in lists, in one string, as objects with names.

Of a list of several each is one keyword, commas and all ("Paris, Texas"); a string alone is parted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import islice

_MOST, _LONGEST = 50, 100
_NAMES = ("name", "term", "label", "value", "#text", "title")
_KIND_AND_WORD = {"name", "value"}  # an object that has both: the first says what kind of word the second is
_COMMA = re.compile("[,，、]")
_ACCESS = {"true": "free", "false": "locked", "yes": "free", "no": "locked"}
_TIERS = frozenset({"free", "metered", "locked"})


def keywords_of(value: object) -> tuple[str, ...]:
    """Return the keywords of a value: each once, in its order."""
    found: dict[str, str] = {}
    for text in _texts(value):
        word = " ".join(text.split()).strip(' ,;"“”')
        if word and len(word) <= _LONGEST and any(character.isalnum() for character in word):
            found.setdefault(word.casefold(), word)
    return tuple(found.values())[:_MOST]


def access_of(value: object) -> str | None:
    """Return free, metered or locked, as a tier of content or an answer to "is it free?" says."""
    word = str(value).rsplit("/", 1)[-1].strip().casefold()
    return word if word in _TIERS else _ACCESS.get(word)


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        text = unescape(value).strip()
        if text.startswith("[") and text.endswith("]"):  # how tables print a list
            text = re.sub(r"[\[\]'\"]", "", text)
        yield from _parted(text[:10_000])
    elif isinstance(value, Mapping):
        names = ("value",) if value.keys() >= _KIND_AND_WORD and value["value"] else _NAMES
        yield from _texts(next((value[key] for key in names if value.get(key)), None), depth + 1) if depth < 4 else ()
    elif isinstance(value, Iterable) and depth < 4:
        entries = list(islice(value, _MOST))
        for entry in entries:
            is_one = isinstance(entry, str) and len(entries) > 1 and len(_COMMA.findall(entry)) <= 1
            yield from [unescape(entry)] if is_one else _texts(entry, depth + 1)


def _parted(text: str) -> list[str]:
    """Part at semicolons or, where there is none, at commas."""
    return text.split(";") if ";" in text else _COMMA.split(text)
