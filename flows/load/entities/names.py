"""A person's full name to its parts: given names, surname and generation, each as the key its spellings share."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from flows.load.entities.facts import first_forms, words_of
from flows.load.entities.spelling import folded, spelling_key, without_article

_MOST_GIVEN = 4  # a longer name is a list or a sentence: it goes by its whole spelling alone


class PersonName(NamedTuple):
    """The parts of a name. ``given`` is empty where one word stands alone; an initial is a single letter."""

    surname: str
    given: tuple[str, ...] = ()
    generation: str = ""

    @property
    def is_single(self) -> bool:
        """Whether one word stands for the whole name."""
        return not self.given

    @property
    def block(self) -> str:
        """What every form of the name shares."""
        return self.surname.rsplit("-", 1)[-1]


@lru_cache(maxsize=200_000)
def person_name(name: str) -> PersonName:
    """Return the parts of a printed full name."""
    spaced = name.replace(",", " ").replace(".", ". ")  # "V.V. Putin" has two initials
    words = [without_article(word) for word in map(folded, spaced.split()) if word.strip("-")]
    known = first_forms("full_names.tsv").get(" ".join(words))
    words = known.split() if known else words
    while len(words) > 1 and words[0] in words_of("titles.txt"):
        words = words[1:]
    generation = words.pop() if len(words) > 1 and words[-1] in words_of("generations.txt") else ""
    kept = [word for word in words if word not in words_of("particles.txt")] or words
    if not kept:
        return PersonName("")
    if len(kept) in (2, 3) and kept[0] in words_of("family_first.txt"):
        given = "".join(spelling_key(part) for word in kept[1:] for part in word.split("-"))
        return PersonName(spelling_key(kept[0]), (given,), generation)
    *given_words, surname = kept
    given_keys = tuple(_given(word) for word in given_words)
    if len(given_keys) > _MOST_GIVEN:
        given_keys = (" ".join(given_keys),)
    return PersonName("-".join(spelling_key(part) for part in surname.split("-")), given_keys, generation)


def _given(word: str) -> str:
    """Return the key of a given name; of an initial, its letter as the keys write it."""
    if len(word) == 1:
        return spelling_key(word)
    return "-".join(spelling_key(part) for part in word.split("-"))


def is_initial(given: str) -> bool:
    """Whether a given name is told by its first letter alone."""
    return len(given) == 1
