"""The header of a page: every field by its own evidence."""

from __future__ import annotations

from collections.abc import Sequence

from flows.ingest.evidence import evidence_of
from flows.ingest.headline import series_of
from flows.ingest.web.authors import authors
from flows.ingest.web.dates import dates, revised
from flows.ingest.web.lines import lines_at_headline, visible_lines
from flows.ingest.web.masthead import names_issue, shown_at_headline
from flows.ingest.web.page import Page
from flows.ingest.web.publications import copyright_holders, publication, site_names
from flows.ingest.web.stated import (
    access,
    alternative_headline,
    headline_candidates,
    is_cut_short,
    keywords,
    section,
)
from flows.ingest.web.titles import headline
from flows.model import Header


def read_evidence(page: Page, paragraphs: Sequence[str]) -> Header:
    """Return what the page says of itself, what it prints at its headline among it."""
    lines = visible_lines(page)
    holders = copyright_holders(lines)
    sites = [*site_names(page), *holders]
    title = headline(page, sites, lines)
    at_headline = lines_at_headline(lines, title, paragraphs)
    if title and names_issue(title):  # the page of an issue bears its masthead as headline
        at_headline, title = [title, *at_headline], None
    shown = shown_at_headline(at_headline)
    has_masthead = shown.volume is not None or shown.issue is not None
    text = " ".join(lines)[:20_000]
    printed = tuple(filter(None, (evidence_of(day, "header", text) for day in shown.days[:1])))
    stated = dates(page, at_headline, lines, paragraphs, text)
    modified, modified_at = revised(page, at_headline, text)
    return Header(
        headline=title,
        authors=authors(page, sites, title, at_headline),
        publication=(shown.publication if has_masthead else None)
        or publication(page)
        or shown.publication
        or next(iter(holders), None),
        series=series_of(title),
        volume=shown.volume,
        issue=shown.issue,
        section=section(page) or shown.section,
        url=page.url,
        language=page.language,
        dates=tuple(dict.fromkeys((*(printed if has_masthead else ()), *stated.days, *printed))),
        is_truncated=is_cut_short(page, paragraphs),
        headline_candidates=headline_candidates(page),
        alternative_headline=alternative_headline(page, title, sites),
        keywords=keywords(page),
        published_at=stated.moment,
        other_dates=stated.others,
        modified=modified,
        modified_at=modified_at,
        access=access(page),
    )
