"""A role or title in the text, and the person who bears it."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Ordered, Origin, ReadsBack, Reference, Table

T = ColumnType

TABLE = Table(
    name="roles",
    grain="a role or title in the text",
    origin=Origin.EXTRACTED,
    key=("role_id",),
    columns=(
        v.key("role_id", "document, kind and span"),
        v.DOCUMENT_ID,
        v.start(),
        v.end(),
        Column("text", T.TEXT, "The role as printed.", example="Russian Foreign Minister"),
        Column(
            "kind",
            T.TEXT,
            "A post or function (role) or a form of address (title).",
            one_of=("role", "title"),
            example="role",
        ),
        Column(
            "person_id",
            T.TEXT,
            "Name of who bears it in entities, whose canonical_id leads to people.",
            null="nobody is named for it",
            pattern=v.HASH,
            example="5d41402abc4b2a76b9719d911017c592",
        ),
        v.PARAGRAPH,
        *v.LINEAGE,
    ),
    ordered=(Ordered("span_start", "span_end", strict=True),),
    reads_back=(ReadsBack("span_start", "span_end", "text"),),
    references=(Reference("document_id", "documents"), Reference("person_id", "entities")),
)
