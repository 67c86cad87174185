"""WARC, what crawlers keep: the pages and documents that were answered with success, each with its address.

Redirects, errors, pictures, requests and what describes the crawl are passed over and counted. Whether each record is
packed by itself (as it should be), the file as a whole, or nothing at all, is no matter; where a record stands in one
piece, its bytes are known. The day of the crawl is kept as what it is: no evidence of publication.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

from flows.ingest.containers.unpacking import STEP, inflated, joined, printable_name
from flows.ingest.lexicon import lines_of
from flows.ingest.parts import MAX_MEMBER, Found, Part
from flows.ingest.passed_over import is_address_passed_over
from flows.model import REST, Refusal, Refused, Span

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

NAME = "warc"
_GZIP = b"\x1f\x8b\x08"
_FIRST_LINE = b"WARC/"
_BLANK_LINE = b"\r\n\r\n"
_MAX_HEAD = 100_000
_MAX_DAMAGED = 50  # records of one file; after them it is given up
_SUCCESS = 200


def recognises(part: Part) -> bool:
    """Tell by the first record's first line, packed or not."""
    return _begins_record(part.data, 0)


def read(part: Part) -> Iterator[Found]:
    """Give the bodies of the records that can be articles; what follows a damaged record is looked for behind it."""
    at: int | None = 0
    for _ in range(_MAX_DAMAGED):
        at = yield from _records(part, at or 0)
        at = None if at is None else _next_record(part.data, at + 1)
        if at is None:
            return
    yield part.refused(REST, Refused(Refusal.DAMAGED, f"{_MAX_DAMAGED} of its records are damaged; it was given up"))


def _records(part: Part, start: int) -> Generator[Found, None, int | None]:
    """Give what the records from ``start`` on hold; return where a damaged one stands, None at the end."""
    from fastwarc.warc import ArchiveIterator  # native code that few files need

    at, place = start, "at"
    try:
        for record in ArchiveIterator(io.BytesIO(memoryview(part.data)[start:]), parse_http=False):
            at, place = start + record.stream_pos, "at"
            if (found := _taken(record, part, at)) is None:
                part.budget.passed_over += 1
            else:
                yield found
            place = "behind"  # while the next one is looked for
    except (OSError, ValueError, OverflowError, KeyError) as error:
        wrong = Refused(Refusal.DAMAGED, f"the record is damaged ({error}); fetch the archive again")
        yield part.refused(f"(record {place} byte {at})", wrong)
        return at
    return None


def _taken(record: WarcRecord, part: Part, at: int) -> Found | None:
    """Return the body of a record that can be an article, None for any other; OSError where it is damaged."""
    url = printable_name(record.headers.get("WARC-Target-URI") or "").strip("<>")
    length = int(record.headers["Content-Length"])
    if not _is_wanted(record, url):
        return None
    if length > MAX_MEMBER:
        return part.refused(url, Refused(Refusal.TOO_LARGE, f"it has {length:,} bytes"))
    block = record.reader.read(length)
    if len(block) != length:
        raise OSError("it breaks off")
    record.set_bytes_content(block)
    media_type, charset = record.headers.get("Content-Type"), None
    if record.is_http:
        record.parse_http(auto_decode="all")
        if _status(record) != _SUCCESS:
            return None
        media_type, charset = record.http_content_type, record.http_charset
    if not can_be_article(media_type):
        return None
    try:
        body = joined(iter(lambda: record.reader.read(STEP), b""), length, part.budget)
        captured = record.record_date.date() if record.record_date else None
        stretch = _stretch(part.data, at, length)
        return part.inner(body, url, name=url, charset=charset, url=url, stretch=stretch, captured=captured)
    except Refused as refused:
        return part.refused(url, refused)


def _is_wanted(record: WarcRecord, url: str) -> bool:
    """Answers, files kept as they are, and texts made of them; by its address nothing that a page loads."""
    from fastwarc.warc import WarcRecordType as Kind

    if record.record_type not in (Kind.response, Kind.resource, Kind.conversion):
        return False
    return url.lower().startswith(("http:", "https:", "file:")) and not is_address_passed_over(url)


def _status(record: WarcRecord) -> int | None:
    return record.http_headers.status_code if record.http_headers is not None else None


def can_be_article(media_type: str | None) -> bool:
    """Whether an answer of a media type can hold an article."""
    if not media_type:
        return True  # the bytes will tell
    return media_type.partition(";")[0].strip().lower() in lines_of("article_media_types.txt")


def _stretch(data: bytes, at: int, length: int) -> Span | None:
    """Return where the whole record stands, if it is one piece of the data: plain, or packed by itself."""
    if data.startswith(_FIRST_LINE, at):
        head = data.find(_BLANK_LINE, at, at + _MAX_HEAD)
        return (at, head + len(_BLANK_LINE) + length) if head > 0 else None
    if not data.startswith(_GZIP, at):
        return None
    record, end = bytearray(), at

    def pieces() -> Iterator[bytes]:
        nonlocal end
        end = yield from inflated(data, at, 31)

    try:
        for piece in pieces():
            record += piece
            if len(record) > length + _MAX_HEAD:
                return None  # several records, packed together
    except (zlib.error, EOFError):
        return None
    whole = record.find(_BLANK_LINE) + len(_BLANK_LINE) + length
    is_one = record.startswith(_FIRST_LINE) and not record[whole:].strip(b"\r\n")
    return (at, end) if is_one else None


def _begins_record(data: bytes, at: int) -> bool:
    if data.startswith(_FIRST_LINE, at):
        return True
    if not data.startswith(_GZIP, at):
        return False
    try:
        return zlib.decompressobj(wbits=31).decompress(data[at : at + 1000], 10).startswith(_FIRST_LINE)
    except zlib.error:
        return False


def _next_record(data: bytes, at: int) -> int | None:
    """Return where the next record begins; None where there is none."""
    mark = _GZIP if data.startswith(_GZIP) else _FIRST_LINE + b"1."
    at = data.find(mark, at)
    while at >= 0 and not (_begins_record(data, at) and (mark == _GZIP or data[at - 1 : at] == b"\n")):
        at = data.find(mark, at + 1)
    return at if at >= 0 else None
