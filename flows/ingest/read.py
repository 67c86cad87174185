"""Stage 1 in two steps: bytes with their hash, then documents with the evidence of their headers."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.ingest.clean import without_control_characters
from flows.ingest.formats import format_of
from flows.ingest.header import read_header
from flows.ingest.identity import document_id
from flows.ingest.parts import Article, Part
from flows.model import DateEvidence, Document, Header, RawFile, Refusal, Refused

_MISSING = "there is no such file; it may have been moved while the run was under way"


def read_raw(path: Path, shown_as: str, max_bytes: int) -> RawFile:
    """Read a regular file of at most ``max_bytes`` whole; Refused where it is none. Symbolic links are not followed."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise refused_by_system(error) from None
    except ValueError:
        raise Refused(Refusal.MISSING, "its name holds a NUL character, which no file has") from None
    with open(handle, "rb", closefd=True) as file:  # noqa: PTH123 - opened above without following links
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise Refused(Refusal.NOT_A_FILE, f"it is {kind_of(state.st_mode)}, not a file")
        if state.st_size > max_bytes:
            raise too_large(state.st_size, max_bytes)
        try:
            data = file.read(max_bytes + 1)
        except OSError as error:
            raise refused_by_system(error) from None
    if len(data) > max_bytes:
        raise too_large(len(data), max_bytes)
    return RawFile(shown_as, data, hashlib.sha256(data).hexdigest())


def read_documents(raw: RawFile, url: str | None = None) -> list[Document]:
    """Return the documents of a file, in the order in which they stand in it; Refused where it has none.

    ``url`` is where the file was fetched from, if that is known from outside. A container refuses a whole file only
    where none of its members is a document.
    """
    part = Part(raw.data, raw.path, url=url)
    documents = [_document(article, raw, url) for article in _articles(part)]
    if not documents:
        raise Refused(Refusal.NO_TEXT, "there is no article in it")
    return documents


def document_of_text(id_or_path: str, text: str, url: str | None = None, published: date | None = None) -> Document:
    """Return a text as it stands as a document: nothing is removed, every offset counts its characters.

    What its header says is evidence. The body begins behind it where it is the masthead of a publication; a heading,
    a date or a by-line alone stay part of the body, for that is what the text was handed in as.
    """
    text = without_control_characters(text)
    block = read_header(text)
    has_masthead = any((block.header.publication, block.header.volume, block.header.issue))
    body_start = block.body_start if has_masthead and block.body_start < len(text) else 0
    dates = block.header.dates
    if published is not None:
        dates = (DateEvidence(published, published, "given"), *dates)
    data = text.encode("utf-8")
    return Document(
        document_id=document_id(text, body_start),
        text=text,
        header=replace(block.header, url=url or block.header.url, dates=dates),
        path=id_or_path,
        file_sha256=hashlib.sha256(data).hexdigest(),
        byte_size=len(data),
        format="text",
        encoding="utf-8",
        body_start=body_start,
    )


def refused_by_system(error: OSError) -> Refused:
    """Return what the operating system says about a path, for people."""
    if error.errno == errno.ELOOP:
        return Refused(Refusal.NOT_A_FILE, "it is a symbolic link; links are not followed: name what it points to")
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return Refused(Refusal.MISSING, _MISSING)
    if error.errno in {errno.ENXIO, errno.EISDIR, errno.ENODEV}:
        return Refused(Refusal.NOT_A_FILE, f"it is not a file ({os.strerror(error.errno)})")
    reason = os.strerror(error.errno) if error.errno else str(error)
    return Refused(Refusal.UNREADABLE, f"it cannot be read ({reason}); check its permissions and its disk")


def too_large(size: int, max_bytes: int) -> Refused:
    """Return the refusal of a file above the limit."""
    return Refused(Refusal.TOO_LARGE, f"it has {size:,} bytes, more than BRIEFINGS_MAX_FILE_BYTES ({max_bytes:,})")


def kind_of(mode: int) -> str:
    """Name what a path is, for people."""
    kinds = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISLNK, "a symbolic link"),
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    return next((name for test, name in kinds if test(mode)), "something unknown")


def _articles(part: Part) -> Iterator[Article]:
    """Give the articles of a part, containers unpacked; a refused member of several is passed over."""
    refusals: list[Refused] = []
    given = 0
    for found in format_of(part).read(part):
        try:
            for article in [found] if isinstance(found, Article) else _articles(found):
                given += 1
                yield article
        except Refused as refused:
            refusals.append(refused)
    if refusals and not given:
        raise refusals[0]


def _document(article: Article, raw: RawFile, url: str | None) -> Document:
    text, header = article.text, _printable(article.header)
    return Document(
        document_id=document_id(text),
        text=text,
        header=replace(header, url=url or header.url),
        path=raw.path,
        file_sha256=raw.sha256,
        byte_size=article.byte_size if article.member else len(raw.data),
        format=article.format,
        encoding=article.encoding,
        member=article.member,
    )


def _printable(header: Header) -> Header:
    """Return the header without characters that no text has: they come from escapes in mail fields and scripts."""

    def clean(value: str | None) -> str | None:
        return without_control_characters(value).strip() or None if value else None

    return replace(
        header,
        headline=clean(header.headline),
        publication=clean(header.publication),
        series=clean(header.series),
        section=clean(header.section),
        url=clean(header.url),
        language=clean(header.language),
        dateline_place=clean(header.dateline_place),
        dateline_agency=clean(header.dateline_agency),
        authors=tuple(
            replace(author, name=name, role=clean(author.role), email=clean(author.email))
            for author in header.authors
            if (name := clean(author.name))
        ),
    )
