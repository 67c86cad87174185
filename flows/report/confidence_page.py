"""The page of the confidences: how sure the extractor is of what it found, by rule and kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flows.report.calibration import calibration
from flows.report.page import Content, Frame, Html, many, number, page, section, share, table, tag
from flows.report.svg import Series, columns

ADDRESS = "confidence.html"
TENTHS = [f"{n / 10:.1f} to {(n + 1) / 10:.1f}" for n in range(10)]
MOST_RULES = 60
AT_ONCE = 12
"""Rules that stand open; the rarer ones are one click away."""
_STEPS = (0.05, 0.25, 0.5)
"""Shares from which on a cell is darker."""


def confidence_page(found: Mapping[str, Sequence[Mapping[str, Any]]], frame: Frame) -> str:
    """Return the page; ``found`` holds, by table, a record a rule and kind: rows, sum of confidences, tenths."""
    parts = [part for name, rules in found.items() if (part := _table(name, rules))]
    return page(
        "Confidence",
        tag("h1", "How sure the extractor is"),
        tag(
            "p",
            "A confidence is a promise: of 100 rows that say 0.80, 80 should be right as a whole, that is in their "
            "span, their content and whom or what they name. So the sum of the confidences is the number of rows that "
            "can be expected to be right, and a filter on confidence trades rows for certainty at a known rate.",
        ),
        tag(
            "p",
            "A layout that the annotated articles do not know can be worse than its figure: a rule whose distribution "
            "moves here after a change is to be read in its text.",
        ),
        calibration(),
        *(parts or [tag("p", "Nothing has been extracted yet.")]),
        frame=frame,
        address=ADDRESS,
    )


def _table(name: str, rules: Sequence[Mapping[str, Any]]) -> Html | None:
    rows = sum(rule["rows"] for rule in rules)
    if not rows:
        return None
    right = sum(rule["promised"] for rule in rules)
    kinds = list(dict.fromkeys(rule["kind"] for rule in rules))
    charts = [
        columns(
            f"{name}: {kind}" if len(kinds) > 1 else name,
            TENTHS,
            [
                Series(
                    "rows", "calm", [float(sum(r["tenths"][n] for r in rules if r["kind"] == kind)) for n in range(10)]
                )
            ],
            ("0", "1"),
        )
        for kind in kinds
    ]
    listed: list[list[Content]] = [
        [
            tag("code", rule["rule"]),
            rule["kind"],
            number(rule["rows"]),
            f"{rule['promised'] / rule['rows']:.2f}",
            share(sum(rule["tenths"][:5]) / rule["rows"]),
            *(_heated(count, rule["rows"]) for count in rule["tenths"]),
        ]
        for rule in rules
    ]
    headings = ["rule", "kind", "rows", "mean", "under 0.5", *(f"{n / 10:.1f}+" for n in range(10))]
    numeric = tuple(range(2, 15))
    rarer = listed[AT_ONCE:MOST_RULES]
    left = f", the {MOST_RULES} most frequent" if len(rules) > MOST_RULES else ""
    return section(
        name,
        tag(
            "p",
            f"Of {number(rows)} rows about {number(round(right))} ({share(right / rows)}) are expected to be right.",
        ),
        tag("div", *charts, class_="charts"),
        table(headings, listed[:AT_ONCE], f"Rows of {name} by rule, kind and confidence{left}", numeric),
        tag(
            "details",
            tag("summary", many(len(rarer), "rarer rule")),
            table(headings, rarer, f"Rows of {name} by rarer rules", numeric),
        )
        if rarer
        else None,
    )


def _heated(count: int, rows: int) -> Content:
    """Return a number on a ground that is the darker the more of the rule's rows it holds."""
    if not count:
        return ""
    step = 1 + sum(count / rows >= share_ for share_ in _STEPS)
    return tag("span", number(count), class_=f"heat heat-{step}")
