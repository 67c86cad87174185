"""The model of names: a linear semi-Markov model over the segments of capitalised runs.

Every segment of a run gets a score for person, organisation, place and other name against "no name"; the best cover
of the run by segments is found by dynamic programming. Weights are small integers, so sums are exact, and the four
scores of a slot travel packed in one integer, each in a lane of its own: adding slots adds all four at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from flows.extract.contexts import Context
from flows.extract.evidence import flag_names
from flows.extract.name_features import MAX_WORDS, context_features, text_features, word_features
from flows.extract.runs import Run

SCALE = 64
"""Integer weight of 1.0."""
CLASSES = ("person", "org", "place", "other")
MEMO_ENTRIES = 200_000

_LANE = 24
_MASK = (1 << _LANE) - 1
_MIDDLE = 1 << (_LANE - 1)
_ZERO = sum(_MIDDLE << (_LANE * at) for at in range(len(CLASSES)))

Scores = tuple[int, int, int, int]


@dataclass(slots=True)
class Segment:
    """Pieces ``first..last`` of a run as one name."""

    first: int
    last: int
    scores: Scores


class NameModel:
    """Scores segments with a table of weights: feature -> four integers."""

    def __init__(self, weights: dict[str, Scores]) -> None:
        self._weights = {feature: pack(values) for feature, values in weights.items()}
        self._memo: dict[str, dict[str, int]] = {}
        self._texts: dict[str, int] = {}
        self._masks: dict[int, int] = {}

    def segments(self, text: str, run: Run, context: Context, mask_of: Callable[[str], int]) -> list[Segment]:
        """Return every segment of a run with its scores."""
        words, edge, starts, ends = run.words, run.edge, run.starts, run.ends
        beside = run.beside
        size = len(words)
        slot = self._slot
        first, last, only, inner = slot("F"), slot("L"), slot("U"), slot("I")
        before, before2, after, after2, opening = slot("l"), slot("ll"), slot("r"), slot("rr"), slot("O")
        left1, left2 = context.left
        right1, right2 = context.right
        inside = [0]
        for word in words:
            inside.append(inside[-1] + inner(word))
        lefts = [_ZERO + before(beside[at - 1] if at else left1) + before2(beside[at - 2] if at > 1 else left1 if at else left2)
                 for at in range(size)]  # fmt: skip
        if context.opens:
            lefts[0] += opening(words[0])
        rights = [after(beside[at + 1] if at + 1 < size else right1) + after2(beside[at + 2] if at + 2 < size else right1 if at + 1 < size else right2)
                  for at in range(size)]  # fmt: skip
        found = []
        texts, masks = self._texts, self._masks
        for begin in range(size):
            if not edge[begin]:
                continue
            head = lefts[begin] + first(words[begin])
            for end in range(begin, min(begin + MAX_WORDS, size)):
                if not edge[end]:
                    continue
                form = text[starts[begin] : ends[end]]
                whole = texts.get(form)
                if whole is None:
                    whole = self._whole(words[begin : end + 1], form)
                mask = mask_of(form)
                known = masks.get(mask)
                if known is None:
                    known = self._evidence(mask)
                if begin == end:
                    total = lefts[begin] + only(words[begin]) + whole + known + rights[end]
                else:
                    total = head + last(words[end]) + inside[end] - inside[begin + 1] + whole + known + rights[end]
                found.append(
                    Segment(
                        begin,
                        end,
                        (
                            (total & _MASK) - _MIDDLE,
                            (total >> 24 & _MASK) - _MIDDLE,
                            (total >> 48 & _MASK) - _MIDDLE,
                            (total >> 72 & _MASK) - _MIDDLE,
                        ),
                    )
                )
        return found

    def _slot(self, name: str) -> Callable[[str], int]:
        memo = self._memo.setdefault(name, {})
        kept = memo.get
        features = context_features if name in ("l", "ll", "r", "rr") else word_features

        def total(word: str) -> int:
            value = kept(word)
            if value is None:
                if len(memo) >= MEMO_ENTRIES:
                    memo.clear()
                value = memo[word] = self._sum(f"{name}:{feature}" for feature in features(word))
            return value

        return total

    def _whole(self, words: list[str], form: str) -> int:
        if len(self._texts) >= MEMO_ENTRIES:
            self._texts.clear()
        value = self._texts[form] = self._sum(text_features(words, form))
        return value

    def _evidence(self, mask: int) -> int:
        value = self._masks[mask] = self._sum(flag_names(mask))
        return value

    def _sum(self, features: Iterable[str]) -> int:
        weights = self._weights
        return sum(weights.get(feature, 0) for feature in features)


def pack(values: Iterable[int]) -> int:
    """Put four scores into the lanes of one integer."""
    return sum(value << (_LANE * at) for at, value in enumerate(values))


def best_cover(size: int, segments: Iterable[Segment], bias: int) -> list[tuple[Segment, int]]:
    """Return the segments, with their classes, that cover a run best; pieces outside of them are no names."""
    best = [0] * (size + 1)
    back: list[tuple[Segment, int] | None] = [None] * (size + 1)
    by_end: list[list[Segment]] = [[] for _ in range(size)]
    for segment in segments:
        by_end[segment.last].append(segment)
    for end in range(size):
        best[end + 1] = best[end]
        for segment in by_end[end]:
            score = max(segment.scores)
            total = best[segment.first] + score + bias
            if total > best[end + 1]:
                best[end + 1] = total
                back[end + 1] = (segment, segment.scores.index(score))
    chosen = []
    at = size
    while at:
        step = back[at]
        if step is None:
            at -= 1
        else:
            chosen.append(step)
            at = step[0].first
    return chosen[::-1]


def confidence(scores: Scores, label: int) -> float:
    """Return the share of a class among the classes of a segment, "no name" included."""
    weights = [math.exp(min(score, 30 * SCALE) / SCALE) for score in scores]
    return weights[label] / (1.0 + sum(weights))


@cache
def load_model() -> NameModel:
    """Return the packaged model."""
    lines = (files("flows.extract") / "models" / "names.tsv").read_text(encoding="utf-8").splitlines()
    weights: dict[str, Scores] = {}
    for line in lines:
        if not line.startswith("#"):
            feature, *values = line.split("\t")
            a, b, c, d = map(int, values)
            weights[feature] = (a, b, c, d)
    return NameModel(weights)
