"""A role that a person bears in the documents, and when."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Ordered, Origin, Reference, Table

T = ColumnType

TABLE = Table(
    name="person_roles",
    grain="a role that a person bears, with one affiliation, over all documents",
    origin=Origin.DERIVED,
    key=("person_role_id",),
    columns=(
        v.key("person_role_id", "person, role and affiliation"),
        Column(
            "person_id", T.TEXT, "Who bears it, in people.", pattern=v.HASH, example="5d41402abc4b2a76b9719d911017c592"
        ),
        Column("role", T.TEXT, "The role, as it is printed most often.", example="Foreign Minister"),
        Column(
            "affiliation",
            T.TEXT,
            "Country or organisation of the person's role in the same document.",
            null="none is told",
            example="Russia",
        ),
        Column(
            "first_seen",
            T.DATE,
            "Earliest publication date of a document that tells it.",
            null="no such document has a date",
            example="2008-03-28",
        ),
        Column(
            "last_seen",
            T.DATE,
            "Latest publication date of a document that tells it.",
            null="no such document has a date",
            example="2008-04-04",
        ),
        Column("document_count", T.INTEGER, "Documents that tell it.", at_least=1, example="3"),
        Column("mention_count", T.INTEGER, "Places in all documents that tell it.", at_least=1, example="5"),
    ),
    ordered=(Ordered("first_seen", "last_seen"),),
    references=(Reference("person_id", "people"),),
)
