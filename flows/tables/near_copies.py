"""Two documents that share most of their words."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Origin, Reference, Table

T = ColumnType

TABLE = Table(
    name="near_copies",
    grain="a document that keeps most of another one's text, or is a piece of it",
    origin=Origin.DERIVED,
    key=("document_id", "other_id"),
    columns=(
        v.DOCUMENT_ID,
        Column(
            "other_id",
            T.TEXT,
            "The other document: the earlier one, or the whole that this one is a piece of.",
            pattern=v.HASH,
            example="7d793037a0760186574b0282f2f435e7",
        ),
        Column(
            "relation",
            T.TEXT,
            "What it is of the other: a copy (the text with edits), a version (of one article: another text at its "
            "address, or under its headline in one publication with another day or revision), or an excerpt (a piece "
            "of it).",
            one_of=("copy", "version", "excerpt"),
            example="copy",
        ),
        Column(
            "share_kept",
            T.REAL,
            "Share of the other's text that it keeps, counted in stretches of five words.",
            at_least=0,
            at_most=1,
            example="0.93",
        ),
        Column(
            "share_own",
            T.REAL,
            "Share of its own text that the other has too.",
            at_least=0,
            at_most=1,
            example="0.97",
        ),
        Column(
            "similarity",
            T.REAL,
            "Shared stretches of five words among all of both (Jaccard).",
            at_least=0,
            at_most=1,
            example="0.91",
        ),
    ),
    references=(Reference("document_id", "documents"), Reference("other_id", "documents")),
)
