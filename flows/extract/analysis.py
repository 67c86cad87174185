"""The shared pass over a text: paragraphs, sentences and tokens, computed once and read by every extractor."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from flows.extract.marks import Marked, pair_marks
from flows.extract.sentences import sentence_spans
from flows.extract.word_letters import letters_of
from flows.model import Span

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
# It begins with one set of characters, to which the engine can jump; which one it was is asked by looking back.
# Ordinary words stand first, because most tokens are. Initials and "U.S." are one word with their stops, and so are
# numbers with theirs: 24,000 and 3.5.
_TOKEN = re.compile(
    r"(\S(?:(?<=[^\W\d])[^\W\d]\w*+(?:[’'\-]\w+)*|(?<=\W)|(?<=[^\W\d_])(?:\.[^\W\d_])+\b\.?|"
    r"(?<=\d)\d*(?:[.,]\d+)+|(?<=\w)\w*(?:[’'\-]\w+)*))"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text in parallel lists: offsets, and the words as printed."""

    starts: list[int]
    ends: list[int]
    words: list[str]

    def at(self, offset: int) -> int:
        """Return the index of the last token that starts at or before the offset; -1 before the first."""
        return bisect_right(self.starts, offset) - 1


@dataclass(frozen=True)
class Analysis:
    """A text cut up. Offsets count characters of ``text``; nothing before ``body_start`` is in any list."""

    text: str
    body_start: int = 0
    paragraphs: list[Span] = field(default_factory=list)

    @cached_property
    def sentences(self) -> list[Span]:
        """Sentences in order, those inside quotations too; none crosses a paragraph.

        A sentence goes on after the stop of an abbreviation, and after a quoted question or exclamation whose cue
        follows; a citation between two stops belongs to the sentence before it.
        """
        return sentence_spans(self.text, self.paragraphs)

    @cached_property
    def marks(self) -> list[Marked]:
        """Stretches between quotation marks, in order of their beginning."""
        return pair_marks(self.text, self.paragraphs)

    @cached_property
    def tokens(self) -> Tokens:
        """Words and single punctuation marks of the body."""
        pieces = _TOKEN.split(self.text[self.body_start :])  # a gap, a token, a gap, ...: no step a token in Python
        ends = list(accumulate(map(len, pieces), initial=self.body_start))
        return Tokens(ends[1:-1:2], ends[2:-1:2], pieces[1::2])

    @cached_property
    def letters(self) -> tuple[str, str]:
        """One letter a token: which word of time it is, and which class of word (``word_letters``)."""
        return letters_of(self.tokens.words)

    def paragraph_of(self, offset: int) -> int:
        """Return the number, from 1, of the paragraph that holds the offset (or ends last before it)."""
        return bisect_right(self._paragraph_starts, offset) or 1

    def sentence_of(self, offset: int) -> Span:
        """Return the sentence that holds the offset, or the last one before it; (0, 0) in an empty text."""
        at = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[at] if at >= 0 else (0, 0)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]


def analyse(text: str, body_start: int = 0) -> Analysis:
    """Cut a text into paragraphs (blank lines between them); sentences and tokens follow when asked for."""
    return Analysis(text, body_start, _paragraph_spans(text, body_start))


def _paragraph_spans(text: str, body_start: int) -> list[Span]:
    spans: list[Span] = []
    begin = body_start
    for gap in _BREAK.finditer(text, body_start):
        _add_trimmed(text, begin, gap.start(), spans)
        begin = gap.end()
    _add_trimmed(text, begin, len(text), spans)
    return spans


def _add_trimmed(text: str, start: int, end: int, spans: list[Span]) -> None:
    piece = text[start:end]
    if stripped := piece.strip():
        start += piece.index(stripped[0])
        spans.append((start, start + len(stripped)))
