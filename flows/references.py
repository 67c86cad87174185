"""The registries that a run hands to the warehouse: outlets, publications, places, names, and what was decided by hand.

Facts that no text states. Those that never change while a process lives are read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pyarrow as pa

from flows.extract.lexicon import rows_of
from flows.extract.outlets import registry
from flows.load.entities.facts import rows_of as gazetteer_of
from flows.load.entities.overrides import read_overrides
from flows.load.intake import reference_schema
from flows.profiles import load_profiles


def reference_tables(overrides: Path) -> Mapping[str, pa.Table]:
    """Return the rows of every registry by its name; ``overrides`` is the folder of what was decided by hand."""
    return {**_facts(), "entity_overrides": _table("entity_overrides", read_overrides(overrides))}


@cache
def _facts() -> Mapping[str, pa.Table]:
    rows: dict[str, list[dict[str, object]]] = {
        "outlets": _outlets(),
        "publications": _publications(),
        "places": _places(),
        "nations": _nations(),
        "forenames": [{"forename": name} for name in sorted({name.lower() for name in _forenames()})],
        "gazetteer": _gazetteer(),
    }
    return {name: _table(name, found) for name, found in rows.items()}


def _table(name: str, rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=reference_schema(name))


def _outlets() -> list[dict[str, object]]:
    return [
        {"outlet_id": o.outlet_id, "name": o.name, "kind": o.kind, "country": o.country, "aliases": list(o.aliases)}
        for o in registry()
    ]


def _publications() -> list[dict[str, object]]:
    return [
        {
            "publication_id": profile.publication_id,
            "name": profile.name,
            "publisher": profile.publisher,
            "issn": profile.issn,
            "country": profile.country,
            "volume_year_offset": profile.volume_year_offset,
        }
        for profile in load_profiles()
    ]


def _nations() -> list[dict[str, object]]:
    """Names of countries, and what their people and things are called, with the country's code: in small letters."""
    forms = {
        form.lower(): row[1]
        for row in reversed(rows_of("countries.tsv"))
        for form in (*_names_of_country(row), *(row[4].split("|") if len(row) > 4 else ()))
        if form and row[1]
    }
    return [{"form_of_nation": form, "code": code} for form, code in sorted(forms.items())]


def _forenames() -> Iterable[str]:
    return (row[0] for name in ("forenames.tsv", "more_forenames.txt") for row in rows_of(name))


def _gazetteer() -> list[dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for name, kind, code, latitude, longitude in gazetteer_of("gazetteer.tsv"):
        place = name.lower()
        row = {"place": place, "kind": kind, "country": code}
        found.setdefault(place, row | {"latitude": float(latitude), "longitude": float(longitude)})
    return list(found.values())


def _places() -> list[dict[str, object]]:
    """Countries by every name, regions, and towns: of one name, all of them."""
    countries = [(name, "country", row[1]) for row in rows_of("countries.tsv") for name in _names_of_country(row)]
    regions = [(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows_of("regions.tsv")]
    towns = [(row[0], "city", row[2]) for row in rows_of("places.tsv")]
    found = dict.fromkeys([*countries, *regions, *towns])
    return [{"name": name, "kind": kind, "country": code or None} for name, kind, code in found]


def _names_of_country(row: tuple[str, ...]) -> list[str]:
    return [row[0], *(row[3].split("|") if len(row) > 3 and row[3] else [])]
