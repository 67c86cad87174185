"""The report of the published warehouse: one static page, whole in itself, for browsers without scripts or network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.report import queries
from flows.report.page import Content, Html, found, join, number, page, section, table, tag
from flows.report.queries import Connection, Record, Unpublished
from flows.report.svg import Series, columns
from flows.settings import Settings

TITLE = "Briefing Warehouse: report"
RUNS = 20
_DATA_DOCS = "gx/docs/index.html"
REFUSALS = 50
_SEVERITIES = {"critical": "bad", "warning": "warn", "info": "calm"}
_STATES = {"published": "good", "stopped": "bad", "failed": "bad"}


def write_report(settings: Settings, unpublished: Unpublished | None = None) -> Path:
    """Write ``reports/index.html`` of the data folder from the published version; return its path.

    ``unpublished`` is the run that has just ended without a version of its own: the page is about it.
    """
    first = settings.reports / "index.html"
    version = settings.warehouse.resolve() if settings.warehouse.exists() else None
    with queries.ledgers(version, unpublished) as connection:
        text = report(connection, version.name if version else None, (settings.reports / _DATA_DOCS).exists())
    first.parent.mkdir(parents=True, exist_ok=True)
    temporary = first.with_suffix(".tmp")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(first)
    return first


def report(connection: Connection, version: str | None, has_data_docs: bool) -> str:
    """Return the page of a published version."""
    runs = queries.last_runs(connection, RUNS)
    if not runs:
        return page(TITLE, tag("h1", "Briefing Warehouse"), tag("p", "Nothing has been published yet."))
    last = runs[0]
    return page(
        TITLE,
        _head(last, version, has_data_docs),
        _overview(last),
        _trend(runs[::-1]),
        _checks(queries.checks_of(connection, last["run_id"]), queries.failing_since(connection, last["run_id"])),
        _quarantine(connection, last),
        _rows(queries.row_counts(connection)) if version else None,
        _runs(runs),
    )


def _head(last: Record, version: str | None, has_data_docs: bool) -> Html:
    state = tag("span", last["state"], class_=_STATES.get(last["state"]))
    links = [("#checks", "Checks"), ("#quarantine", "Quarantine"), ("#runs", "Runs")]
    if version:
        links.insert(2, ("#rows", "Rows"))
    if has_data_docs:
        links.append((_DATA_DOCS, "Data Docs"))
    return tag(
        "header",
        tag("h1", "Briefing Warehouse"),
        tag("p", "Run ", tag("code", last["run_id"]), f" of {last['started']}: ", state, class_="verdict"),
        tag("p", found(last["error"]), class_="bad") if last["error"] else None,
        tag("p", "Published version: ", tag("code", version or "none yet"), class_="faint"),
        tag("nav", *(tag("a", text, href=address) for address, text in links)),
    )


def _overview(last: Record) -> Html:
    files = [last[name] for name in ("files_in", "files_loaded", "files_duplicate", "files_quarantined")]
    balanced = files[0] == sum(files[1:])
    account = (
        f"{number(files[0])} files in = {number(files[1])} loaded + {number(files[2])} duplicate"
        f" + {number(files[3])} quarantined"
    )
    verdict = "every file is accounted for." if balanced else "files are missing from the account!"
    tiles = [
        ("new documents", last["documents_loaded"], None),
        ("new rows", last["rows_loaded"], None),
        ("rows quarantined", last["rows_quarantined"], "warn" if last["rows_quarantined"] else None),
        ("checks held", last["checks_passed"], "good"),
        ("checks warned", last["checks_warned"], "warn" if last["checks_warned"] else None),
        ("critical failures", last["checks_failed"], "bad" if last["checks_failed"] else None),
        ("seconds", last["seconds"], None),
    ]
    return section(
        "Last run",
        tag("p", f"{account}: ", tag("span", verdict, class_="good" if balanced else "bad")),
        tag("div", *(_tile(*tile) for tile in tiles), class_="tiles"),
    )


def _tile(name: str, value: float, colour: str | None) -> Html:
    return tag("div", tag("strong", number(value), class_=colour), tag("span", name), class_="tile")


def _trend(runs: Sequence[Record]) -> Html:
    labels = [f"{run['run_id']} ({run['state']})" for run in runs]

    def series(name: str, colour: str, column: str) -> Series:
        return Series(name, colour, [float(run[column]) for run in runs])

    charts = [
        columns(
            "Files",
            labels,
            [
                series("loaded", "good", "files_loaded"),
                series("duplicate", "calm", "files_duplicate"),
                series("quarantined", "bad", "files_quarantined"),
            ],
        ),
        columns("New rows", labels, [series("rows", "calm", "rows_loaded")]),
        columns("Rows quarantined", labels, [series("rows", "warn", "rows_quarantined")]),
        columns(
            "Checks that failed",
            labels,
            [series("warned", "warn", "checks_warned"), series("critical", "bad", "checks_failed")],
        ),
        columns("Seconds", labels, [series("seconds", "calm", "seconds")]),
    ]
    return section(f"Last {len(runs)} runs" if len(runs) > 1 else "Trend", tag("div", *charts, class_="charts"))


def _checks(checks: Sequence[Record], since: dict[tuple[str | None, str], str]) -> Html:
    failed = [check for check in checks if not check["success"]]
    summary = []
    for severity, colour in _SEVERITIES.items():
        of_it = [check for check in checks if check["severity"] == severity]
        broken = sum(not check["success"] for check in of_it)
        shown = tag("span", number(broken), class_=colour if broken else None)
        summary.append([severity, number(len(of_it)), number(len(of_it) - broken), shown])
    return section(
        "Checks",
        table(["severity", "checks", "held", "failed"], summary, numeric=(1, 2, 3)),
        tag("h3", "Those that failed"),
        table(
            ["severity", "table", "check", "rows", "share", "since", "rows that break it, by key"],
            [_failed(check, since) for check in failed],
            numeric=(3, 4),
        )
        if failed
        else tag("p", "None: every check held.", class_="good"),
    )


def _failed(check: Record, since: dict[tuple[str | None, str], str]) -> list[Content]:
    share = f"{check['unexpected'] / check['evaluated']:.2%}" if check["evaluated"] else "–"
    examples = join(tag("div", found(example, 120)) for example in check["examples"] or ())
    reason = tag("div", check["reason"], class_="faint") if check["reason"] else None
    return [
        tag("span", check["severity"], class_=_SEVERITIES.get(check["severity"])),
        check["table_name"] or "all",
        join((tag("code", check["check_name"]), reason)),
        number(check["unexpected"]),
        share,
        since.get((check["table_name"], check["check_name"])),
        examples,
    ]


def _quarantine(connection: Connection, last: Record) -> Html:
    reasons = queries.refusals_by_reason(connection, last["run_id"], REFUSALS)
    total = queries.quarantined_in_all(connection)
    told = tag("p", f"{number(total)} refusals of files and rows lie in quarantine, over all runs.")
    if not reasons:
        return section("Quarantine", told, tag("p", "The last run refused nothing.", class_="good"))
    refusals = queries.refused(connection, last["run_id"], REFUSALS)
    in_all = sum(reason["refusals"] for reason in reasons)
    return section(
        "Quarantine",
        told,
        tag("h3", "Why the last run refused"),
        table(
            ["table", "column", "reason", "refusals", "files"],
            [
                [r["table_name"], r["column_name"], found(r["reason"]), number(r["refusals"]), number(r["files"])]
                for r in reasons
            ],
            numeric=(3, 4),
        ),
        tag("h3", "What it refused"),
        tag("p", f"{len(refusals)} of {number(in_all)} refusals", class_="faint"),
        table(
            ["table", "file", "key", "reason", "value"],
            [
                [r["table_name"], found(r["path"]), found(r["row_key"], 120), found(r["reason"]), found(r["value"])]
                for r in refusals
            ],
        ),
    )


def _rows(counts: dict[str, int]) -> Html:
    rows = [[tag("code", name), number(count)] for name, count in counts.items()]
    return section("Rows", table(["table", "rows"], rows, numeric=(1,)))


def _runs(runs: Sequence[Record]) -> Html:
    return section(
        "Runs",
        table(
            ["run", "state", "began", "seconds", "files", "loaded", "duplicate", "quarantined", "rows", "rows refused"],
            [
                [
                    tag("code", run["run_id"]),
                    tag("span", run["state"], class_=_STATES.get(run["state"])),
                    run["started"],
                    *(
                        number(run[name])
                        for name in (
                            "seconds",
                            "files_in",
                            "files_loaded",
                            "files_duplicate",
                            "files_quarantined",
                            "rows_loaded",
                            "rows_quarantined",
                        )
                    ),
                ]
                for run in runs
            ],
            numeric=tuple(range(3, 10)),
        ),
    )
