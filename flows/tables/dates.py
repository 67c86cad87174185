"""A temporal expression."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Ordered, Origin, ReadsBack, Reference, Table

T = ColumnType

TABLE = Table(
    name="dates",
    grain="a temporal expression in the text",
    origin=Origin.EXTRACTED,
    key=("date_id",),
    columns=(
        v.key("date_id", "document and span"),
        v.DOCUMENT_ID,
        v.start(),
        v.end(),
        Column("text", T.TEXT, "The expression as printed.", example="March 15"),
        Column("value", T.TEXT, "TIMEX3 value.", null="its value cannot be told", example="2008-03-15"),
        Column("type", T.TEXT, "TIMEX3 type.", one_of=("DATE", "TIME", "DURATION", "SET"), example="DATE"),
        Column(
            "earliest", T.DATE, "First day that it covers.", null="no calendar day can be told", example="2008-03-15"
        ),
        Column("latest", T.DATE, "Last day that it covers.", null="no calendar day can be told", example="2008-03-15"),
        Column(
            "basis",
            T.TEXT,
            "What fixed its value: the words alone, the publication date, another date, a guess by tense.",
            one_of=("explicit", "publication", "document", "tense", "vague"),
            example="publication",
        ),
        v.PARAGRAPH,
        v.CONFIDENCE,
        v.RULE,
        *v.LINEAGE,
    ),
    ordered=(Ordered("span_start", "span_end", strict=True), Ordered("earliest", "latest")),
    reads_back=(ReadsBack("span_start", "span_end", "text"),),
    references=(Reference("document_id", "documents"),),
)
