"""A ZIP archive that was cut short has lost its list of members; each still stands behind a header of its own."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from flows.ingest.containers.entries import chooser
from flows.ingest.containers.unpacking import inflated, joined, printable_name
from flows.ingest.containers.zip_names import decoded
from flows.ingest.parts import MAX_MEMBERS, Found, Part
from flows.ingest.sidecars import HEAD
from flows.model import Refusal, Refused

_HEADER = struct.Struct("<4sHHHHHIIIHH")
_MAGIC = b"PK\x03\x04"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _SIZES_FOLLOW = 1, 8
_LOST = "the archive is cut short: its list of members is lost, and what is missing cannot be told; fetch it again"


def salvaged(part: Part) -> Iterator[Found]:
    """Give every member that stands whole in the archive; Refused at the end, for something is missing."""
    places = dict(_names(part.data))

    def head_of(name: str) -> bytes:
        try:
            return _unpacked(part, places[name])[0][:HEAD]
        except Refused:
            return b""

    is_chosen = chooser(places, part.budget, head_of)
    at, count = part.data.find(_MAGIC), 0
    while at >= 0 and count < MAX_MEMBERS:
        count += 1
        end = at + len(_MAGIC)
        name = _name_at(part.data, at)
        if name and not name.endswith("/") and is_chosen(name):
            try:
                data, end = _unpacked(part, at)
                yield part.inner(data, printable_name(name), name=printable_name(name))
            except Refused as refused:
                yield part.refused(printable_name(name), refused)
        at = part.data.find(_MAGIC, end)
    raise Refused(Refusal.DAMAGED, _LOST)


def _names(data: bytes) -> Iterator[tuple[str, int]]:
    at = data.find(_MAGIC)
    for _ in range(MAX_MEMBERS):
        if at < 0:
            return
        yield _name_at(data, at), at
        at = data.find(_MAGIC, at + len(_MAGIC))


def _name_at(data: bytes, at: int) -> str:
    if at + _HEADER.size > len(data):
        return ""
    name = data[at + _HEADER.size : at + _HEADER.size + _HEADER.unpack_from(data, at)[9]]
    return decoded(name) if at + _HEADER.size + len(name) < len(data) else ""


def _unpacked(part: Part, at: int) -> tuple[bytes, int]:
    """Return what stands behind the header, and where that ends; Refused where it is not whole."""
    _, _, flags, method, _, _, checksum, packed, size, name, extra = _HEADER.unpack_from(part.data, at)
    start = at + _HEADER.size + name + extra
    if flags & _ENCRYPTED:
        raise Refused(Refusal.ENCRYPTED, "it is protected by a password: unpack it, and put in what comes out")
    if method == _STORED and not flags & _SIZES_FOLLOW and start + size <= len(part.data):
        data, end = part.data[start : start + size], start + size
    elif method == _DEFLATED:
        data, end = _inflated(part, start)
    else:
        raise Refused(Refusal.DAMAGED, "it does not stand whole in the archive")
    if not flags & _SIZES_FOLLOW and (zlib.crc32(data) != checksum or len(data) != size):
        raise Refused(Refusal.DAMAGED, "its packed data is damaged")
    return data, end if flags & _SIZES_FOLLOW else start + packed


def _inflated(part: Part, start: int) -> tuple[bytes, int]:
    end = start

    def pieces() -> Iterator[bytes]:
        nonlocal end
        end = yield from inflated(part.data, start, -15)

    try:
        return joined(pieces(), len(part.data) - start, part.budget), end
    except EOFError:
        raise Refused(Refusal.DAMAGED, "the archive breaks off inside it") from None
    except zlib.error as error:
        raise Refused(Refusal.DAMAGED, f"its packed data is damaged ({error})") from None
