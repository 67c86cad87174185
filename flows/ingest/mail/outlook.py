"""Outlook messages (MSG), and the names of the other files that have their container: old and encrypted documents."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from flows.ingest.mail.letter import articles_of
from flows.ingest.mail.message import ENCRYPTED, Attachment, Message, Page
from flows.ingest.parts import Found, Part
from flows.model import Refusal, Refused

if TYPE_CHECKING:
    from olefile import OleFileIO

NAME = "msg"
_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES = "__properties_version1.0"
_SUBJECT, _SENDER, _BODY, _PAGE = "0037", "0C1A", "1000", "1013"
_SENT = (0x0039, 0x0E06)  # handed in by the sender, delivered
_TEXT, _TEXT_8_BIT, _BINARY = "001F", "001E", "0102"
_CODE_PAGE = 0x3FFD
_OTHERS = (
    ("EncryptedPackage", Refusal.ENCRYPTED, "it is an encrypted office document: save a copy without a password"),
    ("WordDocument", Refusal.UNSUPPORTED, "it is an old Word document (.doc): save it as DOCX"),
    ("Workbook", Refusal.UNSUPPORTED, "it is an old Excel workbook: save its table as CSV"),
    ("Book", Refusal.UNSUPPORTED, "it is an old Excel workbook: save its table as CSV"),
    ("PowerPoint Document", Refusal.UNSUPPORTED, "it is an old presentation: save its text as DOCX or PDF"),
)
_MAX_ATTACHMENTS = 1_000


def recognises(part: Part) -> bool:
    """Tell by the signature of the container."""
    return part.data.startswith(_SIGNATURE)


def read(part: Part) -> Iterator[Found]:
    """Give the message as an article, and what is attached to it; Refused names other files of this container."""
    from olefile import OleFileIO

    try:
        with OleFileIO(io.BytesIO(part.data)) as ole:
            for stream, reason, sentence in _OTHERS:
                if ole.exists(stream):
                    raise Refused(reason, sentence)
            if not ole.exists(_PROPERTIES):
                raise Refused(Refusal.UNSUPPORTED, "it is a file of an old program and no message: convert it")
            message = _message(ole)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # a damaged container fails in many ways
        raise Refused(Refusal.DAMAGED, f"the message cannot be read ({type(error).__name__}); save it again") from None
    yield from articles_of(message, part, NAME)


def _message(ole: OleFileIO) -> Message:
    properties = _fixed(ole)
    code_page = f"cp{int.from_bytes(properties.get(_CODE_PAGE, b'')[:4], 'little') or 1252}"
    sent = next((day for tag in _SENT if (day := _day(properties.get(tag, b"")))), None)
    page = _stream(ole, f"__substg1.0_{_PAGE}{_BINARY}")
    unicode_page = _string(ole, _PAGE, code_page)
    attachments = tuple(_attachments(ole, code_page))
    return Message(
        subject=_string(ole, _SUBJECT, code_page),
        sender=_string(ole, _SENDER, code_page),
        sent=sent,
        text=_string(ole, _BODY, code_page),
        page=Page(page) if page else Page(unicode_page.encode(), "utf-8") if unicode_page else None,
        attachments=attachments,
        sealed=ENCRYPTED if any(attachment.name.lower().endswith(".p7m") for attachment in attachments) else None,
    )


def _attachments(ole: OleFileIO, code_page: str) -> Iterator[Attachment]:
    storages = sorted({path[0] for path in ole.listdir(streams=True) if path[0].startswith("__attach_version1.0_")})
    for number, storage in enumerate(storages[:_MAX_ATTACHMENTS], start=1):
        name = _string(ole, "3707", code_page, storage) or _string(ole, "3704", code_page, storage)
        if data := _stream(ole, f"{storage}/__substg1.0_3701{_BINARY}"):
            yield Attachment((name or f"attachment-{number}").replace("/", "_")[:200], data)


def _string(ole: OleFileIO, tag: str, code_page: str, storage: str = "") -> str | None:
    path = f"{storage}/__substg1.0_{tag}" if storage else f"__substg1.0_{tag}"
    if data := _stream(ole, path + _TEXT):
        return data.decode("utf-16-le", "replace").rstrip("\0") or None
    data = _stream(ole, path + _TEXT_8_BIT)
    try:
        return data.decode(code_page, "replace").rstrip("\0") or None
    except LookupError:
        return data.decode("cp1252", "replace").rstrip("\0") or None


def _stream(ole: OleFileIO, path: str) -> bytes:
    return bytes(ole.openstream(path).read()) if ole.exists(path) else b""


def _fixed(ole: OleFileIO) -> dict[int, bytes]:
    """Return the properties of a fixed size by their number: 16 bytes each behind a head of 32."""
    data = _stream(ole, _PROPERTIES)
    entries = (data[at : at + 16] for at in range(32, len(data) - 15, 16))
    return {int.from_bytes(entry[2:4], "little"): entry[8:16] for entry in entries}


def _day(value: bytes) -> date | None:
    """Return the day of a Windows time: tenths of microseconds since 1601."""
    ticks = int.from_bytes(value, "little")
    try:
        return (datetime(1601, 1, 1) + timedelta(microseconds=ticks // 10)).date() if ticks else None  # noqa: DTZ001
    except OverflowError:
        return None
