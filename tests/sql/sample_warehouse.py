"""The samples as a published warehouse, built by ingest, extract and load alone: no Prefect, no Great Expectations."""

from __future__ import annotations

import contextlib
import gc
from datetime import UTC, datetime
from pathlib import Path

from flows.batch import cut_batches, stage
from flows.extract.version import EXTRACTOR_VERSION
from flows.inbox import look_into
from flows.load.intake import Arrival, Intake
from flows.load.publish import candidate
from flows.references import reference_tables
from flows.settings import PROJECT, Settings

RUN_ID = "20260101T053000-daily-0000"
MOMENT = datetime(2026, 1, 1, 5, 30, tzinfo=UTC)


def sample_warehouse(data_dir: Path) -> Path:
    """Publish the samples below ``data_dir`` and return the path of the warehouse."""
    settings = Settings(data_dir=data_dir)
    folders, arrivals = [], []
    with contextlib.chdir(PROJECT):  # paths as `make run` gives them, wherever the project lies
        found = look_into([Path("data/samples")], frozenset(), settings.max_file_bytes)
        assert not found.turned
        batches = cut_batches(found.fresh, settings.batch_bytes)
        staged_batches = [stage(batch, settings.staging / batch.batch_id, RUN_ID, settings.limits) for batch in batches]
    for batch, staged in zip(batches, staged_batches, strict=True):
        folders.append(staged.folder)
        for outcome in staged.outcomes:
            assert outcome.refusal is None, outcome.sentence
            arrivals.append(Arrival(outcome.path, outcome.sha256, outcome.byte_size, batch.batch_id))
    gc.unfreeze()  # what a worker process freezes for good
    brought = Intake(RUN_ID, batches=folders, arrivals=arrivals, references=reference_tables(data_dir / "overrides"))
    with candidate(settings, brought) as version:
        run = {
            "run_id": RUN_ID,
            "flow": "daily",
            "state": "published",
            "started_at": MOMENT,
            "finished_at": MOMENT,
            "inputs": ["data/samples"],
            "files_in": version.counts.files_in,
            "files_loaded": version.counts.files_loaded,
            "files_duplicate": version.counts.files_duplicate,
            "files_quarantined": version.counts.files_quarantined,
            "documents_loaded": version.counts.documents_loaded,
            "rows_loaded": sum(version.counts.rows_by_table.values()),
            "rows_quarantined": 0,
            "checks_passed": 0,
            "checks_warned": 0,
            "checks_failed": 0,
            "extractor_version": EXTRACTOR_VERSION,
        }
        version.publish(run, version.audit(run))
    return settings.warehouse
