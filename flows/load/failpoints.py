"""Named places at which a test may let the process die, as a power cut or ``kill -9`` would."""

from __future__ import annotations

import os
from enum import StrEnum

VARIABLE = "BRIEFINGS_FAILPOINT"


class Failpoint(StrEnum):
    """Where a run can be cut off, in the order in which a run passes them."""

    ORPHAN_SWEPT = "orphan_swept"
    FILE_ADOPTED = "file_adopted"
    TEMPORARY_WRITTEN = "temporary_written"
    LEDGER_WRITTEN = "ledger_written"
    BASE_COPIED = "base_copied"
    MANIFEST_APPLIED = "manifest_applied"
    DERIVED = "derived"
    AUDITED = "audited"
    RUN_RECORDED = "run_recorded"
    CHECKPOINTED = "checkpointed"
    CANDIDATE_SYNCED = "candidate_synced"
    MANIFEST_WRITTEN = "manifest_written"
    VERSION_NAMED = "version_named"
    LINK_WRITTEN = "link_written"
    SWITCHED = "switched"
    VERSION_PRUNED = "version_pruned"


def failpoint(name: Failpoint) -> None:
    """Let the process die here if ``BRIEFINGS_FAILPOINT`` says ``name`` or, for the third time passed, ``name:3``."""
    wanted, _, times = os.environ.get(VARIABLE, "").partition(":")
    if wanted != name:
        return
    left = int(times or 1) - 1
    if not left:
        os._exit(137)
    os.environ[VARIABLE] = f"{wanted}:{left}"
