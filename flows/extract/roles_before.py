"""Titles and roles before a name: "Lt. Gen. A", "Russian Foreign Minister B", "mayor of X and party treasurer C".

The walk goes back from the name over words that can stand in a role; a role is accepted only where its head word
("minister", "head", "spokeswoman") is met.
"""

from __future__ import annotations

from flows.extract import name_lists as lists
from flows.extract.analysis import Tokens
from flows.extract.role_phrase import COMPLEMENT, DETERMINERS, INSIDE, REACH, RolePhrase, head_ending

_TITLE_ENDS = frozenset(title.split()[-1].rstrip(".").rpartition(".")[2] for title in lists.TITLES)
_MOST_TITLES = 12  # tokens; more stand in no text that means well
_TITLE_WORDS = max(len(title.split()) for title in lists.TITLES)


def titles_before(tokens: Tokens, name: int) -> tuple[int, str | None]:
    """Return the first token of the titles that end before the token ``name``, and the gender they tell."""
    words, first, gender = tokens.words, name, None
    while name - first < _MOST_TITLES and (count := _title_length(words, first)):
        gender = gender or lists.TITLES[_joined(words, first - count, first)] or None
        first -= count
    return first, gender


def _title_length(words: list[str], end: int) -> int:
    """Return how many tokens the longest title takes that ends before the token; 0 where none does."""
    last = end - 2 if end > 1 and words[end - 1] == "." else end - 1
    if last < 0 or words[last] not in _TITLE_ENDS:
        return 0
    for count in range(min(2 * _TITLE_WORDS, end), 0, -1):
        if words[end - count][0].isalpha() and _joined(words, end - count, end) in lists.TITLES:
            return count
    return 0


def _joined(words: list[str], first: int, last: int) -> str:
    """Return words as they are printed, a full stop close to the word before it."""
    text = ""
    for word in words[first:last]:
        text += word if word == "." or not text else f" {word}"
    return text


def role_before(tokens: Tokens, end: int, floor: int) -> RolePhrase | None:
    """Return the role phrase that ends right before the token ``end``, not reaching before ``floor``."""
    words = tokens.words
    at = end - 1
    if at >= floor and words[at] in ",])":
        closing = words[at]
        at -= 1
        if closing == ")":
            at = _over_brackets(words, at, floor)
    if at < floor:
        return None
    head = head_ending(words, at)
    if head is None:
        head = _head_with_complement(words, at, floor)
    if head is None:
        return None
    if words[end - 1] == "," and not words[head][0].isupper() and not _is_definite(words, head, floor):
        return None
    first, owner = _extend_back(words, head, floor)
    return RolePhrase(first, head, at, owner)


def _over_brackets(words: list[str], at: int, floor: int) -> int:
    for back in range(at, max(floor, at - 6), -1):
        if words[back] == "(":
            return back - 1
    return floor - 1


def _head_with_complement(words: list[str], at: int, floor: int) -> int | None:
    """Return the head of "minister of foreign affairs" when the phrase ends at the token."""
    for back in range(at, max(floor, at - REACH), -1):
        word = words[back]
        low = word.lower()
        if low in COMPLEMENT and back > floor and (head := head_ending(words, back - 1)) is not None:
            return head
        if not (
            word[0].isupper()
            or low in INSIDE
            or low in lists.ROLE_MODIFIERS
            or word in "()"
            or low in lists.ORGANISATION_HEADS
        ):
            return None
    return None


def _is_definite(words: list[str], head: int, floor: int) -> bool:
    for back in range(head - 1, max(floor - 1, head - 7), -1):
        if words[back].lower() in DETERMINERS or words[back].endswith(("’s", "'s")):
            return True
        if not words[back][0].isalpha():
            return False
    return False


def _extend_back(words: list[str], head: int, floor: int) -> tuple[int, int | None]:
    """Return where the phrase of a head begins, and the possessive before it."""
    first = at = head
    while at > floor:
        word = words[at - 1]
        low = word.lower()
        if word.endswith(("’s", "'s", "s’", "s'")) and word[0].isupper():
            return first, at - 1
        if (
            low in lists.ROLE_MODIFIERS
            or low in lists.ROLE_HEADS
            or word in lists.DEMONYMS
            or (word[0].isupper() and low not in lists.FUNCTION_WORDS)
        ):
            first = at = at - 1
        elif low == "and" and first == at and _joins_modifiers(words, at, floor):
            at -= 1
        elif word == ")" and (opening := _over_brackets(words, at - 2, floor)) >= floor:
            at = opening + 1
        elif low in lists.ORGANISATION_HEADS or (at == head and _describes(word)):
            first = at = at - 1
        else:
            break
    return first, None


def _joins_modifiers(words: list[str], at: int, floor: int) -> bool:
    """Whether "and" stands inside a role ("Youth and Sports Minister"), not between two."""
    before = at - 2
    if before < floor or head_ending(words, before) is not None:
        return False
    capital = words[before][0].isupper()
    return (capital or words[before] in lists.ROLE_MODIFIERS) and capital == words[at][0].isupper()


def _describes(word: str) -> bool:
    return word.islower() and all(lists.WORD_CLASSES.get(part) in ("J", "N") for part in word.split("-"))
