"""Who signs a page: named in linked data or meta elements, marked as author, or printed in a by-line at the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from selectolax.lexbor import LexborNode

from flows.ingest.names import MAX_NAME, byline_authors, is_person_name, is_single_name, unique, without_tail
from flows.ingest.web.page import Page, names_of, node_text, squeezed, types_of
from flows.ingest.web.titles import folded
from flows.model import Author

_STATED = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "creator",
    "cxenseparse:author",
)
_MARKED = (
    '[rel~="author"]',
    '[itemprop~="author"] [itemprop~="name"], [itemprop~="author"]',
    '[class*="byline"i], [class*="by-line"i]',
    '[class~="author"], [class*="author-name"i], [class*="author_name"i], [class*="authorname"i], [class*="post-author"i], '
    '[class*="entry-author"i], [class*="article-author"i], [class*="article__author"i], [class*="autor"i], [class*="author-link"i]',
)
_NOT_HERE = re.compile(
    r"comment|sidebar|related|widget|footer|recommend|teaser|promo|popular|more-|reply|avatar", re.IGNORECASE
)
_BYLINE = re.compile(
    r"(?:^|\n)\s*(?:by|von|par|por|di|written by|posted by|text|autor(?:in)?|author)\b[:\s]+(?P<names>[^\n]{3,120})",
    re.IGNORECASE,
)


def authors(page: Page, site_names: Iterable[str]) -> tuple[Author, ...]:
    """Return the authors by the strongest evidence that names any: fewer rather than wrong."""
    sites = {key for name in site_names if (key := folded(name))}
    for candidates in (_linked(page), _stated(page), *_marked(page)):
        found = unique([a for a in candidates if not _is_site(a.name, sites)])
        if found:
            return found
    return ()


def _is_site(name: str, sites: set[str]) -> bool:
    key = folded(name)
    return not key or key in sites or any(len(site) > 4 and site in key for site in sites)


def _linked(page: Page) -> list[Author]:
    for entity in page.articles[:2]:
        found = list(_persons(entity.get("author") or entity.get("creator"), page))
        if found:
            return found
    return []


def _persons(value: object, page: Page) -> Iterator[Author]:
    values = value if isinstance(value, list) else [value]
    for entry in values[:30]:
        if isinstance(entry, Mapping):
            if "name" not in entry and isinstance(entry.get("@id"), str):
                entry = next((e for e in page.entities if e.get("@id") == entry["@id"]), entry)
            if any(
                kind in {"Organization", "NewsMediaOrganization", "Corporation", "WebSite"} for kind in types_of(entry)
            ):
                continue
            yield from (author for name in names_of(entry.get("name")) for author in _named(name))
        elif isinstance(entry, str):
            yield from _named(entry)


def _named(name: str) -> tuple[Author, ...]:
    """Read a string that is stated to be an author's name."""
    text = squeezed(name)
    if len(text) > 300 or "://" in text or text.startswith(("/", "www.", "#")):
        return ()
    if is_person_name(text):
        return (Author(text),)
    if found := byline_authors(text):
        return found
    short = without_tail(text)
    return (Author(short),) if len(short) <= MAX_NAME and is_single_name(short) else ()


def _stated(page: Page) -> list[Author]:
    for name in _STATED:
        found = [author for value in page.all(name)[:20] for author in _named(value)]
        if found:
            return found
    return []


def _marked(page: Page) -> Iterator[list[Author]]:
    for selector in _MARKED:
        nodes = [node for node in page.tree.css(selector)[:30] if not _is_elsewhere(node)]
        found: list[Author] = []
        for node in nodes[:6]:
            text = node_text(node, "\n")
            if len(text) <= 300:
                found.extend(author for line in text.split("\n") for author in byline_authors(line))
        yield found


def _is_elsewhere(node: LexborNode) -> bool:
    """Whether a node belongs to comments, teasers or other furniture."""
    current: LexborNode | None = node
    for _ in range(8):
        if current is None or current.tag in {"body", "html", "article"}:
            return False
        attributes = current.attributes
        if _NOT_HERE.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"):
            return True
        if current.tag in {"aside", "footer", "nav"}:
            return True
        current = current.parent
    return False
