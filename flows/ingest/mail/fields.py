"""What the fields of a mail say about its article: subject, sender and day, those of a mail inside it first."""

from __future__ import annotations

import re
from dataclasses import replace

from flows.ingest import header_lines
from flows.ingest.days import FIRST_YEAR, LAST_YEAR
from flows.ingest.keywords import keywords_of
from flows.ingest.mail.forwards import Inner
from flows.ingest.mail.message import Message
from flows.model import DateEvidence, Header, HeadlineCandidate

_PREFIX = re.compile(r"^(?:(?:re|fw|fwd|aw|wg)\s*:\s*|\[[^\]]{1,60}\]\s*)+", re.IGNORECASE)


def with_fields(header: Header, message: Message, inner: Inner, *, is_item: bool) -> Header:
    """Return the header with what the mail's fields add; a subject heads an article, but no item of an issue."""
    is_forwarded = inner.sender is not None or inner.subject is not None
    subject = inner.subject or message.subject
    printed = _printed(header)
    if not header.headline and subject and not is_item:
        header = replace(header, headline=_PREFIX.sub("", subject).strip() or None)
    names = (inner.sender,) if is_forwarded else (message.sender, message.list_name)
    for name in filter(None, names):
        is_masthead = header.publication is not None and name.casefold() == header.publication.casefold()
        if is_masthead or (header.publication is None and _is_publication(name, message, is_forwarded=is_forwarded)):
            header = replace(header, publication=name)  # a masthead in capitals is written as the sender writes it
    days = [day for day in (inner.sent, message.sent) if day and FIRST_YEAR + 70 < day.year <= LAST_YEAR]
    stated = tuple(DateEvidence(day, day, "mail") for day in dict.fromkeys(days))
    candidates = (HeadlineCandidate(subject, "subject"),) if subject and not is_item else ()
    return replace(
        header,
        dates=(*header.dates, *stated),
        published_at=header.published_at or (None if is_forwarded else message.sent_at),
        keywords=header.keywords or (() if is_forwarded else keywords_of(message.keywords)),
        headline_candidates=(*printed, *header.headline_candidates, *candidates),
    )


def _printed(header: Header) -> tuple[HeadlineCandidate, ...]:
    if header.headline is None or header.headline_candidates:
        return ()
    return (HeadlineCandidate(header.headline, "text"),)


def _is_publication(name: str, message: Message, *, is_forwarded: bool) -> bool:
    """Whether a sender is a publication: one that is known, or a list that sends under its own name."""
    return header_lines.is_publication_name(name) or (
        not is_forwarded and message.list_name is not None and name == message.sender == message.list_name
    )
