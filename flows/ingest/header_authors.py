"""The lines of a header that name its authors: with "by", as a list, or a name above a post, a house or a day."""

from __future__ import annotations

from collections.abc import Sequence

from flows.ingest import header_lines as kinds
from flows.ingest.days import PrintedDay, find_days
from flows.ingest.header_found import Found, Line
from flows.ingest.headline import can_be_headline
from flows.ingest.names import byline_authors, is_organization, is_person_name, is_post

_MAX_BEHIND = 60  # characters of a by-line in which its day stands


def read_byline(line: str, found: Found) -> bool:
    """Read a by-line, or a list of names below a title, into ``found``; return whether the line is one."""
    names = kinds.byline(line)
    if names is None:
        if len(found.title) and not found.authors and kinds.is_name_list(line):
            found.authors.extend(byline_authors(line))
            found.forms += 1
            return True
        return False
    authors = byline_authors(names)
    if names and not authors:
        return False
    found.authors.extend(authors)
    found.days.extend(_day_behind(names))
    found.forms += 1
    return True


def _day_behind(names: str) -> tuple[PrintedDay, ...]:
    """Return the day with which a by-line ends: By Ana Duarte | April 3, 2023."""
    days = list(find_days(names[-_MAX_BEHIND:]))
    is_last = len(days) == 1 and days[0].end == len(names[-_MAX_BEHIND:].rstrip(" .*_)"))
    return tuple(days) if is_last else ()


def read_author_with_post(lines: Sequence[Line], at: int, found: Found) -> int:
    """Read an author without "by", whose post or house or whose day stands in the next line; return the lines taken.

    The lines below a post say where that post is.
    """
    line = lines[at].text
    if not found.title or found.authors or at + 2 >= len(lines) or not is_person_name(line):
        return 0
    below = lines[at + 1].text
    has_post, has_house = is_post(below), can_be_headline(below) and is_organization(below)
    has_day = bool(kinds.date_line(below) or kinds.source_line(below) or kinds.parts_with_date(below)[1])
    if not (has_post or has_house or has_day):
        return 0
    found.authors.extend(byline_authors(line))
    found.forms += 1
    count = 1 + (has_post or has_house)
    while has_post and at + count + 1 < len(lines) and _goes_on_in(lines[at + count]):
        count += 1
    return count


def _goes_on_in(line: Line) -> bool:
    return not line.after_blank and can_be_headline(line.text)
