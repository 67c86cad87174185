"""The first page: whether last night's load can be trusted, why, and where to look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flows.report.coverage import watched_shares
from flows.report.measures import Measured
from flows.report.page import (
    Content,
    Frame,
    Html,
    found,
    html,
    join,
    link,
    many,
    number,
    page,
    pictured,
    section,
    share,
    table,
    tag,
)
from flows.report.story import MOST_CHECK_PAGES, SEVERITIES, STATES, FailedCheck, Story, badge
from flows.report.svg import Series, bar, columns, spark
from flows.tables import all_tables

ADDRESS = "index.html"
_MOST_TOLD = 3
"""Critical checks that the verdict itself tells of."""


def overview(story: Story, measured: Mapping[str, Measured], reasons: Sequence[Mapping[str, Any]], frame: Frame) -> str:
    """Return the overview of the last run."""
    return page(
        "Overview",
        _verdict(story),
        _last_run(story),
        _checks(story),
        watched_shares(measured),
        _trend(story.runs[::-1]),
        _quarantine(reasons),
        _tables(measured) if measured else None,
        _runs(story.runs),
        frame=frame,
        address=ADDRESS,
    )


def nothing_yet(frame: Frame) -> str:
    """Return the page of a warehouse that no run has filled."""
    return page("Overview", tag("h1", "Nothing has been published yet."), frame=frame, address=ADDRESS)


def _verdict(story: Story) -> Html:
    last, grave = story.last, [check for check in story.failed if check.severity == "critical"]
    warned = [check for check in story.failed if check.severity == "warning"]
    balanced = _is_balanced(last)
    if last["state"] != "published":
        colour, title = "bad", "Not published: readers still see the version before"
    elif grave or not balanced:
        colour, title = "bad", "Do not trust this load yet"
    elif warned or last["files_quarantined"] or last["rows_quarantined"]:
        colour, title = "warn", "Usable, with something to look at"
    else:
        colour, title = "good", "You can trust this load"
    facts = [
        many(len(grave), "critical check") + " failed" if grave else None,
        many(len(warned), "check") + " warned" if warned else None,
        many(last["files_quarantined"], "file") + " refused" if last["files_quarantined"] else None,
        many(last["rows_quarantined"], "row") + " refused" if last["rows_quarantined"] else None,
    ]
    told = ", ".join(fact for fact in facts if fact) or "every check held, nothing was refused"
    return tag(
        "div",
        tag("h1", title),
        tag(
            "p",
            "Run ",
            tag("code", last["run_id"]),
            f" of {last['started']}: ",
            badge(last["state"], STATES),
            f" {told}.",
        ),
        *_what_to_do(grave, last["error"]),
        class_=f"verdict {colour}",
    )


def _what_to_do(grave: Sequence[FailedCheck], error: str | None) -> list[Html]:
    """Return a line for each critical check, or else the sentence in which the run says what went wrong."""
    if error and not (grave and all(check.to_do for check in grave)):
        return [tag("p", found(error, 1_000))]
    lines = [
        tag("p", tag("strong", f"{pictured(check.title)}. What to do: "), check.advice) for check in grave[:_MOST_TOLD]
    ]
    more = len(grave) - _MOST_TOLD
    return [*lines, tag("p", f"And {many(more, 'critical check')} more, see below.")] if more > 0 else lines


def _last_run(story: Story) -> Html:
    last = story.last
    account = (
        f"{many(last['files_in'], 'file')} in = {number(last['files_loaded'])} loaded "
        f"+ {number(last['files_duplicate'])} duplicate + {number(last['files_quarantined'])} quarantined"
    )
    balanced = _is_balanced(last)
    broken = [check.severity for check in story.failed]
    grave = broken.count("critical")
    verdict = "every file is accounted for." if balanced else "files are missing from the account!"
    came = "new" if last["state"] == "published" else "unpublished"
    tiles = [
        (f"{came} documents", last["documents_loaded"], None),
        (f"{came} rows", last["rows_loaded"], None),
        ("rows refused", last["rows_quarantined"], "warn" if last["rows_quarantined"] else None),
        ("checks held", len(story.checks) - len(broken), "good"),
        ("warned or noted", len(broken) - grave, "warn" if len(broken) > grave else None),
        ("critical failures", grave, "bad" if grave else None),
        ("seconds", last["seconds"], None),
    ]
    told = tag("p", f"{account}: ", tag("span", verdict, class_="good" if balanced else "bad"))
    if last["flow"] == "recheck":
        told = tag("p", "It took no files: it held every check against all that is stored.")
        tiles = tiles[3:]
    return section(
        "Last run",
        told,
        tag("ul", *(_tile(*tile) for tile in tiles), class_="tiles"),
    )


def _is_balanced(run: Mapping[str, Any]) -> bool:
    return bool(run["files_in"] == run["files_loaded"] + run["files_duplicate"] + run["files_quarantined"])


def _tile(name: str, value: float, colour: str | None) -> Html:
    return tag("li", tag("strong", number(value), class_=colour), tag("span", name), class_="tile")


def _checks(story: Story) -> Html:
    tiles = (_severity(severity, story) for severity in SEVERITIES)
    return section("Checks", tag("ul", *tiles, class_="tiles wide"), _failed(story.failed))


def _severity(severity: str, story: Story) -> Html:
    """Return how many checks of a severity held, as a number, a bar and the ones that did not."""
    of_it = [check for check in story.checks if check["severity"] == severity]
    broken = sum(not check["success"] for check in of_it)
    held = len(of_it) - broken
    told = tag("b", f"{number(broken)} failed", class_=SEVERITIES[severity]) if broken else html("none failed")
    return tag(
        "li",
        tag("p", badge(severity, SEVERITIES)),
        tag("strong", number(held), tag("small", f" of {number(len(of_it))} held")),
        bar(held / len(of_it) if of_it else 0, "good"),
        tag("span", told),
        class_="tile",
    )


def _failed(failed: Sequence[FailedCheck]) -> Html:
    if not failed:
        return tag("p", "Every check held.", class_="good")
    rows: list[list[Content]] = [
        [
            badge(check.severity, SEVERITIES),
            check.table or "all",
            join((_named(check, i), _advice(check))),
            number(check.unexpected),
            check.figure or share(check.share),
            join((tag("span", check.since, class_="day"), tag("div", _change(check), class_="faint small"))),
        ]
        for i, check in enumerate(failed)
    ]
    headings = ["severity", "table", "check and what to do", "rows", "share or figure", "since"]
    return table(headings, rows, "Checks that failed in the last run, the gravest first", (3, 4), stacks=True)


def _named(check: FailedCheck, place: int) -> Html:
    """Return what the check claims as the link to its page, where it has one, and its name below."""
    title = pictured(check.title)
    shown = link(check.address, title, class_="claim") if place < MOST_CHECK_PAGES else tag("span", title)
    return join((shown, tag("code", check.name, class_="faint"))) if check.title != check.name else shown


def _change(check: FailedCheck) -> str | None:
    """Return how a check over the whole warehouse moved: its rows stay broken until they are mended."""
    return None if check.by_batch else check.change


def _advice(check: FailedCheck) -> Html | None:
    """Return what to do; a mere note has its advice on its page, the same for most of them."""
    if check.severity == "info" and not check.to_do:
        return None
    return tag("div", check.advice, class_="faint small")


def _trend(runs: Sequence[Mapping[str, Any]]) -> Html:
    if len(runs) < 2:
        told = tag("p", "This is the first run: trends begin with the second.", class_="faint")
        return section("Trend", told)
    labels = [f"{run['run_id']} ({run['state']})" for run in runs]
    ends = (runs[0]["started"][:10], runs[-1]["started"][:10])

    def series(name: str, colour: str, column: str) -> Series:
        return Series(name, colour, [float(run[column]) for run in runs])

    charts = {
        "Files": [
            series("loaded", "good", "files_loaded"),
            series("duplicate", "calm", "files_duplicate"),
            series("quarantined", "bad", "files_quarantined"),
        ],
        "New rows": [series("rows", "calm", "rows_loaded")],
        "Rows quarantined": [series("rows", "warn", "rows_quarantined")],
        "Checks that failed": [series("warned", "warn", "checks_warned"), series("critical", "bad", "checks_failed")],
        "Seconds": [series("seconds", "calm", "seconds")],
    }
    drawn = (columns(title, labels, layers, ends) for title, layers in charts.items())
    told = tag("p", "The table ", link("#runs", "of the runs"), " holds the same figures.", class_="faint")
    return section(
        f"Last {len(runs)} runs",
        tag("div", *drawn, class_="charts"),
        told,
        anchor="trend",
    )


def _quarantine(reasons: Sequence[Mapping[str, Any]]) -> Html:
    if not reasons:
        return section("Quarantine", tag("p", "The last run refused nothing.", class_="good"))
    rows = [
        [html(r["table_name"]), r["column_name"], found(r["reason"]), number(r["refusals"]), number(r["files"])]
        for r in reasons
    ]
    return section(
        "Quarantine",
        table(
            ["table", "column", "reason", "refusals", "files"],
            rows,
            "Why the last run refused files and rows",
            (3, 4),
            stacks=True,
        ),
        tag("p", link("quarantine.html", "Every refusal, with its file and value")),
    )


def _tables(measured: Mapping[str, Measured]) -> Html:
    rows = []
    for name, found_in in measured.items():
        counts = [float(counts.rows) for _, counts in found_in.by_run]
        top = max(counts, default=0) or 1
        new = found_in.last.rows if found_in.by_run else None
        drifting = sum(found_in.drifted(column.name) is not None for column in all_tables()[name].columns)
        rows.append(
            [
                link(f"tables/{name}.html", name),
                all_tables()[name].grain,
                number(found_in.whole.rows),
                number(new),
                spark([count / top for count in counts]),
                tag("span", many(drifting, "column"), class_="badge warn") if drifting else "none",
            ]
        )
    return section(
        "Tables",
        table(
            ["table", "one row is", "rows", "newest run", "rows by run", "drift"],
            rows,
            "Rows of each table; drift: columns whose share of missing values moved",
            (2, 3),
        ),
        anchor="rows",
    )


def _runs(runs: Sequence[Mapping[str, Any]]) -> Html:
    figures = (
        "seconds",
        "files_in",
        "files_loaded",
        "files_duplicate",
        "files_quarantined",
        "rows_loaded",
        "rows_quarantined",
    )
    checks = ("checks_passed", "checks_warned", "checks_failed")
    headings = [
        "run",
        "state",
        "began",
        "seconds",
        "files",
        "loaded",
        "duplicate",
        "quarantined",
        "rows",
        "rows refused",
    ]
    rows = [
        [
            tag("code", run["run_id"]),
            badge(run["state"], STATES),
            tag("span", run["started"], class_="day"),
            *(number(run[name]) for name in (*figures, *checks)),
        ]
        for run in runs
    ]
    return section(
        "Runs",
        table([*headings, "held", "warned", "critical"], rows, "The last runs, latest first", tuple(range(3, 13))),
    )
