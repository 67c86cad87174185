"""A place that a document came from."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Origin, Reference, Table

T = ColumnType

TABLE = Table(
    name="document_sources",
    grain="a place that a document came from",
    origin=Origin.EXTRACTED,
    key=("document_id", "file_sha256", "path", "member"),
    columns=(
        v.DOCUMENT_ID,
        v.FILE_SHA256,
        Column("path", T.TEXT, "Path of the file, as the run was given it.", example="data/inbox/briefing.txt"),
        Column(
            "member",
            T.TEXT,
            "Member inside the file, outermost first, joined by !; empty for a plain file.",
            example="2008/april.eml",
        ),
        Column(
            "url",
            T.TEXT,
            "Address of the article, canonical where the file says so.",
            null="the file names none",
            example="https://example.org/new-quay",
        ),
        Column("format", T.TEXT, "What the file is, by its content.", pattern=r"^[a-z0-9]+$", example="html"),
        Column("encoding", T.TEXT, "Character encoding that it was read in.", example="utf-8"),
        Column(
            "byte_size",
            T.INTEGER,
            "Size of the file (of the member, inside an archive).",
            unit="bytes",
            at_least=0,
            example="6811",
        ),
        *v.LINEAGE,
    ),
    references=(Reference("document_id", "documents"),),
)
