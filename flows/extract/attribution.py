"""Which source vouches for a quotation, and when its words were said.

A citation belongs to the sentence that it closes, or stands behind. A quotation without one of its own takes that of
the same speaker in the same paragraph, the next one first. A date in the clause of the cue tells the day; else the
citation's date does. Nothing was said after it was published.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from flows.extract import calendar
from flows.extract.analysis import Analysis
from flows.extract.outlets import find_outlet, leading_outlet
from flows.model import Citation, DateRange, Published, Quote, Span, TimeExpression

_GRACE_DAYS = 1
_LEAD_IN = 40  # characters between a date and its cue in one clause
_LEAD_IN_DAYS = 31
_BLOCK_REACH = 120  # characters between a block quotation and the date of its document
_DATED = re.compile(r"\b(?:dated|issued|published|released)(?: on)? $")
_MAX_SENTENCE = 1500  # a longer "sentence" is no sentence
_CLAUSE = re.compile(r"[,;:–—()]")
_SUBORDINATE = re.compile(
    r"\s*(?:and |but )?(?:who|whom|whose|which|where|when|while|since|after|before|until|although|because|born|elected|"
    r"appointed|held|scheduled|due)\b",
    re.IGNORECASE,
)
_NOTE_NUMBER = re.compile(r"\[?(\d{1,3})[\].]")
_NOTE_MARKER = re.compile(r"\[(\d{1,3})\]")
_REPORTS = re.compile(
    r"[“\"]?(?P<outlet>[A-Z0-9][\w.+’'/-]*(?: (?:i |of |al-)?[A-Z0-9][\w.+’'/-]*){0,4}),?[”\"]?,? "
    r"(?:has |have |had |also |later |first |then |earlier |newspaper |news agency |agency |radio |TV ){0,3}"
    r"(?:reported|reports|wrote|writes|quoted|quotes|quoting|cited|cites|citing|said|noted|claimed|revealed|published|carried|broadcast|aired)\b"
)
_REPORTED_BY = re.compile(
    r"\b(?:told|tells|telling|(?:quoted|cited|reported|carried|published|broadcast|aired|interviewed|as saying) by|"
    r"(?:published|wrote|writing|writes|reported|reports|article|interview) in|(?:interview|article) (?:with|to|for)|"
    r"(?:speaking|spoke|comments|remarks|statement) to|(?:speaking|appeared|broadcast|aired|posted) on|according to)"
    r" (?:the |its |a |an )?(?:[a-z][\w’'-]* ){0,4}[“\"]?(?P<outlet>[A-Z0-9][^,;()\[\]“”\"]{1,60})"
)


@dataclass(frozen=True, slots=True)
class _Cited:
    """The sources of one citation, and the span of text that it closes."""

    first: int  # index of its first row
    last: int
    start: int
    end: int
    paragraph: int
    closes_from: int  # start of the sentence that it closes


def attribute(
    analysis: Analysis,
    quotes: Sequence[Quote],
    citations: Sequence[Citation],
    dates: Sequence[TimeExpression],
    published: Published,
) -> tuple[Quote, ...]:
    """Return the quotations with their citation, outlet and the days on which they can have been said."""
    if not quotes:
        return ()
    own, carried = _citations_of(analysis, quotes, citations)
    limit = calendar.shift_days(published.anchor, _GRACE_DAYS) if published.anchor else None
    clock = _Clock(analysis, quotes, citations, dates, limit)
    agents = _agents(analysis, quotes, is_cited=own.keys() | carried.keys())
    found = []
    for at, quote in enumerate(quotes):
        cited, agent = own.get(at) or carried.get(at), agents.get(at)
        row = _row_for(cited, citations, agent) if cited else _row_of_agent(analysis, quote, citations, agent)
        found.append(_attributed(quote, citations, row, agent, clock, is_own=at in own))
    return tuple(found)


def _attributed(
    quote: Quote, citations: Sequence[Citation], row: int | None, agent: str | None, clock: _Clock, *, is_own: bool
) -> Quote:
    said, basis = clock.in_clause_of(quote)
    cited = clock.of_citation(citations[row]) if row is not None else None
    if cited and (said is None or _is_within(cited, said)):
        said, basis = cited, "citation" if is_own else "paragraph citation"
    return replace(
        quote,
        citation=row,
        outlet=citations[row].outlet if row is not None else agent,
        said_earliest=said[0] if said else None,
        said_latest=said[1] if said else None,
        said_basis=basis,
    )


def _is_within(inner: DateRange, outer: DateRange) -> bool:
    """Whether the citation tells more exactly what the clause tells: "in March" and (Interfax, March 18)."""
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer


# ---- citations ---------------------------------------------------------------------------------------------------


def _citations_of(
    analysis: Analysis, quotes: Sequence[Quote], citations: Sequence[Citation]
) -> tuple[dict[int, _Cited], dict[int, _Cited]]:
    """Return, by the index of the quotation, the citation of its own sentence and the one carried to it."""
    groups: dict[int, list[_Cited]] = defaultdict(list)
    for cited in sorted((*_groups(analysis, citations), *_notes(analysis, citations)), key=lambda cited: cited.start):
        groups[cited.paragraph].append(cited)
    if not groups:
        return {}, {}
    paragraph_of = [analysis.paragraph_of(max(quote.end - 1, 0)) for quote in quotes]
    own: dict[int, _Cited] = {}
    for at, quote in enumerate(quotes):
        closing = _closing(quote, groups.get(paragraph_of[at], ()))
        if closing:
            own[at] = closing
    by_paragraph: dict[int, list[int]] = defaultdict(list)
    for at in own:
        by_paragraph[paragraph_of[at]].append(at)
    carried = {
        at: own[nearest]
        for at, quote in enumerate(quotes)
        if at not in own
        and (nearest := _same_speaker(quote, quotes, by_paragraph.get(paragraph_of[at], ()))) is not None
    }
    return own, carried


def _groups(analysis: Analysis, citations: Sequence[Citation]) -> list[_Cited]:
    """Return the citations that vouch for text; "see" points elsewhere, and a note is cited by its number."""
    found: list[_Cited] = []
    for at, citation in enumerate(citations):
        if citation.relation == "see" or citation.rule != "parenthesis":
            continue
        if found and found[-1].start == citation.start:
            found[-1] = replace(found[-1], last=at)
            continue
        paragraph = analysis.paragraph_of(citation.start)
        begin = _sentence_before(analysis, citation.start, analysis.paragraphs[paragraph - 1][0])
        found.append(_Cited(at, at, citation.start, citation.end, paragraph, begin))
    return found


def _notes(analysis: Analysis, citations: Sequence[Citation]) -> Iterator[_Cited]:
    """Return the end notes that vouch for text, where the text refers to them by number: [3]."""
    by_number: dict[str, list[int]] = defaultdict(list)
    starts = {citation.start for citation in citations}
    for at, citation in enumerate(citations):
        number = _NOTE_NUMBER.match(analysis.text, citation.start) if citation.rule != "parenthesis" else None
        if number:
            by_number[number[1]].append(at)
    if not by_number:
        return
    for marker in _NOTE_MARKER.finditer(analysis.text, analysis.body_start):
        rows = by_number.get(marker[1])
        if rows and marker.start() not in starts:
            paragraph = analysis.paragraph_of(marker.start())
            begin = _sentence_before(analysis, marker.start(), analysis.paragraphs[paragraph - 1][0])
            yield _Cited(rows[0], rows[-1], marker.start(), marker.end(), paragraph, begin)


def _sentence_before(analysis: Analysis, offset: int, paragraph_start: int) -> int:
    """Return the start of the sentence that the citation closes: the one before, where it stands behind a full stop."""
    start = analysis.sentence_of(offset)[0]
    before = analysis.text[start:offset]
    if before.strip() or start <= paragraph_start:
        return start
    return max(analysis.sentence_of(start - 1)[0], paragraph_start)


def _closing(quote: Quote, groups: Sequence[_Cited]) -> _Cited | None:
    """Return the first citation behind the quotation whose sentence the quotation reaches into."""
    return next((cited for cited in groups if cited.start >= quote.end and quote.end > cited.closes_from), None)


def _same_speaker(quote: Quote, quotes: Sequence[Quote], cited: Sequence[int]) -> int | None:
    """Return the nearest cited quotation by the same speaker: the next one first, then the one before."""
    same = [at for at in cited if _is_same_speaker(quote, quotes[at])]
    following = [at for at in same if quotes[at].start >= quote.start]
    if following:
        return min(following, key=lambda at: quotes[at].start)
    return max(same, key=lambda at: quotes[at].start, default=None)


def _is_same_speaker(one: Quote, other: Quote) -> bool:
    if one.kind == "nested" and other.start <= one.start and one.end <= other.end:
        return True
    if one.speaker and other.speaker:
        return one.speaker == other.speaker or one.speaker.split()[-1] == other.speaker.split()[-1]
    is_anonymous = one.speaker is None and other.speaker is None and one.speaker_role is not None
    return is_anonymous and one.speaker_role == other.speaker_role


def _row_for(cited: _Cited, citations: Sequence[Citation], agent: str | None) -> int:
    """Return the row of the citation: the reporting outlet's own, else the first whose name is not lost."""
    rows = range(cited.first, cited.last + 1)
    rows_cited = [at for at in rows if citations[at].relation != "see"]
    by_agent = (at for at in rows_cited if agent and _same_outlet(agent, citations[at].outlet))
    named = (at for at in rows_cited if citations[at].outlet)
    return next(by_agent, next(named, rows_cited[0]))


