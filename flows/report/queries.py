"""What a report asks of a published warehouse: each question is one function, read-only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from flows.tables import all_tables
from flows.tables.arrow import arrow_table

Record = dict[str, Any]
Connection = Any
"""A DuckDB connection; the package ships no types that mypy may follow."""

_PUBLISHED = "published"
_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A run that published nothing: rows of ``runs`` (one), ``check_results`` and ``quarantine``."""

    run: Mapping[str, Any]
    check_results: Sequence[Mapping[str, Any]] = ()
    quarantine: Sequence[Mapping[str, Any]] = ()


@contextmanager
def ledgers(version: Path | None, unpublished: Unpublished | None = None) -> Iterator[Connection]:
    """Open a published version, if there is one; its ledgers show the run that is not in it as well.

    Nothing can be written to the version through this.
    """
    with duckdb.connect(config=_OFFLINE) as connection:
        if version is not None:
            name = str(version).replace("'", "''")
            connection.execute(f"ATTACH '{name}' AS {_PUBLISHED} (READ_ONLY)")
        present = _tables(connection)
        for ledger, rows in _unpublished_rows(unpublished).items():
            connection.register(f"new_{ledger}", arrow_table(ledger, rows))
            known = f"FROM {_PUBLISHED}.{ledger} UNION ALL BY NAME " if ledger in present else ""
            connection.execute(f"CREATE VIEW {ledger} AS {known}FROM new_{ledger}")
        yield connection


def _unpublished_rows(unpublished: Unpublished | None) -> dict[str, Sequence[Mapping[str, Any]]]:
    if unpublished is None:
        return {"runs": (), "check_results": (), "quarantine": ()}
    return {
        "runs": (unpublished.run,),
        "check_results": unpublished.check_results,
        "quarantine": unpublished.quarantine,
    }


def _tables(connection: Connection) -> set[str]:
    sql = "SELECT table_name FROM information_schema.tables WHERE table_catalog = ?"
    return {name for (name,) in connection.execute(sql, [_PUBLISHED]).fetchall()}


def last_runs(connection: Connection, count: int) -> list[Record]:
    """Return the last runs, latest first; ``seconds`` is how long each took."""
    return _records(
        connection,
        """
        SELECT * EXCLUDE (started_at, finished_at),
            strftime(make_timestamp(epoch_us(started_at)), '%Y-%m-%d %H:%M:%S UTC') AS started,
            (epoch_us(finished_at) - epoch_us(started_at)) / 1e6 AS seconds
        FROM runs ORDER BY started_at DESC, run_id DESC LIMIT ?
        """,
        [count],
    )


def row_counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each declared table of the version holds; one that it lacks is left out."""
    present = _tables(connection)
    counts = {}
    for name in all_tables():
        if name in present:
            sql = f"SELECT count(*) FROM {_PUBLISHED}.{name}"  # noqa: S608 - names that we declare
            counts[name] = int(connection.execute(sql).fetchall()[0][0])
    return counts


def checks_of(connection: Connection, run_id: str) -> list[Record]:
    """Return the checks of a run, those of all its batches taken together, the gravest failures first."""
    return _records(
        connection,
        """
        SELECT table_name, check_name, any_value(source) AS source, any_value(severity) AS severity,
            bool_and(success) AS success, sum(evaluated_count) AS evaluated, sum(unexpected_count) AS unexpected,
            flatten(list(examples) FILTER (WHERE NOT success))[1:5] AS examples, any_value(reason) AS reason
        FROM check_results WHERE run_id = ?
        GROUP BY table_name, check_name
        ORDER BY success, list_position(['critical', 'warning', 'info'], any_value(severity)), table_name, check_name
        """,
        [run_id],
    )


def failing_since(connection: Connection, run_id: str) -> dict[tuple[str | None, str], str]:
    """Return, for each check that fails in the run, the day from which on it has failed in every run that had it."""
    rows = connection.execute(
        """
        WITH outcomes AS (
            SELECT table_name, check_name, run_id, started_at, bool_and(success) AS held
            FROM check_results JOIN runs USING (run_id)
            WHERE started_at <= (SELECT started_at FROM runs WHERE run_id = ?)
            GROUP BY ALL
        ), last_held AS (
            SELECT table_name, check_name, max(started_at) FILTER (WHERE held) AS held_at FROM outcomes GROUP BY ALL
        )
        SELECT outcomes.table_name, outcomes.check_name,
            strftime(make_timestamp(epoch_us(min(started_at))), '%Y-%m-%d')
        FROM outcomes JOIN last_held ON outcomes.check_name = last_held.check_name
            AND outcomes.table_name IS NOT DISTINCT FROM last_held.table_name
        WHERE NOT held AND (held_at IS NULL OR started_at > held_at)
        GROUP BY outcomes.table_name, outcomes.check_name
        """,
        [run_id],
    ).fetchall()
    return {(table, check): day for table, check, day in rows}


def refusals_by_reason(connection: Connection, run_id: str, count: int) -> list[Record]:
    """Return why files and rows were refused in the run, the most frequent reasons first."""
    return _records(
        connection,
        """
        SELECT table_name, column_name, reason, count(*) AS refusals, count(DISTINCT path) AS files
        FROM quarantine WHERE run_id = ?
        GROUP BY ALL ORDER BY refusals DESC, table_name, reason LIMIT ?
        """,
        [run_id, count],
    )


def refused(connection: Connection, run_id: str, count: int) -> list[Record]:
    """Return some refusals of the run, files before rows."""
    return _records(
        connection,
        """
        SELECT table_name, row_key, path, reason, value FROM quarantine WHERE run_id = ?
        ORDER BY table_name <> 'files', table_name, path, row_key, reason LIMIT ?
        """,
        [run_id, count],
    )


def quarantined_in_all(connection: Connection) -> int:
    """Return how many refusals the warehouse holds, over all runs."""
    return int(connection.execute("SELECT count(*) FROM quarantine").fetchall()[0][0])


def _records(connection: Connection, sql: str, parameters: Sequence[Any]) -> list[Record]:
    result = connection.execute(sql, parameters)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
