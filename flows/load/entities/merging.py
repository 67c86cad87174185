"""What people, organisations and places share when names of one block are brought together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A name as the documents have it, with what they tell of its bearer."""

    entity_id: str
    type: str
    name: str
    genders: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()  # lower case
    affiliations: frozenset[str] = frozenset()  # codes of countries, other affiliations in lower case
    forms: frozenset[str] = frozenset()  # other forms printed in a document that has the full name
    is_forename: bool = False
    location: tuple[str, float, float] | None = None  # country, latitude, longitude

    @property
    def countries(self) -> frozenset[str]:
        """The countries among the affiliations."""
        return frozenset(a for a in self.affiliations if len(a) == 2 and a.isupper())


@dataclass(frozen=True, slots=True)
class Merge:
    """One name goes by another: by which rule, on what evidence, and how sure that is."""

    entity_id: str
    into_id: str
    rule: str
    evidence: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided by hand about the names of a block, by folded name."""

    same: Sequence[tuple[tuple[str, ...], str]] = ()  # names, the reason
    apart: frozenset[Pair] = frozenset()


def folded_name(name: str) -> str:
    """Return the form in which names are compared with what was decided by hand: that of ``entity_id``."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def are_apart(one: Named, other: Named, decided: Decided) -> bool:
    """Whether it was decided by hand that the two are not the same."""
    return bool(decided.apart) and frozenset((folded_name(one.name), folded_name(other.name))) in decided.apart


def shared_evidence(one: Iterable[Named], other: Iterable[Named]) -> str:
    """Say what the documents tell of both: a role, else an affiliation; empty where they tell nothing of both."""
    first, second = list(one), list(other)
    roles = sorted(role for named in first for role in named.roles)
    for role in roles:
        for told in sorted(role_ for named in second for role_ in named.roles):
            if _is_part(role, told) or _is_part(told, role):
                return f"both {min(role, told, key=len)}"
    common = _affiliations(first) & _affiliations(second)
    return f"both of {min(common)}" if common else ""


def conflict(one: Named, other: Named) -> bool:
    """Whether what is told of the two speaks against one person: genders, or other roles in other countries."""
    if one.genders and other.genders and not one.genders & other.genders:
        return True
    if not one.countries or not other.countries or one.countries & other.countries:
        return False
    return not shared_evidence([one], [other])


def any_conflict(members: Sequence[Named], decided: Decided) -> bool:
    """Whether two of the names cannot be one person's."""
    told = {(m.genders, m.countries): m for m in members}.values()
    if any(conflict(one, other) for one, other in combinations(told, 2)):
        return True
    return bool(decided.apart) and any(are_apart(one, other, decided) for one, other in combinations(members, 2))


def joined_by_hand(clusters: list[list[Named]], decided: Decided) -> Iterator[tuple[list[Named], str]]:
    """Yield the clusters after those that were decided to be the same are one, with the reason where one was given."""
    reasons = [""] * len(clusters)
    for names, reason in decided.same:
        wanted = set(names)
        found = [at for at, members in enumerate(clusters) if any(folded_name(m.name) in wanted for m in members)]
        if len(found) > 1:
            first, *others = found
            for at in others:
                clusters[first] = clusters[first] + clusters[at]
                reasons[at], clusters[at] = "", []
            reasons[first] = reason
    for members, reason in zip(clusters, reasons, strict=True):
        if members:
            yield members, reason


def _is_part(role: str, other: str) -> bool:
    return set(role.split()) <= set(other.split())


def _affiliations(members: Iterable[Named]) -> frozenset[str]:
    return frozenset(a for named in members for a in named.affiliations)
