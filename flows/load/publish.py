"""Write, audit, publish: what a run calls to bring its accepted rows to readers.

The order makes a crash harmless. Everything is built and audited beside the published version; the manifest, written
in one step, makes the run count; the switch of the symlink shows it. A run that dies before its manifest leaves
nothing but files to sweep, one that dies after it is caught up by the next run.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from flows.load import audit, connect, durable, intake, merge, schema, versions, warehouse
from flows.load.connect import Connection
from flows.load.errors import LoadError
from flows.load.failpoints import Failpoint, failpoint
from flows.load.intake import Counts, Intake
from flows.load.lake import Lake, LakeFile, Manifest, check_schema, empty_folder
from flows.settings import Settings
from flows.tables import all_tables
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
    except duckdb.Error:  # a broken warehouse is rebuilt when the candidate is: until then nothing is known
        return frozenset()
    return frozenset(sha256 for (sha256,) in rows)


@contextmanager
def candidate(settings: Settings, brought: Intake) -> Iterator[Candidate]:
    """Build a version with what the run brings; unless it is published inside the block, nothing remains of it."""
    lake = Lake(settings.lake)
    with ExitStack() as resources:
        building = _Building(settings, lake, brought.run_id, resources)
        try:
            building.adopt(brought)
            building.open()
            yield building.fill(brought)
        finally:
            resources.close()
            building.clear_away()


def record(settings: Settings, run: Row, check_results: Iterable[Row] = ()) -> Path | None:
    """Publish a version that differs from the last one by the account of a run alone: stopped, failed or a recheck.

    None, and nothing done, if the run is in the lake already.
    """
    if any(manifest.run_id == run["run_id"] for manifest in Lake(settings.lake).manifests()):
        return None
    with candidate(settings, Intake(run["run_id"])) as version:
        return version.publish(run, check_results)


@dataclass(slots=True)
class Candidate:
    """A version that is complete but not yet seen by anyone."""

    connection: Connection
    files: pa.Table  # the ledger: each file that arrived and what became of it
    counts: Counts
    _building: _Building

    def audit(self, run: Row) -> list[dict[str, Any]]:
        """Check every claim over the whole version, the run's own account included; rows of ``check_results``."""
        self._building.put_run(run)
        results = audit.run_checks(self.connection, run["run_id"])
        failpoint(Failpoint.AUDITED)
        return results

    def publish(self, run: Row, check_results: Iterable[Row]) -> Path:
        """Commit the run to the lake and switch readers to this version; return its path."""
        return self._building.publish(run, check_results)


