"""No offset into a text without its check: every span column of every table is held against the text."""

from __future__ import annotations

import pytest

from flows.load.sql_files import sql_files
from flows.tables import ColumnType, Table, all_tables

TABLES = list(all_tables().values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_offset_reads_back(table: Table):
    offsets = {c.name for c in table.columns if c.name.endswith(("_start", "_end")) and c.unit == "characters"}
    assert offsets == {column for rule in table.reads_back for column in (rule.start, rule.end)}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_list_of_spans_has_a_claim_on_its_order_and_its_end(table: Table):
    for column in (c.name for c in table.columns if c.type is ColumnType.SPANS):
        claims = [
            f.name for f in sql_files("checks") if f"{column}" in f.statement and f"FROM {table.name}" in f.statement
        ]
        assert {"pieces_of_a_quotation_are_in_order", "quotation_inside_its_document"} <= set(claims), column
