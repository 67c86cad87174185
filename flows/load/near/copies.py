"""The near copies of a warehouse, found for the documents that are new: by a band in common, an address, a headline.

Signatures and what was measured stay in the warehouse (``signatures``, ``near_copies``): they depend on the words of a
text alone, and a document's id does too. A run therefore reads the new texts, and the old ones that resemble them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import pyarrow as pa

from flows.load.connect import Connection
from flows.load.near.shingles import bands, overlap, shingles

COPY = 0.6  # similarity from which two texts are one with edits
EXCERPT = 0.8  # share of a text's own stretches from which it is a piece of the other
_CROWD = 50  # documents of one band or one headline: each is compared with the first of them alone
_HELD = 2_000  # texts whose stretches are kept at a time
_CHUNK = 2_000

MEASURED = {"one_id": "VARCHAR", "other_id": "VARCHAR"} | dict.fromkeys(
    ("similarity", "share_of_one", "share_of_other"), "DOUBLE"
)
"""Columns of the temporary table ``measured_pairs``; ``one_id`` is the smaller of the two."""


def find_near_copies(connection: Connection) -> None:
    """Leave every document's bands in ``document_signatures`` and every pair that is near in ``measured_pairs``."""
    connection.execute("CREATE OR REPLACE TEMP TABLE new_signatures (document_id VARCHAR, bands VARCHAR[])")
    unread = "SELECT document_id FROM documents ANTI JOIN signatures USING (document_id) ORDER BY ALL"
    ids = [document_id for (document_id,) in connection.execute(unread).fetchall()]
    for start in range(0, len(ids), _CHUNK):
        texts = connection.execute(
            "SELECT document_id, text FROM documents WHERE document_id IN (SELECT unnest($ids))",
            {"ids": ids[start : start + _CHUNK]},
        ).fetchall()
        _insert(
            connection,
            "new_signatures",
            {"document_id": [key for key, _ in texts], "bands": [bands(text) for _, text in texts]},
        )
    connection.execute(_SIGNATURES)
    connection.execute(_MEASURED_BEFORE)
    if not ids:
        return
    connection.execute(_BAND_CANDIDATES, {"crowd": _CROWD})
    found = list(_near(connection))
    _insert(connection, "measured_pairs", {name: [row[i] for row in found] for i, name in enumerate(MEASURED)})


def share_clusters(connection: Connection) -> None:
    """Give the documents that are copies or versions of each other one ``cluster_id``: the smallest of their ids."""
    pairs = connection.execute(
        "SELECT document_id, other_id FROM near_copies WHERE relation <> 'excerpt' ORDER BY ALL"
    ).fetchall()
    first = _first_of_cluster(pairs)
    connection.execute("CREATE OR REPLACE TEMP TABLE clusters (document_id VARCHAR, cluster_id VARCHAR)")
    _insert(connection, "clusters", {"document_id": list(first), "cluster_id": list(first.values())})
    connection.execute(
        """
        UPDATE documents SET cluster_id = told.cluster_id
        FROM (
            SELECT document_id, coalesce(clusters.cluster_id, document_id) AS cluster_id
            FROM documents LEFT JOIN clusters USING (document_id)
        ) AS told
        WHERE documents.document_id = told.document_id AND documents.cluster_id <> told.cluster_id
        """
    )


def _first_of_cluster(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Return the smallest id of the cluster of every document that is in one."""
    parent: dict[str, str] = {}

    def root(of: str) -> str:
        while parent.setdefault(of, of) != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return {document_id: root(document_id) for document_id in sorted(parent)}


def _near(connection: Connection) -> Iterator[tuple[str, str, float, float, float]]:
    """Give the candidates that are near indeed, with what they share."""
    candidates = connection.execute("SELECT one_id, other_id FROM candidate_pairs ORDER BY ALL").fetchall()

    @lru_cache(maxsize=_HELD)
    def read(document_id: str) -> frozenset[str]:
        found = connection.execute("SELECT text FROM documents WHERE document_id = ?", [document_id]).fetchall()
        return shingles(found[0][0]) if found else frozenset()

    for one, other in candidates:
        shared = overlap(read(one), read(other))
        if shared.similarity >= COPY or max(shared.share_of_one, shared.share_of_other) >= EXCERPT:
            yield one, other, shared.similarity, shared.share_of_one, shared.share_of_other


def _insert(connection: Connection, name: str, columns: Mapping[str, Sequence[object]]) -> None:
    types = {"bands": pa.list_(pa.string()), "document_id": pa.string(), "cluster_id": pa.string()}
    numbers = dict.fromkeys(("similarity", "share_of_one", "share_of_other"), pa.float64())
    rows = pa.table({key: pa.array(column, (types | numbers).get(key, pa.string())) for key, column in columns.items()})
    connection.register("arriving", rows)
    connection.execute(f"INSERT INTO {name} BY NAME FROM arriving")
    connection.unregister("arriving")


_SIGNATURES = """
CREATE OR REPLACE TEMP TABLE document_signatures AS
SELECT document_id, bands FROM signatures SEMI JOIN documents USING (document_id)
UNION ALL
SELECT document_id, bands FROM new_signatures
"""
_MEASURED_BEFORE = """
CREATE OR REPLACE TEMP TABLE measured_pairs AS
SELECT
    least(document_id, other_id) AS one_id,
    greatest(document_id, other_id) AS other_id,
    similarity,
    CASE WHEN document_id < other_id THEN share_own ELSE share_kept END AS share_of_one,
    CASE WHEN document_id < other_id THEN share_kept ELSE share_own END AS share_of_other
FROM near_copies
"""
# What may tell that two texts are near is a sign: a band, an address, a headline. Documents that share a sign are
# compared where one of them is new; in a crowd, each with the first of it.
_BAND_CANDIDATES = """
CREATE OR REPLACE TEMP TABLE candidate_pairs AS
WITH signs AS (
    SELECT document_id, 'band ' || unnest(bands) AS sign FROM document_signatures
    UNION
    SELECT document_id, 'address ' || url FROM document_sources WHERE url IS NOT NULL
    UNION
    SELECT document_id, 'headline ' || lower(headline) FROM documents WHERE headline LIKE '% % % %'
), shared AS (
    SELECT sign, count(*) AS documents, min(document_id) AS first_id FROM signs GROUP BY sign HAVING count(*) > 1
), fresh AS (
    SELECT sign, document_id, documents, first_id
    FROM signs
    SEMI JOIN new_signatures USING (document_id)
    JOIN shared USING (sign)
)
SELECT DISTINCT
    least(fresh.document_id, signs.document_id) AS one_id,
    greatest(fresh.document_id, signs.document_id) AS other_id
FROM fresh JOIN signs USING (sign)
WHERE fresh.document_id <> signs.document_id AND documents <= $crowd
UNION
SELECT least(document_id, first_id), greatest(document_id, first_id)
FROM fresh
WHERE document_id <> first_id AND documents > $crowd
"""
