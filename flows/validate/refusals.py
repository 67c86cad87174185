"""Refused rows as rows of the table ``quarantine``, and verdicts as rows of ``check_results``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import pyarrow as pa

from flows.tables import Table
from flows.tables.vocabulary import HASH, SHA256
from flows.validate.engine import Verdict
from flows.validate.plain import as_json, as_text, key_of

Row = dict[str, Any]
UNKNOWN_PATH = "(no file of the batch holds its document)"
_EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """What a row can break, as the two ledgers name it."""

    check: str
    expectation: str
    columns: tuple[str, ...]
    says: str
    severity: str
    source: str
    reason: str | None = None
    allowed: str | None = None  # what a figure may be, where the check is about one

    @classmethod
    def of_entry(cls, entry: Mapping[str, Any]) -> Rule:
        """Return the rule that an entry of a suite states."""
        meta = entry["meta"]
        return cls(
            meta["check"],
            entry["type"],
            tuple(meta["columns"]),
            meta["says"],
            entry["severity"],
            meta["source"],
            entry.get("notes"),
            _bounds(entry["kwargs"]),
        )


def _bounds(kwargs: Mapping[str, Any]) -> str | None:
    """Return the bounds of a figure in words."""
    told = (("at least", kwargs.get("min_value")), ("at most", kwargs.get("max_value")))
    return ", ".join(f"{word} {bound}" for word, bound in told if bound is not None) or None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rule that a row broke. ``says`` is set where the sentence differs from the rule's own."""

    rule: Rule
    says: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """The run and the batch under audit, and where each of its documents came from."""

    run_id: str
    batch_id: str
    origins: Mapping[str, tuple[str, str]]  # document_id -> (file_sha256, path)


def quarantine_rows(
    table: Table, rows: pa.Table, refused: Mapping[int, Sequence[Refusal]], lineage: Lineage
) -> list[Row]:
    """Return one quarantine row for each refused row and each reason, in the order of the staged file."""
    numbers = sorted(refused)
    contents = rows.take(pa.array(numbers, pa.int64())).to_pylist() if numbers else []
    return [
        _quarantine_row(table, row, number, refusal, lineage)
        for number, row in zip(numbers, contents, strict=True)
        for refusal in refused[number]
    ]


def check_row(table: Table, rows: pa.Table, rule: Rule, verdict: Verdict, lineage: Lineage) -> Row:
    """Return the check_results row of a verdict."""
    count = None if verdict.rows is None else len(verdict.rows)
    examples = rows.take(pa.array(sorted(verdict.rows or ())[:_EXAMPLES], pa.int64())).to_pylist()
    return {
        "check_result_id": _hash(lineage.run_id, lineage.batch_id, table.name, rule.check),
        "run_id": lineage.run_id,
        "batch_id": lineage.batch_id,
        "table_name": table.name,
        "check_name": rule.check,
        "source": rule.source,
        "severity": rule.severity,
        "success": verdict.success,
        "evaluated_count": None if count is None else verdict.evaluated,
        "unexpected_count": count,
        "unexpected_share": count / verdict.evaluated if count is not None and verdict.evaluated else None,
        "observed": verdict.figure,
        "allowed": rule.allowed if verdict.figure is not None else None,
        "examples": [key_of(table, row) for row in examples],
        "reason": rule.reason,
    }


def _quarantine_row(table: Table, row: Row, number: int, refusal: Refusal, lineage: Lineage) -> Row:
    rule = refusal.rule
    document = row["document_id"] if re.fullmatch(HASH[:-1], row["document_id"] or "") else None
    sha256, path = _origin(row, document, lineage)
    return {
        "quarantine_id": _hash(lineage.batch_id, table.name, str(number), rule.check),
        "table_name": table.name,
        "row_key": key_of(table, row),
        "document_id": document,
        "file_sha256": sha256,
        "path": path,
        "expectation": rule.expectation,
        "column_name": ", ".join(rule.columns) or None,
        "reason": refusal.says,
        "value": as_text([row[column] for column in rule.columns]),
        "row_json": as_json(row),
        "stored_as": None,
        "run_id": lineage.run_id,
        "batch_id": lineage.batch_id,
    }


def _origin(row: Row, document: str | None, lineage: Lineage) -> tuple[str | None, str]:
    if "file_sha256" in row:
        sha256, path = row["file_sha256"], row["path"]
    else:
        sha256, path = lineage.origins.get(document or "", (None, UNKNOWN_PATH))
    return sha256 if re.fullmatch(SHA256[:-1], sha256 or "") else None, path or UNKNOWN_PATH


def _hash(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()
