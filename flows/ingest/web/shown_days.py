"""Days that a page shows in elements of their own: which of them is its day, and how to read one of two readings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from flows.ingest.days import PrintedDay, find_days
from flows.ingest.lexicon import lines_of, whole_words
from flows.ingest.web.page import Page, node_text

_MARKED = lines_of("marked_dates.txt")
_ISO_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_NUMERIC = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:19|20)?\d\d")
_OWN_MARKS = 4  # the first selectors of the list mark the article's own date
_MOST_MARKED = 40
LATER = whole_words("revision_words.txt")
OTHER_EVENT = whole_words("event_words.txt")
MAX_VALUE = 60  # characters of a value that states a day
_MOST_NODES = 5  # of one selector


def shown(page: Page) -> Iterator[tuple[str, PrintedDay]]:
    """Give the days of elements that are marked as such, the most trustworthy first."""
    for rank, selector in enumerate(_MARKED):
        nodes = (node for node in page.tree.css(selector)[:_MOST_MARKED] if not page.readers.have(node))
        found = [day for node in islice(nodes, _MOST_NODES) for day in _days_of(node)]
        if rank < _OWN_MARKS or len({day.readings for day in found}) == 1:  # any other time may be that of a comment
            yield from (("header", day) for day in found)


def _days_of(node: LexborNode) -> Iterator[PrintedDay]:
    value = node.attributes.get("datetime") or node.attributes.get("content") or ""
    text = node_text(node)
    if len(text) <= 200 and not LATER.search(text) and not OTHER_EVENT.search(text):
        yield from (day for source in (value[:MAX_VALUE], text) for day in find_days(source))


def told_apart(page: Page, lines: Sequence[str]) -> list[str]:
    """Return the lines with dates of two readings ("03/01/2017") as the element says that shows them."""
    read: dict[str, str] = {}
    for node in page.tree.css("time[datetime]")[:_MOST_MARKED]:
        stated, text = node.attributes.get("datetime") or "", node_text(node)
        if _ISO_DAY.match(stated) and _NUMERIC.fullmatch(text):
            read.setdefault(text, stated[:10])
    return [_NUMERIC.sub(lambda match: read.get(match[0], match[0]), line) for line in lines] if read else list(lines)


def of_readers(page: Page) -> set[str]:
    """Return the texts of dates that stand in comments and reviews of customers."""
    return {node_text(node) for node in page.tree.css("time")[:_MOST_MARKED] if page.readers.have(node)}
