"""What the tests of the audit share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from .hand_made_batch import BATCH, RUN, Rows, write_staged


@pytest.fixture
def audit(tmp_path: Path) -> Callable[..., Any]:
    """Return a function that stages rows and audits them."""
    from flows.validate.audit import audit_batch

    def run(rows: Rows, **options: Any) -> Any:
        staged = write_staged(tmp_path / "staged", rows)
        return audit_batch(staged, tmp_path / "accepted", run_id=RUN, batch_id=BATCH, **options)

    return run


@pytest.fixture
def accepted(tmp_path: Path) -> Callable[[str], list[dict[str, Any]]]:
    """Return a function that reads the accepted rows of a table."""

    def read(table: str) -> list[dict[str, Any]]:
        path = tmp_path / "accepted" / f"{table}.parquet"
        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist() if path.exists() else []
        return rows

    return read
