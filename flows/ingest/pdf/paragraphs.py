"""Lines into paragraphs: by their indents, the space between them, their size, and lines that end early."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, quantiles

from flows.ingest.pdf.columns import Line, Region
from flows.ingest.pdf.hyphens import LINE_HYPHENS, joined
from flows.ingest.pdf.words import Word

_SAME_SIZE = 0.07  # by how much heights of one type differ
_WIDE_SPACE = 1.3  # times the usual distance of lines: a paragraph begins
_WIDE_IN_HEADING = 1.6  # times that of the text, whose type is another one
_LEADING = 1.2  # the usual distance of lines, in heights, where a document has too few to tell
_MIN_DISTANCES = 3  # of a column that has a leading of its own
_INDENT = (0.5, 5.0)  # heights by which a first line is set in
_EARLY = 0.75  # of the column: a line that ends before it ends a paragraph
_ENDED = re.compile(r"[.?!:…][\"”’»')\]]*(?:\[\d{1,3}\])*$")
_ITEM = re.compile(r"(?:[•·▪►‣●○■–—*-]|\(?\d{1,3}[.)]|\[\d{1,3}\])(?:\s|$)")
_NOTE_NUMBER = re.compile(r"\d{1,3}|[*†‡§]")
_RAISED_HEIGHT, _RAISED_BY = 0.9, 0.12
_LARGER = 1.12  # times the height of the text: a heading


@dataclass(slots=True)
class Paragraph:
    """Text of one size. ``ends_full``: its last line fills the column; ``is_indented``: its first one is set in."""

    text: str
    height: float
    page: int
    lines: int = 1
    ends_full: bool = False
    is_indented: bool = False
    is_set_in: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float
    leading: float  # distance of baselines, in heights


def body_height(lines: Sequence[Line]) -> float:
    """Return the height in which most of the text is printed."""
    counts = Counter[float]()
    for line in lines:
        counts[round(line.height, 1)] += sum(len(word.text) for word in line.words)
    return counts.most_common(1)[0][0] if counts else 0.0


def is_same_size(one: float, other: float) -> bool:
    """Whether two heights are those of one type."""
    return abs(one - other) <= _SAME_SIZE * max(one, other)


def text_of(line: Line) -> str:
    """Return a line's text; the raised number of a note stands in brackets behind its word."""
    pieces: list[str] = []
    for at, word in enumerate(line.words):
        note = word.note
        if at and _is_note_number(word, line):
            pieces[-1] += f"[{word.text}]" if word.text.isdigit() else word.text
            continue
        pieces.append(word.text + (f"[{note}]" if note.isdigit() else note))
    return " ".join(pieces)


def paragraphs_of(regions: Sequence[Region], height: float, words: Counter[str]) -> list[Paragraph]:
    """Return the paragraphs of regions in reading order, those that a column or a page cuts made whole."""
    found: list[Paragraph] = []
    uses_indents = _uses_indents(regions)
    leading = median([d for region in regions for d in _close_distances(region.lines)] or [_LEADING])
    for region in regions:
        for place, paragraph in enumerate(_of_region(region, height, leading, words)):
            if not place and found and _goes_on(found[-1], paragraph, uses_indents=uses_indents):
                last = found[-1]
                last.text = joined(last.text, paragraph.text, words)
                last.lines += paragraph.lines
                last.ends_full = paragraph.ends_full
            else:
                found.append(paragraph)
    return found


def _is_note_number(word: Word, line: Line) -> bool:
    is_raised = word.height < _RAISED_HEIGHT * line.height and word.y - line.y > _RAISED_BY * line.height
    return is_raised and _NOTE_NUMBER.fullmatch(word.text) is not None


def _of_region(region: Region, height: float, leading: float, words: Counter[str]) -> list[Paragraph]:
    column = _column(region.lines, leading)
    found: list[Paragraph] = []
    for at, line in enumerate(region.lines):
        last = region.lines[at - 1] if at else None
        text = text_of(line)
        is_heading = all(word.height > _LARGER * height for word in line.words)
        if last is None or _begins(last, line, found[-1], column, is_heading=is_heading):
            found.append(Paragraph(text, line.height, region.page, is_indented=_is_indented(line, column)))
        else:
            paragraph = found[-1]
            paragraph.is_set_in = _is_indented(line, column) and (paragraph.lines == 1 or paragraph.is_set_in)
            paragraph.text = joined(paragraph.text, text, words)
            paragraph.lines += 1
        found[-1].ends_full = line.x1 > column.right - 0.08 * (column.right - column.left)
    for paragraph in found:
        paragraph.is_set_in = paragraph.is_set_in and paragraph.is_indented and not _ITEM.match(paragraph.text)
    return found


