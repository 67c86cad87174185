"""The shared pass over a text: paragraphs, sentences and tokens, computed once and read by every extractor."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from flows.model import Span

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_TOKEN = re.compile(r"\w+(?:[’'\-]\w+)*|[^\w\s]")
# Words whose full stop does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“‘\"'\[])(?:[A-Z]|[A-Z](?:\.[A-Z])+|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|St|Jr|Sr|No|Nos|Vol|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|vs|etc|a\.k\.a|i\.e|e\.g|p|pp|approx|cf|al|Inc|Ltd|Co|Corp|Bros)$"
)
_END = re.compile(r"[.!?…]+[”’\"')\]»]*(?=\s+[“‘\"'(\[«„]?[\w\[(“‘\"«„])")


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
        """Sentences in order; none crosses a paragraph."""
        found: list[Span] = []
        for start, end in self.paragraphs:
            begin = start
            for stop in _END.finditer(self.text, start, end):
                if stop.group()[0] == "." and _ABBREVIATION.search(self.text, max(begin, stop.start() - 12), stop.start()):
                    continue
                found.append((begin, stop.end()))
                begin = stop.end()
                while begin < end and self.text[begin].isspace():
                    begin += 1
            if begin < end:
                found.append((begin, end))
        return found

    @cached_property
    def tokens(self) -> Tokens:
        """Words and single punctuation marks of the body."""
        starts, ends, words = [], [], []
        for match in _TOKEN.finditer(self.text, self.body_start):
            starts.append(match.start())
            ends.append(match.end())
            words.append(match.group())
        return Tokens(starts, ends, words)

    def paragraph_of(self, offset: int) -> int:
        """Return the number, from 1, of the paragraph that holds the offset (or ends last before it)."""
        return max(1, bisect_right(self._paragraph_starts, offset))

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
    return Analysis(text, body_start, [_trimmed(text, m.span()) for m in _PARAGRAPH.finditer(text, body_start)])


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
