"""Documents as they are stored, for a run that extracts them again."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from flows.load import connect, versions
from flows.settings import Settings

_STALE = """
SELECT document_id, text, header_evidence, path, member, file_sha256, byte_size, format, encoding
FROM documents
JOIN document_sources USING (document_id)
WHERE extractor_version <> $version AND ($publication IS NULL OR publication_id = $publication)
QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY path, file_sha256, member) = 1
ORDER BY path, file_sha256, member
"""
_ROWS_A_FILE = 1_000


def export_stale(
    settings: Settings, extractor_version: str, folder: Path, publication: str | None = None
) -> list[Path]:
    """Write every document of another extractor version, with the first place it came from, as Parquet files.

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
