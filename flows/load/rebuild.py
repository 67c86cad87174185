"""The warehouse from the lake alone, for when its file is lost, damaged or doubted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from flows.load import audit, versions, warehouse
from flows.load.building import building
from flows.load.errors import LoadError
from flows.load.lake import Lake
from flows.load.lock import exclusive
from flows.settings import Settings


def rebuild(settings: Settings) -> Path:
    """Build a version from every manifest of the lake, audit it, publish it, and return its path.

    It holds the same rows as the version that the runs built one after the other.
    """
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-rebuild"
    lake = Lake(settings.lake)
    with exclusive(settings.data_dir, name, settings.lock_wait_seconds):
        manifests = lake.manifests()
        if not manifests:
            raise LoadError(f"{settings.lake} holds no run yet: nothing to rebuild. Start with: briefings run")
        versions.sweep(settings.warehouse)
        with building(settings, lake, manifests, name, from_lake=True) as version:
            warehouse.derive(version.connection, lake, manifests)
            if failed := audit.critical_failures(audit.run_checks(version.connection, name)):
                names = ", ".join(row["check_name"] for row in failed)
                raise LoadError(f"The rebuilt version fails critical checks ({names}) and was not published.")
            version.seal()
            return version.switch(manifests[-1].sequence)
