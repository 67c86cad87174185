"""When a page was published: stated in its markup, shown at the headline, or written in its address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.ingest.days import PrintedDay, find_days, first_day
from flows.ingest.settle import evidence_of
from flows.ingest.web.page import Page, is_page, node_text
from flows.model import DateEvidence

_STATED = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished", "date.published", "publish-date",
    "publishdate", "publish_date", "published_time", "parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_online_date",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dcterms.date", "dc.date", "pubdate", "publication_date", "pub_date",
    "article.published", "cxenseparse:recs:publishtime", "rnews:datepublished", "date", "created", "article:post_date", "datecreated", "article:created",
)  # fmt: skip
_MARKED = (
    '[itemprop~="datePublished"]',
    "time[pubdate]",
    'time[class*="published"i], time[class*="entry-date"i], [class~="published"], .entry-date, .post-date, .article-date, .date-published',
    "article time[datetime], main time[datetime], header time[datetime]",
    "time",
    '[class*="publish"i], [class*="pubdate"i], [class*="pub-date"i], [class*="dateline"i], [class*="timestamp"i], [class*="posted-on"i], '
    '[class*="byline"i], [class*="post-meta"i], [class*="entry-meta"i], [class*="article-meta"i], [class~="date"], [class~="datum"], [class*="-date"i], [class*="date-"i], [id*="date"i]',
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|\D|$)")


def dates(page: Page) -> tuple[DateEvidence, ...]:
    """Return the evidence of the day of publication, the strongest kind first."""
    text = ""
    found: list[DateEvidence] = []
    for basis, printed in (*_of_markup(page), *_of_address(page), *_shown(page)):
        if evidence := evidence_of(printed, basis, text):
            found.append(evidence)
            break
    return tuple(found)


def _of_markup(page: Page) -> Iterator[tuple[str, PrintedDay]]:
    for entity in [*page.articles[:2], *(e for e in page.entities if is_page(e))]:
        for key in ("datePublished", "dateCreated", "uploadDate"):
            value = entity.get(key)
            if isinstance(value, str) and (day := first_day(value[:60])):
                yield "meta", day
    for value in page.all(*_STATED):
        if day := first_day(value[:60]):
            yield "meta", day


def _of_address(page: Page) -> Iterator[tuple[str, PrintedDay]]:
    match = _IN_ADDRESS.search(page.given_url or page.url or "")
    if match and (day := first_day("-".join(match.groups()))):
        yield "url", day


def _shown(page: Page) -> Iterator[tuple[str, PrintedDay]]:
    for selector in _MARKED:
        for node in page.tree.css(selector)[:5]:
            value = node.attributes.get("datetime") or node.attributes.get("content") or ""
            text = value if first_day(value[:60]) else node_text(node)
            if len(text) <= 200:
                yield from (("header", day) for day in find_days(text))
