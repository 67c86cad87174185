"""Initials: a large letter that hangs down beside the first lines of a text is the first letter of its first word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.ingest.pdf.glyphs import LARGER
from flows.ingest.pdf.words import Word

_NEAR = 1.5  # heights between the letter and the lines beside it
_WINDOW = 60  # words drawn before and after it among which its lines are sought
_WORDS = frozenset("AIO")  # letters that are words: the word beside one is whole where the page has it elsewhere


def with_initials(words: Sequence[Word]) -> list[Word]:
    """Return the words of a page, initials joined to theirs; the lines beside one begin where it stands."""
    found = list(words)
    for at, initial in enumerate(words):
        if len(initial.text) != 1 or not initial.text.isupper():
            continue
        beside = [
            other
            for other in range(max(0, at - _WINDOW), min(len(words), at + _WINDOW))
            if _stands_beside(initial, words[other])
        ]
        lines = {round(words[other].y): other for other in sorted(beside, key=lambda other: -words[other].x0)}
        if not lines or not words[first := lines[max(lines)]].text[0].isalpha():
            continue
        for other in lines.values():
            found[other] = replace(words[other], x0=initial.x0)
        text = words[first].text
        is_word = initial.text in _WORDS and any(word.text == text for word in words if word is not words[first])
        found[first] = replace(found[first], text=f"{initial.text} {text}" if is_word else initial.text + text)
        found[at] = replace(initial, text="")
    return [word for word in found if word.text]


def _stands_beside(initial: Word, word: Word) -> bool:
    return (
        initial.height >= LARGER * word.height
        and (initial.x0 + initial.x1) / 2 < word.x0 < initial.x1 + _NEAR * word.height
        and initial.y - 0.3 * word.height < word.y < initial.y + initial.height
    )
