"""The rows of every extracted table that one document gives, keyed by content."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from flows.extract.analysis import Analysis
from flows.extract.header_dates import dateline_day, disagreements, revision, stated_moment
from flows.extract.version import EXTRACTOR_VERSION
from flows.model import (
    Author,
    Citation,
    DateEvidence,
    Document,
    Extraction,
    Header,
    HeadlineCandidate,
    Mention,
    Quote,
    Span,
)

Row = dict[str, Any]


def rows_of(extraction: Extraction) -> dict[str, list[Row]]:
    """Return the document's rows by table, without their lineage (``run_id`` and ``batch_id``).

    Keys are hashes of (kind of row, document, span): the same text gives the same keys in every run.
    """
    build = _Rows(extraction)
    return {
        "documents": [build.document()],
        "document_sources": [source_row(extraction.document)],
        "authors": build.authors(),
        "quotes": [build.quote(quote) for quote in extraction.quotes],
        "scare_quotes": [build.scare_quote(s.start, s.end, s.kind) for s in extraction.scare_quotes],
        "citations": [build.citation(citation) for citation in extraction.citations],
        "mentions": [build.mention(mention) for mention in extraction.mentions],
        "roles": [build.role(r.start, r.end, r.kind, r.person) for r in extraction.roles],
        "dates": build.dates(),
    }


def source_row(document: Document) -> Row:
    """Return the row of ``document_sources``: where a document came from, and what its header says there."""
    return {
        "document_id": document.document_id,
        "file_sha256": document.file_sha256,
        "path": document.path,
        "member": document.member,
        "url": document.header.url,
        "format": document.format,
        "encoding": document.encoding,
        "byte_size": document.byte_size,
        "byte_start": document.byte_start,
        "byte_end": document.byte_end,
        "captured_on": document.captured_on,
        "header_evidence": header_json(document.header),
    }


@lru_cache(maxsize=50_000)  # a document names the same people again and again
def entity_id(kind: str, name: str) -> str:
    """Return the key of a person, org or place: the hash of its kind and folded full name."""
    return _hash(f"entity|{kind}|{' '.join(unicodedata.normalize('NFKC', name).casefold().split())}")


def publication_slug(name: str) -> str | None:
    """Return the id of a publication that has no profile: its printed name folded to ASCII; None if nothing is left."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", ascii_name.lower()).strip("_") or None


