"""What a run knows about itself: its name, what it counted, and how that is told."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.extract.version import EXTRACTOR_VERSION

if TYPE_CHECKING:
    from flows.load.intake import Counts


def new_run_id(flow: str, now: datetime | None = None) -> str:
    """Return a name that sorts by time and never repeats: ``20261123T053000-daily-4f1c``."""
    return f"{(now or datetime.now(UTC)):%Y%m%dT%H%M%S}-{flow}-{secrets.token_hex(2)}"


@dataclass(slots=True)
class RunSummary:
    """One run, while it goes on and after it ended; ``row()`` is its row in the table ``runs``."""

    flow: str
    inputs: Sequence[str]
    run_id: str = ""
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    finished_at: datetime | None = None
    state: str = "failed"
    files_in: int = 0
    files_loaded: int = 0
    files_duplicate: int = 0
    files_quarantined: int = 0
    members_refused: int = 0  # of archives and the like; their files may be loaded
    members_passed_over: int = 0  # pictures, styles and folders in them
    documents_loaded: int = 0
    rows_by_table: Mapping[str, int] = field(default_factory=dict)  # new rows of the extracted tables
    rows_quarantined: int = 0
    checks_passed: int = 0
    checks_warned: int = 0
    checks_failed: int = 0
    error: str | None = None
    version: Path | None = None  # the warehouse file that readers now see
    report: Path | None = None
    refusals: Sequence[tuple[str, str]] = ()  # (path, sentence) of every quarantined file and refused member

    def __post_init__(self) -> None:
        self.run_id = self.run_id or new_run_id(self.flow, self.started_at)

    @property
    def seconds(self) -> float:
        """How long the work took, Prefect's start-up left out."""
        return ((self.finished_at or datetime.now(UTC)) - self.started_at).total_seconds()

    def take_counts(self, counts: Counts) -> None:
        """Take over what the candidate version counted."""
        self.files_in = counts.files_in
        self.files_loaded = counts.files_loaded
        self.files_duplicate = counts.files_duplicate
        self.files_quarantined = counts.files_quarantined
        self.documents_loaded = counts.documents_loaded
        self.rows_by_table = counts.rows_by_table
        self.rows_quarantined = counts.rows_quarantined

    def assert_nothing_lost(self) -> None:
        """Raise AssertionError unless files in = loaded + duplicate + quarantined."""
        out = self.files_loaded + self.files_duplicate + self.files_quarantined
        if self.files_in != out:
            raise AssertionError(
                f"{self.files_in} files came in, but {self.files_loaded} loaded + {self.files_duplicate} duplicate + "
                f"{self.files_quarantined} quarantined = {out}: nothing was published. Please report this."
            )

    def told(self) -> dict[str, int | str]:
        """Return what there is to say about the run, for people, in reading order."""
        return {
            "state": self.state,
            "files in": self.files_in,
            "files loaded": self.files_loaded,
            "files duplicate": self.files_duplicate,
            "files quarantined": self.files_quarantined,
            **({"members refused": self.members_refused} if self.members_refused else {}),
            **({"members passed over": self.members_passed_over} if self.members_passed_over else {}),
            **{f"new rows in {name}": count for name, count in self.rows_by_table.items() if count},
            "rows refused": self.rows_quarantined,
            "checks passed": self.checks_passed,
            "checks warned": self.checks_warned,
            "checks failed": self.checks_failed,
            **({"error": self.error} if self.error else {}),
        }

    def row(self) -> dict[str, Any]:
        """Return the run as a row of the table ``runs``."""
        return {
            "run_id": self.run_id,
            "flow": self.flow,
            "state": self.state,
            "started_at": self.started_at,
            "finished_at": self.finished_at or datetime.now(UTC),
            "inputs": list(self.inputs),
            "files_in": self.files_in,
            "files_loaded": self.files_loaded,
            "files_duplicate": self.files_duplicate,
            "files_quarantined": self.files_quarantined,
            "members_refused": self.members_refused,
            "documents_loaded": self.documents_loaded,
            "rows_loaded": sum(self.rows_by_table.values()),
            "rows_quarantined": self.rows_quarantined,
            "checks_passed": self.checks_passed,
            "checks_warned": self.checks_warned,
            "checks_failed": self.checks_failed,
            "extractor_version": EXTRACTOR_VERSION,
            "error": self.error,
        }
