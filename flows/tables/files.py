"""The ledger: every file ever seen, and what became of it."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Origin, Table

T = ColumnType

TABLE = Table(
    name="files",
    grain="a file that arrived, at one path",
    origin=Origin.LEDGER,
    key=("file_id",),
    columns=(
        v.key("file_id", "path and bytes"),
        Column("path", T.TEXT, "Path of the file, as the run was given it.", example="data/inbox/briefing.txt"),
        Column(
            "file_sha256",
            T.TEXT,
            "SHA-256 of its bytes.",
            null="its bytes could not be read",
            pattern=v.SHA256,
            example="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ),
        Column("byte_size", T.LONG, "Size.", null="it could not be read", unit="bytes", at_least=0, example="6811"),
        Column(
            "status",
            T.TEXT,
            "What became of it: it gave a new document (loaded), only known ones (duplicate), or none (quarantined).",
            one_of=("loaded", "duplicate", "quarantined"),
            example="loaded",
        ),
        Column(
            "reason", T.TEXT, "Why it is a duplicate or was quarantined.", null="it was loaded", example="empty_file"
        ),
        Column("document_count", T.INTEGER, "Documents that it holds.", at_least=0, example="1"),
        *v.LINEAGE,
    ),
)
