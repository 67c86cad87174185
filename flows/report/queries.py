"""What a report asks of a published warehouse: each question is one function, read-only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from flows.report.evidence import SHOWN, BrokenRow
from flows.tables import all_tables
from flows.tables.arrow import arrow_table

Record = dict[str, Any]
Connection = Any
"""A DuckDB connection; the package ships no types that mypy may follow."""

PUBLISHED = "published"
"""The name under which a published version is attached."""
_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A run that published nothing: rows of ``runs`` (one), ``check_results`` and ``quarantine``.

    ``evidence`` are the rows of its candidate that broke a check, by table and check: the candidate is gone by now.
    """

    run: Mapping[str, Any]
    check_results: Sequence[Mapping[str, Any]] = ()
    quarantine: Sequence[Mapping[str, Any]] = ()
    evidence: Mapping[tuple[str | None, str], Sequence[BrokenRow]] = field(default_factory=dict)


@contextmanager
def ledgers(version: Path | None, unpublished: Unpublished | None = None) -> Iterator[Connection]:
    """Open a published version, if there is one; its ledgers show the run that is not in it as well.

    Nothing can be written to the version through this.
    """
    with duckdb.connect(config=_OFFLINE) as connection:
        if version is not None:
            name = str(version).replace("'", "''")
            connection.execute(f"ATTACH '{name}' AS {PUBLISHED} (READ_ONLY)")
        present = tables_of(connection)
        for ledger, rows in _unpublished_rows(unpublished).items():
            connection.register(f"new_{ledger}", arrow_table(ledger, rows))
            known = f"FROM {PUBLISHED}.{ledger} UNION ALL BY NAME " if ledger in present else ""
            connection.execute(f"CREATE VIEW {ledger} AS {known}FROM new_{ledger}")
        yield connection


@contextmanager
def inside_version(connection: Connection) -> Iterator[Connection]:
    """Let names mean the tables of the attached version alone, as a check's own query takes them."""
    connection.execute(f"USE {PUBLISHED}")
    try:
        yield connection
    finally:
        connection.execute("USE memory")


def _unpublished_rows(unpublished: Unpublished | None) -> dict[str, Sequence[Mapping[str, Any]]]:
    if unpublished is None:
        return {"runs": (), "check_results": (), "quarantine": ()}
    return {
        "runs": (unpublished.run,),
        "check_results": unpublished.check_results,
        "quarantine": unpublished.quarantine,
    }


def tables_of(connection: Connection) -> set[str]:
    """Return the names of the tables and views of the attached version."""
    sql = "SELECT table_name FROM information_schema.tables WHERE table_catalog = ?"
    return {name for (name,) in connection.execute(sql, [PUBLISHED]).fetchall()}


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


def checks_of(connection: Connection, run_id: str) -> list[Record]:
    """Return the checks of a run, those of all its batches taken together, the gravest failures first."""
    return _records(
        connection,
        """
        WITH outcomes AS (SELECT * FROM check_results WHERE run_id = $run)
        SELECT table_name, check_name, any_value(source) AS source, any_value(severity) AS severity,
            bool_and(success) AS success, sum(evaluated_count)::BIGINT AS evaluated,
            sum(unexpected_count)::BIGINT AS unexpected, bool_or(batch_id IS NOT NULL) AS by_batch,
            flatten(list(examples) FILTER (WHERE NOT success))[1:$most] AS examples, any_value(reason) AS reason,
            list_sort(list(observed) FILTER (WHERE NOT success AND observed IS NOT NULL)) AS figures,
            any_value(allowed) AS allowed, count(*) AS batches
        FROM (FROM outcomes UNION ALL BY NAME SELECT NULL::DOUBLE AS observed, NULL::VARCHAR AS allowed WHERE false)
        GROUP BY table_name, check_name
        ORDER BY success, list_position(['critical', 'warning', 'info'], any_value(severity)), table_name, check_name
        """,
        {"most": SHOWN, "run": run_id},
    )


