"""When a page was published: stated in its markup, shown at the headline, or written in its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from flows.ingest.days import PrintedDay, find_days, first_day
from flows.ingest.evidence import evidence_of
from flows.ingest.header_lines import date_line
from flows.ingest.lexicon import lines_of, whole_words
from flows.ingest.moments import moment_of
from flows.ingest.web.page import Page, is_page
from flows.ingest.web.shown_days import LATER, MAX_VALUE, OTHER_EVENT, of_readers, shown, told_apart
from flows.model import DateEvidence

_STATED = lines_of("meta_dates.txt")
_STATED_SHAPE = re.compile(r"(?:^|[-_.:])(?:first)?publi(?:sh|shed|cation)[-_.:]?(?:date|time|on|at)", re.IGNORECASE)
_REVISED = lines_of("meta_revisions.txt")
_IN_ADDRESS = re.compile(
    r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|\D|$)|/((?:0[1-9]|[12]\d|3[01])-(?:0[1-9]|1[0-2])-(?:19|20)\d\d)(?=[-/]|$)"
)
_CLOCK = re.compile(r"[T ](?P<hour>\d\d):\d\d")
_PUBLISHED = whole_words("publication_words.txt")
_MAX_LINE, _MAX_SENTENCE = 120, 250
_BESIDE = 60  # characters beside a date that may say what it is the date of
_LABEL = 40  # characters of a line that may be the label of the date in the next
_FEW = 2
_MAX_DATELINE, _FIRST_PARAGRAPHS = 40, 3
_MIDNIGHT = re.compile(r"T(?P<hour>22|23):00:00(?:\.0{1,6})?(?:Z|\+00:?00)$")
_CENTRAL = frozenset("cs da de fr hr hu it nb nl no pl sk sl sv".split())  # languages that are written in its time
_SUMMER = (4, 10)  # months of summer time, but for its first and last days
_DAY = timedelta(days=1)
_NOON = 12


@dataclass(frozen=True, slots=True)
class Dated:
    """Evidence of the day of publication, the strongest first; ``others`` are the days that weaker evidence names."""

    days: tuple[DateEvidence, ...] = ()
    moment: str | None = None
    others: tuple[DateEvidence, ...] = ()


def dates(page: Page, at_headline: Sequence[str], lines: Sequence[str], paragraphs: Sequence[str], text: str) -> Dated:
    """Return the evidence of the day of publication, with its hour where that is stated.

    Of several days that the markup states, the one that is printed at the headline counts. Markup tells the time in
    universal time or where the server stands; where the page prints the day before or after, and that hour lets it be
    so, the printed day, or that of its address, is the day of its readers. A day of revision is taken where no other
    is given.
    """
    if (page.first("og:type") or "").lower().startswith("product"):
        return Dated()
    at_headline = told_apart(page, at_headline)
    printed = next(_settled(_at_headline(at_headline, revised=False), text), None)
    addressed = next(_settled(_of_address(page), text), None)
    values = dict.fromkeys(_of_markup(page))
    every = [
        (_day_of_midnight(page, day, value), value) for value in values for day in _settled(_first_of(value), text)
    ]
    stated = _before_revision(page, every)
    confirmed = next((day for day, _ in stated if printed and day.earliest == printed.earliest), None)
    if confirmed and confirmed.earliest in _revised_on(page):
        confirmed = None
    others = [day for day in (*(day for day, _ in every), printed, addressed) if day]
    if confirmed:
        return _dated((confirmed,), stated, others)
    for local in (printed, addressed):
        if stated and local and _is_day_of_readers(local.earliest - stated[0][0].earliest, stated[0][1]):
            return _dated((local, stated[0][0]), stated, others)
    found = next((day for day, _ in stated), printed or addressed)
    if found is None:
        theirs = of_readers(page)
        weaker = chain(
            _labelled(lines, _PUBLISHED),
            shown(page),
            _in_title(page),
            _at_headline(at_headline, revised=True),
            _only_line([line for line in lines if line not in theirs]),
            _labelled(lines, LATER),
            _opening(paragraphs),
        )
        found = next(_settled(weaker, text), None)
    return _dated((found,) if found else (), stated, others)


def revised(page: Page, at_headline: Sequence[str], text: str) -> tuple[DateEvidence | None, str | None]:
    """Return the day of the last revision and its moment: stated in the markup, or printed at the headline."""
    for value in _revisions(page):
        if day := next(_settled(_first_of(value), text), None):
            return day, moment_of(value)
    return next(_settled(_at_headline(at_headline, revised=True), text), None), None


def _dated(
    days: tuple[DateEvidence, ...], stated: Sequence[tuple[DateEvidence, str]], others: Sequence[DateEvidence]
) -> Dated:
    known = {day.earliest for day in days}
    moments = (moment_of(value) for day, value in stated if day.earliest in known)
    return Dated(
        days,
        next(filter(None, moments), None),
        tuple(dict.fromkeys(other for other in others if other.earliest not in known)),
    )


def _settled(candidates: Iterable[tuple[str, PrintedDay]], text: str) -> Iterator[DateEvidence]:
    return (evidence for basis, printed in candidates if (evidence := evidence_of(printed, basis, text)))


def _first_of(value: str) -> Iterator[tuple[str, PrintedDay]]:
    if day := first_day(value):
        yield "meta", day


def _day_of_midnight(page: Page, day: DateEvidence, value: str) -> DateEvidence:
    """Return the day that a system set by its day alone: midnight of Central Europe, written in universal time."""
    match = _MIDNIGHT.search(value)
    is_summer = _SUMMER[0] <= day.earliest.month <= _SUMMER[1]
    if match is None or page.language not in _CENTRAL or (match["hour"] == "22") != is_summer:
        return day
    return replace(day, earliest=day.earliest + _DAY, latest=day.latest + _DAY)


def _is_day_of_readers(later: timedelta, value: str) -> bool:
    """Whether what is the stated time here can be the day before or after elsewhere."""
    clock = _CLOCK.search(value)
    return abs(later) == _DAY and (clock is None or (later == _DAY) == (int(clock["hour"]) >= _NOON))


def _of_markup(page: Page) -> Iterator[str]:
    """Give the values that linked data, microdata and meta elements state, the most trustworthy first."""
    for entity in [*page.articles[:2], *(e for e in page.entities if _is_dated_work(page) and is_page(e))]:
        for key in ("datePublished", "dateCreated", "uploadDate"):
            value = entity.get(key)
            if isinstance(value, str):
                yield value[:MAX_VALUE]
    shaped = [name for name in page.meta if _STATED_SHAPE.search(name)]
    for name in dict.fromkeys((*_STATED[:3], *shaped, *_STATED[3:])):
        values = page.all(name)
        if len(set(values)) <= _FEW:  # more are the dates of reviews or of a list
            yield from (value[:MAX_VALUE] for value in values[:1])
    marked = {node.attributes.get("datetime") or "" for node in page.tree.css('time[itemprop~="datePublished"]')}
    if len(marked) == 1:
        yield marked.pop()[:MAX_VALUE]


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
            before = "" if place == 0 or len(lines[place - 1]) > _LABEL else lines[place - 1]
            yield from (
                ("header", day)
                for day, label in _with_labels(before, line)
                if bool(LATER.search(label)) == revised and not OTHER_EVENT.search(line) and _is_day(day)
            )


def _with_labels(before: str, line: str) -> Iterator[tuple[PrintedDay, str]]:
    """Give the dates of a line, each with the words that say what it is the date of: all of them, if there is one."""
    days = list(find_days(line))
    if len(days) == 1:
        yield days[0], f"{before} {line}"
        return
    at = 0
    for day in days:
        yield day, f"{before} {line[at : day.start]}"
        before, at = "", day.end


def _labelled(lines: Sequence[str], label: re.Pattern[str]) -> Iterator[tuple[str, PrintedDay]]:
    """The day that lines anywhere on the page call the day of publication, or of revision, if they agree on one."""
    found = []
    for line in lines:
        if len(line) > _MAX_SENTENCE or not label.search(line):
            continue
        for day in find_days(line):
            around = line[max(0, day.start - _BESIDE) : day.end + _BESIDE]
            if _is_day(day) and label.search(around) and not OTHER_EVENT.search(around):
                found.append(day)
    if len({day.readings for day in found}) == 1:
        yield "header", found[0]


def _only_line(lines: Sequence[str]) -> Iterator[tuple[str, PrintedDay]]:
    """The day that stands in a line of its own, where no other line of the page is nothing but a date."""
    found = [days[0] for line in lines if (days := date_line(line)) and _is_day(days[0])]
    if len({day.readings for day in found}) == 1:
        yield "header", found[0]


def _opening(paragraphs: Sequence[str]) -> Iterator[tuple[str, PrintedDay]]:
    """The day with which the text begins, behind its place maybe, or a paragraph behind a lead."""
    for number, paragraph in enumerate(paragraphs[:_FIRST_PARAGRAPHS]):
        day = first_day(paragraph[:_MAX_DATELINE])
        if day and _is_day(day) and (number == 0 or day.start == 0):
            yield "header", day


def _revised_on(page: Page) -> set[date]:
    """The days that the markup calls days of revision."""
    values = [str(entity.get("dateModified") or "") for entity in page.articles[:2]]
    values += page.all("article:modified_time", "og:updated_time")
    days = (first_day(value[:MAX_VALUE]) for value in values)
    return {day.readings[0][0] for day in days if day}


def _before_revision(page: Page, stated: list[tuple[DateEvidence, str]]) -> list[tuple[DateEvidence, str]]:
    """Return the stated days without those after the last revision, if any are left: they are of making the page."""
    revisions = [day.readings[0][0] for value in _revisions(page) if (day := first_day(value))]
    last = max(revisions, default=None)
    return [(day, value) for day, value in stated if last is None or day.earliest <= last + _DAY] or stated


def _revisions(page: Page) -> Iterator[str]:
    """Give the values that the markup states as the time of revision, those of the article itself first."""
    values = [entity.get("dateModified") for entity in page.articles[:2]]
    values += [page.first(name) for name in _REVISED]
    yield from (value[:MAX_VALUE] for value in values if isinstance(value, str) and value)
    marked = {node.attributes.get("datetime") or "" for node in page.tree.css('time[itemprop~="dateModified"]')}
    if len(marked) == 1:
        yield marked.pop()[:MAX_VALUE]


def _is_day(found: PrintedDay) -> bool:
    return found.readings[0][0] == found.readings[0][1]


def _of_address(page: Page) -> Iterator[tuple[str, PrintedDay]]:
    match = _IN_ADDRESS.search(page.given_url or page.url or "")
    if match and (day := first_day("-".join(filter(None, match.groups())))):
        yield "url", day


def _in_title(page: Page) -> Iterator[tuple[str, PrintedDay]]:
    """A title that begins with its date."""
    day = first_day(page.title_element[:40])
    if day and day.start == 0:
        yield "header", day
