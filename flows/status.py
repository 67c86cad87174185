"""``briefings status``: the last runs, the versions that readers can have, and what waits in quarantine."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.load.lake import Lake
from flows.load.lock import holder_of
from flows.load.query import run_query
from flows.load.versions import current, versions
from flows.settings import Settings

_QUARANTINE = """
SELECT expectation, count(*) AS refused, min(path) AS example
FROM quarantine
WHERE table_name <> 'files' OR path IN (SELECT path FROM files WHERE status = 'quarantined')
GROUP BY ALL
ORDER BY refused DESC, expectation
"""


def show_status(settings: Settings, last: int, console: Console) -> None:
    """Print it; says so where nothing has run yet."""
    if holder := holder_of(settings.data_dir):
        console.print(f"Under way: {escape(str(holder))}", highlight=False)
    runs = [manifest.run for manifest in Lake(settings.lake).manifests() if manifest.run]
    if not runs:
        console.print("No run yet. Start with: briefings run", highlight=False)
        return
    console.print(_runs_table(runs[-last:][::-1]))
    console.print(_versions_table(settings))
    if current(settings.warehouse):
        console.print(_quarantine_table(settings))


def _runs_table(runs: list[dict[str, object]]) -> Table:
    table = Table(title="Last runs", title_justify="left", header_style="bold")
    for heading in (
        "run",
        "state",
        "files in",
        "loaded",
        "duplicate",
        "quarantined",
        "rows",
        "checks",
        "what happened",
    ):
        table.add_column(heading)
    for run in runs:
        checks = f"{run['checks_passed']} / {run['checks_warned']} / {run['checks_failed']}"
        numbers = ("files_in", "files_loaded", "files_duplicate", "files_quarantined", "rows_loaded")
        table.add_row(
            escape(str(run["run_id"])),
            str(run["state"]),
            *(f"{run[name]:,}" for name in numbers),
            checks,
            escape(str(run["error"] or "")),
        )
    table.caption = "checks: passed / warned / failed"
    table.caption_justify = "left"
    return table


def _versions_table(settings: Settings) -> Table:
    table = Table(title="Published versions, newest first", title_justify="left", header_style="bold")
    for heading in ("version", "size", ""):
        table.add_column(heading)
    published = current(settings.warehouse)
    for version in versions(settings.warehouse):
        size = f"{version.stat().st_size / 1e6:.1f} MB"
        table.add_row(escape(str(version)), size, "what readers see" if version == published else "")
    return table


def _quarantine_table(settings: Settings) -> Table:
    table = Table(title="In quarantine", title_justify="left", header_style="bold")
    for heading in ("why", "refused", "for example"):
        table.add_column(heading)
    rows = run_query(settings.warehouse, _QUARANTINE).to_pylist()
    for row in rows:
        table.add_row(escape(row["expectation"]), f"{row['refused']:,}", escape(row["example"]))
    if not rows:
        table.add_row("nothing", "", "")
    return table
