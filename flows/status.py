"""``briefings status``: the last runs, the versions that readers can have, and what waits in quarantine."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from flows.console import printable
from flows.load.lake import Lake
from flows.load.lock import holder_of
from flows.load.query import run_query
from flows.load.versions import current, versions
from flows.settings import Settings

_QUARANTINE = """
SELECT expectation, count(*) AS refused, min(path) AS example
FROM open_quarantine
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
    _show_runs(runs[-last:][::-1], console)
    _show_versions(settings, console)
    if current(settings.warehouse):
        _show_quarantine(settings, console)


def _show_runs(runs: list[dict[str, Any]], console: Console) -> None:
    console.print("[bold]Last runs[/]")
    for run in runs:
        parts = ((run[f"files_{what}"], what) for what in ("loaded", "duplicate", "quarantined"))
        files = " + ".join(f"{count} {what}" for count, what in parts)
        checks = f"{run['checks_passed']} passed, {run['checks_warned']} warned, {run['checks_failed']} failed"
        refused = run.get("members_refused")  # older runs did not count them
        members = f", {refused} of their members refused" if refused else ""
        line = f"  {run['run_id']}  {run['state']}: {run['files_in']} files = {files}{members}; checks {checks}"
        console.print(line, highlight=False, soft_wrap=True)
        if run["error"]:
            console.print(f"    {escape(run['error'])}", highlight=False, soft_wrap=True)


def _show_versions(settings: Settings, console: Console) -> None:
    console.print("[bold]Published versions[/]")
    published = current(settings.warehouse)
    for version in versions(settings.warehouse):
        size = f"{version.stat().st_size / 1e6:.1f} MB"
        seen = ", what readers see" if version == published else ""
        console.print(f"  {escape(version.name)}  {size}{seen}", highlight=False, soft_wrap=True)
    if published is None:
        console.print("  none")


def _show_quarantine(settings: Settings, console: Console) -> None:
    console.print("[bold]In quarantine[/]")
    rows = run_query(settings.warehouse, _QUARANTINE).to_pylist()
    for row in rows:
        line = f"  {row['refused']:,} x {row['expectation']}, for example {printable(row['example'])}"
        console.print(escape(line), highlight=False, soft_wrap=True)
    if not rows:
        console.print("  nothing")
