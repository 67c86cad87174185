"""A mail as articles: its text or else its page, and what is attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flows.ingest import clean, header_lines, html_page, plain_text, tail
from flows.ingest.days import FIRST_YEAR, LAST_YEAR
from flows.ingest.mail.forwards import Inner, innermost
from flows.ingest.mail.message import Message
from flows.ingest.parts import Article, Found, Part
from flows.model import DateEvidence, Header, Refusal, Refused

_PREFIX = re.compile(r"^(?:(?:re|fw|fwd|aw|wg)\s*:\s*|\[[^\]]{1,60}\]\s*)+", re.IGNORECASE)
_LIST_FOOTER = re.compile(
    r"^(?:_{20,}\s*\n[^\n]*mailing list|--~--~-|You received this message because|To unsubscribe\b|"
    r"If you (?:no longer|do not) wish to receive)",
    re.IGNORECASE | re.MULTILINE,
)
_MAX_FOOTER = 2_500
_READ = re.compile(r"\.(?:pdf|docx|odt|rtf|html?|eml|msg|txt|md)$", re.IGNORECASE)
_COVER = re.compile(r"\b(?:attach(?:ed|ment|ments|ing)?|enclosed?|FYI|forwarded|below)\b", re.IGNORECASE)
_COVER_WORDS = 60  # a shorter text that speaks of what is attached is a note
_STUB = 3  # times as long is the page of which the text says "view it in your browser"


def articles_of(message: Message, part: Part, format_name: str) -> Iterator[Found]:
    """Give the article of a mail, then its attachments to be read; Refused where it has neither."""
    attached = [attachment for attachment in message.attachments if _READ.search(attachment.name)]
    article, refused = _read(message, part)
    if article is not None and not (attached and _is_cover(article.text)):
        yield replace(article, format=format_name, member=part.member, byte_size=len(part.data))
    elif not attached:
        raise refused or _nothing(message)
    for attachment in attached:
        part.budget.take_member()
        yield part.inner(attachment.data, attachment.name, name=attachment.name)


def _is_cover(text: str) -> bool:
    return len(text.split()) < _COVER_WORDS and _COVER.search(text) is not None


def _read(message: Message, part: Part) -> tuple[Article | None, Refused | None]:
    """Return the article, or why there is none: the text, or the page where the text stands in for it."""
    inner = Inner(message.text or "")
    refused: Refused | None = None
    found: Article | None = None
    if message.text and message.text.strip():
        try:
            inner = innermost(tail.without_signature(_without_list_footer(clean.normalised(message.text))))
            header, body = plain_text.read_article(inner.text, flowed=message.is_flowed)
            found = Article(body, header, "", message.encoding, part.member, 0)
        except Refused as reason:
            refused = reason
    page = _page_article(message, part, enough=found is not None and len(found.text) > 1_000)
    if page is not None and (found is None or _STUB * len(found.text) < len(page.text)):
        found = page
    if found is None:
        return None, refused
    return replace(found, header=_with_fields(found.header, message, inner)), None


def _page_article(message: Message, part: Part, *, enough: bool) -> Article | None:
    if message.page is None or enough:
        return None
    inner = part.inner(message.page.data, charset=message.page.charset)
    try:
        return next((found for found in html_page.read(inner) if isinstance(found, Article)), None)
    except Refused:
        return None


def _with_fields(header: Header, message: Message, inner: Inner) -> Header:
    """Return the header with what the mail's fields add: those of the mail inside come before the outer ones."""
    is_forwarded = inner.sender is not None or inner.subject is not None
    subject = inner.subject or message.subject
    if not header.headline and subject:
        header = replace(header, headline=_PREFIX.sub("", subject).strip() or None)
    names = (inner.sender,) if is_forwarded else (message.sender, message.list_name)
    for name in filter(None, names):
        is_masthead = header.publication is not None and name.casefold() == header.publication.casefold()
        if is_masthead or (header.publication is None and _is_publication(name, message, is_forwarded=is_forwarded)):
            header = replace(header, publication=name)  # a masthead in capitals is written as the sender writes it
    days = [day for day in (inner.sent, message.sent) if day and FIRST_YEAR + 70 < day.year <= LAST_YEAR]
    return replace(header, dates=(*header.dates, *(DateEvidence(day, day, "mail") for day in dict.fromkeys(days))))


def _is_publication(name: str, message: Message, *, is_forwarded: bool) -> bool:
    """Whether a sender is a publication: one that is known, or a list that sends under its own name."""
    return header_lines.is_publication_name(name) or (
        not is_forwarded and message.list_name is not None and name == message.sender == message.list_name
    )


def _without_list_footer(text: str) -> str:
    match = _LIST_FOOTER.search(text, max(0, len(text) - _MAX_FOOTER))
    return text[: match.start()].rstrip() if match and text[: match.start()].strip() else text


def _nothing(message: Message) -> Refused:
    if message.has_invitation:
        return Refused(Refusal.NO_TEXT, "the message is an invitation to a meeting and no article")
    if message.has_images:
        return Refused(Refusal.NO_TEXT, "the message holds pictures and no text: run OCR and hand in the result")
    return Refused(Refusal.NO_TEXT, "the message has neither a text nor a page in it")
