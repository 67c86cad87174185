"""E-mail: single messages, folders of them, and messages of Outlook."""

from __future__ import annotations

import struct
from email.message import EmailMessage

from flows.model import Refusal
from tests.ingest.formats import SAMPLES, Case, stored
from tests.ingest.formats._build import CRANE, FERRY, PICTURE, QUAY, html
from tests.ingest.ole_writer import ole
from tests.ingest.pdf_writer import column, pdf

_DAY = struct.pack("<HHIQ", 0x40, 0x39, 6, 127_991_664_000_000_000)
_ATTACHED = "__attach_version1.0_#00000000"


def letter(text: str | None = None, subject: str = "The basin") -> EmailMessage:
    """A message of one sender; without a text, its content is to be set."""
    mail = EmailMessage()
    for name, value in (("From", "Ana Duarte <ana@post.example>"), ("Subject", subject), ("Message-ID", "<1@x>")):
        mail[name] = value
    mail["Date"] = "Fri, 4 Aug 2006 08:17:42 -0400"
    if text is not None:
        mail.set_content(text)
    return mail


def page() -> bytes:
    mail = letter()
    mail.set_content(html(FERRY).decode(), "html")
    return bytes(mail)


def forwarded() -> bytes:
    inner = "From: Pilots <p@list.example>\nDate: Wednesday, August 2, 2006\nSubject: Crane\nTo: readers\n\n"
    return bytes(letter(f"---------- Forwarded message ----------\n{inner}{CRANE}", "Fwd: Crane"))


def with_attachments() -> bytes:
    mail = letter(QUAY)
    mail.add_attachment(pdf([column([CRANE.strip()], 60, 700, 400)]), "application", "pdf", filename="crane.pdf")
    mail.add_attachment(PICTURE, "image", "png", filename="basin.png")
    return bytes(mail)


def with_mail_inside() -> bytes:
    mail = letter(QUAY)
    mail.add_attachment(letter(FERRY, "The ferry"))
    return bytes(mail)


def with_damaged_attachment() -> bytes:
    mail = letter(QUAY)
    mail.add_attachment(b"%PDF-1.4\ncut", "application", "pdf", filename="crane.pdf")
    return bytes(mail)


def picture_alone() -> bytes:
    mail = letter()
    mail.set_content(PICTURE, "image", "png")
    return bytes(mail)


def invitation() -> bytes:
    mail = letter()
    mail.set_content("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "calendar")
    return bytes(mail)


def pgp_mime() -> bytes:
    head = "From: ana@post.example\nSubject: The basin\nMIME-Version: 1.0\n"
    kind = 'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\n\n'
    parts = (
        "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n\n--b\nContent-Type: application/octet-stream\n\n"
    )
    return (head + kind + parts + (SAMPLES / "encrypted.txt").read_text() + "\n--b--\n").encode()


def with_sealed_part() -> bytes:
    mail = letter(QUAY)
    mail.add_attachment(b"sealed", "application", "pkcs7-mime", filename="smime.p7m")
    return bytes(mail)


def folder(*letters: bytes) -> bytes:
    return b"\n".join(b"From ana@post.example Fri Aug  4 08:17:42 2006\n" + one + b"\n" for one in letters)


def outlook(text: str, **more: bytes) -> bytes:
    fields = {"0037001F": "The basin", "0C1A001F": "Ana Duarte", "1000001F": text}
    streams = {f"__substg1.0_{tag}": value.encode("utf-16-le") for tag, value in fields.items() if value}
    return ole({"__properties_version1.0": bytes(32) + _DAY, **streams, **more})


def outlook_with_attachment() -> bytes:
    named = {f"{_ATTACHED}/__substg1.0_3707001F": "ferry.html".encode("utf-16-le")}
    return outlook(QUAY, **named, **{f"{_ATTACHED}/__substg1.0_37010102": html(FERRY * 20)})


def outlook_sealed() -> bytes:
    named = {f"{_ATTACHED}/__substg1.0_3707001F": "smime.p7m".encode("utf-16-le")}
    return outlook("", **named, **{f"{_ATTACHED}/__substg1.0_37010102": bytes(500)})


_TWO = (QUAY[:20], CRANE[:20])

CASES = [
    Case("e-mail", "its text part", "a.eml", lambda: bytes(letter(CRANE)), (CRANE[:20],)),
    Case("e-mail", "its page, where it has no text part", "page.eml", page, (FERRY[:20],)),
    Case("e-mail", "the mail that it forwards", "fwd.eml", forwarded, (CRANE[:20],)),
    Case("e-mail", "attached articles", "attached.eml", with_attachments, _TWO),
    Case("e-mail", "a mail attached to it", "inside.eml", with_mail_inside, (QUAY[:20], FERRY[:20])),
    Case(
        "e-mail", "a damaged attachment", "torn.eml", with_damaged_attachment, (QUAY[:20],),
        {"crane.pdf": Refusal.DAMAGED},
    ),
    Case("e-mail", "signed (S/MIME)", "signed.eml", stored("smime-signed.eml"), (CRANE[:20],)),
    Case(
        "e-mail", "signed as a whole", "packed.eml", stored("smime-packed.eml"), (), {"": Refusal.UNSUPPORTED},
    ),
    Case("e-mail", "encrypted (S/MIME)", "smime.eml", stored("smime-encrypted.eml"), (), {"": Refusal.ENCRYPTED}),
    Case("e-mail", "encrypted (PGP)", "pgp.eml", pgp_mime, (), {"": Refusal.ENCRYPTED}),
    Case(
        "e-mail", "an encrypted part", "part.eml", with_sealed_part, (QUAY[:20],),
        {"(sealed part)": Refusal.ENCRYPTED},
    ),
    Case("e-mail", "a picture and no text", "picture.eml", picture_alone, (), {"": Refusal.NO_TEXT}),
    Case("e-mail", "an invitation", "meeting.eml", invitation, (), {"": Refusal.NO_TEXT}),
    Case("MBOX", "each message", "a.mbox", lambda: folder(bytes(letter(QUAY)), bytes(letter(CRANE))), _TWO),
    Case(
        "MBOX", "a message without a text", "b.mbox", lambda: folder(bytes(letter(QUAY)), picture_alone()),
        (QUAY[:20],), {"message-0002": Refusal.NO_TEXT},
    ),
    Case("MSG (Outlook)", "its text", "a.msg", lambda: outlook(CRANE), (CRANE[:20],)),
    Case("MSG (Outlook)", "attached articles", "b.msg", outlook_with_attachment, (QUAY[:20], FERRY[:20])),
    Case("MSG (Outlook)", "neither text nor page", "c.msg", lambda: outlook(""), (), {"": Refusal.NO_TEXT}),
    Case("MSG (Outlook)", "encrypted", "e.msg", outlook_sealed, (), {"": Refusal.ENCRYPTED}),
    Case("MSG (Outlook)", "cut short", "d.msg", lambda: outlook(QUAY)[:3_000], (), {"": Refusal.DAMAGED}),
]  # fmt: skip
