"""Bringing the tables of a warehouse file to their declarations: new ones are made, changed ones made anew."""

from __future__ import annotations

from functools import cache

import duckdb

from flows.load import ddl
from flows.load.connect import Connection
from flows.load.errors import LoadError
from flows.tables import Table, all_tables


def apply_schema(connection: Connection) -> None:
    """Create or reshape every table that is not as declared; its rows stay.

    A column that is new is null in the rows that were there before, one that is declared no more goes.
    """
    present, wanted = _definitions(connection), _declared_definitions()
    for name, table in all_tables().items():
        if name not in present:
            connection.execute(ddl.create_table(table))
        elif present[name] != wanted[name]:
            _reshape(connection, table)
    _comment(connection)


def _reshape(connection: Connection, table: Table) -> None:
    connection.execute(f"ALTER TABLE {table.name} RENAME TO outdated_{table.name}")
    connection.execute(ddl.create_table(table))
    kept = _columns(connection, f"outdated_{table.name}")
    names = ", ".join(name for name in table.column_names if name in kept)
    try:
        connection.execute(f"INSERT INTO {table.name} BY NAME SELECT {names} FROM outdated_{table.name}")  # noqa: S608
    except duckdb.ConstraintException as error:
        raise LoadError(
            f"Rows that {table.name} holds do not fit its new declaration: {str(error).splitlines()[0]}. "
            "Allow null in a new column, or widen the rule, and narrow it after `briefings backfill`."
        ) from error
    connection.execute(f"DROP TABLE outdated_{table.name}")


def _comment(connection: Connection) -> None:
    present = {
        (table, column): comment
        for table, column, comment in connection.execute(
            "SELECT table_name, '', comment FROM duckdb_tables() "
            "UNION ALL SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
    }
    for name, table in all_tables().items():
        if any(present.get((name, column)) != meaning for column, meaning in ddl.meanings(table).items()):
            for statement in ddl.comments(table):
                connection.execute(statement)


def _definitions(connection: Connection) -> dict[str, str]:
    rows = connection.execute("SELECT table_name, sql FROM duckdb_tables() WHERE NOT temporary").fetchall()
    return dict(rows)


@cache
def _declared_definitions() -> dict[str, str]:
    """Return each table's definition as DuckDB itself words it."""
    with duckdb.connect() as scratch:
        for table in all_tables().values():
            scratch.execute(ddl.create_table(table))
        return _definitions(scratch)


def _columns(connection: Connection, name: str) -> set[str]:
    rows = connection.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [name]).fetchall()
    return {column for (column,) in rows}
