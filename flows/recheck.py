"""The flow ``recheck``: every check over the whole warehouse, whatever run loaded its rows."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from prefect import flow

from flows import progress
from flows.batch import StagedBatch
from flows.load.stored import Slice, export_slices
from flows.runs import RunSummary
from flows.settings import settings_for
from flows.work import TASK_RUNNER, Gathered, audit_slices, one_run, publish, tell

DOCUMENTS_A_SLICE = 2_000


@flow(
    name="recheck",
    flow_run_name="recheck",
    description="Holds every check against the whole warehouse and publishes what it found.",
    task_runner=TASK_RUNNER,
    persist_result=False,
)
def recheck(data_dir: Path | None = None) -> RunSummary:
    """Audit every row again. No row is changed or removed; what fails is in ``check_results`` and in the report."""
    chosen = settings_for(data_dir)
    summary = RunSummary("recheck", [])
    with one_run(summary, chosen) as pool:
        progress.report("Reading the warehouse")
        slices = export_slices(chosen, chosen.staging / summary.run_id / "staged", DOCUMENTS_A_SLICE)
        gathered = Gathered()
        audit_slices([_as_batch(found) for found in slices], gathered, summary, pool, chosen)
        publish(gathered, summary, chosen)
        tell(gathered, summary, pool, chosen)
    return summary


def _as_batch(found: Slice) -> StagedBatch:
    name = blake2b(f"recheck|{found.folder.name}".encode(), digest_size=16).hexdigest()
    return StagedBatch(name, found.folder, (), found.row_counts)
