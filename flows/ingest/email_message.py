"""E-mail: the text part (or else the page) of a message; its fields are evidence weaker than the header in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from flows.ingest import clean, html_page, plain_text, tail
from flows.ingest.days import FIRST_YEAR, LAST_YEAR
from flows.ingest.encoding import decode
from flows.ingest.parts import Article, Part
from flows.model import DateEvidence, Refusal, Refused

NAME = "eml"
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:")
_FIELDS = frozenset(
    b"from to subject date message-id mime-version received return-path delivered-to content-type reply-to sender cc "
    b"list-id x-mailer".split()
)
_MAX_HEAD = 400_000
_MAX_FIELD = 20_000
_REPLY = re.compile(r"^(?:(?:re|fw|fwd|aw|wg)\s*:\s*|\[[^\]]{1,60}\]\s*)+", re.IGNORECASE)


def recognises(part: Part) -> bool:
    """Tell by a block of mail fields at the very beginning, two of them known ones, and a blank line under it."""
    names: set[bytes] = set()
    for line in part.data[:20_000].lstrip(b"\xef\xbb\xbf\r\n").splitlines():
        if not line.strip():
            break
        if line[:1] in b" \t" and names:
            continue
        match = _FIELD.match(line)
        if not match:
            return False
        names.add(match[0][:-1].lower())
    return len(names & _FIELDS) >= 2 and bool(
        names & {b"from", b"received", b"message-id", b"mime-version", b"return-path", b"date"}
    )


def read(part: Part) -> Iterable[Article]:
    """Give the message as one article."""
    data = part.data.lstrip(b"\xef\xbb\xbf\r\n")
    _check_fields(data)
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        text_part, page_part = _bodies(message)
        subject, sender, sent = _field(message, "subject"), _sender(message), _sent(message)
        read_from = _text_article(text_part, part) if text_part is not None else None
        if read_from is None and page_part is not None:
            read_from = _page_article(page_part, part)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # the parser of the standard library fails in many ways on malformed fields
        raise Refused(
            Refusal.DAMAGED, f"the message cannot be read ({type(error).__name__}); export it again"
        ) from None
    if read_from is None:
        raise Refused(Refusal.NO_TEXT, "the message has neither a text nor a page in it")
    article = read_from
    header = article.header
    if not header.headline and subject:
        header = replace(header, headline=_REPLY.sub("", subject).strip() or None)
    if sender and header.publication and sender.casefold() == header.publication.casefold():
        header = replace(header, publication=sender)  # the masthead in capitals, the sender as the name is written
    if sent:
        header = replace(header, dates=(*header.dates, sent))
    yield replace(article, header=header, format=NAME, byte_size=len(part.data))


def _check_fields(data: bytes) -> None:
    """The parser's time grows with the square of a field's length: no real field is that long."""
    head = re.split(rb"\r?\n\r?\n", data[: _MAX_HEAD + 1], maxsplit=1)[0]
    longest = max((len(field) for field in re.split(rb"\r?\n(?![ \t])", head)), default=0)
    if len(head) > _MAX_HEAD or longest > _MAX_FIELD:
        raise Refused(Refusal.DAMAGED, f"one of its mail fields is {longest:,} bytes long")


def _bodies(message: EmailMessage) -> tuple[EmailMessage | None, EmailMessage | None]:
    """Return the first text part and the first page that are no attachments."""
    text: EmailMessage | None = None
    page: EmailMessage | None = None
    for place, candidate in enumerate(message.walk()):
        if place > 1000:
            break
        if not isinstance(candidate, EmailMessage) or candidate.is_multipart() or candidate.is_attachment():
            continue
        kind = candidate.get_content_type()
        text = candidate if text is None and kind == "text/plain" else text
        page = candidate if page is None and kind == "text/html" else page
    return text, page


def _text_article(part: EmailMessage, whole: Part) -> Article | None:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or len(data.strip()) == 0:
        return None
    text, encoding = decode(data, part.get_content_charset())
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    text = tail.without_signature(clean.normalised(text))
    header, body = plain_text.read_article(text, flowed=flowed)
    return Article(body, header, NAME, encoding, whole.member, len(whole.data))


def _page_article(part: EmailMessage, whole: Part) -> Article | None:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or len(data.strip()) == 0:
        return None
    inner = whole.inner(data, charset=part.get_content_charset())
    return next((found for found in html_page.read(inner) if isinstance(found, Article)), None)


def _field(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return clean.without_control_characters(" ".join(str(value).split())) or None if value is not None else None


def _sender(message: EmailMessage) -> str | None:
    return parseaddr(_field(message, "from") or "")[0] or None


def _sent(message: EmailMessage) -> DateEvidence | None:
    try:
        day: date = parsedate_to_datetime(str(message.get("date", ""))).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return DateEvidence(day, day, "mail") if FIRST_YEAR + 70 < day.year <= LAST_YEAR else None
