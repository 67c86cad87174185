"""Bytes to characters: what marks itself, then what is strictly UTF-8, then what is declared, then what is likely.

A declaration is refuted by bytes that are strictly UTF-8: no text in another encoding is that by accident, and half of
the pages that say Latin-1 are. So it is asked for where the bytes do not answer. What was decoded wrongly before is
mended (``mending``), and the name of the encoding then says so: utf-8+mojibake, utf-8+bytes.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from flows.ingest.mending import BYTES, mended, printed_bytes
from flows.model import Refusal, Refused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Files that say Latin-1 or ASCII and hold bytes of 0x80 to 0x9f mean Windows-1252: so do all browsers.
_MISLABELLED = {"iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_LOOKED_AT = 1 << 20  # bytes in which a binary file shows
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_HIGH = re.compile(rb"[\x80-\xff]")
_WESTERN_PUNCTUATION = re.compile(
    rb"[\x80\x82\x84\x85\x8b\x91-\x97\x99\x9b\xa0\xa3\xa7\xa9\xab-\xae\xb0\xb4\xb7\xbb-\xbf]"
)
_SAMPLE = 60_000
_MANY = 8  # control characters that a text may hold by accident


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return the text and the name of its encoding; Refused where the bytes are no text in any encoding."""
    if (printed := printed_bytes(data)) is not None:
        text, encoding = mended(*_decoded(printed, declared))
        return text, encoding + BYTES
    return mended(*_decoded(data, declared))


def _decoded(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data, encoding)
    named = _codec(declared)
    if wide := _unmarked_utf16(data):
        return data.decode(wide, "replace"), wide
    if _is_binary(data):
        raise Refused(Refusal.NOT_TEXT, "it is not text: it is full of control characters")
    if named and named.startswith("iso2022") and b"\x1b" in data:
        return data.decode(named, "replace"), named
    return _utf8(data) or _declared(data, named) or _likely(data)


def declared_in_page(data: bytes) -> str | None:
    """Return the character set that the head of a page declares."""
    match = re.search(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", data[:4096], re.I)
    match = match or re.match(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""", data[:200])
    return match[1].decode("ascii") if match else None


def _marked(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding.removesuffix("-sig")
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    if text.count("\ufffd") > max(_MANY, len(text) // 100):
        raise Refused(Refusal.BAD_ENCODING, f"it is marked as {encoding.removesuffix('-sig')} but is not written in it")
    return text, encoding.removesuffix("-sig")


def _codec(declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        found = codecs.lookup(declared.strip().strip("\"'"))
        "".encode(found.name)  # codecs of bytes to bytes (zip, hex) are none of text
    except (LookupError, ValueError, TypeError):
        return None
    return _MISLABELLED.get(found.name, found.name)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 of Western text without its mark: every second byte is zero."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.02 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.02 * half else None


def _is_binary(data: bytes) -> bool:
    looked_at = data[:_LOOKED_AT]
    controls = len(looked_at) - len(looked_at.translate(None, _CONTROLS))
    return controls > max(_MANY, len(looked_at) // 200)


def _utf8(data: bytes) -> tuple[str, str] | None:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    # A page glued together from several sources, or cut in the middle of a character: UTF-8 with a few bad bytes.
    bad, good = text.count("\ufffd"), sum(1 for character in text[:1_000_000] if character > "\x7f")
    return (text, "utf-8") if bad * 20 < good else None


def _declared(data: bytes, encoding: str | None) -> tuple[str, str] | None:
    if encoding is None or encoding == "utf-8":
        return None
    text = data.decode(encoding, "replace")
    return (text, encoding) if text.count("\ufffd") <= max(2, len(text) // 1000) else None


def _likely(data: bytes) -> tuple[str, str]:
    high = len(_HIGH.findall(data))
    if len(_WESTERN_PUNCTUATION.findall(data)) * 2 >= high and high * 20 <= len(data):
        # English with typographic marks; cp1252 leaves five bytes undefined
        return data.decode("cp1252", "replace"), "cp1252"
    guess = from_bytes(data[:_SAMPLE]).best()
    if guess is not None:
        text = data.decode(guess.encoding, "replace")
        if text.count("\ufffd") <= len(text) // 200:
            return text, guess.encoding.replace("_", "-")
    raise Refused(Refusal.BAD_ENCODING, "no character encoding makes text of its bytes; save it as UTF-8")
