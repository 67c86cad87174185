"""The lines that a header is made of: each recogniser reads one kind of line, and says nothing where it is another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.ingest.days import PrintedDay, find_days, read_month
from flows.ingest.lexicon import any_of, lines_of
from flows.ingest.names import is_person_name
from flows.profiles import load_profiles

MAX_HEADER_LINE = 240
DATE_LABELS = frozenset({"date", "publication date", "published"})

_NUMBER = r"(?P<{}>\d{{1,4}}|[IVXLC]{{1,7}})"
_VOLUME = re.compile(rf"\b(?:Volume|Vol|Year)\b\.?:?\s*{_NUMBER.format('n')}(?![\w/])", re.IGNORECASE)
_ISSUE = re.compile(
    rf"(?:\b(?:Issue|Iss|Number|No|Nos|Nr)\b\.?:?\s*|#\s*){_NUMBER.format('n')}(?![\w/])", re.IGNORECASE
)
_JRL = re.compile(r"\b(?P<year>20\d\d)-#(?P<n>\d{1,4})\b")
_PART = re.compile(r"\bPart\s+(?:[IVX]{1,4}|\d)\b", re.IGNORECASE)
_LABEL = re.compile(r"\bPublication(?:\s+name)?\s*:\s*", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b\d{1,2}:\d\d(?::\d\d)?\s*(?:[AP]\.?M\.?)?(?:\s*(?:[ECMP][DS]?T|GMT|UTC|MSK|CES?T)\b)?(?:\s*[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_AGE = re.compile(r"\bAge:\s*\d+\s*(?:yrs?|years?|days?|mos?|months?|weeks?|hours?)\.?\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?,?", re.IGNORECASE)
_DATE_WORDS = re.compile(
    r"\b(?:published|posted|updated|(?:publication )?dated?|issued|(?:for immediate )?release|on|at|GMT|E[DS]?T)\b:?",
    re.IGNORECASE,
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_DIGIT = re.compile(r"\d")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_AROUND_NAME = " -–—|¦,;:/•·*"
_IDLE = " \t\xa0-–—|¦,;:.()[]*/•·"

_RULE = re.compile(r"^\s*(?:(?:[-_=*~—–]\s?){3,}|(?:[#x+]\s?){5,})$")
_NOISE = re.compile(rf"^{any_of('furniture.txt')}$", re.IGNORECASE)
_BREADCRUMB = re.compile(r"^(?:home|start|main)(?:\s*(?:>|»|/|→|›|::)\s*[^>»/→›:]{1,60}){1,6}$", re.IGNORECASE)
_CONTENTS = re.compile(
    r"^(?:in this issue|contents|table of contents|headlines(?:,\s*part\s+\w+)?|this date[’']s issues)\b.{0,40}$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^(?:(?:COMMENTARY|OP-ED|ANALYSIS|OPINION)\s*:?\s*)?by\b:?\s*(?P<names>.{0,200})$", re.IGNORECASE)
_EMPTY_BYLINE = re.compile(r"^(?:by|author|authors):?$", re.IGNORECASE)
_SOURCE_CREDIT = re.compile(
    r"\((?:Source|Photo|Image|Picture|Credit|Courtesy|Photograph)s?\b:?[^()]{0,100}\)?\.?$", re.IGNORECASE
)
_AGENCY_CREDIT = re.compile(r"\((?P<agency>[A-Z][^(),;.\d]{1,40}(?:/[A-Z][^(),;.\d]{1,30})?)\)?$")
_PHOTO_LABEL = re.compile(
    r"^\W{0,3}(?:photo|image|picture|caption|map|figure)\s*(?:credit|by)?\s*:\s*.{1,200}$", re.IGNORECASE
)
_FIELD = re.compile(
    r"^(?P<label>title|headline|authors?|(?:publication )?date|published|source|publication|institution|url|link|"
    r"section|programm?e?|(?:article|document) type)\s*:\s*(?P<value>\S.{0,300})$",
    re.IGNORECASE,
)
_SECTIONS = frozenset(lines_of("sections.txt"))
_RELEASE_LINE = re.compile(rf"^{any_of('release_lines.txt')}\b[^.]{{0,100}}$", re.IGNORECASE)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_YEARLESS = re.compile(
    rf"(?:\w{{3,9}},?\s+)?(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})"
    r"(?:,?\s+\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[ECMP][DS]?T|GMT|UTC)?)?$",
    re.IGNORECASE,
)
_SGML = re.compile(
    r"^(?:<H\d>\s*)?<(?P<tag>/?[A-Z][A-Z0-9]{0,9})(?: P=\d+)?>\s*(?P<value>.*?)\s*(?:</(?P=tag)>)?(?:\s*</H\d>)?$"
)
_PLACE = r"[A-Z][A-Z’'-]+(?:[ .]{1,2}[A-Z][A-Z’'-]+){0,3}\b"
_REGION = r"[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,2}(?!\w)"
_DATELINE = re.compile(
    rf"^(?P<place>{_PLACE}(?:/{_PLACE})?)(?:,\s+{_REGION})?(?P<mark>[.,])?\s*"
    r"(?P<day>(?:[A-Za-z]{3,9}\.?\s+\d{1,2}|\d{1,2}\s+[A-Za-z]{3,9}\.?)(?:,?\s+\d{4})?)?,?\s*"
    r"(?:[(/](?P<agency>[A-Z][\w. /-]{1,40}?)[)/])?\s*(?:--?|–|—)\s*(?=\S)"
)
_WIRED = re.compile(  # a place in small letters is one where a known agency signs beside it
    rf"^(?P<place>{_REGION})(?:,\s+{_REGION})?,?\s*"
    r"(?P<day>(?:[A-Za-z]{3,9}\.?\s+\d{1,2}|\d{1,2}\s+[A-Za-z]{3,9}\.?)(?:,?\s+\d{4})?)?,?\s*"
    rf"[(/](?P<agency>{any_of('agencies.txt')}(?:/\w{{2,12}})?)[)/]\s*(?:--?|–|—)\s*(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """A line that states volume, issue or date of the publication whose name it may bear."""

    publication: str | None = None
    volume: int | None = None
    issue: int | None = None
    days: tuple[PrintedDay, ...] = ()
    series: str | None = None


def number(text: str) -> int | None:
    """Return the number of arabic or Roman digits."""
    if text.isdigit():
        return int(text)
    total, last = 0, 0
    for value in (_ROMAN[letter] for letter in reversed(text.upper())):
        total, last = (total - value, last) if value < last else (total + value, value)
    return total or None


def masthead(line: str) -> Masthead | None:
    """Read a line made of nothing but a publication's name, volume, issue, part and date, in any order."""
    if len(line) > MAX_HEADER_LINE:
        return None
    line = line.replace("\xa0", " ")
    rest, volume, issue = line, None, None
    labelled = _LABEL.match(rest.lstrip()) is not None
    rest = _LABEL.sub(" ", rest, count=1)
    if match := _JRL.search(rest):
        issue, rest = int(match["n"]), rest[: match.start()] + " " + rest[match.end() :]
    if match := _VOLUME.search(rest):
        volume, rest = number(match["n"]), rest[: match.start()] + " " + rest[match.end() :]
    if issue is None and (match := _ISSUE.search(rest)):
        issue, rest = number(match["n"]), rest[: match.start()] + " " + rest[match.end() :]
    days = tuple(find_days(rest))
    for day in reversed(days):
        rest = f"{rest[: day.start]} {rest[day.end :]}"
    rest = _PART.sub(" ", rest) if volume or issue else rest
    counted = sum((volume is not None, issue is not None, bool(days)))
    name = _publication_in(rest)
    known = next((part for part in re.split(r"\s+[-–—]\s+", name or "") if _is_known(part)), None)
    if counted < 2 and not labelled and not (counted and known):
        return None
    name = known or name
    if name and (
        len(name) > 60 or len(name.split()) > 8 or name[-1] in ".?!" or not (name[0].isupper() or name[0] in '(“"')
    ):
        return None
    return Masthead(name, volume, issue, days)


