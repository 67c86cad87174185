"""How long a search takes: ``python -m tests.benchmarks.search [QUOTATIONS]``, a million of them by default.

A made-up warehouse: quotations of 25 words whose frequencies fall as in a language (Zipf), in documents of 50. The
index is the one that a publish keeps, built by the same code; each kind of question is asked with several words.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.load import connect, schema
from flows.load.connect import Connection
from flows.load.search.ask import search
from flows.load.search.filters import Filters, day
from flows.load.search.index import refresh_search

WORDS, QUOTES_A_DOCUMENT, VOCABULARY, SPEAKERS = 25, 50, 200_000, 5_000


def main(arguments: list[str]) -> None:
    """Print what building the index and each kind of question takes."""
    quotations = int(arguments[0]) if arguments else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Path(folder) / "briefings.duckdb"
        connect.create(warehouse)
        with connect.writing(warehouse) as connection:
            connection.execute("SET memory_limit = '3GB'")
            schema.apply_schema(connection)
            with timed(f"making up {quotations:,} quotations"):
                make_up(connection, quotations, 0)
            connection.execute("CHECKPOINT")
            before = warehouse.stat().st_size
            with timed("building the index"):
                refresh_search(connection)
                connection.execute("CHECKPOINT")
            say(f"warehouse {before / 1e6:.0f} MB, with its index {warehouse.stat().st_size / 1e6:.0f} MB")
            make_up(connection, 1_000, quotations)
            with timed("adding 1,000 quotations to the index"):
                refresh_search(connection)
            connection.execute("CHECKPOINT")
        ask_all(warehouse)
    say(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


def make_up(connection: Connection, quotations: int, first: int) -> None:
    """Insert quotations and their documents; word n is about n times as rare as word 1."""
    zipf = f"'w' || floor(exp(random() * ln({VOCABULARY})))::INTEGER"
    words = f"array_to_string(list_transform(range({WORDS}), lambda k: {zipf}), ' ')"
    connection.execute("SELECT setseed(0.5)")
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE said AS
        SELECT n, md5('q' || n) AS quote_id, md5('d' || n // {QUOTES_A_DOCUMENT}) AS document_id,
            md5('p' || n % {SPEAKERS}) AS person_id, 'Person' || n % {SPEAKERS} AS speaker, {words} AS content,
            DATE '2008-01-01' + (n % 5000)::INTEGER AS said_on
        FROM range({first}, {first + quotations}) AS r(n)
        """
    )
    connection.execute(
        """
        INSERT INTO documents BY NAME
        SELECT document_id, any_value(content) AS text, min(said_on) AS published_earliest,
            max(said_on) AS published_latest, 10 AS word_count, false AS is_truncated, document_id AS cluster_id,
            '1' AS extractor_version, '{}' AS header_evidence, 'r' AS run_id, md5('b') AS batch_id
        FROM said GROUP BY document_id
        """
    )
    connection.execute(
        """
        INSERT INTO quotes BY NAME
        SELECT quote_id, document_id, 'direct' AS kind, 0 AS content_start, length(content) AS content_end, content,
            1 AS piece, [] AS spans, [] AS verbatim, speaker, 'person' AS speaker_type, person_id,
            false AS is_anonymous, said_on AS said_earliest, said_on AS said_latest, 1 AS paragraph, 0.9 AS confidence,
            'marks' AS rule, 'r' AS run_id, md5('b') AS batch_id
        FROM said
        """
    )
    connection.execute(
        """
        INSERT INTO entities BY NAME
        SELECT DISTINCT person_id AS entity_id, 'person' AS type, speaker AS name, person_id AS canonical_id,
            lower(speaker) AS block, md5('e') AS evidence_id FROM said ANTI JOIN entities ON person_id = entity_id
        """
    )


def ask_all(warehouse: Path, times: int = 7) -> None:
    """Ask every kind of question and print the median of each and of all."""
    questions = {
        "rare": [(f"w{90_000 + n}", Filters()) for n in range(times)],
        "middling": [(f"w{900 + n}", Filters()) for n in range(times)],
        "common": [(f"w{1 + n}", Filters()) for n in range(times)],
        "two words": [(f"w{20 + n} w{300 + n}", Filters()) for n in range(times)],
        "phrase": [(f'"w{10 + n} w{30 + n}"', Filters()) for n in range(times)],
        "wildcard": [(f"w12{10 + n}*", Filters()) for n in range(times)],
        "or and not": [(f"(w{500 + n} OR w{600 + n}) NOT w2", Filters()) for n in range(times)],
        "by speaker": [(f"w{40 + n}", Filters(speaker=f"Person{n}")) for n in range(times)],
        "by day": [(f"w{40 + n}", Filters(since=day("2010"), until=day("2011", last=True))) for n in range(times)],
    }
    every: list[float] = []
    used = time.process_time()
    search(warehouse, "w1")
    for kind, asked in questions.items():
        taken: list[float] = []
        for query, filters in asked:
            begun = time.perf_counter()
            search(warehouse, query, filters)
            taken.append(1e3 * (time.perf_counter() - begun))
        every += taken
        say(f"  {kind:12} median {statistics.median(taken):6.0f} ms, slowest {max(taken):6.0f} ms")
    count = len(every)
    cpu = 1e3 * (time.process_time() - used) / count
    say(f"  {'all':12} median {statistics.median(every):6.0f} ms; {cpu:.0f} ms of CPU each")


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long the block took."""
    begun, used = time.perf_counter(), time.process_time()
    yield
    say(f"{what}: {time.perf_counter() - begun:.1f} s, {time.process_time() - used:.1f} s of CPU")


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
