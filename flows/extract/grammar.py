"""Word classes: every token gets one letter, so that clauses can be read off one string.

N noun, P name, O pronoun, D determiner, J adjective, R adverb, M number, t time word; V finite verb, B base form,
G -ing form, E participle, X auxiliary, Z pronoun with its auxiliary, K "not"; I preposition, T "to", H "that",
S subordinator, W question word, w "who", C coordinator; q and Q opening and closing mark; . the end of a sentence, i
one inside marks, x a stop that ends none, and the other punctuation marks as themselves (- for every dash).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, cached_property

from flows.extract.analysis import Analysis
from flows.extract.lexicon import words_of
from flows.extract.marks import Marked
from flows.extract.person_words import people
from flows.extract.word_classes import CAPITAL_MONTHS, dictionary
from flows.model import Span

_BE_HAVE = frozenset(
    "is are was were be been being am has have had having isn’t wasn’t aren’t weren’t hasn’t haven’t hadn’t".split()
)


_MARGIN = 4


@dataclass(frozen=True)
class Sheet:
    """The tokens of a text with their classes, outer sentences and outer marked stretches, all as token indices.

    Behind the last token stands a margin of empty words with the class of a stop, which an index of -1 meets too: the
    text begins and ends as a sentence does, and a look beside a token needs no bound.
    """

    analysis: Analysis
    words: list[str]
    starts: list[int]
    ends: list[int]
    classes: str
    marks: list[Marked]
    marked: list[Span]  # of each outer stretch: its opening mark, and one past its closing mark
    sentences: list[Span]  # quotations are not cut

    @cached_property
    def lower(self) -> list[str]:
        """The words in lower case."""
        return list(map(str.lower, self.words))

    @cached_property
    def inside(self) -> list[int]:
        """For every token the outer marked stretch that holds it (its marks included), or -1."""
        held = [-1] * len(self.words)  # the margin is in none
        for number, (first, last) in enumerate(self.marked):
            held[first:last] = [number] * (last - first)
        return held

    @cached_property
    def mark_starts(self) -> list[int]:
        """Where the outer marked stretches begin, in characters."""
        return [mark.start for mark in self.marks]

    @cached_property
    def closings(self) -> frozenset[int]:
        """Where marked stretches are closed, the inner ones too, in characters."""
        return frozenset(mark.closed for mark in self.analysis.marks)

    @cached_property
    def sentence_firsts(self) -> list[int]:
        """The first token of every outer sentence."""
        return [first for first, _ in self.sentences]

    def sentence_at(self, token: int) -> Span:
        """Return the outer sentence of a token."""
        at = bisect_right(self.sentence_firsts, token) - 1
        return self.sentences[at] if at >= 0 else (0, 0)

    def span(self, first: int, last: int) -> Span:
        """Return the characters of the tokens ``first`` to ``last - 1``."""
        return self.starts[first], self.ends[last - 1]


def read_grammar(analysis: Analysis) -> Sheet:
    """Give every token its class."""
    tokens = analysis.tokens
    letters = list(analysis.letters[1])
    outer = _outer(analysis.marks)
    marked = [_token_range(tokens.starts, mark) for mark in outer]
    for mark, (first, last) in zip(outer, marked, strict=True):
        letters[first] = "q"
        if mark.closed > mark.end:
            letters[last - 1] = "Q"
    sentences = _outer_sentences(analysis, letters, marked)
    _read_openings(tokens.words, letters, sentences, marked)
    _tell_noun_from_verb(tokens.words, letters)
    _tell_past_from_participle(tokens.words, letters)
    words, classes = [*tokens.words, *[""] * _MARGIN], "".join(letters) + "." * _MARGIN
    return Sheet(analysis, words, tokens.starts, tokens.ends, classes, outer, marked, sentences)


def _outer(marks: list[Marked]) -> list[Marked]:
    outer: list[Marked] = []
    for mark in marks:
        if not outer or mark.opened >= outer[-1].closed:
            outer.append(mark)
    return outer


def _token_range(starts: list[int], mark: Marked) -> Span:
    first = bisect_left(starts, mark.opened)
    return first, max(first + 1, bisect_left(starts, mark.closed))


def _outer_sentences(analysis: Analysis, letters: list[str], marked: list[Span]) -> list[Span]:
    """Mark the stops, and return the sentences with those inside one quotation put together."""
    starts = analysis.tokens.starts
    firsts = [first for first, _ in marked]
    found: list[Span] = []
    begin = 0
    paragraph_ends = {end for _, end in analysis.paragraphs}
    for _, end in analysis.sentences:
        last = bisect_left(starts, end) - 1
        if last < begin:
            continue
        at = bisect_right(firsts, last) - 1
        is_inner = at >= 0 and last < marked[at][1] - 1 and end not in paragraph_ends
        noted = stop = _before_notes(letters, begin, last)
        while stop > begin and letters[stop] in "Q)(":
            stop -= 1
        if letters[stop] == "x":
            letters[stop] = "i" if is_inner or stop != noted else "."
        if not is_inner:
            found.append((begin, last + 1))
            begin = last + 1
    if begin < len(letters):
        found.append((begin, len(letters)))
    return found


def _before_notes(letters: list[str], begin: int, last: int) -> int:
    """The last token of a sentence before the notes that it points to: It was so.[4]"""
    while last - 3 > begin and letters[last - 2 : last + 1] == ["(", "M", ")"] and letters[last - 3] in "xQi)":
        last -= 3
    return last


def _read_openings(words: list[str], letters: list[str], sentences: list[Span], marked: list[Span]) -> None:
    """A capital says nothing at the beginning of a sentence: ask the dictionary there."""
    openings = [first for first, _ in sentences] + [first + 1 for first, _ in marked]
    openings += [at + 1 for at, letter in enumerate(letters) if letter == "i"]
    for at in openings:
        if at < len(letters) and (letters[at] == "P" or words[at] in CAPITAL_MONTHS):
            letter = dictionary().get(words[at].lower())
            if letter is not None and not words[at].isupper():
                letters[at] = letter


# What _tell_noun_from_verb can change, by the classes before: those of B, V, J and M may have become N by then.
_MAY_BE_EITHER = re.compile(r"(?<=[DJMT])[BV]|(?<=[TX])N|(?<=[DNJPtBVMXS])J|M")

# What counts people, and speaks for them without a noun: some say, several reported.
QUANTIFIERS = frozenset("some several many most both others few neither none all each one another half".split())


def _tell_noun_from_verb(words: list[str], letters: list[str]) -> None:
    """A form that may be noun or verb (poll, vote, returns): articles, adjectives, "to" and auxiliaries decide."""
    for found in _MAY_BE_EITHER.finditer("".join(letters)):
        at, letter = found.start(), found.group()
        before = letters[at - 1] if at else "."
        if before == "D" and words[at - 1].lower() in QUANTIFIERS and letters[at + 1 : at + 2] in (["O"], ["H"], ["Z"]):
            continue  # some say they, many say that
        if before in "DJ" and (letter == "B" or (letter == "V" and words[at].endswith("s"))):
            letters[at] = "N"
        elif (
            letter == "B"
            and at > 1
            and ((before == "M" and letters[at - 2] == "D") or (before == "T" and words[at - 2].lower() == "according"))
        ):
            letters[at] = "N"  # a 2013 study, according to poll
        elif letter == "N" and before in "TX" and words[at] in _base_forms():
            letters[at] = "B"
        elif letter == "J" and before in "XS" and words[at] in ("long", "first"):
            letters[at] = "R"  # has long said, as first reported
        elif letter == "J" and before == "D" and words[at + 1 : at + 2] == ["of"]:
            letters[at] = "N"  # the average of the polls
        elif letter == "J" and before in "DNJPt" and _is_head(words[at]) and letters[at + 1 : at + 2] not in _INSIDE:
            letters[at] = "N"  # the chief executive, a special representative, an editorial
        elif letter == "M" and words[at].endswith("-old") and letters[at + 1 : at + 2] not in _INSIDE:
            letters[at] = "N"  # the 46-year-old


def _is_head(word: str) -> bool:
    """Whether what is an adjective elsewhere can be who or what speaks."""
    return word in people() or word in words_of("document_nouns.txt")


_INSIDE = (["N"], ["P"], ["J"], ["C"])


@cache
def _base_forms() -> frozenset[str]:
    """Words whose -ed or -ing form the dictionary knows as a verb, so that they can be verbs too."""
    verbs = {word for word, letter in dictionary().items() if letter in "VG"}
    return frozenset(
        word
        for word, letter in dictionary().items()
        if letter == "N" and (word + "ed" in verbs or word + "ing" in verbs or word.removesuffix("e") + "ing" in verbs)
    )


def _tell_past_from_participle(words: list[str], letters: list[str]) -> None:
    """A form that may be past or participle (said, noted): the words around it decide."""
    last = len(letters) - 1
    for at in [at for at, letter in enumerate(letters) if letter == "V"]:
        back = at - 1
        while back >= 0 and letters[back] in "RK":
            back -= 1
        before = letters[back] if back >= 0 else "."
        after = letters[at + 1] if at < last else "."
        if before == "D" and words[back].lower() == "those":
            letters[at] = "N"  # those surveyed
            continue
        is_participle = (
            (before in "XZ" and words[back].lower() in _BE_HAVE)
            or (before in "DJIMVB" and after in "NPJ")
            or (after == "I" and words[at + 1].lower() == "by")
            or (after in "TI" and words[at] == "compared")  # compared to, compared with
        )
        if is_participle and words[at].endswith(("ed", "en", "wn", "id", "ld", "ut", "ng", "ne", "rn", "nt", "de")):
            letters[at] = "E"
