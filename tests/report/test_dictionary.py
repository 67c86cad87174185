"""The generated pages of docs/."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flows.report.dictionary import checks_page, dictionary
from flows.tables import all_tables

LINES = dictionary().splitlines()


def cells(line: str) -> list[str]:
    return line.replace("\\|", "¦").strip("|").split("|")


@pytest.mark.parametrize("name", all_tables())
def test_every_table_is_told_with_all_its_columns_in_order(name: str) -> None:
    declared = all_tables()[name]
    start = LINES.index(f"### {name}")
    end = next((i for i in range(start + 1, len(LINES)) if LINES[i].startswith("##")), len(LINES))
    told = LINES[start:end]
    assert any(line.startswith(f"One row is {declared.grain}. Key: ") for line in told)
    rows = [cells(line) for line in told if line.startswith("| `")]
    assert [row[0].strip(" `") for row in rows] == list(declared.column_names)
    assert all(column.meaning.replace("|", "¦") in row[2] for column, row in zip(declared.columns, rows, strict=True))
    for column, row in zip(declared.columns, rows, strict=True):
        assert row[3].strip() == (column.null or "never null")


def test_every_row_of_every_markdown_table_has_the_cells_of_its_heading() -> None:
    for page in (LINES, checks_page({"x": json.dumps(a_suite())}, {"c": {"claim": "a|b"}}).splitlines()):
        width = 0
        for line in page:
            if not line.startswith("|"):
                width = 0
            elif not width:
                width = len(cells(line))
            else:
                assert len(cells(line)) == width, line


def test_the_picture_has_an_edge_for_every_reference() -> None:
    edges = [line.split() for line in LINES if "o{" in line]
    references = [(r.table, t.name, r.column) for t in all_tables().values() for r in t.references]
    assert sorted((edge[0], edge[2], edge[4]) for edge in edges) == sorted(references)


def test_both_pages_say_first_that_they_are_generated() -> None:
    for page in (dictionary(), checks_page({}, {})):
        assert page.startswith("<!-- Generated from flows/tables/")


def test_checks_are_told_with_their_reasons() -> None:
    page = checks_page(
        {"x": json.dumps(a_suite())}, {"holds": {"claim": "It holds.", "severity": "info", "reason": "r", "to do": "t"}}
    )
    assert "| a is missing | critical | its declaration | `not_null(a)` |" in page
    assert "| a is <b | warning | 2026-11-23: why |".replace("<", "&lt;") in page
    assert "| It holds. | info | r | t | `holds.sql` |" in page


def a_suite() -> dict[str, Any]:
    return {
        "name": "letters",
        "expectations": [
            {"type": "not_null", "severity": "critical", "meta": {"check": "not_null(a)", "says": "a is missing"}},
            {
                "type": "less",
                "severity": "warning",
                "notes": "2026-11-23: why",
                "meta": {"check": "less(a)", "says": "a is <b"},
            },
        ],
    }
