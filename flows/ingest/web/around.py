"""What pages print around their text, told by lines of it: the headline once more above it, other articles below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.ingest.lexicon import any_of
from flows.ingest.web.titles import folded

_FIRST = 10  # paragraphs among which the headline may be printed once more
_LABEL = 60  # characters of a line that is no sentence
_LEADS_AWAY = re.compile(rf"^\W*{any_of('leads_away.txt')}\W*$", re.IGNORECASE)
_LAST = 20  # paragraphs at the end among which other things may begin
_SHARE_BELOW = 0.25  # of the text at most


def without_headline(paragraphs: Sequence[str], headline: str | None) -> list[str]:
    """Return the paragraphs without the headline and the labels above it: it has a column of its own."""
    key = folded(headline or "")
    printed = [at for at, text in enumerate(paragraphs[:_FIRST]) if key and folded(text) == key]
    if not printed or printed[-1] + 1 == len(paragraphs):
        return list(paragraphs)
    start = printed[0]
    while start and len(paragraphs[start - 1]) <= _LABEL and paragraphs[start - 1][-1] not in ".?!":
        start -= 1
    return [text for at, text in enumerate(paragraphs) if at < start or (at > printed[0] and at not in printed)]


def without_what_follows(paragraphs: Sequence[str]) -> list[str]:
    """Return the paragraphs up to a line that leads away from the article, if little stands below it."""
    whole = sum(map(len, paragraphs))
    first = max(1, len(paragraphs) - _LAST)
    for at in range(first, len(paragraphs)):
        is_label = len(paragraphs[at]) <= 2 * _LABEL and _LEADS_AWAY.match(paragraphs[at])
        if is_label and sum(map(len, paragraphs[at:])) <= _SHARE_BELOW * whole:
            return list(paragraphs[:at])
    return list(paragraphs)
