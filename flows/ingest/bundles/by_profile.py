"""Cuts where a publication's profile says that items begin: ``bundle_items``, patterns of their first line.

A group ``headline`` in a pattern is a headline that stands in one line with the text; short lines in capitals between
items name the section that follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from flows.ingest.bundles.lines import Cut, Line
from flows.ingest.header_lines import is_rule
from flows.model import Profile

_SECTION = re.compile(r"^[A-Z][A-Z ,&’'-]{3,50}$")


def cuts(lines: Sequence[Line], profile: Profile | None) -> list[Cut]:
    """Return the beginnings of the items; none where there are fewer than two."""
    if profile is None or not profile.bundle_items:
        return []
    found: list[Cut] = []
    section: str | None = None
    for before, line in pairwise([Line(0, 0, "", after_blank=True), *lines]):
        match = next((m for pattern in _patterns(profile.bundle_items) if (m := pattern.match(line.text))), None)
        if match is not None and (line.after_blank or is_rule(before.text)):
            headline = match.groupdict().get("headline")
            body = line.start + match.end() if headline else None
            found.append(Cut(line.start, section, headline, body))
        elif line.after_blank and _SECTION.match(line.text):
            section = line.text
    return found if len(found) >= 2 else []


@cache
def _patterns(sources: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source) for source in sources)