def broken_before(connection: Connection, run_id: str) -> dict[tuple[str | None, str], int]:
    """Return, for each check that counts rows, how many broke it in the last run before that asked it."""
    rows = connection.execute(
        """
        WITH counts AS (
            SELECT table_name, check_name, started_at, sum(unexpected_count)::BIGINT AS broken
            FROM check_results JOIN runs USING (run_id)
            WHERE started_at < (SELECT started_at FROM runs WHERE run_id = ?)
            GROUP BY ALL
        )
        SELECT table_name, check_name, arg_max(broken, started_at) FROM counts WHERE broken IS NOT NULL GROUP BY ALL
        """,
        [run_id],
    ).fetchall()
    return {(table, check): broken for table, check, broken in rows}


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


_SHAPE = "regexp_replace(reason, '[0-9]+([.,][0-9]+)*', '…', 'g')"
_REASON = f"CASE WHEN min(reason) = max(reason) THEN min(reason) ELSE {_SHAPE} END"
"""Reasons that differ in nothing but numbers are one reason."""


def refusals_by_reason(connection: Connection, run_id: str, count: int) -> list[Record]:
    """Return why files and rows were refused in the run, the most frequent reasons first."""
    return _records(
        connection,
        f"""
        SELECT table_name, column_name, {_REASON} AS reason, count(*) AS refusals, count(DISTINCT path) AS files
        FROM quarantine WHERE run_id = ?
        GROUP BY table_name, column_name, {_SHAPE} ORDER BY refusals DESC, table_name, 3 LIMIT ?
        """,  # noqa: S608
        [run_id, count],
    )


def all_refusals_by_reason(connection: Connection, count: int) -> list[Record]:
    """Return why files and rows were refused over all runs, the most frequent reasons first."""
    return _records(
        connection,
        f"""
        SELECT table_name, column_name, {_REASON} AS reason, count(*) AS refusals, count(DISTINCT path) AS files,
            count(DISTINCT run_id) AS runs
        FROM quarantine GROUP BY table_name, column_name, {_SHAPE} ORDER BY refusals DESC, table_name, 3 LIMIT ?
        """,  # noqa: S608
        [count],
    )


def latest_refusals(connection: Connection, count: int) -> list[Record]:
    """Return the latest refusals, files before rows; ``member`` is null where the version knows none."""
    member = "member" if "member" in _columns(connection, "quarantine") else "NULL AS member"
    return _records(
        connection,
        f"""
        SELECT table_name, row_key, path, {member}, expectation, left(reason, 400) AS reason,
            left(value, 400) AS value, run_id
        FROM quarantine LEFT JOIN runs USING (run_id)
        ORDER BY started_at DESC NULLS LAST, table_name <> 'files', table_name, path, row_key, reason LIMIT ?
        """,  # noqa: S608
        [count],
    )


def refusals_of_check(connection: Connection, run_id: str, table: str, check: str, count: int) -> list[Record]:
    """Return rows that the run refused by a check, which is named ``expectation(columns)``."""
    return _records(
        connection,
        """
        SELECT table_name, row_key, document_id, path, reason, value, row_json FROM quarantine
        WHERE run_id = ? AND table_name = ? AND expectation = split_part(?, '(', 1)
            AND (column_name IS NULL OR starts_with(split_part(?, '(', 2), column_name))
        ORDER BY path, row_key LIMIT ?
        """,
        [run_id, table, check, check, count],
    )


def quarantined_in_all(connection: Connection) -> int:
    """Return how many refusals the warehouse holds, over all runs."""
    return int(connection.execute("SELECT count(*) FROM quarantine").fetchall()[0][0])


def confidences(connection: Connection, table: str) -> list[Record]:
    """Return, for each rule and kind, the rows, the sum of their confidences, and the rows in each tenth."""
    columns = all_tables()[table].column_names
    kind = next((name for name in ("kind", "type", "outlet_kind") if name in columns), "''")
    tenth = "least(floor(confidence * 10 + 1e-9), 9)"
    tenths = ", ".join(f"count(*) FILTER (WHERE {tenth} = {n})" for n in range(10))
    return _records(
        connection,
        f"""
        SELECT rule, {kind} AS kind, count(*) AS rows, sum(confidence)::DOUBLE AS promised, [{tenths}] AS tenths
        FROM {PUBLISHED}.{table} GROUP BY ALL ORDER BY rows DESC, rule, kind
        """,  # noqa: S608 - names that we declare
        [],
    )


def _columns(connection: Connection, name: str) -> set[str]:
    return {column[0] for column in connection.execute(f"FROM {name} LIMIT 0").description}


def _records(connection: Connection, sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[Record]:
    result = connection.execute(sql, parameters)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
