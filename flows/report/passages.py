"""A stretch of a text around what a row marks in it: cut at words, bounded, and never wrong about its offsets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from flows.tables import Table

AROUND = 160
"""Characters that are shown on either side of what is marked."""
LONGEST = 1_200
"""A marked stretch is cut in its middle beyond this."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text and the column that it is the content of; rank 0 is what the row is about."""

    start: int
    end: int
    column: str
    rank: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Text, marked or not."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The pieces in order; ``start`` and ``end`` say where in the document they stand."""

    pieces: Sequence[Piece]
    start: int
    end: int
    length: int


def marks_of(declared: Table | None, row: Mapping[str, Any]) -> list[Mark]:
    """Return the spans of a row, what it is about first; a span that makes no sense is left out."""
    rules = declared.reads_back if declared else ()
    found = ((row.get(rule.start), row.get(rule.end), rule.content) for rule in rules)
    return [
        Mark(start, end, column, rank)
        for rank, (start, end, column) in enumerate(found)
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end
    ]


def passage(text: str, marks: Iterable[Mark]) -> Passage:
    """Return the text around the first mark, with every other mark that lies in it; the beginning where none does."""
    inside = sorted((m for m in marks if m.end <= len(text)), key=lambda mark: mark.rank)
    if not inside:
        end = _word_end(text, min(2 * AROUND, len(text)))
        return Passage((Piece(text[:end]),), 0, end, len(text))
    main = inside[0]
    near = [m for m in inside if main.start - 2 * AROUND <= m.start and m.end <= main.end + 2 * AROUND]
    first, last = min(m.start for m in near), max(m.end for m in near)
    start = _word_start(text, max(0, first - AROUND))
    end = _word_end(text, min(len(text), last + AROUND))
    return Passage(tuple(_pieces(text, start, end, near)), start, end, len(text))


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterable[Piece]:
    at = start
    for mark in _side_by_side(marks):
        if mark.start > at:
            yield Piece(_cut(text[at : mark.start]))
        yield Piece(_cut(text[mark.start : mark.end]), mark)
        at = mark.end
    if at < end:
        yield Piece(_cut(text[at:end]))


def _side_by_side(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks in order, none inside another: what lies in a weightier one splits it."""
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    found: list[Mark] = []
    for start, end in pairwise(edges):
        over = [m for m in marks if m.start <= start and end <= m.end]
        if over:
            top = max(over, key=lambda mark: mark.rank)
            found.append(Mark(start, end, top.column, top.rank))
    return found


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} […] {text[-LONGEST // 2 :]}"


def _word_start(text: str, at: int) -> int:
    """Return the place behind the next blank, so that no word is cut; ``at`` itself where none is near."""
    if at == 0:
        return 0
    blank = text.find(" ", at, at + 30)
    return blank + 1 if blank >= 0 else at


def _word_end(text: str, at: int) -> int:
    if at == len(text):
        return at
    blank = text.rfind(" ", at - 30, at)
    return blank if blank >= 0 else at
