"""The facts of ``data/``, read once a process: one a line, tab-separated, ``#`` opens a comment."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_BUILT = "gazetteer.tsv"  # reaches the names as a reference of the run


def rows_of(name: str) -> list[list[str]]:
    """Return the fields of each line."""
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


@cache
def words_of(name: str) -> frozenset[str]:
    """Return the entries of a file with one entry a line."""
    return frozenset(row[0] for row in rows_of(name))


@cache
def first_forms(name: str) -> dict[str, str]:
    """Return each form of a line's entry and the form that comes first in its line."""
    return {form: row[0] for row in rows_of(name) for form in row}


@cache
def fingerprint() -> str:
    """Return the hash of every fact that decides who is who: where it differs, all names are resolved anew."""
    return sha256(b"".join(path.read_bytes() for path in sorted(_DATA.iterdir()) if path.name != _BUILT)).hexdigest()[
        :16
    ]
