"""The lists that names are looked up in, as sets and maps that the runs, features and roles share."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from flows.extract.lexicon import lines_of, rows_of, words_of


def _split(field: str) -> list[str]:
    return [part for part in field.split("|") if part]


def _rows(name: str, width: int) -> Iterator[list[str]]:
    for row in rows_of(name):
        yield [*row, *[""] * (width - len(row))]


def _demonyms() -> dict[str, str]:
    """Demonym, with its plural, to the country it belongs to; empty for peoples and regions."""
    found: dict[str, str] = {}
    pairs = [(word, "") for word in words_of("demonyms.txt")]
    pairs += [(word, row[0]) for row in _rows("countries.tsv", 5) for word in _split(row[4])]
    for word, country in pairs:
        found[word] = country
        if not word.endswith(("ese", "ish", "sh", "ch", "s", "z")):
            found.setdefault(word + "s", country)
    return found


def _countries() -> dict[str, str]:
    """Every name of a country to the form that stands for it."""
    return {name: row[0] for row in _rows("countries.tsv", 5) for name in (row[0], *_split(row[3]))}


def _places() -> dict[str, str]:
    """Name of a place to its kind: ``country``, ``region``, ``admin1``, ``facility``, or the size class of a town."""
    found = {row[0]: row[1] for name in ("places.tsv", "more_places.tsv", "regions.tsv") for row in _rows(name, 3)}
    found.update(dict.fromkeys(CAPITALS, "a"))
    found.update(dict.fromkeys(COUNTRIES, "country"))
    return found


_PRESS = frozenset({"agency", "magazine", "newsletter", "newspaper", "radio", "radio_tv", "self", "tv"})

_SHORTEST_OUTLET = 2  # letters that any organisation may have


def _organisations() -> dict[str, str]:
    """Every name of an organisation to the form that stands for it; the press goes by its names in the registry."""
    found = {name: row[0] for row in _rows("organisations.tsv", 3) for name in (row[0], *_split(row[1]))}
    words = frozenset(word for row in rows_of("word_classes.tsv") for word in row[1].split())
    for kind, name, forms in OUTLETS:
        for form in forms:
            if form in found:
                is_meant = kind in _PRESS and not OUTLET_NAMES.isdisjoint((found[form], f"The {found[form]}"))
                found[form] = name if is_meant else found[form]
            elif not (form in PLACES or form in FORENAMES or form in SURNAMES or form.lower() in words):
                found[form] = name
    return found


def _outlets() -> Iterator[tuple[str, str, list[str]]]:
    """Yield kind, name and printed forms of each outlet; a ministry does not go by the name of its site."""
    for outlet in csv.DictReader(lines_of("outlets.csv")):
        name, _, _ = outlet["name"].partition(" (")
        aliases = [] if outlet["kind"] == "official" else outlet["aliases"].split(";")
        yield outlet["kind"], name, [form for form in (name, *aliases) if len(form) > _SHORTEST_OUTLET]


OUTLETS = list(_outlets())
OUTLET_NAMES = frozenset(form for _, _, forms in OUTLETS for form in forms)
DEMONYMS = _demonyms()
COUNTRIES = _countries()
COUNTRY_CODES = {row[0]: row[1] for row in _rows("countries.tsv", 5)}
CAPITALS = {row[2]: row[0] for row in _rows("countries.tsv", 5) if row[2]}
PLACES = _places()
STATE_ORGANS = {row[0]: COUNTRIES[row[2]] for row in _rows("organisations.tsv", 4) if row[3] == "state"}
SHORT_FORMS = {row[0]: row[1] for row in rows_of("short_forms.tsv")}
PLACE_ALIASES = {row[0]: row[1] for row in rows_of("place_aliases.tsv")}
SEATS = words_of("seats_of_power.txt")

FORENAMES = {row[0]: row[1] for name in ("forenames.tsv", "more_forenames.txt") for row in _rows(name, 2)}
SURNAMES = words_of("surnames.txt")
ORGANISATIONS = _organisations()
TITLES = {row[0]: row[1] for row in _rows("titles.txt", 3)}
STRONG_TITLES = frozenset(row[0] for row in _rows("titles.txt", 3) if row[2])
ROLE_HEADS = {row[0].lower(): row[1] for row in _rows("role_heads.txt", 2)}
APPOINTING_VERBS = words_of("appointing_verbs.txt")
ROLE_MODIFIERS = words_of("role_modifiers.txt")
ORGANISATION_HEADS = words_of("org_heads.txt")
PLACE_HEADS = {row[0]: row[1] for row in _rows("geo_heads.txt", 2)}
EVENT_HEADS = words_of("event_heads.txt")
NOT_NAMES = words_of("not_names.txt")
PERSON_VERBS = words_of("person_verbs.txt")
WORD_CLASSES = {word: row[0] for row in rows_of("word_classes.tsv") for word in row[1].split()}

FUNCTION_WORDS = frozenset(word for row in rows_of("closed_class.tsv") for word in row[1].split()) - {
    "us",
    "will",
    "may",
}
FUNCTION_WORDS |= words_of("function_words.txt")
SPLITS_HYPHEN = (
    frozenset(DEMONYMS)
    | frozenset(COUNTRIES)
    | {"NATO", "EU", "UN", "Franco", "Sino", "Russo", "Anglo", "Indo", "Euro"}
)
