"""Whole runs of the load over invented articles, and what the warehouse holds after them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from flows.load import publish
from flows.load.audit import critical_failures
from flows.load.connect import reading
from flows.load.intake import Counts, Intake
from flows.load.publish import Candidate
from flows.settings import Settings
from flows.tables import all_tables

from .articles import RUN, Article, intake

MOMENT = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
LINEAGE = frozenset({"run_id", "batch_id"})


def run_row(run_id: str, counts: Counts, **changes: Any) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "flow": "daily",
        "state": "published",
        "started_at": MOMENT,
        "finished_at": MOMENT,
        "inputs": ["inbox"],
        "files_in": counts.files_in,
        "files_loaded": counts.files_loaded,
        "files_duplicate": counts.files_duplicate,
        "files_quarantined": counts.files_quarantined,
        "documents_loaded": counts.documents_loaded,
        "rows_loaded": sum(counts.rows_by_table.values()),
        "rows_quarantined": counts.rows_quarantined,
        "checks_passed": 0,
        "checks_warned": 0,
        "checks_failed": 0,
        "extractor_version": "1",
    } | changes


def load(settings: Settings, brought: Intake, **changes: Any) -> tuple[Candidate, list[dict[str, Any]]]:
    """Publish what the intake brings; AssertionError if the audit finds something critical."""
    with publish.candidate(settings, brought) as version:
        run = run_row(brought.run_id, version.counts, **changes)
        results = version.audit(run)
        assert critical_failures(results) == []
        version.publish(run, results)
    return version, results


def load_articles(settings: Settings, *batches: Sequence[Article], run_id: str = RUN, **changes: Any) -> Candidate:
    version, _ = load(settings, intake(settings.staging, batches, run_id, **changes))
    return version


def rows(warehouse: Path, table: str, without: frozenset[str] = frozenset()) -> list[str]:
    """Return the rows of a table as sorted texts."""
    columns = ", ".join(name for name in all_tables()[table].column_names if name not in without)
    with reading(warehouse) as connection:
        found = connection.execute(f"SELECT ({columns}, 0)::VARCHAR FROM {table}").fetchall()
    return sorted(row for (row,) in found)


def content(warehouse: Path, without: frozenset[str] = LINEAGE) -> dict[str, str]:
    """Return a hash of each table's rows; ``runs`` and ``check_results`` tell of runs and are left out."""
    told = all_tables().keys() - {"runs", "check_results"}
    return {name: sha256("\n".join(rows(warehouse, name, without)).encode()).hexdigest() for name in sorted(told)}


def count(warehouse: Path, table: str) -> int:
    return len(rows(warehouse, table))
