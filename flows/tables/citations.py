"""One source cited in one place."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Ordered, Origin, ReadsBack, Reference, Table

T = ColumnType

TABLE = Table(
    name="citations",
    grain="one source cited in one place",
    origin=Origin.EXTRACTED,
    key=("citation_id",),
    columns=(
        v.key("citation_id", "document, span and position"),
        v.DOCUMENT_ID,
        v.start(of="the whole citation"),
        v.end(of="the whole citation"),
        Column(
            "text",
            T.TEXT,
            "The whole citation as printed; sources cited together share it.",
            example="(Interfax, March 15)",
        ),
        Column("position", T.INTEGER, "Place of the source within the citation, from 1.", at_least=1, example="1"),
        Column(
            "outlet_id",
            T.TEXT,
            "The outlet in outlets.",
            null="the source is no outlet that the registry knows",
            pattern=v.HASH,
            example="acbd18db4cc2f85cedef654fccc4a4d8",
        ),
        Column(
            "outlet_text",
            T.TEXT,
            "The source as printed.",
            null="the source's name is lost from the text",
            example="Interfax",
        ),
        Column(
            "outlet_kind",
            T.TEXT,
            "What the source is.",
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
                "generic",
                "interview",
                "unknown",
            ),
            example="agency",
        ),
        Column(
            "relation",
            T.TEXT,
            "Whether it vouches for the text (cites) or points elsewhere (see).",
            one_of=("cites", "see"),
            example="cites",
        ),
        Column("title", T.TEXT, "Title of the article cited.", null="none is printed", example="Pipeline Talks Stall"),
        Column(
            "dates",
            T.RANGES,
            "Every date cited, resolved; earliest and latest are the same for a day.",
            example="[{earliest: 2008-03-15, latest: 2008-03-15}]",
        ),
        Column(
            "earliest",
            T.DATE,
            "First day cited.",
            null="no date is printed, or its year cannot be told",
            example="2008-03-15",
        ),
        Column(
            "latest",
            T.DATE,
            "Last day cited.",
            null="no date is printed, or its year cannot be told",
            example="2008-03-15",
        ),
        Column(
            "date_role",
            T.TEXT,
            "What the dates are.",
            null="no date is printed",
            one_of=("published", "accessed"),
            example="published",
        ),
        Column(
            "flags",
            T.TEXTS,
            "What to beware of: source_lost, ambiguous_outlet, after_period, year_unknown ...",
            example="[source_lost]",
        ),
        v.PARAGRAPH,
        v.CONFIDENCE,
        v.RULE,
        *v.LINEAGE,
    ),
    ordered=(Ordered("span_start", "span_end", strict=True), Ordered("earliest", "latest")),
    reads_back=(ReadsBack("span_start", "span_end", "text"),),
    references=(Reference("document_id", "documents"), Reference("outlet_id", "outlets")),
)
