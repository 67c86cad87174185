"""Rules that every declared table keeps, so that a new one is checked without writing a test."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest

from flows.tables import ColumnType, Origin, Table, all_tables, table
from flows.tables.arrow import arrow_schema, arrow_table

TABLES = list(all_tables().values())
COLUMNS = [(t, c) for t in TABLES for c in t.columns]


def named(value: object) -> str:
    return value.name if isinstance(value, Table) else getattr(value, "name", "")


@pytest.mark.parametrize("declared", TABLES, ids=named)
def test_the_module_is_named_as_its_table(declared: Table):
    assert table(declared.name) is declared


@pytest.mark.parametrize("declared", TABLES, ids=named)
def test_the_key_is_made_of_columns_that_are_never_null(declared: Table):
    assert declared.key
    for name in declared.key:
        assert not declared.column(name).nullable


@pytest.mark.parametrize("declared", TABLES, ids=named)
def test_column_names_are_unique_and_snake_case(declared: Table):
    assert len(set(declared.column_names)) == len(declared.columns)
    for name in declared.column_names:
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name)


@pytest.mark.parametrize("declared", TABLES, ids=named)
def test_rules_and_references_name_what_exists(declared: Table):
    for rule in declared.ordered:
        declared.column(rule.low), declared.column(rule.high)
    for rule in declared.reads_back:
        declared.column(rule.start), declared.column(rule.end), declared.column(rule.content)
    for reference in declared.references:
        declared.column(reference.column)
        assert len(table(reference.table).key) == 1


@pytest.mark.parametrize("declared", [t for t in TABLES if t.origin is not Origin.DERIVED], ids=named)
def test_every_loaded_row_says_which_run_loaded_it(declared: Table):
    assert "run_id" in declared.column_names


@pytest.mark.parametrize("declared", [t for t in TABLES if t.origin is Origin.EXTRACTED], ids=named)
def test_every_extracted_span_reads_back(declared: Table):
    starts = {c.name for c in declared.columns if c.name.endswith("_start") and c.type is ColumnType.INTEGER}
    assert starts == {rule.start for rule in declared.reads_back}


@pytest.mark.parametrize(("declared", "column"), COLUMNS, ids=named)
def test_every_column_says_what_it_means_and_shows_an_example(declared: Table, column):
    assert column.meaning.endswith((".", "...")), "a meaning is a sentence"
    assert column.example is not None
    if column.one_of:
        assert column.example in column.one_of
    if column.pattern:
        assert re.fullmatch(column.pattern, column.example)
    if column.name.endswith(("_start", "_end")) and column.type is ColumnType.INTEGER:
        assert column.unit == "characters"


def test_one_name_has_one_type():
    types: dict[str, set[ColumnType]] = {}
    for _, column in COLUMNS:
        types.setdefault(column.name, set()).add(column.type)
    assert {name: kinds for name, kinds in types.items() if len(kinds) > 1} == {}


@pytest.mark.parametrize("declared", TABLES, ids=named)
def test_the_arrow_schema_carries_types_nullability_and_meanings(declared: Table):
    schema = arrow_schema(declared.name)
    assert tuple(schema.names) == declared.column_names
    for column in declared.columns:
        field = schema.field(column.name)
        assert field.nullable == column.nullable
        assert field.metadata[b"meaning"].decode() == column.meaning


def test_rows_of_another_type_are_refused():
    with pytest.raises((pa.ArrowInvalid, pa.ArrowTypeError)):
        arrow_table("authors", [{"document_id": "d", "position": "first", "name": "n"}])
