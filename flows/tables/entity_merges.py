"""A name that goes by another one, and why."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Origin, Reference, Table

T = ColumnType

TABLE = Table(
    name="entity_merges",
    grain="a name that goes by another one, and why",
    origin=Origin.DERIVED,
    key=("entity_id",),
    columns=(
        v.key("entity_id", "type and full name"),
        Column(
            "into_id",
            T.TEXT,
            "The name that it goes by: its entities.canonical_id.",
            pattern=v.HASH,
            example="7d793037a0760186574b0282f2f435e7",
        ),
        Column("type", T.TEXT, "What is named.", one_of=("person", "org", "place"), example="person"),
        Column(
            "rule",
            T.TEXT,
            "What brought the names together.",
            one_of=("spelling", "given_names", "initial", "surname", "form", "acronym", "other_name", "override"),
            example="spelling",
        ),
        Column(
            "evidence",
            T.TEXT,
            "The two names, and what speaks for their being one's.",
            example="Sergei Lavrov = Sergey Lavrov: spellings of one name; both foreign minister",
        ),
        v.CONFIDENCE,
    ),
    references=(Reference("entity_id", "entities"), Reference("into_id", "entities")),
)
