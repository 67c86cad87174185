"""The extract contract: one document as the JSON object that ``briefings extract`` writes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from flows.model import Citation, DateRange, Extraction, Mention, Quote, Role, TimeExpression

as_text = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
"""The object of ``as_json`` as one line of text. It holds no list or object twice, so that none is looked for."""


def as_json(extraction: Extraction, identifier: str) -> dict[str, Any]:
    """Return the document in the form of the contract: plain JSON values, dates in ISO form."""
    document, header, published = extraction.document, extraction.document.header, extraction.published
    profile = extraction.profile
    return {
        "id": identifier,
        "headline": header.headline,
        "authors": [author.name for author in header.authors],
        "publication": profile.name if profile else header.publication,
        "volume": header.volume,
        "issue": header.issue,
        "language": extraction.language,
        "date_published": _iso(published.on),
        "published_earliest": _iso(published.earliest),
        "published_latest": _iso(published.latest),
        "published_basis": published.basis,
        "text": document.text,
        "quotes": [_quote(quote, document.text) for quote in extraction.quotes],
        "scare_quotes": [{"start": s.start, "end": s.end, "kind": s.kind} for s in extraction.scare_quotes],
        "citations": [_citation(citation) for citation in extraction.citations],
        "mentions": [_mention(mention) for mention in extraction.mentions],
        "roles": [_role(role) for role in extraction.roles],
        "dates": [_date(expression) for expression in extraction.dates],
    }


def _quote(quote: Quote, text: str) -> dict[str, Any]:
    speaker_start, speaker_end = quote.speaker_mention or (None, None)
    cue_start, cue_end = quote.cue or (None, None)
    return {
        "kind": quote.kind,
        "start": quote.start,
        "end": quote.end,
        "spans": [list(span) for span in quote.spans],
        "verbatim": [list(span) for span in quote.verbatim],
        "speaker": quote.speaker,
        "speaker_start": speaker_start,
        "speaker_end": speaker_end,
        "speaker_role": quote.speaker_role,
        "cue": text[cue_start:cue_end] if quote.cue else None,
        "cue_start": cue_start,
        "cue_end": cue_end,
        "outlet": quote.outlet,
        "said_earliest": _iso(quote.said_earliest),
        "said_latest": _iso(quote.said_latest),
        "said_basis": quote.said_basis,
        "confidence": quote.confidence,
        "rule": quote.rule,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "start": citation.start,
        "end": citation.end,
        "outlet": citation.outlet,
        "outlet_kind": citation.outlet_kind,
        "dates": [_range(dates) for dates in citation.dates],
        "relation": citation.relation,
        "flags": list(citation.flags),
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "type": mention.type,
        "name": mention.name,
        "role": mention.role,
    }


def _role(role: Role) -> dict[str, Any]:
    return {
        "start": role.start,
        "end": role.end,
        "kind": role.kind,
        "person": list(role.person) if role.person else None,
    }


def _date(expression: TimeExpression) -> dict[str, Any]:
    return {
        "start": expression.start,
        "end": expression.end,
        "value": expression.value,
        "type": expression.type,
        "earliest": _iso(expression.earliest),
        "latest": _iso(expression.latest),
    }


def _range(dates: DateRange) -> list[str | None]:
    return [_iso(day) for day in dates]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
