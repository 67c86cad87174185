"""When a quotation was said: the dates around its cue, or those of its citation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from flows.extract.analysis import Analysis
from flows.model import Citation, DateRange, Quote, Span, TimeExpression

_MAX_SENTENCE = 1500  # a longer "sentence" is no sentence
_LEAD_IN_DAYS = 31
_LEAD_IN = 40  # characters between a date and its cue in one clause
_BLOCK_REACH = 120  # characters between a block quotation and the date of its document
_DATED = re.compile(r"\b(?:dated|issued|published|released)(?: on)? $")
_CLAUSE = re.compile(r"[,;:–—()]")
_SUBORDINATE = re.compile(
    r"\s*(?:and |but )?(?:who|whom|whose|which|where|when|while|since|after|before|until|although|because|born|elected|"
    r"appointed|held|scheduled|due)\b",
    re.IGNORECASE,
)


class Clock:
    """Tells when a quotation was said, from the dates around its cue or the dates of its citation."""

    def __init__(
        self,
        analysis: Analysis,
        quotes: Sequence[Quote],
        citations: Sequence[Citation],
        dates: Sequence[TimeExpression],
        limit: date | None,
    ) -> None:
        self._analysis = analysis
        self._limit = limit
        spans = sorted(
            {(c.start, c.end) for c in citations} | {s for q in quotes for s in (q.spans or ((q.start, q.end),))}
        )
        self._taken = _Cover(spans)
        self._dates = [found for found in dates if self._can_date_speech(found)]
        self._starts = [found.start for found in self._dates]

    def _can_date_speech(self, found: TimeExpression) -> bool:
        if found.type not in ("DATE", "TIME") or found.earliest is None or found.latest is None:
            return False
        if self._limit is not None and found.earliest > self._limit:
            return False
        return found.value not in ("PAST_REF", "FUTURE_REF", "PRESENT_REF") and not self._taken.covers(found.start)

    def in_clause_of(self, quote: Quote) -> tuple[DateRange | None, str | None]:
        """Return the days told by the clause of the cue, or by the words that lead in."""
        if not self._dates:
            return None, None
        if quote.kind == "block":
            return self._of_document(quote)
        at = quote.cue[0] if quote.cue else quote.start
        start, end = self._analysis.sentence_of(at)
        begin, _ = self._analysis.sentence_of(quote.start)
        start = max(min(start, begin), at - _MAX_SENTENCE)
        start, end = self._clause(start, min(at, quote.start), max(at, quote.end), min(end, at + _MAX_SENTENCE))
        near = self._dates[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        near = [found for found in near if not self._is_subordinate(found, start)]
        if not near or quote.kind == "nested":
            return None, None
        cue_start, cue_end = quote.cue or (quote.start, quote.start)
        best = min(near, key=lambda found: _distance(found, cue_start, cue_end))
        is_close = quote.cue is not None and _distance(best, cue_start, cue_end) <= _LEAD_IN
        if not is_close and best.start > cue_end:
            return None, None  # behind the cue and far from it: a date of what follows
        joined = [found for found in near if self._is_joined(best, found)]
        days = min(found.earliest for found in joined if found.earliest), max(f.latest for f in joined if f.latest)
        if not is_close and (days[1] - days[0]).days > _LEAD_IN_DAYS:
            return None, None  # "In 1995 ..." tells what is spoken of
        return self._cut(days), "cue clause" if is_close else "lead-in"

    def _clause(self, start: int, first: int, last: int, end: int) -> Span:
        """Return the part of a sentence between semicolons that holds what stands from ``first`` to ``last``."""
        behind = self._analysis.text.find(";", last, end)
        return max(start, self._analysis.text.rfind(";", start, first) + 1), end if behind < 0 else behind

    def _of_document(self, quote: Quote) -> tuple[DateRange | None, str | None]:
        """Return the day that the words around a block give it: "The statement, dated March 30, ...", a lead-in."""
        at = bisect_left(self._starts, quote.end)
        found = self._dates[at] if at < len(self._dates) else None
        is_near = found is not None and found.start - quote.end <= _BLOCK_REACH
        if is_near and found and found.earliest and found.latest and self._dates_document(quote, found):
            return self._cut((found.earliest, found.latest)), "document"
        begin = self._analysis.paragraphs[self._analysis.paragraph_of(quote.spans[0][0]) - 1][0]
        start, end = self._analysis.sentence_of(begin - 1)
        if quote.cue is None or not start <= quote.cue[0] < end <= begin:
            return None, None
        start = max(start, end - _MAX_SENTENCE)
        led_in = self._dates[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        days = [(found.earliest, found.latest) for found in led_in if found.earliest and found.latest]
        told = [range_ for range_ in days if (range_[1] - range_[0]).days <= _LEAD_IN_DAYS]
        return (self._cut(told[-1]), "lead-in") if told else (None, None)

    def _dates_document(self, quote: Quote, found: TimeExpression) -> bool:
        return _DATED.search(self._analysis.text, quote.end, found.start) is not None

    def of_citation(self, citation: Citation) -> DateRange | None:
        """Return the days cited; an access date tells nothing about when words were said."""
        if citation.date_role != "published" or not citation.dates:
            return None
        days = min(first for first, _ in citation.dates), max(last for _, last in citation.dates)
        return self._cut(days) if self._limit is None or days[0] <= self._limit else None

    def _cut(self, days: DateRange) -> DateRange:
        latest = min(days[1], self._limit) if self._limit else days[1]
        return days[0], max(days[0], latest)

    def _is_subordinate(self, found: TimeExpression, start: int) -> bool:
        """Whether the date stands in a clause of its own: "the treaty, which was signed on March 3, ..."."""
        text = self._analysis.text
        breaks = [match.end() for match in _CLAUSE.finditer(text, start, found.start)]
        return bool(_SUBORDINATE.match(text, breaks[-1] if breaks else start))

    def _is_joined(self, one: TimeExpression, other: TimeExpression) -> bool:
        """Whether two dates are one statement: "on May 14 and 15"."""
        if one is other:
            return True
        first, second = sorted((one, other), key=lambda found: found.start)
        return self._analysis.text[first.end : second.start].strip() in ("and", ",", "or", "-", "–")


def _distance(found: TimeExpression, start: int, end: int) -> int:
    return max(found.start - end, start - found.end, 0)


class _Cover:
    """Spans, asked whether they cover an offset."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in spans:
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def covers(self, offset: int) -> bool:
        at = bisect_left(self._starts, offset + 1) - 1
        return at >= 0 and offset < self._ends[at]
