"""What several tests share: one Prefect API and one set of worker processes for the whole test run."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test

from flows.settings import Settings

_LONGEST_FIRST = (
    "test_flows",
    "test_crash",
    "test_stopping",
    "test_publish",
    "test_batch",
    "test_prefect_api",
    "test_rebuild",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files with properties first, then those that take longest, so that no worker is left with one at the end.

    A worker that has served Prefect's API keeps its threads. They draw random numbers, which Hypothesis takes for a
    strategy's own and refuses: no property may run behind them.
    """
    properties = {item.path for item in items if is_hypothesis_test(getattr(item, "obj", None))}
    places = {name: place for place, name in enumerate(_LONGEST_FIRST)}
    items.sort(key=lambda item: (item.path not in properties, places.get(item.path.stem, len(places))))


def pytest_unconfigure() -> None:
    """Thaw what a stage froze in this process: only frozen objects keep DuckDB's classes alive at its exit."""
    gc.unfreeze()


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Serve Prefect's API and keep the workers warm: a flow then takes a second or two instead of ten."""
    from flows.pool import workers
    from flows.prefect_api import prepare, serving
    from flows.validate.engine import great_expectations

    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        del os.environ[name]
    with workers(2, Settings().limits) as pool:  # type: ignore[call-arg]
        pool.warm_up(great_expectations)
        prepare(tmp_path_factory.mktemp("prefect"))
        with serving():
            yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return tmp_path / "data"
