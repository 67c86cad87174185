"""The flow ``daily``: what arrived goes into the warehouse. The one place where the order of the stages is written."""

from __future__ import annotations

from pathlib import Path

from prefect import flow
from prefect.runtime import flow_run

from flows import progress
from flows.batch import cut_batches
from flows.inbox import look_into
from flows.load.publish import known_files
from flows.runs import RunSummary
from flows.settings import settings_for
from flows.work import TASK_RUNNER, Gathered, batch_bytes, one_run, publish, stage_and_audit, tell


def run_name() -> str:
    """Name the run after what it was given: ``daily of data/inbox``."""
    inputs = flow_run.parameters.get("inputs") or ["the inbox"]
    return f"daily of {', '.join(map(str, inputs))}"[:200]


@flow(
    name="daily",
    flow_run_name=run_name,
    description="Takes files and folders into the warehouse: ingest, extract, validate, load, report.",
    task_runner=TASK_RUNNER,
    persist_result=False,
)
def daily(inputs: list[Path] | None = None, data_dir: Path | None = None) -> RunSummary:
    """Take every new file below ``inputs`` (default: the inbox of the data folder) into the warehouse.

    LoadError where nothing could be published for a reason that an operator can mend. A run that a critical check
    stopped ends normally, with ``state`` "stopped", and leaves the published version as it was.
    """
    chosen = settings_for(data_dir)
    given = inputs or [chosen.data_dir / "inbox"]
    summary = RunSummary("daily", [str(path) for path in given])
    with one_run(summary, chosen) as pool:
        progress.report("Looking for files")
        inbox = look_into(given, known_files(chosen), chosen.max_file_bytes)
        gathered = Gathered()
        gathered.add_turned(inbox, summary.run_id)
        stage_and_audit(cut_batches(inbox.fresh, batch_bytes(inbox.fresh, chosen)), gathered, summary, pool, chosen)
        publish(gathered, summary, chosen)
        tell(gathered, summary, pool, chosen)
    return summary
