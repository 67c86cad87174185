"""From the command to a flow: Prefect started and stopped around it, progress shown, the result told.

Returns exit codes: 0 where a version was published (whatever was quarantined), 1 where none could be.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from flows.console import command_name, near, progress_on, show_summary
from flows.pool import workers
from flows.prefect_api import prepare, serving
from flows.progress import report
from flows.runs import RunSummary
from flows.settings import Settings
from flows.validate.engine import great_expectations

_FIRST_QUERY = "SELECT speaker, cue, content, outlet FROM quotes_enriched WHERE speaker_type = 'person' LIMIT 5"

PUBLISHED = 0
NOT_PUBLISHED = 1


def run_daily(inputs: Sequence[Path], settings: Settings, console: Console) -> int:
    """Run the flow ``daily`` over files and folders."""

    def flow() -> RunSummary:
        from flows.daily import daily

        return daily(inputs=list(inputs), data_dir=settings.data_dir)

    return _run(flow, settings, console)


def run_backfill(settings: Settings, console: Console) -> int:
    """Run the flow ``backfill`` over every document whose rows an older extractor made."""

    def flow() -> RunSummary:
        from flows.backfill import backfill

        return backfill(data_dir=settings.data_dir)

    return _run(flow, settings, console)


def run_recheck(settings: Settings, console: Console) -> int:
    """Run the flow ``recheck`` over the whole warehouse."""

    def flow() -> RunSummary:
        from flows.recheck import recheck

        return recheck(data_dir=settings.data_dir)

    return _run(flow, settings, console)


def _run(flow: Callable[[], RunSummary], settings: Settings, console: Console) -> int:
    if prepare(settings.data_dir / ".prefect"):
        console.print("First run: preparing Prefect's database, some 10 s longer than usual.")
    try:
        with progress_on(console), workers(settings.workers, settings.limits) as pool:
            pool.warm_up(great_expectations)  # beside Prefect's own start
            report("Starting Prefect")
            with serving():
                summary = flow()
    except Exception as error:  # the last line of defence between a defect and the user
        return _tell_failure(error, settings, console)
    show_summary(console, summary)
    _show_ways_on(summary, settings, console)
    return PUBLISHED if summary.state == "published" else NOT_PUBLISHED


def _show_ways_on(summary: RunSummary, settings: Settings, console: Console) -> None:
    if summary.error:
        console.print(f"\n[bold]Not published:[/] {escape(summary.error)}", highlight=False, soft_wrap=True)
        console.print("The version before stays in place.")
    console.print(f'\nQuery:  {command_name()} sql "{_FIRST_QUERY}"', highlight=False, soft_wrap=True)
    console.print(
        f"        or any DuckDB client on {escape(str(near(settings.warehouse)))}", highlight=False, soft_wrap=True
    )
    if summary.report:
        console.print(f"Report: {escape(str(near(summary.report)))}", highlight=False, soft_wrap=True)


def _tell_failure(error: Exception, settings: Settings, console: Console) -> int:
    """Say in one line what went wrong; the traceback goes to a file for whoever mends it."""
    log = settings.data_dir / "reports" / "last-error.txt"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="replace")
    console.print(f"Not published: {escape(str(error) or type(error).__name__)}", highlight=False, soft_wrap=True)
    console.print(
        f"The version before stays in place. Details: {escape(str(near(log)))}", highlight=False, soft_wrap=True
    )
    return NOT_PUBLISHED
