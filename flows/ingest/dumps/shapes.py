"""Where the records stand in a tree of JSON: in lists, under wrappers of news interfaces, in graphs of linked data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flows.ingest.dumps.columns import Json
from flows.ingest.dumps.fields import name_of
from flows.ingest.dumps.graph import resolved
from flows.ingest.dumps.record import Record, record_of

_MAX_DEPTH = 8
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Story|Interview|Transcript|Message|Document)$", re.IGNORECASE)
_CONTAINERS = (
    "articles",
    "items",
    "results",
    "posts",
    "entries",
    "documents",
    "docs",
    "stories",
    "hits",
    "records",
    "rows",
    "news",
    "value",
    "@graph",
    "channel",
    "item",
    "entry",
    "data",
)
_OTHER_KINDS = (
    ("it is map data (GeoJSON)", {"type", "features"}),
    ("it is map data (TopoJSON)", {"type", "arcs", "objects"}),
    ("it is a notebook", {"nbformat", "cells"}),
    ("it lists the packages of a program", {"lockfileVersion"}),
    ("it describes a package of a program", {"name", "version", "dependencies"}),
    ("it describes a package of a program", {"name", "version", "scripts"}),
    ("it is a recording of a browser (HAR)", {"log"}),
    ("it is a JSON schema", {"$schema", "properties"}),
    ("it is a web app's manifest", {"short_name", "icons"}),
)


def records_in(tree: object, publication: str | None = None, depth: int = 0) -> Iterator[Record]:
    """Give the records of a tree in their order; of an object that holds others and is a record too, the others."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(tree, list):
        for entry in tree:
            if isinstance(entry, list | Mapping):
                yield from records_in(entry, publication, depth + 1)
    elif isinstance(tree, Mapping):
        yield from _in_object(tree, publication, depth)


def other_kind(tree: object) -> str | None:
    """Name a well-known kind of JSON that holds no articles."""
    if not isinstance(tree, Mapping):
        return None
    return next((name for name, keys in _OTHER_KINDS if keys <= tree.keys()), None)


def _in_object(entity: Json, publication: str | None, depth: int) -> Iterator[Record]:
    if isinstance(graph := entity.get("@graph"), list):
        entity = {**entity, "@graph": resolved(graph)}
    if contained := [entity[key] for key in _CONTAINERS if _is_container(entity.get(key))]:
        if "jsonfeed.org" in str(entity.get("version", "")):
            publication = name_of(entity.get("title")) or publication
        for inside in contained:
            yield from records_in(inside, publication, depth + 1)
        return
    record = record_of(entity, publication) if _can_be_article(entity) else None
    if record is not None and record.body and not record.is_teaser:
        yield record
        return
    others = (value for value in entity.values() if isinstance(value, Mapping | list))
    inner = [found for value in others for found in records_in(value, publication, depth + 1) if found.body]
    if inner:
        yield from inner
    elif record is not None:
        yield record


def _is_container(value: Any) -> bool:
    """A list of objects, or an object that holds one (hits of a search, pages of results)."""
    if isinstance(value, list):
        return any(isinstance(entry, Mapping) for entry in value[:5])
    return isinstance(value, Mapping) and any(_is_container(value.get(key)) for key in (*_CONTAINERS, "results"))


def _can_be_article(entity: Json) -> bool:
    kinds = entity.get("@type")
    if kinds is None:
        return True
    stated = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in stated)