@dataclass(slots=True)
class _Building:
    """The work on one candidate, and what has to be cleared away if it is not published."""

    settings: Settings
    lake: Lake
    run_id: str
    resources: ExitStack
    manifests: list[Manifest] = field(init=False)
    files: list[LakeFile] = field(default_factory=list)
    replaces: bool = False
    committed: bool = False
    path: Path = field(init=False)
    connection: Connection = field(init=False)

    def __post_init__(self) -> None:
        self.manifests = self.lake.manifests()
        self.path = versions.building(self.settings.warehouse, self.run_id)

    @property
    def sequence(self) -> int:
        return self.manifests[-1].sequence + 1 if self.manifests else 1

    def adopt(self, brought: Intake) -> None:
        """Move the accepted files of every batch into the lake."""
        self.replaces = brought.replaces
        for folder in brought.batches:
            for staged in sorted(folder.glob("*.parquet")):
                if staged.stem not in all_tables():
                    raise LoadError(f"{staged} is named after no table. Nothing was published.")
                check_schema(staged, arrow_schema(staged.stem))
                self.files.append(self.lake.adopt(staged, staged.stem, folder.name, self.run_id))
        for name, rows in brought.references.items():
            ordered = rows.cast(intake.reference_schema(name)).sort_by(rows.schema.names[0])
            self.files.append(self.lake.write_once(warehouse.REFERENCE + name, ordered))

    def open(self) -> None:
        """Open a copy of the published version with all that the lake has; a version from the lake alone if need be."""
        self.connection = _opened(self.settings, self.lake, self.manifests, self.path, self.resources)

    def fill(self, brought: Intake) -> Candidate:
        """Take in what the run brings."""
        connection, run_id = self.connection, brought.run_id
        with warehouse.transaction(connection):
            warehouse.take_in(connection, self.lake, self.files, merge.extracted_tables())
            intake.register_arrivals(connection, brought.arrivals)
            self._write(merge.SOURCES, intake.sources_known_by_hash(connection, run_id))
            warehouse.take_in(connection, self.lake, self.files, [all_tables()[merge.SOURCES]])
            merge.refuse_orphans(connection)
            merge.choose_documents(connection, brought.replaces)
            files = intake.classify(connection, run_id)
            self._write("files", files)
            self._write("quarantine", brought.quarantine)
            warehouse.take_in(connection, self.lake, self.files, merge.ledger_tables())
            merge.merge_documents(connection)
            merge.merge_ledger(connection, merge.ledger_tables())
        counts = intake.count(connection, run_id, files, brought.quarantine)
        warehouse.derive(connection, self.lake, [*self.manifests, self._manifest(None)])
        return Candidate(connection, files, counts, self)

    def put_run(self, run: Row) -> None:
        """Hold the run's own row as it is known so far."""
        self.connection.execute("DELETE FROM runs WHERE run_id = ?", [self.run_id])
        self._insert("runs", arrow_table("runs", [run]))

    def publish(self, run: Row, check_results: Iterable[Row]) -> Path:
        """Complete the version, sync it, commit the manifest, switch."""
        results = arrow_table("check_results", check_results)
        self.put_run(run)
        self._insert("check_results", results)
        self._write("runs", arrow_table("runs", [run]))
        self._write("check_results", results)
        failpoint(Failpoint.RUN_RECORDED)
        self.connection.execute("CHECKPOINT")
        failpoint(Failpoint.CHECKPOINTED)
        self.resources.close()
        versions.require_closed(self.path)
        durable.sync(self.path)
        failpoint(Failpoint.CANDIDATE_SYNCED)
        self.lake.commit(self._manifest(run))
        self.committed = True
        version = versions.publish(self.path, self.settings.warehouse, self.sequence, self.run_id)
        versions.prune(self.settings.warehouse, self.settings.keep_versions)
        return version

    def clear_away(self) -> None:
        """Remove the candidate and, unless it was committed, the run's files in the lake."""
        versions.remove(self.path)
        versions.remove(self.path.with_name(self.path.name + ".wal"))
        versions.remove(self.path.with_name(self.path.name + ".tmp"))
        if not self.committed:
            self.lake.discard(self.files)

    def _manifest(self, run: Row | None) -> Manifest:
        return Manifest(self.sequence, self.run_id, tuple(self.files), self.replaces, dict(run) if run else None)

    def _write(self, table: str, rows: pa.Table) -> None:
        if rows.num_rows:
            self.files.append(self.lake.write(table, rows, self.run_id))

    def _insert(self, table: str, rows: pa.Table) -> None:
        warehouse.keep(self.connection, merge.incoming(table), rows)
        with warehouse.transaction(self.connection):
            self.connection.execute(merge.insert_new(all_tables()[table]))


def _opened(
    settings: Settings, lake: Lake, manifests: Sequence[Manifest], path: Path, resources: ExitStack
) -> Connection:
    """Return a connection to a candidate that holds all that the lake has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _copy_opened(settings, path, resources)
    if connection is None:
        connect.create(path)
        connection = resources.enter_context(connect.writing(path))
    schema.apply_schema(connection)
    warehouse.catch_up(connection, lake, manifests)
    return connection


def _copy_opened(settings: Settings, path: Path, resources: ExitStack) -> Connection | None:
    """Return a connection to a copy of the published version; a version that cannot be opened is set aside."""
    published = versions.current(settings.warehouse)
    if published is None:
        return None
    _require_space(published, settings)
    durable.copy(published, path)
    failpoint(Failpoint.BASE_COPIED)
    try:
        connection = resources.enter_context(connect.writing(path))
        for (table,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall():
            connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608
    except duckdb.Error:
        resources.close()
        versions.remove(path)
        versions.set_aside(published)
        return None
    return connection


def _require_space(published: Path, settings: Settings) -> None:
    needed = published.stat().st_size
    free = shutil.disk_usage(settings.data_dir).free
    if free < needed:
        raise LoadError(
            f"{settings.data_dir} has {free / 1e6:.0f} MB left; the next version needs at least {needed / 1e6:.0f} MB. "
            "Free some space or lower BRIEFINGS_KEEP_VERSIONS; nothing was published."
        )
