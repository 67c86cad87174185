"""Near copies: found by their words, told apart by what they are, the same in whatever order they come."""

from __future__ import annotations

import random

import duckdb
import pytest

from flows.load import ddl
from flows.load.near.copies import find_near_copies, share_clusters
from flows.load.near.shingles import bands, overlap, shingles
from flows.load.sql_files import sql_files
from flows.load.warehouse import _refresh
from flows.tables import table

TABLES = ("documents", "document_sources", "signatures", "near_copies")
NOUNS = "port quay ferry pilot harbour winter crew wagon minister budget island bridge customs signal tariff".split()
VERBS = "waits closes opens pays sells leaves counts denies returns sinks measures repeats".split()


def article(seed: int, words: int = 300) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(NOUNS if n % 2 else VERBS) + str(chance.randrange(40)) for n in range(words))


def edited(text: str, changes: int, seed: int = 0) -> str:
    words = text.split()
    for place in random.Random(seed).sample(range(len(words)), changes):
        words[place] = "edited"
    return " ".join(words)


@pytest.fixture
def warehouse():
    with duckdb.connect() as opened:
        for name in TABLES:
            columns = ", ".join(f"{c.name} {ddl.column_type(c.type)}" for c in table(name).columns)
            opened.execute(f"CREATE TABLE {name} ({columns})")
        yield opened


def add(connection, documents: dict[str, str], **values: str) -> None:
    for key, text in documents.items():
        row = {"document_id": key, "cluster_id": key, "text": text} | values
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO documents ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def derive(connection) -> None:
    find_near_copies(connection)
    for file in sql_files("derived"):
        if file.name in {"signatures", "near_copies"}:
            connection.execute(_refresh(table(file.name), file))
    share_clusters(connection)


def clusters(connection) -> dict[str, str]:
    return dict(connection.execute("SELECT document_id, cluster_id FROM documents ORDER BY ALL").fetchall())


def relations(connection) -> list[tuple[str, str, str]]:
    return connection.execute("SELECT document_id, other_id, relation FROM near_copies ORDER BY ALL").fetchall()


def test_signatures_depend_on_the_words_alone() -> None:
    text = article(1)
    assert bands(text) == bands(text.upper().replace(" ", "\n\n", 40))
    assert len(bands(text)) == 32 and bands("A few words.") == []
    assert not set(bands(text)) & set(bands(article(2)))


def test_overlap_counts_the_stretches() -> None:
    one, other = shingles(article(1, 100)), shingles(article(1, 50))
    assert overlap(one, one).similarity == 1
    assert overlap(one, other).share_of_other == 1
    assert overlap(one, other).share_of_one == pytest.approx(46 / 96)


def test_copies_versions_and_excerpts_are_told_apart(warehouse) -> None:
    text = article(1)
    add(warehouse, {"c": text}, headline="Qarn waits for thaw", publication_id="courier", published_on="2008-03-17")
    add(warehouse, {"b": edited(text, 8)}, headline="Other title", publication_id="post", published_on="2008-03-18")
    add(
        warehouse,
        {"d": edited(text, 9, 1)},
        headline="Qarn waits for thaw",
        publication_id="courier",
        published_on="2008-03-19",
    )
    add(warehouse, {"a": " ".join(text.split()[:60])}, headline="Qarn waits for thaw", publication_id="post")
    add(warehouse, {"e": article(2)}, headline="Qarn waits for thaw", publication_id="post")
    derive(warehouse)
    found = relations(warehouse)
    assert ("b", "c", "copy") in found and ("d", "c", "version") in found and ("a", "c", "excerpt") in found
    assert not [pair for pair in found if "e" in pair[:2]]
    assert clusters(warehouse) == {"a": "a", "b": "b", "c": "b", "d": "b", "e": "e"}
    kept = warehouse.execute("SELECT share_kept, share_own FROM near_copies WHERE relation = 'excerpt'").fetchall()
    assert all(own >= 0.8 > kept_ for kept_, own in kept)


def test_any_order_and_any_runs_give_the_same(warehouse) -> None:
    texts = {f"{n:02}": edited(article(n // 4), 3 * (n % 4), n) for n in range(24)}
    add(warehouse, texts)
    derive(warehouse)
    at_once = clusters(warehouse), relations(warehouse)
    assert len(set(at_once[0].values())) == 6
    for seed in range(3):
        for name in TABLES:
            warehouse.execute(f"DELETE FROM {name}")
        order = list(texts)
        random.Random(seed).shuffle(order)
        for start in range(0, len(order), 7):
            add(warehouse, {key: texts[key] for key in order[start : start + 7]})
            derive(warehouse)
        assert (clusters(warehouse), relations(warehouse)) == at_once


def test_a_run_reads_new_texts_and_what_resembles_them(warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    add(warehouse, {f"{n:02}": article(n) for n in range(12)})
    derive(warehouse)
    read: list[str] = []
    monkeypatch.setattr("flows.load.near.copies.bands", lambda text: read.append(text) or bands(text))
    add(warehouse, {"99": edited(article(3), 4)})
    derive(warehouse)
    assert len(read) == 1
    assert clusters(warehouse)["99"] == "03"
    derive(warehouse)
    assert len(read) == 1


def test_many_copies_of_one_text_stay_cheap(warehouse) -> None:
    add(warehouse, {f"{n:03}": edited(article(1), 2, n) for n in range(120)})
    derive(warehouse)
    assert set(clusters(warehouse).values()) == {"000"}
    assert len(relations(warehouse)) < 120 * 50
