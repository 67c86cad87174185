"""What leads in a quotation that is set off: the verb or noun before the colon, and who speaks.

A document speaks for whoever issued it where the text tells: "The Foreign Ministry's text says in part:" is the
ministry's word; "a note, of which the agencies have quoted one paragraph:" is the note's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flows.extract.cues import Cue, find_cues
from flows.extract.grammar import Sheet
from flows.extract.lexicon import words_of
from flows.extract.sources import Source, source_of
from flows.extract.speakers import Speaker, Speakers
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
_ISSUED_BY = frozenset("by from of".split())
_ADJUNCTS = frozenset("this that the in so thus again here further as".split())
_TOPICS = frozenset("against about for out over of up down".split())
_LONGEST_ADJUNCT = 14  # tokens between the verb and the colon
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
        self._roles = roles

    @cached_property
    def _cues(self) -> list[Cue]:
        return [cue for cue in find_cues(self._sheet) if cue.kind != "noun"]

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
        cues = [cue for cue in self._cues if first <= cue.first < colon]
        for cue in reversed(cues):
            if is_sure or self._reaches(cue, colon):
                return self._of_cue(cue, cues, first, colon)
        runs = _RUNS.search(words)
        if runs and (noun := self._last_document(first, colon)) >= 0:
            cue_span = (sheet.starts[first] + runs.start("verb"), sheet.starts[first] + runs.end("verb"))
            return LeadIn(self._of_document(noun, first, colon), cue_span)
        if is_sure or _FULL_TEXT.match(words) or (cues and _FOLLOWING.search(words)):
            noun = self._last_document(first, colon)
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
            return len(tail) <= _LONGEST_ADJUNCT
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
        while before > 0 and classes[before] in "XR":
            before -= 1
        return classes[before] in "TK" or words[before] in ("i", "we", "you")

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
        for mention in self._mentions:
            if begin <= mention.start < end and mention.end in (end, sheet.ends[possessor]):
                return Speaker((mention.start, end), mention.name, _type_of(mention), mention.role, mention.affiliation)
        return None

    def _issuer(self, first: int, last: int) -> tuple[str, str | None] | None:
        """The name behind "by", "from" or "of" in a stretch: "a statement signed by the press service of NAME"."""
        sheet = self._sheet
        for at in range(last - 1, first - 1, -1):
            if sheet.lower[at] not in _ISSUED_BY:
                continue
            begin = sheet.ends[at]
            for mention in self._mentions:
                if (
                    begin < mention.start <= begin + 60
                    and mention.type != "place"
                    and mention.end <= sheet.ends[last - 1]
                ):
                    return mention.name, _type_of(mention)
            for number, (opened, closed) in enumerate(sheet.marked):
                if at < opened <= at + 5 and closed <= last and sheet.classes[opened + 1] in "PJN":
                    mark = sheet.marks[number]
                    return sheet.analysis.text[mark.start : mark.end].rstrip(".,"), "org"
        return None

    def _body_before(self, offset: int) -> tuple[str, str | None] | None:
        """The organisation named last in the paragraph before an offset: what "it" means."""
        begin = self._sheet.analysis.paragraphs[self._sheet.analysis.paragraph_of(offset) - 1][0]
        found = [m for m in self._mentions if begin <= m.start < offset and m.type == "org"]
        return (found[-1].name, "org") if found else None


def _type_of(mention: Mention) -> str | None:
    return mention.type if mention.type in ("person", "org", "place") else None
