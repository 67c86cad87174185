"""What the terminal shows: progress while a run works, and its result as a short table."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from flows.progress import Step, listening

if TYPE_CHECKING:
    from flows.runs import RunSummary

_SHOWN_REFUSALS = 10


@contextmanager
def progress_on(console: Console) -> Iterator[None]:
    """Show every reported step of the block: as bars in a terminal, as plain lines elsewhere."""
    if not console.is_terminal:
        with listening(_Lines(console)):
            yield
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress, listening(_Bars(progress)):
        yield


def show_summary(console: Console, summary: RunSummary) -> None:
    """Print what a run did: files, rows, checks, speed; then what it refused."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="bold")
    table.add_column()
    table.add_row(
        "files",
        f"{summary.files_in} in = {summary.files_loaded} loaded + {summary.files_duplicate} duplicate "
        f"+ {summary.files_quarantined} quarantined",
    )
    if members := _members(summary):
        table.add_row("members", members)
    rows = [f"{count:,} {name}" for name, count in sorted(summary.rows_by_table.items()) if count]
    table.add_row("new rows", ", ".join(rows) or "none: nothing here is new")
    if summary.rows_quarantined:
        table.add_row("rows refused", f"{summary.rows_quarantined:,} (see the table quarantine)")
    table.add_row(
        "checks",
        f"{summary.checks_passed} passed, {summary.checks_warned} warned, {summary.checks_failed} failed",
    )
    rate = summary.files_in / summary.seconds if summary.seconds else 0.0
    table.add_row("time", f"{summary.seconds:.1f} s, {rate:.1f} articles/s")
    console.print()
    console.print(table)
    _show_refusals(console, summary)


def _members(summary: RunSummary) -> str:
    """What became of the members of archives, mailboxes and the like that gave no document."""
    refused = f"{summary.members_refused:,} refused" if summary.members_refused else ""
    passed = f"{summary.members_passed_over:,} passed over (pictures, styles, folders)"
    return ", ".join(filter(None, (refused, passed if summary.members_passed_over else "")))


def _show_refusals(console: Console, summary: RunSummary) -> None:
    if not summary.refusals:
        return
    of_them = f", {summary.members_refused:,} of them members of files" if summary.members_refused else ""
    console.print(f"\n{len(summary.refusals):,} quarantined{of_them}:")
    for path, sentence in summary.refusals[:_SHOWN_REFUSALS]:
        console.print(f"  {escape(printable(path))}: {escape(sentence)}", highlight=False, soft_wrap=True)
    if len(summary.refusals) > _SHOWN_REFUSALS:
        query = "SELECT path, member, reason FROM quarantine"
        console.print(f"  ... all of them: {command_name()} sql '{query}'", highlight=False, soft_wrap=True)


def printable(text: str) -> str:
    """Return text that a terminal can show as it is: control characters and broken bytes replaced."""
    clean = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "�" for c in clean)


def command_name() -> str:
    """Return how this command can be called again from here."""
    called = Path(sys.argv[0])
    return "briefings" if shutil.which("briefings") or called.name != "briefings" else str(near(called.absolute()))


def near(path: Path) -> Path:
    """Return the path as it is named from here, where it lies below the current folder."""
    try:
        return path.relative_to(Path.cwd())
    except (ValueError, OSError):
        return path


class _Lines:
    """A line when a step begins, and when a counted one is done: for logs and pipes."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.seen: set[str] = set()

    def __call__(self, step: Step) -> None:
        if step.name not in self.seen:
            self.seen.add(step.name)
            self.console.print(f"{step.name} ...", highlight=False)
        elif step.total and step.done == step.total:
            self.console.print(f"{step.name}: {step.done} of {step.total}", highlight=False)


class _Bars:
    """A bar for each step."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.bars: dict[str, TaskID] = {}

    def __call__(self, step: Step) -> None:
        if step.name not in self.bars:
            self.bars[step.name] = self.progress.add_task(step.name, total=step.total or None)
        self.progress.update(self.bars[step.name], completed=step.done, total=step.total or None)
