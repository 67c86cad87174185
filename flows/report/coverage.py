"""How much is found: the shares that fall first when a layout changes, by run and by publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from flows.report.measures import Measured
from flows.report.page import Content, Html, found, number, section, share, table, tag
from flows.report.svg import bar, spark

Connection = Any

MOST = 100
"""Publications on the page."""
_WATCHED = (
    ("documents", "publication_id", "documents with a publication"),
    ("documents", "published_latest", "documents with a date or window"),
    ("quotes", "speaker", "quotations with a speaker"),
    ("quotes", "said_latest", "quotations with a day said"),
    ("quotes", "citation_id", "quotations with a source cited"),
    ("citations", "outlet_id", "citations of known outlets"),
)
_FOUND_IN = ("a day", "a byline", "a quotation", "a speaker", "a citation")


@dataclass(frozen=True, slots=True)
class Coverage:
    """A publication: in how many of its documents each kind of fact was found."""

    publication: str
    documents: int
    found: Sequence[int]  # in the order of _FOUND_IN


def watched_shares(measured: Mapping[str, Measured]) -> Html | None:
    """Return a tile for each share that a steward watches: the newest run, its line over the runs, what moved."""
    tiles = [
        _tile(measured[name], column, told)
        for name, column, told in _WATCHED
        if name in measured and measured[name].last.missing(column) is not None
    ]
    if not tiles:
        return None
    return section(
        "What is found",
        tag("p", "Shares in the newest run that brought rows, and over the last runs.", class_="faint"),
        tag("ul", *tiles, class_="tiles wide"),
        anchor="found",
    )


def _tile(measured: Measured, column: str, told: str) -> Html:
    over_runs = [None if missing is None else 1 - missing for missing in measured.history(column)]
    before = [value for value in over_runs[:-1] if value is not None]
    now, drifted = over_runs[-1], measured.drifted(column)
    moved = f"{100 * (now - median(before)):+.0f} points" if now is not None and before else "first run"
    marked = tag("span", moved, class_="badge warn" if drifted is not None else "faint small")
    return tag(
        "li",
        tag("strong", share(now), " ", marked),
        tag("span", told),
        spark(over_runs),
        class_="tile",
    )


def coverages(connection: Connection) -> list[Coverage]:
    """Return the publications with the most documents, and what was found in these."""
    rows = connection.execute(
        """
        SELECT coalesce(any_value(publication), publication_id, '(none named)') AS name, count(*) AS documents,
            [count(published_on),
             count(*) FILTER (WHERE document_id IN (SELECT document_id FROM published.authors)),
             count(quoted.document_id), count(*) FILTER (WHERE speakers > 0),
             count(*) FILTER (WHERE document_id IN (SELECT document_id FROM published.citations))]
        FROM published.documents
        LEFT JOIN (SELECT document_id, count(speaker) AS speakers FROM published.quotes GROUP BY ALL) AS quoted
            USING (document_id)
        GROUP BY publication_id ORDER BY documents DESC, publication_id LIMIT ?
        """,
        [MOST],
    ).fetchall()
    return [Coverage(*row) for row in rows]


def by_publication(rows: Sequence[Coverage]) -> Html | None:
    """Return the table of what was found in the documents of each publication."""
    if not rows:
        return None
    listed = [_row(row) for row in rows]
    return section(
        "Coverage",
        tag(
            "p",
            "In how many documents of a publication something was found. Few of one kind beside many of the others "
            "point at a layout that nobody reads yet.",
            class_="faint",
        ),
        table(
            ["publication", "documents", *_FOUND_IN],
            listed,
            "Share of documents with a day, a byline, a quotation, a named speaker, a citation",
            range(1, 2 + len(_FOUND_IN)),
        ),
    )


def _row(row: Coverage) -> list[Content]:
    shares = [count / row.documents for count in row.found]
    return [
        tag("span", found(row.publication, 80), class_="name"),
        number(row.documents),
        *(tag("div", share(value), bar(value), class_="share") for value in shares),
    ]
