"""A pattern found in a text: what its resolver may look at, and where it may cut the span."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.extract.analysis import Analysis
from flows.extract.time_words import CLASSES, stem, value_of
from flows.extract.timex_values import TimeLine

FUTURE = re.compile(
    r"\b(?:will|won’t|won't|’ll|shall|is to|are to|to be|due|scheduled|plans?|planning|(?<!had been )planned|expected|"
    r"expects|going to|upcoming|intends?|slated|set to|hopes? to|should be|must be)\b"
)

_CLASS_OF = {letter: name for name, letter in CLASSES.items()}


@dataclass(slots=True)
class Found:
    """A pattern found in a text: what its resolver may look at, and where it may cut the span."""

    match: re.Match[str]  # over letters: offsets are tokens
    letters: str
    words: list[str]
    text: str
    starts: list[int]
    ends: list[int]
    line: TimeLine
    analysis: Analysis
    is_cited: bool = False
    first: int = 0  # token with which the expression begins
    end: int | None = None  # end offset, where it is not that of the last token

    def has(self, group: str) -> bool:
        """Whether the group took part in the match."""
        return self.match.start(group) >= 0

    def word(self, group: str) -> str:
        """Return the last word of a group, without a possessive ending; "" where the group is absent."""
        end = self.match.end(group)
        return stem(self.words[end - 1]) if self.match.start(group) >= 0 and end > 0 else ""

    def group(self, group: str) -> list[str]:
        """Return the words of a group."""
        start, end = self.match.span(group)
        return self.words[start:end] if start >= 0 else []

    def kind(self, group: str) -> str:
        """Return the class of the first word of a group; "" where the group is absent."""
        at = self.match.start(group)
        return class_of(self.letters[at]) if at >= 0 else ""

    @property
    def which(self) -> str:
        """The class of the word that says which one: last, next, this, that, same."""
        return self.kind("which") if "which" in self.match.re.groupindex else ""

    @property
    def before(self) -> str:
        """The word before the expression."""
        return self.words[self.first - 1] if self.first > 0 else ""

    def words_before(self, count: int) -> str:
        """Return the word so many words before the expression."""
        return self.words[self.first - count] if self.first >= count else ""

    @property
    def is_dated_sentence(self) -> bool:
        """Whether the sentence has already named a date."""
        last = self.line.last
        return last is not None and last.offset >= self.analysis.sentence_of(self.starts[self.first])[0]

    @property
    def after(self) -> str:
        """The word behind the expression."""
        at = self.match.end()
        return self.words[at] if at < len(self.words) else ""

    @property
    def is_future(self) -> bool:
        """Whether the words before it in its sentence speak of what is to come."""
        start = self.starts[self.first]
        first, last = self.analysis.sentence_of(start)
        return bool(FUTURE.search(self.text, max(first, start - 90), min(last, start + 40)))

    def skip(self, tokens: int) -> None:
        """Leave so many tokens out at the beginning."""
        self.first += tokens


def class_of(letter: str) -> str:
    """Return the class that a letter stands for; "" for a word of no class."""
    return _CLASS_OF.get(letter, "")


def ordinal(word: str) -> int:
    """Return the number of "20th" or "third"; 0 for "last"."""
    digits = word.rstrip("sndrthSNDRTH")
    number = digits if digits.isdecimal() else value_of(word)
    return int(number) if number.isdecimal() else 0
