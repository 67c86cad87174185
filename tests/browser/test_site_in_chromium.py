"""The site as a real browser shows it, opened from the disk: quiet, offline, inert, narrow, dark, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.report.made_up_warehouse import HOSTILE

pytestmark = pytest.mark.browser

PHONES = ({"width": 360, "height": 740}, {"width": 390, "height": 844})


@dataclass
class Watched:
    """A page and whatever it said, asked for or tried to open."""

    page: Any
    said: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@pytest.fixture
def opened(browser: Any, site: Path) -> Iterator[Callable[..., Watched]]:
    """Return a function that opens a page of the site and watches it; nothing it asks for may leave the disk."""
    contexts = []

    def open_page(name: str = "index.html", page: Path | None = None, **options: Any) -> Watched:
        context = browser.new_context(**options)
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.on("console", lambda message: watched.said.append(message.text))
        watched.page.on("pageerror", lambda error: watched.said.append(str(error)))
        watched.page.on("dialog", lambda dialog: (watched.said.append(f"dialog {dialog.message}"), dialog.dismiss()))
        watched.page.on("request", lambda request: watched.requests.append(request.url))
        watched.page.on("requestfailed", lambda request: watched.refused.append(f"{request.url}: {request.failure}"))
        watched.page.goto((page or site / name).as_uri())
        return watched

    yield open_page
    for context in contexts:
        context.close()


def addresses(site: Path) -> list[str]:
    """Return the pages of every kind: all of one kind look alike."""
    kinds = ["index.html", "quarantine.html", "confidence.html", "publications.html"]
    check_pages = sorted(str(path.relative_to(site)) for path in (site / "checks").glob("*.html"))
    return [*kinds, "tables/quotes.html", "tables/documents.html", *check_pages]


def overflow(page: Any) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def luminance(page: Any) -> float:
    colours = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)")
    return sum(colours) / 3


def test_every_kind_of_page_is_quiet_asks_for_nothing_and_shows_hostile_text_as_text(opened, site):
    watched = opened()
    for name in addresses(site):
        watched.requests.clear()
        watched.page.goto((site / name).as_uri())
        assert watched.requests == [(site / name).as_uri()], "a page asks for itself alone"
        assert watched.page.evaluate("document.querySelectorAll('bdi img, bdi script, bdi [onerror]').length") == 0
        assert overflow(watched.page) <= 0, name
    assert watched.said == []
    assert any(HOSTILE in text for text in watched.page.locator("bdi").all_text_contents())


def test_a_script_in_the_data_would_not_run_even_if_it_were_one(opened):
    """The policy is the second wall, behind the escaping."""
    watched = opened("quarantine.html")
    watched.page.evaluate(
        "document.body.append(Object.assign(document.createElement('img'), {src: 'https://x.test/a'}))"
    )
    watched.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.hacked = 1'}))"
    )
    assert watched.page.evaluate("window.hacked") is None
    assert sum("Content Security Policy" in text for text in watched.said) == 2
    assert watched.refused == ["https://x.test/a: csp"], "refused before it left"


def test_filters_show_the_rows_that_fit(opened):
    page = opened("quarantine.html").page
    rows = page.locator("#refusal-rows tbody tr:visible")
    told = page.locator(".filter output")
    assert rows.count() == 8 and told.text_content() == "8 of 8 rows shown"
    page.get_by_label("Table").select_option("files")
    assert rows.count() == 1 and told.text_content() == "1 of 8 rows shown"
    page.get_by_label("Table").select_option("")
    page.get_by_label("Search").fill("LONG-NAME")
    assert rows.count() == 5
    page.get_by_label("Kind of reason").select_option(index=1)
    page.get_by_label("Search").fill("<script>alert(1)")
    assert rows.count() == 8
    page.get_by_label("Search").fill("no such thing")
    assert rows.count() == 0


def test_without_scripts_every_row_is_there_and_no_dead_filter(opened):
    page = opened("quarantine.html", java_script_enabled=False).page
    assert page.locator("#refusal-rows tbody tr").count() == 8
    assert not page.locator(".filter").is_visible()


def test_a_phone_never_scrolls_a_page_sideways(opened, site):
    for phone in PHONES:
        page = opened(viewport=phone, color_scheme="dark").page
        for name in addresses(site):
            page.goto((site / name).as_uri())
            assert overflow(page) <= 0, (name, phone)


def test_the_bars_beside_numbers_are_seen(opened, site):
    """A bar whose box has no height says nothing and breaks no other test."""
    page = opened("tables/quotes.html").page
    boxes = [bar.bounding_box() for bar in page.locator("td svg.bar").all()]
    drawn = [rect.bounding_box() for rect in page.locator("td svg.bar rect:first-child").all()]
    assert boxes and all(box["height"] > 5 and box["width"] > 40 for box in boxes)
    assert all(rect["height"] > 3 and rect["width"] > 40 for rect in drawn)


@pytest.mark.expectations
def test_data_docs_are_quiet_ask_for_nothing_and_fit_a_phone(opened, data_docs):
    """The pages that Great Expectations writes ask seven networks for scripts and styles: ours ask nobody."""
    pages = sorted(data_docs.rglob("*.html"))
    assert len(pages) > 5
    first = data_docs / "index.html"
    watched = opened(viewport=PHONES[-1], page=first)
    for path in pages:
        watched.requests.clear()
        watched.page.goto(path.as_uri())
        assert watched.requests == [path.as_uri()], "a page asks for itself alone"
        assert watched.page.evaluate("document.querySelectorAll('script, iframe, img, base, [onerror]').length") == 0
        assert overflow(watched.page) <= 0, path
    assert watched.said == []
    watched.page.goto(first.as_uri())
    watched.page.locator("a[href*=validations]").first.click()
    assert watched.page.url.startswith(data_docs.as_uri()) and watched.page.url != first.as_uri()


def test_light_and_dark_follow_the_reader(opened):
    light, dark = (opened(color_scheme=scheme).page for scheme in ("light", "dark"))
    assert luminance(light) > 200
    assert luminance(dark) < 60


def test_the_keyboard_reaches_the_content_the_filters_and_the_tables(opened):
    page = opened("quarantine.html").page
    focused = "(e => e.id || e.className || e.tagName)(document.activeElement)"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0, (
        "the skip link is seen when focused"
    )
    page.keyboard.press("Enter")
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.tagName"))
        if reached[-1] == "INPUT":
            page.keyboard.type("long-name")
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid", "whoever tabs sees where"
    assert reached[0] == "DIV" and reached[1] == "INPUT" and "SELECT" in reached
    assert page.locator("#refusal-rows tbody tr:visible").count() == 5


def test_a_failing_checks_page_marks_the_span_in_its_text(opened, site):
    page = opened().page
    page.get_by_role("link", name=HOSTILE).first.click()
    assert page.locator(".passage mark").first.text_content() == HOSTILE
    assert page.get_by_role("main").get_by_text("What to do:").is_visible()
    assert page.get_by_role("navigation", name="Report").is_visible()
