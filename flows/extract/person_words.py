"""Words for one person: what somebody is, or does."""

from __future__ import annotations

from functools import cache

from flows.extract.lexicon import rows_of


@cache
def people() -> dict[str, str]:
    """Return the words for one person, each with its gender where it tells one: f, m or nothing."""
    rows = rows_of("role_heads.txt") + rows_of("persons.tsv")
    return {row[0].lower(): row[1] if len(row) > 1 and row[1] in ("f", "m") else "" for row in rows}
