"""Words into lines, and lines into reading order: column by column, cut where a line runs across the gutter."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from statistics import median

from flows.ingest.pdf.words import Word

_SAME_LINE = 0.5  # of the height: how far baselines of one line lie apart (raised figures among them)
_WORD_SPACE = 0.8  # of the height: a wider gap may be a gutter
_GUTTER = 0.6  # of the height: the narrowest gutter
_MIN_ROWS = 4  # lines side by side that make columns of text
_MIN_CHARACTERS = 12  # of the usual line of a column: less is a table
_MIN_WIDTH = 0.12  # of the text's width
_MIN_FILLED = 0.55  # of a line by its words; justified lines of narrow columns have wide gaps
_CANDIDATES = 12
_MAX_ABOVE = 4  # lines over one of the columns: a by-line, a date
_OFF = 1.8  # heights between them and the column


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, left to right."""

    words: tuple[Word, ...]
    x0: float
    x1: float
    y: float
    height: float

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that follow each other in one column of one page."""

    page: int
    lines: tuple[Line, ...]


def segments_of(words: Sequence[Word]) -> list[Line]:
    """Return the stretches of words that stand close together on one baseline, as the page draws them."""
    found: list[list[Word]] = []
    for word in words:
        last = found[-1][-1] if found else None
        if last and _is_beside(last, word):
            found[-1].append(word)
        else:
            found.append([word])
    return [_line(group) for group in found]


def rows_of(segments: Sequence[Line]) -> list[Line]:
    """Return the lines that segments on one baseline make, from top to bottom."""
    rows: list[list[Line]] = []
    for segment in sorted(segments, key=lambda s: -s.y):
        row = rows[-1] if rows else None
        if row and abs(row[0].y - segment.y) < _SAME_LINE * max(row[0].height, segment.height):
            row.append(segment)
        else:
            rows.append([segment])
    return [_line([word for part in sorted(row, key=lambda s: s.x0) for word in part.words]) for row in rows]


def regions_of(segments: Sequence[Line], page: int) -> list[Region]:
    """Return the regions of a page in reading order."""
    return [Region(page, tuple(lines)) for group in _ordered(list(segments)) if (lines := rows_of(group))]


def _is_beside(last: Word, word: Word) -> bool:
    height = max(last.height, word.height)
    return abs(last.y - word.y) < _SAME_LINE * height and -0.5 * height < word.x0 - last.x1 < _WORD_SPACE * height


def _line(words: Sequence[Word]) -> Line:
    heights = Counter[float]()
    for word in words:
        heights[word.height] += len(word.text)
    height = heights.most_common(1)[0][0]
    baseline = next(word.y for word in words if word.height == height)
    return Line(tuple(words), min(w.x0 for w in words), max(w.x1 for w in words), baseline, height)


def _ordered(segments: list[Line]) -> list[list[Line]]:
    """Cut at the best gutter, band by band between the lines that cross it; then each side in its turn."""
    gutter = _best_gutter(segments)
    if gutter is None:
        return [segments] if segments else []
    groups: list[list[Line]] = []
    flow: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []

    def close_band() -> None:
        nonlocal flow, left, right
        if left and right:
            groups.extend([flow] if flow else [])
            groups.extend(_ordered(left) + _ordered(right))
            flow = []
        else:
            flow += left or right
        left, right = [], []

    top = _top_of_columns(segments, gutter)
    for segment in sorted(segments, key=lambda s: -s.y):
        if segment.y > top:
            flow.append(segment)
        elif segment.x1 <= gutter:
            left.append(segment)
        elif segment.x0 >= gutter - 1:
            right.append(segment)
        else:
            close_band()
            flow.append(segment)
    close_band()
    return groups + ([flow] if flow else [])


def _top_of_columns(segments: Sequence[Line], gutter: float) -> float:
    """Return the height above which lines stand over the columns: few, and set off from what is under them."""
    sides = [s for s in segments if s.x1 <= gutter], [s for s in segments if s.x0 >= gutter - 1]
    columns = [rows_of(side) for side in sides]
    lower = min(rows[0].y for rows in columns) + 0.5 * max(rows[0].height for rows in columns)
    for rows in columns:
        above = [row for row in rows if row.y > lower]
        if not above or len(above) > _MAX_ABOVE or len(above) == len(rows):
            continue
        if above[-1].y - rows[len(above)].y > _OFF * above[-1].height:
            return lower
    return inf


def _best_gutter(segments: Sequence[Line]) -> float | None:
    """Return the left edge of the column that stands beside most lines of another; None where there is none."""
    if len(segments) < 2 * _MIN_ROWS:
        return None
    width = max(s.x1 for s in segments) - min(s.x0 for s in segments)
    starts = Counter(round(segment.x0 / 3) for segment in segments)
    best: tuple[int, float] | None = None
    for place, count in starts.most_common(_CANDIDATES):
        if count < _MIN_ROWS - 1:
            break
        edge = min(s.x0 for s in segments if round(s.x0 / 3) == place)
        score = _columns_at(edge, segments, width)
        if score > 0 and (best is None or score > best[0]):
            best = score, edge
    return best[1] if best else None


def _columns_at(edge: float, segments: Sequence[Line], width: float) -> int:
    """Return how many lines stand side by side at an edge, less those that cross it among them; 0 for no columns."""
    gap = _GUTTER * median(s.height for s in segments)
    right = [s for s in segments if s.x0 >= edge - 1]
    left = [s for s in segments if s.x1 <= edge - gap]
    if len(right) < _MIN_ROWS or len(left) < _MIN_ROWS:
        return 0
    left, right = rows_of(left), rows_of(right)
    if not all(_is_prose(side, width) for side in (left, right)):
        return 0
    heights = sorted(row.y for row in left)
    paired = [row for row in right if _has_between(heights, row.y - row.height, row.y + row.height)]
    if len(paired) < max(_MIN_ROWS, min(len(left), len(right)) // 3):
        return 0
    top, bottom = max(s.y for s in paired), min(s.y for s in paired)
    crossing = sum(1 for s in segments if s.x0 < edge - 1 and s.x1 > edge - gap and bottom <= s.y <= top)
    return len(paired) - 2 * crossing


def _is_prose(rows: Sequence[Line], width: float) -> bool:
    """Whether rows are lines of a text: long and wide enough, and more words than gaps, which a table's are not."""
    return (
        median(len(row.text) for row in rows) >= _MIN_CHARACTERS
        and median(row.x1 - row.x0 for row in rows) >= _MIN_WIDTH * width
        and median(_filled(row) for row in rows) >= _MIN_FILLED
    )


def _filled(row: Line) -> float:
    return sum(word.x1 - word.x0 for word in row.words) / max(row.x1 - row.x0, 1.0)


def _has_between(values: Sequence[float], low: float, high: float) -> bool:
    return bisect_left(values, low) < bisect_right(values, high)
