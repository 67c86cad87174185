"""MHTML: a page that a browser saved with all it shows, in the form of a mail.

The page is read with the address that it was saved from. Its frames are read only where the page itself is a frame
around them; pictures and styles are part of the page. The mail's date is the day on which it was saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from itertools import islice

from flows.ingest.containers.unpacking import printable_name
from flows.ingest.parts import Found, Part
from flows.ingest.sidecars import arranges_frames
from flows.model import Refusal, Refused

NAME = "mhtml"
_HEAD = 20_000
_MAX_PARTS = 2_000
_PAGES = ("text/html", "application/xhtml+xml")
_SAVED = re.compile(
    rb"^(?:from:[^\n]*saved by|snapshot-content-location:|x-mimeole:[^\n]*mhtml)", re.IGNORECASE | re.MULTILINE
)
_RELATED = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_SENDER = re.compile(rb"^(?:from:[^\n]*@|to:|received:)", re.IGNORECASE | re.MULTILINE)
_LOCATION = re.compile(rb"^content-location:\s*(?:https?|file):", re.IGNORECASE | re.MULTILINE)


def recognises(part: Part) -> bool:
    """Tell by the mark of a saving browser, or by a bundle of parts with addresses that nobody has sent."""
    if b"multipart/related" not in part.data[:_HEAD].lower():
        return False
    head = re.split(rb"\r?\n\r?\n", part.data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)[0]
    if not _RELATED.search(head):
        return False
    if _SAVED.search(head):
        return True
    return not _SENDER.search(head) and _LOCATION.search(part.data[:_HEAD]) is not None


def read(part: Part) -> Iterator[Found]:
    """Give the page; of a page that only arranges frames, the largest of them."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(part.data.lstrip(b"\xef\xbb\xbf\r\n"))
        pages = _pages(message)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        what = f"the saved page cannot be read ({type(error).__name__}); save it again"
        raise Refused(Refusal.DAMAGED, what) from None
    if not pages:
        raise Refused(Refusal.NO_TEXT, "there is no page in it")
    first = pages[0]
    frames = pages[1:] if arranges_frames(first.data) else []
    chosen = max(frames, key=lambda page: len(page.data), default=first)
    address = message.get("Snapshot-Content-Location") if chosen is first else None
    yield part.inner(
        chosen.data, charset=chosen.charset, url=_address(address) or chosen.address, captured=_day_of(message)
    )


@dataclass(frozen=True, slots=True)
class _Page:
    data: bytes
    charset: str | None
    address: str | None


def _pages(message: Message) -> list[_Page]:
    """Return the pages among the parts, in their order."""
    found = []
    for candidate in islice(message.walk(), _MAX_PARTS):
        if candidate.get_content_type() in _PAGES and isinstance(data := candidate.get_payload(decode=True), bytes):
            address = _address(candidate.get("Content-Location"))
            found.append(_Page(data, candidate.get_content_charset(), address))
    return found


def _address(value: object) -> str | None:
    text = printable_name(str(value or "").strip())
    return text if text.lower().startswith(("http:", "https:")) else None


def _day_of(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
