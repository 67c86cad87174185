"""The flow ``backfill``: documents whose rows an older extractor made are extracted again, from the warehouse alone."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
from prefect import flow

from flows import progress
from flows.batch import StoredDocument, cut_batches
from flows.extract.version import EXTRACTOR_VERSION
from flows.load.stored import export_stale
from flows.runs import RunSummary
from flows.settings import settings_for
from flows.work import TASK_RUNNER, Gathered, batch_bytes, one_run, publish, stage_and_audit, tell

_COLUMNS = ["path", "byte_size", "file_sha256"]


@flow(
    name="backfill",
    flow_run_name="backfill",
    description="Extracts stored documents again whose rows an older extractor made.",
    task_runner=TASK_RUNNER,
    persist_result=False,
)
def backfill(publication_id: str | None = None, data_dir: Path | None = None) -> RunSummary:
    """Replace the rows of every document (of one publication, where given) that another extractor version made.

    Needs no file: the text and the header's evidence are in the warehouse.
    """
    chosen = settings_for(data_dir)
    summary = RunSummary("backfill", [publication_id] if publication_id else [])
    with one_run(summary, chosen) as pool:
        progress.report("Looking for documents of older extractors")
        exported = export_stale(chosen, EXTRACTOR_VERSION, chosen.staging / summary.run_id / "stale", publication_id)
        documents = [document for file in exported for document in _documents_in(file)]
        gathered = Gathered(replaces=True)
        stage_and_audit(cut_batches(documents, batch_bytes(documents, chosen)), gathered, summary, pool, chosen)
        publish(gathered, summary, chosen)
        tell(gathered, summary, pool, chosen)
    return summary


def _documents_in(file: Path) -> list[StoredDocument]:
    rows = pq.read_table(file, columns=_COLUMNS).to_pylist()
    return [
        StoredDocument(file, number, row["path"], row["byte_size"], row["file_sha256"])
        for number, row in enumerate(rows)
    ]
