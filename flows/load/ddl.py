"""The DDL of every table, from its declaration: types, NOT NULL, CHECKs and comments.

There is no PRIMARY KEY: an index doubles load time and memory and is written anew at each checkpoint. Keys are kept
by the de-duplication in ``merge`` and proved by ``audit`` before a version is published.
"""

from __future__ import annotations

from collections.abc import Iterator

from flows.tables import Column, ColumnType, Ordered, Table, all_tables

_TYPES = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.INTEGER: "INTEGER",
    ColumnType.LONG: "BIGINT",
    ColumnType.REAL: "DOUBLE",
    ColumnType.FLAG: "BOOLEAN",
    ColumnType.DATE: "DATE",
    ColumnType.MOMENT: "TIMESTAMP WITH TIME ZONE",
    ColumnType.SPANS: 'STRUCT("start" INTEGER, "stop" INTEGER)[]',
    ColumnType.TEXTS: "VARCHAR[]",
    ColumnType.RANGES: "STRUCT(earliest DATE, latest DATE)[]",
}


def schema_files() -> dict[str, str]:
    """Return the text of every file below ``sql/schema/``, by its path from the project's root."""
    return {f"sql/schema/{name}.sql": schema_file(table) for name, table in all_tables().items()}


def schema_file(table: Table) -> str:
    """Return the generated file of a table: header, CREATE TABLE, comments."""
    source = f"-- Generated from flows/tables/{table.name}.py by `make generate`: change it there.\n"
    return source + create_table(table) + "\n" + "".join(f"{comment}\n" for comment in comments(table))


def create_table(table: Table) -> str:
    """Return the CREATE TABLE statement."""
    lines = [_column(column) for column in table.columns] + [_ordered(rule) for rule in table.ordered]
    return f"CREATE TABLE {table.name} (\n    " + ",\n    ".join(lines) + "\n);\n"


def comments(table: Table) -> Iterator[str]:
    """Yield a COMMENT ON statement for the table and for each column."""
    for column, meaning in meanings(table).items():
        of = f"COLUMN {table.name}.{column}" if column else f"TABLE {table.name}"
        yield f"COMMENT ON {of} IS {literal(meaning)};"


def meanings(table: Table) -> dict[str, str]:
    """Return the comment of the table (under the empty name) and of each column."""
    about = f"One row is {table.grain}. Key: {', '.join(table.key)}. {table.note}".strip()
    return {"": about} | {column.name: _about(column) for column in table.columns}


def column_type(type_: ColumnType) -> str:
    """Return the DuckDB type."""
    return _TYPES[type_]


def literal(text: str) -> str:
    """Return the text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def _column(column: Column) -> str:
    parts = [column.name, _TYPES[column.type]]
    if not column.nullable:
        parts.append("NOT NULL")
    parts.extend(f"CHECK ({rule})" for rule in _rules(column))
    return " ".join(parts)


def _rules(column: Column) -> Iterator[str]:
    if column.one_of:
        yield f"{column.name} IN ({', '.join(map(literal, column.one_of))})"
    if column.pattern:
        yield f"regexp_matches({column.name}, {literal(column.pattern)})"
    if column.at_least is not None:
        yield f"{column.name} >= {column.at_least:g}"
    if column.at_most is not None:
        yield f"{column.name} <= {column.at_most:g}"


def _ordered(rule: Ordered) -> str:
    return f"CHECK ({rule.low} {'<' if rule.strict else '<='} {rule.high})"


def _about(column: Column) -> str:
    unit = f" Unit: {column.unit}." if column.unit else ""
    null = f" Null: {column.null}." if column.null else ""
    return column.meaning + unit + null
