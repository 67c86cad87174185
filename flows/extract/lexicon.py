"""The word lists of ``lexicons/``, read once a process: one fact a line, ``#`` opens a comment."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words_of(name: str) -> frozenset[str]:
    """Return the entries of a list with one entry a line."""
    return frozenset(lines_of(name))


@cache
def rows_of(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a list with tab-separated fields."""
    return tuple(tuple(line.split("\t")) for line in lines_of(name))


def lines_of(name: str) -> list[str]:
    """Return the lines of a lexicon without comments and empty lines."""
    text = (files("flows.extract") / "lexicons" / name).read_text(encoding="utf-8")
    return [line.rstrip() for line in text.split("\n") if line.strip() and not line.startswith("#")]
