"""The model of names: a linear semi-Markov model over the segments of capitalised runs.

Every segment of a run gets a score for person, organisation, place and other name against "no name"; the best cover
of the run by segments is found by dynamic programming. Weights are small integers, so sums are exact, and the four
scores of a slot travel packed in one integer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from flows.extract import name_lists as lists
from flows.extract.contexts import Context
from flows.extract.evidence import CITED, DATELINE, DEMONYM, HAS_DEMONYM, NO_NAME, flag_names
from flows.extract.memo import MEMO_ENTRIES, Memo
from flows.extract.name_features import (
    MAX_WORDS,
    Pattern,
    bare,
    beside_features,
    own_features,
    pattern_features,
    stuck_features,
    stuck_marks,
    text_features,
    word_features,
)
from flows.extract.run import Run
from flows.extract.score_lanes import Scores, pack, split, unpack

SCALE = 64
"""Integer weight of 1.0."""
CLASSES = ("person", "org", "place", "other")

_LEANING = pack((0, -6, 0, 32))  # other names are rarer in the training text than in the news: tuned on news

# Names of several words that a list has, for each word of an organisation and for a place: tuned on news.
_KNOWN_ORGANISATION, _KNOWN_PLACE = pack((0, 96, 0, 0)), pack((0, 0, 128, 0))

_NO_NAME = pack((-256, -256, -256, 0))  # "Greenwich Mean Time"

# What evidence is worth that training cannot weigh.
_TOLD = (
    (HAS_DEMONYM, pack((-64, 0, 128, 0))),
    (DEMONYM, pack((-64, -64, -64, 0))),
    (DATELINE, pack((-64, 0, 128, 0))),
    (CITED, pack((-128, 256, -256, 0))),
    (NO_NAME, pack((-256, -256, -256, 0))),
)

_INSIDE = ("F", "L", "U", "I", "O")  # first, last, only and inner word of a segment; word that opens a sentence
_BESIDE = ("l", "ll", "r", "rr")  # next and second token to the left and to the right
_FIRST, _LAST, _ONLY, _INNER, _OPENING = range(len(_INSIDE))
_LEFT, _FAR_LEFT, _RIGHT, _FAR_RIGHT = range(len(_BESIDE))

_HOPELESS = -SCALE
"""A stretch of words that scores so far below "no name" is none, whatever the rest of the document says."""

_LONG_RUN, _LONGEST_IN_LONG_RUN = 24, 5
"""A run of more words is a headline, a table or nonsense: there a name has no more than so many."""

CALIBRATION = ((0.56, 0.48), (0.63, 0.25), (0.58, 0.54), (1.0, 0.0))


@dataclass(slots=True)
class Segment:
    """Pieces ``first..last`` of a run as one name, printed as ``form``."""

    first: int
    last: int
    form: str
    scores: Scores


class NameModel:
    """Scores segments with a table of weights: feature -> four integers."""

    def __init__(self, weights: dict[str, Scores]) -> None:
        slots = {*_INSIDE, *_BESIDE}
        self._whole = {
            feature: pack(values)
            for feature, values in weights.items()
            if ":" not in feature or feature.partition(":")[0] not in slots
        }
        self._inside, self._beside = _side_by_side(_INSIDE, weights), _side_by_side(_BESIDE, weights)
        self._words = Memo(self._score_word)
        self._bare: Memo[str, int] = Memo(lambda word: _sum(self._beside, beside_features(word)))
        self._stuck: Memo[tuple[str, str], int] = Memo(lambda marks: _sum(self._beside, stuck_features(*marks)))
        # rare words have the same sum
        self._sums_beside: Memo[int, tuple[int, ...]] = Memo(lambda wide: split(wide, len(_BESIDE)))
        self._tokens = Memo(self._score_token)
        self._alone = Memo(self._score_alone)
        self._told = Memo(self._score_told)
        self._texts: dict[str, int] = {}
        self._known_places: set[str] = set()  # those of the texts that the lists of places have
        self._patterns: Memo[Pattern, int] = Memo(lambda pattern: _sum(self._whole, pattern_features(pattern)))

    def segments(self, text: str, run: Run, context: Context, masks: Mapping[str, int]) -> list[Segment]:
        """Return every segment of a run with its scores; ``masks`` are the flags of evidence of each printed form."""
        words, tokens = run.words, self._tokens
        if len(words) == 1:
            return [self._only_segment(words[0], context, masks)]
        near, far = context.left
        behind, beyond = context.right
        around = list(map(tokens.__getitem__, (far, near, *run.beside, behind, beyond)))
        rights = [one[_RIGHT] + two[_FAR_RIGHT] for one, two in pairwise(around[3:])]
        placed = list(map(self._words.__getitem__, words))
        edge, barrier, starts, ends = run.edge, run.barrier, run.starts, run.ends
        size, texts, known_places, told = len(words), self._texts, self._known_places, self._told
        found = []
        longest = MAX_WORDS if size <= _LONG_RUN else _LONGEST_IN_LONG_RUN
        for begin in range(size):
            if not edge[begin]:
                continue
            left = around[begin + 1][_LEFT] + around[begin][_FAR_LEFT]
            if context.opens and not begin:
                left += placed[0][_OPENING]
            word = words[begin]
            total = left + rights[begin] + self._alone[word] + self._told[masks.get(word, 0)]
            found.append(Segment(begin, begin, word, unpack(total)))
            left += placed[begin][_FIRST]
            for end in range(begin + 1, min(begin + longest, size)):
                if edge[end]:
                    form = text[starts[begin] : ends[end]]
                    whole = texts.get(form)
                    if whole is None:
                        whole = self._text_score(words[begin : end + 1], form)
                    total = left + rights[end] + placed[end][_LAST] + whole + told[masks.get(form, 0)]
                    if form in known_places and _stands_alone(run, begin, end):
                        total += _KNOWN_PLACE
                    scores = unpack(total)
                    if max(scores) > _HOPELESS:
                        found.append(Segment(begin, end, form, scores))
                elif barrier[end]:
                    break
                left += placed[end][_INNER]
        return found

    def _only_segment(self, word: str, context: Context, masks: Mapping[str, int]) -> Segment:
        """Return the segment of a run of one word."""
        tokens = self._tokens
        near, far = context.left
        behind, beyond = context.right
        total = tokens[near][_LEFT] + tokens[far][_FAR_LEFT] + tokens[behind][_RIGHT] + tokens[beyond][_FAR_RIGHT]
        if context.opens:
            total += self._words[word][_OPENING]
        return Segment(0, 0, word, unpack(total + self._alone[word] + self._told[masks.get(word, 0)]))

    def _score_alone(self, word: str) -> int:
        """Return what a segment's only word tells, as a word and as a text."""
        return _LEANING + self._words[word][_ONLY] + _sum(self._whole, text_features([word], word))

    def _score_word(self, word: str) -> tuple[int, ...]:
        """Return what a word tells in each place inside a segment."""
        return split(_sum(self._inside, word_features(word)), len(_INSIDE))

    def _score_token(self, token: str) -> tuple[int, ...]:
        """Return what a token tells in each place beside a segment. A word comes with many kinds of punctuation."""
        word = bare(token)
        wide = self._bare[word]
        if len(word) != len(token):
            wide += self._stuck[stuck_marks(token, word)]
        return self._sums_beside[wide]

    def _text_score(self, words: list[str], form: str) -> int:
        if len(self._texts) >= MEMO_ENTRIES:
            self._texts.clear()
            self._known_places.clear()
        features, pattern = own_features(words, form)
        value = _LEANING + _sum(self._whole, features) + self._patterns[pattern]
        if form.lower() in lists.NOT_NAMES:
            value += _NO_NAME
        if form in lists.ORGANISATIONS and lists.ORGANISATION_HEADS.isdisjoint(form.lower().split()):
            # one with a head is often a part of a longer name: "Federal High Court"
            value += _KNOWN_ORGANISATION * len(words)
        if form in lists.PLACES:
            self._known_places.add(form)
        self._texts[form] = value
        return value

    def _score_told(self, mask: int) -> int:
        """Return what the document's evidence tells."""
        return _sum(self._whole, flag_names(mask)) + sum(value for flag, value in _TOLD if mask & flag)


