"""A version under construction: a file of its own that nobody sees until it is complete."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.load import connect, durable, schema, versions, warehouse
from flows.load.connect import Connection
from flows.load.errors import LoadError
from flows.load.failpoints import Failpoint, failpoint
from flows.load.lake import Lake, Manifest
from flows.load.search.index import settle_places
from flows.settings import Settings


@dataclass(slots=True)
class Building:
    """The open file, holding every run of the lake."""

    settings: Settings
    name: str
    path: Path
    connection: Connection
    _resources: ExitStack

    def seal(self) -> None:
        """Bring everything into the one file, close it, and return when it is on the disk."""
        settle_places(self.connection)
        failpoint(Failpoint.CHECKPOINTED)
        self._resources.close()
        versions.require_closed(self.path)
        durable.sync(self.path)
        failpoint(Failpoint.CANDIDATE_SYNCED)

    def switch(self, sequence: int) -> Path:
        """Give the sealed file its name, let readers see it, and delete versions that are too old."""
        version = versions.publish(self.path, self.settings.warehouse, sequence, self.name)
        versions.prune(self.settings.warehouse, self.settings.keep_versions)
        return version


@contextmanager
def building(
    settings: Settings, lake: Lake, manifests: Sequence[Manifest], name: str, from_lake: bool = False
) -> Iterator[Building]:
    """Open a copy of the published version and bring it up to the lake; whatever is left of it afterwards is removed.

    It starts empty ``from_lake``, where nothing is published, and where the published version cannot be opened.
    """
    path = versions.building(settings.warehouse, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as resources:
        try:
            connection = None if from_lake else _copy_opened(settings, path, resources)
            if connection is None:
                connect.create(path)
                connection = resources.enter_context(connect.writing(path))
            schema.apply_schema(connection)
            warehouse.catch_up(connection, lake, manifests)
            yield Building(settings, name, path, connection, resources)
        except duckdb.Error as error:
            raise LoadError(_explained(error)) from error
        finally:
            resources.close()
            for left in ("", ".wal", ".tmp"):
                versions.remove(path.with_name(path.name + left))


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
            connect.scalar(connection, f'SELECT count(*) FROM "{table}"')  # noqa: S608
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


def _explained(error: duckdb.Error) -> str:
    advice = "If the warehouse file is damaged, `briefings rebuild` makes it anew from the lake."
    return f"DuckDB could not build the next version: {str(error).splitlines()[0]}. Nothing was published. {advice}"
