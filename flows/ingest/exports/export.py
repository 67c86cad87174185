"""The article of every record that a press database has written out as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType

from flows.ingest import clean
from flows.ingest.dumps.json_file import nothing
from flows.ingest.dumps.record import article_of, record_of
from flows.ingest.encoding import decode
from flows.ingest.exports import factiva, nexis
from flows.ingest.parts import Found, Part
from flows.ingest.places import places_of
from flows.model import Refused, RefusedMember

NAME = "export"
_LOOKED_AT = 20_000
_DATABASES = (factiva, nexis)


def recognises(part: Part) -> bool:
    """Tell by the fields of the first record."""
    return _database(part.data[:_LOOKED_AT].decode("utf-8", "replace").replace("\r\n", "\n")) is not None


def read(part: Part) -> Iterator[Found]:
    """Give the article of every record; those without a text are refused one by one, or together if all are."""
    text, encoding = decode(part.data, part.charset)
    text = clean.normalised(text)
    database = _database(text[:_LOOKED_AT])
    records = list(database.records_of(text)) if database else []
    places = places_of([(start, end) for _, start, end in records], text, part.data, encoding)
    refused: list[RefusedMember] = []
    gave = False
    for number, ((fields, _, _), stretch) in enumerate(zip(records, places, strict=True), start=1):
        member = f"#{number}" if len(records) > 1 else ""
        record = record_of(fields)
        if record is None:
            continue
        try:
            article = article_of(record, part, member, NAME, encoding)
        except Refused as why:
            refused.append(part.refused(f"#{number}", why))
        else:
            gave = True
            yield replace(article, stretch=stretch)
    if not gave:
        raise nothing(len(records), refused)
    yield from refused


def _database(start: str) -> ModuleType | None:
    return next((database for database in _DATABASES if database.is_export(start)), None)
