"""A place that a document came from."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Ordered, Origin, Reference, Table

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
        Column(
            "encoding",
            T.TEXT,
            "Character encoding that it was read in; +mojibake or +bytes where what was decoded wrongly was mended.",
            example="utf-8",
        ),
        Column(
            "byte_size",
            T.LONG,
            "Size of the file (of the member, inside an archive).",
            unit="bytes",
            at_least=0,
            example="6811",
        ),
        Column(
            "byte_start",
            T.LONG,
            "First byte of the member in the file, with what wraps it (the head of its record, the packing of that).",
            null="the document is the whole file, or the file does not hold it in one piece",
            unit="bytes",
            at_least=0,
            example="35120",
        ),
        Column(
            "byte_end",
            T.LONG,
            "One past the last byte of the member in the file.",
            null="as of byte_start",
            unit="bytes",
            at_least=1,
            example="41931",
        ),
        Column(
            "captured_on",
            T.DATE,
            "Day (UTC) on which a crawler or a browser saved it: no evidence of publication but that it was before.",
            null="nothing tells",
            example="2026-03-04",
        ),
        Column(
            "header_evidence",
            T.TEXT,
            "What the header said here, as JSON; documents.header_evidence has it brought together over the places.",
            null="read by a version that did not keep it",
            example='{"headline": "New Quay Opens in Port Varda"}',
        ),
        *v.LINEAGE,
    ),
    ordered=(Ordered("byte_start", "byte_end"),),
    references=(Reference("document_id", "documents"),),
)
