"""The standard security handler of PDF in its first revision (RC4, 40 bits): it encrypts small files for real."""

from __future__ import annotations

import hashlib
import struct

_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_PERMITTED = struct.pack("<i", -4)  # everything
_IDENTIFIER = b"quay-of-port-sel"


class Lock:
    """What one password does to a file: without a user's password it opens for everyone, yet is encrypted."""

    def __init__(self, user: str, owner: str = "owner") -> None:
        padded = _padded(user)
        self._owner = _rc4(_md5(_padded(owner))[:5], padded)
        self._key = _md5(padded + self._owner + _PERMITTED + _IDENTIFIER)[:5]

    def sealed(self, number: int, data: bytes) -> bytes:
        """Encrypt a string or a stream of the object with this number."""
        return _rc4(_md5(self._key + struct.pack("<I", number)[:3] + b"\0\0")[:10], data)

    def trailer(self) -> bytes:
        """Return what the trailer says of it."""
        owner, user, identifier = self._owner.hex(), _rc4(self._key, _PADDING).hex(), _IDENTIFIER.hex()
        handler = f"<</Filter/Standard/V 1/R 2/Length 40/P -4/O<{owner}>/U<{user}>>>"
        return f"/Encrypt{handler}/ID[<{identifier}><{identifier}>]".encode()


def _padded(password: str) -> bytes:
    return (password.encode("latin-1") + _PADDING)[:32]


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
