"""What near copies of a document are found by, kept so that no text is read twice."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Origin, Reference, Table

T = ColumnType

TABLE = Table(
    name="signatures",
    grain="a document, with what its near copies are found by",
    origin=Origin.DERIVED,
    key=("document_id",),
    columns=(
        v.DOCUMENT_ID,
        Column(
            "bands",
            T.TEXTS,
            "Hashes of the bands of its MinHash signature: texts that share one are compared. None for a text of a "
            "few words.",
            example="['0a3f29c1', '91b2e07d']",
        ),
    ),
    references=(Reference("document_id", "documents"),),
)
