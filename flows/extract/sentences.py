"""Where sentences end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.extract.lexicon import words_of
from flows.model import Span

# A run of stops with the marks and brackets that close behind it, and the notes that it points to. Possessive, so that
# a line of dots costs its length.
_STOP = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*+[”’\"')\]»]*+(?:\[\d{1,3}\]|[⁰¹²³⁴-⁹])*(?=\s++(.))", re.DOTALL)
_LAST_WORD = re.compile(r"(?:^|[\s(“‘\"'\[—–-])((?:\w+\.)*\w+)$")
_NEXT_WORD = re.compile(r"\s*[“‘\"'(\[«„]*(\w+)")
_CITATION_AND_STOP = re.compile(r"\s+\([^()\n]{1,300}\)\.(?!\w)")
_WORD = re.compile(r"[\w’'-]+|[.!?;:“\"(]")

_WORDS_TO_CUE = 6
_REACH = 40  # characters that are looked at before a stop: longer words are no abbreviations


def sentence_spans(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """Cut paragraphs into sentences."""
    found: list[Span] = []
    for start, end in paragraphs:
        begin = start
        for stop in _STOP.finditer(text, start, end):
            if stop.start() < begin or not _ends_sentence(text, begin, stop):
                continue
            cut = stop.end()
            if citation := _CITATION_AND_STOP.match(text, cut, end):
                cut = citation.end()
            found.append((begin, cut))
            begin = cut
            while begin < end and text[begin].isspace():
                begin += 1
        if begin < end:
            found.append((begin, end))
    return found


def _ends_sentence(text: str, begin: int, stop: re.Match[str]) -> bool:
    following = stop.group(1)
    if following.islower():
        return False
    closed = stop.end() - stop.start() > 1
    if text[stop.start()] == "." and not text.startswith("..", stop.start()):
        return not _is_abbreviation(text, begin, stop)
    return not (closed and _cue_follows(text, stop.end()))


def _is_abbreviation(text: str, begin: int, stop: re.Match[str]) -> bool:
    last = _LAST_WORD.search(text, max(begin - 1, stop.start() - _REACH, 0), stop.start())
    if last is None:
        return False
    word = last.group(1)
    following = _NEXT_WORD.match(text, stop.end())
    if word in words_of("abbreviations.txt"):
        return True
    if len(word) == 1:
        return word.isupper() and word != "I"
    if ("." in word and len(word) <= 2 * word.count(".") + 1) or word in words_of("abbreviations_final.txt"):
        return following is not None and following.group(1) not in words_of("sentence_openers.txt")
    return False


def _cue_follows(text: str, offset: int) -> bool:
    """Whether what stands after a quoted question or exclamation is its cue: "Why?" the minister asked."""
    for count, word in enumerate(_WORD.findall(text, offset, offset + 120)):
        if word in words_of("question_cues.txt"):
            return True
        if count == _WORDS_TO_CUE or not word[0].isalnum():
            break
    return False
