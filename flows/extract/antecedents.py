"""Whom a pronoun stands for: the nearest sentence before it whose speaker or subject can be meant."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.extract.grammar import Sheet
from flows.extract.person_words import people
from flows.extract.phrases import MAIN_CLAUSE, NOUN_PHRASE
from flows.model import Mention, Span

HE = frozenset("he his him himself he’s he's he’d he'd he’ll he'll".split())
SHE = frozenset("she her hers herself she’s she's she’d she'd she’ll she'll".split())
_PARAGRAPHS_BACK = 2
_SENTENCES_BACK = 12
_ONE = frozenset("a an one the another his her their its".split())
_OPENING = 40  # tokens in which the subject of a sentence is looked for


class Somebody(NamedTuple):
    """Who is spoken of: a mention, or the words for somebody without a name."""

    mention: Mention | None
    words: Span


class Antecedents:
    """Finds what the pronouns of one text stand for."""

    def __init__(self, sheet: Sheet, mentions: Sequence[Mention]) -> None:
        self._sheet = sheet
        self._persons = [m for m in mentions if m.type == "person"]
        self._starts = [m.start for m in self._persons]
        self._bodies = {m.start: m for m in mentions if m.type == "org"}
        self._genders = {m.name: m.gender for m in self._persons if m.gender}

    def gender_of(self, name: str | None) -> str | None:
        """Return the gender of a person of the text, where it is known."""
        return self._genders.get(name or "")

    def sentences_before(self, offset: int) -> Iterator[Span]:
        """Yield the sentences that a pronoun can look back to, as tokens, beginning with its own up to it."""
        sheet, analysis = self._sheet, self._sheet.analysis
        token = analysis.tokens.at(offset)
        paragraph = analysis.paragraph_of(offset)
        floor = analysis.paragraphs[max(0, paragraph - 1 - _PARAGRAPHS_BACK)][0] if analysis.paragraphs else 0
        at = bisect_right(sheet.sentence_firsts, token) - 1
        yield sheet.sentence_firsts[at], token
        for number in range(at - 1, max(-1, at - 1 - _SENTENCES_BACK), -1):
            first, last = sheet.sentences[number]
            if sheet.starts[first] < floor:
                return
            yield first, last

    def person_in(self, first: int, last: int, gender: str) -> Somebody | None:
        """Return whom a sentence is about, if somebody of that gender: the first person, or the subject."""
        if first >= last or self._is_carried_on(first, gender):
            return None
        sheet = self._sheet
        lowest = bisect_left(self._starts, sheet.starts[first])
        highest = bisect_left(self._starts, sheet.ends[last - 1])
        unsure: Mention | None = None
        for person in self._persons[lowest:highest]:
            token = sheet.analysis.tokens.at(person.start)
            if sheet.inside[token] >= 0 or self._hangs_on_preposition(token, first):
                continue
            known = self.gender_of(person.name)
            if known == gender:
                return Somebody(person, (person.start, person.end))
            if known is None and unsure is None and self._is_at_front(token, first):
                unsure = person
        if unsure is not None:
            return Somebody(unsure, (unsure.start, unsure.end))
        return self._unnamed(first, last, gender)

    def body_in(self, first: int, last: int) -> Mention | None:
        """Return the organisation that is the subject of a sentence."""
        subject = self._subject(first, last)
        if subject is None:
            return None
        return next(
            (self._bodies[at] for at in self._sheet.starts[subject[0] : subject[1]] if at in self._bodies), None
        )

    def _subject(self, first: int, last: int) -> Span | None:
        """The noun phrase before the first verb of a sentence outside marks."""
        sheet = self._sheet
        clause = MAIN_CLAUSE.search(sheet.classes, first, min(last, first + _OPENING))
        if clause is None or sheet.inside[clause.start()] >= 0:
            return None
        phrase = NOUN_PHRASE.match(sheet.classes, clause.start(), clause.end())
        return phrase and phrase.span()

    def _is_carried_on(self, first: int, gender: str) -> bool:
        """Whether a sentence begins with the same pronoun, so that it tells nothing of whom it means."""
        return self._sheet.lower[first] in (HE if gender == "m" else SHE)

    def _is_at_front(self, token: int, first: int) -> bool:
        """Whether no verb stands before a token in its sentence."""
        return not set(self._sheet.classes[first:token]) & set("VXZ")

    def _hangs_on_preposition(self, token: int, first: int) -> bool:
        classes, words, at = self._sheet.classes, self._sheet.words, token - 1
        is_genitive = False
        while at > first and classes[at] in "PDJ":
            is_genitive = is_genitive or words[at].endswith(("’s", "'s"))
            at -= 1
        if is_genitive and classes[at - 1] in "NP":
            return False  # the preposition belongs to the owner: the Bank for Trade's NAME
        return at >= first and classes[at] in "IT"

    def _unnamed(self, first: int, last: int, gender: str) -> Somebody | None:
        """A subject that is one person without a name: One mill owner, a retired engineer."""
        subject = self._subject(first, last)
        if subject is None or self._sheet.lower[subject[0]] not in _ONE:
            return None
        head = self._sheet.lower[subject[1] - 1]
        if head not in people() or people()[head] not in ("", gender):
            return None
        return Somebody(None, self._sheet.span(*subject))
