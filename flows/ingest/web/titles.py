"""The headline of a page: what it shows, confirmed by what it states, without the name of the site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from flows.ingest.web.page import Page, names_of, node_text, squeezed

_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/]+\s+|\s*[|»«]\s*|\s*::\s*|:\s+")
_STATED = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "headline",
    "title",
)
_MARKED = '[itemprop~="headline"], h1[class*="title"], h1[class*="headline"], .entry-title, .post-title, .article-title, .headline'
MAX_HEADLINE = 400


def headline(page: Page, site_names: Iterable[str]) -> str | None:
    """Return the headline: the first-rank heading that the title confirms, else the stated title without its site."""
    sites = {key for name in site_names if (key := folded(name))}
    stated = [title for title in _stated(page) if title and folded(title) not in sites]
    shown = _headings(page)
    for heading in shown:
        if folded(heading) not in sites and any(_confirms(title, heading) for title in stated):
            return heading
    for title in stated:
        if cut := without_site(title, sites):
            return cut
    return next((heading for heading in shown if folded(heading) not in sites), None)


def folded(text: str) -> str:
    """Return a text as its letters and digits alone, for comparison."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def without_site(title: str, sites: set[str]) -> str | None:
    """Return a title without the parts at its ends that are names of the site."""
    text = squeezed(title)
    while True:
        cut = _cut_once(text, sites)
        if cut == text:
            return text if text and folded(text) not in sites else None
        text = cut


def _cut_once(text: str, sites: set[str]) -> str:
    separators = list(_SEPARATOR.finditer(text))
    for match in reversed(separators):
        tail = folded(text[match.end() :])
        if tail and _is_site(tail, sites):
            return text[: match.start()].strip()
    for match in separators:
        head = folded(text[: match.start()])
        if head and _is_site(head, sites):
            return text[match.end() :].strip()
    return text


def _is_site(part: str, sites: set[str]) -> bool:
    return part in sites or any(
        len(site) > 3 and (part.startswith(site) or part.endswith(site)) and len(part) < 2 * len(site) + 8
        for site in sites
    )


def _stated(page: Page) -> list[str]:
    titles = [name for entity in page.articles[:3] for name in names_of(entity.get("headline") or entity.get("name"))]
    titles += page.all(*_STATED[:2])[:4]
    titles.append(page.title_element)
    titles += page.all(*_STATED[2:])[:4]
    return [squeezed(title) for title in titles if 2 < len(title) <= MAX_HEADLINE]


def _headings(page: Page) -> list[str]:
    nodes = [*page.tree.css("h1")[:8], *page.tree.css(_MARKED)[:8], *page.tree.css("h2")[:6]]
    texts = (node_text(node) for node in nodes)
    return [text for text in dict.fromkeys(texts) if 3 < len(text) <= MAX_HEADLINE]


def _confirms(title: str, heading: str) -> bool:
    """Whether a stated title says what a heading says, with or without more around it."""
    stated, shown = folded(title), folded(heading)
    if not stated or not shown:
        return False
    if stated == shown:
        return True
    shorter, longer = sorted((stated, shown), key=len)
    return len(shorter) >= 12 and shorter in longer and len(shorter) * 3 >= len(longer)
