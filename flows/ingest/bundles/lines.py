"""The lines of a text with their offsets, as the finders of bundles look at them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its place in the text, and its text without white space around it."""

    start: int
    end: int
    text: str
    after_blank: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """Where an item begins: ``start`` with its heading, ``section`` the heading of the group that it stands in."""

    start: int
    section: str | None = None
    headline: str | None = None  # where it stands in one line with the text
    body_start: int | None = None
    url: str | None = None  # where the item says that it stands


def lines_of_text(text: str) -> list[Line]:
    """Return the lines of a text that are not blank."""
    found: list[Line] = []
    start, after_blank = 0, True
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            found.append(Line(start, start + len(raw), stripped, after_blank))
        after_blank = not stripped
        start += len(raw) + 1
    return found


def folded_line(text: str) -> str:
    """Return a heading as headings are compared: words alone, case aside."""
    return " ".join(_WORDS.findall(text.casefold()))
