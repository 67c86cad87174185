"""From a text to its names: scores, the best cover of each run, and a second look with what the document decided.

The second look is three rules: a form's score moves towards its mean over the document; a lone word that is a part of
an accepted full name is rather that person; an acronym has the type of its long form.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from flows.extract.analysis import Analysis
from flows.extract.contexts import contexts_of
from flows.extract.evidence import Evidence
from flows.extract.name_features import ORG, PERSON
from flows.extract.name_model import SCALE, Scores, Segment, best_cover, confidence, load_model
from flows.extract.runs import Run, find_runs

BIAS = int(0.3 * SCALE)
TOWARDS_MEAN = 0.4
SURNAME_BONUS, FORENAME_BONUS, ACRONYM_BONUS = int(1.5 * SCALE), int(0.5 * SCALE), int(1.5 * SCALE)


@dataclass(slots=True)
class Found:
    """A name before it is resolved: offsets, class, confidence, and its words."""

    start: int
    end: int
    label: int
    confidence: float
    words: list[str]


def decode(analysis: Analysis) -> tuple[list[Found], dict[str, str]]:
    """Return the names of a text in order, other names among them, and its acronyms with their long forms."""
    text = analysis.text
    runs = find_runs(analysis)
    contexts = contexts_of(analysis, runs)
    evidence = Evidence(analysis, runs, contexts)
    model = load_model()
    scored = [model.segments(text, run, context, evidence.mask) for run, context in zip(runs, contexts, strict=True)]
    _look_again(text, runs, scored, evidence)
    found = []
    for run, segments in zip(runs, scored, strict=True):
        for segment, label in best_cover(len(run.words), segments, BIAS):
            words = run.words[segment.first : segment.last + 1]
            share = confidence(segment.scores, label)
            found.append(Found(run.starts[segment.first], run.ends[segment.last], label, share, words))
    return found, evidence.acronyms


def _look_again(text: str, runs: list[Run], scored: list[list[Segment]], evidence: Evidence) -> None:
    """Adjust the scores of the segments by what the first decoding says of the same forms elsewhere."""
    by_form: defaultdict[str, list[Segment]] = defaultdict(list)
    bonus: dict[str, list[int]] = {}
    labels: dict[str, int] = {}
    for run, segments in zip(runs, scored, strict=True):
        for segment in segments:
            by_form[text[run.starts[segment.first] : run.ends[segment.last]]].append(segment)
        for segment, label in best_cover(len(run.words), segments, BIAS):
            labels[text[run.starts[segment.first] : run.ends[segment.last]]] = label
            if label == PERSON and segment.last > segment.first:
                _raise(bonus, run.words[segment.last], PERSON, SURNAME_BONUS)
                _raise(bonus, run.words[segment.first], PERSON, FORENAME_BONUS)
    for acronym, form in evidence.acronyms.items():
        _raise(bonus, acronym, labels.get(form, ORG), ACRONYM_BONUS)
    for form, segments in by_form.items():
        extra = bonus.get(form)
        if len(segments) > 1 or extra:
            _adjust(segments, extra or [0, 0, 0, 0])


def _raise(bonus: dict[str, list[int]], form: str, label: int, amount: int) -> None:
    values = bonus.setdefault(form, [0, 0, 0, 0])
    values[label] = max(values[label], amount)


def _adjust(segments: list[Segment], extra: list[int]) -> None:
    count = len(segments)
    means = [sum(values) / count for values in zip(*(segment.scores for segment in segments), strict=True)]
    for segment in segments:
        a, b, c, d = (
            int(own + TOWARDS_MEAN * (mean - own)) + more for own, mean, more in zip(segment.scores, means, extra, strict=True)
        )
        scores: Scores = (a, b, c, d)
        segment.scores = scores
