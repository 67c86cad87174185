"""The Parquet files of a batch while it is staged: one a table, written piece by piece so that memory stays small.

Turning a few rows into Arrow costs as much as turning hundreds, so rows are held until there are many. Those that hold
what a header says are turned at once: where a table cannot hold it, the document is refused and not its batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.tables import all_tables
from flows.tables.arrow import arrow_schema

_ROWS_A_PIECE = 20_000
_ROWS_AT_ONCE = 500
_SOURCES = "document_sources"
_OF_HEADERS = frozenset(("documents", _SOURCES, "authors"))

Row = Mapping[str, Any]


class StagedFiles:
    """Takes rows by table and adds their lineage. A context manager: the files are complete when it closes."""

    def __init__(self, folder: Path, **lineage: str) -> None:
        self.folder = folder
        self.lineage = lineage
        self.row_counts: dict[str, int] = {}
        self._rows: dict[str, list[Row]] = {}
        self._held: dict[str, list[pa.RecordBatch]] = {}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._superseded: dict[str, dict[str, int]] = {}

    def __enter__(self) -> StagedFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            for table in self.row_counts:
                self._turn(table)
                self._flush(table)
        for writer in self._writers.values():
            writer.close()
        if kind is None and self._superseded:
            for table in self._writers.keys() - {_SOURCES}:
                self._drop_superseded(table)

    def add(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Take the rows of one document, or none of them where a table cannot hold one: then it raises."""
        turned = {table: self._as_arrow(table, new) for table, new in rows.items() if new and table in _OF_HEADERS}
        for table, new in rows.items():
            if not new:
                continue
            self.row_counts[table] = self.row_counts.get(table, 0) + len(new)
            if table in turned:
                self._held.setdefault(table, []).append(turned[table])
            else:
                self._rows.setdefault(table, []).extend(new)
                if len(self._rows[table]) >= _ROWS_AT_ONCE:
                    self._turn(table)
            if sum(piece.num_rows for piece in self._held.get(table, ())) >= _ROWS_A_PIECE:
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

    def _as_arrow(self, table: str, rows: Sequence[Row]) -> pa.RecordBatch:
        fields = _type_of_rows(table, frozenset(self.lineage))
        return pa.RecordBatch.from_struct_array(pa.array(rows, fields))

    def _turn(self, table: str) -> None:
        if rows := self._rows.pop(table, None):
            self._held.setdefault(table, []).append(self._as_arrow(table, rows))

    def _flush(self, table: str) -> None:
        if not self._held.get(table):
            return
        if table not in self._writers:
            path = self.folder / f"{table}.parquet"
            self._writers[table] = pq.ParquetWriter(path, _unproven(table), compression="zstd")
        piece = pa.Table.from_batches(self._held.pop(table))
        if table != "documents":  # whose texts together may be more than one column can hold in one piece
            piece = piece.combine_chunks()
        self._writers[table].write_table(self._with_lineage(piece, _unproven(table)))

    def _with_lineage(self, piece: pa.Table, schema: pa.Schema) -> pa.Table:
        columns = [
            pa.repeat(self.lineage[name], piece.num_rows) if name in self.lineage else piece.column(name)
            for name in schema.names
        ]
        return pa.Table.from_arrays(columns, schema=schema)


def load_schemas() -> None:
    """Build the schema of every table once, so that no document's time is spent on it."""
    for table in all_tables():
        _unproven(table)


@cache
def _type_of_rows(table: str, lineage: frozenset[str]) -> pa.StructType:
    return pa.struct([field for field in _unproven(table) if field.name not in lineage])


@cache
def _unproven(table: str) -> pa.Schema:
    """The declared schema but for NOT NULL: a null where none may be is the audit's to refuse, with its reason."""
    declared = arrow_schema(table)
    return pa.schema([field.with_nullable(True) for field in declared], metadata=declared.metadata)
