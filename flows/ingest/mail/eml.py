"""E-mail as programs store it: the parts of a message, and mails inside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from flows.ingest import clean
from flows.ingest.encoding import decode
from flows.ingest.mail.letter import articles_of
from flows.ingest.mail.message import ENCRYPTED, PACKED_IN_SIGNATURE, Attachment, Message, Page
from flows.ingest.moments import moment_of
from flows.ingest.parts import Found, Part
from flows.model import Refusal, Refused

NAME = "eml"
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:")
_FIELDS = frozenset(
    b"from to subject date message-id mime-version received return-path delivered-to content-type reply-to sender cc "
    b"list-id x-mailer".split()
)
_MAX_HEAD = 400_000
_MAX_FIELD = 20_000
_MAX_PARTS = 1_000
_SEALS = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})
_ENDINGS = {"application/pdf": ".pdf", "text/html": ".html", "application/rtf": ".rtf"}


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


def read(part: Part) -> Iterable[Found]:
    """Give the message as an article, and what is attached to it."""
    data = part.data.lstrip(b"\xef\xbb\xbf\r\n")
    _check_fields(data)
    try:
        message = _message(BytesParser(policy=policy.default).parsebytes(data))
    except (Refused, MemoryError):
        raise
    except Exception as error:  # the parser of the standard library fails in many ways on malformed fields
        raise Refused(
            Refusal.DAMAGED, f"the message cannot be read ({type(error).__name__}); export it again"
        ) from None
    yield from articles_of(message, part, NAME)


def _check_fields(data: bytes) -> None:
    """The parser's time grows with the square of a field's length: no real field is that long."""
    head = re.split(rb"\r?\n\r?\n", data[: _MAX_HEAD + 1], maxsplit=1)[0]
    longest = max((len(field) for field in re.split(rb"\r?\n(?![ \t])", head)), default=0)
    if len(head) > _MAX_HEAD or longest > _MAX_FIELD:
        raise Refused(Refusal.DAMAGED, f"one of its mail fields is {longest:,} bytes long")


def _message(message: EmailMessage) -> Message:
    """Return what the message holds: the first text and the first page that are not attached, and the attachments."""
    text: EmailMessage | None = None
    page: EmailMessage | None = None
    attachments: list[Attachment] = []
    kinds: set[str] = set()
    sealed: Refused | None = None
    for place, candidate in enumerate(_leaves(message)):
        if place > _MAX_PARTS:
            break
        kind = candidate.get_content_type()
        kinds.add(kind)
        sealed = sealed or _sealed(candidate, kind)
        if kind == "message/rfc822" or candidate.is_attachment():
            attachments.extend(_attachment(candidate, kind, place))
        elif kind == "text/plain" and text is None:
            text = candidate
        elif kind == "text/html" and page is None:
            page = candidate
    content, encoding = _text(text)
    return Message(
        subject=_field(message, "subject"),
        sender=parseaddr(_field(message, "from") or "")[0] or None,
        list_name=parseaddr(_field(message, "list-id") or "")[0] or None,
        sent=_sent(message),
        sent_at=moment_of(str(message.get("date", ""))),
        keywords=_field(message, "keywords"),
        text=content,
        encoding=encoding,
        is_flowed=text is not None and str(text.get_param("format", "")).lower() == "flowed",
        page=Page(_payload(page), page.get_content_charset()) if page is not None and _payload(page).strip() else None,
        attachments=tuple(attachments),
        has_images=any(kind.startswith("image/") for kind in kinds),
        has_invitation="text/calendar" in kinds,
        sealed=sealed,
    )


def _sealed(part: EmailMessage, kind: str) -> Refused | None:
    """Tell what S/MIME (RFC 8551, 3.2) and PGP/MIME (RFC 3156, 4) seal; a signature beside a text seals nothing."""
    if kind not in _SEALS:
        return None
    return PACKED_IN_SIGNATURE if str(part.get_param("smime-type")).lower() == "signed-data" else ENCRYPTED


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Give the parts of a message in order; a mail inside it is one part."""
    waiting: list[EmailMessage] = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            inner = [p for p in part.iter_parts() if isinstance(p, EmailMessage)]
            waiting.extend(reversed(inner))
        else:
            yield part


def _attachment(part: EmailMessage, kind: str, place: int) -> Iterator[Attachment]:
    if kind == "message/rfc822":
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        if isinstance(inner, EmailMessage):
            yield Attachment(f"message-{place}.eml", inner.as_bytes())
    elif data := _payload(part):
        name = part.get_filename() or f"part-{place}{_ENDINGS.get(kind, '')}"
        yield Attachment(clean.without_control_characters(name).replace("/", "_")[:200], data)


def _payload(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: EmailMessage | None) -> tuple[str | None, str]:
    data = _payload(part) if part is not None else b""
    if part is None or not data.strip():
        return None, "utf-8"
    return decode(data, part.get_content_charset())


def _field(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return clean.without_control_characters(" ".join(str(value).split())) or None if value is not None else None


def _sent(message: EmailMessage) -> date | None:
    try:
        return parsedate_to_datetime(str(message.get("date", ""))).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
