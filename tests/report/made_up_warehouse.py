"""A small published warehouse with a history of three runs, and hostile values wherever a text can stand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import md5
from pathlib import Path
from typing import Any

import duckdb

from flows.load.ddl import schema_files
from flows.settings import Settings
from flows.tables.arrow import arrow_table

BEGAN = datetime(2026, 3, 1, 5, 30, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' & \u202e$column"

Rows = dict[str, list[dict[str, Any]]]


def h(*parts: object) -> str:
    """Return a key: 32 hex digits."""
    return md5("|".join(map(str, parts)).encode()).hexdigest()


def run(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "run_id": f"2026030{number}T053000-daily-000{number}",
        "flow": "daily",
        "state": "published",
        "started_at": BEGAN + timedelta(days=number),
        "finished_at": BEGAN + timedelta(days=number, seconds=12.5),
        "inputs": [HOSTILE],
        "files_in": 10,
        "files_loaded": 7,
        "files_duplicate": 2,
        "files_quarantined": 1,
        "documents_loaded": 7,
        "rows_loaded": 1402,
        "rows_quarantined": 3,
        "checks_passed": 200,
        "checks_warned": 1,
        "checks_failed": 0,
        "extractor_version": "1",
    } | changes


def check(number: int, name: str, batch: str = "b" * 32, **changes: Any) -> dict[str, Any]:
    run_id = run(number)["run_id"]
    return {
        "check_result_id": h(run_id, batch, name),
        "run_id": run_id,
        "batch_id": batch,
        "table_name": "quotes",
        "check_name": name,
        "source": "declaration",
        "severity": "warning",
        "success": True,
        "evaluated_count": 50,
        "unexpected_count": 0,
        "unexpected_share": 0.0,
        "examples": [],
    } | changes


def refusal(number: int, name: str, **changes: Any) -> dict[str, Any]:
    return {
        "quarantine_id": h(name),
        "table_name": "quotes",
        "row_key": h("row", name),
        "document_id": h("document"),
        "file_sha256": "a" * 64,
        "path": "data/inbox/one.txt",
        "expectation": "expect_column_values_to_be_in_set",
        "column_name": "kind",
        "reason": "kind is none of direct, mixed",
        "value": HOSTILE,
        "row_json": "{}",
        "run_id": run(number)["run_id"],
        "batch_id": "b" * 32,
    } | changes


TEXT = f"The quay opened. “It is {HOSTILE} ready,” said Oda Brandt, the harbour master. " + "More was said. " * 60


def document(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "document_id": h("document", number),
        "publication_id": "harbour_post",
        "publication": HOSTILE,
        "headline": HOSTILE,
        "language": "en",
        "published_on": (BEGAN + timedelta(days=number)).date(),
        "published_earliest": (BEGAN + timedelta(days=number)).date(),
        "published_latest": (BEGAN + timedelta(days=number)).date(),
        "word_count": 300,
        "text": TEXT,
        "is_truncated": False,
        "header_evidence": "{}",
        "cluster_id": h("document", number),
        "extractor_version": "1",
        "run_id": run(3)["run_id"],
        "batch_id": "b" * 32,
    } | changes


def quote(number: int = 1, words: str = HOSTILE, **changes: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {
        "quote_id": h("quote", number),
        "document_id": h("document", 1),
        "kind": "direct",
        "content_start": start,
        "content_end": start + len(words),
        "content": words,
        "piece": 1,
        "spans": [{"start": start, "stop": start + len(words)}],
        "verbatim": [],
        "speaker": "Oda Brandt",
        "speaker_type": "person",
        "speaker_mention": "Oda Brandt",
        "speaker_mention_start": TEXT.index("Oda"),
        "speaker_mention_end": TEXT.index("Oda") + 10,
        "is_anonymous": False,
        "paragraph": 1,
        "confidence": 0.8,
        "rule": "cue_after",
        "run_id": run(3)["run_id"],
        "batch_id": "b" * 32,
    } | changes


def history() -> Rows:
    """Return three runs: a check that fails since the second, and three refusals in the last."""
    failing = {"success": False, "unexpected_count": 3, "unexpected_share": 0.06, "examples": [h("row", "x"), HOSTILE]}
    return {
        "runs": [run(1), run(2), run(3)],
        "check_results": [
            check(1, "kind_is_known"),
            check(2, "kind_is_known", **failing),
            check(3, "kind_is_known", **failing),
            check(3, "kind_is_known", batch="c" * 32),
            check(3, "claim_holds", table_name=None, batch_id=None, severity="critical", evaluated_count=None),
        ],
        "quarantine": [
            refusal(3, "x"),
            refusal(3, "y"),
            refusal(3, "z", table_name="files", row_key=HOSTILE, path=HOSTILE, column_name=None, reason="it is empty"),
        ],
    }


def publish(settings: Settings, rows: Rows) -> Path:
    """Write a warehouse as the load stage lays it out: a version and the symlink that leads to it."""
    folder = settings.warehouse.parent
    folder.mkdir(parents=True, exist_ok=True)
    version = folder / "briefings-0001.duckdb"
    with duckdb.connect(str(version)) as connection:
        for ddl in schema_files().values():
            connection.execute(ddl)
        for name, content in rows.items():
            connection.register("arriving", arrow_table(name, content))
            connection.execute(f"INSERT INTO {name} BY NAME FROM arriving")
            connection.unregister("arriving")
    settings.warehouse.symlink_to(version.name)
    return version