def _column(lines: Sequence[Line], leading: float = _LEADING) -> _Column:
    lefts: dict[int, float] = defaultdict(float)
    for line in lines:
        lefts[round(line.x0 / 2)] += line.x1 - line.x0
    widest = max(lefts.values())
    left = min(place for place, width in lefts.items() if width >= 0.3 * widest) * 2.0
    rights = [line.x1 for line in lines]
    right = quantiles(rights, n=10, method="inclusive")[-1] if len(rights) > 2 else max(rights)
    close = _close_distances(lines)
    return _Column(left, right, median(close) if len(close) >= _MIN_DISTANCES else leading)


def _close_distances(lines: Sequence[Line]) -> list[float]:
    """Return the distances, in heights, of the lines of one type that stand close under each other."""
    distances = [(a.y - b.y) / max(a.height, b.height) for a, b in pairwise(lines) if is_same_size(a.height, b.height)]
    return [distance for distance in distances if 0.7 < distance < 3.0]


def _is_indented(line: Line, column: _Column) -> bool:
    return _INDENT[0] * line.height < line.x0 - column.left < _INDENT[1] * line.height


def _begins(last: Line, line: Line, paragraph: Paragraph, column: _Column, *, is_heading: bool) -> bool:
    """Whether a line begins a paragraph and does not go on with the one before it."""
    height = max(last.height, line.height)
    if not is_same_size(last.height, line.height) and (is_heading or not _share_a_size(last, line)):
        return True
    usual = column.leading if height <= 1.3 * paragraph.height else 1.25
    wide = _WIDE_IN_HEADING if is_heading else _WIDE_SPACE
    if last.y - line.y > wide * max(usual, 1.0) * height or last.y < line.y:
        return True
    if is_heading:
        return False  # lines of a heading are set in the middle, or break where its sense does
    if _ITEM.match(line.text) and not _is_hanging_year(line.text):
        return not paragraph.text.endswith("-")
    moved = line.x0 - last.x0
    if (abs(moved) < _INDENT[0] * height and paragraph.lines > 1) or paragraph.is_indented:
        column = _within(column, last)
    if _INDENT[0] * height < moved < _INDENT[1] * height:
        is_hanging = paragraph.lines == 1 and (
            _ITEM.match(paragraph.text) is not None or _would_fit(last, line, column)
        )
        return not is_hanging or _ends_early(last, line, column)
    if moved < -_INDENT[0] * height and paragraph.lines > 1 and last.x0 - column.left > _INDENT[0] * height:
        return True  # out of a passage that is set in
    return _ends_early(last, line, column)


def _within(column: _Column, line: Line) -> _Column:
    """Return the column of a passage that is set in on the left, and may be on the right as much."""
    indent = line.x0 - column.left
    if not _INDENT[0] * line.height < indent < _INDENT[1] * line.height:
        return column
    return replace(column, left=line.x0, right=column.right - indent)


def _share_a_size(one: Line, other: Line) -> bool:
    """Whether words of two lines have one height: that of a line is one word's, and accents and brackets vary it."""
    return any(is_same_size(a.height, b.height) for a in one.words for b in other.words)


def _is_hanging_year(text: str) -> bool:
    """A sentence may end with a number that stands at the beginning of a line: "in / 12. Then"."""
    return re.match(r"\d{1,3}\.(?:\s+[a-z]|$)", text) is not None


def _would_fit(last: Line, line: Line, column: _Column) -> bool:
    """Whether the first word of a line had still found room at the end of the line before it."""
    first = line.words[0]
    return last.x1 + 0.5 * last.height + (first.x1 - first.x0) < column.right - 0.1 * last.height


def _ends_early(last: Line, line: Line, column: _Column) -> bool:
    """Whether a line ends before it is full: the paragraph's last. A little room counts behind a full stop alone."""
    if not _would_fit(last, line, column) or last.words[-1].text.endswith(LINE_HYPHENS):
        return False
    is_short = last.x1 < column.left + _EARLY * (column.right - column.left)
    return is_short or _ENDED.search(text_of(last)) is not None


def _uses_indents(regions: Sequence[Region]) -> bool:
    """Whether the document sets the first lines of its paragraphs in."""
    columns = [(region.lines, _column(region.lines)) for region in regions if len(region.lines) > 5]
    lines = [(line, column) for printed, column in columns for line in printed]
    if not lines:
        return False
    indented = sum(_is_indented(line, column) and line.words[0].text[0].isupper() for line, column in lines)
    return indented >= max(2, len(lines) / 40)


def _goes_on(last: Paragraph, paragraph: Paragraph, *, uses_indents: bool) -> bool:
    """Whether a paragraph at the top of a column or page is the rest of the one before it."""
    if not is_same_size(last.height, paragraph.height) or _ITEM.match(paragraph.text):
        return False
    if last.text.endswith(LINE_HYPHENS) or paragraph.text[0].islower():
        return True
    if not _ENDED.search(last.text):
        return last.ends_full
    return uses_indents and last.ends_full and not paragraph.is_indented and last.lines > 1
