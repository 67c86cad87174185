"""Which source vouches for a quotation, and when its words were said.

A citation belongs to the sentence that it closes, or stands behind. A quotation without one of its own takes that of
the same speaker in the same paragraph, the next one first. A date in the clause of the cue tells the day; else the
citation's date does. Nothing was said after it was published.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.extract import calendar
from flows.extract.analysis import Analysis
from flows.extract.blocks import document_told_of
from flows.extract.reporting_outlets import is_same_outlet, is_same_speaker, reporting_outlets
from flows.extract.said import Clock
from flows.model import Citation, DateRange, Published, Quote, TimeExpression

_GRACE_DAYS = 1
_NEAR = 40  # characters of blank, quotations of a speaker, citations of a paragraph that are looked at
_NOTE_NUMBER = re.compile(r"\[?(\d{1,3})[\].]")
_NOTE_MARKER = re.compile(r"\[(\d{1,3})\]")


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
    clock = Clock(analysis, quotes, citations, dates, limit)
    agents = reporting_outlets(analysis, quotes, is_cited=own.keys() | carried.keys())
    starts = [citation.start for citation in citations]
    found = []
    for at, quote in enumerate(quotes):
        cited, agent, told = own.get(at) or carried.get(at), agents.get(at), clock.in_clause_of(quote)
        if cited:
            row: int | None = _row_for(cited, citations, agent, told[0] if at in own else None)
        else:
            row = _row_of_agent(analysis, quote, citations, starts, agent)
        days_cited = clock.of_citation(citations[row]) if row is not None else None
        found.append(_attributed(quote, citations, row, agent, told, days_cited, is_own=at in own))
    return tuple(found)


def _attributed(
    quote: Quote,
    citations: Sequence[Citation],
    row: int | None,
    agent: str | None,
    told: tuple[DateRange | None, str | None],
    cited: DateRange | None,
    *,
    is_own: bool,
) -> Quote:
    """Give a quotation its source and its days: ``told`` by the clause of the cue, or ``cited``."""
    said, basis = told
    if cited and (said is None or _is_within(cited, said)):
        said, basis = cited, "citation" if is_own else "paragraph citation"
    if row is None and agent is None and said is None:
        return quote
    return quote._replace(
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
        if closing is None and quote.kind == "block":
            closing = _behind_block(analysis, quote, groups)
        if closing:
            own[at] = closing
    by_paragraph: dict[int, list[int]] = defaultdict(list)
    for at in sorted(own, key=lambda at: quotes[at].start):
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
    if start <= paragraph_start or analysis.text[max(start, offset - _NEAR) : offset].strip():
        return start
    return max(analysis.sentence_of(start - 1)[0], paragraph_start)


def _closing(quote: Quote, groups: Sequence[_Cited]) -> _Cited | None:
    """Return the first citation behind the quotation whose sentence the quotation reaches into."""
    at = bisect_left(groups, quote.end, key=lambda cited: cited.start)
    return groups[at] if at < len(groups) and quote.end > groups[at].closes_from else None


def _behind_block(analysis: Analysis, quote: Quote, groups: Mapping[int, Sequence[_Cited]]) -> _Cited | None:
    """Return the citation of the sentence behind a block that tells of the block: "The statement ... (TASS, May 3)"."""
    following = analysis.paragraph_of(quote.spans[-1][1] - 1) + 1
    cited = next(iter(groups.get(following, ())), None)
    if cited is None or cited.closes_from != analysis.paragraphs[following - 1][0]:
        return None
    return cited if document_told_of(analysis.text, *analysis.paragraphs[following - 1]) else None


def _same_speaker(quote: Quote, quotes: Sequence[Quote], cited: Sequence[int]) -> int | None:
    """Return the nearest cited quotation by the same speaker: the next one first, then the one before."""
    middle = bisect_left(cited, quote.start, key=lambda at: quotes[at].start)
    near = (*cited[middle : middle + _NEAR], *cited[max(0, middle - _NEAR) : middle][::-1])
    return next((at for at in near if is_same_speaker(quote, quotes[at])), None)


def _row_for(cited: _Cited, citations: Sequence[Citation], agent: str | None, told: DateRange | None) -> int:
    """Return the row of the citation: the reporting outlet's own, the only one of the day told, else the first with
    a name that is not lost."""
    rows = range(cited.first, cited.last + 1)
    cites = [at for at in rows if citations[at].relation == "cites"] or list(rows)
    by_agent = (at for at in cites if agent and is_same_outlet(agent, citations[at].outlet))
    of_day = [at for at in cites if told and told in citations[at].dates]
    named = (at for at in cites if citations[at].outlet)
    return next(by_agent, of_day[0] if len(of_day) == 1 else next(named, cites[0]))


def _row_of_agent(
    analysis: Analysis, quote: Quote, citations: Sequence[Citation], starts: Sequence[int], agent: str | None
) -> int | None:
    """Return the first row of the paragraph that cites the reporting outlet."""
    if agent is None:
        return None
    start, end = analysis.paragraphs[analysis.paragraph_of(quote.start) - 1]
    first = bisect_left(starts, start)
    rows = range(first, min(bisect_left(starts, end), first + _NEAR))
    return next(
        (at for at in rows if citations[at].relation == "cites" and is_same_outlet(agent, citations[at].outlet)), None
    )
