"""A news outlet or other source that can be cited."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Ordered, Origin, Table

T = ColumnType

TABLE = Table(
    name="outlets",
    grain="an outlet that the registry knows",
    origin=Origin.DERIVED,
    key=("outlet_id",),
    columns=(
        v.key("outlet_id", "the outlet's name"),
        Column("name", T.TEXT, "Name.", example="Interfax"),
        Column(
            "kind",
            T.TEXT,
            "What it is.",
            one_of=(
                "agency",
                "newspaper",
                "magazine",
                "tv",
                "radio",
                "radio_tv",
                "website",
                "official",
                "monitoring",
                "pollster",
                "social",
                "newsletter",
                "self",
            ),
            example="agency",
        ),
        Column(
            "country",
            T.TEXT,
            "ISO 3166 code of its country.",
            null="international or not known",
            pattern=r"^[A-Z]{2}$",
            example="RU",
        ),
        Column("aliases", T.TEXTS, "Other names and hosts.", example="[Interfax.ru]"),
        Column(
            "first_seen",
            T.DATE,
            "Earliest publication date of a document that cites it.",
            null="no such document has a date",
            example="2008-03-28",
        ),
        Column(
            "last_seen",
            T.DATE,
            "Latest publication date of a document that cites it.",
            null="no such document has a date",
            example="2008-04-04",
        ),
        Column("document_count", T.INTEGER, "Documents that cite it.", at_least=0, example="3"),
        Column("citation_count", T.INTEGER, "Citations of it in all documents.", at_least=0, example="5"),
    ),
    ordered=(Ordered("first_seen", "last_seen"),),
)
