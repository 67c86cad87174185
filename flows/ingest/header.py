"""The header of a plain text: what stands above the body, line by line, read as evidence.

The grammar is that of printed briefings: noise, masthead (publication, volume, issue, date in any order), headline,
by-line, caption, contents, in many orders and most of them missing. A line that is none of these begins the body. A
first sentence is never made a headline, and no header is read below the first lines of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flows.ingest import header_lines as kinds
from flows.ingest.days import PrintedDay
from flows.ingest.evidence import evidence_of
from flows.ingest.header_authors import read_author_with_post, read_byline
from flows.ingest.header_found import Found, Line
from flows.ingest.headline import MAX_HEADLINE, can_be_headline, is_set_off, series_of, subject_of, without_stop
from flows.ingest.names import byline_authors
from flows.model import DateEvidence, Header

MAX_HEADER_LINES = 15  # non-empty ones; a table of contents counts as one
_MAX_FRAME = 10  # lines between two drawn rules that frame a masthead
_MARKS = "*_# \t\xa0"


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """A header with the offset at which the body begins.

    ``is_certain`` tells a header proper from a lone heading, which may as well be the first line of the body.
    """

    header: Header
    body_start: int
    is_certain: bool


def read_header(text: str, headline: str | None = None) -> HeaderBlock:
    """Read the header of a text as it stands; ``headline`` is known where a front matter has said it already."""
    lines = list(_first_lines(text))
    found = Found(title=[headline] if headline else [])
    at = 0
    read = 0
    while at < len(lines) and read < MAX_HEADER_LINES:
        taken = _read_line(lines, at, found)
        if not taken:
            break
        found.end = lines[at + taken - 1].end
        at += taken
        read += 1
    return _block(text, lines[at:], found)


def header_days(days: Sequence[PrintedDay], body: str) -> tuple[DateEvidence, ...]:
    """Return the dates of a header as evidence, the first printed first."""
    return tuple(dict.fromkeys(filter(None, (evidence_of(day, "header", body) for day in days))))


def _first_lines(text: str) -> Iterator[Line]:
    start, after_blank, given = 0, True, 0
    while start < len(text) and given < 4 * MAX_HEADER_LINES:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start : min(end, start + 1000)].strip()
        if line:
            yield Line(start, end, line.strip(_MARKS) or line, after_blank)
            given += 1
        after_blank = not line
        start = end + 1


def _read_line(lines: Sequence[Line], at: int, found: Found) -> int:
    """Read the header line at ``at`` into ``found``; return how many lines that took, 0 where the body begins."""
    line = lines[at].text
    if kinds.is_rule(line):
        return 1 + _framed(lines, at, found)
    if (
        kinds.is_noise(line)
        or kinds.is_clock(line)
        or _is_reading_time(line)
        or (not at and kinds.is_item_number(line))
    ):
        return 1
    if taken := _read_masthead(lines, at, found):
        return taken
    if kinds.is_contents(line):
        found.forms += 1
        return 1 + _contents(lines, at + 1)
    if _read_labelled(line, found) or read_byline(line, found) or _read_date(line, found):
        return 1
    if kinds.is_publication_name(line):
        found.publication = found.publication or line
        found.forms += 1
        return 1
    if kinds.is_form_line(line) or (found.forms and kinds.is_section(line)):
        found.section = found.section or (line if kinds.is_section(line) else None)
        found.forms += kinds.is_form_line(line)
        return 1
    if (found.forms or found.title) and at + 1 < len(lines) and kinds.is_caption(line):
        return 1
    if taken := read_author_with_post(lines, at, found) or _read_source(lines, at, found):
        return taken
    return _read_title(lines, at, found)


def _is_reading_time(line: str) -> bool:
    """A line such as "Jul 31 • 3 min read": nothing but a day and the furniture of a site."""
    pieces = [piece.strip() for piece in re.split(r"[•·|¦]", line)]
    return 1 < len(pieces) <= 4 and all(
        kinds.is_yearless_date(piece) or kinds.is_noise(piece) or kinds.is_clock(piece) for piece in pieces
    )


def _read_masthead(lines: Sequence[Line], at: int, found: Found) -> int:
    best: tuple[int, kinds.Masthead] | None = None
    for count in (1, 2, 3):  # mail wraps the fields of one line
        joined = " ".join(line.text for line in lines[at : at + count])
        if count > 1 and not joined.lower().startswith("publication:"):
            break
        masthead = kinds.masthead(joined)
        if masthead and (best is None or _facts(masthead) > _facts(best[1])):
            best = count, masthead
    if best is None:
        return 0
    if at and not lines[at].after_blank and lines[at - 1].end == found.title_end and not best[1].publication:
        # the line right above volume and issue is no headline: it names what they count
        found.publication = found.publication or found.title.pop()
    found.take(best[1])
    return best[0]


def _facts(masthead: kinds.Masthead) -> int:
    return (masthead.volume is not None) + (masthead.issue is not None) + bool(masthead.publication)


def _framed(lines: Sequence[Line], at: int, found: Found) -> int:
    """Between two rules a masthead brings its boilerplate with it."""
    inside = lines[at + 1 : at + 2 + _MAX_FRAME]
    close = next((i for i, line in enumerate(inside) if kinds.is_rule(line.text)), None)
    if close is None or sum(len(line.text) for line in inside[:close]) > 1200:
        return 0
    mastheads = [m for line in inside[:close] if (m := kinds.masthead(line.text))]
    names = [line.text for line in inside[:close] if kinds.is_publication_name(line.text)]
    if not mastheads:
        return 0
    found.publication = found.publication or next(iter(names), None)
    for masthead in mastheads:
        found.take(masthead)
    return close + 1


def _contents(lines: Sequence[Line], at: int) -> int:
    """Return how many lines of contents follow: items, and the by-lines under them."""
    count = 0
    for line in lines[at:]:
        is_item = re.match(r"(?:[*•·-]|\d{1,3}[.)]|\[\d{1,3}\])\s", line.text) or kinds.byline(line.text) is not None
        # the marks of emphasis that the line has lost include the asterisk of an item
        if not (is_item or (not line.after_blank and len(line.text) <= MAX_HEADLINE)):
            break
        count += 1
    return count


def _read_labelled(line: str, found: Found) -> bool:
    if sgml := kinds.sgml_field(line):
        tag, value = sgml
        if tag in {"TI", "HEADLINE"} and value and not found.title:
            found.title = [value]
        if tag.startswith("DATE"):
            found.days.extend(kinds.date_line(value))
        found.forms += 1
        return True
    labelled = kinds.field(line)
    if labelled is None:
        return False
    label, value = labelled
    if label in {"title", "headline"} and not found.title:
        found.title = [value]
    elif label.startswith("author"):
        found.authors.extend(byline_authors(value))
    elif label in kinds.DATE_LABELS:
        found.days.extend(kinds.date_line(value) or kinds.month_field(line))
    elif label in {"source", "publication"} or (label == "article type" and kinds.is_publication_name(value)):
        found.publication = found.publication or value
    elif label in {"section", "program", "programme"}:
        found.section = found.section or value
    elif label in {"url", "link"}:
        found.url = found.url or value
    found.forms += 1
    return True


def _read_source(lines: Sequence[Line], at: int, found: Found) -> int:
    """Outlet and date of an article by others, in one line, or in two with its headline below."""
    if source := kinds.source_line(lines[at].text):
        found.publication = found.publication or source[0]
        found.days.extend(source[1])
        found.forms += 1
        return 1
    if found.title or found.forms or at + 3 >= len(lines) or not kinds.can_name_outlet(lines[at].text):
        return 0
    days = kinds.date_line(lines[at + 1].text)
    if not days or kinds.masthead(lines[at + 1].text) or not can_be_headline(lines[at + 2].text):
        return 0
    found.publication = found.publication or lines[at].text
    found.days.extend(days)
    found.forms += 1
    return 2


def _read_date(line: str, found: Found) -> bool:
    if days := kinds.date_line(line):
        found.days.extend(days)
        found.forms += 1
        return True
    if kinds.is_yearless_date(line) and (found.title or found.forms):
        return True
    others, days = kinds.parts_with_date(line)
    if not days:
        return False
    found.days.extend(days)
    found.publication = found.publication or next(iter(others), None)
    found.section = found.section or (others[-1] if len(others) > 1 else None)
    found.forms += 1
    return True


def _read_title(lines: Sequence[Line], at: int, found: Found) -> int:
    line = lines[at]
    if not can_be_headline(line.text) or at + 1 == len(lines):
        return 0
    following = lines[at + 1]
    if following.text[0].islower() and not following.after_blank and not line.text.istitle():
        return 0  # the first line of a paragraph that is wrapped
    if found.title:
        if line.text.casefold() == found.title[0].casefold():
            return 1  # printed once more
        if len(line.text) <= 60 and (kinds.date_line(following.text) or kinds.is_publication_name(line.text)):
            found.publication = found.publication or line.text
            return 1
        is_wrapped = not line.after_blank and at > 0 and lines[at - 1].end == found.title_end
        if not is_wrapped or not (following.after_blank or can_be_headline(following.text)):
            return 0
        if line.text.isupper() != found.title[-1].isupper():
            return 0
    found.title.append(line.text)
    found.title_end = line.end
    return 1


def _block(text: str, rest: Sequence[Line], found: Found) -> HeaderBlock:
    if not rest:  # nothing but header lines: the text itself is all there is
        found = replace(found, end=0) if not found.forms else found
    is_title_real = (
        bool(found.title)
        and bool(rest)
        and (found.forms > 0 or is_set_off(" ".join(found.title), rest[0].text, after_blank=rest[0].after_blank))
    )
    is_certain = found.forms > 0
    if not is_certain and not is_title_real:
        return HeaderBlock(Header(), 0, is_certain=False)
    body_start = rest[0].start if rest else len(text)
    body = text[body_start:]
    headline = without_stop(" ".join(found.title)) if is_title_real else None
    if headline is None and rest:
        headline = subject_of(rest[0].text)
    place, agency, days = kinds.dateline(body.lstrip())
    if agency and kinds.is_publication_name(agency) and found.publication is None and not found.days:
        found.publication = agency  # an item of a wire names itself and its day in its dateline
        found.days.extend(days)
    header = Header(
        headline=headline,
        authors=tuple(found.authors),
        publication=found.publication,
        series=series_of(headline),
        volume=found.volume,
        issue=found.issue,
        section=found.section,
        url=found.url,
        dates=header_days(found.days, body),
        dateline_place=place,
        dateline_agency=agency,
    )
    return HeaderBlock(header, body_start, is_certain)
