"""Values of a row as JSON and as short texts."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from flows.tables import Table

SHOWN = 500
"""Characters of a refused value that are shown."""


def as_json(value: Any) -> str:
    """Return a value of a row, or the row, as JSON: days and moments in ISO form."""
    return json.dumps(_finite(value), ensure_ascii=False, allow_nan=False, default=lambda day: day.isoformat())


def as_text(values: Sequence[Any]) -> str | None:
    """Return the values that failed together as one short text; None if nothing but nulls failed."""
    if all(value is None for value in values):
        return None
    return " | ".join(_shown(value) for value in values)[:SHOWN]


def key_of(table: Table, row: Mapping[str, Any]) -> str:
    """Return the row's key, its columns joined by a bar."""
    return "|".join(_shown(row[column]) for column in table.key)


def _finite(value: Any) -> Any:
    """Return the value with the floats that JSON cannot hold written as text."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {name: _finite(inner) for name, inner in value.items()}
    return [_finite(inner) for inner in value] if isinstance(value, list) else value


def _shown(value: Any) -> str:
    if value is None:
        return "null"
    return value if isinstance(value, str) else as_json(value)
