"""``briefings doctor``: is everything in place for a run? Each finding says what to do where it is not."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.load.errors import LoadError
from flows.load.lock import holder_of
from flows.load.query import run_query
from flows.load.versions import current
from flows.settings import PROJECT, Settings

_PLATFORM = ("prefect", "fastapi", "sqlalchemy", "duckdb", "pyarrow", "great-expectations", "pandas")
_MIN_FREE_BYTES = 1_000_000_000
_SPACE_FACTOR = 3  # a publish writes a copy of the warehouse beside the old one


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``advice`` is empty where all is well."""

    subject: str
    state: str
    advice: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nothing needs to be done."""
        return not self.advice


def examine(settings: Settings) -> Iterator[Finding]:
    """Give every finding, in the order in which they matter."""
    yield _python()
    yield from _packages()
    yield _folder(settings.data_dir)
    yield _space(settings)
    yield _prefect_home(settings.data_dir / ".prefect")
    yield _lock(settings.data_dir)
    yield _warehouse(settings)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info < (3, 11)
    return Finding("Python", version, "Python 3.11 or newer is needed" if old else "")


def _packages() -> Iterator[Finding]:
    pinned = pinned_versions(PROJECT / "constraints.txt")
    for name in _PLATFORM:
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield Finding(name, "not installed", "call make run, which installs what is pinned")
            continue
        wanted = pinned.get(_folded(name), version)
        advice = f"constraints.txt pins {wanted}: remove .venv and call make run" if wanted != version else ""
        yield Finding(name, version, advice)


def pinned_versions(constraints: Path) -> dict[str, str]:
    """Return the pinned version of every package, by its folded name; none where the file is missing."""
    if not constraints.is_file():
        return {}
    lines = constraints.read_text(encoding="utf-8").splitlines()
    pins = (line.split("==", 1) for line in lines if "==" in line and not line.startswith("#"))
    return {_folded(name): version.strip() for name, version in pins}


def _folder(data_dir: Path) -> Finding:
    place = data_dir
    while not place.exists():
        place = place.parent
    if not os.access(place, os.W_OK | os.X_OK):
        return Finding("data folder", str(data_dir), f"{place} is not writable: change its owner or BRIEFINGS_DATA_DIR")
    return Finding("data folder", str(data_dir))


def _space(settings: Settings) -> Finding:
    place = settings.data_dir
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    size = settings.warehouse.stat().st_size if settings.warehouse.exists() else 0
    needed = max(_MIN_FREE_BYTES, _SPACE_FACTOR * size)
    advice = f"a run may need {needed / 1e9:.1f} GB: make room on its disk" if free < needed else ""
    return Finding("free space", f"{free / 1e9:.1f} GB", advice)


def _prefect_home(home: Path) -> Finding:
    if not home.exists():
        return Finding("Prefect's folder", f"{home} (the first run makes it)")
    mode = home.stat().st_mode & 0o777
    advice = f"others can read it: chmod 700 {home}" if mode & 0o077 else ""
    return Finding("Prefect's folder", f"{home} ({mode:o})", advice)


def _lock(data_dir: Path) -> Finding:
    """A killed run leaves its name in the lock file, but the kernel has freed the lock itself."""
    holder = holder_of(data_dir)
    if holder is None:
        return Finding("lock", "free")
    if Path(f"/proc/{holder.pid}").exists():
        return Finding("lock", f"held by {holder}: another run waits for it")
    return Finding("lock", f"free; {holder} ended without giving it back, and the next run clears up after it")


def _warehouse(settings: Settings) -> Finding:
    version = current(settings.warehouse)
    if version is None:
        return Finding("warehouse", "nothing is published yet: call briefings run")
    try:
        [row] = run_query(settings.warehouse, "SELECT count(*) AS documents FROM documents").to_pylist()
    except LoadError as error:
        return Finding("warehouse", version.name, str(error))
    return Finding("warehouse", f"{version.name}, {row['documents']:,} documents")


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
