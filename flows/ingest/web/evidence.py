"""The header of a page: every field by its own evidence."""

from __future__ import annotations

from flows.ingest.header import series_of
from flows.ingest.web.authors import authors
from flows.ingest.web.dates import dates
from flows.ingest.web.masthead import Shown, shown_masthead
from flows.ingest.web.page import Page
from flows.ingest.web.publications import publication, site_names
from flows.ingest.web.titles import headline
from flows.model import Header


def read_evidence(page: Page) -> Header:
    """Return what the page says of itself: a printed masthead first, then what its markup states."""
    sites = site_names(page)
    shown = shown_masthead(page) or Shown()
    title = headline(page, sites)
    return Header(
        headline=title,
        authors=authors(page, sites),
        publication=shown.publication or publication(page),
        series=series_of(title),
        volume=shown.volume,
        issue=shown.issue,
        section=page.first("article:section"),
        url=page.url,
        language=page.language,
        dates=tuple(dict.fromkeys((*shown.dates, *dates(page)))),
    )
