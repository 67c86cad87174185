"""Where the names pass goes wrong on an annotated corpus: counts and examples per class. Measures, never gates.

``python -m tests.benchmarks.name_errors ../shared/corpora/entities/wwn.jsonl --half A --examples 8``
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from pathlib import Path

from flows.extract.analysis import analyse
from flows.extract.name_decoding import decode
from flows.extract.name_model import CLASSES
from flows.extract.names import find_names


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--half", choices=["A", "B"])
    parser.add_argument("--examples", type=int, default=5)
    arguments = parser.parse_args()
    counts, examples = Counter(), defaultdict(list)
    for line in arguments.corpus.read_text(encoding="utf-8").strip().split("\n"):
        record = json.loads(line)
        if arguments.half and _half(record["id"]) != arguments.half:
            continue
        for kind, sample in _errors(record):
            counts[kind] += 1
            examples[kind].append(sample)
    for kind, count in counts.most_common(40):
        print(f"{count:5} {kind}")
        step = max(1, len(examples[kind]) // max(1, arguments.examples))
        for sample in examples[kind][::step][: arguments.examples]:
            print(f"        {sample}")


def _half(document):
    return "AB"[int(hashlib.sha256(f"AB{document}".encode()).hexdigest(), 16) % 2]


def _errors(record):
    text = record["text"]
    analysis = analyse(text)
    mentions, _ = find_names(analysis)
    gold = {(e["start"], e["end"]): e["type"] for e in record["entities"]}
    found = {(m.start, m.end): m.type for m in mentions}
    others = {(f.start, f.end) for f in decode(analysis)[0] if CLASSES[f.label] == "other"}
    for span, kind in gold.items():
        if found.get(span) == kind or kind == "other":
            continue
        clash = [(s, k) for s, k in found.items() if s[0] < span[1] and span[0] < s[1]]
        words = "one word" if " " not in text[slice(*span)] else "several"
        if found.get(span):
            yield f"gold {kind} taken for {found[span]}", _sample(text, span)
        elif clash:
            other, what = clash[0]
            yield (
                f"gold {kind} boundary, found {what} {_relation(span, other)}",
                f"{_sample(text, span)} found [{text[slice(*other)]}]",
            )
        else:
            lost = "taken for other" if any(s[0] < span[1] and span[0] < s[1] for s in others) else "missed"
            yield f"gold {kind} {lost}, {words}", _sample(text, span)
    for span, kind in found.items():
        if not any(s[0] < span[1] and span[0] < s[1] and k != "other" for s, k in gold.items()):
            there = "gold other" if any(s[0] < span[1] and span[0] < s[1] for s in gold) else "nothing there"
            yield f"spurious {kind}, {there}", _sample(text, span)


def _relation(gold, found):
    if found[0] <= gold[0] and found[1] >= gold[1]:
        return "longer"
    return "shorter" if gold[0] <= found[0] and gold[1] >= found[1] else "crossing"


def _sample(text, span):
    start, end = span
    return repr(f"{text[max(0, start - 25) : start]}[{text[start:end]}]{text[end : end + 15]}")


if __name__ == "__main__":
    main()
