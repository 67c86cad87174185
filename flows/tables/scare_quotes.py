"""A marked phrase that nobody is made to say."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Ordered, Origin, ReadsBack, Reference, Table

T = ColumnType

TABLE = Table(
    name="scare_quotes",
    grain="a marked phrase that nobody is made to say",
    origin=Origin.EXTRACTED,
    key=("scare_quote_id",),
    columns=(
        v.key("scare_quote_id", "document and span"),
        v.DOCUMENT_ID,
        v.start(),
        v.end(),
        Column("text", T.TEXT, "The phrase, without its marks.", example="done deal"),
        Column(
            "kind",
            T.TEXT,
            "Why it is marked: distance (scare), a title, a term, a nickname.",
            one_of=("scare", "title", "term", "nickname"),
            example="scare",
        ),
        v.PARAGRAPH,
        *v.LINEAGE,
    ),
    ordered=(Ordered("span_start", "span_end", strict=True),),
    reads_back=(ReadsBack("span_start", "span_end", "text"),),
    references=(Reference("document_id", "documents"),),
)
