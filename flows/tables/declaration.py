"""How a table is declared: its columns, its key and the rules every row keeps.

A declaration is plain data and imports nothing. Each consumer derives what it needs: ``tables.arrow`` the Parquet
schema, ``load.ddl`` the DDL, ``validate.suites`` the expectation suite, ``report.dictionary`` the data dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """The types of the warehouse; ``tables.arrow`` and ``load.ddl`` say what each is in Arrow and in DuckDB."""

    TEXT = "text"
    INTEGER = "integer"
    LONG = "long"  # sizes and places of bytes: files grow beyond 2 GB
    REAL = "real"
    FLAG = "flag"
    DATE = "date"
    MOMENT = "moment"  # an instant, UTC, microseconds
    SPANS = "spans"  # list of {start, stop}: stretches of the text, half open
    TEXTS = "texts"  # list of strings
    RANGES = "ranges"  # list of {earliest, latest}: dates, both inclusive


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a name, a type, what it means, and the form of its values.

    ``null`` says what a null means; a column without that sentence is never null.
    """

    name: str
    type: ColumnType
    meaning: str
    null: str | None = None
    unit: str | None = None
    example: str | None = None
    one_of: tuple[str, ...] = ()
    pattern: str | None = None  # anchored regular expression that every value matches
    at_least: float | None = None
    at_most: float | None = None

    @property
    def nullable(self) -> bool:
        """Whether a value may be missing."""
        return self.null is not None


@dataclass(frozen=True, slots=True)
class Ordered:
    """A rule of every row: ``low`` is less than (or, unless ``strict``, equal to) ``high`` where both are present."""

    low: str
    high: str
    strict: bool = False


@dataclass(frozen=True, slots=True)
class ReadsBack:
    """A rule of every row: the document's text between the two offsets *is* the stored string."""

    start: str
    end: str
    content: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A rule of the warehouse: a value of ``column``, where present, is a key of ``table``."""

    column: str
    table: str


class Origin(StrEnum):
    """Where a table's rows come from."""

    EXTRACTED = "extracted"  # staged per batch from documents
    LEDGER = "ledger"  # what a run writes about itself
    DERIVED = "derived"  # computed in the warehouse from the others, by sql/derived/<table>.sql


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the warehouse. ``grain`` completes the sentence "one row is ..."."""

    name: str
    grain: str
    origin: Origin
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    ordered: tuple[Ordered, ...] = ()
    reads_back: tuple[ReadsBack, ...] = ()
    references: tuple[Reference, ...] = ()
    note: str = ""

    def column(self, name: str) -> Column:
        """Return the column of that name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)
