"""The headline of a page: what it shows, confirmed by what it states, without the name of the site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborNode

from flows.ingest.days import first_day
from flows.ingest.web.page import Page, names_of, squeezed

_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/]+\s+|\s*[|»«]\s*|\s*::\s*|:\s+")
STATED_TITLES = (
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
_MARKED = (
    '[itemprop~="headline"], h1[class*="title"], h1[class*="headline"], '
    ".entry-title, .post-title, .article-title, .headline"
)
_NO_LETTER = re.compile(r"[\W_]+")
_ASCII_NO_LETTER = bytes(code for code in range(128) if not chr(code).isalnum())
MAX_HEADLINE = 400
_MIN_WORDS = 3  # of a heading that no title confirms
_MIN_FOLDED = 12
_MAX_DATE = 30
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def headline(page: Page, site_names: Iterable[str], lines: Sequence[str]) -> str | None:
    """Return the headline: the heading that a stated title confirms, else the page's only first-rank heading.

    Without either it is the stated title without its site.
    """
    sites = {key for name in site_names if (key := folded(name))}
    stated = [cut for title in _stated(page) if (cut := without_site(title, sites))]
    shown = [heading for heading in _headings(page) if not _names_site(heading, sites)]
    for heading in shown:
        if any(_confirms(title, heading) for title in stated):
            return _without_kicker(heading, stated)
    only = _only_heading(page, sites)
    if only and len(only.split()) >= _MIN_WORDS:
        return only
    return next((_as_printed(title, lines) for title in stated), next(iter(shown), None))


def _names_site(heading: str, sites: set[str]) -> bool:
    key = folded(heading)
    return key in sites or any(len(site) > 5 and key.startswith(site) and len(key) < 2 * len(site) for site in sites)


def _only_heading(page: Page, sites: set[str]) -> str | None:
    texts = {_text(node) for node in page.nodes("h1")[:10]}
    texts = {text for text in texts if text and len(text) <= MAX_HEADLINE and not _names_site(text, sites)}
    return next(iter(texts)) if len(texts) == 1 else None


def _without_kicker(heading: str, stated: Sequence[str]) -> str:
    """Return a heading without the label or the date in front of it, where a stated title has none."""
    day = first_day(heading[:_MAX_DATE])
    if day and day.start == 0 and len(heading) - day.end > 10:
        return heading[day.end :].strip(" -–—:|")
    key = folded(heading)
    shorter = (title for title in stated if len(folded(title)) >= _MIN_FOLDED and key.endswith(folded(title)))
    return min(shorter, key=len, default=heading)


def _as_printed(title: str, lines: Sequence[str]) -> str:
    """A page without headings prints its headline in a line of its own, in capitals maybe."""
    key = folded(title)
    shortest, longest = len(key) // 2, 2 * len(title)
    return next((line for line in lines if shortest <= len(line) < longest and folded(line) == key), title)


def folded(text: str) -> str:
    """Return a text as its letters and digits alone, for comparison."""
    if text.isascii():  # as most are: 14 times faster, and a page folds 160 texts
        return text.lower().encode().translate(None, _ASCII_NO_LETTER).decode()
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).casefold())


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
    titles += page.all(*STATED_TITLES[:2])[:4]
    titles.append(page.title_element)
    titles += page.all(*STATED_TITLES[2:])[:4]
    return [squeezed(_INVISIBLE.sub("", title)) for title in titles if 2 < len(title) <= MAX_HEADLINE]


def _headings(page: Page) -> list[str]:
    nodes = [*page.nodes("h1")[:8], *page.tree.css(_MARKED)[:8], *page.tree.css("h2")[:6], *page.tree.css("h3")[:4]]
    texts = (_text(node) for node in nodes)
    return [text for text in dict.fromkeys(texts) if 3 < len(text) <= MAX_HEADLINE]


def _text(node: LexborNode) -> str:
    return squeezed(_INVISIBLE.sub("", str(node.text())))


def _confirms(title: str, heading: str) -> bool:
    """Whether a stated title says what a heading says, with or without more around it."""
    stated, shown = folded(title), folded(heading)
    if not stated or not shown:
        return False
    if stated == shown:
        return True
    shorter, longer = sorted((stated, shown), key=len)
    return len(shorter) >= 12 and shorter in longer and len(shorter) * 3 >= len(longer)
