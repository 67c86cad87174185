"""What a row is: one module a table, each with its declaration as ``TABLE``.

The directory is the registry: ``all_tables()`` finds every module that declares a table.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from flows.tables.declaration import Column, ColumnType, Ordered, Origin, ReadsBack, Reference, Table

__all__ = ["Column", "ColumnType", "Ordered", "Origin", "ReadsBack", "Reference", "Table", "all_tables", "table"]

_NOT_TABLES = {"declaration", "vocabulary", "arrow"}


@cache
def all_tables() -> dict[str, Table]:
    """Return every declared table by name, in alphabetical order."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name not in _NOT_TABLES)
    return {name: import_module(f"{__name__}.{name}").TABLE for name in names}


def table(name: str) -> Table:
    """Return the table of that name; KeyError if none is declared."""
    return all_tables()[name]