def date_line(line: str) -> tuple[PrintedDay, ...]:
    """Return the dates of a line that holds nothing but a date, its weekday and the time of day."""
    if len(line) > 120 or not _DIGIT.search(line):
        return ()
    days = tuple(find_days(line))
    rest = line
    for day in reversed(days):
        rest = f"{rest[: day.start]} {rest[day.end :]}"
    rest = _DATE_WORDS.sub(" ", _AGE.sub(" ", _WEEKDAY.sub(" ", _CLOCK.sub(" ", rest))))
    return days if days and len(rest.strip(_IDLE)) <= 6 else ()


def parts_with_date(line: str) -> tuple[list[str], tuple[PrintedDay, ...]]:
    """Return the other parts and the date of a line cut by upright bars: outlet, time, date, section."""
    pieces = [piece.strip() for piece in re.split(r"[|¦]", line)]
    if not 2 <= len(pieces) <= 6 or len(line) > 160:
        return [], ()
    days = next((found for piece in pieces if (found := date_line(piece))), ())
    others = [p for p in pieces if p and not date_line(p) and _CLOCK.sub("", p).strip(_IDLE)]
    return (others, days) if days else ([], ())


def source_line(line: str) -> tuple[str, tuple[PrintedDay, ...]] | None:
    """Return outlet and date of the line above another's article: Outlet, City, Country, Monday, July 10, 2006."""
    pieces = [piece.strip() for piece in line.split(",")]
    if not 3 <= len(pieces) <= 7 or len(line) > MAX_HEADER_LINE or not pieces[0][:1].isupper():
        return None
    for first in range(1, len(pieces)):  # the date is the rest of the line
        if all(piece.replace(" ", "").isalpha() for piece in pieces[1:first]) and (
            days := date_line(", ".join(pieces[first:]))
        ):
            return (pieces[0], days) if can_name_outlet(pieces[0]) else None
    return None


def can_name_outlet(text: str) -> bool:
    """Whether a piece of a line can be the name of an outlet: short, capitalised, no figure."""
    return len(text) <= 60 and len(text.split()) <= 6 and text[:1].isupper() and not any(map(str.isdigit, text))


