"""A parsed page, and what its markup states: meta elements, linked data, address, language."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from flows.ingest.clean import without_comments
from flows.ingest.web.readers import Readers
from flows.ingest.web.saved import saved_from
from flows.model import Refusal, Refused

MAX_DEPTH = 3000
_TAG = re.compile("</?[a-zA-Z][a-zA-Z0-9]*")
_UNNESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr path "
    "p li dt dd option optgroup tr td th thead tbody tfoot".split()
)
_MAX_JSON = 3_000_000
_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Story|Recipe|Interview|HowTo)$")
_PAGE_TYPES = frozenset(
    {
        "WebPage",
        "ItemPage",
        "CreativeWork",
        "Blog",
        "VideoObject",
        "PodcastEpisode",
        "AboutPage",
        "FAQPage",
        "Event",
        "Book",
    }
)
_COMMENT_OPENS = re.compile(r"(?://)?\s*<!(?:--|\[CDATA\[)")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Page:
    """A page as a tree, with its head read once. ``given_url`` is where it was fetched from, if that is known."""

    tree: LexborHTMLParser
    readers: Readers
    given_url: str | None = None
    meta: dict[str, list[str]] = field(default_factory=dict)
    _nodes: dict[str, list[LexborNode]] = field(default_factory=dict)

    def first(self, *names: str) -> str | None:
        """Return the first non-empty content of the meta elements of these names, in this order."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), None)

    def all(self, *names: str) -> list[str]:
        """Return the contents of the meta elements of these names."""
        return [value for name in names for value in self.meta.get(name, ()) if value]

    def nodes(self, selector: str) -> list[LexborNode]:
        """Return the elements of a selector that is asked for more than once."""
        if selector not in self._nodes:
            self._nodes[selector] = self.tree.css(selector)
        return self._nodes[selector]

    @cached_property
    def articles(self) -> list[Json]:
        """Linked data about articles: those about this page first."""
        found = [entity for entity in self.entities if _is_article(entity)]
        own = _address_key(self.url)
        return sorted(found, key=lambda entity: own is None or own not in _addresses(entity))

    @cached_property
    def entities(self) -> list[Json]:
        """Every object of the page's linked data that has a type."""
        found: list[Json] = []
        for node in self.tree.css('script[type*="ld+json"]'):
            found.extend(_typed(_loaded(node.text(strip=False))))
            if len(found) > 2000:
                break
        return found

    @cached_property
    def url(self) -> str | None:
        """The page's address: canonical where it says so, else where it was fetched from."""
        link = self.tree.css_first('link[rel~="canonical"]')
        stated = [link.attributes.get("href") if link else None, self.first("og:url"), self.given_url]
        base = self.given_url
        for candidate in stated:
            if candidate and (address := _absolute(candidate.strip(), base)):
                return address
        return None

    @cached_property
    def host(self) -> str | None:
        """The host of the address, without www."""
        try:
            host = urlsplit(self.given_url or self.url or "").hostname
        except ValueError:
            return None
        return host.removeprefix("www.") if host and "." in host else None

    @cached_property
    def language(self) -> str | None:
        """The language that the page declares."""
        root = self.tree.root
        declared = (root.attributes.get("lang") or root.attributes.get("xml:lang")) if root else None
        declared = declared or self.first("og:locale", "content-language", "dc.language", "language")
        match = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", declared or "")
        return match[0].lower() if match else None

    @cached_property
    def title_element(self) -> str:
        """The text of the title element."""
        node = self.tree.css_first("head > title") or self.tree.css_first("title")
        return squeezed(node.text()) if node else ""


def parse_page(html: str, url: str | None = None) -> Page:
    """Parse a page; Refused where it is nested deeper than any page is."""
    check_depth(html)
    tree = LexborHTMLParser(html)
    meta: dict[str, list[str]] = defaultdict(list)
    readers = Readers(tree)
    for node in tree.css("meta[content], meta[value]"):
        attributes = node.attributes
        content = squeezed(unescape((attributes.get("content") or attributes.get("value") or "")[:5000]))
        for key in ("name", "property", "itemprop", "http-equiv"):
            if (name := attributes.get(key)) and not (key == "itemprop" and readers.have(node)):
                meta[name.strip().lower()].append(content)
    return Page(tree, readers, url or saved_from(html), dict(meta))


