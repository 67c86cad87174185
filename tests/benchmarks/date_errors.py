"""Where the reading of dates goes wrong on an annotated corpus: counts and examples per class. Measures, never gates.

``python -m tests.benchmarks.date_errors ../shared/corpora/entities/meantime.jsonl --examples 5``
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from flows.extract.analysis import analyse
from flows.extract.dates import find_dates
from flows.model import Published


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--examples", type=int, default=5)
    arguments = parser.parse_args()
    counts, examples = Counter(), defaultdict(list)
    characters = seconds = 0
    find_dates(analyse("On Monday, March 3, 2008."), None)  # compiles the patterns
    for line in arguments.corpus.read_text(encoding="utf-8").strip().split("\n"):
        record = json.loads(line)
        analysis = analyse(record["text"])
        _ = analysis.tokens, analysis.sentences  # shared with the other extractors
        began = time.process_time()
        found = find_dates(analysis, _published(record))
        seconds += time.process_time() - began
        characters += len(record["text"])
        for kind, sample in _errors(record, found):
            counts[kind] += 1
            examples[kind].append(sample)
    print(f"{seconds / characters * 5e6:.2f} ms per 5,000 characters")
    for kind, count in counts.most_common():
        print(f"{count:5} {kind}")
        for sample in examples[kind][: arguments.examples] if kind != "right" else ():
            print(f"        {sample}")


def _published(record):
    day = date.fromisoformat(record["dct"][:10]) if record.get("dct") else None
    return Published(day, day, day, "given") if day else Published()


def _errors(record, found):
    """Yield (class, sample) for every expression of the gold and every one that only was found."""
    text, taken = record["text"], set()
    for gold in record["timex"]:
        match = next((f for f in found if f.start < gold["end"] and gold["start"] < f.end and f not in taken), None)
        if match is None:
            yield f"missed {gold['type']}", _sample(text, gold["start"], gold["end"], gold["value"])
            continue
        taken.add(match)
        is_right = match.value == gold["value"]
        kind = "right" if is_right else f"wrong value, rule {match.rule}, basis {match.basis}"
        yield kind, _sample(text, match.start, match.end, f"{match.value} for {gold['value']}")
    for extra in (f for f in found if f not in taken):
        yield f"extra, rule {extra.rule}", _sample(text, extra.start, extra.end, extra.value)


def _sample(text, start, end, value):
    around = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 25]}"
    return f"{value}: {' '.join(around.split())}"


if __name__ == "__main__":
    main()
