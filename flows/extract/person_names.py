"""When two printed forms may name one person: particles, initials and the spellings of transliterated names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

PARTICLES = frozenset(
    "de del della di da das dos do du van von der den ter ten zu la le al el bin binti binte bint ibn ben abu a/l a/p "
    "anak y e".split()
)
SUFFIXES = frozenset({"jr", "sr", "jnr", "snr", "ii", "iii", "iv"})
_FEMALE_ENDINGS = ("ova", "eva", "ina", "yna", "aya", "aia")
_MARKS = str.maketrans("", "", ".'’‘`´")
_SOUNDS = (("kh", "h"), ("gh", "h"), ("x", "ks"), ("tz", "ts"), ("ph", "f"), ("w", "v"), ("ck", "k"))
_VOWELS = str.maketrans("", "", "aeiouyj")


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return a word in lower case, without accents, apostrophes and full stops."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return word.translate(_MARKS).lower()


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """Return what the transliterations of one name have in common: Sergey and Sergei, Lukashenka and Lukashenko.

    Vowels fall away, and so do the letters that romanisations of one sound differ in. The first letter stays, and a
    Slavic woman's ending is kept, so that Ivanov and Ivanova differ.
    """
    letters = fold(word)
    female = "+" if letters.endswith(_FEMALE_ENDINGS) else ""
    letters = (
        re.sub(r"kh|gh", "h", letters)
        .replace("x", "ks")
        .replace("tz", "ts")
        .replace("ph", "f")
        .replace("w", "v")
        .replace("ck", "k")
    )
    first = letters[:1].replace("j", "y").replace("i", "y")
    rest = re.sub(r"(.)\1+", r"\1", letters[1:].translate(_VOWELS))
    return f"{first}{rest}{female}"


@lru_cache(maxsize=50_000)
def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without particles and suffixes; hyphenated parts stay together."""
    words = [fold(word) for word in name.split()]
    kept = [word for word in words if word and word not in PARTICLES and word not in SUFFIXES]
    return tuple(kept or words)


def same_word(one: str, other: str) -> bool:
    """Whether two folded words may be spellings of one name."""
    if one == other:
        return True
    return min(len(one), len(other)) > 3 and skeleton(one) == skeleton(other)


def may_be_same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of several words may be one person's: the shorter follows from the longer."""
    if len(one) > len(other):
        one, other = other, one
    if same_word(one[-1], other[-1]):
        return _given_names_agree(one[:-1], other[:-1])
    # "Fatimah Abdullah" for "Siti Fatimah Abdullah Salleh", "Abang Johari" for "Abang Johari Openg"
    return len(one) > 1 and any(
        all(same_word(a, b) for a, b in zip(one, other[at:], strict=False)) for at in range(len(other) - len(one) + 1)
    )


def _given_names_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether each of the fewer given names stands among the others, in order; an initial stands for its name."""
    at = 0
    for word in one:
        while at < len(other) and not _same_given(word, other[at]):
            at += 1
        if at == len(other):
            return False
        at += 1
    return True


def _same_given(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    return same_word(one, other)
