"""Graphs of linked data: an article names its author and its publisher by the addresses of objects beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_MAX_LIST = 100


def resolved(graph: Sequence[Any]) -> list[Any]:
    """Return the objects of a graph, with the objects that they refer to in place of the references, one step deep."""
    known = {
        entity["@id"]: entity
        for entity in graph
        if isinstance(entity, Mapping) and isinstance(entity.get("@id"), str) and len(entity) > 1
    }
    return [
        {key: _in_place(value, known) for key, value in entity.items()} if isinstance(entity, Mapping) else entity
        for entity in graph
    ]


def _in_place(value: Any, known: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_in_place(entry, known) if isinstance(entry, Mapping) else entry for entry in value[:_MAX_LIST]]
    if isinstance(value, Mapping) and set(value) <= {"@id", "@type"}:
        return known.get(value["@id"], value) if isinstance(value.get("@id"), str) else value
    return value