def _same_outlet(one: str, other: str | None) -> bool:
    known, too = find_outlet(one), find_outlet(other or "")
    return one == other or bool(known and too and known.outlet and known.outlet == too.outlet)


# ---- outlets that report -----------------------------------------------------------------------------------------


def _agents(analysis: Analysis, quotes: Sequence[Quote], is_cited: Set[int]) -> dict[int, str]:
    """Return the reporting outlet by the index of the quotation; the same speaker goes on speaking to it."""
    found: dict[int, str] = {}
    before: tuple[int, Quote, str] | None = None
    for at, quote in enumerate(quotes):
        agent = _reporting_outlet(analysis, quote, is_cited=at in is_cited)
        paragraph = analysis.paragraph_of(quote.start)
        if agent is None and before and at not in is_cited and before[0] == paragraph:
            agent = before[2] if _is_same_speaker(quote, before[1]) else None
        if agent:
            found[at] = agent
            before = (paragraph, quote, agent)
    return found


def _row_of_agent(analysis: Analysis, quote: Quote, citations: Sequence[Citation], agent: str | None) -> int | None:
    """Return the row of the paragraph that cites the reporting outlet."""
    if agent is None:
        return None
    paragraph = analysis.paragraph_of(quote.start)
    return next(
        (
            at
            for at, citation in enumerate(citations)
            if citation.relation == "cites"
            and _same_outlet(agent, citation.outlet)
            and analysis.paragraph_of(citation.start) == paragraph
        ),
        None,
    )


