"""A name as documents have it, and the person, organisation or place that it names over all documents."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Origin, Table

T = ColumnType

TABLE = Table(
    name="entities",
    grain="a full name as documents have it, with whom or what it names over all documents",
    origin=Origin.DERIVED,
    key=("entity_id",),
    columns=(
        v.key("entity_id", "type and full name; mentions.entity_id, quotes.person_id and roles.person_id lead here"),
        Column("type", T.TEXT, "What is named.", one_of=("person", "org", "place"), example="person"),
        Column("name", T.TEXT, "The full name, resolved within a document.", example="Sergei Lavrov"),
        Column(
            "canonical_id",
            T.TEXT,
            "Whom or what it names over all documents: the key of people, organizations or places.",
            pattern=v.HASH,
            example="5d41402abc4b2a76b9719d911017c592",
        ),
        Column(
            "block", T.TEXT, "What every spelling of the name shares: only such names are compared.", example="lavrov"
        ),
        Column(
            "evidence_id",
            T.TEXT,
            "Hash of all that decided whom it names: a run resolves the names whose hash has changed.",
            pattern=v.HASH,
            example="7d793037a0760186574b0282f2f435e7",
        ),
    ),
)
