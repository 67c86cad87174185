"""What the warehouse holds, exported for a run that extracts or checks it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from flows.load import connect, versions
from flows.load.merge import extracted_tables
from flows.settings import Settings
from flows.tables.arrow import arrow_schema

_STALE = """
WITH named AS (
    SELECT document_id, header_evidence, path, file_sha256, member, header_evidence ->> 'publication' AS publication
    FROM document_sources
    WHERE header_evidence IS NOT NULL
), said AS (
    SELECT
        documents.document_id,
        list(elsewhere.header_evidence ORDER BY elsewhere.path, elsewhere.file_sha256, elsewhere.member) AS evidence,
        bool_or(
            len(list_filter(
                json_keys(elsewhere.header_evidence),
                lambda name: NOT list_contains(json_keys(documents.header_evidence), name)
            )) > 0
        ) AS is_more
    FROM documents
    JOIN named AS elsewhere USING (document_id)
    WHERE elsewhere.publication IS NULL
        OR documents.header_evidence ->> 'publication' IS NULL
        OR lower(elsewhere.publication) = lower(documents.header_evidence ->> 'publication')
    GROUP BY documents.document_id
)
SELECT document_id, text, documents.header_evidence, evidence AS evidence_elsewhere, path, member, file_sha256,
    byte_size, format, encoding, byte_start, byte_end, captured_on
FROM documents
JOIN document_sources USING (document_id)
LEFT JOIN said USING (document_id)
WHERE (extractor_version <> $version OR is_more) AND ($publication IS NULL OR publication_id = $publication)
QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY path, file_sha256, member) = 1
ORDER BY path, file_sha256, member
"""
_ROWS_A_FILE = 1_000

_SLICE = """
SELECT * FROM {table}
SEMI JOIN (SELECT document_id FROM documents ORDER BY document_id LIMIT $size OFFSET $first) USING (document_id)
"""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some documents with all their rows: one Parquet file a table, and how many rows each has."""

    folder: Path
    row_counts: Mapping[str, int]


def export_stale(
    settings: Settings, extractor_version: str, folder: Path, publication: str | None = None
) -> list[Path]:
    """Write every document of another extractor version, with the first place it came from, as Parquet files.

    So is a document of which a place that came later says more: what its places say is brought together.
    ``publication`` narrows it to one ``publication_id``. Each file holds up to a thousand documents, in the order of
    their paths; no file where there is no such document or no warehouse yet.
    """
    if versions.current(settings.warehouse) is None:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with connect.reading(settings.warehouse) as connection:
        stale = connection.sql(_STALE, params={"version": extractor_version, "publication": publication})
        for batch in stale.to_arrow_reader(_ROWS_A_FILE):
            path = folder / f"documents-{len(written):06d}.parquet"
            with pq.ParquetWriter(path, batch.schema, compression="zstd") as file:
                file.write_batch(batch)
            written.append(path)
    return written


def export_slices(settings: Settings, folder: Path, documents: int) -> Iterator[Slice]:
    """Write the extracted tables as Parquet, so many documents with all their rows at a time."""
    if versions.current(settings.warehouse) is None:
        return
    with connect.reading(settings.warehouse) as connection:
        total = connect.scalar(connection, "SELECT count(*) FROM documents")
        for first in range(0, total, documents):
            slice_folder = folder / f"{first:09d}"
            slice_folder.mkdir(parents=True, exist_ok=True)
            counts = {}
            for table in extracted_tables():
                rows = connection.sql(
                    _SLICE.format(table=table.name), params={"size": documents, "first": first}
                ).to_arrow_table()
                counts[table.name] = rows.num_rows
                pq.write_table(rows.cast(arrow_schema(table.name)), slice_folder / f"{table.name}.parquet")
            yield Slice(slice_folder, counts)
