"""Take the pictures of the report in ``docs/`` anew: ``make screenshots``.

The site is a real one: a run over each publication of the samples, and in the last one files that must be refused
and an article that breaks a check.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from flows.pool import workers
from flows.prefect_api import prepare, serving
from flows.settings import PROJECT, Settings
from flows.validate.engine import great_expectations
from tests.browser.conftest import find_browser

PICTURES = PROJECT / "docs" / "pictures"
REFUSED = {"empty.txt": b"", "picture.txt": bytes(range(256)) * 40, "listing.html": b"<html><title>x</title></html>"}
LATE = Path(__file__).with_name("late_source.txt")
"""An article that cites a source of two weeks after itself: a check fails, and has a page."""
WIDTH, HEIGHT = 1040, 1180


def main() -> int:
    """Write docs/pictures/report-*.png; 1 where no browser is installed."""
    browser = find_browser()
    if browser is None:
        sys.stderr.write("No Chromium on this machine (Debian: apt-get install chromium).\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        reports = _runs(Path(folder))
        check = min((reports / "checks").glob("all-citation-*.html"), default=None)
        shown = {"report-overview": reports / "index.html", "report-check": check}
        PICTURES.mkdir(exist_ok=True)
        _take(browser, reports, {name: page for name, page in shown.items() if page})
    return 0


def _runs(folder: Path) -> Path:
    inbox = folder / "inbox"
    inbox.mkdir()
    for name, content in REFUSED.items():
        (inbox / name).write_bytes(content)
    shutil.copy(LATE, inbox)
    settings = Settings(data_dir=folder / "data")
    samples = sorted(path for path in (PROJECT / "data" / "samples").iterdir() if path.is_dir())
    samples.sort(key=lambda path: len(list(path.iterdir())))
    with workers(2, settings.limits) as pool:
        pool.warm_up(great_expectations)
        prepare(folder / "prefect")
        with serving():
            from flows.daily import daily

            for publication in samples[:-1]:
                daily(inputs=[publication], data_dir=settings.data_dir)
            daily(inputs=[samples[-1], inbox], data_dir=settings.data_dir)
    return settings.reports


def _take(browser: str, reports: Path, shown: dict[str, Path]) -> None:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        page = opened.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        for name, path in shown.items():
            page.goto(path.as_uri())
            page.screenshot(path=PICTURES / f"{name}.png")
            sys.stdout.write(f"wrote docs/pictures/{name}.png\n")
        page.goto((reports / "confidence.html").as_uri())
        page.locator("section#calibration").screenshot(path=PICTURES / "report-calibration.png")
        sys.stdout.write("wrote docs/pictures/report-calibration.png\n")
        opened.close()


if __name__ == "__main__":
    sys.exit(main())
