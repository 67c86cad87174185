"""A name in the text."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Ordered, Origin, ReadsBack, Reference, Table

T = ColumnType

TABLE = Table(
    name="mentions",
    grain="a name in the text",
    origin=Origin.EXTRACTED,
    key=("mention_id",),
    columns=(
        v.key("mention_id", "document, type and span"),
        v.DOCUMENT_ID,
        v.start(),
        v.end(),
        Column("text", T.TEXT, "The name as printed.", example="Scheffer"),
        Column("type", T.TEXT, "What is named.", one_of=("person", "org", "place"), example="person"),
        Column(
            "entity_id",
            T.TEXT,
            "What goes by that name, in entities: hash of type and full name.",
            pattern=v.HASH,
            example="5d41402abc4b2a76b9719d911017c592",
        ),
        Column("name", T.TEXT, "Full name, resolved within the document.", example="Jaap de Hoop Scheffer"),
        Column(
            "role",
            T.TEXT,
            "Role told with this name, here or elsewhere in the document.",
            null="no role is told",
            example="NATO Secretary-General",
        ),
        Column("affiliation", T.TEXT, "Country or organisation of that role.", null="none is told", example="NATO"),
        Column(
            "gender",
            T.TEXT,
            "Gender that a title, a forename or a role of the document tells: f or m.",
            null="nothing tells it",
            one_of=("f", "m"),
            example="m",
        ),
        Column("is_metonym", T.FLAG, "Whether a place stands for its government, as Moscow may.", example="false"),
        v.PARAGRAPH,
        v.CONFIDENCE,
        v.RULE,
        *v.LINEAGE,
    ),
    ordered=(Ordered("span_start", "span_end", strict=True),),
    reads_back=(ReadsBack("span_start", "span_end", "text"),),
    references=(Reference("document_id", "documents"), Reference("entity_id", "entities")),
)
