"""Which names of organisations name the same one: order of words, spelling and legal form, and printed acronyms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from flows.load.entities.facts import first_forms, words_of
from flows.load.entities.merging import Decided, Merge, Named, are_apart, folded_name, joined_by_hand
from flows.load.entities.spelling import folded, spelling_key

CONFIDENCE = {"form": 0.96, "acronym": 0.95, "override": 1.0}
_SMALL = frozenset("of for and the in on & to at de del la des du".split())
_ORGANS = frozenset(
    "ministry government parliament embassy army navy police cabinet council service staff bank committee commission "
    "agency directorate administration office prosecutor prosecutors customs court".split()
)
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&\-]{1,7}")
_PRINTED_ACRONYM = re.compile(r"\s*\([^()]*\)$")
_OF_MINISTRY = re.compile(
    r"\b(ministry|department) of (?:the )?((?:(?!of\b|for\b)\S+)(?: and (?!of\b)\S+)?)(?= |$)(?: affairs\b)?"
)
_POSSESSIVE = re.compile(r"[’']s\b|(?<=s)[’'](?= |$)")

_KNOWN = "the acronym of a well-known organisation"
_PRINTED = "a document prints the acronym for the full name, and no other organisation has it"

Nations = Mapping[str, str]
"""Names and demonyms of countries, folded, to the country's code."""


def organisation_key(name: str, nations: Nations) -> tuple[str, ...]:
    """Return what the forms of one organisation's name share: its words in order, the state it is an organ of last."""
    plain = folded(_POSSESSIVE.sub("", _PRINTED_ACRONYM.sub("", name))).replace(",", " ")
    words = [first_forms("org_words.tsv").get(word, word) for word in plain.split()]
    plain = " ".join(words)
    for phrase, standing in first_forms("org_words.tsv").items():
        if " " in phrase and phrase in plain:
            plain = plain.replace(phrase, standing)
    if not any(word in _ORGANS for word in plain.split()):
        kept = [word for word in plain.split() if word not in words_of("legal_forms.txt") and word not in _SMALL]
        return tuple(map(spelling_key, kept)) or (plain,)
    plain, states = _states_taken_out(plain, nations)
    plain = _OF_MINISTRY.sub(r"\2 \1", plain)
    kept = [spelling_key(word) for word in plain.split() if word not in _SMALL]
    return (*kept, *(f"@{code}" for code in sorted(states))) if kept else (folded(name),)


def _states_taken_out(plain: str, nations: Nations) -> tuple[str, set[str]]:
    """Return the name without the country or demonym in it: "Russian", "of the Russian Federation"."""
    words, states, at = plain.split(), set(), 0
    kept: list[str] = []
    while at < len(words):
        for length in (3, 2, 1):
            code = nations.get(" ".join(words[at : at + length])) if at + length <= len(words) else None
            if code:
                states.add(code)
                at += length
                break
        else:
            kept.append(words[at])
            at += 1
    while kept and kept[-1] in _SMALL:
        kept.pop()
    return (" ".join(kept), states) if kept else (plain, set())


def is_acronym(name: str) -> bool:
    """Whether a name is made of capitals alone."""
    return bool(_ACRONYM.fullmatch(name))


def _is_well_known(acronym: str) -> bool:
    """Whether the facts say what an acronym stands for: no document needs to print it for the full name."""
    return any(standing == folded(acronym) and " " in form for form, standing in first_forms("org_words.tsv").items())


def organisation_block(name: str, nations: Nations) -> str:
    """Return what an organisation's names share with its acronym: the first letters, in the alphabet's order."""
    if is_acronym(name) and not _is_well_known(name):
        return "".join(sorted(spelling_key(letter)[:1] for letter in name.lower() if letter.isalnum()))
    key = organisation_key(name, nations)
    if len(key) == 1:
        return key[0]
    return "".join(sorted(word.lstrip("@")[:1].lower() for word in key))


def resolve_organisations(block: Sequence[Named], decided: Decided, nations: Nations) -> Iterator[Merge]:
    """Yield, for every name of a block that goes by another, which one that is and why."""
    groups: defaultdict[tuple[str, ...], list[Named]] = defaultdict(list)
    acronyms: list[Named] = []
    for named in sorted(block, key=lambda named: named.entity_id):
        if is_acronym(named.name) and not _is_well_known(named.name):
            acronyms.append(named)
        else:
            groups[organisation_key(named.name, nations)].append(named)
    printed: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for key, members in groups.items():
        for form in {form for named in members for form in named.forms}:
            printed[form].add(key)
    clusters = {key: list(members) for key, members in groups.items()}
    for named in acronyms:
        keys = printed.get(named.name, set())
        if len(keys) == 1:
            clusters[next(iter(keys))].append(named)
        else:
            clusters[(named.entity_id,)] = [named]
    apart = [part for members in clusters.values() for part in _apart(members, decided)]
    for members, reason in joined_by_hand(apart, decided):
        yield from _merges(members, reason, decided, nations)


def _apart(members: list[Named], decided: Decided) -> Iterator[list[Named]]:
    """Yield the members in one list, but for those that by hand are not the same as one before them."""
    kept: list[Named] = []
    for named in members:
        if any(are_apart(named, other, decided) for other in kept):
            yield [named]
        else:
            kept.append(named)
    yield kept


def _merges(members: list[Named], reason: str, decided: Decided, nations: Nations) -> Iterator[Merge]:
    leaders = {names[0] for names, _ in decided.same}
    chosen = min(
        members,
        key=lambda n: (
            folded_name(n.name) not in leaders,
            is_acronym(n.name),
            len(n.name.split()),
            folded_name(n.name),
        ),
    )
    for named in members:
        if named is chosen:
            continue
        rule, why = "form", "forms of one name"
        if is_acronym(named.name) or is_acronym(chosen.name):
            known = _is_well_known(named.name) or _is_well_known(chosen.name)
            rule, why = "acronym", _KNOWN if known else _PRINTED
        elif organisation_key(named.name, nations) != organisation_key(chosen.name, nations):
            rule, why = "override", reason
        evidence = f"{named.name} = {chosen.name}: {why}"
        yield Merge(named.entity_id, chosen.entity_id, rule, evidence, CONFIDENCE[rule])
