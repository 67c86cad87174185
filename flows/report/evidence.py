"""The rows that break a check, each with the passage of the text that it is about.

A claim is asked again, of the version or of the candidate that it stopped; a row that was refused is read from the
quarantine, which holds it whole; of a mere note only the keys are on record, and their rows lie in the warehouse.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import duckdb

from flows.report.passages import Passage, marks_of, passage
from flows.tables import Origin, Table, all_tables

SHOWN = 50
"""Rows of a check that a page shows, however many break it."""
_CHARACTERS = 2_000
"""A value is cut here as it leaves the database."""

Record = Mapping[str, Any]
Connection = Any


class WrittenCheck(Protocol):
    """A check over the whole warehouse, as the load stage has it: ``broken`` returns the rows that break it."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def table(self) -> str | None: ...  # noqa: D102
    @property
    def broken(self) -> str: ...  # noqa: D102
    @property
    def to_do(self) -> str | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that breaks a check: what is known of it, and where it stands in its text."""

    key: str
    values: Mapping[str, str | None]
    passage: Passage | None = None
    headline: str | None = None
    path: str | None = None
    url: str | None = None


def of_claims(connection: Connection, checks: Iterable[WrittenCheck]) -> dict[tuple[str | None, str], list[BrokenRow]]:
    """Return the first rows of each check that break it, by table and check."""
    return {(check.table, check.name): of_claim(connection, check) for check in checks}


def of_claim(connection: Connection, check: WrittenCheck) -> list[BrokenRow]:
    """Return the first rows that break the check; none where the version cannot be asked."""
    try:
        rows = _records(connection, f"FROM ({check.broken}) ORDER BY ALL LIMIT {SHOWN}")
    except duckdb.Error:  # the version is older than the check
        return []
    if not rows:
        return []
    names = list(rows[0])
    declared = all_tables()[check.table] if check.table else _table_of(names)
    column = "row_key" if check.table else next((n for n in names if declared and declared.key == (n,)), names[0])
    rows_told = [_told(row) for row in rows]
    keys = [str(row[column]) for row in rows]
    return _located(connection, declared, keys, rows_told, [str(next(iter(row.values()))) for row in rows])


def of_notes(connection: Connection, table_name: str, keys: Sequence[str]) -> list[BrokenRow]:
    """Return the rows of the table with these keys, columns joined by |, as ``check_results`` keeps examples."""
    declared = all_tables().get(table_name)
    shown = list(keys)[:SHOWN]
    return _located(connection, declared, shown, [{} for _ in shown], shown)


def of_refusals(connection: Connection, refusals: Sequence[Record]) -> list[BrokenRow]:
    """Return refused rows as the quarantine holds them, in the text of their document where it is known."""
    rows = [_row(refusal.get("row_json")) for refusal in refusals]
    documents = _documents(connection, [str(refusal["document_id"]) for refusal in refusals])
    found = []
    for refusal, row in zip(refusals, rows, strict=True):
        declared = all_tables().get(refusal["table_name"])
        document = documents.get(str(refusal["document_id"]), {})
        text = (
            document.get("text") or row.get("text")
            if declared and declared.name == "documents"
            else document.get("text")
        )
        told = {"reason": refusal["reason"], "value": refusal["value"], **_told(row)}
        found.append(
            BrokenRow(
                str(refusal["row_key"]),
                told,
                passage(text, marks_of(declared, row)) if declared and text else None,
                document.get("headline"),
                refusal["path"],
            )
        )
    return found


def _located(
    connection: Connection,
    declared: Table | None,
    keys: Sequence[str],
    told: Sequence[dict[str, str | None]],
    shown: Sequence[str],
) -> list[BrokenRow]:
    """Join what a check says of its rows with the rows themselves and the passages that they are about."""
    rows = _rows(connection, declared, keys) if declared else {}
    documents = _documents(connection, [str(row.get("document_id")) for row in rows.values()])
    found = []
    for key, says, name in zip(keys, told, shown, strict=True):
        row = rows.get(key, {})
        document = documents.get(str(row.get("document_id")), {})
        text = document.get("text")
        more = {n: v for n, v in _told(row).items() if n not in says and n != "row_key"}
        found.append(
            BrokenRow(
                name,
                {**says, **more},
                passage(text, marks_of(declared, row)) if declared and text else None,
                document.get("headline"),
                document.get("path"),
                document.get("url"),
            )
        )
    return found


def _table_of(names: Sequence[str]) -> Table | None:
    """Return the table of a claim's rows: the first column that is the whole key of one."""
    keys: dict[str, Table] = {}
    for declared in sorted(all_tables().values(), key=lambda table: list(Origin).index(table.origin)):
        if len(declared.key) == 1:
            keys.setdefault(declared.key[0], declared)  # what is extracted before what derives from it
    return next((keys[name] for name in names if name in keys), None)


def _rows(connection: Connection, declared: Table, keys: Sequence[str]) -> dict[str, Record]:
    key = f"concat_ws('|', {', '.join(declared.key)})" if len(declared.key) > 1 else declared.key[0]
    columns = ", ".join(_shortened(name) for name in declared.column_names)
    sql = f"SELECT {key} AS key_asked_for, {columns} FROM {declared.name} WHERE key_asked_for IN (SELECT unnest(?))"  # noqa: S608
    try:
        rows = _records(connection, sql, [list(keys)])
    except duckdb.Error:  # the version is older than the table
        return {}
    return {str(row.pop("key_asked_for")): row for row in rows}


def _documents(connection: Connection, ids: Iterable[str]) -> dict[str, Record]:
    wanted = sorted(set(ids) - {"None"})
    if not wanted:
        return {}
    sql = """
        SELECT document_id, text, headline, min(path) AS path, min(url) AS url
        FROM documents LEFT JOIN document_sources USING (document_id)
        WHERE document_id IN (SELECT unnest(?)) GROUP BY ALL
    """
    try:
        return {row["document_id"]: row for row in _records(connection, sql, [wanted])}
    except duckdb.Error:
        return {}


def _shortened(name: str) -> str:
    return (
        f'"{name}"'
        if name not in {"text", "header_evidence", "row_json"}
        else f'left("{name}", {_CHARACTERS}) AS "{name}"'
    )


def _row(text: str | None) -> dict[str, Any]:
    try:
        row = json.loads(text or "{}")
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}


def _told(row: Record) -> dict[str, str | None]:
    """Return the values as text, what says nothing left out."""
    return {
        name: None if value is None else str(value)[:_CHARACTERS]
        for name, value in row.items()
        if value is not None and value != [] and name not in {"text", "row_key", "batch_id", "header_evidence"}
    }


def _records(connection: Connection, sql: str, parameters: Any = None) -> list[dict[str, Any]]:
    result = connection.execute(sql, parameters)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
