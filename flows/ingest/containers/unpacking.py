"""What comes out of packed bytes, bounded: by the budget of the whole file, and by a ratio that no text reaches."""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterable

from flows.ingest.parts import MAX_MEMBER, MAX_RATIO, Budget
from flows.model import Refusal, Refused

STEP = 1 << 18
_FED = 1 << 16
_FREE = 10_000_000  # a ratio says nothing about so small an output


def joined(pieces: Iterable[bytes], packed: int, budget: Budget, into: list[bytes] | None = None) -> bytes:
    """Return the pieces as one; Refused as soon as they are too many for ``packed`` bytes.

    ``into`` gathers them, for whoever can use what had come before an error.
    """
    gathered = [] if into is None else into
    most = min(budget.bytes_left, MAX_MEMBER, max(_FREE, MAX_RATIO * packed))
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise Refused(Refusal.TOO_LARGE, f"it unpacks to more than {most // 1_000_000} MB from {packed:,} bytes")
        gathered.append(piece)
    return b"".join(gathered)


def inflated(data: bytes, start: int, wbits: int) -> Generator[bytes, None, int]:
    """Give the pieces of a deflated stream, and return where it ends; EOFError where the data breaks off before.

    It is fed little by little: with a limit on what comes out, the library copies all that it has not looked at.
    """
    stream, at = zlib.decompressobj(wbits), start
    while not stream.eof:
        fed = data[at : at + _FED]
        at += len(fed)
        is_over = not fed
        while not stream.eof:
            piece = stream.decompress(fed, STEP)
            fed = stream.unconsumed_tail
            if piece:
                yield piece
            elif is_over:
                raise EOFError
            if not fed and not is_over:
                break
    return at - len(stream.unused_data)


def printable_name(name: str) -> str:
    """Return a member's name as one that can be printed and stored, whatever stands in it."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(character if character.isprintable() else "\ufffd" for character in text)[:1000]
