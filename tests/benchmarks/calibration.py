"""How many rows of a confidence are right: ``python -m tests.benchmarks.calibration``, with ``--write`` for the report.

Every found quotation, name, date and citation is held against the annotated text, sorted by its confidence into tenths,
and counted. A quotation is right when content and named speaker are, a name when span and type are, a date when it
overlaps an annotated one of the same value, a citation when its text, outlet and dates are those of the samples' truth.
A quotation of what the gold annotates without counting it as speech (beliefs, intents) is left out.

The interval is Wilson's, in which the true share lies 19 times of 20 where rows are right or wrong independently of
each other; those of one document are not, so it is narrow rather than wide. A star stands where what the rows promise
lies outside of it. Where nearly all wrong quotations have nothing annotated at all, as in FrameNet, which annotates the
frames of chosen words, their share tells of the annotation as much as of the rows: the last lines count them.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any

from flows.extract.analysis import analyse
from flows.extract.dates import find_dates
from flows.extract.names import find_names
from flows.extract.pipeline import extract
from flows.extract.train.confidence import count_right, shares
from flows.extract.train.gold_quotations import Article, read_articles
from flows.ingest.read import read_documents, read_raw
from flows.model import Published, Quote
from flows.profiles import load_profiles, resolve_publication
from flows.settings import PROJECT
from tests.benchmarks.corpora import CORPORA, records

Judged = Iterable[tuple[float, bool]]
_SPEECH = "speech"


@dataclass
class Tenth:
    """Rows whose confidence lies in one tenth: how many, what they promise in all, how many are right."""

    rows: int = 0
    promised: float = 0.0
    right: int = 0

    def interval(self) -> tuple[float, float]:
        """Return Wilson's interval of the share that is right, at 95 %."""
        share, spread = self.right / self.rows, _Z * _Z / self.rows
        middle = (share + spread / 2) / (1 + spread)
        half = _Z * sqrt((share * (1 - share) + spread / 4) / self.rows) / (1 + spread)
        return middle - half, middle + half

    def is_off(self) -> bool:
        """Whether what is promised lies outside of the interval."""
        low, high = self.interval()
        return not low <= self.promised / self.rows <= high


Tenths = Mapping[int, Tenth]
_Z = 1.96  # standard deviations that hold 95 %
WRITTEN = PROJECT / "flows" / "report" / "calibration.tsv"


def main() -> None:
    """Print a table for each kind of row, and for each corpus that annotates it; write them down if asked to."""
    judged: dict[str, Judged] = {"quotations, polnear by its other half": quotations_by_other_half()}
    judged |= {f"quotations, {c}": quotations(c) for c in ("polnear", "framenet_nti", "gum_news", "framenet_news")}
    judged |= {f"names, {c}": names(c) for c in ("wwn", "men", "gum")}
    judged |= {f"dates, {c}": dates(c) for c in ("meantime", "te3_platinum", "wikiwars")}
    judged["citations, samples"] = citations()
    counted = {what: tenths_of(rows) for what, rows in judged.items()}
    for what, tenths in counted.items():
        show(what, tenths)
    print()
    for corpus in ("framenet_nti", "gum_news", "framenet_news"):
        wrong, unannotated = unmatched(corpus)
        print(f"quotations, {corpus}: {wrong} are wrong; {unannotated} of them have nothing annotated where they stand")
    if "--write" in sys.argv:
        write(counted)


def unmatched(corpus: str) -> tuple[int, int]:
    """Return how many quotations are wrong, and how many of them match nothing that is annotated."""
    path = CORPORA / "quotes" / f"{corpus}.jsonl"
    articles = list(read_articles(path)) if path.exists() else []
    wrong = sum(not is_right for article in articles for _, is_right in _judged(article))
    return wrong, sum(at not in article.pairs for article in articles for at in range(len(article.found)))


def write(counted: Mapping[str, Tenths]) -> None:
    """Write what was counted where the report draws it from; what could not be counted here stays as it was."""
    known = {what: rows for what, rows in _written().items() if not counted.get(what)}
    new = {
        what: [f"{what}\t{at}\t{t.rows}\t{t.promised / t.rows:.4f}\t{t.right / t.rows:.4f}" for at, t in tenths.items()]
        for what, tenths in counted.items()
        if tenths
    }
    lines = [line for what in counted for line in (new | known).get(what, [])]
    WRITTEN.write_text("\n".join(["what\ttenth\trows\tpromised\tright", *lines]) + "\n", encoding="utf-8")


def _written() -> dict[str, list[str]]:
    lines = WRITTEN.read_text(encoding="utf-8").splitlines()[1:] if WRITTEN.exists() else []
    return {
        what: [line for line in lines if line.startswith(f"{what}\t")] for what in {x.split("\t")[0] for x in lines}
    }


