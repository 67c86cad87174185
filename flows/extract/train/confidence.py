"""Make ``lexicons/cue_confidence.tsv``: how often the quotations of a rule are right on annotated text.

    python -m flows.extract.train.confidence CORPORA

CORPORA is a folder with ``quotes/polnear.jsonl``. The list holds one share for every rule and kind and no words of the
corpus. How far the shares of one half carry over to the other is printed.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from flows.extract.train.gold_quotations import Article, read_articles

_HEAD = (
    "# Share of quotations whose content, and speaker if one is named, are right, by rule and kind, on annotated news\n"
    "# (the development half of PolNeAR). Made by extract/train/confidence.py. Fields: rule, kind (* = any), share.\n"
)
_FEWEST = 15
Counts = dict[tuple[str, str], list[int]]


def count_right(articles: list[Article]) -> Counts:
    """Return, by rule and kind, how many quotations there are and how many are right."""
    counts: Counts = defaultdict(lambda: [0, 0])
    for article in articles:
        for at, quote in enumerate(article.found):
            right = at in article.pairs and article.speaker_is_right(at)
            for key in ((quote.rule, quote.kind), (quote.rule, "*"), ("*", "*")):
                counts[key][0] += 1
                counts[key][1] += right
    return counts


def shares(counts: Counts) -> dict[tuple[str, str], float]:
    """Return the shares of all keys that are frequent enough, smoothed by one right and one wrong quotation."""
    return {key: (right + 1) / (n + 2) for key, (n, right) in counts.items() if n >= _FEWEST or key[1] == "*"}


def main(corpora: Path) -> None:
    """Count both halves, print how one predicts the other, and write the shares of both."""
    halves = {half: list(read_articles(corpora / "quotes" / "polnear.jsonl", half)) for half in "AB"}
    predicted, seen = shares(count_right(halves["A"])), count_right(halves["B"])
    total = sum(n for (_, kind), (n, _) in seen.items() if kind != "*")
    error = 0.0
    for (rule, kind), (n, right) in sorted(seen.items()):
        if kind != "*":
            share = predicted.get((rule, kind), predicted.get((rule, "*"), predicted["*", "*"]))
            error += abs(share * n - right)
    sys.stderr.write(f"half A predicts half B with a mean error of {error / total:.3f} over {total} quotations\n")
    both = shares(count_right(halves["A"] + halves["B"]))
    lines = [f"{rule}\t{kind}\t{share:.2f}\n" for (rule, kind), share in sorted(both.items())]
    target = Path(__file__).parents[1] / "lexicons" / "cue_confidence.tsv"
    target.write_text(_HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