def _stands_alone(run: Run, begin: int, end: int) -> bool:
    """Whether no capitalised word goes on beside a segment: "Hong Kong", not "Western Cape High Court"."""
    before, behind = begin - 1, end + 1
    opens = begin == 0 or not (run.edge[before] or run.words[before] == "of")
    return opens and (behind == len(run.words) or not run.edge[behind])


def _sum(weights: dict[str, int], features: list[str]) -> int:
    total = 0  # most features have no weight: to ask first is twice as fast as to add nothing
    for feature in features:
        if feature in weights:
            total += weights[feature]
    return total


def _side_by_side(slots: tuple[str, ...], weights: Mapping[str, Scores]) -> dict[str, int]:
    """Return the features of slots, each with its packed scores for one slot beside those for the next."""
    wide: dict[str, int] = {}
    for feature, values in weights.items():
        slot, colon, rest = feature.partition(":")
        if colon and slot in slots:
            wide[rest] = wide.get(rest, 0) + pack(values, slots.index(slot))
    return wide


def best_cover(size: int, segments: list[Segment]) -> list[tuple[Segment, int]]:
    """Return the segments, with their classes, that cover a run best; pieces outside of them are no names."""
    if len(segments) == 1:
        score = max(segments[0].scores)
        return [(segments[0], segments[0].scores.index(score))] if score > 0 else []
    best = [0] * (size + 1)  # of the pieces before each place
    back: list[Segment | None] = [None] * (size + 1)
    known = 0
    for segment in segments:  # in order of their first pieces
        while known < segment.first:
            known += 1
            if best[known - 1] >= best[known]:
                best[known], back[known] = best[known - 1], None
        total = best[known] + max(segment.scores)
        if total > best[segment.last + 1]:
            best[segment.last + 1], back[segment.last + 1] = total, segment
    for at in range(known + 1, size + 1):
        if best[at - 1] >= best[at]:
            best[at], back[at] = best[at - 1], None
    chosen = []
    at = size
    while at:
        step = back[at]
        if step is None:
            at -= 1
        else:
            chosen.append((step, step.scores.index(max(step.scores))))
            at = step.first
    return chosen[::-1]


def confidence(scores: Scores, label: int) -> float:
    """Return how probable it is that a segment is a name of a class, exactly as cut.

    The share of the class among the classes of the segment, "no name" included, brought to the precision that was
    counted at such shares on annotated text (``train/name_confidence.py``).
    """
    slope, shift = CALIBRATION[label]
    top = max(*scores, 0)
    rest = math.exp(-top / SCALE)
    for at, value in enumerate(scores):
        if at != label:
            rest += math.exp((value - top) / SCALE)
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
