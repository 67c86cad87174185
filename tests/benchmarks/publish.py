"""How long a publish takes: ``python -m tests.benchmarks.publish [DOCUMENTS SMALL_RUN]``.

Made-up documents of 5,300 characters with 12 quotations, 40 mentions, 6 citations and 8 dates each: a first run, a
small run on top of it, a run with nothing new, and the rebuild from the lake.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from flows.load import publish
from flows.load.audit import critical_failures
from flows.load.intake import Arrival, Intake
from flows.load.rebuild import rebuild
from flows.settings import Settings
from flows.tables import Column, ColumnType, table
from flows.tables.arrow import arrow_schema

WORDS = 160  # a word is a hash of 32 characters and a space
ROWS = {"quotes": 12, "mentions": 40, "citations": 6, "dates": 8}
DOCUMENTS_A_BATCH = 2_000
SPANS = {"quotes": ("content_start", "content_end", "content")}
KEYS = {"quotes": "quote_id", "mentions": "mention_id", "citations": "citation_id", "dates": "date_id"}


def main(arguments: list[str]) -> None:
    """Print what each kind of run takes."""
    documents, small = [int(argument) for argument in arguments] or [20_000, 1_000]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        for name, first, number in (("first", 0, documents), ("small", documents, small), ("nothing-new", 0, 0)):
            measured_run(settings, name, first, number)
        with timed("rebuild from the lake"):
            version = rebuild(settings)
        lake = sum(path.stat().st_size for path in settings.lake.rglob("*.parquet"))
        say(f"warehouse {version.stat().st_size / 1e6:.0f} MB, lake {lake / 1e6:.0f} MB, peak {peak_mb():.0f} MB")


def measured_run(settings: Settings, name: str, first: int, number: int) -> None:
    """Stage documents untimed, then load them step by step."""
    batches = [
        stage_batch(settings.staging / name, name, start, min(DOCUMENTS_A_BATCH, first + number - start))
        for start in range(first, first + number, DOCUMENTS_A_BATCH)
    ]
    arrivals = [Arrival(f"{n}.txt", f"{n:064x}", 5_300, f"{first:032x}") for n in range(first, first + number)]
    say(f"{name}: {number} documents")
    with timed("  all of it"), ExitStack() as opened:
        with timed("  build"):
            version = opened.enter_context(publish.candidate(settings, Intake(name, batches, arrivals)))
        row = run_row(name, version)
        with timed("  audit"):
            results = version.audit(row)
        if failed := critical_failures(results):
            raise SystemExit(f"the made-up rows fail {[check['check_name'] for check in failed]}")
        with timed("  commit and switch"):
            version.publish(row, results)


def run_row(run_id: str, version: publish.Candidate) -> dict[str, object]:
    """Return the run's row of the table runs."""
    counts, now = version.counts, datetime.now(UTC)
    return {
        "run_id": run_id,
        "flow": "daily",
        "state": "published",
        "started_at": now,
        "finished_at": now,
        "inputs": [],
        "files_in": counts.files_in,
        "files_loaded": counts.files_loaded,
        "files_duplicate": counts.files_duplicate,
        "files_quarantined": counts.files_quarantined,
        "documents_loaded": counts.documents_loaded,
        "rows_loaded": sum(counts.rows_by_table.values()),
        "rows_quarantined": 0,
        "checks_passed": 0,
        "checks_warned": 0,
        "checks_failed": 0,
        "extractor_version": "1",
    }


def stage_batch(folder: Path, run_id: str, first: int, number: int) -> Path:
    """Write a batch of made-up documents; every span reads back."""
    batch_id = f"{first:032x}"
    (folder / batch_id).mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE d AS SELECT range AS n, md5('d' || range) AS document_id "
            f"FROM range({first}, {first + number})"
        )
        for name in ("documents", "document_sources", *ROWS):
            given = given_columns(name) | {"run_id": f"'{run_id}'", "batch_id": f"'{batch_id}'"}
            columns = ", ".join(f"{given.get(c.name, neutral(c))} AS {c.name}" for c in table(name).columns)
            rows = connection.sql(f"SELECT {columns} FROM d, range({ROWS.get(name, 1)}) AS r(k)").to_arrow_table()
            write(rows.cast(arrow_schema(name)), folder / batch_id / f"{name}.parquet")
    return folder / batch_id


def given_columns(name: str) -> dict[str, str]:
    """Return the expressions of the columns that matter; ``n`` is the document, ``k`` the row in it."""
    word, at = "md5(n || '-' || k)", "k * 33"
    start, end, content = SPANS.get(name, ("span_start", "span_end", "text"))
    if name == "documents":
        words = f"list_transform(range({WORDS}), lambda w: md5(n || '-' || w))"
        return {"document_id": "document_id", "cluster_id": "document_id", "text": f"array_to_string({words}, ' ')"}
    if name == "document_sources":
        return {
            "document_id": "document_id",
            "path": "n || '.txt'",
            "file_sha256": "printf('%064x', n)",
            "member": "''",
        }
    piece = f"[{{'start': {at}, 'stop': {at} + 32}}]"
    more = {"spans": piece, "verbatim": "[]"} if name == "quotes" else {}
    entity = {"entity_id": "md5('e' || (hash(n, k) % 5000))", "name": "'e' || (hash(n, k) % 5000)"}
    found = {"document_id": "document_id", KEYS[name]: f"md5('{name}' || n || '-' || k)"}
    return found | {start: at, end: f"{at} + 32", content: word} | more | (entity if name == "mentions" else {})


def neutral(column: Column) -> str:
    """Return a value of good form for a column that does not matter here."""
    if column.nullable:
        return "NULL"
    text = column.one_of[0] if column.one_of else (column.example or "").replace("'", "''")
    values = {ColumnType.TEXT: f"'{text}'", ColumnType.FLAG: "false"}
    return values.get(
        column.type, "[]" if column.type in {"spans", "texts", "ranges"} else str(int(column.at_least or 0))
    )


def write(rows: object, path: Path) -> None:
    """Write a table as Parquet."""
    import pyarrow.parquet as pq

    pq.write_table(rows, path, compression="zstd")


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long the block took."""
    begun = time.perf_counter()
    yield
    say(f"{what}: {time.perf_counter() - begun:.2f} s")


def peak_mb() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
