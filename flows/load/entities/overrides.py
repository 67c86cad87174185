"""What people decided about names: ``overrides/*.toml`` in the data folder, checked entry by entry.

An entry is ``[[same]]`` or ``[[not_same]]`` with ``type`` (person, org or place), ``names`` (full names; of ``same``
the first stands for all) and ``reason``, which begins with its date.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from flows.load.entities.merging import Decided, folded_name
from flows.load.errors import LoadError

OVERRIDES = "overrides"
"""The folder of these files, in the data folder."""

_TYPES = ("person", "org", "place")
_RELATIONS = ("same", "not_same")
_KEYS = {"type", "names", "reason"}
_DATED = re.compile(r"\d{4}-\d{2}-\d{2} \S")

Row = dict[str, Any]


class OverrideError(LoadError):
    """A file of overrides says something that cannot be meant."""


def read_overrides(folder: Path) -> list[Row]:
    """Return one row a name of every entry; OverrideError says in which file which entry is wrong, and how."""
    rows: list[Row] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            told = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise OverrideError(f"{path} cannot be read: {error}. Mend it and call the run again.") from error
        rows.extend(_rows(path, told))
    for row, other in _contradictions(rows):
        raise OverrideError(
            f"{row['name']} and {other} are said to be the same and not the same in {folder}: take one of the two out."
        )
    return rows


def decided(rows: Iterable[Mapping[str, Any]], type_: str) -> Decided:
    """Return what the rows say about names of one type."""
    entries: dict[tuple[str, str], list[str]] = {}
    reasons: dict[tuple[str, str], str] = {}
    for row in sorted(rows, key=lambda row: (row["entry"], row["position"])):
        if row["type"] == type_:
            key = (row["relation"], row["entry"])
            entries.setdefault(key, []).append(folded_name(row["name"]))
            reasons[key] = row["reason"]
    same = [(tuple(names), reasons[key]) for key, names in entries.items() if key[0] == "same"]
    apart = [names for (relation, _), names in entries.items() if relation == "not_same"]
    return Decided(same, frozenset(frozenset(pair) for names in apart for pair in combinations(names, 2)))


def _rows(path: Path, told: Mapping[str, Any]) -> Iterator[Row]:
    if strangers := told.keys() - set(_RELATIONS):
        raise OverrideError(f"{path}: {min(strangers)} is no kind of entry; write [[same]] or [[not_same]].")
    for relation in _RELATIONS:
        entries = told.get(relation, [])
        if not isinstance(entries, list):
            raise OverrideError(f"{path}: {relation} stands in double brackets, [[{relation}]], once an entry.")
        for number, entry in enumerate(entries, start=1):
            if wrong := _wrong(entry):
                raise OverrideError(f"{path}: entry {number} of {relation}: {wrong}.")
            for position, name in enumerate(entry["names"]):
                yield {
                    "entry": f"{path.name} {relation} {number:06d}",
                    "position": position,
                    "relation": relation,
                    "type": entry["type"],
                    "name": name,
                    "reason": entry["reason"],
                }


def _wrong(entry: Any) -> str:
    """Say what is wrong with an entry; empty if nothing is."""
    if not isinstance(entry, dict) or entry.keys() != _KEYS:
        return "it needs type, names and reason, and nothing else"
    if entry["type"] not in _TYPES:
        return f"type is one of {', '.join(_TYPES)}"
    names = entry["names"]
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        return "names is a list of names"
    if len({folded_name(name) for name in names}) < 2 or len(set(map(folded_name, names))) < len(names):
        return "names holds two or more different names"
    if not isinstance(entry["reason"], str) or not _DATED.match(entry["reason"]):
        return "reason begins with its date, as in 2026-11-23 Both are told of the minister"
    return ""


def _contradictions(rows: list[Row]) -> Iterator[tuple[Row, str]]:
    for type_ in _TYPES:
        said = decided(rows, type_)
        for names, _ in said.same:
            for pair in combinations(names, 2):
                if frozenset(pair) in said.apart:
                    yield next(row for row in rows if folded_name(row["name"]) == pair[0]), pair[1]
