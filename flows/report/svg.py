"""Pictures as inline SVG, small and our own. Colours come from the page's style by class; a table says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.report.page import Html, join, number, tag

_WIDTH, _HEIGHT = 320, 96
_TOP, _BOTTOM = 14, 14
_WIDEST = 8
"""Columns are never wider than an eighth of the picture."""


@dataclass(frozen=True, slots=True)
class Series:
    """One layer of the columns: its name, its colour class and a value a column."""

    name: str
    colour: str  # good | warn | bad | calm
    values: Sequence[float]


def columns(title: str, labels: Sequence[str], series: Sequence[Series], ends: tuple[str, str] = ("", "")) -> Html:
    """Return a figure of stacked columns, one a label, with what each holds as its tooltip."""
    totals = [sum(layer.values[i] for layer in series) for i in range(len(labels))]
    top = max(totals, default=0) or 1
    name = "-".join(title.lower().split())
    described = "; ".join(
        f"{layer.name} from {number(min(layer.values))} to {number(max(layer.values))}, last {number(layer.values[-1])}"
        for layer in series
        if layer.values
    )
    picture = tag(
        "svg",
        tag("title", title, id=f"{name}-name"),
        tag("desc", f"{len(labels)} columns: {described}", id=f"{name}-told"),
        tag("line", x1=0, x2=_WIDTH, y1=_HEIGHT - _BOTTOM, y2=_HEIGHT - _BOTTOM, class_="axis"),
        join(_column(i, labels, series, top) for i in range(len(labels))),
        tag("text", number(max(totals, default=0)), x=0, y=9),
        tag("text", ends[0], x=0, y=_HEIGHT - 3) if ends[0] else None,
        tag("text", ends[1], x=_WIDTH, y=_HEIGHT - 3, text_anchor="end") if ends[1] else None,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_labelledby=f"{name}-name {name}-told",
    )
    keys = join(tag("span", s.name, class_=f"key {s.colour}") for s in series) if len(series) > 1 else None
    return tag("figure", tag("figcaption", tag("strong", title), keys), picture, class_="chart")


def _column(place: int, labels: Sequence[str], series: Sequence[Series], top: float) -> Html:
    room = _HEIGHT - _TOP - _BOTTOM
    step = _WIDTH / max(len(labels), _WIDEST)
    y = float(_HEIGHT - _BOTTOM)
    layers = []
    for layer in series:
        height = room * layer.values[place] / top
        y -= height
        if height > 0:
            place_of = {"x": f"{place * step + 1:.1f}", "y": f"{y:.1f}"}
            size = {"width": f"{max(step - 2, 0.5):.1f}", "height": f"{height:.1f}"}
            layers.append(tag("rect", class_=f"fill-{layer.colour}", **place_of, **size))
    told = ", ".join(f"{layer.name} {number(layer.values[place])}" for layer in series)
    return tag("g", tag("title", f"{labels[place]}: {told}"), *layers)


def bar(value: float, colour: str = "calm") -> Html:
    """Return a bar that fills a share of its width. It stands beside its number and is silent to screen readers."""
    filled = f"{100 * min(max(value, 0.0), 1.0):.1f}"
    return tag(
        "svg",
        tag("rect", width=100, height=8, rx=1, class_="fill-soft"),
        tag("rect", width=filled, height=8, rx=1, class_=f"fill-{colour}"),
        viewBox="0 0 100 8",
        preserveAspectRatio="none",
        class_="bar",
        aria_hidden="true",
    )


def spark(values: Sequence[float | None]) -> Html | None:
    """Return a small line of shares over the runs, its scale from 0 to 1; nothing where there is no line to draw."""
    present = [(i, value) for i, value in enumerate(values) if value is not None]
    if len(present) < 2:
        return None
    step = 110 / max(len(values) - 1, 1)
    points = " ".join(f"{1 + i * step:.1f},{21 - 20 * min(max(value, 0), 1):.1f}" for i, value in present)
    return tag(
        "svg",
        tag("polyline", points=points, class_="line"),
        viewBox="0 0 112 22",
        preserveAspectRatio="none",
        class_="spark",
        aria_hidden="true",
    )


def strip(marks: Sequence[float], gaps: Sequence[tuple[float, float]]) -> Html:
    """Return a line of time from 0 to 1 with a tick for every mark and a bar for every gap."""
    spans = (
        tag(
            "rect",
            x=f"{1000 * start:.1f}",
            width=f"{max(1000 * (end - start), 1):.1f}",
            y=8,
            height=4,
            class_="fill-bad",
        )
        for start, end in gaps
    )
    ticks = (tag("rect", x=f"{1000 * at:.1f}", width=2, y=2, height=16, class_="fill-calm") for at in marks)
    return tag(
        "svg",
        tag("line", x1=0, x2=1000, y1=10, y2=10, class_="axis"),
        *spans,
        *ticks,
        viewBox="0 0 1002 20",
        preserveAspectRatio="none",
        class_="strip",
        aria_hidden="true",
    )
