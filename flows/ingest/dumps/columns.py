"""What the keys of a record hold: by their names, or as the operator's own file says.

``BRIEFINGS_COLUMNS`` (``--columns``) is for dumps whose names say nothing: ``headline=Titel,body=Inhalt``, or the path
of a TOML file, a line a field: ``body = "feld_7"``, ``author = ["feld_3", "feld_4"]``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from flows.ingest.lexicon import lines_of
from flows.model import Refusal, Refused

Json = Mapping[str, Any]

FIELDS = frozenset(
    (
        "body page teaser headline alternative_headline author date modified publication url section keywords language "
        "volume issue access"
    ).split(),
)
_OTHER_WORDS = {"text": "body", "title": "headline", "authors": "author", "published": "date", "source": "publication"}
_ENVELOPES = (
    "_source",
    "fields",
    "attributes",
    "article",
    "post",
    "document",
    "doc",
    "story",
    "item",
    "thread",
    "meta",
)
_EMPTY = frozenset({"", "nan", "none", "null", "n/a", "na", "nil", "undefined", "[]", "{}"})


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Return a name as names are compared: lower case, letters and digits alone."""
    return re.sub(r"[\W_]+", "", name.casefold())


@cache
def names_of_fields() -> Mapping[str, Sequence[str]]:
    """Return the folded names of each field, the operator's before the known ones."""
    names: dict[str, list[str]] = {field: [] for field in sorted(FIELDS)}
    for field, name in _operators_columns():
        names[field].append(folded(name))
    for line in lines_of("columns.tsv"):
        field, name = line.split("\t")
        names[field].append(name)
    return names


@cache
def all_names() -> frozenset[str]:
    """Return every folded name that is known to hold something."""
    return frozenset(name for names in names_of_fields().values() for name in names)


def keyed(record: Json) -> dict[str, Any]:
    """Return the record by folded names, what stands in its envelopes (Elasticsearch, JSON:API ...) lifted out."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        if not is_blank(value):
            found.setdefault(folded(str(key)), value)
    written = {str(key).casefold(): key for key in reversed(list(record))}
    for envelope in _ENVELOPES:
        inside = record.get(written.get(envelope, envelope))
        if isinstance(inside, Mapping) and any(folded(str(key)) in all_names() - {"name"} for key in inside):
            found.pop(folded(envelope), None)
            for key, value in inside.items():
                if not is_blank(value):
                    found.setdefault(folded(str(key)), value)
    return found


def values_of(fields: Json, field: str) -> Iterator[Any]:
    """Give what a record of folded names has for a field, the likeliest first."""
    return (fields[name] for name in names_of_fields()[field] if name in fields)


def is_blank(value: object) -> bool:
    """Whether a value is none: empty, or how programs print that there is none."""
    if value is None or value in ([], {}):
        return True
    return isinstance(value, str) and len(value) < 10 and value.strip().casefold() in _EMPTY


def columns_of(setting: str) -> list[tuple[str, str]]:
    """Return fields and the names of their columns as the operator states them; Refused where that makes no sense."""
    if "=" in setting and not setting.endswith(".toml"):
        pairs = [tuple(map(str.strip, pair.partition("=")[::2])) for pair in setting.split(",")]
    else:
        stated = _loaded(Path(setting)).items()
        pairs = [
            (field, str(name)) for field, names in stated for name in ([names] if isinstance(names, str) else names)
        ]
    found = [(_OTHER_WORDS.get(field, field), name) for field, name in pairs]
    for field, name in found:
        if field not in FIELDS or not name:
            raise Refused(
                Refusal.UNSUPPORTED,
                f"BRIEFINGS_COLUMNS (--columns) gives the field {field!r} the column {name!r}; fields are "
                + ", ".join(sorted(FIELDS)),
            )
    return found


def _operators_columns() -> list[tuple[str, str]]:
    from flows.settings import settings

    return columns_of(setting) if (setting := settings().columns) else []


def _loaded(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(
            Refusal.UNSUPPORTED,
            f"the file {path.name} that BRIEFINGS_COLUMNS or --columns names cannot be read ({error})",
        ) from None
