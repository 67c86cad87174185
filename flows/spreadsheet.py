"""A query's result as an Excel workbook of one sheet, written row by row in constant memory.

Text is always written as text: what begins like a formula or an address is neither.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

MAX_ROWS = 1_048_576
"""Rows of a sheet, the heading among them."""
MAX_COLUMNS = 16_384
MAX_CHARACTERS = 32_767
_FIRST_DAY = date(1900, 3, 1)  # the format counts a 29 February 1900: days before March would be off by one
_LAST_DIGIT = 10**15  # a cell holds a number of 15 digits and rounds a longer one
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no character of XML 1.0
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
    "default_date_format": "yyyy-mm-dd",
    "remove_timezone": True,
}


def write_workbook(result: pa.Table, out: Path) -> int:
    """Write heading and rows; return how many cells were cut. ValueError where a sheet cannot hold the result."""
    if result.num_rows >= MAX_ROWS or result.num_columns > MAX_COLUMNS:
        raise ValueError(
            f"a sheet holds {MAX_ROWS - 1:,} rows of {MAX_COLUMNS:,} columns and the answer has {result.num_rows:,} of "
            f"{result.num_columns:,}: narrow the query, or choose csv or parquet"
        )
    cut = 0
    with xlsxwriter.Workbook(str(out), _OPTIONS) as book:
        sheet = book.add_worksheet("answer")
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for column, name in enumerate(result.column_names):
            sheet.write_string(0, column, _legal(name)[:MAX_CHARACTERS], book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        row = 0
        for batch in result.to_batches():
            for values in batch.to_pylist():
                row += 1
                for column, value in enumerate(values.values()):
                    cut += _write(sheet, row, column, value, moment)
    return cut


def _write(sheet: Any, row: int, column: int, value: Any, moment: Any) -> bool:
    """Write one cell and return whether its text had to be cut."""
    if value is None:
        return False
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal) and abs(float(value)) < _LAST_DIGIT:
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime) and value.date() >= _FIRST_DAY:
        sheet.write_datetime(row, column, value, moment)
    elif isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST_DAY:
        sheet.write_datetime(row, column, value)
    else:
        return _write_text(sheet, row, column, value)
    return False


def _write_text(sheet: Any, row: int, column: int, value: Any) -> bool:
    is_nested = isinstance(value, list | dict)
    text = _legal(json.dumps(value, ensure_ascii=False, default=str) if is_nested else str(value))
    is_long = _units(text) > MAX_CHARACTERS
    if is_long:
        cut = text.encode("utf-16-le")[: 2 * (MAX_CHARACTERS - 1)].decode("utf-16-le", "ignore")
        text = cut + "…"
    sheet.write_string(row, column, text)
    return is_long


def _units(text: str) -> int:
    """Return the length as the format counts it, in UTF-16."""
    return len(text) + sum(character > "\uffff" for character in text)


def _legal(text: str) -> str:
    """Return the text with the characters that XML cannot hold shown as a replacement character."""
    return _ILLEGAL.sub("\ufffd", text)
