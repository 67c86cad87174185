"""The Arrow schema of a table, which is the schema of its Parquet files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pyarrow as pa

from flows.tables import Column, ColumnType, table

_ARROW = {
    ColumnType.TEXT: pa.string(),
    ColumnType.INTEGER: pa.int32(),
    ColumnType.LONG: pa.int64(),
    ColumnType.REAL: pa.float64(),
    ColumnType.FLAG: pa.bool_(),
    ColumnType.DATE: pa.date32(),
    ColumnType.MOMENT: pa.timestamp("us", tz="UTC"),
    ColumnType.SPANS: pa.list_(pa.struct([("start", pa.int32()), ("stop", pa.int32())])),
    ColumnType.TEXTS: pa.list_(pa.string()),
    ColumnType.RANGES: pa.list_(pa.struct([("earliest", pa.date32()), ("latest", pa.date32())])),
}


@cache
def arrow_schema(name: str) -> pa.Schema:
    """Return the schema of the table: types, NOT NULL, and every meaning as field metadata."""
    declared = table(name)
    return pa.schema(
        [_field(column) for column in declared.columns],
        metadata={"table": declared.name, "grain": f"One row is {declared.grain}.", "key": ", ".join(declared.key)},
    )


def arrow_table(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Return the rows as an Arrow table of the declared schema, in the declared order of columns.

    ArrowInvalid if a value does not fit its type; missing keys are null.
    """
    return pa.Table.from_pylist(list(rows), schema=arrow_schema(name))


def _field(column: Column) -> pa.Field:
    metadata = {"meaning": column.meaning}
    if column.unit:
        metadata["unit"] = column.unit
    if column.null:
        metadata["null"] = column.null
    return pa.field(column.name, _ARROW[column.type], nullable=column.nullable, metadata=metadata)
