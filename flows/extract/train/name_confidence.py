"""Fit how confident the model of names is: print ``CALIBRATION`` of ``name_model.py``, a slope and a shift a class.

    python -m flows.extract.train.name_confidence CORPORA

CORPORA is a folder with ``wwn.jsonl``, ``men.jsonl`` and ``gum.jsonl``. The log odds of each name are drawn by logistic
regression towards whether the annotation has it; every corpus weighs as much as the others. Only eight numbers leave
the corpora, no words.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from flows.extract.analysis import analyse
from flows.extract.name_model import CALIBRATION, CLASSES
from flows.extract.names import find_names

_CORPORA = ("wwn", "men", "gum")
_STEPS = 50


def read_names(path: Path) -> Iterator[tuple[str, float, bool]]:
    """Yield the type of each name found in a corpus, its log odds, and whether the annotation has it."""
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        record = json.loads(line)
        gold = {(entity["start"], entity["end"], entity["type"]) for entity in record["entities"]}
        for name in find_names(analyse(record["text"]))[0]:
            slope, shift = CALIBRATION[CLASSES.index(name.type)]
            share = math.log(name.confidence / (1 - name.confidence))
            yield name.type, (share - shift) / slope, (name.start, name.end, name.type) in gold


def fit(odds: list[float], right: list[bool], weights: list[float]) -> tuple[float, float]:
    """Return the slope and shift of a weighted logistic regression, by Newton's method."""
    features, wanted, weight = np.stack([odds, np.ones(len(odds))], axis=1), np.array(right, float), np.array(weights)
    found = np.array([1.0, 0.0])
    for _ in range(_STEPS):
        share = 1 / (1 + np.exp(-features @ found))
        slope = features.T @ (weight * (wanted - share))
        curve = (features * (weight * share * (1 - share))[:, None]).T @ features
        found = found + np.linalg.solve(curve, slope)
    return round(float(found[0]), 2), round(float(found[1]), 2)


def main() -> None:
    """Fit each class on all corpora and print the pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    folder = parser.parse_args().corpora
    rows = {corpus: list(read_names(folder / f"{corpus}.jsonl")) for corpus in _CORPORA}
    pairs = []
    for label in CLASSES[:3]:
        odds, right, weights = [], [], []
        for names in rows.values():
            chosen = [(share, good) for kind, share, good in names if kind == label]
            odds += [share for share, _ in chosen]
            right += [good for _, good in chosen]
            weights += [1 / len(names)] * len(chosen)
        pairs.append(fit(odds, right, weights))
    sys.stdout.write(f"{(*pairs, (1.0, 0.0))}\n")


if __name__ == "__main__":
    main()
