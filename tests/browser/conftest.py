"""One headless browser for the tests of this folder, and one site full of hostile data."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.report.site import write_report
from flows.settings import Settings
from flows.validate.audit import audit_batch
from flows.validate.docs import publish_data_docs
from tests.report.made_up_warehouse import HOSTILE, check, document, history, publish, quote, refusal, run
from tests.report.test_site import Written
from tests.validate.hand_made_batch import BATCH, RUN, write_staged
from tests.validate.test_docs import DAY, hostile_batch

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """Return the path of this machine's Chromium, if it has one."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser; the tests are skipped, with its own words, where it is missing or does not start."""
    path = find_browser()
    if path is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with api.sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(
                executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
            )
        except api.Error as error:
            pytest.skip(f"{path} does not start: {str(error).splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site whose every text is hostile."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("site"))
    rows = history() | {"runs": [run(1), run(2), run(3, error=HOSTILE)], "documents": [document()], "quotes": [quote()]}
    rows["check_results"].append(
        check(3, HOSTILE, table_name=None, batch_id=None, reason=HOSTILE, success=False, unexpected_count=1)
    )
    rows["quarantine"] += [refusal(3, f"long {n}", path="data/inbox/" + "long-name" * 30) for n in range(5)]
    publish(settings, rows)
    write_report(settings, checks=[Written(HOSTILE, "SELECT quote_id, content FROM quotes")])
    return settings.reports


@pytest.fixture(scope="module")
def data_docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the Data Docs of a batch that is as hostile as can be, as Great Expectations writes them."""
    folder = tmp_path_factory.mktemp("docs")
    staged = write_staged(folder / "staged", hostile_batch())
    audited = audit_batch(staged, folder / "accepted", run_id=RUN, batch_id=BATCH)
    return publish_data_docs([audited.validations], run_id=RUN, run_time=DAY, data_dir=folder / "data").parent
