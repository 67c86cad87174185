"""Columns that an audit adds to a table, because Great Expectations judges scalars only.

Of a column that holds lists it sees ``<column>_count``, ``<column>_json`` and ``<column>_well_formed``; of a stretch
of text that must stand between its offsets, ``<content>_reads_back``. ``row_number`` is the row's place in the file.
"""

from __future__ import annotations

from flows.tables import Column, ColumnType, Table

LISTS = {ColumnType.SPANS, ColumnType.TEXTS, ColumnType.RANGES}
ROW_NUMBER = "row_number"


def audited_name(column: Column) -> str:
    """Return the name of the scalar that stands for the column's values."""
    return f"{column.name}_json" if column.type in LISTS else column.name


def count_name(column: Column) -> str:
    """Return the name of the column that holds how long each list is."""
    return f"{column.name}_count"


def well_formed_name(column: Column) -> str:
    """Return the name of the flag that says whether each list holds what its type promises."""
    return f"{column.name}_well_formed"


def reads_back_name(content: str) -> str:
    """Return the name of the flag that says whether the text between the offsets is the stored string."""
    return f"{content}_reads_back"


def audited_columns(table: Table) -> dict[str, str]:
    """Return every column that an audit of the table sees, with the column of the table that it tells about."""
    names: dict[str, str] = {}
    for column in table.columns:
        names[audited_name(column)] = column.name
        if column.type in LISTS:
            names[count_name(column)] = names[well_formed_name(column)] = column.name
    return names | {reads_back_name(rule.content): rule.content for rule in table.reads_back}
