"""What the words of a text are, a letter each, looked up together: as words of time, and by their class."""

from __future__ import annotations

from collections.abc import Sequence

from flows.extract.memo import Memo
from flows.extract.time_words import time_class
from flows.extract.word_classes import word_class

_letters: Memo[str, str] = Memo(lambda word: time_class(word) + word_class(word))


def letters_of(words: Sequence[str]) -> tuple[str, str]:
    """Return one letter a word as ``time_words`` has them, and one a word as ``grammar`` has them."""
    both = "".join(map(_letters.__getitem__, words))
    return both[::2], both[1::2]
