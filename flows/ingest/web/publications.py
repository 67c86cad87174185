"""Which publication a page belongs to, and every name by which its site goes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from flows.ingest.web.page import Page, names_of, types_of

_STATED = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "citation_journal_title",
    "source",
    "copyright",
)

_ABBREVIATION = re.compile(r"\s*\(([A-Z]{2,6})\)$")
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT)(?:\s*(?:©|\([cC]\)|[Cc]opyright|by|,|(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)\d\d|present))?))*[\s,:]+"
    r"(?P<holder>(?:[A-Z0-9][\w+&’'.-]*|of|the|for|and|&)(?:\s+(?:[A-Z0-9][\w+&’'-]*|of|the|for|and|&|\.com)){0,6})",
)


def publication(page: Page) -> str | None:
    """Return the name of the publication: the article's periodical, the site, its publisher, or its host."""
    for entity in page.articles[:2]:
        if name := next(iter(_periodical(entity.get("isPartOf"))), None):
            return name
    candidates = [
        *_spelt_out(page),
        page.first("og:site_name"),
        *_publishers(page),
        page.first("application-name", "dc.publisher", "dcterms.publisher", "citation_journal_title"),
        page.host,
    ]
    return next((cut for name in candidates if name and 1 < len(name) <= 100 and (cut := _name(name))), None)


def site_names(page: Page) -> list[str]:
    """Return every name that the site goes by, its host with and without its ending among them."""
    names = [*page.all(*_STATED), *_publishers(page)]
    names += [
        name
        for e in page.entities
        if {"WebSite", "Organization", "NewsMediaOrganization"} & set(types_of(e))
        for name in names_of(e)
    ]
    if page.host:
        names += [page.host, *(label for label in page.host.split(".")[:-1] if len(label) > 3)]
    names += [name.lstrip("@") for name in page.all("twitter:site")]
    return [name for name in dict.fromkeys(names) if 1 < len(name) <= 100]


def _publishers(page: Page) -> list[str]:
    return [name for entity in page.articles[:2] for name in names_of(entity.get("publisher"))]


def _periodical(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [
        name
        for entry in values
        if isinstance(entry, Mapping)
        and {"Periodical", "Newspaper", "PublicationIssue", "Magazine"} & set(types_of(entry))
        for name in names_of(entry)
    ]


def _spelt_out(page: Page) -> list[str]:
    """Return the publishers of which the site's name, its host, is the initials: faz.net is no name for readers."""
    site = (page.first("og:site_name") or "").lower()
    if not page.host or site != page.host:
        return []
    return [name for name in _publishers(page) if _initials(name) == page.host.split(".")[0]]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()


def _name(name: str) -> str | None:
    text = name.strip(" |-–—·")
    if (short := _ABBREVIATION.search(text)) and _initials(text[: short.start()]) == short[1].lower():
        text = text[: short.start()]
    return text if any(character.isalpha() for character in text) and "://" not in text else None


def copyright_holders(lines: Sequence[str]) -> list[str]:
    """Return whom the copyright lines at the end of a page name."""
    found = (match for line in lines[-40:] if len(line) < 300 for match in _COPYRIGHT.finditer(line))
    return list(
        dict.fromkeys(name for match in found if (name := match["holder"].strip(" .,|-–—")) and 1 < len(name) <= 60)
    )
