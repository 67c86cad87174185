"""Values of records as the header wants them: names, days, addresses, numbers, out of the forms that dumps use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from itertools import islice

from flows.ingest.days import FIRST_YEAR, LAST_YEAR, find_days
from flows.ingest.dumps.columns import is_blank
from flows.ingest.evidence import evidence_of
from flows.ingest.header_lines import number
from flows.ingest.lexicon import any_of, lines_of
from flows.ingest.moments import moment_of, moment_of_seconds
from flows.ingest.names import MAX_NAME, byline_authors, is_person_name, is_signature, is_single_name, unique
from flows.ingest.web.fragment import inline_text
from flows.model import Author, DateEvidence

_BASIS = "meta"
_NAMING_KEYS = ("name", "value", "rendered", "main", "text", "title", "label", "original", "#text", "term", "$t")
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T?\d{4,6}Z?.{0,6})?")
_SECONDS, _MILLISECONDS = (-631_152_000, 4_102_444_800), 1000  # 1950 to 2100
_ADDRESS_AND_NAME = re.compile(r"(?P<email>[\w.+-]{1,64}@[\w.-]{1,100})\s*\((?P<name>[^()]{2,80})\)")
_SURNAME_FIRST = re.compile(r"(?P<surname>[^\W\d_]{2,30}), (?P<given>[^\W\d_]{2,30}(?: [A-Z]\.)?)")  # of catalogues
_AGENCY = re.compile(any_of("agencies.txt"), re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:[\w-]{1,63}\.)+[a-z]{2,12}(?:/\S*)?", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"]{4,1990}", re.IGNORECASE)


def text_of(value: object, depth: int = 0) -> str | None:
    """Return the one string that a value stands for: itself, the name of an object, the first of a list."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list) and depth < 4:
        return next((found for entry in value[:20] if (found := text_of(entry, depth + 1))), None)
    if isinstance(value, Mapping) and depth < 4:
        written = {str(key).casefold(): key for key in islice(value, 100)}
        inner = (value[written[key]] for key in _NAMING_KEYS if key in written)
        return next((found for entry in inner if (found := text_of(entry, depth + 1))), None)
    return None


def name_of(value: object) -> str | None:
    """Return a name of a publication or a section; an address is none."""
    found = text_of(value)
    if found is None or len(found) > 120 or _HOST.fullmatch(found):
        return None
    return inline_text(found) or None


def authors_of(value: object) -> tuple[Author, ...]:
    """Return the authors that a by-line, a list of names or objects with names state."""
    found: list[Author] = []
    for stated, is_one in _entries(value):
        entry = _given_name_first(stated)
        if match := _ADDRESS_AND_NAME.fullmatch(entry):
            found.append(Author(match["name"].strip(), email=match["email"]))
        elif is_one and is_person_name(entry):
            found.append(Author(entry))
        elif named := byline_authors(entry):
            found.extend(named)
        elif len(entry) <= MAX_NAME and (is_signature(entry) or is_single_name(entry)) and not _HOST.fullmatch(entry):
            found.append(Author(entry))
    return unique(found[:50])


def _given_name_first(name: str) -> str:
    """Return "Surname, Given" of catalogues as it is spoken; two agencies stay two."""
    match = _SURNAME_FIRST.fullmatch(name)
    if match is None or any(_AGENCY.fullmatch(part) for part in match.groups()):
        return name
    return f"{match['given']} {match['surname']}"


def dates_of(value: object) -> tuple[DateEvidence, ...]:
    """Return the day that a date of a record means, as printed there; none where it may be either of two."""
    value = _plain_date(value)
    if isinstance(value, bool) or is_blank(value):
        return ()
    if isinstance(value, int | float):
        day = _of_seconds(float(value))
        return (DateEvidence(day, day, _BASIS),) if day else ()
    if isinstance(value, list):
        return dates_of(value[0])
    return _of_string(str(value).strip()[:100])


def moment_in(value: object) -> str | None:
    """Return the moment that a date of a record states, in ISO 8601; None where it states a day alone."""
    value = _plain_date(value)
    if isinstance(value, list):
        return moment_in(value[0]) if value else None
    text = str(value).strip()
    if not isinstance(value, bool) and re.fullmatch(r"\d{9,10}(?:\.\d{1,9})?|\d{12,13}", text):
        seconds = float(text)
        return moment_of_seconds(seconds / _MILLISECONDS if seconds > _SECONDS[1] else seconds)
    return moment_of(text)


def _plain_date(value: object) -> object:
    if isinstance(value, Mapping):
        return next((value[key] for key in ("$date", "value", "date", "iso", "#text") if key in value), None)
    return value


def url_of(value: object) -> str | None:
    """Return the address of an article."""
    if isinstance(value, Mapping):
        keys = ("permalink", "canonical", "@id", "url", "href")
        return next((found for key in keys if (found := url_of(value.get(key)))), None)
    if isinstance(value, list):
        return next((found for entry in value[:10] if (found := url_of(entry))), None)
    return value.strip() if isinstance(value, str) and _URL.fullmatch(value.strip()) else None


def number_of(value: object) -> int | None:
    """Return a number of a volume or an issue."""
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return number(text) if re.fullmatch(r"\d{1,5}|[IVXLC]{1,8}", text, re.IGNORECASE) else None


def language_of(value: object) -> str | None:
    """Return the code of a language that is stated by code or by name."""
    found = (text_of(value) or "").casefold()
    if match := re.fullmatch(r"([a-z]{2,3})(?:[-_][a-z0-9-]{2,10})?", found):
        return match[1]
    return _language_names().get(found)


def _entries(value: object) -> Iterator[tuple[str, bool]]:
    """Give the strings that name authors, and whether each is one name of a list."""
    if isinstance(value, str) and value.startswith("[") and value.endswith("]"):
        value = _listed(value)  # how tables print a list
    if isinstance(value, list):
        for entry in value[:100]:
            yield from ((name, True) for name, _ in _entries(entry))
    elif name := text_of(value):
        yield inline_text(name)[:500], False


def _listed(value: str) -> object:
    try:
        found: object = ast.literal_eval(value) if len(value) < 10_000 else value
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return value.strip("[]")
    return found if isinstance(found, list) else value


def _of_seconds(value: float) -> date | None:
    for seconds in (value, value / _MILLISECONDS):
        if abs(seconds) >= 10_000_000 and _SECONDS[0] <= seconds <= _SECONDS[1]:
            return datetime.fromtimestamp(seconds, UTC).date()
    return None


def _of_string(text: str) -> tuple[DateEvidence, ...]:
    if re.fullmatch(r"\d{9,10}|\d{12,13}", text):
        return dates_of(int(text))
    if match := _COMPACT.fullmatch(text):
        text = f"{match[1]}-{match[2]}-{match[3]}"
    if re.match(r"[A-Z][a-z]{2}, \d", text):
        try:
            day = parsedate_to_datetime(text).date()
        except (ValueError, TypeError, OverflowError, IndexError):
            pass
        else:
            return (DateEvidence(day, day, _BASIS),) if FIRST_YEAR < day.year <= LAST_YEAR else ()
    found = (evidence_of(day, _BASIS, "") for day in islice(find_days(text), 2))
    return tuple(dict.fromkeys(filter(None, found)))[:1]


@cache
def _language_names() -> Mapping[str, str]:
    pairs = (line.split("\t") for line in lines_of("language_names.tsv"))
    return {pair[0]: pair[1] for pair in pairs}
