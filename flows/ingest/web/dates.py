"""When a page was published: stated in its markup, shown at the headline, or written in its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import chain

from flows.ingest.days import PrintedDay, find_days, first_day
from flows.ingest.evidence import evidence_of
from flows.ingest.header_lines import date_line
from flows.ingest.lexicon import lines_of, whole_words
from flows.ingest.web.page import Page, is_page, node_text
from flows.model import DateEvidence

_STATED = lines_of("meta_dates.txt")
_STATED_SHAPE = re.compile(r"(?:^|[-_.:])(?:first)?publi(?:sh|shed|cation)[-_.:]?(?:date|time|on|at)", re.IGNORECASE)
_MARKED = lines_of("marked_dates.txt")
_IN_ADDRESS = re.compile(
    r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|\D|$)|/((?:0[1-9]|[12]\d|3[01])-(?:0[1-9]|1[0-2])-(?:19|20)\d\d)(?=[-/]|$)"
)
_LATER = whole_words("revision_words.txt")
_OTHER_EVENT = whole_words("event_words.txt")
_MAX_LINE = 120
_DAY = timedelta(days=1)


def dates(page: Page, at_headline: Sequence[str], text: str) -> tuple[DateEvidence, ...]:
    """Return the evidence of the day of publication, the strongest first.

    Markup counts in universal time or where the server stands; where the page prints the day before or after, the
    printed day, or that of its address, is the day of its readers. A day of revision is taken where no other is given.
    """
    if (page.first("og:type") or "").lower().startswith("product"):
        return ()
    stated = next(_settled(_of_markup(page), text), None)
    printed = next(_settled(_at_headline(at_headline, revised=False), text), None)
    addressed = next(_settled(_of_address(page), text), None)
    for local in (printed, addressed):
        if stated and local and abs(local.earliest - stated.earliest) == _DAY:
            return local, stated
    found = stated or printed or addressed
    if found is None:
        weaker = chain(_shown(page), _in_title(page), _at_headline(at_headline, revised=True))
        found = next(_settled(weaker, text), None)
    return (found,) if found else ()


def _settled(candidates: Iterable[tuple[str, PrintedDay]], text: str) -> Iterator[DateEvidence]:
    return (evidence for basis, printed in candidates if (evidence := evidence_of(printed, basis, text)))


def _of_markup(page: Page) -> Iterator[tuple[str, PrintedDay]]:
    for entity in [*page.articles[:2], *(e for e in page.entities if _is_dated_work(page) and is_page(e))]:
        for key in ("datePublished", "dateCreated", "uploadDate"):
            value = entity.get(key)
            if isinstance(value, str) and (day := first_day(value[:60])):
                yield "meta", day
    shaped = [name for name in page.meta if _STATED_SHAPE.search(name)]
    for name in dict.fromkeys((*_STATED[:3], *shaped, *_STATED[3:])):
        values = page.all(name)
        if len(set(values)) > 2:
            continue  # the dates of reviews or of a list
        value = next(iter(values), "")
        if day := first_day(value[:60]):
            yield "meta", day


def _is_dated_work(page: Page) -> bool:
    """Whether the date of a page that is no article is worth something.

    The common publishing systems give every page the day on which it was set up; a lasting page differs from a post
    by the time of its last change without a time of publication.
    """
    if page.first("article:modified_time") and not page.first("article:published_time"):
        return bool(page.articles)
    return bool(page.articles) or (page.first("og:type") or "").lower() in {"article", "blog", "news"}


def _at_headline(lines: Sequence[str], *, revised: bool) -> Iterator[tuple[str, PrintedDay]]:
    """Dates of the lines at the headline: lines that are nothing but a date first, then short ones that hold one."""
    for whole in (True, False):
        for place, line in enumerate(lines):
            if not (date_line(line) if whole else len(line) <= _MAX_LINE):
                continue
            label = line if place == 0 or len(lines[place - 1]) > 40 else f"{lines[place - 1]} {line}"
            if bool(_LATER.search(label)) == revised and not _OTHER_EVENT.search(line):
                yield from (("header", day) for day in find_days(line) if day.readings[0][0] == day.readings[0][1])


def _of_address(page: Page) -> Iterator[tuple[str, PrintedDay]]:
    match = _IN_ADDRESS.search(page.given_url or page.url or "")
    if match and (day := first_day("-".join(filter(None, match.groups())))):
        yield "url", day


def _in_title(page: Page) -> Iterator[tuple[str, PrintedDay]]:
    """A title that begins with its date."""
    day = first_day(page.title_element[:40])
    if day and day.start == 0:
        yield "header", day


def _shown(page: Page) -> Iterator[tuple[str, PrintedDay]]:
    for selector in _MARKED:
        for node in page.tree.css(selector)[:5]:
            value = node.attributes.get("datetime") or node.attributes.get("content") or ""
            text = node_text(node)
            if len(text) <= 200 and not _LATER.search(text) and not _OTHER_EVENT.search(text):
                yield from (("header", day) for source in (value[:60], text) for day in find_days(source))
