"""The account of a run that published nothing: on record in the lake, shown by the next version that is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flows.load.lake import Lake, Manifest
from flows.settings import Settings
from flows.tables.arrow import arrow_table

Row = Mapping[str, Any]


def note(settings: Settings, run: Row, check_results: Iterable[Row] = (), quarantine: Iterable[Row] = ()) -> None:
    """Put the run, its check results and its refusals into the lake; the published version stays as it is."""
    lake = Lake(settings.lake)
    manifests = lake.manifests()
    if any(manifest.run_id == run["run_id"] for manifest in manifests):
        return
    account = {"runs": [run], "check_results": check_results, "quarantine": quarantine}
    tables = {name: arrow_table(name, rows) for name, rows in account.items()}
    files = tuple(lake.write(name, rows, run["run_id"]) for name, rows in tables.items() if rows.num_rows)
    sequence = manifests[-1].sequence + 1 if manifests else 1
    lake.commit(Manifest(sequence, run["run_id"], files, run=dict(run)))
