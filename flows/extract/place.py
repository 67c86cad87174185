"""A cue in its sentence, and what it attributes."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from flows.extract.contents import end_of_content, end_of_object
from flows.extract.cues import Cue
from flows.extract.grammar import Sheet
from flows.extract.subjects import Source
from flows.model import Span

_DATELINE = re.compile(r"P+(?:,P*)?(?:,?(?:tM?|Mt))?(?:\(P+\))?-+")  # QARN, May 5 (NAME) --
_BESIDE = 8  # tokens between a source and its cue


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

    def clause_begin(self, begin: int, at: int) -> int:
        """Return the first token of the clause that ends before ``at``, past a dateline and the clauses before it."""
        classes = self.sheet.classes
        while begin < at and classes[begin] in ".,x":
            begin += 1
        dateline = _DATELINE.match(classes, begin, at)
        if dateline and self.sheet.words[begin].isupper():
            begin = dateline.end()
        while (stop := max(classes.rfind(";", begin, at), classes.rfind(":", begin, at))) >= begin:
            held = self.sheet.inside[stop]
            if held < 0:
                return stop + 1
            at = self.sheet.marked[held][0]
        return begin

    def end(self, start: int) -> int:
        """Return the token before which a content ends that begins at ``start``."""
        return end_of_content(self.sheet, start, self.sentence[1], self.openings)

    def end_of_object(self, start: int) -> int:
        """Return the token before which a content ends that is a noun phrase."""
        return end_of_object(self.sheet, start, self.sentence[1], self.openings)


def group_of(cue: Cue, source: Source | None) -> Span:
    """Return the tokens of cue and source together, where they stand side by side, else those of the cue."""
    if source is None or source.how in ("relative", "unnamed", "shared", "main"):
        return cue.first, cue.last
    if source.first >= cue.last:
        return cue.first, max(cue.last, source.last)
    if cue.first - source.last <= _BESIDE:
        return min(source.first, cue.first), max(source.last, cue.last)
    return cue.first, cue.last
