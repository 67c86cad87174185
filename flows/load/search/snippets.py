"""A stretch of the text around what was found, the words that were asked for between marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

BEFORE, AFTER = "**", "**"
_WIDTH = 160
_LEAD = 50
_WORD = re.compile(r"[^\W_]+")


def snippet(text: str, words: Collection[str]) -> str:
    """Return up to 160 characters from where most of the words first stand close to each other."""
    found = [match.span() for match in _WORD.finditer(text) if _folded(match.group()) in words]
    if not found:
        return _tidy(text[:_WIDTH]) + ("…" if len(text) > _WIDTH else "")
    best = max(
        range(len(found)),
        key=lambda at: (
            sum(found[at][0] <= start < found[at][0] + _WIDTH - _LEAD for start, _ in found[at : at + 20]),
            -at,
        ),
    )
    start = max(0, found[best][0] - _LEAD)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    stop = min(len(text), start + _WIDTH)
    stop = text.find(" ", stop) if 0 <= text.find(" ", stop) < stop + 30 else stop
    parts, at = [], start
    for first, last in _joined((span for span in found if start <= span[0] and span[1] <= stop), text):
        parts += [text[at:first], BEFORE, text[first:last], AFTER]
        at = last
    parts.append(text[at:stop])
    return ("…" if start else "") + _tidy("".join(parts)) + ("…" if stop < len(text) else "")


def _joined(spans: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Return the spans, those with nothing but spaces between them as one."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and text[joined[-1][1] : first].isspace():
            first = joined.pop()[0]  # noqa: PLW2901
        joined.append((first, last))
    return joined


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))


def _tidy(text: str) -> str:
    return " ".join(text.split())
