"""What a mail holds, whatever program stored it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.model import Refusal, Refused

ENCRYPTED = Refused(Refusal.ENCRYPTED, "the message is encrypted: open it in a mail program and save its text")
PACKED_IN_SIGNATURE = Refused(
    Refusal.UNSUPPORTED, "the message is packed into its signature: open it in a mail program and save its text"
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail, or a mail inside it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """The mail as a web page."""

    data: bytes
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A mail: its fields, its text and its page, and what is attached."""

    subject: str | None = None
    sender: str | None = None  # the name, not the address
    list_name: str | None = None
    sent: date | None = None
    sent_at: str | None = None  # ISO 8601, as stated
    keywords: str | None = None
    text: str | None = None
    encoding: str = "utf-8"
    is_flowed: bool = False
    page: Page | None = None
    attachments: tuple[Attachment, ...] = ()
    has_images: bool = False
    has_invitation: bool = False
    sealed: Refused | None = None  # why a part of it, as a rule the whole, is not to be read without a key
