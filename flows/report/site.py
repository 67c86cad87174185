"""The report: one static site about the last run and the published version, written anew by every run.

There is one site and no archive of old ones: what a run found is kept in the warehouse (``runs``, ``check_results``,
``quarantine``), from which the site draws its history, and ``briefings report`` writes the site again at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from flows.report import evidence, queries
from flows.report.check_page import check_page
from flows.report.confidence_page import ADDRESS as CONFIDENCE
from flows.report.confidence_page import confidence_page
from flows.report.coverage import coverages
from flows.report.evidence import BrokenRow, WrittenCheck
from flows.report.measures import Measured, distributions, measure
from flows.report.overview import ADDRESS as OVERVIEW
from flows.report.overview import nothing_yet, overview
from flows.report.page import Frame, join, tag
from flows.report.publications_page import ADDRESS as PUBLICATIONS
from flows.report.publications_page import publications_page
from flows.report.quarantine_page import ADDRESS as QUARANTINE
from flows.report.quarantine_page import quarantine_page
from flows.report.queries import PUBLISHED, Connection, Record, Unpublished
from flows.report.rhythm import broken_volumes, publications
from flows.report.story import MOST_CHECK_PAGES, FailedCheck, Story
from flows.report.table_page import address, table_page
from flows.settings import Settings
from flows.tables import Origin, all_tables

RUNS = 20
REASONS = 50
REFUSALS = 500
_DATA_DOCS = "gx/docs/index.html"
_GENERATED = ("tables", "checks")
"""Folders of the site that hold its pages alone: a page in them that is no longer written is removed."""


def write_report(
    settings: Settings, unpublished: Unpublished | None = None, checks: Iterable[WrittenCheck] = ()
) -> Path:
    """Write the site into ``reports/`` of the data folder from the published version; return its first page.

    ``unpublished`` is the run that has just ended without a version of its own: the site is about it. ``checks`` are
    those over the whole warehouse: the ones that failed are asked again for the rows that break them.
    """
    version = settings.warehouse.resolve() if settings.warehouse.exists() else None
    has_docs = (settings.reports / _DATA_DOCS).exists()
    with queries.ledgers(version, unpublished) as connection:
        name = version.name if version else None
        written = dict(site(connection, name, has_docs, unpublished, checks))
    for where, text in sorted(written.items(), key=lambda page: page[0] == OVERVIEW):  # the way in comes last
        _write(settings.reports / where, text)
    for folder in _GENERATED:
        for path in (settings.reports / folder).glob("*.html"):
            if f"{folder}/{path.name}" not in written:
                path.unlink()
    return settings.reports / OVERVIEW


def site(
    connection: Connection,
    version: str | None,
    has_docs: bool,
    unpublished: Unpublished | None = None,
    checks: Iterable[WrittenCheck] = (),
) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of every page."""
    frame = _frame(version, has_docs)
    by_name = {(check.table, check.name): check for check in checks}
    story = _story(connection, version, by_name)
    if story is None:
        yield OVERVIEW, nothing_yet(frame)
        return
    measured = _measured(connection, story) if version else {}
    yield OVERVIEW, overview(story, measured, _reasons(connection, story), frame)
    for name, found in measured.items():
        drawn = distributions(connection, all_tables()[name], f"{PUBLISHED}.{name}") if found.whole.rows else []
        failed = [check for check in story.failed[:MOST_CHECK_PAGES] if check.table == name]
        yield address(name), table_page(all_tables()[name], found, drawn, failed, frame)
    for failed_check in story.failed[:MOST_CHECK_PAGES]:
        rows = _evidence(connection, story, failed_check, unpublished, by_name)
        yield failed_check.address, check_page(failed_check, rows, frame, failed_check.table in measured)
    total = queries.quarantined_in_all(connection)
    refusals = queries.latest_refusals(connection, REFUSALS)
    yield QUARANTINE, quarantine_page(queries.all_refusals_by_reason(connection, REASONS), refusals, total, frame)
    if version:
        present = queries.tables_of(connection)
        sure = [n for n, t in all_tables().items() if n in present and "confidence" in t.column_names]
        yield CONFIDENCE, confidence_page({name: queries.confidences(connection, name) for name in sure}, frame)
        shown, in_all = publications(connection)
        yield PUBLICATIONS, publications_page(shown, broken_volumes(connection), coverages(connection), in_all, frame)


