"""A record of a dump as an article: its text whatever form it is in, and its other fields as the header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flows.ingest import clean, html_page, mending, plain_text
from flows.ingest.dumps.columns import Json, is_blank, keyed, names_of_fields, values_of
from flows.ingest.dumps.fields import (
    authors_of,
    dates_of,
    language_of,
    moment_in,
    name_of,
    number_of,
    text_of,
    url_of,
)
from flows.ingest.evidence import merged
from flows.ingest.headline import series_of
from flows.ingest.keywords import access_of, keywords_of
from flows.ingest.parts import Article, Part
from flows.ingest.web import fragment
from flows.ingest.web.fragment import inline_text
from flows.ingest.web.titles import folded
from flows.model import Header, Refusal, Refused

_PAGE = re.compile(r"<(?:!doctype\s+html|html|body)[\s>]", re.IGNORECASE)
_AT_END = re.compile(r"\s+[-–—|]\s+[^-–—|]+$")
_MORE_CHARACTERS = re.compile(r"\s*\[\+\d+ char(?:acter)?s?\]\s*$")
_LONG = 300  # characters from which a text without headline, date and address is an article's all the same
_MUCH_LONGER = 1.5


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says of an article; ``is_teaser`` where it has only a summary of the text."""

    header: Header
    body: str
    is_teaser: bool = False


def record_of(entity: Json, publication: str | None = None) -> Record | None:
    """Return the record that the object is; None where it is none. ``publication`` is what the dump says of all."""
    fields = keyed(entity)
    headline = next(filter(None, map(text_of, values_of(fields, "headline"))), None)
    body, is_teaser = _body(fields)
    header = Header(
        headline=inline_text(mending.unprinted(headline, "")[0])[:1000] or None if headline else None,
        authors=next(filter(None, map(authors_of, values_of(fields, "author"))), ()),
        dates=next(filter(None, map(dates_of, values_of(fields, "date"))), ()),
        publication=next(filter(None, map(name_of, values_of(fields, "publication"))), None) or publication,
        url=next(filter(None, map(url_of, values_of(fields, "url"))), None),
        section=next(filter(None, map(name_of, values_of(fields, "section"))), None),
        language=next(filter(None, map(language_of, values_of(fields, "language"))), None),
        volume=next((n for value in values_of(fields, "volume") if (n := number_of(value)) is not None), None),
        issue=next((n for value in values_of(fields, "issue") if (n := number_of(value)) is not None), None),
    )
    header = replace(header, headline=_without_publication(header))
    header = replace(
        header,
        series=series_of(header.headline),
        alternative_headline=_alternative(fields, header.headline),
        keywords=next(filter(None, map(keywords_of, _lists_of_keywords(fields))), ()),
        access=next(filter(None, map(access_of, values_of(fields, "access"))), None),
        **_hours(fields, header),
    )
    evidence = sum(map(bool, (header.headline, header.dates, header.url, header.authors)))
    if evidence < (2 if is_teaser or not body else 1) and not (body and not is_teaser and _is_long_text(body)):
        return None
    return Record(header, body, is_teaser)


def _without_publication(header: Header) -> str | None:
    """Return the headline without the name of the publication at its end, which some interfaces put there."""
    if not header.headline or not header.publication:
        return header.headline
    cut = _AT_END.sub("", header.headline)
    is_named = folded(header.headline[len(cut) :]) == folded(header.publication)
    return cut if cut and is_named else header.headline


def _hours(fields: Json, header: Header) -> dict[str, Any]:
    """Return the hour of the day of publication, and the revision."""
    days = {day.earliest for day in header.dates}
    stated = (value for value in values_of(fields, "date") if (found := dates_of(value)) and found[0].earliest in days)
    modified = next(((found[0], value) for value in values_of(fields, "modified") if (found := dates_of(value))), None)
    return {
        "published_at": next(filter(None, map(moment_in, stated)), None),
        "modified": modified and modified[0],
        "modified_at": modified and moment_in(modified[1]),
    }


