"""Text that somebody decoded wrongly before it came to us, mended where that is certain, and marked as mended.

UTF-8 read as Windows-1252 (once, or twice) shows itself by runs like "â€™" that no language writes. Only lines with
such a run are looked at, and the library that mends them leaves alone what makes sense as it stands; quotation marks,
ligatures and widths stay as they are printed. Some collections store each text as Python prints bytes: b'...'.
"""

from __future__ import annotations

import ast
import re

MOJIBAKE = "+mojibake"
BYTES = "+bytes"
_LEADS = ("â€", "Ã", "Â", "Ð", "Ñ")  # looked for first, for they are quick to find
_REST = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_RUN = re.compile(  # one set of letters in front, for that is what is sought at speed
    rf"[âÃÂÐÑ](?:(?<=â)€(?:[{_REST}]|(?=\s|$))|(?<=Ã)[{_REST}]|(?<=Â)[\xa0-\xbf]|(?<=[ÐÑ])[{_REST}](?:[ÐÑ][{_REST}]){{2}})",
    re.MULTILINE,
)
_LITERAL = re.compile(rb"""\s*b(['"]).*\1\s*""", re.DOTALL)


def mended(text: str, encoding: str) -> tuple[str, str]:
    """Return the text with wrongly decoded lines mended, and the encoding, marked where there were any."""
    if text.isascii() or not any(lead in text for lead in _LEADS) or not _RUN.search(text):
        return text, encoding
    from ftfy import fix_encoding  # rarely needed

    lines = text.split("\n")
    whole = [fix_encoding(line) if _RUN.search(line) else line for line in lines]
    return ("\n".join(whole), _marked(encoding, MOJIBAKE)) if whole != lines else (text, encoding)


def printed_bytes(data: bytes) -> bytes | None:
    """Return the bytes that the data prints as Python does; None where it is no such print."""
    if data[:20].lstrip()[:2] not in (b"b'", b'b"') or not _LITERAL.fullmatch(data):
        return None
    try:
        literal = ast.literal_eval(data.decode("ascii").strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return literal if isinstance(literal, bytes) else None


def unprinted(text: str, encoding: str) -> tuple[str, str]:
    """Return what a text says that is such a print itself, and the encoding, marked where it was."""
    printed = printed_bytes(text.encode("utf-8", "replace"))
    return (text, encoding) if printed is None else (printed.decode("utf-8", "replace"), _marked(encoding, BYTES))


def _marked(encoding: str, mark: str) -> str:
    """A file that was mended as a whole may have records that want it again."""
    return encoding if mark in encoding else encoding + mark
