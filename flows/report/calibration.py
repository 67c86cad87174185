"""What confidences promised on annotated articles beside what was found right: one picture a kind of row.

The counts are measured by ``python -m tests.benchmarks.calibration --write`` and kept in ``calibration.tsv``.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from math import sqrt
from pathlib import Path

from flows.report.page import Content, Html, join, number, section, table, tag

_COUNTS = Path(__file__).with_name("calibration.tsv")
_SIDE, _LEFT, _FOOT = 240, 30, 30
_BAND = 0.05
"""Within this a confidence is worth what it says."""
_FEW = 50
"""Fewer rows than this say little: their points are hollow."""


@dataclass(frozen=True, slots=True)
class Tenth:
    """The rows of one tenth of confidence in one corpus: what they promised and which share of them was right."""

    kind: str
    corpus: str
    rows: int
    promised: float
    right: float


@cache
def measured() -> Sequence[Tenth]:
    """Return what was counted, as it is written down."""
    with _COUNTS.open(encoding="utf-8", newline="") as file:
        return [_tenth(row) for row in csv.DictReader(file, delimiter="\t")]


def _tenth(row: Mapping[str, str]) -> Tenth:
    kind, corpus = row["what"].split(", ", 1)
    return Tenth(kind, corpus, int(row["rows"]), float(row["promised"]), float(row["right"]))


def calibration() -> Html:
    """Return the pictures and, behind a click, their figures."""
    kinds = [(kind, list(rows)) for kind, rows in groupby(measured(), key=lambda tenth: tenth.kind)]
    return section(
        "What a confidence is worth",
        tag(
            "p",
            "Measured on annotated articles. Each point is a tenth of confidence: to the right what its rows promise, "
            "upwards the share that was right. On the line a confidence is worth what it says, within the band it is "
            f"off by {_BAND:.2f} at most; above it rows are better than they say, below worse. Larger points stand for "
            f"more rows; hollow ones for fewer than {_FEW}, which say little.",
            class_="faint",
        ),
        tag("div", *(_picture(kind, rows) for kind, rows in kinds), class_="charts four"),
        tag("details", tag("summary", "The same as a table"), _table()),
        anchor="calibration",
    )


def _picture(kind: str, rows: Sequence[Tenth]) -> Html:
    corpora = list(dict.fromkeys(tenth.corpus for tenth in rows))
    off = sum(tenth.rows * abs(tenth.right - tenth.promised) for tenth in rows) / sum(tenth.rows for tenth in rows)
    told = f"{number(sum(tenth.rows for tenth in rows))} rows, off by {off:.2f} on average"
    name = f"calibration-{kind}"
    picture = tag(
        "svg",
        tag("title", f"Confidence and truth of {kind}", id=f"{name}-name"),
        tag("desc", told, id=f"{name}-told"),
        _ground(),
        *(_point(tenth, corpora.index(tenth.corpus) + 1) for tenth in sorted(rows, key=lambda t: -t.rows)),
        viewBox=f"0 0 {_SIDE + _LEFT + 10} {_SIDE + _FOOT + 10}",
        role="img",
        aria_labelledby=f"{name}-name {name}-told",
    )
    keys = tag("div", *(tag("span", c, class_=f"key set-{i}") for i, c in enumerate(corpora, 1)), class_="keys small")
    return tag("figure", tag("figcaption", tag("strong", kind.capitalize()), f" {told}", keys), picture, class_="chart")


def _ground() -> Html:
    """Return axes from 0 to 1, the line on which promise and truth agree, and the band around it."""
    x0, x1, y0, y1 = _x(0), _x(1), _y(0), _y(1)
    low, high = _x(_BAND), _x(1 - _BAND)
    band = f"{x0},{y0} {low},{y0} {x1},{_y(1 - _BAND)} {x1},{y1} {high},{y1} {x0},{_y(_BAND)}"
    marks = (
        join(
            (
                tag("line", x1=_x(at), x2=_x(at), y1=y0, y2=y1, class_="axis"),
                tag("line", x1=x0, x2=x1, y1=_y(at), y2=_y(at), class_="axis"),
                tag("text", f"{at:g}", x=_x(at), y=y0 + 14, text_anchor="middle"),
                tag("text", f"{at:g}", x=x0 - 5, y=_y(at) + 4, text_anchor="end"),
            )
        )
        for at in (0, 0.25, 0.5, 0.75, 1)
    )
    return join(
        (
            *marks,
            tag("polygon", points=band, class_="fill-soft"),
            tag("line", x1=x0, x2=x1, y1=y0, y2=y1, class_="line"),
            tag("text", "confidence", x=_x(0.5), y=y0 + 27, text_anchor="middle"),
            tag("text", "right", x=x0 + 4, y=y1 + 12),
        )
    )


def _point(tenth: Tenth, place: int) -> Html:
    told = (
        f"{tenth.corpus}: {number(tenth.rows)} rows promise {tenth.promised:.2f}, {tenth.right:.2f} of them are right"
    )
    hollow = " hollow" if tenth.rows < _FEW else ""
    radius = f"{min(3.5 + sqrt(tenth.rows) / 9, 11):.1f}"
    at = {"cx": f"{_x(tenth.promised):.1f}", "cy": f"{_y(tenth.right):.1f}", "r": radius}
    return tag("circle", tag("title", told), **at, class_=f"point set-{place}{hollow}")


def _x(value: float) -> float:
    return _LEFT + value * _SIDE


def _y(value: float) -> float:
    return 10 + (1 - value) * _SIDE


def _table() -> Html:
    rows: list[list[Content]] = [
        [t.kind, t.corpus, number(t.rows), f"{t.promised:.2f}", f"{t.right:.2f}", f"{t.right - t.promised:+.2f}"]
        for t in measured()
    ]
    headings = ["rows of", "annotated articles", "rows", "promised", "right", "off"]
    return table(headings, rows, "Rows by tenth of confidence: what they promise and what is right", (2, 3, 4, 5))
