"""Profiles: how each publication prints. One TOML file a publication, named as its ``publication_id``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flows.model import Profile

_FOLDER = Path(__file__).parent
_KNOWN = frozenset(field.name for field in fields(Profile)) - {"publication_id"}
_LISTS = frozenset({"aliases", "domains", "weekdays", "self_names", "bundle_items"})


@cache
def load_profiles() -> tuple[Profile, ...]:
    """Return every profile, in the order of their ids."""
    return tuple(_load(path) for path in sorted(_FOLDER.glob("*.toml")))


def resolve_publication(printed: str | None, url: str | None, profiles: Sequence[Profile]) -> Profile | None:
    """Return the profile of the publication that a document names, else of the one to which its address belongs."""
    if printed:
        name = folded(printed)
        for profile in profiles:
            if name in {folded(known) for known in (profile.name, *profile.aliases)}:
                return profile
    return _by_address(url, profiles) if url else None


def folded(name: str) -> str:
    """Return a publication's name as names are compared: case, accents, article and punctuation aside."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    return re.sub(r"^the\s+", "", " ".join(re.findall(r"\w+", plain.casefold())))


def _by_address(url: str, profiles: Iterable[Profile]) -> Profile | None:
    """The longest domain, with its path if the profile states one, that the address lies under; None for a tie."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        address = (parts.hostname or "").removeprefix("www.") + parts.path
    except ValueError:
        return None
    found: list[tuple[int, Profile]] = []
    for profile in profiles:
        for domain in profile.domains:
            host = domain.partition("/")[0]
            if re.match(
                rf"(?:[\w-]+\.)*{re.escape(domain)}(?:/|$)" if domain == host else rf"{re.escape(domain)}(?:/|$)",
                address,
            ):
                found.append((len(domain), profile))
    longest = max((length for length, _ in found), default=0)
    best = {profile.publication_id: profile for length, profile in found if length == longest}
    return next(iter(best.values())) if len(best) == 1 else None


def _load(path: Path) -> Profile:
    facts: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    if unknown := sorted(facts.keys() - _KNOWN):
        raise ValueError(f"{path.name}: no such field: {', '.join(unknown)}; a profile has {', '.join(sorted(_KNOWN))}")
    if "name" not in facts:
        raise ValueError(f"{path.name}: a profile needs a name")
    values: dict[str, Any] = {key: tuple(value) if key in _LISTS else value for key, value in facts.items()}
    return Profile(publication_id=path.stem, **values)
