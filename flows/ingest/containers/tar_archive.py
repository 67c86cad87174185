"""TAR archives, plain; packed ones are unpacked by ``compressed`` first."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator

from flows.ingest.containers.entries import chooser
from flows.ingest.containers.unpacking import printable_name
from flows.ingest.parts import MAX_MEMBERS, Found, Part
from flows.ingest.sidecars import HEAD
from flows.model import Refusal, Refused

NAME = "tar"
_BLOCK = 512


def recognises(part: Part) -> bool:
    """Tell by the first header: its magic, or for old archives its checksum."""
    head = part.data[:_BLOCK]
    if len(head) < _BLOCK or not head[0]:
        return False
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return False
    return True


def read(part: Part) -> Iterator[Found]:
    """Give the regular files of the archive; links and devices are refused, folders passed over."""
    entries, end = _entries(part.data)
    files = {entry.name: entry for entry in entries if entry.isreg()}

    def head_of(name: str) -> bytes:
        start = files[name].offset_data
        return part.data[start : start + min(files[name].size, HEAD)]

    is_chosen = chooser(files, part.budget, head_of)
    for entry in entries:
        name = printable_name(entry.name)
        if entry.isdir():
            part.budget.passed_over += 1
        elif is_chosen(entry.name):
            try:
                start, stop = _stretch(entry, len(part.data))
                yield part.inner(part.data[start:stop], name, name=name, stretch=(start, stop))
            except Refused as refused:
                yield part.refused(name, refused)
    if end:
        raise end


def _entries(data: bytes) -> tuple[list[tarfile.TarInfo], Refused | None]:
    """Return what the archive lists, and why the list may not be complete."""
    entries: list[tarfile.TarInfo] = []
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:", errors="surrogateescape") as archive:
            while entry := archive.next():
                if len(entries) == MAX_MEMBERS:
                    return entries, Refused(Refusal.TOO_LARGE, f"it holds more than {MAX_MEMBERS:,} members: split it")
                if entry.size < 0:  # the next header would be looked for before this one, again and again
                    return entries, Refused(Refusal.DAMAGED, "a header of the archive gives an impossible size")
                entries.append(entry)
            at = archive.offset
    except (tarfile.TarError, OSError, ValueError, EOFError, IndexError) as error:
        return entries, Refused(Refusal.DAMAGED, f"the archive is damaged ({error}); fetch it again")
    # A block of zeros marks the end; the library takes a damaged header for it as well.
    if data[at : at + _BLOCK].strip(b"\0"):
        return entries, Refused(Refusal.DAMAGED, "the archive goes on behind a damaged header; fetch it again")
    return entries, None


def _stretch(entry: tarfile.TarInfo, length: int) -> tuple[int, int]:
    if not entry.isreg() or entry.issparse():
        raise Refused(Refusal.NOT_A_FILE, f"it is {_kind(entry)}; only files are read from archives")
    start, stop = entry.offset_data, entry.offset_data + entry.size
    if stop > length or entry.size < 0:
        raise Refused(Refusal.DAMAGED, "the archive breaks off inside it; fetch it again")
    return start, stop


def _kind(entry: tarfile.TarInfo) -> str:
    if entry.issym():
        return "a symbolic link"
    if entry.islnk():
        return "a hard link"
    if entry.issparse():
        return "a file with holes"
    return "a named pipe" if entry.isfifo() else "a device"
