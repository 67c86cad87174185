"""Who is who among the names of people that share a surname. Precision first: in doubt, two names are two people.

A name is *more general* than another if the other adds to it: a given name behind the first, a full one for an
initial, any for none. It goes by the other where all names that it is more general than can be one person's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from flows.load.entities.merging import (
    Decided,
    Merge,
    Named,
    any_conflict,
    folded_name,
    joined_by_hand,
    shared_evidence,
)
from flows.load.entities.names import PersonName, is_initial, person_name

CONFIDENCE = {"spelling": 0.97, "given_names": 0.95, "initial": 0.9, "surname": 0.85, "override": 1.0}
_MOST_SPELLINGS = 200  # of one name: more are made up

Node = list[Named]


def resolve_people(block: Sequence[Named], decided: Decided) -> Iterator[Merge]:
    """Yield, for every name of a block that goes by another, which one that is and why."""
    parts = {named.entity_id: person_name(named.name) for named in block}
    nodes = _nodes(sorted(block, key=lambda named: named.entity_id), parts, decided)
    above: defaultdict[int, list[int]] = defaultdict(list)  # a node and those that add to it
    named_so: defaultdict[PersonName, list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        named_so[parts[node[0].entity_id]].append(at)
    for at, node in enumerate(nodes):
        for general in _more_general(parts[node[0].entity_id]):
            for found in named_so.get(general, ()):
                above[found].append(at)
    goes_by = {at: top for at in above if (top := _top(at, above, nodes, parts, decided)) is not None}
    goes_by |= _by_initials(nodes, parts, goes_by, decided)
    clusters: defaultdict[int, Node] = defaultdict(list)
    for at, node in enumerate(nodes):
        clusters[goes_by.get(at, at)].extend(node)
    proven = [split for cluster in clusters.values() for split in _without_conflict(cluster, parts, decided)]
    for members, reason in joined_by_hand(proven, decided):
        yield from _merges(members, parts, reason, decided)


def _nodes(block: Sequence[Named], parts: dict[str, PersonName], decided: Decided) -> list[Node]:
    """Bring the spellings of one name together, unless what is told of them says that they are several people's."""
    spelled: defaultdict[PersonName, Node] = defaultdict(list)
    for named in block:
        spelled[parts[named.entity_id]].append(named)
    nodes: list[Node] = []
    for group in spelled.values():
        if len(group) == 1:
            nodes.append(group)
        elif len(group) > _MOST_SPELLINGS:
            nodes.extend([named] for named in group)
        else:
            nodes.extend(_proven(group, decided) if any_conflict(group, decided) else [group])
    return nodes


def _proven(group: Node, decided: Decided) -> Iterator[Node]:
    """Yield the spellings that something told of both binds together, the others alone."""
    left = list(group)
    while left:
        node = [left.pop(0)]
        for other in list(left):
            if shared_evidence(node, [other]) and not any_conflict([*node, other], decided):
                node.append(other)
                left.remove(other)
        yield node


def _more_general(name: PersonName) -> Iterator[PersonName]:
    """Yield every name that this one adds to."""
    for length in range(len(name.given) + 1):
        forms = [(given,) if is_initial(given) else (given, given[0]) for given in name.given[:length]]
        for given in product(*forms):
            for generation in {name.generation, ""}:
                general = PersonName(name.surname, given, generation)
                if general != name:
                    yield general


def _top(
    at: int, above: dict[int, list[int]], nodes: list[Node], parts: dict[str, PersonName], decided: Decided
) -> int | None:
    """Return the fullest of the names that add to this one; None where they can be several people's."""
    names = {over: parts[nodes[over][0].entity_id] for over in above[at]}
    top = max(names, key=lambda over: (len(names[over].given), sum(map(len, names[over].given)), names[over]))
    fits = {*_more_general(names[top]), names[top]}
    if any(name not in fits or (name == names[top] and over != top) for over, name in names.items()):
        return None
    evidence = shared_evidence(nodes[at], nodes[top])
    general = parts[nodes[at][0].entity_id]
    if not evidence and (general.generation != names[top].generation or not _stands_alone(nodes[at], general)):
        return None
    return None if any_conflict([*nodes[at], *(n for over in above[at] for n in nodes[over])], decided) else top


