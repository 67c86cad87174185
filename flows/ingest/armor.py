"""Texts in the armour of OpenPGP: a signed one is read without it, an encrypted one is refused.

The armour's lines, and the dashes that a signed text escapes, are those of RFC 9580, sections 6.2 and 7.
"""

from __future__ import annotations

import re

from flows.model import Refusal, Refused

_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = re.compile(
    r"^-----BEGIN PGP SIGNATURE-----$(?:\n(?!-----)[^\n]*)*(?:\n-----END PGP SIGNATURE-----[ \t]*)?", re.MULTILINE
)
_START = re.compile(rf"^{_SIGNED}[ \t]*\n(?:[A-Za-z][A-Za-z-]*: [^\n]*\n)*\n?", re.MULTILINE)
_ESCAPED = re.compile(r"^- ", re.MULTILINE)
_ENCRYPTED = re.compile(r"^-----BEGIN PGP MESSAGE(?:, PART [^\n]*)?-----$(?:\n(?!-----)[^\n]*)*", re.MULTILINE)
_COVER_WORDS = 60  # as many beside an encrypted block are words about it; an article that prints one has more


def without_armor(text: str) -> str:
    """Return the text without the lines of a signature around it; Refused where it is encrypted."""
    if "-----BEGIN PGP " not in text:
        return text
    if _ENCRYPTED.search(text) and len(_ENCRYPTED.sub("", text).split()) < _COVER_WORDS:
        raise Refused(Refusal.ENCRYPTED, "its text is encrypted (OpenPGP): decrypt it and hand in what comes out")
    start = _START.search(text)
    end = _SIGNATURE.search(text, start.end()) if start else None
    if start is None or end is None:
        return text
    signed = _ESCAPED.sub("", text[start.end() : end.start()])
    return text[: start.start()] + signed + text[end.end() :]
