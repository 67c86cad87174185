"""What is a citation: which parentheses and notes cite a source, and which gloss, credit or date."""

from __future__ import annotations

import re

from flows.extract.citation_grammar import CitedSource, Group, is_city
from flows.extract.outlets import identify, is_host
from flows.model import Span

_NO_SOURCE = re.compile(
    r"(?:born|died|b\.|d\.|updated|published|since|from|until|photo|image|aged?|part|figure|table|chapter|article|section|"
    r"resolution|law|decree|order|act|circa|ca\.|c\.|note|emphasis|translated|translation|former|formerly|now|then|later|"
    r"signed|adopted|ratified|elected|appointed|killed|arrested|released|founded|established|effective|as of|"
    r"volume|vol)\b",
    re.IGNORECASE,
)
_SENTENCE_INSIDE = re.compile(r"[a-z]{3,}[.!?] [A-Z]|[!?]")
_MAX_SOURCE = 120
_MAX_UNKNOWN_WORDS = 9


def is_citation(groups: list[Group], text: str, span: Span) -> bool:
    """Whether a parenthesis cites: a date and a source, or a known outlet or host, or "see" and a publication.

    A gloss of an abbreviation, a date that glosses "today", a part of a series and the credit of a picture do not.
    """
    groups = [group for group in groups if group.sources]
    if not groups or any(_SENTENCE_INSIDE.search(source.name or "") for group in groups for source in group.sources):
        return False
    if any(_cites_with_a_date(group) for group in groups):
        return True
    first = groups[0]
    if first.is_credit or not all(is_known(source) for source in first.sources):
        return False
    return first.relation == "see" or _stands_as_a_source(first, text, span)


def _cites_with_a_date(group: Group) -> bool:
    if not group.dates and not group.accessed:
        return False
    if all(source.name is None for source in group.sources):
        return True
    only_years = all(printed.month is None for printed in (*group.dates, *group.accessed))
    return any(
        is_known(source) or (not only_years and _can_be_a_source(source.name))
        for source in group.sources
        if source.name
    )


def is_known(source: CitedSource) -> bool:
    """Whether it is an outlet of the registry, or a host."""
    if not source.name or len(source.name) > _MAX_SOURCE:
        return False
    kind = identify(source.name)
    return kind.outlet is not None or kind.is_ambiguous or is_host(source.name)


def _can_be_a_source(name: str) -> bool:
    if identify(name).kind in ("interview", "generic"):
        return True
    if len(name) > _MAX_SOURCE or len(name.split()) > _MAX_UNKNOWN_WORDS or is_city(name) or _NO_SOURCE.match(name):
        return False
    return name[0].isupper() or (name[0].isdigit() and any(char.isalpha() for char in name) and " " not in name)


def _stands_as_a_source(group: Group, text: str, span: Span) -> bool:
    """Whether a known outlet without a date closes a sentence, and is neither a gloss nor the credit of a picture."""
    name = group.sources[0].name or ""
    if is_host(name):
        return True
    if identify(name).is_variant:
        return False
    start, end = span
    if name.isupper() and _is_gloss(name, text[max(0, start - 120) : start]):
        return False
    return text[end : end + 1] in (".", ",", ";", "!", "?") and text[end : end + 1] != ""


def _is_gloss(short: str, before: str) -> bool:
    """Whether the words before have the initials of the abbreviation: Eurasia Daily Monitor (EDM)."""
    initials = "".join(word[0] for word in re.findall(r"[\w]+", before)[-2 * len(short) :]).upper()
    letters = iter(initials)
    return all(char in letters for char in short if char.isalpha())


def is_note(group: Group) -> bool:
    """Whether the line of an end note cites: a date, and a known source or a title."""
    if any(source.name and is_host(source.name) for source in group.sources):
        return True
    return bool(group.dates or group.accessed) and any(is_known(source) or source.title for source in group.sources)


def without_authors(group: Group) -> Group:
    """Drop what stands in a note beside a known outlet: authors, titles, places."""
    known = tuple(source for source in group.sources if is_known(source))
    return Group(known[:1] or group.sources[-1:], group.dates, group.accessed, group.relation)
