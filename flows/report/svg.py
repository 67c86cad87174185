"""Small pictures as inline SVG: columns over the last runs. Colours come from the page's style by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.report.page import Html, join, number, tag

_WIDTH, _HEIGHT = 320, 90
_TOP, _BOTTOM = 12, 4


@dataclass(frozen=True, slots=True)
class Series:
    """One layer of the columns: its name, its colour class and a value a run."""

    name: str
    colour: str  # good | warn | bad | calm
    values: Sequence[float]


def columns(title: str, labels: Sequence[str], series: Sequence[Series]) -> Html:
    """Return a figure of stacked columns, one a label, with what each holds as its tooltip."""
    totals = [sum(layer.values[i] for layer in series) for i in range(len(labels))]
    top = max(totals, default=0) or 1
    drawn = join(_column(i, labels, series, top) for i in range(len(labels)))
    base = tag("line", x1=0, x2=_WIDTH, y1=_HEIGHT - _BOTTOM, y2=_HEIGHT - _BOTTOM, class_="axis")
    scale = tag("text", number(max(totals, default=0)), x=0, y=9)
    picture = tag(
        "svg",
        base,
        drawn,
        scale,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_label=f"{title}, last {len(labels)} runs; in the last one {number(totals[-1] if totals else 0)}",
    )
    keys = join(join((tag("span", class_=f"key fill-{s.colour}"), s.name)) for s in series)
    return tag("figure", tag("figcaption", title, keys if len(series) > 1 else None), picture, class_="chart")


def _column(place: int, labels: Sequence[str], series: Sequence[Series], top: float) -> Html:
    room = _HEIGHT - _TOP - _BOTTOM
    step = _WIDTH / max(len(labels), 8)
    y = float(_HEIGHT - _BOTTOM)
    layers = []
    for layer in series:
        height = room * layer.values[place] / top
        y -= height
        if height > 0:
            place_of = {"x": f"{place * step + 1:.1f}", "y": f"{y:.1f}"}
            size = {"width": f"{step - 2:.1f}", "height": f"{height:.1f}"}
            layers.append(tag("rect", class_=f"fill-{layer.colour}", **place_of, **size))
    told = ", ".join(f"{layer.name} {number(layer.values[place])}" for layer in series)
    return tag("g", tag("title", f"{labels[place]}: {told}"), *layers)