def _by_initials(
    nodes: list[Node], parts: dict[str, PersonName], goes_by: dict[int, int], decided: Decided
) -> dict[int, int]:
    """Return the names of initials alone ("D. A.") that go by one given name without the second ("Dmitry").

    Neither adds to the other, so no other bearer may have the letter: whoever has it is this name, that one, or goes
    by that one.
    """
    names = [parts[node[0].entity_id] for node in nodes]
    found: dict[int, int] = {}
    for at, name in enumerate(names):
        if not _is_initials(name):
            continue
        of_letter = [over for over, other in enumerate(names) if other.given and other.given[0][0] == name.given[0]]
        full = [over for over in of_letter if _is_cut_to(name, names[over])]
        others = {goes_by.get(over, over) for over in of_letter} - {at}
        if len(full) == 1 and others == {full[0]} and not any_conflict([*nodes[at], *nodes[full[0]]], decided):
            found[at] = full[0]
    return found


def _is_initials(name: PersonName) -> bool:
    """Whether several initials are all that is given of a name: "D. A."."""
    return len(name.given) > 1 and all(map(is_initial, name.given))


def _is_cut_to(initials: PersonName, full: PersonName) -> bool:
    """Whether the one is initials, several of them, and the other the given name of the first of them alone."""
    return (
        _is_initials(initials)
        and len(full.given) == 1
        and not is_initial(full.given[0])
        and full.given[0][0] == initials.given[0]
        and full.generation == initials.generation
    )


def _stands_alone(node: Node, name: PersonName) -> bool:
    """Whether a name may go by the only one that adds to it although nothing else is told of both."""
    if not name.is_single:
        return True
    return not any(named.is_forename or named.roles for named in node)


def _without_conflict(cluster: Node, parts: dict[str, PersonName], decided: Decided) -> list[Node]:
    """Return the cluster; where two of its names cannot be one person's, what is proven, and the others alone."""
    if len(cluster) < 2 or not any_conflict(cluster, decided):
        return [cluster]
    fullest = max(parts[named.entity_id] for named in cluster)
    kept = [named for named in cluster if parts[named.entity_id] == fullest]
    alone: list[Node] = []
    for named in cluster:
        if parts[named.entity_id] != fullest:
            fits = shared_evidence(kept, [named]) and not any_conflict([*kept, named], decided)
            kept, alone = ([*kept, named], alone) if fits else (kept, [*alone, [named]])
    return [kept, *alone]


def _merges(members: Node, parts: dict[str, PersonName], reason: str, decided: Decided) -> Iterator[Merge]:
    leaders = {names[0] for names, _ in decided.same}
    chosen = min(members, key=lambda named: (folded_name(named.name) not in leaders, *_plainness(named, parts)))
    for named in members:
        if named is not chosen:
            rule, why = _explained(named, chosen, parts, reason)
            shared = shared_evidence([named], [chosen])
            evidence = f"{named.name} = {chosen.name}: {why}" + (f"; {shared}" if shared else "")
            yield Merge(named.entity_id, chosen.entity_id, rule, evidence, CONFIDENCE[rule])


def _plainness(named: Named, parts: dict[str, PersonName]) -> tuple[bool, bool, int, str, str]:
    """Order by how well a name stands for its bearer: in full, without initials, short, then by the alphabet."""
    name = parts[named.entity_id]
    has_initial = any(map(is_initial, name.given))
    return name.is_single, has_initial, len(named.name.split()), folded_name(named.name), named.entity_id


def _explained(named: Named, chosen: Named, parts: dict[str, PersonName], reason: str) -> tuple[str, str]:
    one, other = parts[named.entity_id], parts[chosen.entity_id]
    if one == other:
        return "spelling", "spellings of one name"
    if one.surname != other.surname and reason:
        return "override", reason
    if one.is_single or other.is_single:
        return "surname", "the only bearer of the surname"
    if _is_cut_to(one, other) or _is_cut_to(other, one):
        return "initial", "initials that fit one bearer alone"
    if one not in {*_more_general(other)} and other not in {*_more_general(one)}:
        return ("override", reason) if reason else ("given_names", "forms of one fuller name")
    if any(map(is_initial, (*one.given, *other.given))):
        return "initial", "initials that fit one bearer alone"
    return "given_names", "one has more given names, and no other bearer fits"
