"""One packed file: gzip, bzip2, xz and Zstandard. Of an archive that breaks off, what came before is read."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from flows.ingest.containers import tar_archive, warc
from flows.ingest.containers.unpacking import STEP, inflated, joined
from flows.ingest.parts import Part
from flows.model import Refusal, Refused

NAME = "gzip, bzip2, xz, zstd"
_SUFFIXES = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".gz": "", ".bz2": "", ".xz": "", ".zst": "", ".zstd": ""}
_XZ_MEMORY = 300_000_000


class _Decompressor(Protocol):
    """What the standard library's decompressors of bzip2 and xz have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...


def recognises(part: Part) -> bool:
    """Tell by the magic number."""
    return _packing_of(part.data) is not None


def read(part: Part) -> Iterator[Part]:
    """Give the unpacked file."""
    magic = _packing_of(part.data) or b""
    gathered: list[bytes] = []
    try:
        data = joined(_PIECES[magic](part.data), len(part.data), part.budget, gathered)
    except (zlib.error, OSError, EOFError, lzma.LZMAError, ValueError) as error:
        damaged = Refused(Refusal.DAMAGED, f"its compressed data {_what_is_wrong(error)}; fetch it again")
    except Refused as refused:
        damaged = refused
    else:
        yield part.inner(data, name=_unpacked_name(part.name))
        return
    kept = part.inner(b"".join(gathered), name=_unpacked_name(part.name))
    if tar_archive.recognises(kept) or warc.recognises(kept):
        yield kept
    raise damaged


def _packing_of(data: bytes) -> bytes | None:
    return next((magic for magic in _PIECES if data.startswith(magic)), None)


def _unpacked_name(name: str) -> str:
    for suffix, without in _SUFFIXES.items():
        if name.lower().endswith(suffix):
            return name[: -len(suffix)] + without
    return name


def _what_is_wrong(error: Exception) -> str:
    if isinstance(error, EOFError) or "truncated" in str(error).lower():
        return "breaks off"
    return f"is damaged ({error})"


def _gzip(data: bytes) -> Iterator[bytes]:
    at = 0
    while data.startswith(b"\x1f\x8b", at):  # concatenated members are one file
        at = yield from inflated(data, at, 31)
        while data.startswith(b"\x00", at):
            at += 1


def _bzip2(data: bytes) -> Iterator[bytes]:
    return _streams(bz2.BZ2Decompressor, data, b"BZh")


def _xz(data: bytes) -> Iterator[bytes]:
    return _streams(lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY), data, b"\xfd7zXZ")


def _streams(new: Callable[[], _Decompressor], data: bytes, magic: bytes) -> Iterator[bytes]:
    while data.startswith(magic):
        stream, pending = new(), data
        while not stream.eof:
            piece = stream.decompress(pending, STEP)
            if not piece and stream.needs_input and not stream.eof:
                raise EOFError
            yield piece
            pending = b""
        data = stream.unused_data.lstrip(b"\x00")


def _zstd(data: bytes) -> Iterator[bytes]:
    import pyarrow as pa  # slow to import, and few files need it

    with pa.CompressedInputStream(pa.BufferReader(data), "zstd") as stream:
        while piece := stream.read(STEP):
            yield piece


_PIECES: dict[bytes, Callable[[bytes], Iterator[bytes]]] = {
    b"\x1f\x8b\x08": _gzip,
    b"BZh": _bzip2,
    b"\xfd7zXZ\x00": _xz,
    b"\x28\xb5\x2f\xfd": _zstd,
}
