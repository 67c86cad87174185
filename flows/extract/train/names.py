"""Train the model of names and write ``models/names.tsv``.

``python -m flows.extract.train.names CORPORA`` where CORPORA holds ``gum.jsonl``, ``crossner_politics.jsonl``,
``wikigold.jsonl`` and ``uner_ewt.jsonl``. Needs numpy. Same files, same weights, bit for bit.

Only documents whose licence lets weights be shipped take part. A semi-Markov conditional random field: per run, the
expected features under the model are drawn towards those of the annotated cover. Small steps and the average over
the second half of the passes are the regularisation; nothing else mattered as much.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from flows.extract.analysis import analyse
from flows.extract.contexts import contexts_of
from flows.extract.evidence import Evidence, flag_names
from flows.extract.name_features import MAX_WORDS, context_features, text_features, word_features
from flows.extract.name_model import CLASSES, SCALE
from flows.extract.person_titles import name_start
from flows.extract.runs import find_runs

MODEL = Path(__file__).resolve().parents[1] / "models" / "names.tsv"
CORPORA = {
    "gum": "GUM, annotation CC BY 4.0, texts CC BY, CC BY-SA and public domain (no NonCommercial text)",
    "crossner_politics": "CrossNER politics, annotation MIT, Wikipedia text CC BY-SA",
    "wikigold": "WikiGold, annotation CC BY 4.0, Wikipedia text CC BY-SA",
    "uner_ewt": "Universal NER English EWT, CC BY-SA 4.0",
}
OWN = Path(__file__).with_name("own_names.txt")
OWN_WEIGHT = 1  # passes over our own items in each pass over the corpora
_MARK = re.compile(r"\[([^\]|]+)\|([polx])\]")
_TYPES = {"p": "person", "o": "org", "l": "place", "x": "other"}
PASSES, STEP, LEAST_COUNT, LEAST_WEIGHT = 16, 0.02, 2, 0.1


@dataclass(slots=True)
class Example:
    """The segments of one run: places in it, feature numbers, and the annotated class of each (-1: none)."""

    size: int
    firsts: list[int]
    lasts: list[int]
    features: list[list[str]]
    gold: list[int]
    ids: Any = None
    offsets: Any = None


def main() -> None:
    """Train on a folder of corpora."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--half", help="only documents of this half (A or B) by hash: to measure on the other")
    parser.add_argument("--out", type=Path, default=MODEL)
    arguments = parser.parse_args()
    files = [arguments.corpora / f"{name}.jsonl" for name in CORPORA]
    examples = [example for path in files for example in read_examples(path, arguments.half)]
    examples += [example for _ in range(OWN_WEIGHT) for example in own_examples()]
    weights, names = train(examples)
    write(arguments.out, weights, names, files)


def own_examples() -> Iterator[Example]:
    """Yield the runs of the items written for this project."""
    lines = [line for line in OWN.read_text(encoding="utf-8").split("\n") if not line.startswith("#")]
    for item in "\n".join(lines).split("\n---\n"):
        yield from examples_of(*marked(item))


