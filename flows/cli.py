"""The command ``briefings``: every way in, and nothing but the way in."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from flows.console import near
from flows.load.errors import LoadError
from flows.settings import PROJECT, Settings, settings

if TYPE_CHECKING:
    import pyarrow as pa

FAILED = 1
USAGE_ERROR = 2

app = typer.Typer(
    name="briefings",
    help="From briefing articles to SQL: who said what, when, according to which source, and where it stands.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
out = Console()
err = Console(stderr=True)


class Format(StrEnum):
    """Forms in which a query's result can leave."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    XLSX = "xlsx"


Inputs = Annotated[list[Path] | None, typer.Argument(help="Files and folders; default: data/inbox, else data/samples.")]
Columns = Annotated[
    str | None,
    typer.Option(
        help="What the columns of dumps hold: headline=Titel,body=Inhalt, or a TOML file; see docs/formats.md."
    ),
]
OutFile = Annotated[Path | None, typer.Option("--out", help="Write to this file instead of to the terminal.")]


@app.command()
def run(inputs: Inputs = None, columns: Columns = None) -> None:
    """Take files through the daily flow: ingest, extract, validate, load, report."""
    chosen = _settings(columns)
    paths = _existing(inputs) if inputs else _default_inputs(chosen)
    from flows.running import run_daily

    raise typer.Exit(run_daily(paths, chosen, out))


@app.command()
def backfill() -> None:
    """Extract stored documents again whose rows an older extractor made."""
    from flows.running import run_backfill

    raise typer.Exit(run_backfill(_settings(), out))


@app.command()
def recheck() -> None:
    """Hold every check against the whole warehouse."""
    from flows.running import run_recheck

    raise typer.Exit(run_recheck(_settings(), out))


@app.command()
def extract(
    inputs: Annotated[list[Path], typer.Argument(help="Files and folders, or .jsonl with id and text or path.")],
    columns: Columns = None,
    out_file: OutFile = None,
) -> None:
    """Write one JSON object a document, without Prefect, checks or warehouse; nothing is stored."""
    from flows.jsonl import extract_to

    chosen, paths = _settings(columns), _existing(inputs)
    with out_file.open("w", encoding="utf-8") if out_file else sys.stdout as target:
        skipped = extract_to(paths, target, chosen.limits)
    for one in skipped:
        _complain(f"{one.name}: {one.sentence}")


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="A query, or a file that holds one, or - for standard input.")],
    form: Annotated[Format, typer.Option("--format", help="How the rows leave.")] = Format.TABLE,
    out_file: OutFile = None,
) -> None:
    """Ask the published warehouse, read-only."""
    from flows.load.query import run_query

    text = _query_text(query)
    _write(lambda: run_query(_settings().warehouse, text), form, out_file)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help='Words, "phrases", wild*cards, AND, OR, NOT, brackets.')],
    speaker: Annotated[str | None, typer.Option(help="Who said it: any name, alias or spelling.")] = None,
    since: Annotated[
        str | None, typer.Option(help="Not said (or printed) before: 2008, 2008-03 or 2008-03-15.")
    ] = None,
    until: Annotated[str | None, typer.Option(help="Not said (or printed) after.")] = None,
    outlet: Annotated[str | None, typer.Option(help="The outlet that is cited for it.")] = None,
    publication: Annotated[str | None, typer.Option(help="Where it was printed.")] = None,
    limit: Annotated[int, typer.Option(help="How many answers.", min=1, max=1_000)] = 10,
    form: Annotated[Format, typer.Option("--format", help="How the answers leave.")] = Format.TABLE,
    out_file: OutFile = None,
) -> None:
    """Find quotations and articles by their words, the best first."""
    from flows.answers import show_answers
    from flows.load.search.ask import search as find
    from flows.load.search.filters import Filters, day

    filters = Filters(
        speaker, day(since) if since else None, day(until, last=True) if until else None, outlet, publication
    )
    warehouse = _settings().warehouse
    if form is Format.TABLE and out_file is None:
        show_answers(find(warehouse, query, filters, limit), limit, out)
    else:
        _write(lambda: find(warehouse, query, filters, limit), form, out_file)


@app.command()
def status(last: Annotated[int, typer.Option(help="How many runs to show.", min=1)] = 10) -> None:
    """Show the last runs, the published versions, and what is in quarantine."""
    from flows.status import show_status

    show_status(_settings(), last, out)


@app.command()
def rebuild() -> None:
    """Build the warehouse anew from the lake alone, and publish it."""
    from flows.load.rebuild import rebuild as rebuild_from_lake

    version = rebuild_from_lake(_settings())
    out.print(f"Rebuilt from the lake: {escape(str(version))}", highlight=False, soft_wrap=True)


