"""What leads in a quotation that is set off: the verb or noun before the colon, and who speaks.

A document speaks for whoever issued it where the text tells: "The Foreign Ministry's text says in part:" is the
ministry's word; "a note, of which the agencies have quoted one paragraph:" is the note's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from flows.extract import name_lists as lists
from flows.extract.cues import Cue, find_cues
from flows.extract.grammar import Sheet
from flows.extract.lexicon import words_of
from flows.extract.sources import source_of
from flows.extract.speakers import Speaker, Speakers
from flows.extract.subjects import Source
from flows.model import Mention, Role, Span

_RUNS = re.compile(
    r"\b(?P<verb>reads?|runs?|ran|follows?|goes|went|begins?|began|opens?|opened|continues?|continued|concludes?|concluded|ends|ended)"
    r"(?: (?:in (?:part|full)|on|thus|like this|as follows|verbatim))?\s*:\Z"
)
_FOLLOWING = re.compile(
    r"\b(?:the following|as follows|in (?:part|full)|verbatim|in these words|in so many words)\b[^,;:]{0,80}:\Z"
)
_FULL_TEXT = re.compile(
    r"\W*(?:(?:[Tt]he )?(?:[A-Za-z]+ ){0,2}[Tt]ext(?: of [^:]{1,100})?"
    r"|(?:Excerpts?|Statement)(?: (?:from|of|by) [^:]{1,100})?):\Z"
)
_PASSES_ON = frozenset("quote cite report carry publish print release post circulate obtain reproduce run".split())
_IT = frozenset("it they he she".split())
_UNREAL = frozenset("would could should may might must".split())
_AUTHORS_OWN = frozenset("i we you".split())
_CONTRACTED = re.compile("[’']")
_ISSUED_BY = frozenset("by from of".split())
_ADJUNCTS = frozenset("this that the in so thus again here further as".split())
_TOPICS = frozenset("against about for out over of up down".split())
_LONGEST_ADJUNCT = 14  # tokens between the verb and the colon
_NEAR = 60  # characters from "signed by" to the name
_LONGEST_LEAD_IN = 120  # tokens
_POSSESSIVE = ("’s", "'s", "s’", "s'")


@dataclass(frozen=True, slots=True)
class LeadIn:
    """The words before a quotation that is set off."""

    speaker: Speaker | None
    cue: Span | None


class LeadIns:
    """Reads the lead-ins of one text."""

    def __init__(self, sheet: Sheet, mentions: Sequence[Mention], roles: Sequence[Role]) -> None:
        self._sheet = sheet
        self._mentions = sorted(mentions, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self._mentions]
        self._roles = roles

    @cached_property
    def _cues(self) -> list[Cue]:
        return [cue for cue in find_cues(self._sheet) if cue.kind != "noun"]

    @cached_property
    def _cue_firsts(self) -> list[int]:
        return [cue.first for cue in self._cues]

    @cached_property
    def _speakers(self) -> Speakers:
        return Speakers(self._sheet, self._mentions, self._roles)

    def before(self, end: int, *, is_sure: bool = False) -> LeadIn | None:
        """Return what the sentence that ends in a colon leads in; None where it leads in no words of anybody.

        ``is_sure``: the layout has shown that a quotation follows, so that any verb of saying will do.
        """
        sheet = self._sheet
        colon = sheet.analysis.tokens.at(end - 1)
        first = max(sheet.sentence_at(colon)[0], colon - _LONGEST_LEAD_IN)
        if colon < 0 or first >= colon:
            return None
        words = sheet.analysis.text[sheet.starts[first] : end]
        cues = self._cues[bisect_left(self._cue_firsts, first) : bisect_left(self._cue_firsts, colon)]
        for cue in reversed(cues):
            if is_sure or self._reaches(cue, colon):
                lead_in = self._of_cue(cue, cues, first, colon)
                if is_sure or self._can_speak(lead_in.speaker):
                    return lead_in
        runs = _RUNS.search(words)
        if runs and (noun := self._last_document(first, colon)) >= 0:
            cue_span = (sheet.starts[first] + runs.start("verb"), sheet.starts[first] + runs.end("verb"))
            return LeadIn(self._of_document(noun, first, colon), cue_span)
        noun = self._last_document(first, colon)
        if noun >= 0 and _FOLLOWING.search(words):
            return self._of_issue(noun, first, colon)
        if is_sure or _FULL_TEXT.match(words):
            return LeadIn(self._of_document(noun, first, colon) if noun >= 0 else None, None)
        return None

    # ---- cues

    def _reaches(self, cue: Cue, colon: int) -> bool:
        """Whether only circumstances, listeners or a word for what follows stand between a cue and the colon."""
        sheet = self._sheet
        tail = range(cue.last, colon)
        if self._is_unsaid(cue):
            return False
        if cue.kind == "phrase":
            return len(tail) <= _LONGEST_ADJUNCT and not any(sheet.classes[at] in "VXZOHw" for at in tail)
        if not tail:
            return True
        if len(tail) > _LONGEST_ADJUNCT:
            return _FOLLOWING.search(sheet.analysis.text, sheet.starts[cue.last], sheet.ends[colon]) is not None
        lower, letter = sheet.lower[cue.last], sheet.classes[cue.last]
        names_passage = any(sheet.lower[at] in words_of("passage_nouns.txt") for at in tail)
        if letter in "DMJN":
            return "o" in cue.frames or names_passage or (lower in ("this", "that") and len(tail) == 1)
        if lower in _TOPICS:
            return False  # spoke against the toll: whatever follows is about it, and need not be speech
        return letter in "ITtRO" or lower in _ADJUNCTS or ("o" in cue.frames and letter == "P")

    def _is_unsaid(self, cue: Cue) -> bool:
        """Whether a verb tells of no speech that took place, or of the author's: "to say", "did not say", "I said"."""
        if cue.kind != "verb" or cue.first == 0:
            return False
        before = cue.first - 1
        words, classes = self._sheet.lower, self._sheet.classes
        if words[before].endswith(_POSSESSIVE):
            return True  # "the minister's remarks"
        while before > 0 and classes[before] in "XRC":
            if words[before] in _UNREAL:
                return True
            before -= 1
        return classes[before] in "TK" or _CONTRACTED.split(words[before])[0] in _AUTHORS_OWN

    def _of_cue(self, cue: Cue, cues: Sequence[Cue], first: int, colon: int) -> LeadIn:
        sheet = self._sheet
        span = sheet.span(cue.first, cue.last)
        noun = self._last_document(first, cue.first)
        if cue.lemma in _PASSES_ON and cue.kind == "verb" and noun >= 0 and cue.form != "ing":
            return LeadIn(self._of_document(noun, first, cue.first), span)
        source = self._source(cue, cues)
        if source is None:
            return LeadIn(self._of_document(noun, first, colon) if noun >= 0 else None, span)
        word = sheet.lower[source.head[1] - 1]
        if word in _IT and source.head[1] - source.head[0] == 1:
            speaker = self._speakers.resolve(source)
            if speaker.name is None and word in ("it", "they"):
                name = self._issuer(first, source.first) or self._body_before(sheet.starts[source.first])
                speaker = Speaker(sheet.span(*source.head), *name) if name else speaker
            return LeadIn(speaker, span)
        if word in words_of("document_nouns.txt") or word in words_of("passage_nouns.txt"):
            return LeadIn(self._of_document(source.head[1] - 1, first, cue.first), span)
        return LeadIn(self._speakers.resolve(source), span)

    def _of_issue(self, noun: int, first: int, colon: int) -> LeadIn | None:
        """The subject of whatever verb stands before a passage that follows: issued the following statement."""
        verb = self._sheet.classes.rfind("V", first, noun)
        cue = Cue(verb, verb + 1, "verb", self._sheet.lower[verb], "past")
        source = source_of(self._sheet, cue) if verb >= 0 else None
        speaker = self._speakers.resolve(source) if source else self._of_document(noun, first, colon)
        is_said = verb < 0 or not self._is_unsaid(cue)
        is_somebodys = is_said and self._can_speak(speaker)
        return LeadIn(speaker, self._sheet.span(verb, verb + 1) if verb >= 0 else None) if is_somebodys else None

    def _source(self, cue: Cue, cues: Sequence[Cue]) -> Source | None:
        """The source of a cue; a participle may hang on the phrase before it: according to NAME, writing in ..."""
        before: Source | None = None
        source: Source | None = None
        for other in cues:
            if other.first > cue.first:
                break
            source = source_of(self._sheet, other, before)
            before = source or before
        return source or (before if cue.form == "ing" else None)

    def _can_speak(self, speaker: Speaker | None) -> bool:
        """Whether a source is somebody: named, a document, a pronoun, or a noun for people and bodies."""
        if speaker is None or speaker.name is not None or speaker.type is not None:
            return speaker is not None
        head = self._sheet.analysis.text[slice(*speaker.span)].split()[-1].casefold().rstrip(".,")
        if head in ("he", "she", "they", "it", "who"):
            return True
        return head in lists.ROLE_HEADS or head.removesuffix("s") in lists.ROLE_HEADS or head in _bodies()

    # ---- documents

    def _last_document(self, first: int, last: int) -> int:
        """The last token before ``last`` that is a word for a document or a passage; -1 without one."""
        for nouns in (words_of("document_nouns.txt") | {"note"}, words_of("passage_nouns.txt")):
            for at in range(last - 1, first - 1, -1):
                if self._sheet.lower[at] in nouns and self._sheet.classes[at] in "NB":
                    return at
        return -1

    def _of_document(self, noun: int, first: int, last: int) -> Speaker:
        """Who speaks through a document: its owner or issuer where the sentence names one, else the document itself."""
        sheet = self._sheet
        begin = noun
        while begin > first and sheet.classes[begin - 1] in "JNPMDE&" and not sheet.words[begin].endswith(_POSSESSIVE):
            begin -= 1
        for at in range(noun - 1, max(first, noun - 8) - 1, -1):
            if sheet.words[at].endswith(_POSSESSIVE):
                return self._owner(first, at) or Speaker(sheet.span(begin, noun + 1), type="document")
        issuer = self._issuer(noun, last)
        span = sheet.span(begin, noun + 1)
        return Speaker(span, *issuer) if issuer else Speaker(span, type="document")

    def _owner(self, first: int, possessor: int) -> Speaker | None:
        """The owner that a possessive names."""
        sheet = self._sheet
        word = sheet.words[possessor]
        end = sheet.ends[possessor] - (len(word) - len(word.removesuffix("’s").removesuffix("'s")))
        begin = sheet.starts[first]
        for mention in self._between(begin, end):
            if mention.end in (end, sheet.ends[possessor]):
                return Speaker((mention.start, end), mention.name, _type_of(mention), mention.role, mention.affiliation)
        return None

    def _issuer(self, first: int, last: int) -> tuple[str, str | None] | None:
        """The name behind "by", "from" or "of" in a stretch: "a statement signed by the press service of NAME"."""
        sheet = self._sheet
        for at in range(last - 1, first - 1, -1):
            if sheet.lower[at] not in _ISSUED_BY:
                continue
            begin = sheet.ends[at]
            for mention in self._between(begin, begin + _NEAR):
                if mention.type != "place" and mention.end <= sheet.ends[last - 1]:
                    return mention.name, _type_of(mention)
            number = bisect_left(sheet.mark_starts, begin)
            if number < len(sheet.marked):
                opened, closed = sheet.marked[number]
                if opened <= at + 5 and closed <= last and sheet.classes[opened + 1] in "PJN":
                    mark = sheet.marks[number]
                    return sheet.analysis.text[mark.start : mark.end].rstrip(".,"), "org"
        return None

    def _between(self, start: int, end: int) -> list[Mention]:
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _body_before(self, offset: int) -> tuple[str, str | None] | None:
        """The organisation named last in the paragraph before an offset: what "it" means."""
        begin = self._sheet.analysis.paragraphs[self._sheet.analysis.paragraph_of(offset) - 1][0]
        found = [mention for mention in self._between(begin, offset) if mention.type == "org"]
        return (found[-1].name, "org") if found else None


@cache
def _bodies() -> frozenset[str]:
    return frozenset(head.casefold() for head in lists.ORGANISATION_HEADS)


def _type_of(mention: Mention) -> str | None:
    return mention.type if mention.type in ("person", "org", "place") else None
