"""Where a person's name begins behind the titles and role words that stand before it."""

from __future__ import annotations

import re

from flows.extract import name_lists as lists

_WORD = re.compile(r"\S+")
_LONGEST_TITLE = 3
_OPENINGS = frozenset(title.split()[0] for title in (*lists.TITLES, *lists.ROLE_HEADS))


def name_start(text: str, start: int, end: int) -> int:
    """Return the offset where the name proper begins in a stretch like "Lt. Gen. Dana Ostrow"."""
    words = text[start:end].split()
    titles = leading_titles(words)
    for word in words[:titles]:
        start = text.index(word, start) + len(word)
    return text.index(words[titles], start) if titles else start


def leading_titles(words: list[str]) -> int:
    """Return how many words before a name are titles or roles; never all of them."""
    at = 0
    while at < len(words) - 1:
        if words[at] not in _OPENINGS and words[at].lower() not in _OPENINGS:
            return at
        for length in range(min(_LONGEST_TITLE, len(words) - 1 - at), 0, -1):
            if _is_title(" ".join(words[at : at + length])):
                at += length
                break
        else:
            return at
    return at


def _is_title(words: str) -> bool:
    return words in lists.TITLES or words.lower() in lists.ROLE_HEADS


def behind_post(text: str, start: int, end: int, floor: int) -> int:
    """Return where the name begins behind the place of a post: "ambassador to Dacia Dana Ostrow"."""
    before = text[max(floor, start - 30) : start].rsplit(None, 2)
    if len(before) < 2 or before[-1] not in ("to", "for", "in") or before[-2].lower() not in lists.ROLE_HEADS:
        return start
    words = list(_WORD.finditer(text, start, end))
    for at, word in enumerate(words[1:-1], 1):
        if word.group() in lists.FORENAMES:
            return words[at].start()
    return words[1].start() if len(words) > 2 and before[-1] == "to" else start


def is_title_alone(words: str) -> bool:
    """Whether a stretch is a title or a role and no name: "the Judge said"."""
    return _is_title(words)
