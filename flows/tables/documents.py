"""A distinct article text."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Ordered, Origin, Table

T = ColumnType

_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?$"

TABLE = Table(
    name="documents",
    grain="a distinct article text",
    origin=Origin.EXTRACTED,
    key=("document_id",),
    columns=(
        v.DOCUMENT_ID,
        Column(
            "publication_id",
            T.TEXT,
            "The publication that printed it.",
            null="no evidence names one",
            pattern=r"^[a-z0-9_]+$",
            example="eurasia_daily_monitor",
        ),
        Column(
            "publication",
            T.TEXT,
            "Name of the publication, as its profile has it or else as printed.",
            null="no evidence names one",
            example="Eurasia Daily Monitor",
        ),
        Column(
            "series",
            T.TEXT,
            "Series or column within the publication, as printed.",
            null="none is printed",
            example="Part Two",
        ),
        Column(
            "volume",
            T.INTEGER,
            "Volume number; Roman numerals are read.",
            null="none is printed",
            at_least=1,
            at_most=9999,
            example="5",
        ),
        Column(
            "issue",
            T.INTEGER,
            "Issue number within the volume.",
            null="none is printed",
            at_least=1,
            at_most=99999,
            example="62",
        ),
        Column(
            "headline",
            T.TEXT,
            "Headline, without the site's suffix.",
            null="the file has none; a first sentence is never made one",
            example="New Quay Opens in Port Varda",
        ),
        Column(
            "alternative_headline",
            T.TEXT,
            "Another headline of the same article, for a list, a search engine or print.",
            null="the file states none, or the same",
            example="Port Varda Gets Its Quay",
        ),
        Column(
            "headline_candidates",
            T.TEXTS,
            "Every headline that the file offers, each behind the place that offers it, as they stand there.",
            null="the form of the file has one place for it",
            example="[heading: New Quay Opens, title: New Quay Opens | Harbour Daily]",
        ),
        Column(
            "section", T.TEXT, "Section of the publication, as printed.", null="none is printed", example="Economics"
        ),
        Column(
            "keywords",
            T.TEXTS,
            "Keywords, tags or subjects that the file states for the article, in its order.",
            null="it states none",
            example="[ports, trade]",
        ),
        Column(
            "language",
            T.TEXT,
            "Language of the body.",
            null="too little text to tell",
            pattern=r"^[a-z]{2,3}$",
            example="en",
        ),
        Column(
            "published_on",
            T.DATE,
            "Day of publication, where it is certain.",
            null="no evidence fixes one day",
            example="2008-04-02",
        ),
        Column(
            "published_earliest",
            T.DATE,
            "First day on which it can have been published.",
            null="no evidence bounds it",
            example="2008-03-28",
        ),
        Column(
            "published_latest",
            T.DATE,
            "Last day on which it can have been published.",
            null="no evidence bounds it",
            example="2008-04-04",
        ),
        Column(
            "published_basis",
            T.TEXT,
            "Evidence behind the publication dates, strongest first, joined by +.",
            null="no evidence",
            example="issue calendar+latest citation",
        ),
        Column(
            "published_at",
            T.TEXT,
            "Moment of publication as stated: ISO 8601, with the offset from UTC where the file has one.",
            null="no time of day is stated for that day",
            pattern=_MOMENT,
            example="2008-04-02T18:30:00+02:00",
        ),
        Column(
            "published_disagreements",
            T.TEXTS,
            "Other days that evidence names as the day of publication, each behind its basis.",
            null="nothing disagrees",
            example="[url: 2008-04-01]",
        ),
        Column(
            "modified_on",
            T.DATE,
            "Day of the last revision.",
            null="none is stated, or one before publication",
            example="2008-04-03",
        ),
        Column(
            "modified_at",
            T.TEXT,
            "Moment of the last revision as stated: as published_at.",
            null="no time of day is stated for it",
            pattern=_MOMENT,
            example="2008-04-03T09:05:00Z",
        ),
        Column("modified_basis", T.TEXT, "Evidence behind the revision.", null="modified_on is null", example="meta"),
        Column("dateline_place", T.TEXT, "Place named in the dateline.", null="no dateline", example="Moscow"),
        Column(
            "dateline_on",
            T.DATE,
            "Day named in the dateline; one without a year is the last such day up to publication.",
            null="no dateline, no day in it, or no date of publication to tell its year",
            example="2008-04-01",
        ),
        Column(
            "dateline_agency",
            T.TEXT,
            "Agency named in the dateline.",
            null="no dateline or no agency in it",
            example="Interfax",
        ),
        Column("word_count", T.INTEGER, "Words of the text.", unit="words", at_least=0, example="1042"),
        Column(
            "text", T.TEXT, "The text; every offset of every table counts its characters.", example="The new quay ..."
        ),
        Column("is_truncated", T.FLAG, "Whether the text is a teaser that breaks off.", example="false"),
        Column(
            "access",
            T.TEXT,
            "Who can read the article where it was published, as the file states: locked is for subscribers, metered "
            "for everyone a few times.",
            null="it does not say",
            one_of=("free", "metered", "locked"),
            example="free",
        ),
        Column(
            "header_evidence",
            T.TEXT,
            "What the header said, as JSON: with the text, all that a backfill needs.",
            example='{"volume": 5, "issue": 62}',
        ),
        Column(
            "cluster_id",
            T.TEXT,
            "Documents that are near copies of each other share it.",
            pattern=v.HASH,
            example="1b9d6bcdbbfd4b2d9b5dab8dfbbd4bed",
        ),
        Column(
            "extractor_version",
            T.TEXT,
            "Version of the extractor that made the document's rows.",
            pattern=r"^[0-9]+(\.[0-9]+)*$",
            example="1",
        ),
        *v.LINEAGE,
    ),
    ordered=(Ordered("published_earliest", "published_latest"),),
)
