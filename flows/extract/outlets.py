"""The registry of outlets: which outlet a printed source means, and what kind of source an unknown one is."""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PUNCTUATION = re.compile(r"[\s\-–—‐]+")
_QUALIFIER = re.compile(r"\s*\([^()]*\)$")
_EDGE = " \t\n.,;:“”\"'‘’«»"
_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-zA-Z]{2,24}(?::\d+)?(?:/\S*)?", re.ASCII)
_URL_START = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)
_MAX_NAME_WORDS = 7
_MIN_PREFIX = 6  # characters: a shorter name may be a word ("Trend", "Dawn"), unless it is in capitals
_MIN_CAPITALS = 3

_GENERIC = re.compile(
    r"(?:[\w’'\-]+ ){0,4}(?:agencies|media|press|newspapers|dailies|reports|sources|wires|wire services|news services|"
    r"news outlets|websites|social networks|television channels|TV channels|press reports|media reports)",
)
_INTERVIEW = re.compile(
    r"(?:(?:the )?author[’']?s?[’']? |personal |telephone |own )?"
    r"(?:interviews?|conversations?|communication|correspondence)\b",
    re.I,
)
_KIND_BY_WORD = (
    ("tv", re.compile(r"\b(?:TV|Television|Channel \d|Kanal|Telekanal)\b|TV$")),
    ("radio", re.compile(r"\b(?:Radio|FM)\b")),
    ("agency", re.compile(r"\b(?:News Agency|Press Agency|Newswire|Information Agency|Agentur)\b", re.I)),
    (
        "official",
        re.compile(
            r"\b(?:press (?:release|service|office|conference|briefing|statement)|ministry|embassy|parliament|"
            r"government|department of|state department|security council|presidential (?:website|administration|press)|"
            r"official (?:website|statement)|"
            r"central bank|council of ministers|cabinet of ministers|white paper)\b",
            re.I,
        ),
    ),
    ("magazine", re.compile(r"\b(?:Magazine|Review|Quarterly|Weekly|Journal)\b")),
    (
        "newspaper",
        re.compile(r"\b(?:Gazeta|Gazette|Times|Post|Herald|Tribune|Daily|News|Pravda|Zeitung|Telegraph|Courier|Chronicle|Observer)\b"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outlet:
    """A row of the registry. ``country`` is None for an international one."""

    outlet_id: str
    name: str
    kind: str
    country: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What a printed source is. ``outlet`` is None where the registry knows none by that name, or several."""

    kind: str
    outlet: Outlet | None = None
    is_ambiguous: bool = False
    is_variant: bool = False  # only the beginning of the name is known: "Interfax Russia"


def outlet_id(name: str) -> str:
    """Return the key of an outlet in the tables ``outlets`` and ``citations``."""
    return hashlib.blake2b(f"outlet|{fold(name)}".encode(), digest_size=16).hexdigest()


def fold(name: str) -> str:
    """Return the form in which names are compared: no case, accents, hyphens, leading article or marks at the edges."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.replace("’", "'"))
        name = "".join(char for char in decomposed if not unicodedata.combining(char))
    folded = _PUNCTUATION.sub(" ", name.casefold()).strip(_EDGE)
    return folded.removeprefix("the ")


@cache
def registry() -> tuple[Outlet, ...]:
    """Return every outlet that the project knows, in the order of its file."""
    with files("flows.extract").joinpath("lexicons/outlets.csv").open(encoding="utf-8") as lines:
        return tuple(
            Outlet(
                outlet_id=outlet_id(row["name"]),
                name=row["name"],
                kind=row["kind"],
                country=row["country"] or None,
                aliases=tuple(alias for alias in row["aliases"].split(";") if alias),
            )
            for row in csv.DictReader(lines)
        )


def find_outlet(name: str) -> Source | None:
    """Return what the registry knows by exactly this name, alias or host; None where it knows nothing."""
    return _index().get(fold(name))


def identify(printed: str) -> Source:
    """Return what a printed source is: an outlet, a variant of one, a host, or a kind told by its words."""
    exact = find_outlet(printed)
    if exact:
        return exact
    if is_host(printed):
        return _by_host(printed) or Source("website")
    if _INTERVIEW.match(printed):
        return Source("interview")
    if _GENERIC.fullmatch(printed):
        return Source("generic")
    return _by_longest_prefix(printed) or Source(_kind_by_words(printed))


def is_host(printed: str) -> bool:
    """Whether it is a host or a URL: "Mid.ru", "www.example.org", "https://example.org/a"."""
    match = _HOST.fullmatch(printed) if " " not in printed else None
    if match is None:
        return bool(_URL_START.match(printed)) and " " not in printed
    last = host_of(printed).rsplit(".", 1)[-1]
    return last.islower() or find_outlet(printed) is not None or len(last) > 2


def host_of(printed: str) -> str:
    """Return the host of a URL without "www."."""
    host = printed.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]
    return host[4:] if host[:4].lower() == "www." else host


def leading_outlet(words: str) -> tuple[str, Source] | None:
    """Return the longest known name with which the words begin, as printed, and what it is."""
    ends = [match.end() for match in re.finditer(r"\S+", words)][:_MAX_NAME_WORDS]
    for end in reversed(ends):
        printed = words[:end].rstrip(_EDGE)
        for form in (printed, re.sub(r"[’']s?$", "", printed)):
            found = find_outlet(form) if form else None
            if found:
                return form, found
    return None


@cache
def _index() -> dict[str, Source]:
    """Names, aliases and hosts -> the source. Without its qualifier, "Segodnya (Kyiv)" is ambiguous."""
    index = {
        fold(name): Source(outlet.kind, outlet) for outlet in registry() for name in (outlet.name, *outlet.aliases)
    }
    by_short: dict[str, set[str]] = {}
    for outlet in registry():
        short = _QUALIFIER.sub("", outlet.name)
        if short != outlet.name:
            by_short.setdefault(fold(short), set()).add(outlet.kind)
    for short, kinds in by_short.items():
        known = index.get(short)
        both = kinds | ({known.kind} if known else set())
        index[short] = Source(both.pop() if len(both) == 1 else "unknown", None, is_ambiguous=True)
    return index


def _by_host(printed: str) -> Source | None:
    labels = host_of(printed).split(".")
    for first in range(len(labels) - 1):
        found = find_outlet(".".join(labels[first:]))
        if found:
            return found
    return None


def _by_longest_prefix(printed: str) -> Source | None:
    words = printed.split()
    for count in range(min(len(words) - 1, _MAX_NAME_WORDS), 0, -1):
        prefix = " ".join(words[:count])
        found = find_outlet(prefix) if _can_lead(prefix) else None
        if found:
            return Source(found.kind, found.outlet, found.is_ambiguous, is_variant=True)
    return None


def _can_lead(prefix: str) -> bool:
    """Whether a longer name that begins with these words is a variant of the outlet: BBC Persian, not Dawn Foods."""
    return len(fold(prefix)) >= (_MIN_CAPITALS if prefix.isupper() else _MIN_PREFIX)


def _kind_by_words(printed: str) -> str:
    return next((kind for kind, words in _KIND_BY_WORD if words.search(printed)), "unknown")