class _Rows:
    """Builds the rows of one extraction; every method gives rows of the table it is named after."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.document_id = extraction.document.document_id
        self.text = extraction.document.text
        self.analysis = Analysis(self.text, extraction.document.body_start, list(extraction.paragraphs))
        self.person_at = {(m.start, m.end): m.name for m in extraction.mentions if m.type == "person"}

    def document(self) -> Row:
        extraction, header = self.extraction, self.extraction.document.header
        profile, published = extraction.profile, extraction.published
        publication = profile.name if profile else header.publication
        return {
            "document_id": self.document_id,
            "publication_id": profile.publication_id if profile else publication and publication_slug(publication),
            "publication": publication,
            "series": header.series,
            "volume": header.volume,
            "issue": header.issue,
            "headline": header.headline,
            "alternative_headline": header.alternative_headline,
            "headline_candidates": [f"{found.basis}: {found.text}" for found in header.headline_candidates] or None,
            "section": header.section,
            "keywords": list(header.keywords) or None,
            "language": extraction.language,
            "published_on": published.on,
            "published_earliest": published.earliest,
            "published_latest": published.latest,
            "published_basis": published.basis,
            "published_at": stated_moment(header, published),
            "published_disagreements": disagreements(header, published) or None,
            **revision(header, published),
            "dateline_place": header.dateline_place,
            "dateline_on": dateline_day(header, published),
            "dateline_agency": header.dateline_agency,
            "word_count": extraction.word_count,
            "text": self.text,
            "is_truncated": header.is_truncated,
            "access": header.access,
            "header_evidence": header_json(header),
            "cluster_id": self.document_id,
            "extractor_version": EXTRACTOR_VERSION,
        }

    def authors(self) -> list[Row]:
        return [
            {"document_id": self.document_id, "position": position} | asdict(author)
            for position, author in enumerate(self.extraction.document.header.authors, start=1)
        ]

    def quote(self, quote: Quote) -> Row:
        mention, cue = quote.speaker_mention, quote.cue
        is_person = quote.speaker is not None and quote.speaker_type == "person"
        return {
            "quote_id": self._key("quote", quote.kind, quote.start, quote.end),
            "document_id": self.document_id,
            "kind": quote.kind,
            "content_start": quote.start,
            "content_end": quote.end,
            "content": self.text[quote.start : quote.end],
            "piece": 1 if len(quote.spans) == 1 else 1 + sum(end <= quote.start for _, end in quote.spans),
            "spans": _spans(quote.spans),
            "verbatim": _spans(quote.verbatim),
            "speaker": quote.speaker,
            "speaker_type": quote.speaker_type if quote.speaker else None,
            "speaker_mention_start": mention and mention[0],
            "speaker_mention_end": mention and mention[1],
            "speaker_mention": mention and self.text[slice(*mention)],
            "person_id": entity_id("person", quote.speaker) if is_person and quote.speaker else None,
            "speaker_role": quote.speaker_role,
            "speaker_affiliation": quote.speaker_affiliation,
            "is_anonymous": quote.is_anonymous,
            "cue_start": cue and cue[0],
            "cue_end": cue and cue[1],
            "cue": cue and self.text[slice(*cue)],
            "citation_id": None
            if quote.citation is None
            else self._citation_id(self.extraction.citations[quote.citation]),
            "outlet": quote.outlet,
            "said_earliest": quote.said_earliest,
            "said_latest": quote.said_latest,
            "said_basis": quote.said_basis,
            "paragraph": self.analysis.paragraph_of(quote.start),
            "confidence": quote.confidence,
            "rule": quote.rule,
        }

    def scare_quote(self, start: int, end: int, kind: str) -> Row:
        return {"scare_quote_id": self._key("scare", start, end), "kind": kind} | self._span(start, end)

    def citation(self, citation: Citation) -> Row:
        days = [day for dates in citation.dates for day in dates]
        return {
            "citation_id": self._citation_id(citation),
            "position": citation.position,
            "outlet_id": citation.outlet_id,
            "outlet_text": citation.outlet,
            "outlet_kind": citation.outlet_kind,
            "relation": citation.relation,
            "title": citation.title,
            "dates": [{"earliest": earliest, "latest": latest} for earliest, latest in citation.dates],
            "earliest": min(days, default=None),
            "latest": max(days, default=None),
            "date_role": citation.date_role,
            "flags": list(citation.flags),
            "confidence": citation.confidence,
            "rule": citation.rule,
        } | self._span(citation.start, citation.end)

    def mention(self, mention: Mention) -> Row:
        return {
            "mention_id": _hash(f"mention|{self.document_id}|{mention.type}|{mention.start}|{mention.end}"),
            "type": mention.type,
            "entity_id": entity_id(mention.type, mention.name),
            "name": mention.name,
            "role": mention.role,
            "affiliation": mention.affiliation,
            "gender": mention.gender,
            "is_metonym": mention.is_metonym,
            "confidence": mention.confidence,
            "rule": mention.rule,
            **self._span(mention.start, mention.end),
        }

    def role(self, start: int, end: int, kind: str, person: Span | None) -> Row:
        name = self.person_at.get(person) if person else None
        return {
            "role_id": self._key("role", kind, start, end),
            "kind": kind,
            "person_id": entity_id("person", name) if name else None,
            **self._span(start, end),
        }

    def dates(self) -> list[Row]:
        return [
            {
                "date_id": self._key("date", d.start, d.end),
                "value": d.value,
                "type": d.type,
                "earliest": d.earliest,
                "latest": d.latest,
                "basis": d.basis,
                "confidence": d.confidence,
                "rule": d.rule,
                **self._span(d.start, d.end),
            }
            for d in self.extraction.dates
        ]

    def _span(self, start: int, end: int) -> Row:
        return {
            "document_id": self.document_id,
            "span_start": start,
            "span_end": end,
            "text": self.text[start:end],
            "paragraph": self.analysis.paragraph_of(start),
        }

    def _citation_id(self, citation: Citation) -> str:
        return self._key("citation", citation.start, citation.end, citation.position)

    def _key(self, kind: str, *parts: object) -> str:
        return _hash(f"{kind}|{self.document_id}|{'|'.join(map(str, parts))}")


def header_json(header: Header) -> str:
    """Return the header's evidence as JSON with sorted keys; what it does not say is left out."""
    said = {name: value for name in _EVIDENCE if (value := getattr(header, name))}
    return json.dumps(said, default=_plain, ensure_ascii=False, sort_keys=True) if said else "{}"


def _plain(value: Any) -> object:
    return str(value) if isinstance(value, date) else asdict(value)


_EVIDENCE = tuple(field.name for field in fields(Header))


def header_of_json(text: str) -> Header:
    """Return the header that ``header_json`` wrote."""
    said = json.loads(text)
    said["authors"] = tuple(Author(**author) for author in said.get("authors", ()))
    said["headline_candidates"] = tuple(HeadlineCandidate(**found) for found in said.get("headline_candidates", ()))
    said["keywords"] = tuple(said.get("keywords", ()))
    for name in ("dates", "other_dates"):
        said[name] = tuple(map(_date_evidence, said.get(name, ())))
    if "modified" in said:
        said["modified"] = _date_evidence(said["modified"])
    return Header(**said)


def _date_evidence(said: dict[str, str]) -> DateEvidence:
    return DateEvidence(date.fromisoformat(said["earliest"]), date.fromisoformat(said["latest"]), said["basis"])


def _spans(spans: Iterable[Span]) -> list[Row]:
    return [{"start": start, "stop": stop} for start, stop in spans]


def _hash(key: str) -> str:
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
