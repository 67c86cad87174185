"""The page of the quarantine: what was refused, why, and from which file; filtered where scripts run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flows.report.page import Content, Frame, Html, filters, found, many, number, page, section, table, tag

ADDRESS = "quarantine.html"
_TABLE = "refusal-rows"


def quarantine_page(
    reasons: Sequence[Mapping[str, Any]], refusals: Sequence[Mapping[str, Any]], total: int, frame: Frame
) -> str:
    """Return the page of the quarantine; ``refusals`` are the latest of ``total``."""
    body = (
        [tag("p", "Nothing lies in quarantine.", class_="good")]
        if not total
        else [_reasons(reasons), _refusals(refusals, total)]
    )
    return page(
        "Quarantine",
        tag("h1", "Quarantine"),
        tag(
            "p",
            "A file that could not be read and a row that broke a check are kept here with the reason, never dropped. "
            "Mend the file and put it into the inbox again; rows come back when their document is extracted anew.",
        ),
        *body,
        frame=frame,
        address=ADDRESS,
        script=bool(total),
    )


def _reasons(reasons: Sequence[Mapping[str, Any]]) -> Html:
    rows: list[list[Content]] = [
        [
            r["table_name"],
            r["column_name"],
            found(r["reason"]),
            number(r["refusals"]),
            number(r["files"]),
            number(r["runs"]),
        ]
        for r in reasons
    ]
    headings = ["table", "column", "reason", "refusals", "files", "runs"]
    return section(
        "Reasons", table(headings, rows, "Why files and rows were refused, over all runs", (3, 4, 5), stacks=True)
    )


def _refusals(refusals: Sequence[Mapping[str, Any]], total: int) -> Html:
    rows: list[list[Content]] = [
        [
            r["table_name"],
            tag("span", found(r["path"]), class_="path"),
            found(r["member"]) if r["member"] else None,
            tag("code", r["expectation"]),
            found(r["reason"]),
            found(r["value"]) if r["value"] else None,
            tag("code", r["run_id"], class_="run"),
        ]
        for r in refusals
    ]
    shown = f"the latest {number(len(refusals))} of {number(total)}" if len(refusals) < total else "all"
    bar = filters(
        _TABLE,
        "Filter the refusals",
        [
            ("Table", 0, _distinct(refusals, "table_name")),
            ("Kind of reason", 3, _distinct(refusals, "expectation")),
            ("Member", 2, _distinct(refusals, "member")),
            ("Run", 6, _distinct(refusals, "run_id")),
        ],
    )
    headings = ["table", "file", "member", "kind of reason", "reason", "value", "run"]
    caption = f"What was refused: {shown}, latest run first ({many(total, 'refusal')})"
    return section("Refusals", bar, table(headings, rows, caption, id_=_TABLE, stacks=True))


def _distinct(refusals: Sequence[Mapping[str, Any]], column: str, limit: int = 50) -> list[str]:
    """Return the values that a filter offers: the first fifty by alphabet, short enough to be found whole in a cell."""
    values = {str(r[column]) for r in refusals if r[column] and len(str(r[column])) <= 300}
    return sorted(values)[:limit]
