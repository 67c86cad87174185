"""Staged rows as a pandas frame of scalars whose dtypes do not lie: no float for an integer, no NaN for a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from flows.tables import Column, ColumnType, ReadsBack, Table
from flows.validate.derived import LISTS, ROW_NUMBER, audited_name, count_name, reads_back_name, well_formed_name
from flows.validate.plain import as_json

if TYPE_CHECKING:
    import pandas as pd

_NULLABLE = {
    ColumnType.INTEGER: "Int64",
    ColumnType.LONG: "Int64",
    ColumnType.REAL: "Float64",
    ColumnType.FLAG: "boolean",
}


def audited_frame(table: Table, rows: pa.Table, texts: Mapping[str, str], first_row: int = 0) -> pd.DataFrame:
    """Return the frame that the table's suite is held against.

    ``texts`` are the documents' texts by document_id; ``first_row`` is the place of the first row in the staged file.
    """
    import pandas as pd

    values = {name: rows.column(name).to_pylist() for name in table.column_names}
    lengths = [len(texts.get(key, "")) for key in values["document_id"]]
    frame: dict[str, Any] = {}
    for column in table.columns:
        if column.type in LISTS:
            frame |= _of_lists(column, values[column.name], lengths)
        else:
            frame[column.name] = pd.Series(values[column.name], dtype=_NULLABLE.get(column.type, object))
    for rule in table.reads_back:
        frame[reads_back_name(rule.content)] = pd.Series(list(_reads_back(rule, values, texts)), dtype="boolean")
    frame[ROW_NUMBER] = pd.RangeIndex(first_row, first_row + len(rows))
    return pd.DataFrame(frame)


def _of_lists(column: Column, lists: list[list[Any] | None], lengths: list[int]) -> dict[str, Any]:
    import pandas as pd

    holds = _HOLDS[column.type]
    formed = [None if found is None else holds(found, end) for found, end in zip(lists, lengths, strict=True)]
    return {
        count_name(column): pd.Series([None if found is None else len(found) for found in lists], dtype="Int64"),
        audited_name(column): pd.Series([None if found is None else as_json(found) for found in lists], dtype=object),
        well_formed_name(column): pd.Series(formed, dtype="boolean"),
    }


def _holds_spans(spans: Iterable[Mapping[str, int | None] | None], end: int) -> bool:
    return all(
        span and span["start"] is not None and span["stop"] is not None and 0 <= span["start"] < span["stop"] <= end
        for span in spans
    )


def _holds_ranges(ranges: Iterable[Mapping[str, Any] | None], _: int) -> bool:
    return all(
        days and days["earliest"] is not None and days["latest"] is not None and days["earliest"] <= days["latest"]
        for days in ranges
    )


def _holds_texts(texts: Iterable[str | None], _: int) -> bool:
    return all(texts)


_HOLDS: Mapping[ColumnType, Callable[[list[Any], int], bool]] = {
    ColumnType.SPANS: _holds_spans,
    ColumnType.RANGES: _holds_ranges,
    ColumnType.TEXTS: _holds_texts,
}


def _reads_back(rule: ReadsBack, values: Mapping[str, list[Any]], texts: Mapping[str, str]) -> Iterable[bool | None]:
    """Yield for each row whether it reads back; None where neither offsets nor string are given."""
    documents = (texts.get(key) for key in values["document_id"])
    rows = zip(documents, values[rule.start], values[rule.end], values[rule.content], strict=True)
    for text, start, end, content in rows:
        if start is None and end is None and content is None:
            yield None
        elif text is None or start is None or end is None or content is None:
            yield False
        else:
            yield 0 <= start <= end <= len(text) and text[start:end] == content
