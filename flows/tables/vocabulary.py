"""Columns that mean the same in every table that has them: declared here once."""

from __future__ import annotations

from flows.tables.declaration import Column, ColumnType

HASH = r"^[0-9a-f]{32}$"
SHA256 = r"^[0-9a-f]{64}$"

T = ColumnType


def key(name: str, of: str) -> Column:
    """Return the key column of a table: a hash of ``of``, never a counter, a clock or a path."""
    return Column(name, T.TEXT, f"Key: hash of {of}.", pattern=HASH, example="9f2c51d07a6be4c3b0d1a2e3f4051627")


def start(name: str = "span_start", of: str = "the span") -> Column:
    """Return the column of a span's first offset."""
    return Column(
        name,
        T.INTEGER,
        f"First character of {of} in documents.text, from 0.",
        unit="characters",
        at_least=0,
        example="1528",
    )


def end(name: str = "span_end", of: str = "the span") -> Column:
    """Return the column of a span's end offset."""
    return Column(
        name,
        T.INTEGER,
        f"One past the last character of {of} in documents.text.",
        unit="characters",
        at_least=1,
        example="1642",
    )


DOCUMENT_ID = Column(
    "document_id",
    T.TEXT,
    "The document: hash of its normalised body text.",
    pattern=HASH,
    example="1b9d6bcdbbfd4b2d9b5dab8dfbbd4bed",
)
FILE_SHA256 = Column(
    "file_sha256",
    T.TEXT,
    "SHA-256 of the file's bytes as they arrived.",
    pattern=SHA256,
    example="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
)
PARAGRAPH = Column(
    "paragraph", T.INTEGER, "Paragraph of the body in which the span begins, from 1.", at_least=1, example="5"
)
CONFIDENCE = Column(
    "confidence",
    T.REAL,
    "Share of rows with this figure that are expected to be right.",
    at_least=0,
    at_most=1,
    example="0.93",
)
RULE = Column(
    "rule",
    T.TEXT,
    "Name of the extraction rule or model that made the row.",
    pattern=r"^[a-z][a-z0-9_.-]*$",
    example="cue_after",
)
RUN_ID = Column(
    "run_id", T.TEXT, "The run that loaded the row.", pattern=r"^[0-9A-Za-z_.-]+$", example="20261123T053000-daily-4f1c"
)
BATCH_ID = Column(
    "batch_id",
    T.TEXT,
    "The batch that staged the row: hash of its input hashes and the extractor version.",
    pattern=HASH,
    example="0cc175b9c0f1b6a831c399e269772661",
)
LINEAGE = (RUN_ID, BATCH_ID)
