"""A reader's query against the published warehouse: read-only, offline, with limits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

import duckdb
import pyarrow as pa

from flows.load import connect, versions
from flows.load.connect import Connection
from flows.load.errors import QueryError

_ASKS = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN, duckdb.StatementType.MULTI}


def run_query(warehouse: Path, query: str, seconds: float = 600.0, memory_mb: int = 4_000) -> pa.Table:
    """Return the result of one query; QueryError says in a line why there is none.

    The query sees the warehouse and nothing else: no file, no network, no extension, and it can change nothing.
    """
    with opened(warehouse, seconds, memory_mb) as connection:
        return connection.sql(_only_statement(connection, query)).to_arrow_table()


@contextmanager
def opened(warehouse: Path, seconds: float = 600.0, memory_mb: int = 4_000) -> Iterator[Connection]:
    """Open the published warehouse for a reader; what DuckDB refuses or takes too long for is a QueryError."""
    if versions.current(warehouse) is None:
        raise QueryError(f"Nothing is published at {warehouse} yet. Start with: briefings run")
    with TemporaryDirectory(prefix="briefings-") as spill, _opened(warehouse, spill, memory_mb) as connection:
        interrupter = Timer(seconds, connection.interrupt)
        interrupter.start()
        try:
            yield connection
        except duckdb.InterruptException as error:
            raise QueryError(f"The query took longer than {seconds:g} s and was stopped.") from error
        except duckdb.Error as error:
            raise QueryError(_one_line(error)) from error
        finally:
            interrupter.cancel()


@contextmanager
def _opened(warehouse: Path, spill: str, memory_mb: int) -> Iterator[Connection]:
    try:
        with connect.reading(
            warehouse, enable_external_access=False, memory_limit=f"{memory_mb}MB", temp_directory=spill
        ) as connection:
            connection.execute("SET lock_configuration = true")
            yield connection
    except duckdb.Error as error:
        raise QueryError(f"{warehouse} cannot be opened: {_one_line(error)}. Try: briefings rebuild") from error


def _only_statement(connection: Connection, query: str) -> str:
    statements = connection.extract_statements(query)
    if len(statements) != 1:
        raise QueryError(f"One query at a time, please: this is {len(statements) or 'none'}.")
    if statements[0].type not in _ASKS:
        raise QueryError(f"The warehouse is only read: {statements[0].type.name} is not allowed here.")
    return query


def _one_line(error: duckdb.Error) -> str:
    """Return DuckDB's message without the drawing of the place."""
    return " ".join(line.strip() for line in str(error).split("\n\nLINE ")[0].splitlines() if line.strip())
