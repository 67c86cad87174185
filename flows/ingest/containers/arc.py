"""ARC, what crawlers kept before WARC (until about 2009): a line about each record, then the answer as it came.

The line is "address, host, moment, type, length", or more fields with the length last. Errors, redirects, pictures and
what describes the crawl are passed over and counted. Where records are packed one by one, they arrive here unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from flows.ingest.containers.unpacking import printable_name
from flows.ingest.containers.warc import can_be_article
from flows.ingest.parts import Found, Part
from flows.ingest.passed_over import is_address_passed_over
from flows.model import REST, Refusal, Refused

NAME = "arc"
_START = b"filedesc://"
_LINE = re.compile(
    rb"(?P<url>[a-z][a-z0-9+.-]{1,20}:\S{1,4000}) \S{1,100} (?P<day>\d{8})\d{0,6} "
    rb"(?:[^\n]{1,500} )?(?P<size>\d{1,12})\r?\n",
    re.IGNORECASE,
)
_HEAD = re.compile(
    rb"HTTP/\d\.\d (?P<status>\d{3})[^\n]{0,200}\n(?P<fields>(?:[^\r\n][^\n]{0,8000}\n)*)\r?\n", re.IGNORECASE
)
_TYPE = re.compile(
    rb"^content-type:[ \t]*(?P<type>[^;\r\n]{1,100})(?:[^\r\n]*charset=[\"']?(?P<charset>[\w-]{1,40}))?",
    re.IGNORECASE | re.MULTILINE,
)
_CHUNKED = re.compile(rb"^transfer-encoding:[ \t]*chunked", re.IGNORECASE | re.MULTILINE)
_CHUNK = re.compile(rb"(?P<size>[0-9a-f]{1,8})[^\r\n]{0,100}\r?\n", re.IGNORECASE)
_MAX_HEAD = 100_000
_SUCCESS = b"200"


def recognises(part: Part) -> bool:
    """Tell by the record that describes the file, the first one."""
    return part.data.startswith(_START)


def read(part: Part) -> Iterator[Found]:
    """Give the bodies of the records that can be articles; where a line is damaged, the rest is given up."""
    at = 0
    while at < len(part.data):
        line = _LINE.match(part.data, at)
        if line is None or line.end() + int(line["size"]) > len(part.data):
            yield part.refused(REST, Refused(Refusal.DAMAGED, f"its record at byte {at:,} is damaged; fetch it again"))
            return
        end = line.end() + int(line["size"])
        found = _taken(part, line, end) if at else None
        if found is None:
            part.budget.passed_over += 1
        else:
            yield found
        at = end
        while part.data[at : at + 1] in (b"\n", b"\r"):
            at += 1


def _taken(part: Part, line: re.Match[bytes], end: int) -> Found | None:
    url = printable_name(line["url"].decode("utf-8", "replace"))
    if not url.lower().startswith(("http:", "https:")) or is_address_passed_over(url):
        return None
    head = _HEAD.match(part.data, line.end(), min(end, line.end() + _MAX_HEAD))
    if head is None or head["status"] != _SUCCESS:
        return None
    stated = _TYPE.search(head["fields"])
    if stated and not can_be_article(stated["type"].decode("ascii", "replace")):
        return None
    charset = stated["charset"].decode("ascii") if stated and stated["charset"] else None
    body = part.data[head.end() : end]
    if _CHUNKED.search(head["fields"]):
        body = _unchunked(body)
    try:
        return part.inner(
            body,
            url,
            name=url,
            charset=charset,
            url=url,
            stretch=(line.start(), end),
            captured=_day(line["day"].decode()),
        )
    except Refused as refused:
        return part.refused(url, refused)


def _unchunked(body: bytes) -> bytes:
    pieces = []
    at = 0
    while (chunk := _CHUNK.match(body, at)) and (size := int(chunk["size"], 16)):
        pieces.append(body[chunk.end() : chunk.end() + size])
        at = chunk.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return b"".join(pieces) or body


def _day(stated: str) -> date | None:
    try:
        return date(int(stated[:4]), int(stated[4:6]), int(stated[6:]))
    except ValueError:
        return None
