"""Connections to DuckDB, all with the same sober settings: no extension is fetched, moments are UTC."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

Connection = Any
"""A DuckDB connection; the package ships no types that mypy may follow."""

STORAGE_VERSION = "v1.4.0"
"""The file format: clients from DuckDB 1.4 on read it, and it costs nothing."""

_SWITCHES = 10
"""How often a reader may find its version replaced while it opens it."""

_OFFLINE: dict[str, str | bool] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,  # a name in SQL never means a variable of the program
}


def create(path: Path) -> None:
    """Create an empty database in the storage version that older clients read."""
    with duckdb.connect(config=_OFFLINE) as connection:
        connection.execute(f"ATTACH {_quoted(path)} AS fresh (STORAGE_VERSION '{STORAGE_VERSION}')")


@contextmanager
def writing(path: Path) -> Iterator[Connection]:
    """Open a database that nobody else has open, for writing."""
    spill = path.with_name(path.name + ".tmp")
    with duckdb.connect(str(path), config=_OFFLINE | {"temp_directory": str(spill)}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET preserve_insertion_order = false")
        yield connection


@contextmanager
def reading(path: Path, **config: str | bool | int) -> Iterator[Connection]:
    """Open a published version; nothing can be written through it, and its file stays as it is."""
    with _opened(path, _OFFLINE | config) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def _opened(path: Path, config: dict[str, Any]) -> Connection:
    """Open the version that the link names; one that is pruned just then has a newer one behind the link."""
    for _ in range(_SWITCHES):
        version = path.resolve()
        try:
            return duckdb.connect(str(version), read_only=True, config=config)
        except duckdb.IOException:
            if version == path.resolve():
                raise
    return duckdb.connect(str(path.resolve()), read_only=True, config=config)


def scalar(connection: Connection, sql: str, parameters: Any = None) -> Any:
    """Return the one value of a query."""
    return connection.execute(sql, parameters).fetchall()[0][0]


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
