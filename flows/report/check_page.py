"""The page of a check that failed: what it claims, what to do, and the rows that break it, each in its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.report.evidence import SHOWN, BrokenRow
from flows.report.page import Frame, Html, found, html, join, link, many, number, page, pictured, section, share, tag
from flows.report.passages import Passage
from flows.report.story import SEVERITIES, FailedCheck, badge

_WHERE = {
    "declaration": "the table's declaration, flows/tables/",
    "plausibility": "expectations/checks/",
    "claim": "sql/checks/",
}
_MARKS = {0: None, 1: "second"}
_KEPT = "; a run keeps the keys of the first rows of each batch, the others are found by the condition of the check"
_AT_ONCE = 5
"""Values of a row that stand open; the others are one click away."""


def check_page(check: FailedCheck, rows: Sequence[BrokenRow], frame: Frame, has_table_page: bool) -> str:
    """Return the page of a failed check."""
    return page(
        f"Check {check.name}",
        tag("h1", pictured(check.title)),
        tag("p", badge(check.severity, SEVERITIES), " ", _of(check, has_table_page)),
        tag("p", tag("strong", "What to do: "), check.advice, class_="todo"),
        tag("p", check.reason) if check.reason else None,
        tag("p", tag("code", check.name), f", written in {_WHERE.get(check.source, check.source)}", class_="faint"),
        section("Rows that break it", *_rows(check, rows), anchor="rows"),
        frame=frame.below(),
        address=check.address,
    )


def _of(check: FailedCheck, has_table_page: bool) -> Html:
    """Return how far it is broken: by how many rows, or by which figure."""
    name = tag("code", check.table) if check.table else html("the whole warehouse")
    where = link(f"../tables/{check.table}.html", name) if has_table_page else name
    since = f", since {check.since}" if check.since else ""
    if check.unexpected is None:
        told = tag("strong", f"{check.figure} found") if check.figure else "the figure is out of bounds"
        allowed = f", {check.allowed} is allowed" if check.allowed else ""
        batches = f", in {len(check.figures)} of {many(check.batches, 'batch', 'batches')}" if check.figures else ""
        return join((told, f"{allowed}{batches} of ", where, f"{since}."))
    counted = many(check.unexpected, "row")
    portion = f" of {number(check.evaluated)} ({share(check.share)})" if check.share is not None else ""
    return join((f"{counted}{portion} in ", where, f" break{'s' if check.unexpected == 1 else ''} it{since}."))


def _rows(check: FailedCheck, rows: Sequence[BrokenRow]) -> list[Html]:
    if not rows:
        keys = join(tag("li", found(key, 200)) for key in check.examples)
        told = (
            "Keys of some of them:"
            if check.examples
            else "This check is about a figure of the whole, not about single rows."
        )
        return [tag("p", told, class_="faint"), *([tag("ul", keys)] if check.examples else [])]
    total = max(check.unexpected or 0, len(rows))
    first = (
        f"The first {len(rows)} of {number(total)}"
        if len(rows) < total
        else f"All {number(total)}"
        if total > 1
        else "One"
    )
    bound = "" if len(rows) == total else f"; a page shows at most {SHOWN}" if len(rows) == SHOWN else _KEPT
    return [
        tag("p", f"{first}{bound}.", class_="faint"),
        *(_row(number_, row, check) for number_, row in enumerate(rows, 1)),
    ]


def _row(place: int, row: BrokenRow, check: FailedCheck) -> Html:
    title = row.headline or row.path
    return tag(
        "article",
        tag("h3", f"{place}. ", found(row.key, 200)),
        tag("p", found(title, 200), class_="faint") if title else None,
        _passage(row.passage) if row.passage else None,
        _values(row, check.name),
        class_="row",
    )


def _passage(shown: Passage) -> Html:
    """Return the text with what the row marks in it; what it is about is named to screen readers as well."""
    pieces = join(
        tag("mark", pictured(piece.text), class_=_MARKS.get(piece.mark.rank, "third"), title=piece.mark.column)
        if piece.mark
        else pictured(piece.text)
        for piece in shown.pieces
    )
    before, after = ("… " if shown.start else ""), (" …" if shown.end < shown.length else "")
    where = tag("p", f"Characters {number(shown.start)} to {number(shown.end)} of the document.", class_="faint")
    marked = {piece.mark.rank: piece.mark.column for piece in shown.pieces if piece.mark}
    legend = (tag("mark", column, class_=_MARKS.get(rank, "third")) for rank, column in sorted(marked.items()))
    keys = tag("p", *legend, class_="legend") if marked else None
    return join((tag("blockquote", tag("bdi", before, pieces, after), class_="passage"), keys, where))


def _values(row: BrokenRow, check: str) -> Html | None:
    """Return what the check names or returned, and the rest of the row behind a click."""
    named = set(re.findall(r"[a-z_]+", check))
    told = sorted(
        ((name, value) for name, value in row.values.items() if value is not None),
        key=lambda pair: (pair[0] not in named, pair[1] == row.key or pair[0] == "document_id"),
    )
    origin = [("file", row.path)] if row.path and row.path != row.headline else []
    shown, rest = told[:_AT_ONCE], [*told[_AT_ONCE:], *origin]
    if not shown and not rest:
        return None
    more = tag("details", tag("summary", "The whole row"), _list(rest)) if rest else None
    return join((_list(shown) if shown else None, more))


def _list(values: Sequence[tuple[str, str | None]]) -> Html:
    items = join(join((tag("dt", name), tag("dd", found(value)))) for name, value in values)
    return tag("dl", items, class_="values")
