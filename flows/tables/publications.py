"""A publication: those with a profile, and those that documents name."""

from __future__ import annotations

from flows.tables.declaration import Column, ColumnType, Ordered, Origin, Table

T = ColumnType

TABLE = Table(
    name="publications",
    grain="a publication that has a profile or printed a document",
    origin=Origin.DERIVED,
    key=("publication_id",),
    columns=(
        Column(
            "publication_id",
            T.TEXT,
            "Key: the profile's name, or the folded printed name.",
            pattern=r"^[a-z0-9_]+$",
            example="eurasia_daily_monitor",
        ),
        Column("name", T.TEXT, "Name.", example="Eurasia Daily Monitor"),
        Column("publisher", T.TEXT, "Publisher.", null="no profile tells it", example="The Jamestown Foundation"),
        Column(
            "issn",
            T.TEXT,
            "International standard serial number.",
            null="none, or no profile tells it",
            pattern=r"^[0-9]{4}-[0-9]{3}[0-9X]$",
            example="1542-8079",
        ),
        Column(
            "country",
            T.TEXT,
            "ISO 3166 code of its country.",
            null="no profile tells it",
            pattern=r"^[A-Z]{2}$",
            example="US",
        ),
        Column(
            "volume_year_offset",
            T.INTEGER,
            "Year of a volume, less its number.",
            null="its volumes are no years, or no profile tells",
            example="2003",
        ),
        Column("has_profile", T.FLAG, "Whether flows/profiles/ describes how it prints.", example="true"),
        Column("document_count", T.INTEGER, "Documents of it.", at_least=0, example="12"),
        Column(
            "first_published",
            T.DATE,
            "Earliest publication date among its documents.",
            null="no document with a date",
            example="2008-03-28",
        ),
        Column(
            "last_published",
            T.DATE,
            "Latest publication date among its documents.",
            null="no document with a date",
            example="2008-04-04",
        ),
    ),
    ordered=(Ordered("first_published", "last_published"),),
)
