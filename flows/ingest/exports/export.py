"""The article of every record that a press database has written out as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType

from flows.ingest import clean
from flows.ingest.dumps.record import article_of, record_of
from flows.ingest.encoding import decode
from flows.ingest.exports import factiva, nexis
from flows.ingest.parts import Found, Part
from flows.ingest.places import places_of
from flows.model import Refusal, Refused

NAME = "export"
_LOOKED_AT = 20_000
_DATABASES = (factiva, nexis)


def recognises(part: Part) -> bool:
    """Tell by the fields of the first record."""
    start = part.data[:_LOOKED_AT].replace(b"\x00", b"").decode("utf-8", "replace").lstrip("\ufeff\ufffd")
    return _database(start.replace("\r\n", "\n")) is not None


def read(part: Part) -> Iterator[Found]:
    """Give the article of every record; those without a text are refused one by one."""
    text, encoding = decode(part.data, part.charset)
    text = clean.normalised(text)
    database = _database(text[:_LOOKED_AT])
    records = list(database.records_of(text)) if database else []
    places = places_of([(start, end) for _, start, end in records], text, part.data, encoding)
    for number, ((fields, _, _), stretch) in enumerate(zip(records, places, strict=True), start=1):
        member = f"#{number}" if len(records) > 1 else ""
        record = record_of(fields)
        try:
            if record is None:
                raise Refused(Refusal.NO_TEXT, "the record has no text")
            article = article_of(record, part, member, NAME, encoding)
        except Refused as why:
            yield part.refused(member, why)
        else:
            yield replace(article, stretch=stretch)


def _database(start: str) -> ModuleType | None:
    return next((database for database in _DATABASES if database.is_export(start)), None)
