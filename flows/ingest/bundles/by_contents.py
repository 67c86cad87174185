"""Cuts where the titles of a table of contents come again: "IN THIS ISSUE", its titles, and then the articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.ingest import header_lines as kinds
from flows.ingest.bundles.lines import Cut, Line, folded_line
from flows.model import Span

_OF_AN_ISSUE = re.compile(r"^(?:in this issue|headlines|in today[’']s issue|this date[’']s issues)\b", re.IGNORECASE)
_MARK = re.compile(r"^(?:[*•·▪►–—-]|\(?\d{1,3}[.)]|\[\d{1,3}\]|#\d{1,3}:?)\s+")
_FIRST_LINES = 60
_MAX_TITLES = 60
_SHARE_FOUND = 0.6
_WRAPPED = 3  # lines that one title may take


def cuts(lines: Sequence[Line]) -> list[Cut]:
    """Return the beginnings of the articles that the contents announce; none where fewer than two come again."""
    opening = next((i for i, line in enumerate(lines[:_FIRST_LINES]) if _OF_AN_ISSUE.match(line.text)), None)
    if opening is None:
        return []
    titles, at = _titles(lines, opening + 1)
    found: list[Cut] = []
    for title in titles:
        place = _place_of(title, lines, at)
        if place is not None:
            heading = lines[place[0] : place[1]]
            printed = " ".join(line.text for line in heading)
            found.append(Cut(heading[0].start, headline=printed, body_start=heading[-1].end))
            at = place[1]
    return found if len(found) >= 2 and len(found) >= _SHARE_FOUND * len(titles) else []


def _titles(lines: Sequence[Line], at: int) -> tuple[list[str], int]:
    """Return the titles of the contents, wrapped ones joined, and where the contents end."""
    titles: list[str] = []
    known: set[str] = set()
    for place, line in enumerate(lines[at : at + 3 * _MAX_TITLES], start=at):
        if kinds.is_rule(line.text) and titles:
            return titles, place
        is_marked = _MARK.match(line.text) is not None
        title = folded_line(_MARK.sub("", line.text))
        if title in known or (len(line.text) > kinds.MAX_HEADER_LINE):
            return titles, place  # the first title comes again: the articles begin
        if kinds.byline(line.text) is not None or not title or kinds.is_rule(line.text):
            continue
        if titles and not is_marked and not line.after_blank and _MARK.match(lines[place - 1].text):
            titles[-1] = f"{titles[-1]} {title}"
        else:
            titles.append(title)
        known.add(titles[-1])
    return titles, at


def _place_of(title: str, lines: Sequence[Line], at: int) -> Span | None:
    for place in range(at, len(lines)):
        if not title.startswith(folded_line(lines[place].text)[:40] or "\0"):
            continue
        for count in range(1, _WRAPPED + 1):
            if folded_line(" ".join(line.text for line in lines[place : place + count])) == title:
                return place, place + count
    return None
