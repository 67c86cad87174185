"""Footnotes: smaller lines at the foot of a column that begin with a note's number are taken out of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from flows.ingest.pdf.columns import Line, Region
from flows.ingest.pdf.hyphens import joined
from flows.ingest.pdf.paragraphs import text_of

_SMALLER = 0.93  # of the text's height
_MARKER = re.compile(r"(?:\[?(?P<n>\d{1,3})[\].]?\s*(?=\D)|(?P<sign>[*†‡§])\s*)(?P<text>\S.*)", re.DOTALL)
_MAX_LINES = 60


def without_notes(regions: Sequence[Region], height: float, words: Counter[str]) -> tuple[list[Region], list[str]]:
    """Return the regions without their footnotes, and the notes in order: "[3] Text"."""
    kept: list[Region] = []
    notes: list[str] = []
    for region in regions:
        count = _note_lines(region.lines, height, has_notes=bool(notes))
        cut = len(region.lines) - count
        for line in region.lines[cut:]:
            note = _opened_note(line)
            if note is None and notes:
                notes[-1] = joined(notes[-1], text_of(line), words)
            else:
                notes.append(note or text_of(line))
        if cut:
            kept.append(Region(region.page, region.lines[:cut]))
    return kept, notes


def _note_lines(lines: Sequence[Line], height: float, *, has_notes: bool) -> int:
    """Return how many lines at the foot of a column are notes, those that a page cut among them."""
    count = 0
    first_marker = 0
    for line in list(reversed(lines))[:_MAX_LINES]:
        if line.height > _SMALLER * height:
            break
        count += 1
        if _opened_note(line) is not None:
            first_marker = count
    return count if has_notes and first_marker and count - first_marker <= 4 else first_marker


def _opened_note(line: Line) -> str | None:
    first = line.words[0]
    text = text_of(line)
    if first.text.isdigit() and len(first.text) <= 3 and len(line.words) > 1 and first.height < line.height * 0.84:
        return f"[{first.text}] {text[len(first.text) :].strip()}"
    match = _MARKER.match(text)
    if match is None:
        return None
    return f"[{match['n']}] {match['text']}" if match["n"] else f"{match['sign']} {match['text']}"
