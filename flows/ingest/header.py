"""The header of a plain text: what stands above the body, line by line, read as evidence.

The grammar is that of printed briefings: noise, masthead (publication, volume, issue, date in any order), headline,
by-line, caption, contents, in many orders and most of them missing. A line that is none of these begins the body. A
first sentence is never made a headline, and no header is read below the first lines of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from flows.ingest import header_lines as kinds
from flows.ingest.days import PrintedDay, find_days
from flows.ingest.evidence import evidence_of
from flows.ingest.headline import MAX_HEADLINE, can_be_headline, is_set_off, series_of, subject_of, without_stop
from flows.ingest.names import byline_authors, is_organization, is_person_name, is_post
from flows.model import Author, DateEvidence, Header

_MAX_BEHIND = 60  # characters of a by-line in which its day stands
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


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str  # without the marks of emphasis and the white space around it
    after_blank: bool


@dataclass(slots=True)
class _Found:
    title: list[str] = field(default_factory=list)
    title_end: int = 0
    publication: str | None = None
    volume: int | None = None
    issue: int | None = None
    section: str | None = None
    url: str | None = None
    authors: list[Author] = field(default_factory=list)
    days: list[PrintedDay] = field(default_factory=list)
    forms: int = 0  # lines that only a header has
    end: int = 0

    def take(self, masthead: kinds.Masthead) -> None:
        """Note what a masthead states; the first statement of a thing stands."""
        self.publication = self.publication or masthead.publication
        self.volume = self.volume if self.volume is not None else masthead.volume
        self.issue = self.issue if self.issue is not None else masthead.issue
        self.days.extend(masthead.days)
        self.forms += 1


def read_header(text: str, headline: str | None = None) -> HeaderBlock:
    """Read the header of a text as it stands; ``headline`` is known where a front matter has said it already."""
    lines = list(_first_lines(text))
    found = _Found(title=[headline] if headline else [])
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


def _first_lines(text: str) -> Iterator[_Line]:
    start, after_blank, given = 0, True, 0
    while start < len(text) and given < 4 * MAX_HEADER_LINES:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start : min(end, start + 1000)].strip()
        if line:
            yield _Line(start, end, line.strip(_MARKS) or line, after_blank)
            given += 1
        after_blank = not line
        start = end + 1


def _read_line(lines: Sequence[_Line], at: int, found: _Found) -> int:
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
    if _read_labelled(line, found) or _read_byline(line, found) or _read_date(line, found):
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
    if taken := _read_author_with_post(lines, at, found) or _read_source(lines, at, found):
        return taken
    return _read_title(lines, at, found)


def _is_reading_time(line: str) -> bool:
    """A line such as "Jul 31 • 3 min read": nothing but a day and the furniture of a site."""
    pieces = [piece.strip() for piece in re.split(r"[•·|¦]", line)]
    return 1 < len(pieces) <= 4 and all(
        kinds.is_yearless_date(piece) or kinds.is_noise(piece) or kinds.is_clock(piece) for piece in pieces
    )


def _read_masthead(lines: Sequence[_Line], at: int, found: _Found) -> int:
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


def _framed(lines: Sequence[_Line], at: int, found: _Found) -> int:
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


def _contents(lines: Sequence[_Line], at: int) -> int:
    """Return how many lines of contents follow: items, and the by-lines under them."""
    count = 0
    for line in lines[at:]:
        is_item = re.match(r"(?:[*•·-]|\d{1,3}[.)]|\[\d{1,3}\])\s", line.text) or kinds.byline(line.text) is not None
        # the marks of emphasis that the line has lost include the asterisk of an item
        if not (is_item or (not line.after_blank and len(line.text) <= MAX_HEADLINE)):
            break
        count += 1
    return count


def _read_labelled(line: str, found: _Found) -> bool:
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


def _read_byline(line: str, found: _Found) -> bool:
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


def _read_author_with_post(lines: Sequence[_Line], at: int, found: _Found) -> int:
    """An author without "by", whose post or house or whose day stands in the next line.

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


def _goes_on_in(line: _Line) -> bool:
    return not line.after_blank and can_be_headline(line.text)


def _read_source(lines: Sequence[_Line], at: int, found: _Found) -> int:
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


def _read_date(line: str, found: _Found) -> bool:
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


def _read_title(lines: Sequence[_Line], at: int, found: _Found) -> int:
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


def _block(text: str, rest: Sequence[_Line], found: _Found) -> HeaderBlock:
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
