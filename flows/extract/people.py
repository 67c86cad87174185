"""Who is who within a document: every mention of a person gets that person's fullest printed name."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from flows.extract import name_lists as lists
from flows.extract.person_names import PARTICLES, may_be_same, name_words, same_word, skeleton

_LEADING_PARTICLES = PARTICLES - {"y", "e", "do", "la", "le", "den", "ten"}
_NAMESAKES = 30
"""Of people who share a word of their names, so many are compared: more only stand in lists."""


@dataclass(slots=True, eq=False)
class Person:
    """One person of a document, with what the text tells about them."""

    name: str
    words: tuple[str, ...]
    gender: str | None = None
    role: str | None = None
    affiliation: str | None = None
    mentions: list[int] = field(default_factory=list)  # offsets, in order of reading
    heads: set[str] = field(default_factory=set)  # last words of the roles told of them


class PersonMention(NamedTuple):
    """A person's name in the text with the gender that a title before it tells."""

    start: int
    text: str
    gender: str | None = None


class _People:
    """The people of a document so far, found by any word of their names."""

    def __init__(self) -> None:
        self._by_word: defaultdict[str, deque[Person]] = defaultdict(lambda: deque(maxlen=_NAMESAKES))

    def having(self, word: str) -> Iterable[Person]:
        """Return those with the word in their name, the latest found first."""
        known = self._by_word.get(skeleton(word))
        return reversed(known) if known else ()

    def add(self, mention: PersonMention, words: tuple[str, ...]) -> Person:
        """Take up a new person."""
        person = Person(mention.text, words, mention.gender)
        self.index(person)
        return person

    def index(self, person: Person) -> None:
        """Make a person findable by every word of the name."""
        for word in {skeleton(word) for word in person.words}:
            if person not in self._by_word[word]:
                self._by_word[word].append(person)


def resolve_people(mentions: list[PersonMention]) -> list[Person]:
    """Return the person of each mention, in the order of the mentions."""
    people = _People()
    owners: list[Person | None] = [None] * len(mentions)
    for at, mention in enumerate(mentions):
        words = name_words(mention.text)
        if len(words) > 1:
            owner = owners[at] = _owner_of_full(people, mention, words)
            owner.mentions.append(mention.start)
    found = []
    for mention, full in zip(mentions, owners, strict=True):
        owner = full or _owner_of_short(people, mention)
        owner.gender = owner.gender or mention.gender or gender_of(mention.text)
        if full is None:
            insort(owner.mentions, mention.start)
        found.append(owner)
    return found


def gender_of(name: str) -> str | None:
    """Return the gender that a forename tells; None where it tells none."""
    forename, *rest = name.split()
    return (lists.FORENAMES.get(forename) or None) if rest else None


def _owner_of_full(people: _People, mention: PersonMention, words: tuple[str, ...]) -> Person:
    for person in [*people.having(words[-1]), *people.having(words[0])]:
        if len(person.words) > 1 and may_be_same(words, person.words) and _genders_agree(person, mention):
            if len(words) > len(person.words) or (_is_initial(person.words[0]) and not _is_initial(words[0])):
                person.name, person.words = mention.text, words
                people.index(person)
            return person
    return people.add(mention, words)


def _is_initial(word: str) -> bool:
    return len(word) == 1


def _owner_of_short(people: _People, mention: PersonMention) -> Person:
    """Return whom a single word names: by surname before forename, by nearness before, then behind the mention."""
    words = name_words(mention.text)
    candidates = [
        (rank, _distance(person, mention.start), at, person)
        for at, person in enumerate(people.having(words[0]))
        if _genders_agree(person, mention) and (rank := _rank(words[0], person.words)) is not None
    ]
    return min(candidates, key=lambda found: found[:3])[3] if candidates else people.add(mention, words)


def _rank(word: str, words: tuple[str, ...]) -> int | None:
    """Return how well a single word stands for a name: 0 surname, 1 forename, 2 another word; None if not at all."""
    if same_word(word, words[-1]):
        return 0
    if word == words[0] or same_word(word, words[0]):
        return 1
    return 2 if any(word == part for part in words[1:-1]) else None


def _distance(person: Person, start: int) -> tuple[bool, int]:
    """Order by nearness: mentions before the place first, the latest of them foremost."""
    at = bisect_right(person.mentions, start)
    return (False, start - person.mentions[at - 1]) if at else (True, min(person.mentions, default=start) - start)


def _genders_agree(person: Person, mention: PersonMention) -> bool:
    if mention.gender is None:
        return True
    known = person.gender or (gender_of(person.name) if len(person.words) > 1 else None)
    return known is None or known == mention.gender


def particle_start(text: str, start: int, begin: int) -> int:
    """Return where a name begins whose particle is printed small: "von Bibra", "bin Salman", "dos Santos"."""
    while start > begin and text[start - 1] == " ":
        space = text.rfind(" ", max(begin, start - 8), start - 1)
        if space < 0 or text[space + 1 : start - 1] not in _LEADING_PARTICLES:
            break
        start = space + 1
    return start
