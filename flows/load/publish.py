"""Write, audit, publish: what a run calls to bring its accepted rows to readers.

The order makes a crash harmless. Everything is built and audited beside the published version; the manifest, written
in one step, makes the run count; the switch of the symlink shows it. A run that dies before its manifest leaves
nothing but files to sweep, one that dies after it is caught up by the next run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from flows.load import audit, connect, intake, merge, versions, warehouse
from flows.load.building import Building, building
from flows.load.connect import Connection
from flows.load.errors import LoadError
from flows.load.failpoints import Failpoint, failpoint
from flows.load.intake import Counts, Intake
from flows.load.lake import Lake, LakeFile, Manifest, check_schema, empty_folder
from flows.settings import Settings
from flows.tables import all_tables, table
from flows.tables.arrow import arrow_schema, arrow_table

Row = Mapping[str, Any]


def sweep(settings: Settings) -> list[Path]:
    """Remove what runs that ended early have left in the lake, beside the warehouse and in staging."""
    removed = Lake(settings.lake).sweep() + versions.sweep(settings.warehouse)
    empty_folder(settings.staging)
    return removed


def known_files(settings: Settings) -> frozenset[str]:
    """Return the SHA-256 of every file that gave documents: such a file needs no extraction."""
    if versions.current(settings.warehouse) is None:
        return frozenset()
    try:
        with connect.reading(settings.warehouse) as connection:
            rows = connection.execute("SELECT DISTINCT file_sha256 FROM document_sources").fetchall()
    except duckdb.Error:  # a broken warehouse is built anew with the candidate; until then nothing is known
        return frozenset()
    return frozenset(sha256 for (sha256,) in rows)


@contextmanager
def candidate(settings: Settings, brought: Intake) -> Iterator[Candidate]:
    """Build a version with what the run brings; unless it is published inside the block, nothing remains of it."""
    lake = Lake(settings.lake)
    manifests = lake.manifests()
    with building(settings, lake, manifests, brought.run_id) as version:
        under_way = _Run(lake, manifests, brought, version)
        try:
            yield under_way.taken_in()
        finally:
            under_way.withdraw()


@dataclass(slots=True)
class Candidate:
    """A version that is complete but not yet seen by anyone."""

    connection: Connection
    files: pa.Table  # the ledger: each file that arrived and what became of it
    counts: Counts
    _run: _Run

    def audit(self, run: Row) -> list[dict[str, Any]]:
        """Check every claim over the whole version, the run's own account included; rows of ``check_results``."""
        self._run.hold(run)
        results = audit.run_checks(self.connection, run["run_id"])
        failpoint(Failpoint.AUDITED)
        return results

    def publish(self, run: Row, check_results: Iterable[Row]) -> Path:
        """Commit the run to the lake and switch readers to this version; return its path."""
        return self._run.commit(run, arrow_table("check_results", check_results))


@dataclass(slots=True)
class _Run:
    """What one run adds to the lake and to the version."""

    lake: Lake
    manifests: list[Manifest]
    brought: Intake
    version: Building
    files: list[LakeFile] = field(default_factory=list)
    staged: dict[str, Path] = field(default_factory=dict)  # where each file that was moved into the lake came from

    def taken_in(self) -> Candidate:
        """Take in everything that the run brings and bring the derived tables up to date."""
        connection, run_id = self.version.connection, self.brought.run_id
        self._adopt_batches()
        self._write_references()
        with warehouse.transaction(connection):
            warehouse.take_in(connection, self.lake, self.files, merge.extracted_tables())
            intake.register_arrivals(connection, self.brought)
            self._write(merge.SOURCES, intake.sources_known_by_hash(connection, run_id))
            warehouse.take_in(connection, self.lake, self.files, [table(merge.SOURCES)])
            merge.refuse_orphans(connection)
            merge.choose_documents(connection, self.brought.replaces)
            ledger = intake.classify(connection, self.brought)
            self._write("files", ledger)
            self._write("quarantine", self.brought.quarantine)
            warehouse.take_in(connection, self.lake, self.files, merge.ledger_tables())
            merge.merge_documents(connection)
            merge.merge_ledger(connection, merge.ledger_tables())
        counts = intake.count(connection, self.brought, ledger)
        warehouse.derive(connection, self.lake, [*self.manifests, self._manifest()])
        return Candidate(connection, ledger, counts, self)

    def hold(self, run: Row) -> None:
        """Hold the run's own row as it is known so far."""
        self.version.connection.execute("DELETE FROM runs WHERE run_id = ?", [self.brought.run_id])
        self._insert("runs", arrow_table("runs", [run]))

    def commit(self, run: Row, check_results: pa.Table) -> Path:
        """Complete the version, commit the manifest, switch."""
        self.hold(run)
        self._insert("check_results", check_results)
        self._write("runs", arrow_table("runs", [run]))
        self._write("check_results", check_results)
        failpoint(Failpoint.RUN_RECORDED)
        self.version.seal()
        manifest = self._manifest(run)
        self.lake.commit(manifest)
        return self.version.switch(manifest.sequence)

    def withdraw(self) -> None:
        """Undo what the lake got, unless the run was committed: batches are staged again, the rest is removed."""
        self.lake.discard(self.files, self.staged)

    def _adopt_batches(self) -> None:
        for folder in self.brought.batches:
            for staged in sorted(folder.glob("*.parquet")):
                if staged.stem not in all_tables():
                    raise LoadError(f"{staged} is named after no table. Nothing was published.")
                check_schema(staged, arrow_schema(staged.stem))
                adopted = self.lake.adopt(staged, staged.stem, folder.name, self.brought.run_id)
                self.files.append(adopted)
                self.staged[adopted.path] = staged

    def _write_references(self) -> None:
        for name, rows in self.brought.references.items():
            declared = rows.cast(intake.reference_schema(name))
            ordered = declared.sort_by([(column, "ascending") for column in declared.schema.names[:3]])
            self.files.append(self.lake.write_once(warehouse.REFERENCE + name, ordered))

    def _manifest(self, run: Row | None = None) -> Manifest:
        sequence = self.manifests[-1].sequence + 1 if self.manifests else 1
        return Manifest(sequence, self.brought.run_id, tuple(self.files), self.brought.replaces, dict(run or {}))

    def _write(self, name: str, rows: pa.Table) -> None:
        if rows.num_rows:
            self.files.append(self.lake.write(name, rows, self.brought.run_id))

    def _insert(self, name: str, rows: pa.Table) -> None:
        connection = self.version.connection
        warehouse.keep(connection, merge.incoming(name), rows)
        with warehouse.transaction(connection):
            connection.execute(merge.insert_new(table(name)))
