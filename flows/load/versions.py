"""The published versions: ``warehouse/briefings-<sequence>-<run_id>.duckdb``, and the symlink that readers open.

Readers that hold an older version open go on with it undisturbed; whoever opens the symlink gets the newest.
"""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path

from flows.load import durable
from flows.load.errors import LoadError
from flows.load.failpoints import Failpoint, failpoint

_VERSION = re.compile(r"-(\d{6,})-[0-9A-Za-z_.-]+\.duckdb")
_BUILDING = ".building-"
_STALE = "stale-"
_BROKEN = "broken-"


def current(warehouse: Path) -> Path | None:
    """Return the version that the symlink points to; None if nothing is published."""
    return warehouse.resolve() if warehouse.exists() else None


def building(warehouse: Path, run_id: str) -> Path:
    """Return the path at which a run builds its version."""
    return warehouse.with_name(f"{_BUILDING}{run_id}.duckdb")


def version_path(warehouse: Path, sequence: int, run_id: str) -> Path:
    """Return the path of a finished version."""
    return warehouse.with_name(f"{warehouse.stem}-{sequence:06d}-{run_id}.duckdb")


def versions(warehouse: Path) -> list[Path]:
    """Return every finished version, the newest first."""
    numbered = [
        (int(match[1]), path.stat().st_mtime_ns, path)
        for path in warehouse.parent.glob(f"{warehouse.stem}-*.duckdb")
        if (match := _VERSION.fullmatch(path.name.removeprefix(warehouse.stem)))
    ]
    return [path for *_, path in sorted(numbered, reverse=True)]


def publish(candidate: Path, warehouse: Path, sequence: int, run_id: str) -> Path:
    """Give a finished, closed and synced candidate its name and switch readers to it; return its path."""
    version = version_path(warehouse, sequence, run_id)
    durable.put(candidate, version)
    failpoint(Failpoint.VERSION_NAMED)
    for opened_as in (warehouse, version):
        _set_aside_log(opened_as)
    if warehouse.exists() and not warehouse.is_symlink():
        set_aside(warehouse)
    durable.link(version.name, warehouse)
    failpoint(Failpoint.SWITCHED)
    return version


def require_closed(candidate: Path) -> None:
    """Raise LoadError if a write-ahead log lies beside the file: part of its content is still outside of it."""
    log = candidate.with_name(candidate.name + ".wal")
    if log.exists():
        raise LoadError(f"{log} is left after the checkpoint: the version is not complete and was not published.")


def set_aside(broken: Path) -> Path:
    """Rename a file that cannot be used, so that it can be looked at; return its new path."""
    target = _free_name(broken, _BROKEN)
    durable.put(broken, target)
    return target


def prune(warehouse: Path, keep: int) -> list[Path]:
    """Delete all but the newest ``keep`` versions, never the current one; return those that had to go.

    One that cannot be deleted is no reason to call a published run failed: the next run tries again.
    """
    published = current(warehouse)
    outdated = [path for path in versions(warehouse)[keep:] if path != published]
    for path in outdated:
        with suppress(OSError):
            path.unlink()
        failpoint(Failpoint.VERSION_PRUNED)
    return outdated


def sweep(warehouse: Path) -> list[Path]:
    """Remove what runs that ended early left beside the versions; return what was removed."""
    left = [*warehouse.parent.glob(f"{_BUILDING}*"), *warehouse.parent.glob(f"{durable.TEMPORARY}*")]
    for path in left:
        remove(path)
    return left


def remove(path: Path) -> None:
    """Remove a file, a link or a folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _set_aside_log(database: Path) -> None:
    """Move a log away that someone who wrote to the old version left: beside the new one it would bar its opening."""
    log = database.with_name(database.name + ".wal")
    if log.exists():
        log.rename(_free_name(log, _STALE))


def _free_name(path: Path, prefix: str) -> Path:
    number = 1
    while (target := path.with_name(f"{prefix}{number}-{path.name}")).exists():
        number += 1
    return target
