"""The page of a table: what is in it, what is missing, how it is distributed, and what moved over the runs."""

from __future__ import annotations

from collections.abc import Sequence

from flows.report.measures import Distribution, Measured
from flows.report.page import (
    Content,
    Frame,
    Html,
    found,
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
from flows.report.story import SEVERITIES, FailedCheck, badge
from flows.report.svg import Series, bar, columns, spark
from flows.tables import Column, Table


def address(name: str) -> str:
    """Return where the page of a table lies, from the site's root."""
    return f"tables/{name}.html"


def table_page(
    declared: Table,
    measured: Measured,
    distributions: Sequence[Distribution],
    failed: Sequence[FailedCheck],
    frame: Frame,
) -> str:
    """Return the page of a table."""
    return page(
        declared.name,
        tag("h1", "Table ", tag("code", declared.name)),
        tag("p", f"One row is {declared.grain}. {declared.note} {many(measured.whole.rows, 'row')} in all."),
        _failed(failed),
        _volume(measured),
        _missing(declared, measured),
        _distributions(distributions),
        frame=frame.below(),
        address=address(declared.name),
    )


def _failed(failed: Sequence[FailedCheck]) -> Html | None:
    if not failed:
        return None
    items = (
        tag("li", badge(check.severity, SEVERITIES), " ", link(f"../{check.address}", pictured(check.title)))
        for check in failed
    )
    return section("Checks that failed here", tag("ul", *items))


def _volume(measured: Measured) -> Html | None:
    if not measured.by_run:
        return None
    labels = [run for run, _ in measured.by_run]
    rows = [float(counts.rows) for _, counts in measured.by_run]
    listed = [[tag("code", run), number(counts.rows)] for run, counts in reversed(measured.by_run)]
    return section(
        "Volume",
        tag("div", columns("Rows by run", labels, [Series("rows", "calm", rows)]), class_="charts"),
        tag("details", tag("summary", "The same as a table"), table(["run", "rows"], listed, "Rows by run", (1,))),
    )


def _missing(declared: Table, measured: Measured) -> Html:
    """Return the shares of missing values; what is never null is only named."""
    rows = [_column(column, measured) for column in declared.columns if column.nullable]
    filled = [tag("code", column.name) for column in declared.columns if not column.nullable]
    told = "The share of rows without a value. Drift compares the newest run with the median of those before."
    headings = ["column", "missing", "", "newest run", "over the runs", "drift", "null means"]
    caption = f"Missing values of {declared.name}, over all rows and by run"
    return section(
        "Missing values",
        join((tag("p", told, class_="faint"), table(headings, rows, caption, (1, 3)))) if rows else None,
        tag(
            "p",
            "Never null: ",
            join(join((", " if at else "", name)) for at, name in enumerate(filled)),
            ".",
            class_="faint",
        ),
    )


def _column(column: Column, measured: Measured) -> list[Content]:
    missing = measured.whole.missing(column.name)
    moved = measured.drifted(column.name)
    told = f"{100 * moved:+.0f} points" if moved is not None else "none"
    return [
        tag("code", column.name),
        share(missing),
        bar(missing or 0, "warn" if moved is not None else "calm"),
        share(measured.last.missing(column.name)) if measured.by_run else "–",
        spark(measured.history(column.name)),
        tag("span", told, class_="badge warn") if moved is not None else told,
        column.null,
    ]


def _distributions(distributions: Sequence[Distribution]) -> Html | None:
    if not distributions:
        return None
    drawn = [d for d in distributions if d.kind != "values"]
    charts = (
        columns(
            d.column,
            [label for label, _ in d.rows],
            [Series("rows", "calm", [float(count) for _, count in d.rows])],
            (d.rows[0][0], d.rows[-1][0]),
        )
        for d in drawn
    )
    return section(
        "Distributions",
        tag("div", *charts, class_="charts") if drawn else None,
        tag("details", tag("summary", "The same as tables"), *(_steps(d) for d in drawn)) if drawn else None,
        tag("div", *(_values(d) for d in distributions if d.kind == "values"), class_="pairs"),
    )


def _steps(distribution: Distribution) -> Html:
    rows = [[label, number(count)] for label, count in distribution.rows if count]
    caption = f"{distribution.column} {distribution.told}".strip()
    return table(["value", "rows"], rows, caption, (1,))


def _values(distribution: Distribution) -> Html:
    total = sum(count for _, count in distribution.rows) + distribution.others
    rows: list[list[Content]] = [
        [found(value, 60), number(count), share(count / total), bar(count / total)]
        for value, count in distribution.rows
    ]
    if distribution.others:
        rows.append(
            [
                "all others",
                number(distribution.others),
                share(distribution.others / total),
                bar(distribution.others / total),
            ]
        )
    return table(["value", "rows", "share", ""], rows, f"Values of {distribution.column}", (1, 2))
