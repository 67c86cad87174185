"""What a page states beside headline, authors, day and publication: other headlines, keywords, section, access."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flows.ingest.keywords import access_of, keywords_of
from flows.ingest.lexicon import lines_of
from flows.ingest.web.page import Page, names_of, node_text, squeezed
from flows.ingest.web.titles import MAX_HEADLINE, STATED_TITLES, folded, without_site
from flows.model import HeadlineCandidate

_KEYWORDS = lines_of("meta_keywords.txt")
_SECTIONS = ("article:section", "parsely-section", "articlesection", "section")
_MAX_SECTION = 120
_MOST_CANDIDATES = 12
_SHORTER = 1.5  # times as many words as were found are stated: the rest is behind a paywall


def headline_candidates(page: Page) -> tuple[HeadlineCandidate, ...]:
    """Return every headline that the page offers, as it stands there."""
    return tuple(dict.fromkeys(HeadlineCandidate(text, basis) for basis, text in _offered(page)))[:_MOST_CANDIDATES]


def alternative_headline(page: Page, headline: str | None, site_names: Iterable[str]) -> str | None:
    """Return a headline that the page states and does not print; one that was cut short is none."""
    if headline is None:
        return None
    own, sites = folded(headline), {key for name in site_names if (key := folded(name))}
    named = [name for entity in page.articles[:2] for name in names_of(entity.get("alternativeHeadline"))]
    named += page.all(*STATED_TITLES[:2])[:4]
    named += [name for entity in page.articles[:2] for name in names_of(entity.get("headline"))]
    for title in named:
        cut = without_site(title, sites) if len(title) <= MAX_HEADLINE else None
        key = folded(cut) if cut else ""
        if cut and key and key not in own and own not in key and own[: len(own) // 2] != key[: len(own) // 2]:
            return cut
    return None


def keywords(page: Page) -> tuple[str, ...]:
    """Return the keywords of the first place that has any: the article's own before those of the head and its tags."""
    own = (keywords_of(entity.get("keywords")) for entity in page.articles[:2])
    stated = (keywords_of(page.all(name)) for name in _KEYWORDS)
    return next(filter(None, own), ()) or next(filter(None, stated), ()) or _tags(page)


def section(page: Page) -> str | None:
    """Return the section that the page states."""
    named = [name for entity in page.articles[:2] for name in names_of(entity.get("articleSection"))]
    stated = (page.first(_SECTIONS[0]), *named[:1], page.first(*_SECTIONS[1:]))
    return next((name for name in stated if name and len(name) <= _MAX_SECTION), None)


def access(page: Page) -> str | None:
    """Return who can read the article where it was published: free, metered or locked."""
    if tier := page.first("article:content_tier"):
        return access_of(tier)
    for entity in page.articles[:2]:
        if "isAccessibleForFree" in entity:
            return access_of(entity["isAccessibleForFree"])
        parts = entity.get("hasPart")
        for part in parts if isinstance(parts, list) else [parts]:
            if isinstance(part, Mapping) and access_of(part.get("isAccessibleForFree")) == "locked":
                return "locked"
    return None


def is_cut_short(page: Page, paragraphs: Iterable[str]) -> bool:
    """Whether the page holds but the beginning of an article that is not free, by the number of words it states."""
    if access(page) not in {"locked", "metered"}:
        return False
    counts = (str(entity.get("wordCount") or "") for entity in page.articles[:2])
    stated = next((int(count) for count in counts if count.isdigit() and len(count) < 7), 0)
    return stated > _SHORTER * sum(len(paragraph.split()) for paragraph in paragraphs)


def _offered(page: Page) -> Iterator[tuple[str, str]]:
    for entity in page.articles[:2]:
        yield from (("linked data", name) for name in names_of(entity.get("headline") or entity.get("name")))
    for node in page.nodes("h1")[:4]:
        if (text := squeezed(node.text())) and len(text) <= MAX_HEADLINE:
            yield "heading", text
    for name in STATED_TITLES:
        yield from ((name, value) for value in page.all(name)[:1] if len(value) <= MAX_HEADLINE)
    if 0 < len(page.title_element) <= MAX_HEADLINE:
        yield "title element", page.title_element


def _tags(page: Page) -> tuple[str, ...]:
    return keywords_of([node_text(node) for node in page.tree.css('a[rel~="tag"]')[:50]])