def _frame(version: str | None, has_docs: bool) -> Frame:
    links = [(OVERVIEW, "Overview"), (QUARANTINE, "Quarantine")]
    if version:
        links += [(CONFIDENCE, "Confidence"), (PUBLICATIONS, "Publications")]
    if has_docs:
        links.append((_DATA_DOCS, "Data Docs"))
    told = "Data Docs are what Great Expectations found, batch by batch. " if has_docs else ""
    shown = tag("code", version) if version else "none yet"
    return Frame(
        links, tag("p", join(("Published version: ", shown, ". ", told, "This site asks nothing of any network.")))
    )


def _story(
    connection: Connection, version: str | None, by_name: Mapping[tuple[str | None, str], WrittenCheck]
) -> Story | None:
    runs = queries.last_runs(connection, RUNS)
    if not runs:
        return None
    run_id = runs[0]["run_id"]
    since = queries.failing_since(connection, run_id)
    before = queries.broken_before(connection, run_id)
    checks = queries.checks_of(connection, run_id)
    return Story(runs, version, checks, [_failed(c, since, before, by_name) for c in checks if not c["success"]])


def _failed(
    check: Record,
    since: Mapping[tuple[str | None, str], str],
    before: Mapping[tuple[str | None, str], int],
    by_name: Mapping[tuple[str | None, str], WrittenCheck],
) -> FailedCheck:
    name = (check["table_name"], check["check_name"])
    written = by_name.get(name)
    return FailedCheck(
        *name,
        check["severity"],
        check["source"],
        check["unexpected"],
        check["evaluated"],
        check["examples"] or (),
        check["reason"],
        since.get(name),
        written.to_do if written else None,
        check["by_batch"],
        before.get(name),
        tuple(check["figures"] or ()),
        check["allowed"],
        check["batches"],
    )


def _measured(connection: Connection, story: Story) -> dict[str, Measured]:
    present = queries.tables_of(connection)
    order = list(Origin)
    declared = sorted(all_tables().values(), key=lambda table: (order.index(table.origin), table.name))
    return {
        table.name: measure(connection, table, f"{PUBLISHED}.{table.name}", story.run_ids)
        for table in declared
        if table.name in present
    }


def _evidence(
    connection: Connection,
    story: Story,
    check: FailedCheck,
    unpublished: Unpublished | None,
    by_name: Mapping[tuple[str | None, str], WrittenCheck],
) -> list[BrokenRow]:
    """Return the rows that break the check, from wherever they are: the candidate, the quarantine, the version."""
    name = (check.table, check.name)
    if unpublished and name in unpublished.evidence:
        return list(unpublished.evidence[name])
    if check.by_batch and check.table:
        run_id = story.last["run_id"]
        refused = queries.refusals_of_check(connection, run_id, check.table, check.name, evidence.SHOWN)
        with _inside(connection, story):
            if refused:
                return evidence.of_refusals(connection, refused)
            return evidence.of_notes(connection, check.table, check.examples) if story.version else []
    if unpublished or not story.version or name not in by_name:
        return []
    with _inside(connection, story):
        return evidence.of_claim(connection, by_name[name])


def _inside(connection: Connection, story: Story) -> AbstractContextManager[Connection]:
    return queries.inside_version(connection) if story.version else nullcontext(connection)


def _reasons(connection: Connection, story: Story) -> list[Record]:
    return queries.refusals_by_reason(connection, story.last["run_id"], REASONS)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)
