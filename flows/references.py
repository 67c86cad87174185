"""The registries that a run hands to the warehouse: outlets, publications, places. Facts that no text states."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from flows.extract.lexicon import rows_of
from flows.extract.outlets import registry
from flows.load.intake import reference_schema
from flows.profiles import load_profiles


def reference_tables() -> Mapping[str, pa.Table]:
    """Return the rows of every registry, by the name of the table that derives from them."""
    rows = {"outlets": _outlets(), "publications": _publications(), "places": _places()}
    return {name: pa.Table.from_pylist(found, schema=reference_schema(name)) for name, found in rows.items()}


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


def _places() -> list[dict[str, object]]:
    """Countries by every name, regions, and towns: of one name, all of them."""
    countries = [(name, "country", row[1]) for row in rows_of("countries.tsv") for name in _names_of_country(row)]
    regions = [(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows_of("regions.tsv")]
    towns = [(row[0], "city", row[2]) for row in rows_of("places.tsv")]
    found = dict.fromkeys([*countries, *regions, *towns])
    return [{"name": name, "kind": kind, "country": code or None} for name, kind, code in found]


def _names_of_country(row: tuple[str, ...]) -> list[str]:
    return [row[0], *(row[3].split("|") if len(row) > 3 and row[3] else [])]
