"""What pages print around the text: running heads and feet, and page numbers. Their words are evidence, not text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from flows.ingest.pdf.columns import Line, rows_of

_ZONE = 4  # lines from the top and from the bottom that can be furniture
_NEAR = 14.0  # points that a running line may move from page to page
_NUMBER = re.compile(
    r"(?:page\s+)?[-–—|[(\s]*(?P<n>\d{1,4}|[ivxl]{1,7})[])\s|–—-]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)
_DECORATED = re.compile(r"page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|([-–—])\s*\d{1,4}\s*\1", re.IGNORECASE)
_MAX_FOOT = 150  # characters
_APART = 3.0  # heights between the pieces of a foot line
_OFF = 1.8  # heights that a page number stands away from the text
_DIGITS = re.compile(r"\d+")

Rows = list[Line]


def running_lines(pages: Sequence[Sequence[Line]]) -> tuple[list[set[int]], list[str]]:
    """Return, per page, the rows from the top that are furniture, and what running lines say.

    Rows are numbered from the top; they are peeled off from the outside in, so a line that text stands outside of
    stays. What they say comes in the order of the pages, page numbers left out, each once.
    """
    printed = _counted(pages)
    needed = 2 if len(pages) <= 5 else 3
    offsets = _number_offsets(pages)
    dropped: list[set[int]] = []
    said: dict[str, None] = {}
    for number, rows in enumerate(pages):
        gone: set[int] = set()
        for places in (range(min(_ZONE, len(rows))), range(len(rows) - 1, max(-1, len(rows) - 1 - _ZONE), -1)):
            for at in places:
                row = rows[at]
                if _is_number(row, at, rows, number, offsets):
                    gone.add(at)
                elif beside := _beside_number(row, at, rows, number):
                    gone.add(at)
                    said.update(dict.fromkeys(beside))
                elif _recurs(row, printed, needed):
                    gone.add(at)
                    said.setdefault(_without_number(row.text))
                else:
                    break
        dropped.append(gone if len(gone) < len(rows) or len(pages) > 1 else set())
    return dropped, [text for text in said if text]


def without_rows(segments: Sequence[Line], rows: Sequence[Line], gone: set[int]) -> list[Line]:
    """Return the segments of a page that belong to none of the rows."""
    words = {id(word) for at in gone for word in rows[at].words}
    return [segment for segment in segments if id(segment.words[0]) not in words]


def page_rows(pages: Sequence[Sequence[Line]]) -> list[Rows]:
    """Return the rows of every page, from the top."""
    return [rows_of(segments) for segments in pages]


def _signature(row: Line) -> str:
    return _DIGITS.sub("#", "".join(row.text.casefold().split()))


def _counted(pages: Sequence[Sequence[Line]]) -> dict[str, list[tuple[int, float]]]:
    """Return where the outer rows of the pages stand, by what they say, figures aside."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, rows in enumerate(pages):
        for row in {id(row): row for row in (*rows[:_ZONE], *rows[-_ZONE:])}.values():
            found[_signature(row)].append((number, row.y))
    return found


def _recurs(row: Line, printed: dict[str, list[tuple[int, float]]], needed: int) -> bool:
    places = printed.get(_signature(row), [])
    if len(places) < needed:
        return False
    return len({number for number, y in places if abs(y - row.y) < _NEAR}) >= needed


def _printed_number(row: Line) -> int | None:
    match = _NUMBER.fullmatch(row.text.strip())
    return int(match["n"]) if match and match["n"].isdigit() else (-1 if match else None)


def _number_offsets(pages: Sequence[Sequence[Line]]) -> Counter[int]:
    """Count by how much the numbers at the edges of pages differ from the pages' own: page numbers agree."""
    offsets = Counter[int]()
    for number, rows in enumerate(pages):
        edge = {id(row): row for row in (*rows[:2], *rows[-2:])}.values()
        offsets.update({n - number for row in edge if (n := _printed_number(row)) is not None and n >= 0})
    return offsets


def _is_number(row: Line, at: int, rows: Sequence[Line], page: int, offsets: Counter[int]) -> bool:
    printed = _printed_number(row)
    if printed is None:
        return False
    if printed < 0 or offsets[printed - page] >= 2 or _DECORATED.fullmatch(row.text.strip()):
        return True
    if at == len(rows) - 1 and at:
        return _stands_off(rows[at - 1], row)
    return not at and len(rows) > 1 and printed == page + 1 and _stands_off(row, rows[1])


def _beside_number(row: Line, at: int, rows: Sequence[Line], page: int) -> list[str]:
    """Return what stands far left or right of the page's own number in a foot line; nothing where it is none."""
    if at != len(rows) - 1 or not at or len(row.text) > _MAX_FOOT or not _stands_off(rows[at - 1], row):
        return []
    pieces = [[row.words[0]]]
    for last, word in pairwise(row.words):
        if word.x0 - last.x1 > _APART * row.height:
            pieces.append([])
        pieces[-1].append(word)
    texts = [" ".join(word.text for word in piece) for piece in pieces]
    return [text for text in texts if text != str(page + 1)] if str(page + 1) in texts and len(texts) > 1 else []


def _stands_off(upper: Line, lower: Line) -> bool:
    return upper.y - lower.y > _OFF * max(upper.height, lower.height)


def _without_number(text: str) -> str:
    """Return a running line without the page's number at one of its ends."""
    return re.sub(
        r"^\s*(?:page\s+)?\d{1,4}\s+(?=\D)|(?<=\D)[\s|–—-]+(?:page\s+)\d{1,4}\s*$", "", text, flags=re.I
    ).strip()
