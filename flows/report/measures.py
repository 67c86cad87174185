"""What a table looks like, over all and over the runs: its rows, the values missing in it, their distribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from flows.tables import Column, ColumnType, Table
from flows.tables.vocabulary import HASH, LINEAGE, SHA256

Connection = Any

TOP_VALUES = 12
_BINS = 20
_ENOUGH_ROWS = 20
_ENOUGH_RUNS = 3
_DRIFT = 0.15
"""A share of missing values that moved by more than this against the median of the runs before has drifted."""

_LINEAGE = {column.name for column in LINEAGE}


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows, and values that are there by column, of a run or of all."""

    rows: int = 0
    present: dict[str, int] = field(default_factory=dict)

    def missing(self, column: str) -> float | None:
        """Return the share of rows without a value; nothing where there are no rows."""
        there = self.present.get(column)
        return 1 - there / self.rows if self.rows and there is not None else None


@dataclass(frozen=True, slots=True)
class Measured:
    """The counts of a table over all, and by run, oldest first: each a run and what it holds of it."""

    whole: Counts
    by_run: Sequence[tuple[str, Counts]]

    @property
    def last(self) -> Counts:
        """The newest run that brought rows; no rows where none did."""
        return self.by_run[-1][1] if self.by_run else Counts()

    def history(self, column: str) -> list[float | None]:
        """Return the share of missing values by run, oldest first."""
        return [counts.missing(column) for _, counts in self.by_run]

    def drifted(self, column: str) -> float | None:
        """Return by how much the newest run departs from the median of those before; nothing where it does not."""
        known = ((counts.rows, counts.missing(column)) for _, counts in self.by_run[:-1])
        before = [share for rows, share in known if rows >= _ENOUGH_ROWS and share is not None]
        now = self.last.missing(column)
        if now is None or self.last.rows < _ENOUGH_ROWS or len(before) < _ENOUGH_RUNS:
            return None
        moved = now - median(before)
        return moved if abs(moved) > _DRIFT else None


@dataclass(frozen=True, slots=True)
class Distribution:
    """The values of a column: the most frequent ones, or the columns of a histogram, each with its rows."""

    column: str
    kind: str  # values | histogram | years
    rows: Sequence[tuple[str, int]]
    others: int = 0
    told: str = ""


def measure(connection: Connection, table: Table, source: str, runs: Sequence[str]) -> Measured:
    """Count the table's rows and present values, over all and for each of the runs (oldest first), in one pass."""
    names = present_columns(connection, table, source)
    with_run = "run_id" in names
    run = "CASE WHEN run_id IN (SELECT unnest(?)) THEN run_id END" if with_run else "NULL"
    counted = ", ".join(f'count("{name}")' for name in names)
    sql = f"SELECT {run} AS run, count(*), {counted} FROM {source} GROUP BY 1"  # noqa: S608 - names that we declare
    found = connection.execute(sql, [list(runs)] if with_run else None).fetchall()
    by_run = {row[0]: Counts(row[1], dict(zip(names, row[2:], strict=True))) for row in found}
    rows = sum(counts.rows for counts in by_run.values())
    present = {name: sum(counts.present[name] for counts in by_run.values()) for name in names}
    return Measured(Counts(rows, present), [(run, by_run[run]) for run in runs if run in by_run])


def present_columns(connection: Connection, table: Table, source: str) -> list[str]:
    """Return the declared columns that a version has: it may be older than the newest of them."""
    present = {column[0] for column in connection.execute(f"FROM {source} LIMIT 0").description}
    return [name for name in table.column_names if name in present]


def distributions(connection: Connection, table: Table, source: str) -> list[Distribution]:
    """Return how the values of every column with few or ordered values are distributed."""
    found = []
    present = set(present_columns(connection, table, source))
    for column in (column for column in table.columns if column.name in present):
        if _has_few_values(column):
            found.append(_values(connection, column.name, source))
        elif column.type is ColumnType.DATE:
            found.append(_years(connection, column.name, source))
        elif column.type in (ColumnType.INTEGER, ColumnType.REAL) and not column.name.endswith(("_start", "_end")):
            found.append(_histogram(connection, column, source))
    return [distribution for distribution in found if distribution.rows]


def _has_few_values(column: Column) -> bool:
    """Whether the declaration bounds the values: a choice, a flag, or a word of a fixed form that is no key."""
    if column.name in _LINEAGE or column.type not in (ColumnType.TEXT, ColumnType.FLAG):
        return False
    by_form = column.pattern not in (None, HASH, SHA256)
    return bool(column.one_of) or column.type is ColumnType.FLAG or by_form or column.name.endswith("_basis")


def _values(connection: Connection, name: str, source: str) -> Distribution:
    sql = f'SELECT "{name}"::VARCHAR, count(*) AS n FROM {source} GROUP BY 1 ORDER BY n DESC, 1'  # noqa: S608
    rows = connection.execute(f"FROM ({sql}) LIMIT 1000").fetchall()
    top = [("(none)" if value is None else value, count) for value, count in rows[:TOP_VALUES]]
    return Distribution(name, "values", top, sum(count for _, count in rows[TOP_VALUES:]))


def _years(connection: Connection, name: str, source: str) -> Distribution:
    sql = f'SELECT year("{name}"), count(*) FROM {source} WHERE "{name}" IS NOT NULL GROUP BY 1 ORDER BY 1'  # noqa: S608
    counts = dict(connection.execute(sql).fetchall())
    if not counts:
        return Distribution(name, "years", [])
    first, last = min(counts), max(counts)
    step = max(1, -(-(last - first + 1) // 60))
    rows = []
    for year in range(first, last + 1, step):
        label = str(year) if step == 1 else f"{year} to {year + step - 1}"
        rows.append((label, sum(counts.get(year + i, 0) for i in range(step))))
    return Distribution(name, "years", rows)


def _histogram(connection: Connection, column: Column, source: str) -> Distribution:
    """Return equal steps from the least value to the one that 99 of 100 rows keep below; the last takes the rest."""
    name = column.name
    sql = (
        f'SELECT min("{name}"), approx_quantile("{name}", 0.5), approx_quantile("{name}", 0.99), max("{name}") '  # noqa: S608
        f"FROM {source}"
    )
    low, middle, high, top = connection.execute(sql).fetchall()[0]
    if low is None:
        return Distribution(name, "histogram", [])
    if column.at_least == 0 and column.at_most == 1:
        low, high = 0.0, 1.0
    whole = column.type is ColumnType.INTEGER
    width = (high - low) / _BINS or 1
    if whole:
        width = max(1, -(-int(high - low + 1) // _BINS))
    sql = (
        f'SELECT least(greatest(floor(("{name}" - ?) / ?), 0), {_BINS - 1})::INTEGER AS bin, count(*) '  # noqa: S608
        f'FROM {source} WHERE "{name}" IS NOT NULL GROUP BY 1'
    )
    counts = dict(connection.execute(sql, [low, width]).fetchall())
    rows = [(_step(low, width, i, whole), counts.get(i, 0)) for i in range(max(counts) + 1)]
    form = ",.0f" if whole else ",.4g"
    told = f"from {low:{form}} to {top:{form}}, median {middle:{form}}"
    return Distribution(name, "histogram", rows, told=told)


def _step(low: float, width: float, place: int, whole: bool) -> str:
    start, end = low + place * width, low + (place + 1) * width
    if not whole:
        return f"{start:.2f} to {end:.2f}"
    return f"{start:,.0f}" if width == 1 else f"{start:,.0f} to {end - 1:,.0f}"
