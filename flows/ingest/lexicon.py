"""The word lists of ``lexicons/``, read once a process: one fact a line, ``#`` and a space open a comment."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "lexicons"


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """Return the entries of a list, in its order."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("# "))


@cache
def any_of(name: str) -> str:
    """Return a pattern that matches any entry of a list of patterns, the longest first."""
    return f"(?:{'|'.join(sorted(lines_of(name), key=len, reverse=True))})"


@cache
def whole_words(name: str) -> re.Pattern[str]:
    """Return the pattern that finds an entry of a list as whole words, case aside."""
    return re.compile(rf"(?<!\w){any_of(name)}(?!\w)", re.IGNORECASE)
