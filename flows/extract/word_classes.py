"""The class of a word by itself: by the dictionary, its capital or its ending. ``grammar`` names the letters."""

from __future__ import annotations

from functools import cache

from flows.extract.lexicon import rows_of

CAPITAL_MONTHS = ("March", "May")  # words of other classes in lower case
_PUNCTUATION = dict.fromkeys(".…?!", "x") | dict.fromkeys("–—―-", "-") | dict.fromkeys("$€£", "D")
_PUNCTUATION |= {mark: mark for mark in ",;:()"} | {"[": "(", "]": ")", "%": "N", "&": "P", "/": "P"}
_SUFFIXES = {
    "ing": "G", "ly": "R", "ed": "V", "tion": "N", "sion": "N", "ment": "N", "ness": "N", "ity": "N", "ous": "J",
    "ful": "J", "able": "J", "ible": "J", "ive": "J", "ical": "J", "ish": "J", "al": "J", "ic": "J", "less": "J",
}  # fmt: skip


@cache
def dictionary() -> dict[str, str]:
    """Return the class of every word that the lexicons know."""
    classes: dict[str, str] = {}
    for lexicon in (
        "more_word_classes.tsv",
        "word_classes.tsv",
        "closed_class.tsv",
    ):  # the later ones have the last word
        for letter, words in rows_of(lexicon):
            classes.update(dict.fromkeys(words.split(), letter))
    classes["who"] = "w"
    return classes


@cache
def _closed() -> frozenset[str]:
    return frozenset(word for _, words in rows_of("closed_class.tsv") for word in words.split())


def word_class(word: str) -> str:
    """Return the class of a word wherever it stands: its neighbours may tell more."""
    if word in _PUNCTUATION:
        return _PUNCTUATION[word]
    if not word[0].isalnum():
        return "x"
    if word[0].isdigit():
        return "M"
    if word in CAPITAL_MONTHS:
        return "t"
    if word[0].isupper() and (word.lower() not in _closed() or (len(word) > 1 and word.isupper())):
        return "P"
    return open_class(word)


def open_class(word: str) -> str:
    """Return the class of a word by the dictionary, else by its ending."""
    lower = word.lower()
    if letter := dictionary().get(lower):
        return letter
    stem = lower.removesuffix("’s").removesuffix("'s")
    if stem != lower:
        return "N"
    if letter := _SUFFIXES.get(lower[-3:]) or _SUFFIXES.get(lower[-2:]) or _SUFFIXES.get(lower[-4:]):
        return letter
    if lower.endswith("s") and dictionary().get(lower[:-1]) == "B":
        return "V"
    return "N"
