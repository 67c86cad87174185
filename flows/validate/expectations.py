"""The expectations that an audit can run, by what they are about and by how much of a table they must see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any


class Family(StrEnum):
    """What an expectation is about, which decides how it names its columns."""

    COLUMN = "one column"
    PAIR = "two columns"
    COLUMNS = "several columns"
    TABLE = "the table as a whole"


ROW_BY_ROW = {
    "expect_column_values_to_not_be_null": Family.COLUMN,
    "expect_column_values_to_be_null": Family.COLUMN,
    "expect_column_values_to_be_between": Family.COLUMN,
    "expect_column_values_to_be_in_set": Family.COLUMN,
    "expect_column_values_to_not_be_in_set": Family.COLUMN,
    "expect_column_values_to_match_regex": Family.COLUMN,
    "expect_column_values_to_not_match_regex": Family.COLUMN,
    "expect_column_value_lengths_to_be_between": Family.COLUMN,
    "expect_column_value_lengths_to_equal": Family.COLUMN,
    "expect_column_pair_values_a_to_be_greater_than_b": Family.PAIR,
    "expect_column_pair_values_to_be_equal": Family.PAIR,
}
"""Each row is judged by itself: any slice of a table gives the same verdicts."""

ACROSS_ROWS = {
    "expect_column_values_to_be_unique": Family.COLUMN,
    "expect_compound_columns_to_be_unique": Family.COLUMNS,
}
"""Rows are judged, but by the others: they must see the whole table."""

AGGREGATE = {
    "expect_column_min_to_be_between": Family.COLUMN,
    "expect_column_max_to_be_between": Family.COLUMN,
    "expect_column_mean_to_be_between": Family.COLUMN,
    "expect_column_median_to_be_between": Family.COLUMN,
    "expect_column_sum_to_be_between": Family.COLUMN,
    "expect_column_stdev_to_be_between": Family.COLUMN,
    "expect_column_unique_value_count_to_be_between": Family.COLUMN,
    "expect_column_proportion_of_unique_values_to_be_between": Family.COLUMN,
    "expect_column_proportion_of_non_null_values_to_be_between": Family.COLUMN,
    "expect_table_row_count_to_be_between": Family.TABLE,
}
"""A figure of the whole table is judged; no row can be blamed."""

EXPECTATIONS: Mapping[str, Family] = ROW_BY_ROW | ACROSS_ROWS | AGGREGATE


def kwargs_for(family: Family, columns: Sequence[str]) -> dict[str, Any]:
    """Return the arguments by which an expectation of that family names these columns."""
    if family is Family.COLUMN:
        return {"column": columns[0]}
    if family is Family.PAIR:
        return {"column_A": columns[0], "column_B": columns[1]}
    return {"column_list": list(columns)} if family is Family.COLUMNS else {}


def columns_in(kwargs: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the columns that an expectation's arguments name."""
    named = [kwargs[name] for name in ("column", "column_A", "column_B") if name in kwargs]
    return tuple(named + list(kwargs.get("column_list", [])))