def _alternative(fields: Json, headline: str | None) -> str | None:
    texts = (inline_text(found) for value in values_of(fields, "alternative_headline") if (found := text_of(value)))
    return next((text[:1000] for text in texts if text and text != headline), None)


def _lists_of_keywords(fields: Json) -> Iterator[Any]:
    """A subject is the headline of a mail, and the list of what an item of an agency is about."""
    return (
        value
        for value in values_of(fields, "keywords")
        if not (isinstance(value, str) and value is fields.get("subject"))
    )


def article_of(record: Record, part: Part, member: str, form: str, encoding: str = "utf-8") -> Article:
    """Return the article of a record; Refused where it has no text."""
    if not record.body:
        raise Refused(Refusal.NO_TEXT, f"{_called(member)} has no text")
    record, encoding = _mended(record, encoding)
    size = len(record.body.encode("utf-8", "replace"))
    if _PAGE.search(record.body[:4096]):
        header, text = _page(record.body, part)
    else:
        header, text = _text(record)
    header = merged(record.header, header)
    if record.is_teaser:
        header = replace(header, is_truncated=True)
    return Article(text, header, form, encoding, part.path_of(member), size)


def _mended(record: Record, encoding: str) -> tuple[Record, str]:
    """Return a record whose text was printed as bytes, or decoded wrongly before it was stored, as it once read."""
    body, encoding = mending.mended(*mending.unprinted(record.body, encoding))
    headline, _ = mending.mended(record.header.headline or "", encoding)
    return replace(record, body=body, header=replace(record.header, headline=headline or None)), encoding


def looked_for() -> str:
    """Return the names of bodies, for people who wonder why none was found."""
    return ", ".join(sorted(names_of_fields()["body"], key=len)[:5])


def _body(fields: Json) -> tuple[str, bool]:
    """Return the longest of the texts, the first where they are much of a length; else a page, else a teaser."""
    best = ""
    for found in _texts(values_of(fields, "body")):
        if len(found) > _MUCH_LONGER * len(best):
            best = found
    if best:
        return best, False
    if page := next(_texts(values_of(fields, "page")), ""):
        return page, False
    teaser = max(_texts(values_of(fields, "teaser")), key=len, default="")
    return teaser, bool(teaser)


def _texts(values: Iterable[Any]) -> Iterator[str]:
    return (found for value in values if (found := _running_text(value)) and any(c.isalpha() for c in found))


def _running_text(value: object, depth: int = 0) -> str:
    """Return a text that stands in one string, in a list of paragraphs, or in blocks with their kinds."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and depth < 4:
        pieces = [piece for entry in value[:20_000] if (piece := _running_text(entry, depth + 1).strip())]
        return "\n\n".join(pieces)
    if isinstance(value, Mapping) and depth < 4:
        for key in ("rendered", "value", "text", "content", "html", "#text", "data", "paragraphs", "blocks", "body"):
            if not is_blank(inside := value.get(key)):
                return _running_text(inside, depth + 1)
    return ""


def _is_long_text(body: str) -> bool:
    return len(body) >= _LONG and body.count(" ") * 12 >= len(body)


def _page(body: str, part: Part) -> tuple[Header, str]:
    inner = part.inner(body.encode("utf-8", "replace"), charset="utf-8")
    found = next(iter(html_page.read(inner)))
    if not isinstance(found, Article):
        raise Refused(Refusal.NO_TEXT, "there is no article on its page")
    return found.header, found.text


def _text(record: Record) -> tuple[Header, str]:
    cut = _MORE_CHARACTERS.sub("", record.body)
    text = clean.normalised(fragment.plain_text(cut))
    if "\n" not in text and text.count("\\n") >= 2:
        text = text.replace("\\r", "").replace("\\n", "\n")
    header, text = plain_text.read_article(text, headline=record.header.headline)
    return (replace(header, is_truncated=True) if cut != record.body else header), text


def _called(member: str) -> str:
    return f"record {member.removeprefix('#')}" if member else "the record"