def _reporting_outlet(analysis: Analysis, quote: Quote, *, is_cited: bool) -> str | None:
    """Return the outlet that is the speaker, or that the words around the cue name as reporting."""
    if quote.speaker_type in (None, "org", "outlet") and quote.speaker and _is_outlet(quote.speaker):
        return quote.speaker
    if is_cited or quote.kind in ("block", "transcript"):
        return None
    at = quote.cue[0] if quote.cue else quote.start
    start, end = analysis.sentence_of(at)
    around = _outside(analysis.text, (start, min(max(end, quote.end), start + _MAX_SENTENCE)), quote)
    for match in _REPORTED_BY.finditer(around):
        found = leading_outlet(match["outlet"])
        if found and not found[1].is_ambiguous:
            return found[0]
    for match in _REPORTS.finditer(around):
        if _is_outlet(match["outlet"]):
            return match["outlet"]
    return None


def _is_outlet(name: str) -> bool:
    found = find_outlet(name)
    return found is not None and found.outlet is not None and found.kind not in ("official", "self")


def _outside(text: str, span: Span, quote: Quote) -> str:
    """Return the text of the span without what is quoted."""
    parts, at = [], span[0]
    for start, end in quote.spans or ((quote.start, quote.end),):
        parts.append(text[at : max(at, min(start, span[1]))])
        at = max(at, end)
    parts.append(text[at : max(at, span[1])])
    return " ".join(parts)


# ---- days --------------------------------------------------------------------------------------------------------


class _Clock:
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
        if quote.kind == "block":
            return self._of_document(quote)
        at = quote.cue[0] if quote.cue else quote.start
        start, end = self._analysis.sentence_of(at)
        begin, _ = self._analysis.sentence_of(quote.start)
        start = max(min(start, begin), at - _MAX_SENTENCE)
        near = self._dates[bisect_left(self._starts, start) : bisect_left(self._starts, min(end, at + _MAX_SENTENCE))]
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

    def _of_document(self, quote: Quote) -> tuple[DateRange | None, str | None]:
        """Return the day that the words behind a block give the document: The statement, dated March 30, ..."""
        at = bisect_left(self._starts, quote.end)
        found = self._dates[at] if at < len(self._dates) else None
        if found is None or found.start - quote.end > _BLOCK_REACH or not found.earliest or not found.latest:
            return None, None
        is_dated = _DATED.search(self._analysis.text, quote.end, found.start) is not None
        return (self._cut((found.earliest, found.latest)), "document") if is_dated else (None, None)

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
