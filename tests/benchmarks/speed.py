"""How fast it is: ``python -m tests.benchmarks.speed``.

Whole extraction on one core, every document unseen and read once, by stage; the import; the batch path from files to
staged Parquet. Times are CPU time (``time.process_time``), the garbage collector runs as in the product. Neighbours on
a shared machine slow CPU time down too, by half and more: each run has a fresh process, the fastest of three counts,
and the yardstick, a loop of 10 million additions, tells one machine and hour from another.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import wraps
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from flows.batch import Batch, InboxFile, load_what_staging_needs, stage
from flows.extract import pipeline
from flows.extract.analysis import Analysis
from flows.extract.contract import as_json, as_text
from flows.extract.language import load_model
from flows.extract.rows import rows_of
from flows.ingest.read import document_of_text
from flows.limits import Limits
from flows.profiles import load_profiles, resolve_publication
from flows.settings import PROJECT
from tests.benchmarks.corpora import sample_files, texts

_STAGES = {
    "analyse": "analysis",
    "parse_citations": "citations",
    "resolve_citations": "citations",
    "infer_published": "publication date",
    "find_dates": "dates",
    "find_names": "names",
    "find_quotations": "quotations",
    "attribute": "attribution",
    "detect_language": "language",
}
_PATHS = {
    "text to rows": ("JSON",),  # what a run does with a document
    "text to JSON": ("rows",),  # what ``briefings extract`` does with it
    "extract() alone": ("header", "rows", "JSON"),
}
"""The ways that a document goes, each with the stages that are none of it."""
_IMPORT = "import time; t = time.perf_counter(); import flows.extract.pipeline; print(time.perf_counter() - t)"


def main() -> None:
    """Print every figure."""
    imports = import_seconds()
    print(f"import of flows.extract.pipeline, fresh process, median of 5: {1_000 * median(imports):.0f} ms")
    name, found = texts()
    print(f"\nWhole extraction on one core: {name}, {len(found)} documents, {sum(map(len, found)) / 1e6:.2f} Mchar")
    print_stages([Counter(run) for run in fresh_runs("extraction_seconds")], len(found))
    print("\nBatch path (flows.batch.stage: files to staged Parquet), beyond start-up, one process")
    seconds, rows, articles = min(fresh_runs("batch_seconds"))
    print(f"  {articles / seconds:.0f} articles/s, {1_000 * seconds / articles:.2f} ms CPU an article, {rows:,} rows")


def fresh_runs(what: str, times: int = 3) -> list[Any]:
    """Return what a function of this module measures, each time in a process of its own."""
    code = f"import json; from tests.benchmarks import speed; print(json.dumps(speed.{what}(speed.texts()[1])))"
    command = [sys.executable, "-c", code]
    runs = [subprocess.run(command, capture_output=True, check=True, text=True, cwd=PROJECT) for _ in range(times)]
    return [json.loads(run.stdout) for run in runs]


def yardstick() -> float:
    """Return the CPU seconds of a loop that every machine can run."""
    begun, total = time.process_time(), 0
    for number in range(10_000_000):
        total += number & 7
    return time.process_time() - begun


def import_seconds(times: int = 5) -> list[float]:
    """Return the seconds that the extractor takes to import, each time in a process of its own."""
    command = [sys.executable, "-c", _IMPORT]
    return [float(subprocess.run(command, capture_output=True, check=True, text=True).stdout) for _ in range(times)]


def extraction_seconds(found: list[str]) -> Counter[str]:
    """Return the CPU seconds by stage; "first use" is what lexicons and models take to load."""
    spent: Counter[str] = Counter()
    with taken(spent, "first use"):
        load_all()
    with timed_stages(spent):
        for number, text in enumerate(found):
            with taken(spent, "header"):
                document = document_of_text(str(number), text)
                profile = resolve_publication(document.header.publication, document.header.url, load_profiles())
            with taken(spent, "extract"):
                extraction = pipeline.extract(document, profile)
            with taken(spent, "rows"):
                rows_of(extraction)
            with taken(spent, "JSON"):
                as_text(as_json(extraction, str(number)))
    spent["yardstick"] = yardstick()
    spent["the rest"] = spent.pop("extract") - sum(spent[stage] for stage in set(_STAGES.values()))
    return spent


def load_all() -> None:
    """Load what is read once a process: lexicons, the models of names and languages, the schemas of the tables."""
    load_what_staging_needs()
    load_model()
    rows_of(pipeline.extract(document_of_text("", "“We load,” said Mara Feld.")))


def print_stages(runs: list[Counter[str]], documents: int) -> None:
    """Print the stages of the fastest run in the order in which they take place, and the sums that matter."""
    yardsticks = [run.pop("yardstick") for run in runs]
    first_use = min(run.pop("first use") for run in runs)
    spent = min(runs, key=Counter.total)
    whole = spent.total()
    for stage_name in ("header", *dict.fromkeys(_STAGES.values()), "the rest", "rows", "JSON"):
        seconds = spent[stage_name]
        print(f"  {stage_name:17} {1_000 * seconds / documents:6.2f} ms {seconds / whole:6.1%}")
    for what, left_out in _PATHS.items():
        seconds = _without(spent, left_out)
        print(f"  {what:17} {1_000 * seconds / documents:6.2f} ms, {documents / seconds:.0f} documents/s")
    each = zip(runs, yardsticks, strict=True)
    seconds_of = [(_without(run, _PATHS["text to rows"]), 1_000 * yardstick) for run, yardstick in each]
    every_run = ", ".join(f"{documents / seconds:.0f} (yardstick {ms:.0f} ms)" for seconds, ms in seconds_of)
    print(f"  documents/s to rows, every run: {every_run}")
    print(f"  lexicons and models at first use: {1_000 * first_use:.0f} ms, once a process, not in the figures above")


def _without(spent: Counter[str], left_out: Collection[str]) -> float:
    return sum(seconds for stage_name, seconds in spent.items() if stage_name not in left_out)


@contextmanager
def timed_stages(spent: Counter[str]) -> Iterator[None]:
    """Time what the pipeline calls; sentences, tokens and marks count as analysis, whoever asks for them first."""
    patched = {name: _timed(getattr(pipeline, name), spent, stage_name) for name, stage_name in _STAGES.items()}
    analyse = pipeline.analyse

    def analyse_whole(*given: Any) -> Analysis:
        with taken(spent, "analysis"):
            analysis = analyse(*given)
            _ = analysis.tokens, analysis.sentences, analysis.marks
        return analysis

    with patch.multiple(pipeline, **patched | {"analyse": analyse_whole}):
        yield


def _timed(function: Callable[..., Any], spent: Counter[str], stage_name: str) -> Callable[..., Any]:
    @wraps(function)
    def timed(*given: Any) -> Any:
        with taken(spent, stage_name):
            return function(*given)

    return timed


@contextmanager
def taken(spent: Counter[str], what: str) -> Iterator[None]:
    """Add the CPU time of the block."""
    begun = time.process_time()
    yield
    spent[what] += time.process_time() - begun


def batch_seconds(found: list[str]) -> tuple[float, int, int]:
    """Return the CPU seconds, rows and articles of one batch of plain-text files and the samples."""
    load_all()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for number, text in enumerate(found):
            (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
        files = (*sorted(folder.glob("*.txt")), *sample_files())
        items = tuple(InboxFile(f, f.name, f.stat().st_size, sha256(f.read_bytes()).hexdigest()) for f in files)
        begun = time.process_time()
        staged = stage(Batch("0" * 32, items), folder / "staged", "bench", Limits(30, 2_000, 100_000_000))
        seconds = time.process_time() - begun
    refused = [outcome.path for outcome in staged.outcomes if outcome.refusal]
    return seconds, sum(staged.row_counts.values()), len(items) - len(refused)


if __name__ == "__main__":
    main()
