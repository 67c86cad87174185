"""What a page prints at its headline: publication, volume and issue, by-line and date, as in a plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.ingest import header_lines
from flows.ingest.days import PrintedDay


@dataclass(slots=True)
class Shown:
    """What the lines at a headline print."""

    publication: str | None = None
    volume: int | None = None
    issue: int | None = None
    section: str | None = None
    days: tuple[PrintedDay, ...] = ()


def shown_at_headline(lines: Sequence[str]) -> Shown:
    """Read the lines at a headline; the line nearest to it speaks first."""
    shown = Shown()
    for line in lines:
        _read(line, shown)
    return shown


def names_issue(headline: str) -> bool:
    """Whether a headline is nothing but the name of a publication with volume and issue."""
    masthead = header_lines.masthead(headline)
    return masthead is not None and None not in (masthead.publication, masthead.volume, masthead.issue)


def _read(line: str, shown: Shown) -> None:
    masthead = header_lines.masthead(line)
    if masthead and (masthead.volume or masthead.issue):
        shown.publication = shown.publication or masthead.publication
        shown.volume = shown.volume if shown.volume is not None else masthead.volume
        shown.issue = shown.issue if shown.issue is not None else masthead.issue
        shown.days = shown.days or masthead.days
    elif days := header_lines.date_line(line) or header_lines.month_field(line):
        shown.days = shown.days or days
    else:
        others, days = header_lines.parts_with_date(line)
        if days and not shown.days:
            shown.days = days
            shown.publication = shown.publication or next(iter(others), None)
