"""Titles and posts as labels print them, in capitals or not: "MR.", "SECRETARY", "Foreign Minister"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from flows.extract import name_lists as lists

_LONGEST = 5
_LONGEST_HEAD = 3


def leading_office(words: Sequence[str]) -> int:
    """Return how many words before a name are titles or posts; never all of them."""
    at = 0
    while at < len(words) - 1:
        longest = min(_LONGEST, len(words) - 1 - at)
        for length in range(longest, 0, -1):
            if is_title(words[at : at + length]) or is_post(words[at : at + length]):
                at += length
                break
        else:
            return at
    return at


def is_title(words: Sequence[str]) -> bool:
    """Whether the words are a form of address or a rank, in any case and with or without its stop."""
    return _folded(words) in _titles()


def is_post(words: Sequence[str]) -> bool:
    """Whether the words are a post: a head such as "minister" behind nothing but its modifiers and a nationality."""
    folded = [word.casefold() for word in words]
    for length in range(min(_LONGEST_HEAD, len(folded)), 0, -1):
        if " ".join(folded[-length:]).rstrip(".") in lists.ROLE_HEADS:
            before = folded[:-length]
            return all(word in _modifiers() for word in before)
    return False


def gender_of_title(words: str | None) -> str | None:
    """Return the gender that a form of address tells."""
    return _titles().get(_folded((words or "").split())) or None


def _folded(words: Sequence[str]) -> str:
    return " ".join(words).casefold().rstrip(".")


@cache
def _titles() -> dict[str, str]:
    return {title.casefold().rstrip("."): gender for title, gender in lists.TITLES.items()}


@cache
def _modifiers() -> frozenset[str]:
    nations = {name.casefold() for name in (*lists.DEMONYMS, *lists.COUNTRIES)}
    return frozenset(word for entry in lists.ROLE_MODIFIERS for word in entry.casefold().split()) | nations
