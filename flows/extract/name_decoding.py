"""From a text to its names: scores, the best cover of each run, and a second look with what the document decided.

The second look is three rules: a form's score moves towards its mean over the document; a lone word that is a part of
an accepted full name is rather that person; an acronym has the type of its long form.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from flows.extract import name_lists as lists
from flows.extract.analysis import Analysis
from flows.extract.contexts import contexts_of
from flows.extract.evidence import Evidence
from flows.extract.name_features import ORG, OTHER, PERSON, PLACE
from flows.extract.name_model import SCALE, Segment, best_cover, confidence, load_model
from flows.extract.name_posts import without_post
from flows.extract.run import Run
from flows.extract.runs import find_runs
from flows.extract.score_lanes import Scores

TOWARDS_MEAN = 0.4
_KEPT = 1 - TOWARDS_MEAN
SURNAME_BONUS, FORENAME_BONUS, ACRONYM_BONUS = SCALE, int(0.3 * SCALE), int(1.5 * SCALE)
SHORT_FORM_BONUS = 4 * SCALE
PART_BONUS = SCALE
_SHORTEST = 4  # letters by which an organisation goes for short


_NOTHING = [0, 0, 0, 0]

Cover = list[tuple[Segment, int]]


@dataclass(slots=True)
class Found:
    """A name before it is resolved: offsets, class, confidence, and its words."""

    start: int
    end: int
    label: int
    confidence: float


def decode(analysis: Analysis) -> tuple[list[Found], dict[str, str]]:
    """Return the names of a text in order, other names among them, and its acronyms with their long forms."""
    text = analysis.text
    runs = find_runs(analysis)
    contexts = contexts_of(analysis, runs)
    evidence = Evidence(analysis, runs, contexts)
    model = load_model()
    scored = [model.segments(text, run, context, evidence.masks) for run, context in zip(runs, contexts, strict=True)]
    covers = [best_cover(len(run.words), segments) for run, segments in zip(runs, scored, strict=True)]
    for at in _look_again(runs, scored, covers, evidence):
        covers[at] = best_cover(len(runs[at].words), scored[at])
    named = [_found(run, segment, label) for run, cover in zip(runs, covers, strict=True) for segment, label in cover]
    return [found for found in named if found is not None], evidence.acronyms


def _found(run: Run, segment: Segment, label: int) -> Found | None:
    last = segment.last
    share = confidence(segment.scores, label)
    if label == OTHER and last > segment.first and run.words[last] == "Summit":
        # of "NATO Summit" and "Bucharest Summit" the event is no row, who or where it is named after is
        host = segment.form.removesuffix(" Summit")
        label = ORG if host in lists.ORGANISATIONS else PLACE if host in lists.PLACES else OTHER
        last -= label != OTHER
    elif label == ORG and last > segment.first and (kept := without_post(run.words, segment.first, last)) is not None:
        if kept < segment.first:
            return None
        last = kept
        label = PLACE if " ".join(run.words[segment.first : last + 1]) in lists.PLACES else ORG
    return Found(run.starts[segment.first], run.ends[last], label, share)


def _look_again(runs: list[Run], scored: list[list[Segment]], covers: list[Cover], evidence: Evidence) -> list[int]:
    """Adjust scores by what the first covers say of the same forms elsewhere; return the runs to cover anew."""
    by_form: defaultdict[str, list[tuple[int, Segment]]] = defaultdict(list)
    bonus: dict[str, list[int]] = {}
    labels: dict[str, int] = {}
    for at, (run, segments, cover) in enumerate(zip(runs, scored, covers, strict=True)):
        for segment in segments:
            by_form[segment.form].append((at, segment))
        for segment, label in cover:
            labels[segment.form] = label
            if label == PERSON and segment.last > segment.first:
                _raise(bonus, segment.form, PERSON, SURNAME_BONUS)
                _raise(bonus, run.words[segment.last], PERSON, SURNAME_BONUS)
                _raise(bonus, run.words[segment.first], PERSON, FORENAME_BONUS)
            elif label == ORG and segment.last > segment.first and (short := short_form(run.words, segment)):
                _raise(bonus, short, ORG, PART_BONUS)
    for acronym, form in evidence.acronyms.items():
        _raise(bonus, acronym, labels.get(form, ORG), ACRONYM_BONUS)
    for short, form in lists.SHORT_FORMS.items():
        if short in by_form and form in by_form:
            _raise(bonus, short, ORG, SHORT_FORM_BONUS)
    changed: set[int] = set()
    for form, places in by_form.items():
        extra = bonus.get(form)
        if len(places) > 1 or extra:
            _adjust([segment for _, segment in places], extra or _NOTHING)
            changed.update(at for at, _ in places)
    return sorted(changed)


def short_form(words: list[str], segment: Segment) -> str | None:
    """Return how an organisation may be called for short: "Mavro" for "Mavro Corporation (Asia) Ltd"."""
    last = segment.last
    if "(" in words[segment.first : last]:
        last = words.index("(", segment.first) - 1
    while last > segment.first and words[last].lower() in lists.ORGANISATION_HEADS:
        last -= 1
    short = " ".join(words[segment.first : last + 1])
    if last == segment.last or len(short) < _SHORTEST or short in lists.PLACES or short in lists.DEMONYMS:
        return None
    return None if short.lower() in lists.WORD_CLASSES or short.lower() in lists.ROLE_HEADS else short


def _raise(bonus: dict[str, list[int]], form: str, label: int, amount: int) -> None:
    values = bonus.setdefault(form, [0, 0, 0, 0])
    values[label] = max(values[label], amount)


def _adjust(segments: list[Segment], extra: list[int]) -> None:
    if len(segments) == 1:
        (segment,) = segments
        segment.scores = _plus(segment.scores, extra)
        return
    count = len(segments)
    columns = zip(*[segment.scores for segment in segments], strict=True)
    e, f, g, h = [TOWARDS_MEAN * (sum(column) / count) + more for column, more in zip(columns, extra, strict=True)]
    for segment in segments:
        a, b, c, d = segment.scores
        segment.scores = (int(_KEPT * a + e), int(_KEPT * b + f), int(_KEPT * c + g), int(_KEPT * d + h))


def _plus(scores: Scores, extra: list[int]) -> Scores:
    a, b, c, d = [own + more for own, more in zip(scores, extra, strict=True)]
    return (a, b, c, d)
