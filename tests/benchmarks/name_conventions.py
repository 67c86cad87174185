"""What the conventions of an annotated corpus cost: F1 as scored, then with one convention after another left out.

``python -m tests.benchmarks.name_conventions re3d``. Each step changes annotation and findings by the same rule and
counts anew, so that what remains is what both sides mean by a name. Measures, never gates.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from flows.extract import name_lists as lists
from flows.extract.analysis import analyse
from flows.extract.entity_names import place_name
from flows.extract.names import find_names
from flows.extract.person_titles import is_title_alone, name_start
from tests.benchmarks.corpora import records

TYPES = ("person", "org", "place")
Name = tuple[int, int, str]
Sides = tuple[str, set[Name], set[Name]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus")
    documents = [_sides(record) for record in records(f"entities/{parser.parse_args().corpus}")]
    print(f"{'as annotated':66} {_score(documents)}")
    for what, step in STEPS.items():
        documents = step(documents)
        print(f"{what:66} {_score(documents)}")


def _sides(record: dict[str, Any]) -> Sides:
    text = record["text"]
    gold = {(e["start"], e["end"], e["type"]) for e in record["entities"] if e["type"] in TYPES}
    return text, gold, {(m.start, m.end, m.type) for m in find_names(analyse(text))[0]}


def _score(documents: Iterable[Sides]) -> str:
    right = found = wanted = 0
    for _, gold, given in documents:
        right, found, wanted = right + len(gold & given), found + len(given), wanted + len(gold)
    precision, recall = 100 * right / found, 100 * right / wanted
    f1 = 200 * right / (found + wanted)
    return f"{right:5} of {wanted:5}, {found:5} given: P {precision:.1f} R {recall:.1f} F1 {f1:.1f}"


def _each(change: Callable[[str, Name], Name | None]) -> Callable[[list[Sides]], list[Sides]]:
    """Make a step of a change of names; a name that becomes None is left out."""

    def step(documents: list[Sides]) -> list[Sides]:
        return [(text, changed(text, gold), changed(text, given)) for text, gold, given in documents]

    def changed(text: str, names: set[Name]) -> set[Name]:
        return {new for name in names if (new := change(text, name))}

    return step


def _without_title(text: str, name: Name) -> Name | None:
    start, end, kind = name
    if kind != "person":
        return name
    start = name_start(text, start, end)
    return None if is_title_alone(text[start:end]) or _is_post(text[start:end]) else (start, end, kind)


def _is_post(words: str) -> bool:
    """Whether a "person" is an office alone: "UK Special Representative for Orvalia"."""
    return any(word.lower() in lists.ROLE_HEADS for word in words.split()) and not any(
        word in lists.SURNAMES and word.lower() not in lists.WORD_CLASSES for word in words.split()
    )


def _country_is_place(text: str, name: Name) -> Name | None:
    start, end, _ = name
    printed = text[start:end]
    if printed in lists.DEMONYMS:
        return None  # "the Orvalians" as an organisation
    return (start, end, "place") if place_name(printed) in lists.COUNTRIES else name


def _with_stop(text: str, name: Name) -> Name | None:
    start, end, kind = name
    return (start, end + 1, kind) if text[start : end + 1] in lists.COUNTRIES else name


def _split_address(documents: list[Sides]) -> list[Sides]:
    """Cut "Cibolo, Texas" into two places."""
    cut = []
    for text, gold, given in documents:
        new: set[Name] = set()
        for start, end, kind in gold:
            at = start
            for part in text[start:end].split(", ") if kind == "place" else [text[start:end]]:
                new.add((at, at + len(part), kind))
                at += len(part) + 2
        cut.append((text, new, given))
    return cut


def _annotated_elsewhere(documents: list[Sides]) -> list[Sides]:
    """Leave out what is given where nothing is annotated, though the corpus elsewhere has it as a name of that type."""
    known = Counter((text[start:end], kind) for text, gold, _ in documents for start, end, kind in gold)
    return [
        (
            text,
            gold,
            {
                (start, end, kind)
                for start, end, kind in given
                if (start, end, kind) in gold
                or not known[text[start:end], kind]
                or any(s < end and start < e for s, e, _ in gold)
            },
        )
        for text, gold, given in documents
    ]


STEPS = {
    "U.S. with its last stop": _each(_with_stop),
    "no titles in persons, no posts as persons": _each(_without_title),
    "countries are places, peoples are no organisations": _each(_country_is_place),
    "town and country are two places": _split_address,
    "names annotated elsewhere in the corpus, not annotated here": _annotated_elsewhere,
}

if __name__ == "__main__":
    main()
