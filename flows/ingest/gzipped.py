"""Gzip: one compressed file, within limits of size and ratio that a bomb does not keep."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from flows.ingest.parts import MAX_RATIO, Part
from flows.model import Refusal, Refused

NAME = "gzip"
_STEP = 1 << 18
_FREE = 10_000_000  # a ratio says nothing about so small an output


def recognises(part: Part) -> bool:
    """Tell by the magic number, with deflate as the method."""
    return part.data.startswith(b"\x1f\x8b\x08")


def read(part: Part) -> Iterator[Part]:
    """Give the unpacked file."""
    yield part.inner(_unpacked(part), name=part.name.removesuffix(".gz"))


def _unpacked(part: Part) -> bytes:
    pieces: list[bytes] = []
    size, rest = 0, part.data
    while rest.startswith(b"\x1f\x8b"):  # concatenated members are one file
        stream = zlib.decompressobj(wbits=31)
        pending = rest
        while not stream.eof:
            try:
                piece = stream.decompress(pending, _STEP)
            except zlib.error as error:
                raise Refused(Refusal.DAMAGED, f"its compressed data is damaged ({error}); fetch it again") from None
            if not piece and not stream.unconsumed_tail and not stream.eof:
                raise Refused(Refusal.DAMAGED, "its compressed data breaks off; fetch it again")
            size += len(piece)
            if size > part.budget.bytes_left or size > max(_FREE, MAX_RATIO * len(part.data)):
                raise Refused(
                    Refusal.TOO_LARGE, f"it unpacks to more than {size // 1_000_000} MB from {len(part.data)} bytes"
                )
            pieces.append(piece)
            pending = stream.unconsumed_tail
        rest = stream.unused_data.lstrip(b"\x00")
    return b"".join(pieces)
