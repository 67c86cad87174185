"""What the tests of the report share."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings whose data folder is empty."""
    return Settings(data_dir=tmp_path / "data")
