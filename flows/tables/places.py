"""A place that is named over all documents."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Ordered, Origin, Table

T = ColumnType

TABLE = Table(
    name="places",
    grain="a place that is named, over all documents",
    origin=Origin.DERIVED,
    key=("place_id",),
    columns=(
        v.key("place_id", "type and the full name that stands for it; entities.canonical_id"),
        Column("name", T.TEXT, "Full name.", example="Moscow"),
        Column("aliases", T.TEXTS, "Every other form seen, in alphabetical order.", example="[Moskva]"),
        Column("kind", T.TEXT, "What kind it is: country, city, region ....", null="not known", example="city"),
        Column(
            "country", T.TEXT, "ISO 3166 code of its country.", null="not known", pattern=r"^[A-Z]{2}$", example="RU"
        ),
        Column(
            "latitude",
            T.REAL,
            "Latitude of its middle, WGS 84.",
            null="the gazetteer does not know it",
            unit="degrees",
            at_least=-90,
            at_most=90,
            example="55.75",
        ),
        Column(
            "longitude",
            T.REAL,
            "Longitude of its middle, WGS 84.",
            null="the gazetteer does not know it",
            unit="degrees",
            at_least=-180,
            at_most=180,
            example="37.62",
        ),
        Column(
            "first_seen",
            T.DATE,
            "Earliest publication date of a document that names it.",
            null="no such document has a date",
            example="2008-03-28",
        ),
        Column(
            "last_seen",
            T.DATE,
            "Latest publication date of a document that names it.",
            null="no such document has a date",
            example="2008-04-04",
        ),
        Column("document_count", T.INTEGER, "Documents that name it.", at_least=1, example="3"),
        Column("mention_count", T.INTEGER, "Mentions of it in all documents.", at_least=1, example="5"),
    ),
    ordered=(Ordered("first_seen", "last_seen"),),
)
