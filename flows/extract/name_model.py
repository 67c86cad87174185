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
from itertools import pairwise

from flows.extract.contexts import Context
from flows.extract.evidence import flag_names
from flows.extract.name_features import MAX_WORDS, context_features, text_features, word_features
from flows.extract.run import Run

SCALE = 64
"""Integer weight of 1.0."""
CLASSES = ("person", "org", "place", "other")
MEMO_ENTRIES = 200_000

_LANE = 24
_MASK = (1 << _LANE) - 1
_MIDDLE = 1 << (_LANE - 1)
_LEANINGS = (0, -6, 0, 32)  # other names are rarer in the training text than in the news: tuned on news
_ZERO = sum(value + _MIDDLE << (_LANE * at) for at, value in enumerate(_LEANINGS))

_SLOTS = ("F", "L", "U", "I", "O", "l", "ll", "r", "rr")
_BESIDE = ("l", "ll", "r", "rr")

_CALIBRATION = ((0.8, 0.41), (0.79, 0.12), (0.58, 0.77), (1.0, 0.0))

Scores = tuple[int, int, int, int]


@dataclass(slots=True)
class Segment:
    """Pieces ``first..last`` of a run as one name, printed as ``form``."""

    first: int
    last: int
    form: str
    scores: Scores


class _Slot(dict[str, int]):
    """The packed score of every word seen in one slot; computed when first asked for."""

    def __init__(self, weights: dict[str, int], features: Callable[[str], list[str]]) -> None:
        super().__init__()
        self._weight = weights.get
        self._features = features

    def __missing__(self, word: str) -> int:
        if len(self) >= MEMO_ENTRIES:
            self.clear()
        weight = self._weight
        value = self[word] = sum([weight(feature, 0) for feature in self._features(word)])
        return value


class NameModel:
    """Scores segments with a table of weights: feature -> four integers."""

    def __init__(self, weights: dict[str, Scores]) -> None:
        tables: dict[str, dict[str, int]] = {}
        for feature, values in weights.items():
            slot, colon, rest = feature.partition(":")
            if not colon or slot not in _SLOTS:
                slot, rest = "", feature
            tables.setdefault(slot, {})[rest] = pack(values)
        kinds = {slot: context_features if slot in _BESIDE else word_features for slot in _SLOTS}
        self._slots = {slot: _Slot(tables.get(slot, {}), kinds[slot]) for slot in _SLOTS}
        self._whole = tables.get("", {})
        self._texts: dict[str, int] = {}
        self._masks: dict[int, int] = {}

    def segments(self, text: str, run: Run, context: Context, mask_of: Callable[[str], int]) -> list[Segment]:
        """Return every segment of a run with its scores."""
        words, edge, barrier, starts, ends = run.words, run.edge, run.barrier, run.starts, run.ends
        size = len(words)
        lefts, rights = self._beside(run, context)
        first, last, only, inner = self._slots["F"], self._slots["L"], self._slots["U"], self._slots["I"]
        known, texts, masks = [], self._texts, self._masks
        inside = [0]
        if size > 2:
            for word in words:
                inside.append(inside[-1] + inner[word])
        for begin in range(size):
            if not edge[begin]:
                continue
            for end in range(begin, min(begin + MAX_WORDS, size)):
                if not edge[end]:
                    if barrier[end]:
                        break
                    continue
                form = text[starts[begin] : ends[end]]
                whole = texts.get(form)
                if whole is None:
                    whole = self._text_score(words[begin : end + 1], form)
                mask = mask_of(form)
                told = masks.get(mask)
                if told is None:
                    told = masks[mask] = self._sum(flag_names(mask))
                total = lefts[begin] + rights[end] + whole + told
                if begin == end:
                    total += only[words[begin]]
                else:
                    total += first[words[begin]] + last[words[end]]
                    if end > begin + 1:
                        total += inside[end] - inside[begin + 1]
                known.append(Segment(begin, end, form, unpack(total)))
        return known

    def _beside(self, run: Run, context: Context) -> tuple[list[int], list[int]]:
        """Return what the two tokens before and behind each piece say of a segment that begins or ends with it."""
        if len(run.words) == 1:
            left = _ZERO + self._slots["l"][context.left[0]] + self._slots["ll"][context.left[1]]
            if context.opens:
                left += self._slots["O"][run.words[0]]
            return [left], [self._slots["r"][context.right[0]] + self._slots["rr"][context.right[1]]]
        near, far = self._slots["l"], self._slots["ll"]
        around = [context.left[1], context.left[0], *run.beside]
        lefts = [_ZERO + near[one] + far[two] for two, one in pairwise(around[:-1])]
        if context.opens:
            lefts[0] += self._slots["O"][run.words[0]]
        near, far = self._slots["r"], self._slots["rr"]
        around = [*run.beside[1:], *context.right]
        rights = [near[one] + far[two] for one, two in pairwise(around)]
        return lefts, rights

    def _text_score(self, words: list[str], form: str) -> int:
        if len(self._texts) >= MEMO_ENTRIES:
            self._texts.clear()
        value = self._texts[form] = self._sum(text_features(words, form))
        return value

    def _sum(self, features: Iterable[str]) -> int:
        weight = self._whole.get
        return sum([weight(feature, 0) for feature in features])


def unpack(total: int) -> Scores:
    """Return the four scores of a packed sum that began with the middle of each lane."""
    return (
        (total & _MASK) - _MIDDLE,
        (total >> _LANE & _MASK) - _MIDDLE,
        (total >> 2 * _LANE & _MASK) - _MIDDLE,
        (total >> 3 * _LANE & _MASK) - _MIDDLE,
    )


def pack(values: Iterable[int]) -> int:
    """Put four scores into the lanes of one integer."""
    return sum(value << (_LANE * at) for at, value in enumerate(values))


def best_cover(size: int, segments: list[Segment], bias: int) -> list[tuple[Segment, int]]:
    """Return the segments, with their classes, that cover a run best; pieces outside of them are no names."""
    if len(segments) == 1:
        score = max(segments[0].scores)
        return [(segments[0], segments[0].scores.index(score))] if score + bias > 0 else []
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
    """Return how probable it is that a segment is a name of a class, exactly as cut.

    The share of the class among the classes of the segment, "no name" included, brought to the precision that was
    counted at such shares on news that no weight was trained on.
    """
    slope, shift = _CALIBRATION[label]
    top = max(*scores, 0)
    rest = math.exp(-top / SCALE) + sum(
        math.exp((value - top) / SCALE) for at, value in enumerate(scores) if at != label
    )
    odds = (scores[label] - top) / SCALE - math.log(rest)
    return 1.0 / (1.0 + math.exp(-slope * max(-6.0, min(6.0, odds)) - shift))


@cache
def load_model() -> NameModel:
    """Return the packaged model."""
    lines = (files("flows.extract") / "models" / "names.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")
    weights: dict[str, Scores] = {}
    for line in lines:
        if not line.startswith("#"):
            feature, *values = line.split("\t")
            a, b, c, d = map(int, values)
            weights[feature] = (a, b, c, d)
    return NameModel(weights)
