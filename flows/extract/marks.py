"""Pairing of quotation marks: curly, straight, low, angle, and typewriter marks, nested single ones included.

Marks are paired inside one paragraph and never across more than a paragraph's end, so one stray mark costs its own
paragraph at most. Straight marks and apostrophes take their side from their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.model import Span

# Both begin with the set of their marks, to which the engine can jump; what stands before is looked at from behind it.
_DOUBLE = re.compile(r"[“”„«»\"「」`'](?:(?<![`'])|(?<=`)`|(?<=')')")
_SINGLE = re.compile(
    r"[‘'`’](?:(?<!’)(?<![\w'’`].)(?=[\w\[$£€…])(?![‘'`]|\d\ds?\b)|(?<![‘`])(?<![\s'’(\[].)(?![\w'’]))"
)
_CLOSERS = {"“": '”"“', "”": '”"', "„": '“”"', "«": "»", "»": "«", '"': '"”', "``": "''\"", "''": "''", "「": "」"}
_STRAIGHT = ('"', "''")
_OPENS_BEFORE = frozenset("([{—–-/‘'“„«…:")
_ENDS_PIECE = frozenset(".,!?…;—–")


class Marked(NamedTuple):
    """A stretch between marks: ``start:end`` without them, ``opened:closed`` with them."""

    start: int
    end: int
    opened: int
    closed: int
    is_single: bool = False
    is_continued: bool = False  # it was left open at the end of its paragraph and goes on in the next


def pair_marks(text: str, paragraphs: Sequence[Span]) -> list[Marked]:
    """Return the marked stretches of a text, in order of their beginning; inner ones lie inside outer ones."""
    found: list[Marked] = []
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else None
        goes_on = following is not None and _DOUBLE.match(text, following) is not None
        doubles = list(_pair_doubles(text, start, end, goes_on, following is None))
        found += doubles
        found += _pair_singles(text, start, end, doubles)
    return sorted((m for m in found if m.start < m.end), key=lambda m: (m.opened, -m.closed))


def _pair_doubles(text: str, start: int, end: int, goes_on: bool, is_last: bool) -> Iterator[Marked]:
    opener: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        if opener is None:
            if _opens(text, mark, start, end):
                opener = mark
        elif mark.group() in _CLOSERS.get(opener.group(), "") and not _reopens(text, mark, start, end):
            yield Marked(opener.end(), mark.start(), opener.start(), mark.end())
            opener = None
        elif _opens(text, mark, start, end):
            opener = mark  # the one before was stray
    if opener is not None and _runs_to_end(text, opener, start, end, goes_on, is_last):
        yield Marked(opener.end(), end, opener.start(), end, is_continued=goes_on)


def _opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark can open a stretch where it stands."""
    kind = mark.group()
    if kind in ("“", "„", "«", "``", "「"):
        return True
    before = mark.start() == start or text[mark.start() - 1].isspace() or text[mark.start() - 1] in _OPENS_BEFORE
    after = mark.end() < end and not text[mark.end()].isspace()
    if kind in _STRAIGHT:
        # Between two letters or two spaces a straight mark says nothing about its side: it opens where nothing is open.
        return after if before else _between_letters(text, mark, end)
    return before and after and (text[mark.end()].isalnum() or text[mark.end()] == "[")


def _reopens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark that could close stands where only an opening one can, so that the open one was stray."""
    kind = mark.group()
    if kind not in ('"', "“", "”"):
        return False
    at, after = mark.start(), mark.end()
    if at == start or after >= end:
        return False
    before_opens = text[at - 1].isspace() or text[at - 1] in "([{"
    return before_opens and (text[after].isalnum() or text[after] in "[…$'‘")


def _between_letters(text: str, mark: re.Match[str], end: int) -> bool:
    return mark.end() < end and text[mark.start() - 1].isalpha() and text[mark.end()].isalpha()


def _runs_to_end(text: str, opener: re.Match[str], start: int, end: int, goes_on: bool, is_last: bool) -> bool:
    """Whether a stretch that is open at its paragraph's end is a quotation up to there."""
    if opener.end() >= end or text[opener.end()].isspace():
        return False
    if goes_on:
        return True
    if is_last and text.endswith(("…", "..."), opener.end(), end):
        return False  # a teaser, cut in the middle of the quotation
    lead = text[start : opener.start()].rstrip()[-1:]
    return lead in ("", ",", ":") and text[end - 1] in _ENDS_PIECE


def _pair_singles(text: str, start: int, end: int, doubles: Sequence[Marked]) -> Iterator[Marked]:
    """Pair single marks; an apostrophe is one only after an opener, and a pair never crosses a double mark."""
    borders = sorted(at for m in doubles for at in (m.opened, m.end))
    border = 0
    opener: re.Match[str] | None = None
    closer: re.Match[str] | None = None
    for mark in _SINGLE.finditer(text, start, end):
        while border < len(borders) and borders[border] < mark.start():
            border += 1
            if closer is not None and opener is not None:
                yield _single(opener, closer)
            opener = closer = None
        before = text[mark.start() - 1] if mark.start() > start else " "
        if not before.isalnum() and mark.end() < end and text[mark.end()].isalnum() | (text[mark.end()] in "[$£€…"):
            if closer is not None and opener is not None:
                yield _single(opener, closer)
            opener, closer = mark, None
        elif opener is not None and (closer is None or _is_plural_possessive(text, closer)):
            closer = mark
    if closer is not None and opener is not None:
        yield _single(opener, closer)


def _is_plural_possessive(text: str, mark: re.Match[str]) -> bool:
    return text[mark.start() - 1] == "s" and text[mark.end() : mark.end() + 1] == " "


def _single(opener: re.Match[str], closer: re.Match[str]) -> Marked:
    return Marked(opener.end(), closer.start(), opener.start(), closer.end(), is_single=True)
