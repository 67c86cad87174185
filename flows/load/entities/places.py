"""Which names of places name the same one: spellings and former names, unless the gazetteer has two such places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, radians

from flows.load.entities.facts import first_forms
from flows.load.entities.merging import Decided, Merge, Named, are_apart, folded_name, joined_by_hand
from flows.load.entities.spelling import folded, spelling_key

CONFIDENCE = {"spelling": 0.96, "other_name": 0.97, "override": 1.0}
_DEGREES_APART = 0.5  # some 55 km: the gazetteer's places of one name are nearer to each other than that


def place_key(name: str) -> str:
    """Return what the spellings and other names of a place share."""
    plain = folded(name.replace(",", " "))
    words = plain.split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    joined = " ".join(words)
    standing = first_forms("places.tsv").get(joined, joined)
    return " ".join("-".join(map(spelling_key, word.split("-"))) for word in standing.split()) or plain or name


def resolve_places(block: Sequence[Named], decided: Decided) -> Iterator[Merge]:
    """Yield, for every name of a block that goes by another, which one that is and why."""
    located: list[list[Named]] = []
    unknown: list[Named] = []
    for named in sorted(block, key=lambda named: (folded_name(named.name), named.entity_id)):
        if named.location is None or _is_other_name(named.name):
            unknown.append(named)
        else:
            _add(located, named)
    clusters = [[*located[0], *unknown]] if len(located) == 1 else [*located, unknown]
    kept = [part for members in clusters if members for part in _apart(members, decided)]
    for members, reason in joined_by_hand(kept, decided):
        yield from _merges(members, reason, decided)


def _add(located: list[list[Named]], named: Named) -> None:
    for cluster in located:
        if _near(cluster[0], named):
            cluster.append(named)
            return
    located.append([named])


def _is_other_name(name: str) -> bool:
    """Whether the facts know it as another place's name: the gazetteer may have a namesake of it elsewhere."""
    plain = folded(name)
    return first_forms("places.tsv").get(plain, plain) != plain


def _near(one: Named, other: Named) -> bool:
    if one.location is None or other.location is None:
        return False
    (land, lat, lon), (land2, lat2, lon2) = one.location, other.location
    return land == land2 and abs(lat - lat2) + abs(lon - lon2) * cos(radians(lat)) < _DEGREES_APART


def _apart(members: list[Named], decided: Decided) -> Iterator[list[Named]]:
    kept: list[Named] = []
    for named in members:
        if any(are_apart(named, other, decided) for other in kept):
            yield [named]
        else:
            kept.append(named)
    yield kept


def _merges(members: list[Named], reason: str, decided: Decided) -> Iterator[Merge]:
    leaders = {names[0] for names, _ in decided.same}
    chosen = min(members, key=lambda n: (folded_name(n.name) not in leaders, n.location is None, folded_name(n.name)))
    for named in members:
        if named is not chosen:
            rule, why = _explained(named, chosen, reason)
            evidence = f"{named.name} = {chosen.name}: {why}"
            yield Merge(named.entity_id, chosen.entity_id, rule, evidence, CONFIDENCE[rule])


def _explained(named: Named, chosen: Named, reason: str) -> tuple[str, str]:
    one, other = folded(named.name), folded(chosen.name)
    forms = first_forms("places.tsv")
    if one in forms and forms.get(one) == forms.get(other, other):
        return "other_name", "names of one place"
    if place_key(named.name) == place_key(chosen.name):
        return "spelling", "spellings of one name"
    return "override", reason
