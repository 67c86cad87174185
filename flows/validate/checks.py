"""The plausibility checks of ``expectations/checks/<table>.toml``: by hand, each with a severity and a dated reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from flows.settings import PROJECT
from flows.validate.expectations import EXPECTATIONS, Family, columns_in, kwargs_for

CHECKS = PROJECT / "expectations" / "checks"

_KEYS = {"expectation", "column", "columns", "kwargs", "severity", "reason"}
_REASON = re.compile(r"\d{4}-\d{2}-\d{2}: \S.*", re.DOTALL)


class Severity(StrEnum):
    """What a failure does."""

    CRITICAL = "critical"  # stops the publish
    WARNING = "warning"  # refuses the rows, or warns where the check is not about rows
    INFO = "info"  # is noted


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation of a table's suite, ready to be written down."""

    expectation: str
    kwargs: Mapping[str, Any]
    severity: Severity
    source: str  # declaration | plausibility
    says: str  # the sentence that a refused row gets
    columns: tuple[str, ...] = ()  # columns of the table that it is about
    reason: str | None = None


class CheckFileError(ValueError):
    """A check file says something that cannot be meant. The message names the file and the entry."""


def plausibility_checks(table: str, known: Iterable[str], folder: Path = CHECKS) -> list[Check]:
    """Return the checks of the table's file, in order; none if there is no file.

    ``known`` are the columns that a check may name.
    """
    path = folder / f"{table}.toml"
    if not path.exists():
        return []
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CheckFileError(f"{path.name} is not valid TOML: {error}") from error
    if unknown := sorted(content.keys() - {"check"}):
        raise CheckFileError(
            f"{path.name}: unknown key {unknown[0]!r}; a check file holds [[check]] entries and nothing else"
        )
    allowed = frozenset(known)
    return [
        _check(entry, f"{path.name}, check {number}", allowed)
        for number, entry in enumerate(content.get("check", []), start=1)
    ]


def _check(entry: Mapping[str, Any], where: str, known: frozenset[str]) -> Check:
    if unknown := sorted(entry.keys() - _KEYS):
        raise CheckFileError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}")
    for needed in ("expectation", "severity", "reason"):
        if not isinstance(entry.get(needed), str):
            raise CheckFileError(f"{where}: {needed!r} is missing")
    if not _REASON.fullmatch(entry["reason"]):
        raise CheckFileError(f"{where}: the reason must begin with its day, as in '2026-11-23: why'")
    if entry["severity"] not in set(Severity):
        raise CheckFileError(f"{where}: severity {entry['severity']!r} is none of {', '.join(Severity)}")
    expectation = entry["expectation"]
    if expectation not in EXPECTATIONS:
        raise CheckFileError(
            f"{where}: {expectation!r} is no expectation that can be audited; see flows/validate/expectations.py"
        )
    kwargs = _kwargs(entry, where)
    columns = columns_in(kwargs)
    if strangers := [column for column in columns if column not in known]:
        raise CheckFileError(f"{where}: there is no column {strangers[0]!r}; there are {', '.join(sorted(known))}")
    subject = " and ".join(columns) or "the table"
    return Check(
        expectation,
        kwargs,
        Severity(entry["severity"]),
        "plausibility",
        f"{subject}: {entry['reason'].split(': ', 1)[1]}",
        columns,
        entry["reason"],
    )


def _kwargs(entry: Mapping[str, Any], where: str) -> dict[str, Any]:
    if "column" in entry and "columns" in entry:
        raise CheckFileError(f"{where}: give either 'column' or 'columns'")
    columns = tuple(entry["columns"]) if "columns" in entry else (entry["column"],) if "column" in entry else ()
    family = EXPECTATIONS[entry["expectation"]]
    wanted = {Family.COLUMN: len(columns) == 1, Family.PAIR: len(columns) == 2, Family.TABLE: not columns}
    if not wanted.get(family, len(columns) >= 2):
        raise CheckFileError(f"{where}: {entry['expectation']} is about {family.value}, not {len(columns)}")
    extra = entry.get("kwargs", {})
    if not isinstance(extra, dict) or columns_in(extra):
        raise CheckFileError(f"{where}: 'kwargs' is a table of the arguments other than columns")
    return kwargs_for(family, columns) | {name: _plain(value) for name, value in extra.items()}


def _plain(value: Any) -> Any:
    """Return a TOML value as JSON has it: days in ISO form."""
    return value.isoformat() if hasattr(value, "isoformat") else value
