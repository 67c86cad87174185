"""Plain text into paragraphs: line ends, stray control characters, and the hard wraps of mail and old files."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import quantiles

from flows.model import Refusal, Refused

MAX_LINE = 5_000_000
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNTEXTUAL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1C), 0x1F, 0x7F])  # those of the expression above
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_ITEM = re.compile(r"\s*(?:[*•·▪►‣–—-]|\(?\d{1,3}[.)]|\[\d{1,3}\]|\[\[?[a-z0-9]\])\s")
_WIDEST_WRAP = 100  # lines of mail are wrapped at 60 to 80 columns; a longer line is a paragraph of its own
_NARROWEST_WRAP = 45


def without_control_characters(text: str) -> str:
    """Replace what is no character of a text (NUL, lone surrogates ...) one for one, so that offsets stay."""
    return text if _is_textual(text) else _UNTEXTUAL.sub("\ufffd", text)


def _is_textual(text: str) -> bool:
    """Whether there is nothing to replace: bytes tell it of a whole page ten times faster than the expression."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return False  # a lone surrogate
    return len(data.translate(None, _CONTROLS)) == len(data) and "\ufffe" not in text and "\uffff" not in text


def normalised(text: str) -> str:
    """Return the text with plain line ends and printable characters; Refused where a line is no line of a text."""
    text = without_control_characters(_LINE_ENDS.sub("\n", text)).removeprefix("\ufeff").replace("\x1b", "")
    if any(len(line) > MAX_LINE for line in text.split("\n")):
        raise Refused(Refusal.LINE_TOO_LONG, f"a line of it is longer than {MAX_LINE:,} characters: it is no article")
    return text


def without_comments(markup: str) -> str:
    """Return markup without its comments; one that never closes takes the rest with it."""
    first, *pieces = markup.split("<!--")
    return first + "".join(rest for piece in pieces for _, close, rest in [piece.partition("-->")] if close)


def blocks(text: str) -> list[str]:
    """Return the stretches between blank lines, indentation of their first line kept."""
    return [block.strip("\n").rstrip() for block in _BLANK_LINES.split(text) if block.strip()]


def paragraphs(text: str, *, flowed: bool = False) -> list[str]:
    """Return the paragraphs of a plain text, hard wraps undone.

    A line break inside a block is a wrap where the next line's first word would not have fitted any more; elsewhere
    (verse, lists, one paragraph a line) it ends a paragraph. ``flowed`` lines end in a space where they go on.
    An indented block keeps its indentation: that is how plain text sets off a quotation.
    """
    found = blocks(text)
    width = _wrap_width(found)
    if all(_indent_of(block.split("\n")) for block in found):
        found = [block.lstrip() for block in found]  # the whole text is set in: that sets nothing off
    return [paragraph for block in found for paragraph in _split(block, width, flowed=flowed)]


def joined(paragraphs_: list[str]) -> str:
    """Return paragraphs as a document's text: one blank line between them, none around."""
    return "\n\n".join(paragraph.rstrip() for paragraph in paragraphs_ if paragraph.strip()).strip("\n")


def _wrap_width(found: list[str]) -> int | None:
    lengths = [len(line.rstrip()) for block in found for line in block.split("\n")[:-1]]
    if len(lengths) < 2:
        return max(lengths) if lengths and _NARROWEST_WRAP <= lengths[0] <= _WIDEST_WRAP else None
    width = int(quantiles(lengths, n=20, method="inclusive")[-1])
    return width if _NARROWEST_WRAP <= width <= _WIDEST_WRAP else None


def _split(block: str, width: int | None, *, flowed: bool) -> list[str]:
    lines = block.split("\n")
    indent = _indent_of(lines)
    out = [indent + lines[0].strip()]
    for line, following in pairwise(lines):
        if _goes_on(line, following, width, flowed=flowed):
            out[-1] = _join(out[-1], following.strip())
        else:
            out.append(indent + following.strip())
    return out


def _goes_on(line: str, following: str, width: int | None, *, flowed: bool) -> bool:
    if flowed and line.endswith(" ") and line != "-- ":
        return True
    if width is None or _ITEM.match(following):
        return False
    first_word = following.split(maxsplit=1)[0] if following.strip() else ""
    return len(line.rstrip()) + 1 + len(first_word) > width - 2 and len(line.rstrip()) <= _WIDEST_WRAP + 10


def _join(line: str, following: str) -> str:
    """A hyphen at the end of a line belongs to the word; a dash stands alone."""
    is_hyphenated = len(line) > 1 and line[-1] in "-‐" and line[-2].isalnum() and following[:1].isalnum()
    return line + following if is_hyphenated else f"{line} {following}"


def _indent_of(lines: list[str]) -> str:
    """Four spaces where every line of the block is set in, nothing otherwise (a first-line indent is none)."""
    if any(line.strip() and not line.startswith(("  ", "\t")) for line in lines):
        return ""
    is_list = _ITEM.match(lines[0]) is not None
    return "" if is_list or (len(lines) == 1 and len(lines[0]) > _WIDEST_WRAP) else "    "
