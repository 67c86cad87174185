"""A small writer of compound files: the container of Outlook messages and of old office documents."""

from __future__ import annotations

import itertools
import struct

_NONE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def ole(streams: dict[str, bytes]) -> bytes:
    """Write the streams, "folder/name" in a storage: small ones filled up, the entries of each folder in one chain."""
    streams = {path: data.ljust(4096, b"\0") for path, data in streams.items()}
    sectors: list[bytes] = []
    fat: list[int] = []

    def add(data: bytes) -> int:
        first, count = len(sectors), max(1, -(-len(data) // _SECTOR))
        for at in range(count):
            sectors.append(data[at * _SECTOR : (at + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            fat.append(first + at + 1 if at + 1 < count else _END)
        return first

    starts = {path: add(data) for path, data in streams.items()}
    directory = add(_directory(streams, starts))
    table = len(sectors)
    fat.append(_TABLE)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", table, *[_NONE] * 108)
    return head + b"".join(sectors) + struct.pack("<128I", *fat, *[_NONE] * (128 - len(fat)))


def _directory(streams: dict[str, bytes], starts: dict[str, int]) -> bytes:
    folders: dict[str, set[str]] = {"": set()}
    for path in streams:
        folder = path.rpartition("/")[0]
        folders[""].add(folder or path)
        folders.setdefault(folder, set()).add(path)
    chains = [sorted(folders[name], key=lambda path: (len(path), path.upper())) for name in sorted(folders)]
    order = [path for chain in chains for path in chain]
    numbers = {path: number for number, path in enumerate(order, start=1)}
    following = {a: numbers[b] for chain in chains for a, b in itertools.pairwise(chain)}
    entries = [_entry("Root Entry", _ROOT, _NONE, numbers[chains[0][0]], _END, 0)]
    for path in order:
        right, name = following.get(path, _NONE), path.rpartition("/")[2]
        if path in streams:
            entries.append(_entry(name, _STREAM, right, _NONE, starts[path], len(streams[path])))
        else:
            entries.append(_entry(name, _STORAGE, right, min(numbers[inner] for inner in folders[path]), 0, 0))
    return b"".join(entries)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, _NONE, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)