@app.command()
def report(
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Write the quality report anew from the published warehouse, and say where it is."""
    from flows.load.audit import all_checks
    from flows.report.site import write_report

    page = write_report(_settings(), checks=all_checks())
    out.print(escape(str(page)), highlight=False, soft_wrap=True)
    if show:
        _open(page)


@app.command()
def doctor() -> None:
    """Look whether everything is in place for a run; exit code 1 where something is not."""
    from flows.doctor import examine

    findings = list(examine(_settings()))
    for finding in findings:
        mark = "[green]ok[/]" if finding.is_well else "[red]!![/]"
        out.print(f"{mark}  {escape(finding.subject)}: {escape(finding.state)}", highlight=False, soft_wrap=True)
        if finding.advice:
            out.print(f"    {escape(finding.advice)}", highlight=False, soft_wrap=True)
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(1)


profile_app = typer.Typer(help="The profiles of publications.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(profile_app, name="profile")


@profile_app.command("try")
def try_profile(file: Annotated[Path, typer.Argument(help="A file in any supported format.")]) -> None:
    """Show what each profile would make of a file, and why; exit code 1 where none is its publication's."""
    from flows.model import Refused
    from flows.profile_try import try_profiles

    chosen, [path] = _settings(), _existing([file])
    try:
        is_known = try_profiles(path, chosen.limits, out)
    except Refused as refused:
        _complain(f"{path}: {refused.sentence}")
        raise typer.Exit(FAILED) from None
    if not is_known:
        raise typer.Exit(FAILED)


class _Stopped(SystemExit):
    """A signal asked the command to end: everything is closed on the way out. Its code is the shell's: 128 + signal."""


def main() -> None:
    """Run the command; every mistake of the user's is one line and exit code 2."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup, or a background job of a script
            signal.signal(number, _stop)
    _print_every_character()
    try:
        code = app(standalone_mode=False)
    except typer.TyperException as mistake:
        _complain(f"{mistake.format_message().rstrip('.')}. See briefings --help")
        code = USAGE_ERROR
    except LoadError as error:
        _complain(str(error))
        code = FAILED
    except _Stopped as stop:
        _complain("stopped; the published warehouse is whole")
        code = stop.code
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code or 0)


def _print_every_character() -> None:
    """Write UTF-8 to files and pipes, whatever the locale; what a terminal cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _stop(number: int, _frame: FrameType | None) -> None:
    raise _Stopped(128 + number)


def _open(page: Path) -> None:
    """Open a page where there is a screen; elsewhere its path, printed already, has to do."""
    import webbrowser

    screens = ("DISPLAY", "WAYLAND_DISPLAY")
    if sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in screens):
        webbrowser.open(page.resolve().as_uri())
    else:
        out.print("There is no screen here: open that page in any browser, it needs no network.", highlight=False)


def _settings(columns: str | None = None) -> Settings:
    """Return the settings, with the columns that the command names; what makes no sense is the user's mistake."""
    if columns is not None:
        os.environ["BRIEFINGS_COLUMNS"] = columns  # worker processes read their settings from the environment
        _check_columns(columns)
    try:
        return settings()
    except ValueError as error:
        raise typer.BadParameter(" ".join(str(error).split())) from None


def _check_columns(columns: str) -> None:
    from flows.ingest.dumps.columns import columns_of
    from flows.model import Refused

    try:
        columns_of(columns)
    except Refused as refused:
        raise typer.BadParameter(refused.sentence) from None


def _query_text(query: str) -> str:
    """Return the query itself, wherever it stands."""
    if query == "-":
        return sys.stdin.read()
    try:
        is_file = query.endswith(".sql") or Path(query).is_file()
    except OSError:  # too long for a name: it is a query
        is_file = False
    if not is_file:
        return query
    try:
        return Path(query).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{query} cannot be read: {error}") from None


def _write(ask: Callable[[], pa.Table], form: Format, out_file: Path | None) -> None:
    """Ask and write the answer; what keeps it from being written is the user's to mend."""
    from flows.export import FILES_ONLY, write_result

    if form.value in FILES_ONLY and out_file is None:
        raise typer.BadParameter(f"{form.value} is not for the terminal: name a file with --out")
    try:
        write_result(ask(), form.value, out_file, out)
    except BrokenPipeError:
        raise  # whoever reads has enough (| head): no fault to tell of
    except (ValueError, OSError) as error:
        raise typer.BadParameter(f"the answer cannot be written: {error}") from None


def _existing(paths: list[Path]) -> list[Path]:
    for path in paths:
        if not path.exists():
            raise typer.BadParameter(f"there is no file or folder {path}")
    return paths


def _default_inputs(chosen: Settings) -> list[Path]:
    """The inbox, or the samples where it is missing or empty."""
    inbox = chosen.data_dir / "inbox"
    if inbox.is_dir() and any(inbox.iterdir()):
        return [near(inbox)]
    return [near(PROJECT / "data" / "samples")]


def _complain(sentence: str) -> None:
    err.print(f"briefings: {escape(sentence)}", highlight=False, soft_wrap=True)