def is_item_number(line: str) -> bool:
    """Whether the line is nothing but the number of an item of a bundle."""
    return re.fullmatch(r"#?\s?\d{1,3}|\[\d{1,3}\]|\d{1,3}[.)]", line.strip()) is not None


def is_publication_name(line: str) -> bool:
    """Whether the line is nothing but the name of a publication that has a profile."""
    return _is_known(line.strip(_IDLE))


def byline(line: str) -> str | None:
    """Return the names of a byline ("" where it is empty); None where the line is none."""
    text = line.strip()
    if _EMPTY_BYLINE.match(text):
        return ""
    match = _BYLINE.match(text)
    return match["names"].strip() if match and not text.endswith((". ", "?")) else None


def field(line: str) -> tuple[str, str] | None:
    """Return label (lower case) and value of a labelled header line."""
    match = _FIELD.match(line.strip())
    return (match["label"].lower(), match["value"].strip()) if match else None


def month_field(line: str) -> tuple[PrintedDay, ...]:
    """Return the month of a labelled line: Publication Date: 10-2006."""
    label, value = field(line) or ("", "")
    month = read_month(value) if label in DATE_LABELS else None
    return (PrintedDay(0, len(value), (month,)),) if month else ()


def sgml_field(line: str) -> tuple[str, str] | None:
    """Return tag and value of a line of a marked-up monitoring file."""
    match = _SGML.match(line.strip())
    return (match["tag"], match["value"]) if match else None


def is_noise(line: str) -> bool:
    """Whether the line is furniture of a site: share and cookie lines, breadcrumbs, placeholders."""
    text = line.strip(" \t\xa0*_")
    return not text or bool(_NOISE.match(text[:400]) or _BREADCRUMB.match(text[:300]))


def is_rule(line: str) -> bool:
    """Whether the line is a drawn rule."""
    return len(line) <= 200 and _RULE.match(line) is not None


def is_caption(line: str) -> bool:
    """Whether the line is the caption of a picture: a short phrase with a credit, whose parenthesis may be lost.

    A citation is no credit: it closes a sentence, or names a day.
    """
    text = line.strip().strip("*_").strip()
    if len(text) > 220:
        return False
    if _PHOTO_LABEL.match(text) or _SOURCE_CREDIT.search(text):
        return True
    credit = _AGENCY_CREDIT.search(text)
    before = text[: credit.start()].rstrip() if credit else ""
    return bool(credit) and bool(before) and before[-1] not in '.?!”"’' and ". " not in before


def is_contents(line: str) -> bool:
    """Whether the line opens a table of contents."""
    return _CONTENTS.match(line.strip()) is not None


def is_section(line: str) -> bool:
    """Whether the line is the name of a section."""
    return line.strip(" \t*:").casefold() in _SECTIONS


def is_form_line(line: str) -> bool:
    """Whether the line is a fixed phrase of official press releases."""
    return _RELEASE_LINE.match(line.strip()) is not None


def dateline(body: str) -> tuple[str | None, str | None, tuple[PrintedDay, ...]]:
    """Return place, agency and day of the dateline with which a body begins; a day without a year is none."""
    match = _dateline(body)
    if not match or not (match["agency"] or match["day"]):
        return None, None, ()
    return match["place"].title(), match["agency"], tuple(find_days(match["day"] or ""))


def dateline_day(body: str) -> str | None:
    """Return the day of the dateline with which a body begins, as printed."""
    match = _dateline(body)
    return match["day"] if match else None


def _dateline(body: str) -> re.Match[str] | None:
    return _DATELINE.match(body[:200]) or _WIRED.match(body[:200])


def _publication_in(rest: str) -> str | None:
    text = _WEEKDAY.sub(" ", _CLOCK.sub(" ", rest))
    text = " ".join(_EMPTY_BRACKETS.sub(" ", text).split())
    return text.lstrip(f"{_AROUND_NAME}.").rstrip(_AROUND_NAME).strip(". ") or None


def _is_known(text: str) -> bool:
    return " ".join(text.casefold().split()) in _known_names()


@cache
def _known_names() -> frozenset[str]:
    names = (name for profile in load_profiles() for name in (profile.name, *profile.aliases))
    return frozenset(" ".join(name.casefold().split()) for name in names)


def is_clock(line: str) -> bool:
    """Whether the line is a time of day and nothing else."""
    return len(line) <= 40 and _CLOCK.search(line) is not None and not _CLOCK.sub("", line).strip(_IDLE)


def is_yearless_date(line: str) -> bool:
    """Whether the line is a day without a year, with or without a time: a header line, but no evidence of a day."""
    return len(line) <= 60 and _YEARLESS.match(line.strip()) is not None


def is_name_list(line: str) -> bool:
    """Whether the line is nothing but two or more names of persons, joined by commas and "and"."""
    pieces = [piece for piece in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", line.strip(" .")) if piece]
    return len(line) <= MAX_HEADER_LINE and len(pieces) >= 2 and all(is_person_name(piece) for piece in pieces)
