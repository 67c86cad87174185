"""Who is who over all documents: resolves the names that are new or told more of, and leaves the others as they are.

Names are compared within a block alone, and what a block gives depends on nothing but what the documents tell of its
names. A run therefore resolves the blocks in which something has changed, and has what a run over everything would
have. ``entities.evidence_id`` is the hash of all that can change the outcome: also of the facts and the overrides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import pyarrow as pa

from flows.load.connect import Connection
from flows.load.entities import facts
from flows.load.entities.merging import Decided, Merge, Named
from flows.load.entities.names import person_name
from flows.load.entities.organisations import organisation_block, resolve_organisations
from flows.load.entities.overrides import decided
from flows.load.entities.people import resolve_people
from flows.load.entities.places import place_key, resolve_places
from flows.load.sql_files import read_sql_file
from flows.settings import PROJECT

VERSION = "1"
"""Of the rules of this package: a change of it resolves every name anew."""

TYPES = ("person", "org", "place")
_FEATURES = PROJECT / "sql" / "entities" / "features.sql"
RESOLVED = pa.schema(
    [
        (name, pa.string())
        for name in ("entity_id", "type", "name", "canonical_id", "block", "evidence_id", "rule", "evidence")
    ]
    + [("confidence", pa.float64())]
)
Row = Mapping[str, Any]


def resolve_entities(connection: Connection) -> None:
    """Leave in the temporary table ``entity_resolution`` every name with whom it names, and why."""
    overrides = _rows(connection, "FROM reference_entity_overrides")
    by_hand = {type_: decided(overrides, type_) for type_ in TYPES}
    rules = sha256(repr((VERSION, facts.fingerprint(), sorted(map(repr, overrides)))).encode()).hexdigest()
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE entity_features AS SELECT *, md5(told::VARCHAR || $rules) AS evidence_id "  # noqa: S608
        f"FROM ({read_sql_file(_FEATURES).statement}) AS told",
        {"rules": rules},
    )
    changed = _rows(
        connection,
        "SELECT came.entity_id, came.type, came.name FROM entity_features AS came "
        "LEFT JOIN entities AS kept USING (entity_id) WHERE kept.evidence_id IS DISTINCT FROM came.evidence_id",
    )
    nations = _nations(connection) if any(row["type"] == "org" for row in changed) else {}
    blocks = _Blocks(by_hand, nations)
    found = [(row["entity_id"], blocks.of(row["type"], row["name"])) for row in changed]
    _register(connection, "changed_blocks", found)
    connection.execute(_MEMBERS)
    members = _rows(connection, "FROM block_members ORDER BY entity_id")
    resolved = list(_resolved(members, by_hand, nations or (_nations(connection) if members else {})))
    connection.register("resolved_now", pa.Table.from_pylist(resolved, schema=RESOLVED))
    connection.execute(_RESOLUTION)
    connection.unregister("resolved_now")


_MEMBERS = """
CREATE OR REPLACE TEMP TABLE block_members AS
WITH touched AS (
    SELECT type, changed_blocks.block FROM changed_blocks JOIN entity_features USING (entity_id)
    UNION
    SELECT type, kept.block FROM entities AS kept SEMI JOIN changed_blocks USING (entity_id)
    UNION
    SELECT type, kept.block FROM entities AS kept ANTI JOIN entity_features USING (entity_id)
)
SELECT came.*, coalesce(changed_blocks.block, kept.block) AS block
FROM entity_features AS came
LEFT JOIN changed_blocks USING (entity_id)
LEFT JOIN entities AS kept USING (entity_id)
WHERE (came.type, coalesce(changed_blocks.block, kept.block)) IN (SELECT (type, block) FROM touched)
"""
_RESOLUTION = """
CREATE OR REPLACE TEMP TABLE entity_resolution AS
FROM resolved_now
UNION ALL BY NAME
SELECT kept.*, rule, evidence, confidence
FROM entities AS kept
SEMI JOIN entity_features USING (entity_id)
ANTI JOIN resolved_now USING (entity_id)
LEFT JOIN entity_merges USING (entity_id)
"""


class _Blocks:
    """Which names are compared: those of one block. What by hand is the same is in the block of its first name."""

    def __init__(self, by_hand: Mapping[str, Decided], nations: Mapping[str, str]) -> None:
        self._nations = nations
        self._by_hand = by_hand
        self._stands_for: dict[tuple[str, str], str] = {}
        for type_, said in by_hand.items():
            for names, _ in said.same:
                self._join(type_, [self._own(type_, name) for name in names])

    def of(self, type_: str, name: str) -> str:
        """Return the block of a name."""
        block = self._own(type_, name)
        return self._stands_for.get((type_, block), block)

    def _join(self, type_: str, blocks: Sequence[str]) -> None:
        standing = {self._stands_for.get((type_, block), block) for block in blocks}
        first = min(standing)
        for key, block in list(self._stands_for.items()):
            if key[0] == type_ and block in standing:
                self._stands_for[key] = first
        self._stands_for.update({(type_, block): first for block in {*blocks, *standing}})

    def _own(self, type_: str, name: str) -> str:
        if type_ == "person":
            return person_name(name).block
        return organisation_block(name, self._nations) if type_ == "org" else place_key(name)


def _resolved(
    members: Iterable[Row], by_hand: Mapping[str, Decided], nations: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    blocks: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in members:
        blocks[row["type"], row["block"]].append(row)
    for (type_, _), rows in blocks.items():
        merges = (
            {m.entity_id: m for m in _merges(type_, [_named(r) for r in rows], by_hand[type_], nations)}
            if (len(rows) > 1)
            else {}
        )
        for row in rows:
            merge = merges.get(row["entity_id"])
            yield {
                **{name: row[name] for name in ("entity_id", "type", "name", "block", "evidence_id")},
                "canonical_id": merge.into_id if merge else row["entity_id"],
                "rule": merge and merge.rule,
                "evidence": merge and merge.evidence,
                "confidence": merge and merge.confidence,
            }


def _merges(type_: str, block: Sequence[Named], said: Decided, nations: Mapping[str, str]) -> Iterator[Merge]:
    if type_ == "person":
        return resolve_people(block, said)
    return resolve_organisations(block, said, nations) if type_ == "org" else resolve_places(block, said)


def _named(row: Row) -> Named:
    return Named(
        row["entity_id"],
        row["type"],
        row["name"],
        frozenset(row["genders"]),
        frozenset(row["roles"]),
        frozenset(row["affiliations"]),
        frozenset(row["forms"]),
        row["is_forename"],
        (row["country"], row["latitude"], row["longitude"]) if row["latitude"] is not None else None,
    )


def _nations(connection: Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT form_of_nation, code FROM reference_nations").fetchall())


def _rows(connection: Connection, query: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = connection.sql(query).to_arrow_table().to_pylist()
    return rows


def _register(connection: Connection, name: str, found: Sequence[tuple[str, str]]) -> None:
    rows = pa.table({"entity_id": [i for i, _ in found], "block": [b for _, b in found]}, schema=_CHANGED)
    connection.register("arriving", rows)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM arriving")
    connection.unregister("arriving")


_CHANGED = pa.schema([("entity_id", pa.string()), ("block", pa.string())])
