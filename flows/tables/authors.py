"""A name of the byline."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Origin, Reference, Table

T = ColumnType

TABLE = Table(
    name="authors",
    grain="a name of a document's byline",
    origin=Origin.EXTRACTED,
    key=("document_id", "position"),
    columns=(
        v.DOCUMENT_ID,
        Column("position", T.INTEGER, "Place in the byline, from 1.", at_least=1, example="1"),
        Column("name", T.TEXT, "Name as printed, without By.", example="Mara Feld"),
        Column("role", T.TEXT, "Role or post printed with the name.", null="none is printed", example="staff writer"),
        Column(
            "email",
            T.TEXT,
            "E-mail address printed with the name.",
            null="none is printed",
            example="m.feld@example.org",
        ),
        *v.LINEAGE,
    ),
    references=(Reference("document_id", "documents"),),
)
