"""Where what a cue attributes stands: before it, around it or behind it, in the constructions of English reporting."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from flows.extract.contents import (
    after_addressee,
    after_adjuncts,
    after_setting,
    end_of_content,
    end_of_marked,
    end_of_object,
)
from flows.extract.cues import Cue
from flows.extract.grammar import Sheet
from flows.extract.phrases import begins_clause, begins_main_clause, has_verb, main_clause_follows
from flows.extract.sources import Source, is_passive
from flows.model import Span

# Whom something is told, and where and when it is said, before its "that", however much that is.
_FAR_THAT_TO = re.compile(r"[^VXZBHSwW;:.(]{1,25}(?<!I)H(?![VX])")
_FAR_THAT = re.compile(r"(?:[ItR]|D?[JGI]*t)[^VXZBHSwW;:.(]{0,25}(?<!I)H(?![VX])")
_LEADING = re.compile(r"[EVG][SWH]")  # Asked whether, telling them that
_NOUN_THAT = re.compile(r"D?J?NH")
_LONGEST_CLAUSE = 160
_LONGEST_OPENING = 30  # tokens of a clause before the cue that is inserted into it
_QUOTED_SENTENCE = 8  # tokens between marks that are a sentence of their own, whatever leads up to them
_BESIDE = 8
_FEWEST_WORDS = 4  # of an object without marks that tells what was said
_ANONYMITY = frozenset(["named", "identified", "quoted"])
_CONDITIONS = frozenset(["if", "unless", "because", "since", "whether"])
_EXPRESSING = frozenset(["express", "voice"])


class Content(NamedTuple):
    """Token ranges of what is attributed; ``skip`` tokens at the beginning only join it to the cue ("that")."""

    spans: list[Span]
    rule: str
    skip: int = 0


class Place(NamedTuple):
    """A cue in its sentence (as tokens; quotations are not cut), and the ``openings`` of other attributions.

    ``group`` holds the tokens of cue and source together, where they stand side by side.
    """

    sheet: Sheet
    cue: Cue
    source: Source | None
    sentence: Span
    group: Span
    openings: Container[int]

    def content(self) -> Content | None:
        """Return what the cue attributes, by the first construction that fits."""
        if self.cue.kind == "phrase":
            return self._of_phrase()
        if self.cue.kind == "noun":
            return self._of_noun()
        for construction in (self._as_inserted, self._relative, self._in_front, self._around):
            if self.source is not None and (found := construction()) is not None:
                return found
        return self._behind() if not self._is_as() else None

    # ---- before and around

    def _is_as(self) -> bool:
        first = self.group[0]
        return (
            self.source is not None
            and first < self.cue.first
            and "t" in self.cue.frames
            and self.sheet.lower[first - 1 : first] == ["as"]
        )

    def _as_inserted(self) -> Content | None:
        """As NAME said, CONTENT; CONTENT, as NAME said; CONTENT, as NAME said, CONTENT."""
        if not self._is_as():
            return None
        classes, (first, last), (begin, end) = self.sheet.classes, self.group, self.sentence
        first -= 1
        start = self._clause_begin(begin, first)
        at = last if classes[last : last + 1] == "," else after_adjuncts(self.sheet, self.cue, last, end)
        if first - start <= 1:
            return Content([(at + 1, self._end(at + 1))], "as_before") if at < end and classes[at] in ",:" else None
        if classes[first - 1] not in ",-" or first - start > _LONGEST_CLAUSE:
            return None
        if at >= end or classes[at] in ".(":
            return Content([(start, first - 1)], "as_after")
        if classes[at] == classes[first - 1] and not has_verb(self.sheet, start, first - 1):
            return Content([(start, first - 1), (at + 1, self._end(at + 1))], "as_inside")
        return None

    def _relative(self) -> Content | None:
        """... which NAME said CONTENT: the pronoun belongs to the content."""
        classes, (first, last) = self.sheet.classes, self.group
        if classes[first - 1 : first] not in ("W", "H", "w") or classes[last : last + 1] not in ("V", "X"):
            return None
        return Content([(first - 1, first), (last, self._end(last))], "cue_relative")

    def _in_front(self) -> Content | None:
        """CONTENT, NAME said; "CONTENT," said NAME, "CONTENT"."""
        classes, inside, (first, last), (begin, end) = self.sheet.classes, self.sheet.inside, self.group, self.sentence
        front = None if self._hangs_on() else self._front(first)
        if front is None:
            return None
        is_marked = classes[front[1] - 1] == "Q"
        if not is_marked and classes[last : last + 1] == "," and classes[last + 1 : last + 2] in ("V", "X"):
            return None
        rest = self._rest(last)
        if rest is None and is_marked and front[0] == begin and inside[begin] == inside[front[1] - 1]:
            rest = 0
        goes_on = rest is not None and (rest == 0 or self.sheet.words[rest + 1][:1].islower())
        if rest is None or not (is_marked or (goes_on and "t" in self.cue.frames)):
            return None
        is_unmarked = not is_marked or inside[front[0]] < 0
        if rest == 0 and is_unmarked and self._resumes(last):
            return Content([front, (last + 1, self._end(last + 1))], "cue_between")
        if rest == 0:
            return Content([front], "cue_after")
        return Content([front, (rest, end_of_marked(self.sheet, rest, end, self.openings))], "cue_between")

    def _hangs_on(self) -> bool:
        """Whether a cue only tells more of what stands before it: He left, promising CONTENT."""
        return self.cue.form == "ing" and self.group == (self.cue.first, self.cue.last)

    def _resumes(self, last: int) -> bool:
        """Whether a statement goes on behind the group: The pier, NAME said, rots, and they sink it; so old that ..."""
        classes, at = self.sheet.classes, last + 1
        if classes[last] != "," or at >= self.sentence[1]:
            return False
        if classes[at] in "HT" or self.sheet.lower[at] in _CONDITIONS:
            return True
        if classes[at] != "C" or at + 1 in self.openings:
            return False
        return classes[at + 1] == "q" or begins_main_clause(self.sheet, at + 1, self.sentence[1])

    def _front(self, first: int) -> Span | None:
        """The clause or marked stretch that ends before ``first`` and can be a content."""
        sheet, classes, begin = self.sheet, self.sheet.classes, self.sentence[0]
        at = first - 1
        if at < begin:
            return None
        if classes[at] in ",-" and at > begin and classes[at - 1] == "Q":
            at -= 1
        if classes[at] == "Q" and sheet.inside[at] >= 0:
            opened, closed = sheet.marked[sheet.inside[at]]
            start = opened if self._is_set_off(opened, closed) else self._clause_begin(begin, opened)
            leads_in = _LEADING.match(classes, start) and not main_clause_follows(sheet, start, opened)
            return None if leads_in else (start, closed)
        if classes[at] != "," or (self.cue.form == "ing" and self.source and self.source.how == "shared"):
            return None
        start = self._clause_begin(begin, at)
        if at - start > _LONGEST_CLAUSE or at - start < 3 or not has_verb(sheet, start, at):
            return None
        if classes[start] in "SWEVG" and not main_clause_follows(sheet, start, at):
            return None
        return start, at

    def _is_set_off(self, opened: int, closed: int) -> bool:
        """Whether a marked stretch is a content of its own, and not the end of the clause before it."""
        sheet, lead, begin = self.sheet, opened - 1, self.sentence[0]
        if lead < begin or sheet.classes[lead] in ",:.;-" or opened - begin > _LONGEST_CLAUSE:
            return True
        is_sentence = closed - opened >= _QUOTED_SENTENCE and sheet.classes[opened + 1] != "x"
        return is_sentence and sheet.words[opened + 1][:1].isupper()

    def _clause_begin(self, begin: int, at: int) -> int:
        while begin < at and self.sheet.classes[begin] in ".,x":
            begin += 1
        return begin

    def _rest(self, last: int) -> int | None:
        """What follows a group behind its content: 0 nothing, a token where the content goes on, or None where the
        content stands behind the cue after all."""
        classes, end = self.sheet.classes, self.sentence[1]
        at = after_adjuncts(self.sheet, self.cue, last, end)
        if at >= end:
            return 0
        if classes[at] in ",:-" and classes[at + 1 : at + 2] == "q":
            return at + 1
        if classes[at] == "q" and at > last:
            return at
        if classes[at] in "RG" and self._clause_or_action_follows(at):
            return None
        if classes[at] == "w" and self.source is not None and self.source.how == "inverted":
            return 0  # "CONTENT," said the man who had built it
        return 0 if classes[at] in ".(,;-:xiSCRGI" else None

    def _clause_or_action_follows(self, at: int) -> bool:
        """Whether what is attributed follows the group: NAME said at last the pier rots; NAME proposed closing it."""
        if self.sheet.classes[at] == "G":
            return at == self.cue.last and "n" in self.cue.frames
        return begins_main_clause(self.sheet, at + 1, self.sentence[1])

    def _around(self) -> Content | None:
        """The goal, NAME said, is peace."""
        sheet, classes, (first, last), (begin, end) = self.sheet, self.sheet.classes, self.group, self.sentence
        if last >= end - 2 or first - 1 <= begin or classes[first - 1] != "," or classes[last] != ",":
            return None
        start = self._clause_begin(begin, first - 1)
        opening, rest = (start, first - 1), (last + 1, self._end(last + 1))
        goes_on = classes[last + 1] in "VXR" or (classes[last + 1] != "q" and self._waits(*opening))
        if has_verb(sheet, *opening) and not goes_on:
            return None
        if first - 1 - start > _LONGEST_OPENING:
            return None
        only_joins = all(letter in "CRSJ" for letter in classes[start : first - 1])
        return Content([rest] if only_joins else [opening, rest], "cue_inside")

    def _waits(self, first: int, last: int) -> bool:
        """Whether an opening with a verb wants more behind the group: It was, NAME said, late; when it rained, ..."""
        sheet, classes = self.sheet, self.sheet.classes
        if classes[last - 1] in "XZWHST" or classes[first:last].endswith("ZR"):
            return True
        return classes[first] == "S" and not main_clause_follows(sheet, first, last)

    # ---- behind

    def _end(self, start: int) -> int:
        return end_of_content(self.sheet, start, self.sentence[1], self.openings)

    def _end_of_object(self, start: int) -> int:
        return end_of_object(self.sheet, start, self.sentence[1], self.openings)

    def _behind(self) -> Content | None:
        """NAME said (to somebody, somewhere) that CONTENT, "CONTENT", to do CONTENT, whether CONTENT ..."""
        sheet, classes, frames, end = self.sheet, self.sheet.classes, self.cue.frames, self.sentence[1]
        at = self.cue.last
        if self.source is not None and 0 <= self.source.first - self.cue.last <= 2:
            at = self.source.last
        if at >= end:
            return None
        start = after_adjuncts(sheet, self.cue, at, end)
        letter = classes[start] if start < end else "."
        if letter in ",:" and classes[start + 1 : start + 2] == "q":
            start, letter = start + 1, "q"
        if letter == "q":
            return Content([(start, end_of_marked(sheet, start, end, self.openings))], "cue_before")
        if letter == "H" and "t" in frames:
            return Content([(start, self._end(start))], "cue_that", skip=1)
        if letter == ":" and "t" in frames and has_verb(sheet, start, end):
            return Content([(start + 1, self._end(start + 1))], "cue_colon")
        for question in (at, start) if "w" in frames else ():
            if question < end and (classes[question] == "W" or sheet.lower[question] == "if"):
                return Content([(question, self._end(question))], "cue_question")
        if "i" in frames and (found := self._infinitive(at, start)) is not None:
            return found if found.spans else None
        return (
            self._behind_preposition(at)
            or self._behind_colon(at)
            or self._bare_clause(at, start)
            or self._expressed(at)
            or self._object(at)
        )

    def _infinitive(self, at: int, start: int) -> Content | None:
        """NAME asked somebody (not) to do CONTENT; without spans where it tells only how NAME wants to be quoted."""
        sheet, classes = self.sheet, self.sheet.classes
        for place in (after_addressee(sheet, self.cue, at, self.sentence[1]), start):
            to = place + (classes[place] == "K")
            if classes[to] != "T" or (place != start and classes[to + 1] not in "BNR"):
                continue
            if sheet.lower[to + 1] == "be" and sheet.lower[to + 2] in _ANONYMITY:
                return Content([], "cue_infinitive")
            first = at if "o" in self.cue.frames and classes[at] in "DNPJO" else place
            return Content([(first, self._end(first))], "cue_infinitive")
        return None

    def _behind_colon(self, at: int) -> Content | None:
        """NAME confirmed the call, not what was said: "CONTENT"."""
        sheet, end = self.sheet, self.sentence[1]
        colon = sheet.classes.find(":q", at, min(end, at + _LONGEST_OPENING))
        if self.source is None or colon <= at or has_verb(sheet, at, colon):
            return None
        return Content([(colon + 1, end_of_marked(sheet, colon + 1, end, self.openings))], "cue_before")

    def _expressed(self, at: int) -> Content | None:
        """NAME expressed the hope that CONTENT."""
        match = _NOUN_THAT.match(self.sheet.classes, at, self.sentence[1])
        if self.source is None or self.cue.lemma not in _EXPRESSING or match is None:
            return None
        return Content([(at, self._end(match.end()))], "cue_that", skip=match.end() - at)

    def _behind_preposition(self, at: int) -> Content | None:
        """NAME called for CONTENT, spoke at length about CONTENT, pointed out that CONTENT."""
        sheet, end = self.sheet, self.sentence[1]
        for place in (at, after_setting(sheet, at, end), after_addressee(sheet, self.cue, at, end)):
            if place + 1 < end and "+" + sheet.lower[place] in self.cue.frames:
                skip = 1 if sheet.classes[place + 1] == "H" else 0
                stop = self._end(place + 1) if skip else self._end_of_object(place + 1)
                return Content([(place + 1, stop)], "cue_preposition", skip)
        return None

    def _bare_clause(self, at: int, start: int) -> Content | None:
        """NAME said CONTENT; NAME told somebody CONTENT."""
        sheet, classes, frames = self.sheet, self.sheet.classes, self.cue.frames
        if self.source is None or "t" not in frames:
            return None
        if that := (_FAR_THAT_TO if "o" in frames else _FAR_THAT).match(classes, at, self.sentence[1]):
            return Content([(that.end() - 1, self._end(that.end() - 1))], "cue_that", skip=1)
        behind = after_addressee(sheet, self.cue, at, self.sentence[1])
        if behind > at and classes[behind] in "DNPJOZ" and has_verb(sheet, behind, stop := self._end(behind)):
            return Content([(behind, stop)], "cue_clause")
        start = start if classes[at] in "It" else at
        stop = self._end(start)
        if stop - at >= 2 and classes[at] in "DNPJOMZRSIt" and begins_clause(sheet, start, stop):
            return Content([(start, stop)], "cue_clause")
        return None

    def _object(self, at: int) -> Content | None:
        """NAME denounced CONTENT, called it CONTENT."""
        if self.source is None or not self.cue.frames & {"n", "a"} or is_passive(self.sheet, self.cue):
            return None
        if "a" in self.cue.frames and self.sheet.lower[at] == "as":
            at += 1  # what NAME described as CONTENT
        stop = self._end_of_object(at)
        if stop - at < 2 or self.sheet.classes[at] not in "DNPJOMGREq":
            return None
        if stop - at < _FEWEST_WORDS and "q" not in self.sheet.classes[at:stop]:
            return None  # expressed their support, questioned the student: a subject of speech, not what was said
        return Content([(at, stop)], "cue_object")

    # ---- nouns and phrases

    def _of_noun(self) -> Content | None:
        """NAME's claim that CONTENT; the statement: "CONTENT"."""
        sheet, classes, end = self.sheet, self.sheet.classes, self.sentence[1]
        at = self.cue.last
        start = after_adjuncts(sheet, self.cue, at, end)
        if classes[start : start + 1] in (",", ":") and classes[start + 1 : start + 2] == "q":
            return Content([(start + 1, end_of_marked(sheet, start + 1, end, self.openings))], "cue_before")
        for that in (at, start) if self.source is not None else ():
            if that + 1 < end and classes[that] == "H" and classes[that + 1] not in "VX":
                return Content([(that, self._end(that))], "noun_that", skip=1)
        return None

    def _of_phrase(self) -> Content | None:
        """According to NAME, CONTENT; CONTENT, according to NAME; CONTENT, according to NAME, CONTENT."""
        if self.source is None:
            return None
        sheet, classes, (begin, end) = self.sheet, self.sheet.classes, self.sentence
        first, last = self.cue.first, max(self.cue.last, self.source.last)
        start = self._clause_begin(begin, first)
        if first - start <= 1:
            comma = self._comma_behind(last)
            return Content([(comma + 1, self._end(comma + 1))], "phrase_before") if comma >= 0 else None
        goes_on = last + 1 < end and classes[last] == ","
        if goes_on and classes[last + 1] == "q":
            return Content([(last + 1, end_of_marked(sheet, last + 1, end, self.openings))], "phrase_before")
        only_joined = classes[first - 1] in "CWHS" or classes[first - 2 : first] in ("C,", "W,", "H,", "S,")
        if goes_on and (only_joined or self.cue.lemma not in ("according to", "per")):
            return Content([(last + 1, self._end(last + 1))], "phrase_before")
        stop, earliest = first, max(start, first - _LONGEST_CLAUSE)
        start = self._behind_phrase(earliest, first)
        while stop > start and classes[stop - 1] in ",-(":
            stop -= 1
        spans = [(self._front(first) if start == earliest else None) or (start, stop)]
        if goes_on and not has_verb(sheet, start, stop):
            spans.append((last + 1, self._end(last + 1)))
        return Content(spans, "phrase_after")

    def _behind_phrase(self, start: int, first: int) -> int:
        """Where a content begins behind another one: CONTENT, according to NAME, and CONTENT, according to NAME."""
        for at in range(first - 1, start + 1, -1):
            if self.sheet.lower[at] == self.cue.lemma.partition(" ")[0] and at in self.openings:
                comma = self.sheet.classes.find(",", at, first)
                return comma + 1 + (self.sheet.classes[comma + 1] == "C") if 0 <= comma < first - 2 else start
        return start

    def _comma_behind(self, last: int) -> int:
        """The comma behind which the content of an opening phrase begins, past an apposition to its source; or -1."""
        classes, end = self.sheet.classes, self.sentence[1]
        comma = classes.find(",", last, min(end, last + 20))
        if comma < 0 or (comma > last and not has_verb(self.sheet, comma, end)):
            return -1
        following = classes.find(",", comma + 1, min(end, comma + 25))
        if comma > last or following < 0 or not begins_main_clause(self.sheet, following + 1, end):
            return comma
        is_insertion = classes[comma + 1] == "w" or not has_verb(self.sheet, comma + 1, following)
        return following if is_insertion else comma


def group_of(cue: Cue, source: Source | None) -> Span:
    """Return the tokens of cue and source together, where they stand side by side, else those of the cue."""
    if source is None or source.how in ("relative", "shared", "main"):
        return cue.first, cue.last
    if source.first >= cue.last:
        return cue.first, max(cue.last, source.last)
    if cue.first - source.last <= _BESIDE:
        return min(source.first, cue.first), max(source.last, cue.last)
    return cue.first, cue.last
