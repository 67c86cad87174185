"""Outlets that report a quotation without being cited for it: Interfax quoted him, he told Interfax."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from flows.extract.analysis import Analysis
from flows.extract.outlets import Source, find_outlet, leading_outlet
from flows.model import Quote, Span

_MAX_SENTENCE = 1500  # a longer "sentence" is no sentence
_MEMO = 4096  # printed names whose outlet is kept: a text names the same few again and again
_REPORTS = re.compile(
    r"(?P<outlet>[A-Z0-9][\w.+’'/-]*(?: (?:i |of |al-)?[A-Z0-9][\w.+’'/-]*){0,4}),?[”\"]?,? "
    r"(?:has |have |had |also |later |first |then |earlier |newspaper |news agency |agency |radio |TV ){0,3}"
    r"(?:reported|reports|wrote|writes|quoted|quotes|quoting|cited|cites|citing|said|noted|claimed|revealed|published|carried|broadcast|aired)\b"
)
_REPORTED_BY = re.compile(
    r"\b(?:told|tells|telling|(?:quoted|cited|reported|carried|published|broadcast|aired|interviewed|as saying) by|"
    r"(?:published|wrote|writing|writes|reported|reports|article|interview) in|(?:interview|article) (?:with|to|for)|"
    r"(?:speaking|spoke|comments|remarks|statement) to|(?:speaking|appeared|broadcast|aired|posted) on|according to)"
    r" (?:the |its |a |an )?(?:[a-z][\w’'-]* ){0,4}[“\"]?(?P<outlet>[A-Z0-9][^,;()\[\]“”\"]{1,60})"
)


def reporting_outlets(analysis: Analysis, quotes: Sequence[Quote], is_cited: Set[int]) -> dict[int, str]:
    """Return the reporting outlet by the index of the quotation; the same speaker goes on speaking to it."""
    found: dict[int, str] = {}
    before: tuple[int, Quote, str] | None = None
    for at, quote in enumerate(quotes):
        agent = _reporting_outlet(analysis, quote, is_cited=at in is_cited)
        paragraph = analysis.paragraph_of(quote.start)
        if agent is None and before and at not in is_cited and before[0] == paragraph:
            agent = before[2] if is_same_speaker(quote, before[1]) else None
        if agent:
            found[at] = agent
            before = (paragraph, quote, agent)
    return found


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
        found = _leading(match["outlet"])
        if found and not found[1].is_ambiguous:
            return found[0]
    for match in _REPORTS.finditer(around):
        if _is_outlet(match["outlet"]):
            return match["outlet"]
    return None


@lru_cache(maxsize=_MEMO)
def _leading(words: str) -> tuple[str, Source] | None:
    return leading_outlet(words)


@lru_cache(maxsize=_MEMO)
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


def is_same_speaker(one: Quote, other: Quote) -> bool:
    """Whether two quotations have one speaker; an anonymous one is told by the words used."""
    if one.kind == "nested" and other.start <= one.start and one.end <= other.end:
        return True
    if one.speaker and other.speaker:
        return one.speaker == other.speaker or one.speaker.split()[-1] == other.speaker.split()[-1]
    is_anonymous = one.speaker is None and other.speaker is None and one.speaker_role is not None
    return is_anonymous and one.speaker_role == other.speaker_role


def is_same_outlet(one: str, other: str | None) -> bool:
    """Whether two printed names mean one outlet."""
    known, too = find_outlet(one), find_outlet(other or "")
    return one == other or bool(known and too and known.outlet and known.outlet == too.outlet)