def check_depth(html: str) -> None:
    """Raise Refused where elements are nested too deep: the time of parsers grows with the square of the depth."""
    tags = html.count("<")
    if tags <= MAX_DEPTH or tags - html.count("</") <= MAX_DEPTH:
        return  # it has too few elements: true of 99 pages in 100
    depth = 0
    for tag in _TAG.findall(without_comments(html)):
        name = tag[1:].lower()
        if name.startswith("/"):
            depth -= depth > 0 and name[1:] not in _UNNESTED
        elif name not in _UNNESTED:
            depth += 1
            if depth > MAX_DEPTH:
                raise Refused(Refusal.DAMAGED, f"its elements are nested more than {MAX_DEPTH:,} deep: no site made it")


def squeezed(text: str) -> str:
    """Return the text with every stretch of white space as one space."""
    return " ".join(text.split())


def node_text(node: LexborNode, separator: str = " ") -> str:
    """Return the text of a node, its pieces parted."""
    return squeezed(node.text(separator=separator)) if separator == " " else str(node.text(separator=separator))


def names_of(value: object) -> list[str]:
    """Return the names that a value of linked data gives: a string, an object with a name, or a list of them."""
    if isinstance(value, str):
        return [squeezed(unescape(value))] if value.strip() else []
    if isinstance(value, list):
        return [name for entry in value[:50] for name in names_of(entry)]
    if isinstance(value, Mapping):
        return names_of(value.get("name"))
    return []


def types_of(entity: Json) -> list[str]:
    """Return the types of an object of linked data."""
    value = entity.get("@type")
    values = value if isinstance(value, list) else [value]
    return [v.rsplit("/", 1)[-1] for v in values if isinstance(v, str)]


def _is_article(entity: Json) -> bool:
    return any(_ARTICLE_TYPES.search(kind) for kind in types_of(entity))


def article_body(page: Page) -> str:
    """Return the text of the article that the linked data carries, markup aside; often there is none."""
    bodies = (entity.get("articleBody") for entity in page.articles[:2])
    return unescape(re.sub(r"<[^<>]*>", " ", next((body for body in bodies if isinstance(body, str)), "")))


def is_page(entity: Json) -> bool:
    """Whether an object of linked data describes a page or a work that is no article."""
    return any(kind in _PAGE_TYPES for kind in types_of(entity))


def _loaded(source: str) -> object:
    source = source.strip()
    if len(source) > _MAX_JSON:
        return None
    source = _uncommented(source).rstrip(";")
    for attempt in (source, _TRAILING_COMMA.sub(r"\1", source)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _uncommented(source: str) -> str:
    """Return a script without the marks of a comment that hide it from old browsers."""
    if opened := _COMMENT_OPENS.match(source):
        source = source[opened.end() :]
    if source.endswith(("-->", "]]>")):
        source = source[:-3].rstrip().removesuffix("//")
    return source.strip()


def _typed(value: object, depth: int = 0) -> Iterator[Json]:
    """Give the objects with a type, outer ones first; not the people and pictures inside an article."""
    if depth > 6:
        return
    if isinstance(value, list):
        for entry in value[:500]:
            yield from _typed(entry, depth + 1)
    elif isinstance(value, Mapping):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed"):
            if isinstance(inner := value.get(key), Mapping | list):
                yield from _typed(inner, depth + 1)


def _addresses(entity: Json) -> set[str]:
    page = entity.get("mainEntityOfPage")
    values = [entity.get("url"), entity.get("@id"), page if isinstance(page, str) else None]
    if isinstance(page, Mapping):
        values += [page.get("@id"), page.get("url")]
    return {key for value in values if isinstance(value, str) and (key := _address_key(value))}


def _address_key(url: str | None) -> str | None:
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return (parts.netloc.removeprefix("www.") + parts.path).rstrip("/").lower() or None


def _absolute(candidate: str, base: str | None) -> str | None:
    try:
        address = urljoin(base or "", candidate)
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.netloc and len(address) < 2000 else None
