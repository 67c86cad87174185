"""Sources cited: found first, and dated once the publication date is known.

Two steps, because the dates cited help to infer when the document was published, and that date in turn tells the
years which citations leave out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from flows.extract import calendar
from flows.extract.analysis import Analysis
from flows.extract.calendar import Printed
from flows.extract.citation_criteria import is_citation, is_known, is_note, without_authors
from flows.extract.citation_grammar import CitedSource, Group, read_groups
from flows.extract.outlets import Source, fold, identify
from flows.model import Citation, DateRange, Profile, Published, Span

_PARENTHESIS = re.compile(r"\((?P<inside>[^()]{1,600}+(?:\([^()]{0,80}+\)[^()]{0,200}+){0,3})\)")
_UNCLOSED = re.compile(r"\((?P<inside>[^()\n]{3,160}+)$")
# What a citation must hold to be worth reading: a digit, a host, a name, or the word "see".
_WORTH_READING = re.compile(r"[A-Z,\d]|see |\w\.\w")
_NOTE = re.compile(
    r"^[ \t]*(?:\[(?P<bracketed>\d{1,3})\]|(?P<numbered>\d{1,3})\.)[ \t]+(?P<inside>[^\n]{5,500}+)", re.MULTILINE
)
_SOURCE_LINE = re.compile(
    r"(?P<outlet>[^,\n]{2,60}), [^,\n]{2,40}, in [A-Z][a-z]+(?: and [A-Z][a-z]+)? \d{4} (?:gmt|GMT) "
    rf"(?P<day>{calendar.DAY}) (?P<month>{calendar.MONTH})(?: (?P<year>{calendar.YEAR}|{calendar.SHORT_YEAR}))?"
)
_AUTHORS = re.compile(r"^[^“\"]{2,120}?, (?=[“\"])")
_GMT = re.compile(r"\d{4} (?:gmt|GMT) ")
_NOTE_NUMBER = re.compile(r"[ \t]*(?:\[\d{1,3}\]|\d{1,3}\.)[ \t]+")
_AFTER_STOP = re.compile(r"[.!?…][”’\"')\]]*\s+$")
_GRACE_DAYS = 1  # a source's day can be ahead of the publication's: time zones


@dataclass(frozen=True, slots=True)
class ParsedCitation:
    """One source cited in one place, its dates still as printed."""

    start: int
    end: int
    position: int
    name: str | None
    source: Source
    title: str | None
    relation: str
    dates: tuple[Printed, ...]
    accessed: tuple[Printed, ...]
    flags: tuple[str, ...]
    rule: str


def parse_citations(analysis: Analysis, profile: Profile | None) -> tuple[ParsedCitation, ...]:
    """Return every source cited in the text, in order, with its dates as they are printed."""
    own_names = frozenset(fold(name) for name in _own_names(profile))
    found = [*_in_parentheses(analysis, own_names), *_in_notes(analysis, own_names), *_in_source_lines(analysis)]
    found.sort(key=lambda citation: (citation.start, citation.end, citation.position))
    return tuple(_without_overlaps(found))


def resolve_citations(parsed: Iterable[ParsedCitation], published: Published) -> tuple[Citation, ...]:
    """Return the citations with their days: a missing year is the last one that does not lie after publication."""
    limit = calendar.shift_days(published.anchor, _GRACE_DAYS) if published.anchor else None
    return tuple(_resolved(citation, limit) for citation in parsed)


def days_cited(citation: ParsedCitation, limit: date | None) -> list[DateRange]:
    """Return the days of its dates and access dates; those whose year nothing tells are left out."""
    return [days for printed in (*citation.dates, *citation.accessed) if (days := _days(printed, limit))]


def _own_names(profile: Profile | None) -> tuple[str, ...]:
    return (profile.name, *profile.aliases, *profile.self_names) if profile else ()


# ---- where citations stand ---------------------------------------------------------------------------------------


def _in_parentheses(analysis: Analysis, own_names: frozenset[str]) -> Iterator[ParsedCitation]:
    text = analysis.text
    for match in _PARENTHESIS.finditer(text, analysis.body_start):
        inside = match["inside"]
        if _WORTH_READING.search(inside) and "\n\n" not in inside:
            groups = read_groups(inside)
            if is_citation(groups, text, match.span()):
                yield from _rows(groups, match.span(), _placement(text, match.start()), "parenthesis", own_names)
    yield from _in_unclosed_parentheses(analysis, own_names)


def _in_unclosed_parentheses(analysis: Analysis, own_names: frozenset[str]) -> Iterator[ParsedCitation]:
    """Read a parenthesis that its paragraph never closes: only with a known outlet and a day."""
    text = analysis.text
    for start, end in analysis.paragraphs:
        at = text.rfind("(", max(start, end - 160), end)
        match = _UNCLOSED.match(text, at, end) if at >= 0 else None
        if match:
            stop = match.end() - len(match["inside"]) + len(match["inside"].rstrip(". "))
            groups = read_groups(text[at + 1 : stop])
            if groups and all(
                group.dates and group.sources and all(is_known(s) for s in group.sources) for group in groups
            ):
                yield from _rows(groups, (at, stop), (*_placement(text, at), "unclosed"), "parenthesis", own_names)


def _in_notes(analysis: Analysis, own_names: frozenset[str]) -> Iterator[ParsedCitation]:
    """Read end notes: [1] Xinhua, October 26, 2009."""
    text = analysis.text
    for match in _NOTE.finditer(text, analysis.body_start):
        inside = match["inside"].rstrip()
        if _GMT.search(inside):
            continue  # a source line
        end = match.start("inside") + len(inside)
        groups = [group for group in read_groups(_AUTHORS.sub("", inside.rstrip("."))) if is_note(group)]
        if groups:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            yield from _rows([without_authors(group) for group in groups], (start, end), (), "end_note", own_names)


def _in_source_lines(analysis: Analysis) -> Iterator[ParsedCitation]:
    """Read the source lines of monitoring services: One Plus One TV, Kiev, in Ukrainian 1630 gmt 8 Jul 06."""
    text = analysis.text
    if " gmt " not in text and " GMT " not in text:
        return
    for gmt in _GMT.finditer(text, analysis.body_start):
        begin = max(text.rfind("\n", max(analysis.body_start, gmt.start() - 200), gmt.start()) + 1, analysis.body_start)
        number = _NOTE_NUMBER.match(text, begin)
        match = _SOURCE_LINE.match(text, number.end() if number else begin)
        if match is None:
            continue
        printed = Printed(
            month=calendar.month_number(match["month"]),
            day=int(match["day"].rstrip("sndrth")),
            year=calendar.full_year(match["year"]) if match["year"] else None,
        )
        name = match["outlet"].strip()
        source = identify(name)
        yield ParsedCitation(
            begin, match.end(), 1, name, source, None, "cites", (printed,), (), _source_flags(source), "source_line"
        )


def _placement(text: str, start: int) -> tuple[str, ...]:
    return ("after_period",) if _AFTER_STOP.search(text, max(0, start - 12), start) else ()


def _without_overlaps(found: list[ParsedCitation]) -> Iterator[ParsedCitation]:
    """Keep the first of overlapping citations; the sources of one citation share their span."""
    span: Span = (-1, -1)
    for citation in found:
        if (citation.start, citation.end) == span or citation.start >= span[1]:
            span = (citation.start, citation.end)
            yield citation


# ---- rows --------------------------------------------------------------------------------------------------------


def _rows(
    groups: Iterable[Group], span: Span, flags: tuple[str, ...], rule: str, own_names: frozenset[str]
) -> Iterator[ParsedCitation]:
    position = 0
    for group in groups:
        for cited in group.sources:
            position += 1
            source = _identified(cited, own_names)
            yield ParsedCitation(
                start=span[0],
                end=span[1],
                position=position,
                name=cited.name,
                source=source,
                title=cited.title,
                relation=group.relation,
                dates=group.dates,
                accessed=group.accessed,
                flags=(*(("source_lost",) if cited.name is None else ()), *_source_flags(source), *flags),
                rule=rule,
            )


def _identified(cited: CitedSource, own_names: frozenset[str]) -> Source:
    if cited.name is None:
        return Source("unknown")
    source = identify(cited.name)
    is_own = fold(cited.name) in own_names and source.kind == "unknown"
    return Source("self", source.outlet) if is_own else source


def _source_flags(source: Source) -> tuple[str, ...]:
    flags = (("ambiguous_outlet", source.is_ambiguous), ("outlet_variant", source.is_variant))
    return tuple(flag for flag, is_set in flags if is_set)


def _resolved(citation: ParsedCitation, limit: date | None) -> Citation:
    printed = citation.dates or citation.accessed
    days = tuple(found for date_ in printed if (found := _days(date_, limit)))
    flags = citation.flags
    if len(days) < len(printed):
        flags = (*flags, "year_unknown" if limit is None else "impossible_date")
    if limit is not None and any(first > limit for first, _ in days):
        flags = (*flags, "after_publication")
    role = ("published" if citation.dates else "accessed") if printed else None
    return Citation(
        start=citation.start,
        end=citation.end,
        position=citation.position,
        outlet=citation.name,
        outlet_kind=citation.source.kind,
        outlet_id=citation.source.outlet.outlet_id if citation.source.outlet else None,
        relation=citation.relation,
        title=citation.title,
        dates=days,
        date_role=role,
        flags=flags,
        rule=citation.rule,
        confidence=_confidence(citation),
    )


def _days(printed: Printed, limit: date | None) -> DateRange | None:
    return calendar.latest_not_after(printed, limit) if limit else calendar.days_of(printed)


def _confidence(citation: ParsedCitation) -> float:
    if citation.source.outlet or citation.source.kind in ("generic", "interview"):
        return 0.97 if citation.dates or citation.accessed else 0.85
    if citation.name is None or citation.source.is_ambiguous or citation.source.kind == "website":
        return 0.9
    return 0.8 if citation.source.kind != "unknown" else 0.65
