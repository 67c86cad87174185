"""What every view's columns mean: as the table has them that they come from, else as ``sql/marts/columns.tsv`` says."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import duckdb

from flows.load import ddl
from flows.load.sql_files import SqlFile, sql_files
from flows.settings import PROJECT
from flows.tables import all_tables


@dataclass(frozen=True, slots=True)
class View:
    """A view for readers: what its header says, and the type, meaning and an example of each column."""

    name: str
    header: Mapping[str, str]
    columns: Mapping[str, tuple[str, str, str]]


@cache
def views() -> tuple[View, ...]:
    """Return every view of ``sql/marts/``; KeyError where a column has no meaning."""
    with duckdb.connect() as scratch:
        for table in all_tables().values():
            scratch.execute(ddl.create_table(table))
        files = sql_files("marts")
        for file in files:
            scratch.execute(f"CREATE VIEW {file.name} AS {file.statement}")
        return tuple(_view(file, scratch.execute(f"DESCRIBE {file.name}").fetchall()) for file in files)


def column_comments(view: View) -> Iterator[str]:
    """Yield a COMMENT ON statement for each column."""
    for name, (_, meaning, _) in view.columns.items():
        yield f"COMMENT ON COLUMN {view.name}.{name} IS {ddl.literal(meaning)};"


def _view(file: SqlFile, described: list[tuple[str, ...]]) -> View:
    reads = [name.split()[0] for name in file.header["reads"].split(", ")]
    known = {
        column.name: (ddl.meanings(table)[column.name], column.example or "")
        for name in reversed(reads)
        if (table := all_tables().get(name))
        for column in table.columns
    }
    return View(file.name, file.header, {name: (type_, *_told(name, known)) for name, type_, *_ in described})


def _told(name: str, known: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """Return meaning and example."""
    return known[name] if name in known else _computed()[name]


@cache
def _computed() -> Mapping[str, tuple[str, str]]:
    text = (PROJECT / "sql" / "marts" / "columns.tsv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {name: (meaning, example) for name, meaning, example in rows}
