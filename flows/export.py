"""A query's result in the form that was asked for: table, CSV, JSON or Parquet."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.console import printable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of a formula
_SHOWN_ROWS = 100
_SHOWN_CHARACTERS = 200


def write_result(result: pa.Table, form: str, out: Path | None, console: Console) -> None:
    """Write the result as ``table``, ``csv``, ``json`` or ``parquet``: to the file, or to the terminal.

    Parquet needs a file (ValueError without one).
    """
    if form == "parquet":
        if out is None:
            raise ValueError("Parquet is not for the terminal: name a file")
        pq.write_table(result, out, compression="zstd")
    elif form == "table" and out is None:
        show_table(result, console)
    else:
        with _opened(out) as target:
            {"csv": write_csv, "json": write_json, "table": write_text_table}[form](result, target)


def show_table(result: pa.Table, console: Console) -> None:
    """Print the first rows, long values cut, and say how many there are."""
    shown = Table(header_style="bold", row_styles=["", "dim"] if console.is_terminal else None)
    for name in result.column_names:
        shown.add_column(escape(name), overflow="fold")
    for row in result.slice(0, _SHOWN_ROWS).to_pylist():
        shown.add_row(*(escape(_shortened(value)) for value in row.values()))
    console.print(shown)
    if result.num_rows > _SHOWN_ROWS:
        console.print(f"{result.num_rows:,} rows, the first {_SHOWN_ROWS} shown; all of them with --format csv or json")
    else:
        console.print(f"{result.num_rows:,} row{'' if result.num_rows == 1 else 's'}")


def write_csv(result: pa.Table, out: TextIO) -> None:
    """Write a header and all rows. Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.column_names)
    for batch in result.to_batches():
        for row in batch.to_pylist():
            writer.writerow([_csv_value(value) for value in row.values()])


def write_json(result: pa.Table, out: TextIO) -> None:
    """Write one JSON object a row and line; days and instants in ISO form."""
    for batch in result.to_batches():
        for row in batch.to_pylist():
            out.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")


def write_text_table(result: pa.Table, out: TextIO) -> None:
    """Write the table as it would stand in a terminal of 160 columns."""
    show_table(result, Console(file=out, width=160, no_color=True))


@contextmanager
def _opened(out: Path | None) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
    else:
        with out.open("w", encoding="utf-8", newline="") as target:
            yield target


def _csv_value(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def _shortened(value: Any) -> str:
    if value is None:
        return ""
    is_nested = isinstance(value, list | dict)
    text = printable(json.dumps(value, ensure_ascii=False, default=str) if is_nested else str(value))
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"
