"""A query's result in the form that was asked for: table, CSV, JSON, Parquet or an Excel workbook."""

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
FILES_ONLY = frozenset({"parquet", "xlsx"})
_SHOWN_ROWS = 100
_READABLE_WIDTH = 18
_SHOWN_CHARACTERS = 200


def write_result(result: pa.Table, form: str, out: Path | None, console: Console) -> None:
    """Write the result as ``table``, ``csv``, ``json``, ``parquet`` or ``xlsx``: to the file, or to the terminal.

    ValueError says why that cannot be: no file for what only a file can hold, more rows than a sheet has.
    """
    if form in FILES_ONLY and out is None:
        raise ValueError(f"{form} is not for the terminal: name a file with --out")
    if form == "xlsx" and out is not None:
        from flows.spreadsheet import MAX_CHARACTERS, write_workbook  # only who asks for a workbook waits for it

        if cut := write_workbook(result, out):
            console.print(f"{cut:,} cells were longer than the {MAX_CHARACTERS:,} characters of a sheet and were cut")
    elif form == "parquet":
        pq.write_table(result, out, compression="zstd")
    elif form == "table" and out is None:
        show_table(result, console)
    else:
        with _opened(out) as target:
            {"csv": write_csv, "json": write_json, "table": write_text_table}[form](result, target)


def show_table(result: pa.Table, console: Console) -> None:
    """Print the first rows, long values cut, and say how many there are; row by row where columns do not fit."""
    rows = result.slice(0, _SHOWN_ROWS).to_pylist()
    values = [[_shortened(value) for value in row.values()] for row in rows]
    if _needed_width(result.column_names, values) <= console.width:
        console.print(_grid(result.column_names, values, console))
    else:
        _show_records(result.column_names, values, console)
    if result.num_rows > _SHOWN_ROWS:
        console.print(f"{result.num_rows:,} rows, the first {_SHOWN_ROWS} shown; all of them with --format csv or json")
    else:
        console.print(f"{result.num_rows:,} row{'' if result.num_rows == 1 else 's'}")


def _needed_width(names: list[str], values: list[list[str]]) -> int:
    """Width at which the grid can still be read: every column wide enough for its name and a few words."""
    columns = zip(names, *values, strict=True)
    return sum(max(len(column[0]), min(_READABLE_WIDTH, max(map(len, column)))) + 3 for column in columns) + 1


def _grid(names: list[str], values: list[list[str]], console: Console) -> Table:
    grid = Table(header_style="bold", row_styles=["", "dim"] if console.is_terminal else None)
    for name in names:
        grid.add_column(escape(name), overflow="fold")
    for row in values:
        grid.add_row(*map(escape, row))
    return grid


def _show_records(names: list[str], values: list[list[str]], console: Console) -> None:
    width = max(map(len, names))
    for number, row in enumerate(values, start=1):
        console.print(f"[bold]row {number}[/]")
        for name, value in zip(names, row, strict=True):
            console.print(f"  {name:{width}}  {escape(value)}", highlight=False, soft_wrap=True)


def write_csv(result: pa.Table, out: TextIO) -> None:
    """Write a header and all rows. Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_csv_value, result.column_names))
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
