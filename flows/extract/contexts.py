"""The tokens beside a capitalised run."""

from __future__ import annotations

from dataclasses import dataclass

from flows.extract.analysis import Analysis
from flows.extract.run import Run

_REACH = 36
_OPENING = "“\"‘'(["


@dataclass(slots=True)
class Context:
    """The tokens beside a run, nearest first, with their punctuation, and whether the run begins a sentence."""

    left: tuple[str, str]
    right: tuple[str, str]
    opens: bool


def contexts_of(analysis: Analysis, runs: list[Run]) -> list[Context]:
    """Return the context of each run; no token comes from another line."""
    text, begin = analysis.text, analysis.body_start
    starts = {start for start, _ in analysis.sentences}
    found = []
    for run in runs:
        start, end = run.starts[0], run.ends[-1]
        left = text[max(begin, start - _REACH) : start].rpartition("\n")[2].rsplit(None, 2)
        if left and left[-1].endswith("-"):
            left = [left[-1], "-"]  # the second name of "Russian-US"
        right = text[end : end + _REACH].partition("\n")[0].split(None, 2)
        first = start
        while first > begin and text[first - 1] in _OPENING:
            first -= 1
        found.append(
            Context(
                (left[-1] if left else "", left[-2] if len(left) > 1 else ""),
                (right[0] if right else "", right[1] if len(right) > 1 else ""),
                first in starts or start in starts,
            )
        )
    return found
