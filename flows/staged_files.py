"""The Parquet files of a batch while it is staged: one a table, written piece by piece so that memory stays small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.tables.arrow import arrow_schema

_ROWS_A_PIECE = 20_000
_SOURCES = "document_sources"


class StagedFiles:
    """Takes Arrow rows by table. A context manager: the files are complete when it closes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.row_counts: dict[str, int] = {}
        self._held: dict[str, list[pa.Table]] = {}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._superseded: dict[str, dict[str, int]] = {}

    def __enter__(self) -> StagedFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            for table in self._held:
                self._flush(table)
        for writer in self._writers.values():
            writer.close()
        if kind is None and self._superseded:
            for table in self._writers.keys() - {_SOURCES}:
                self._drop_superseded(table)

    def add(self, rows: Mapping[str, pa.Table]) -> None:
        """Take the rows of one item."""
        for table, new in rows.items():
            self.row_counts[table] = self.row_counts.get(table, 0) + new.num_rows
            self._held.setdefault(table, []).append(new)
            if sum(piece.num_rows for piece in self._held[table]) >= _ROWS_A_PIECE:
                self._flush(table)

    def supersede(self, document_id: str) -> None:
        """Drop what was taken of a document so far, but for where it came from: it is taken anew."""
        self._superseded[document_id] = dict(self.row_counts)

    def _drop_superseded(self, table: str) -> None:
        """Write the file of a table again without the rows that were taken before their document was taken anew."""
        path = self.folder / f"{table}.parquet"
        kept = path.with_suffix(".kept")
        first = count = 0
        with pq.ParquetFile(path) as file, pq.ParquetWriter(kept, file.schema_arrow, compression="zstd") as writer:
            for piece in file.iter_batches(_ROWS_A_PIECE):
                ids = piece.column("document_id").to_pylist()
                stays = [at >= self._taken_anew(key, table) for at, key in enumerate(ids, start=first)]
                writer.write_batch(piece.filter(pa.array(stays)))
                first += len(ids)
                count += sum(stays)
        kept.replace(path)
        self.row_counts[table] = count

    def _taken_anew(self, document_id: str | None, table: str) -> int:
        marks = self._superseded.get(document_id) if document_id is not None else None
        return marks.get(table, 0) if marks else 0

    def _flush(self, table: str) -> None:
        if not self._held[table]:
            return
        if table not in self._writers:
            path = self.folder / f"{table}.parquet"
            self._writers[table] = pq.ParquetWriter(path, _unproven(table), compression="zstd")
        self._writers[table].write_table(pa.concat_tables(self._held[table]))
        self._held[table].clear()


def as_arrow(rows: Mapping[str, Sequence[Mapping[str, Any]]], **lineage: str) -> dict[str, pa.Table]:
    """Return rows by table as Arrow, each with its lineage; tables without rows are left out."""
    return {
        table: pa.Table.from_pylist([{**row, **lineage} for row in content], schema=_unproven(table))
        for table, content in rows.items()
        if content
    }


@cache
def _unproven(table: str) -> pa.Schema:
    """The declared schema but for NOT NULL: a null where none may be is the audit's to refuse, with its reason."""
    declared = arrow_schema(table)
    return pa.schema([field.with_nullable(True) for field in declared], metadata=declared.metadata)
