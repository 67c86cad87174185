"""ZIP archives. Of one whose list of members is lost, those are read that stand whole in it."""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping

from flows.ingest.containers.entries import chooser
from flows.ingest.containers.unpacking import STEP, joined, printable_name
from flows.ingest.containers.zip_names import name_of
from flows.ingest.containers.zip_salvage import salvaged
from flows.ingest.parts import MAX_MEMBERS, Found, Part
from flows.ingest.sidecars import HEAD
from flows.model import Refusal, Refused, Span

NAME = "zip"
_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04")
_LISTED = b"PK\x01\x02"
_PACKAGES = ("[Content_Types].xml", "META-INF/container.xml", "META-INF/manifest.xml")
_FAILURES = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    IndexError,
    UnicodeDecodeError,
)


def recognises(part: Part) -> bool:
    """Tell by the magic number; documents that are ZIP archives inside (of office programs, e-books) are none."""
    if not part.data.startswith(_STARTS):
        return False
    return not any(name.encode() in part.data[:200] for name in ("mimetype", *_PACKAGES)) and not any(
        name in _PACKAGES for name in names_in(part)
    )


def read(part: Part) -> Iterator[Found]:
    """Give the files of the archive."""
    return members(part)


def members(part: Part, wanted: Callable[[str], bool] | None = None) -> Iterator[Found]:
    """Give the files of the archive whose names are ``wanted`` (as a rule all); links are refused."""
    if part.data.count(_LISTED) > MAX_MEMBERS:
        raise Refused(Refusal.TOO_LARGE, f"it holds more than {MAX_MEMBERS:,} members: split it")
    try:
        archive = zipfile.ZipFile(io.BytesIO(part.data))
    except _FAILURES:
        yield from salvaged(part)
        return
    with archive:
        entries = archive.infolist()
        names = [name_of(entry) for entry in entries]
        is_chosen = chooser(names, part.budget, _heads(archive, dict(zip(names, entries, strict=True))))
        ends = _free_ends(entries, archive.start_dir)
        for entry, name in zip(entries, names, strict=True):
            if entry.is_dir() or (wanted and not wanted(name)):
                part.budget.passed_over += 1
            elif is_chosen(name):
                shown = printable_name(name)
                try:
                    yield _member(archive, entry, shown, part, ends[entry.header_offset])
                except Refused as refused:
                    yield part.refused(shown, refused)


def _heads(archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> Callable[[str], bytes]:
    def head_of(name: str) -> bytes:
        try:
            with archive.open(entries[name]) as file:
                return file.read(HEAD)
        except _FAILURES:
            return b""  # what keeps it from being read is told when its turn comes

    return head_of


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, part: Part, free_end: int) -> Part:
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused(Refusal.NOT_A_FILE, "it is a symbolic link; only files are read from archives")
    if entry.flag_bits & 1:
        raise Refused(Refusal.ENCRYPTED, "it is protected by a password: unpack it, and put in what comes out")
    if entry.header_offset + entry.compress_size > free_end:
        raise Refused(Refusal.DAMAGED, "it lies over another member of the archive, as no packer writes it")
    try:
        with archive.open(entry) as file:
            data = joined(iter(lambda: file.read(STEP), b""), entry.compress_size, part.budget)
    except NotImplementedError:
        raise Refused(Refusal.UNSUPPORTED, "it is packed by a method that is not read: pack it anew") from None
    except _FAILURES as error:
        raise Refused(Refusal.DAMAGED, f"its packed data is damaged ({error}); fetch the archive again") from None
    return part.inner(data, name, name=name, stretch=_stored_stretch(part.data, entry))


def _stored_stretch(data: bytes, entry: zipfile.ZipInfo) -> Span | None:
    """Where a member that is stored unpacked stands in the archive."""
    if entry.compress_type != zipfile.ZIP_STORED:
        return None
    name, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
    start = entry.header_offset + 30 + name + extra
    return start, start + entry.file_size


def _free_ends(entries: list[zipfile.ZipInfo], directory: int) -> dict[int, int]:
    """Where the next member, or the list of all, begins behind each: a bomb lets members share their bytes."""
    offsets = sorted(entry.header_offset for entry in entries)
    ends: dict[int, int] = {}
    for offset, following in zip(offsets, [*offsets[1:], directory], strict=False):
        ends[offset] = min(following, ends.get(offset, following))
    return ends


def names_in(part: Part) -> list[str]:
    """Return the names of the members, as far as they are listed."""
    if part.data.count(_LISTED) > MAX_MEMBERS:
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(part.data)) as archive:
            return archive.namelist()
    except _FAILURES:
        return []
