"""Four scores in one integer, each in a lane of its own, so that one addition adds all four.

A chunk is the four lanes of one slot; a wide integer holds the chunks of several slots side by side, so that one sum
over a word's features serves every slot in which the word may stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from struct import Struct

_LANE = 32
_CHUNK = 4 * _LANE
_MASK = (1 << _CHUNK) - 1
_SIGNS = sum(1 << _LANE * at + _LANE - 1 for at in range(4))
_FOUR = Struct("<4i")

Scores = tuple[int, int, int, int]


def pack(values: Iterable[int], slot: int = 0) -> int:
    """Put four scores into the lanes of a slot's chunk."""
    return sum(value << _LANE * at for at, value in enumerate(values)) << _CHUNK * slot


def unpack(chunk: int) -> Scores:
    """Return the four scores of a sum of packed scores."""
    # Raised by half a lane no score is negative and none borrows from its neighbour; turning the sign bits back makes
    # each lane the four bytes of a signed integer.
    a, b, c, d = _FOUR.unpack((chunk + _SIGNS ^ _SIGNS).to_bytes(_FOUR.size, "little"))
    return a, b, c, d


def split(wide: int, slots: int) -> tuple[int, ...]:
    """Return the packed scores of each slot of a wide sum."""
    wide += _ALL_SIGNS & (1 << _CHUNK * slots) - 1
    return tuple([(wide >> _CHUNK * slot & _MASK) - _SIGNS for slot in range(slots)])


_ALL_SIGNS = sum(_SIGNS << _CHUNK * slot for slot in range(8))
