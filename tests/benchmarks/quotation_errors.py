"""Where the quotations pass goes wrong on an annotated corpus: counts and examples per class of error. Never gates.

``python -m tests.benchmarks.quotation_errors ../shared/corpora/quotes/polnear.jsonl --half A --examples 8``
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from flows.extract.train.gold_quotations import read_articles


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--half", choices=["A", "B"])
    parser.add_argument("--examples", type=int, default=4)
    arguments = parser.parse_args()
    counts, examples, right = Counter(), defaultdict(list), Counter()
    for article in read_articles(arguments.corpus, arguments.half):
        for kind, sample in _errors(article):
            counts[kind] += 1
            examples[kind].append(sample)
        right.update(f"{article.found[at].kind} {article.found[at].rule}" for at in article.pairs)
    for kind, count in counts.most_common(60):
        print(f"{count:5} {kind}")
        step = max(1, len(examples[kind]) // max(1, arguments.examples))
        for sample in examples[kind][::step][: arguments.examples]:
            print(f"        {sample}")
    print("\nright contents by kind and rule")
    for rule, count in right.most_common():
        print(f"{count:5} {rule}")


def _errors(article):
    text = article.text
    for at, quote in enumerate(article.found):
        sample = _sample(text, quote.start, quote.end)
        if at in article.pairs:
            if not article.speaker_is_right(at):
                yield f"wrong speaker: {quote.rule}", f"{quote.speaker!r}: {sample}"
        elif at in article.near:
            gold = article.gold[article.near[at]]["content"]
            late = "late" if quote.end > gold[-1][1] else "early" if quote.end < gold[-1][1] else "right"
            yield f"wrong content, end {late}: {quote.rule}", f"{sample} GOLD {text[gold[0][0] : gold[-1][1]][:120]!r}"
        else:
            yield f"false alarm: {quote.kind} {quote.rule}", sample
    found = set(article.pairs.values()) | set(article.near.values())
    for to, gold in enumerate(article.gold):
        if to not in found and (gold.get("cue_class", "speech") == "speech" or gold["kind"] == "direct"):
            cue = " ".join(text[s:e] for s, e in gold["cue"]).lower()
            yield f"missed: {gold['kind']}", f"({cue}) {_sample(text, gold['content'][0][0], gold['content'][-1][1])}"


def _sample(text, start, end):
    return f"{text[max(0, start - 60) : start]}[[{text[start:end][:160]}]]{text[end : end + 30]}".replace("\n", " / ")


if __name__ == "__main__":
    main()
