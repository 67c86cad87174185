"""A file or a row that was refused."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Origin, Table

T = ColumnType

TABLE = Table(
    name="quarantine",
    grain="a refusal of a file, a member of a file or a row, for one reason",
    origin=Origin.LEDGER,
    key=("quarantine_id",),
    columns=(
        v.key("quarantine_id", "what was refused and why"),
        Column(
            "table_name", T.TEXT, "Table of the refused row; files for a file that could not be read.", example="quotes"
        ),
        Column(
            "row_key",
            T.TEXT,
            "Key of the refused row, columns joined by |; the path (and member) of a refused file.",
            example="9f2c51d07a6be4c3b0d1a2e3f4051627",
        ),
        Column(
            "document_id",
            T.TEXT,
            "Document of the refused row.",
            null="a file was refused",
            pattern=v.HASH,
            example="1b9d6bcdbbfd4b2d9b5dab8dfbbd4bed",
        ),
        Column(
            "file_sha256",
            T.TEXT,
            "SHA-256 of the file that it came from.",
            null="its bytes could not be read",
            pattern=v.SHA256,
            example="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ),
        Column("path", T.TEXT, "Path of the file that it came from.", example="data/inbox/briefing.txt"),
        Column(
            "member",
            T.TEXT,
            "Refused member of the file, as in document_sources; (rest) stands for all behind the last readable one.",
            null="the file as a whole or a row was refused",
            example="2008/april.eml",
        ),
        Column(
            "expectation",
            T.TEXT,
            "The expectation that the row failed, or the code of the refusal.",
            example="expect_column_values_to_not_be_null",
        ),
        Column(
            "column_name", T.TEXT, "Column that failed.", null="the refusal is not about one column", example="content"
        ),
        Column("reason", T.TEXT, "What was wrong, in a sentence.", example="the file is empty"),
        Column(
            "value",
            T.TEXT,
            "The refused value, cut to 500 characters.",
            null="null was the value, or there is none",
            example="-3",
        ),
        Column(
            "row_json",
            T.TEXT,
            "The whole refused row as JSON, to be loaded again once mended.",
            null="a file was refused",
            example="{}",
        ),
        Column(
            "stored_as",
            T.TEXT,
            "Copy of the refused file under quarantine/ in the data folder.",
            null="a row was refused, or its bytes could not be read",
            example="e3/e3b0c44298fc",
        ),
        *v.LINEAGE,
    ),
)
