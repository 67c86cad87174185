"""Stage 1 in two steps: bytes with their hash, then documents with the evidence of their headers."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.ingest.clean import without_control_characters
from flows.ingest.header import read_header
from flows.ingest.identity import document_id
from flows.ingest.members import Members, verdict
from flows.model import DateEvidence, Document, RawFile, Refusal, Refused, RefusedMember

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

    For whoever wants the documents alone: what became of every member, one by one, is told by ``members.Members``.
    ``url`` is where the file was fetched from, if that is known from outside.
    """
    found = list(Members(raw, url))
    documents = [document for document in found if isinstance(document, Document)]
    if not documents:
        raise verdict([member for member in found if isinstance(member, RefusedMember)])
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
