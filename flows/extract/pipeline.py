"""What happens to one document: the order of the extractors, and what each needs from the others."""

from __future__ import annotations

import re

from flows.extract.agreement import agreed
from flows.extract.analysis import analyse
from flows.extract.attribution import attribute
from flows.extract.citations import parse_citations, resolve_citations
from flows.extract.dates import find_dates
from flows.extract.language import detect_language
from flows.extract.layout import with_speakers
from flows.extract.names import find_names
from flows.extract.publication_date import infer_published
from flows.extract.quotations import find_quotations
from flows.model import Document, Extraction, Profile

_LONGEST_HEADING = 2000  # characters
_WORD = re.compile(r"\w++(?:[’'\-]\w+)*")


def extract(document: Document, profile: Profile | None = None) -> Extraction:
    """Return everything that the document's text says. ``profile`` is how its publication prints, where known.

    Never raises for any text, and never gives an offset outside of it.
    """
    analysis = analyse(document.text, document.body_start)
    parsed = parse_citations(analysis, profile)
    published = infer_published(document, profile, analysis, parsed)
    citations = resolve_citations(parsed, published)
    dates = find_dates(analysis, published)
    mentions, roles = find_names(analysis)
    quotes, scare_quotes = find_quotations(analysis, mentions, roles, _heading(document))
    mentions, quotes = agreed(with_speakers(mentions, quotes), quotes)
    return Extraction(
        document=document,
        profile=profile,
        language=detect_language(document.text[document.body_start :], document.header.language),
        published=published,
        word_count=_count_words(document.text[document.body_start :]),
        paragraphs=tuple(analysis.paragraphs),
        quotes=attribute(analysis, quotes, citations, dates, published),
        scare_quotes=scare_quotes,
        citations=citations,
        mentions=mentions,
        roles=roles,
        dates=dates,
    )


def _count_words(text: str) -> int:
    return sum([1 if piece.isalnum() else len(_WORD.findall(piece)) for piece in text.split()])


def _heading(document: Document) -> str:
    """Return what stands above the body: the headline, and the header where it is part of the text."""
    above = document.text[: min(document.body_start, _LONGEST_HEADING)]
    return f"{document.header.headline or ''}\n\n{above}".strip()
