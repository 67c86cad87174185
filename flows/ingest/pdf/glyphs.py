"""The characters of a PDF's page, by number: what they are, where they stand, and which of them make a word."""

from __future__ import annotations

import math
from collections.abc import Iterator
from ctypes import byref, c_double
from itertools import pairwise
from typing import Any

_LINE_HYPHENS = "\u0002\ufffe"  # how the library marks the hyphen at which a line ends; the line break itself is lost
_NOTE_SIGNS = "0123456789*†‡§"
_RAISED = 0.9  # the height of a note's number against that of the word it stands behind
_MAX_NOTE_DIGITS = 3
_GAP = 0.17  # of the height: letters farther apart are two words where the file draws no space
_NO_GAP = 0.02  # of the height: letters nearer than that are one word, though the file draws a space between them
LARGER = 1.8  # times the height of the text: a large first letter, that another line's word may stand close to
_ODD = 2.0  # times: the size of a type and the place of its letters never differ by more
# Fonts of TeX that are pictures of letters do not say which ones: the codes of its two encodings do not collide here.
_TEX = dict(zip(range(0x0B, 0x10), "ﬀﬁﬂﬃﬄ", strict=True)) | dict(zip(range(0x1B, 0x20), "ﬀﬁﬂﬃﬄ", strict=True))
_TEX |= dict(zip(range(0x10, 0x17), "“”„«»–—", strict=True))
_TEX_BULLETS = (0x0F, 0x88)  # of its symbols; the first is a ligature among the letters

Box = tuple[float, float, float, float]
"""Left, right, bottom, top."""


class Glyphs:
    """The characters of a page."""

    def __init__(self, text_page: Any, count: int) -> None:
        from pypdfium2 import raw

        self._raw, self._handle = raw, text_page.raw
        self._rectangle, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()  # filled again and again
        text = text_page.get_text_range() if count else ""
        if len(text) != count:  # the library leaves characters out, or writes them as two
            text = "".join(_character(raw.FPDFText_GetUnicode(self._handle, at)) for at in range(count))
        self._text = self._without_codes(text)

    def words(self) -> Iterator[tuple[int, int]]:
        """Give the first character of each word and the one behind its last."""
        start = end = -1
        for at, stop in self._spans():
            if end >= 0 and not self._is_kerned_space(end, at):
                yield from self._pieces(start, end)
                start = -1
            start, end = (at if start < 0 else start), stop
        if end >= 0:
            yield from self._pieces(start, end)

    def text(self, start: int, end: int) -> str:
        """Return the text of a word."""
        return self._text[start:end].replace(" ", "")

    def without_note(self, start: int, end: int) -> int:
        """Return where a word ends before the raised number or sign of a note that stands behind it."""
        text = self._text[start:end]
        digits = len(text) - len(text.rstrip(_NOTE_SIGNS))
        if not 0 < digits <= _MAX_NOTE_DIGITS or digits == len(text):
            return end
        is_raised = self.height(end - 1) < _RAISED * self.height(start)
        return end - digits if is_raised else end

    def height(self, at: int) -> float:
        """Return the size of a character's type on the page; by the place that it takes, where the file is odd."""
        box = self.box(at)
        taken = abs(box[3] - box[2]) if box else 0.0
        matrix = self._matrix
        if not self._raw.FPDFText_GetMatrix(self._handle, at, byref(matrix)):
            return taken
        stated = self._raw.FPDFText_GetFontSize(self._handle, at) * math.hypot(matrix.c, matrix.d)
        return stated if taken / _ODD < stated < taken * _ODD else taken

    def origin(self, at: int) -> tuple[float, float] | None:
        """Return where a character stands on its baseline."""
        x, y = c_double(), c_double()
        found = self._raw.FPDFText_GetCharOrigin(self._handle, at, byref(x), byref(y))
        return (x.value, y.value) if found and math.isfinite(x.value + y.value) else None

    def box(self, at: int) -> Box | None:
        """Return the place that a character takes."""
        rectangle = self._rectangle
        if not self._raw.FPDFText_GetLooseCharBox(self._handle, at, byref(rectangle)):
            return None
        left, right, bottom, top = rectangle.left, rectangle.right, rectangle.bottom, rectangle.top
        return (left, right, bottom, top) if math.isfinite(left + right + bottom + top) else None

    def _spans(self) -> Iterator[tuple[int, int]]:
        start = -1
        for at, character in enumerate(self._text):
            if character.isspace() or character == "\x00":
                if start >= 0:
                    yield start, at
                start = -1
            elif character in _LINE_HYPHENS:
                yield (start if start >= 0 else at), at + 1
                start = -1
            elif start < 0:
                start = at
        if start >= 0:
            yield start, len(self._text)

    def _is_kerned_space(self, end: int, start: int) -> bool:
        """Whether the space between two letters is drawn and taken back: some programs move letters together by it."""
        if start != end + 1 or self._text[end] != " ":
            return False
        one, other = self.box(end - 1), self.box(start)
        if one is None or other is None:
            return False
        height = one[3] - one[2]
        return abs(one[2] - other[2]) < _NO_GAP * height and -0.5 * height < other[0] - one[1] < _NO_GAP * height

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Give the words that stand between two characters: some programs move on and draw no space.

        A word whose letters nearly all stand apart is spaced out, and one word.
        """
        boxes = [self.box(at) for at in range(start, end)]
        cuts = [
            start + at
            for at, (one, other) in enumerate(pairwise(boxes), 1)
            if one and other and other[0] - one[1] > _GAP * (one[3] - one[2])
        ]
        if 2 * len(cuts) >= end - start - 1:
            cuts = []
        if not cuts and len(boxes) > 1 and _is_larger(boxes[0], boxes[1]):
            cuts = [start + 1]
        yield from pairwise((start, *cuts, end))

    def _without_codes(self, text: str) -> str:
        """Return a text with the ligatures and marks in it that its font does not explain."""
        found = list(text)
        for at, character in enumerate(text):
            code = ord(character)
            if (code not in _TEX and code not in _TEX_BULLETS) or not self._is_unmapped(at):
                continue
            is_alone = not text[max(at - 1, 0) : at].strip() and not text[at + 1 : at + 2].strip()
            found[at] = "•" if is_alone and code in _TEX_BULLETS else _TEX.get(code, character)
        return "".join(found)

    def _is_unmapped(self, at: int) -> bool:
        return bool(self._raw.FPDFText_HasUnicodeMapError(self._handle, at) == 1)


def _is_larger(one: Box | None, other: Box | None) -> bool:
    return one is not None and other is not None and one[3] - one[2] >= LARGER * (other[3] - other[2])


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" if code else "\x00"
