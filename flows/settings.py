"""Paths and switches: every ``BRIEFINGS_*`` variable, with its default and its meaning."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from flows.limits import Limits

PROJECT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """Everything an operator can set; each field is the variable ``BRIEFINGS_<FIELD>``."""

    model_config = SettingsConfigDict(env_prefix="BRIEFINGS_", extra="forbid")

    data_dir: Path = Field(PROJECT / "data", description="Everything that a run writes lies below it.")
    workers: int = Field(0, ge=0, description="Worker processes; 0 = one a core.")
    batch_bytes: int = Field(8_000_000, ge=1, description="A batch is closed when its files reach this many bytes.")
    max_file_bytes: int = Field(100_000_000, ge=1, description="A larger file is refused unread.")
    document_seconds: float = Field(30.0, gt=0, description="A file that takes longer is refused.")
    document_memory_mb: int = Field(
        2_000, ge=200, description="A worker that needs more memory is stopped, its file refused."
    )
    columns: str | None = Field(
        None,
        description="Which columns of dumps hold what, where their names do not tell: `headline=Titel,body=Inhalt`, "
        "or a TOML file of such lines.",
    )
    keep_versions: int = Field(3, ge=1, description="Published warehouse versions that stay for rollback.")
    lock_wait_seconds: float = Field(
        600.0, ge=0, description="How long a run waits for another one on the same data folder."
    )

    @property
    def limits(self) -> Limits:
        """What one file may cost."""
        return Limits(self.document_seconds, self.document_memory_mb, self.max_file_bytes)

    @property
    def lake(self) -> Path:
        """Immutable Parquet: the truth."""
        return self.data_dir / "lake"

    @property
    def staging(self) -> Path:
        """Batches under way; swept when the next run starts."""
        return self.data_dir / "staging"

    @property
    def warehouse(self) -> Path:
        """The published database: a symlink to the newest version."""
        return self.data_dir / "warehouse" / "briefings.duckdb"

    @property
    def reports(self) -> Path:
        """Quality reports and Data Docs."""
        return self.data_dir / "reports"

    @property
    def quarantine(self) -> Path:
        """Copies of refused files, by their hash."""
        return self.data_dir / "quarantine"


def settings_for(data_dir: Path | None) -> Settings:
    """Return the settings of this process, for another data folder where one is given."""
    return settings().model_copy(update={"data_dir": data_dir}) if data_dir else settings()


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings()  # type: ignore[call-arg]
