"""The SQL of the project: one statement a file below ``sql/``, found by its folder, described by its header.

A header is the block of comment lines at the top, ``-- name: text``; a line without a name goes on with the last one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.settings import PROJECT

_NAMED = re.compile(r"-- ([a-z]+(?: [a-z]+)?): (.*)")


@dataclass(frozen=True, slots=True)
class SqlFile:
    """A file's statement, without its closing semicolon, and what its header says of it."""

    name: str
    header: Mapping[str, str]
    statement: str


def sql_files(kind: str, root: Path = PROJECT / "sql") -> list[SqlFile]:
    """Return the files of ``sql/<kind>/``, in alphabetical order."""
    return [read_sql_file(path) for path in sorted((root / kind).glob("*.sql"))]


def read_sql_file(path: Path) -> SqlFile:
    """Return a file's name, header and statement."""
    text = path.read_text(encoding="utf-8")
    return SqlFile(path.stem, _header(text), text.strip().removesuffix(";"))


def _header(text: str) -> dict[str, str]:
    header: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if named := _NAMED.match(line):
            name = named[1]
            header[name] = named[2].strip()
        elif line.startswith("-- ") and name:
            header[name] += " " + line[3:].strip()
        else:
            break
    return header