def marked(item: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text of an item with inline marks, and its names."""
    text, entities, at = "", [], 0
    for mark in _MARK.finditer(item):
        text += item[at : mark.start()]
        entities.append({"start": len(text), "end": len(text) + len(mark.group(1)), "type": _TYPES[mark.group(2)]})
        text += mark.group(1)
        at = mark.end()
    return text + item[at:], entities


def half_of(document: str) -> str:
    """Return the half, A or B, of a document."""
    return "AB"[int(hashlib.sha256(f"AB{document}".encode()).hexdigest(), 16) % 2]


def read_examples(path: Path, half: str | None) -> Iterator[Example]:
    """Yield the runs of a corpus whose annotation its segments can express."""
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        record = json.loads(line)
        if record["ship_weights"] and (half is None or half_of(record["id"]) == half):
            yield from examples_of(record["text"], record["entities"])


def examples_of(text: str, entities: Iterable[dict[str, Any]]) -> Iterator[Example]:
    """Yield the runs of a text with its annotation."""
    analysis = analyse(text)
    runs = find_runs(analysis)
    contexts = contexts_of(analysis, runs)
    evidence = Evidence(analysis, runs, contexts)
    spans = {}
    for entity in entities:
        start, end = entity["start"], entity["end"]
        if entity["type"] == "person":
            start = name_start(text, start, end)
        spans[start, end] = CLASSES.index(entity["type"])
    for run, context in zip(runs, contexts, strict=True):
        words, size = run.words, len(run.words)
        wanted = {span for span in spans if span[0] < run.ends[-1] and span[1] > run.starts[0]}
        example = Example(size, [], [], [], [])
        lefts = [*reversed(context.left)]
        around = [*lefts, *run.beside, *context.right]
        for first in range(size):
            for last in range(first, min(first + MAX_WORDS, size)):
                if run.barrier[last]:
                    break
                if not (run.edge[first] and run.edge[last]):
                    continue
                form = text[run.starts[first] : run.ends[last]]
                span = (run.starts[first], run.ends[last])
                example.firsts.append(first)
                example.lasts.append(last)
                example.gold.append(spans.get(span, -1))
                wanted.discard(span)
                example.features.append(
                    segment_features(
                        words[first : last + 1],
                        around,
                        first + 2,
                        last + 2,
                        form,
                        context.opens and first == 0,
                        evidence.masks.get(form, 0),
                    )
                )
        if not wanted:
            yield example


def segment_features(
    words: list[str], around: list[str], first: int, last: int, form: str, opens: bool, mask: int
) -> list[str]:
    """Name every feature of a segment, slot by slot, as the model adds them up."""
    found = [*text_features(words, form), *flag_names(mask)]
    slots: list[tuple[str, str]] = [("U", words[0])] if first == last else [("F", words[0]), ("L", words[-1])]
    slots += [("I", word) for word in words[1:-1]]
    slots += [("O", words[0])] if opens else []
    found += [f"{slot}:{feature}" for slot, word in slots for feature in word_features(word)]
    beside = (("l", around[first - 1]), ("ll", around[first - 2]), ("r", around[last + 1]), ("rr", around[last + 2]))
    found += [f"{slot}:{feature}" for slot, token in beside for feature in context_features(token)]
    return found


def train(examples: list[Example]) -> tuple[Any, list[str]]:
    """Return the weights, one row a feature, and the features' names."""
    counts = Counter(feature for example in examples for features in example.features for feature in features)
    names = [feature for feature, count in counts.items() if count >= LEAST_COUNT]
    number = {feature: at for at, feature in enumerate(names)}
    for example in examples:
        known = [[number[feature] for feature in features if feature in number] for features in example.features]
        example.ids = np.array([at for features in known for at in features], dtype=np.int64)
        example.offsets = np.cumsum([0] + [len(features) for features in known])
        example.features = []
    weights = np.zeros((len(names), len(CLASSES)))
    squares = np.full((len(names), len(CLASSES)), 1e-6)
    total = np.zeros_like(weights)
    order = list(range(len(examples)))
    shuffler = random.Random(7)  # noqa: S311 - the order of examples, nothing secret
    for turn in range(PASSES):
        shuffler.shuffle(order)
        for at in order:
            _update(weights, squares, examples[at])
        if turn >= PASSES // 2:
            total += weights
    return total / (PASSES - PASSES // 2), names


def _update(weights: Any, squares: Any, example: Example) -> None:
    ids, offsets = example.ids, example.offsets
    scores = np.add.reduceat(weights[ids], offsets[:-1], axis=0)
    gradient = _expected(example, scores.tolist())
    for at, label in enumerate(example.gold):
        if label >= 0:
            gradient[at][label] -= 1.0
    spread = np.repeat(np.array(gradient), np.diff(offsets), axis=0)
    unique, inverse = np.unique(ids, return_inverse=True)
    slope = np.zeros((len(unique), len(CLASSES)))
    np.add.at(slope, inverse, spread)
    squares[unique] += slope * slope
    weights[unique] -= STEP * slope / np.sqrt(squares[unique])


def _expected(example: Example, scores: list[list[float]]) -> list[list[float]]:
    """Return the probability of each segment and class under the model, by forward and backward sums."""
    size = example.size
    powers = [[math.exp(min(value, 40.0)) for value in row] for row in scores]
    totals = [sum(row) for row in powers]
    ending: list[list[int]] = [[] for _ in range(size)]
    starting: list[list[int]] = [[] for _ in range(size)]
    for at, (first, last) in enumerate(zip(example.firsts, example.lasts, strict=True)):
        ending[last].append(at)
        starting[first].append(at)
    forward = [1.0] + [0.0] * size
    for end in range(size):
        forward[end + 1] = forward[end] + sum(forward[example.firsts[at]] * totals[at] for at in ending[end])
    backward = [0.0] * size + [1.0]
    for begin in reversed(range(size)):
        backward[begin] = backward[begin + 1] + sum(
            backward[example.lasts[at] + 1] * totals[at] for at in starting[begin]
        )
    whole = forward[size]
    return [
        [forward[first] * power * backward[last + 1] / whole for power in row]
        for first, last, row in zip(example.firsts, example.lasts, powers, strict=True)
    ]


def write(path: Path, weights: Any, names: list[str], files: list[Path]) -> None:
    """Write the weights as small integers, with the data they come from."""
    head = ["# Weights of the model of names, made by extract/train/names.py: feature, then person, org, place, other."]
    head += [
        "# Trained on annotated text, partly share-alike, named here as its licences ask; CC BY-SA 4.0 for the whole:"
    ]
    sources = {file: CORPORA[file.stem] for file in files} | {OWN: "Items written for this project"}
    for file, what in sources.items():
        head.append(f"# {what}; {file.name} sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}")
    rows = []
    for name, row in sorted(zip(names, weights.tolist(), strict=True)):
        if max(abs(value) for value in row) >= LEAST_WEIGHT and name.isprintable():
            rows.append("\t".join([name, *(str(round(value * SCALE)) for value in row)]))
    path.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