def tenths_of(judged: Judged) -> Tenths:
    """Sort judged rows into tenths by their confidence, the lowest first."""
    tenths: dict[int, Tenth] = defaultdict(Tenth)
    for confidence, is_right in judged:
        tenth = tenths[min(9, int(confidence * 10 + 1e-9))]
        tenth.rows += 1
        tenth.promised += confidence
        tenth.right += is_right
    return dict(sorted(tenths.items()))


def show(what: str, tenths: Tenths) -> None:
    """Print one table: tenth, rows, mean confidence, share that is right with its interval, and the difference."""
    total = sum(tenth.rows for tenth in tenths.values())
    if not total:
        print(f"\n{what}: skipped, there is nothing annotated")
        return
    print(f"\n{what}: {total:,} rows")
    print("  confidence    rows  mean  right  95 % of it    off")
    for at, tenth in tenths.items():
        mean, share = tenth.promised / tenth.rows, tenth.right / tenth.rows
        low, high = tenth.interval()
        print(
            f"  {at / 10:.1f} to {at / 10 + 0.1:.1f} {tenth.rows:7,}  {mean:.2f}   {share:.2f}  {low:.2f} to {high:.2f}"
            f"  {share - mean:+.2f}{' *' if tenth.is_off() else ''}"
        )
    off = sum(abs(tenth.right - tenth.promised) for tenth in tenths.values()) / total
    bias = sum(tenth.right - tenth.promised for tenth in tenths.values()) / total
    print(f"  over all tenths: off by {off:.3f} on average, {bias:+.3f} with sign")


def quotations(corpus: str) -> Iterator[tuple[float, bool]]:
    """Judge quotations that the corpora annotate."""
    path = CORPORA / "quotes" / f"{corpus}.jsonl"
    if not path.exists():
        return
    for article in read_articles(path):
        for quote, is_right in _judged(article):
            yield quote.confidence, is_right


def quotations_by_other_half() -> Iterator[tuple[float, bool]]:
    """Judge half of the corpus by confidences that saw the other half alone: how far they carry over."""
    path = CORPORA / "quotes" / "polnear.jsonl"
    if not path.exists():
        return
    known = shares(count_right(list(read_articles(path, "A"))))
    for article in read_articles(path, "B"):
        for quote, is_right in _judged(article):
            keys = (quote.rule, quote.kind), (quote.rule, "*"), ("*", "*")
            yield next(known[key] for key in keys if key in known), is_right


def _judged(article: Article) -> Iterator[tuple[Quote, bool]]:
    for at, quote in enumerate(article.found):
        gold = article.gold[article.pairs[at]] if at in article.pairs else None
        if gold is None or gold["kind"] == "direct" or gold.get("cue_class", _SPEECH) == _SPEECH:
            yield quote, gold is not None and article.speaker_is_right(at)


def names(corpus: str) -> Iterator[tuple[float, bool]]:
    """Judge names by exact span and type."""
    for record in records(f"entities/{corpus}"):
        gold = {(e["start"], e["end"], e["type"]) for e in record["entities"]}
        for mention in find_names(analyse(record["text"]))[0]:
            yield mention.confidence, (mention.start, mention.end, mention.type) in gold


def dates(corpus: str) -> Iterator[tuple[float, bool]]:
    """Judge dates by overlap and value; expressions whose gold has no value are left out."""
    for record in records(f"entities/{corpus}"):
        day = date.fromisoformat(record["dct"][:10]) if record.get("dct") else None
        published = Published(day, day, day, "given") if day else Published()
        for found in find_dates(analyse(record["text"]), published):
            over = [t for t in record["timex"] if t["start"] < found.end and found.start < t["end"]]
            if not over or any(t.get("value") for t in over):
                yield found.confidence, any(t["value"] == found.value for t in over)


def citations() -> Iterator[tuple[float, bool]]:
    """Judge the citations of the samples by text, outlet and dates."""
    for path in sorted((PROJECT / "tests" / "samples").glob("*/*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        file = PROJECT / truth["file"]
        [document] = read_documents(read_raw(file, file.name, 10_000_000))
        profile = resolve_publication(document.header.publication, document.header.url, load_profiles())
        wanted = [
            (cited["text"], item["outlet"], [tuple(days) for days in item["dates"]])
            for cited in truth["citations"]
            for item in cited["items"]
        ]
        for citation in extract(document, profile).citations:
            yield citation.confidence, _is_in(wanted, citation, document.text)


def _is_in(wanted: list[Any], citation: Any, text: str) -> bool:
    days = [(str(earliest), str(latest)) for earliest, latest in citation.dates]
    return (text[citation.start : citation.end], citation.outlet, days) in wanted


if __name__ == "__main__":
    main()
