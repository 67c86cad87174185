"""A masthead that a page prints at its headline: publication, volume, issue, and the date beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.ingest import header_lines
from flows.ingest.settle import evidence_of
from flows.ingest.web.page import Page, squeezed
from flows.model import DateEvidence

_MASTHEAD = re.compile(
    r"\bPublication:\s*(?P<name>[^\n:]{2,60}?)\s*\bVolume:?\s*(?P<volume>\d{1,3}|[IVXLC]{1,7})\b[\s,]*\bIssue:?\s*(?P<issue>\d{1,4})\b",
    re.IGNORECASE,
)
_NEAR = 200  # characters behind the masthead in which its date stands


@dataclass(frozen=True, slots=True)
class Shown:
    """What a printed masthead says."""

    publication: str | None = None
    volume: int | None = None
    issue: int | None = None
    dates: tuple[DateEvidence, ...] = ()


def shown_masthead(page: Page) -> Shown | None:
    """Return the first masthead that the page's text prints."""
    html = page.tree.html or ""
    if "Publication:" not in html:
        return None
    body = page.tree.body
    text = body.text(separator="\n") if body is not None else ""
    flat = re.sub(r"\s*\n\s*", "\n", text)
    match = _MASTHEAD.search(re.sub(r"Publication:\s+", "Publication: ", flat))
    if match is None:
        return None
    behind = re.sub(r"Publication:\s+", "Publication: ", flat)[match.end() : match.end() + _NEAR]
    days = [day for line in behind.split("\n") for day in header_lines.date_line(line)]
    dates = tuple(filter(None, (evidence_of(day, "header", flat) for day in days[:1])))
    return Shown(squeezed(match["name"]), header_lines.number(match["volume"]), int(match["issue"]), dates)
