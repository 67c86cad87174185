"""Graphs of linked data: an article names its author and its publisher by the addresses of objects beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flows.ingest.dumps.fields import text_of

_MAX_LIST = 100
_MAX_NAME = 200


def resolved(graph: Sequence[Any]) -> list[Any]:
    """Return the objects of a graph, references in them replaced by the name of what they refer to.

    The name alone: objects that are put into each other grow without bound.
    """
    names = {
        entity["@id"]: name
        for entity in graph
        if isinstance(entity, Mapping)
        and isinstance(entity.get("@id"), str)
        and (name := text_of(entity))
        and len(name) <= _MAX_NAME
    }
    return [
        {key: _named(value, names) for key, value in entity.items()} if isinstance(entity, Mapping) else entity
        for entity in graph
    ]


def _named(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_named(entry, names) if isinstance(entry, Mapping) else entry for entry in value[:_MAX_LIST]]
    if isinstance(value, Mapping) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
        name = names.get(value["@id"])
        return {"name": name} if name else value
    return value
