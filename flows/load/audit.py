"""The claims that a version must keep before anyone sees it, and the rows of ``check_results`` that say so.

Claims of form derive from the declarations: keys are unique, references hold, every span reads back. The others are
files below ``sql/checks/``: a query that returns the rows which break the claim, the first column naming the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import duckdb

from flows.load.connect import Connection, scalar
from flows.load.errors import LoadError
from flows.load.sql_files import SqlFile, sql_files
from flows.tables import ReadsBack, Reference, Table, all_tables

CRITICAL = "critical"
_EXAMPLES = 20
_MEND = (
    "This is a fault of the pipeline, not of a file: report it with the report's page of the check. Until it is mended "
    "take the files of the rows out of the inbox and run again; `briefings rebuild` helps where the version is damaged."
)
_DANGLES = (
    "Nothing is lost: the row stands, only its link leads nowhere. Read it in its text; "
    "many of them are a fault to report."
)


@dataclass(frozen=True, slots=True)
class Check:
    """A query that returns the rows which break a claim. ``table`` is the table of a claim about single rows."""

    name: str
    source: str  # declaration | claim
    severity: str  # critical | warning | info
    broken: str
    table: str | None = None
    reason: str | None = None
    to_do: str | None = None  # what to do when it fails, in a line


def all_checks() -> list[Check]:
    """Return every check over the whole warehouse: those of the declarations, then the claims."""
    return [*declared_checks(), *(claim(file) for file in sql_files("checks"))]


def run_checks(connection: Connection, run_id: str, checks: Iterable[Check] | None = None) -> list[dict[str, Any]]:
    """Run the checks and return one row of ``check_results`` for each; LoadError if one cannot be run."""
    sizes = {name: scalar(connection, f"SELECT count(*) FROM {name}") for name in all_tables()}  # noqa: S608
    return [_run(connection, run_id, check, sizes) for check in (all_checks() if checks is None else checks)]


def stop_sentence(result: Mapping[str, Any]) -> str:
    """Return why a failed critical check stops the publish, and what to do about it, in a line."""
    of = f" of {result['table_name']}" if result["table_name"] else ""
    rows = result["unexpected_count"]
    to_do = next((c.to_do for c in all_checks() if (c.table, c.name) == _named(result)), None)
    found = f"critical check {result['check_name']}{of} found {rows} row{'' if rows == 1 else 's'}"
    return f"{found}. To do: {to_do}" if to_do else found


def checks_that_failed(results: Iterable[Mapping[str, Any]]) -> list[Check]:
    """Return the checks whose results say that they failed."""
    failed = {_named(row) for row in results if not row["success"]}
    return [check for check in all_checks() if (check.table, check.name) in failed]


def _named(result: Mapping[str, Any]) -> tuple[str | None, str]:
    return result["table_name"], result["check_name"]


def critical_failures(results: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the results that forbid a publish."""
    return [row for row in results if row["severity"] == CRITICAL and not row["success"]]


def declared_checks() -> Iterator[Check]:
    """Yield the checks that follow from the declarations of the tables."""
    for table in all_tables().values():
        yield _unique_key(table)
        yield from (_reference(table, reference) for reference in table.references)
        yield from (_reads_back(table, rule) for rule in table.reads_back)


def claim(file: SqlFile) -> Check:
    """Return the check that a file below ``sql/checks/`` holds."""
    header = file.header
    return Check(
        file.name, "claim", header["severity"], file.statement, reason=header["reason"], to_do=header.get("to do")
    )


def _unique_key(table: Table) -> Check:
    key = ", ".join(table.key)
    broken = f"SELECT {_shown(table)} FROM {table.name} GROUP BY {key} HAVING count(*) > 1"  # noqa: S608
    return Check(f"key_is_unique({key})", "declaration", CRITICAL, broken, table.name, to_do=_MEND)


def _reference(table: Table, reference: Reference) -> Check:
    """A row without its document means nothing; a reference that may be null costs only a join where it dangles."""
    (key,) = all_tables()[reference.table].key
    column = reference.column
    broken = (
        f"SELECT {_shown(table)} FROM {table.name} WHERE {column} IS NOT NULL "  # noqa: S608
        f"AND {column} NOT IN (SELECT {key} FROM {reference.table})"
    )
    severity = "warning" if table.column(column).nullable else CRITICAL
    return Check(
        f"reference_holds({column}, {reference.table})",
        "declaration",
        severity,
        broken,
        table.name,
        to_do=_MEND if severity == CRITICAL else _DANGLES,
    )


def _reads_back(table: Table, rule: ReadsBack) -> Check:
    """The document's text between the offsets is the stored string; the offsets are there if and only if it is."""
    row = "spanned"
    broken = (
        f"SELECT {_shown(table, row)} FROM {table.name} AS {row} LEFT JOIN documents USING (document_id) "  # noqa: S608
        f"WHERE substring(documents.text, {row}.{rule.start} + 1, {row}.{rule.end} - {row}.{rule.start}) "
        f"IS DISTINCT FROM {row}.{rule.content}"
    )
    name = f"span_reads_back({rule.start}, {rule.end}, {rule.content})"
    return Check(name, "declaration", CRITICAL, broken, table.name, to_do=_MEND)


def _shown(table: Table, alias: str = "") -> str:
    """Return the expression that names a row to people: its key, columns joined by |."""
    prefix = f"{alias}." if alias else ""
    return f"concat_ws('|', {', '.join(prefix + name for name in table.key)}) AS row_key"


def _run(connection: Connection, run_id: str, check: Check, sizes: Mapping[str, int]) -> dict[str, Any]:
    try:
        unexpected = scalar(connection, f"SELECT count(*) FROM ({check.broken})")  # noqa: S608
        examples = _examples(connection, check) if unexpected else []
    except duckdb.Error as error:
        line = str(error).splitlines()[0]
        raise LoadError(f"The check {check.name} cannot be run: {line}. Mend it; nothing was published.") from error
    evaluated = sizes[check.table] if check.table else None
    return {
        "check_result_id": _result_id(run_id, check),
        "run_id": run_id,
        "batch_id": None,
        "table_name": check.table,
        "check_name": check.name,
        "source": check.source,
        "severity": check.severity,
        "success": unexpected == 0,
        "evaluated_count": evaluated,
        "unexpected_count": unexpected,
        "unexpected_share": unexpected / evaluated if evaluated else None,
        "observed": None,
        "allowed": None,
        "examples": examples,
        "reason": check.reason,
    }


def _examples(connection: Connection, check: Check) -> list[str]:
    """Return the first column of some rows, always the same ones."""
    rows = connection.execute(f"FROM ({check.broken}) ORDER BY ALL LIMIT {_EXAMPLES}").fetchall()
    return [str(key) for key, *_ in rows]


def _result_id(run_id: str, check: Check) -> str:
    parts = (run_id, "", check.table or "", check.name)
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()
