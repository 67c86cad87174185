"""Roles behind a name, or without one: "A, head of the council,", "B, who was mayor", "the foreign minister said"."""

from __future__ import annotations

from flows.extract import name_lists as lists
from flows.extract.analysis import Tokens
from flows.extract.role_phrase import DETERMINERS, INSIDE, REACH, RolePhrase, head_length

_LEADS = frozenset(
    "who is was has been now then currently previously formerly also already himself herself as still became remains "
    "serves served".split()
)
_STOPS = frozenset('.,;:()[]“”"!?—–')
_CLAUSE = frozenset(
    "who which that said says and told was is were has had have will would but as after when while where from by "
    "during since are been on with".split()
)


def role_after(tokens: Tokens, begin: int, ceiling: int) -> RolePhrase | None:
    """Return the role told right after a name: in apposition ("A, head of B,"), after "who is", or with "as"."""
    words = tokens.words
    ceiling = min(ceiling, len(words))
    at = begin
    if at < ceiling and words[at] in ",(–—":
        at += 1
        if at + 1 < ceiling and words[at].isdigit() and words[at + 1] == ",":
            at += 2  # an age
    elif at >= ceiling or words[at].lower() not in _LEADS:
        return None
    while at < ceiling and words[at].lower() in _LEADS:
        at += 1
    return role_from(tokens, at, ceiling)


def role_from(tokens: Tokens, begin: int, ceiling: int) -> RolePhrase | None:
    """Return the role phrase that begins at a token, a determiner before it left out."""
    words = tokens.words
    first = at = begin + (begin < ceiling and words[begin].lower() in DETERMINERS)
    owner = None
    while at < min(ceiling, first + REACH):
        word, low = words[at], words[at].lower()
        size = head_length(words, at, ceiling)
        if size and not _continues_role(words, at + size, ceiling):
            behind = at + size
            is_next_ones = behind == ceiling < len(words) or (
                at == first
                and word[0].isupper()
                and words[at - 1] == ","
                and behind < ceiling
                and words[behind][0].isupper()
            )
            if is_next_ones:
                return None  # "A, President B": the role is the next one's
            return RolePhrase(first, at, _complement_end(words, behind - 1, ceiling), owner)
        if word.endswith(("’s", "'s")) and word[0].isupper():
            owner = at
            first = at + 1
        elif word == "(" and at > first and (closing := _closing_bracket(words, at, ceiling)):
            at = closing
        elif not _stands_in_role(word, low):
            return None
        at += 1
    return None


def _closing_bracket(words: list[str], at: int, ceiling: int) -> int | None:
    return next((end for end in range(at + 1, min(ceiling, at + 6)) if words[end] == ")"), None)


def _stands_in_role(word: str, low: str) -> bool:
    return (
        (word[0].isupper() and low not in lists.FUNCTION_WORDS)
        or low in lists.ROLE_MODIFIERS
        or low in lists.ROLE_HEADS
        or low in lists.ORGANISATION_HEADS
        or lists.WORD_CLASSES.get(low) in ("J", "N")
        or "-" in word
        or low in ("and", "of", "the")
    )


def roles_joined(tokens: Tokens, phrase: RolePhrase, ceiling: int) -> RolePhrase | None:
    """Return the second role of "a prosecutor and a former judge"."""
    at = phrase.last + 1
    if at + 1 < ceiling and tokens.words[at] == "and":
        return role_from(tokens, at + 1, min(ceiling, at + 6))
    return None


def _continues_role(words: list[str], at: int, ceiling: int) -> bool:
    """Whether the head only modifies what stands behind it: "police chief", "a fellow chartered accountant"."""
    if at >= ceiling:
        return False
    return head_length(words, at, ceiling) > 0 or (
        words[at - 1] == "fellow" and lists.WORD_CLASSES.get(words[at]) in ("J", "N", "E", "V")
    )


def _complement_end(words: list[str], last: int, ceiling: int) -> int:
    """Return the last token of a head with its complement ("head of the council's committee")."""
    at = last + 1
    if at >= ceiling or words[at] not in ("of", "for", "in", "at", "to"):
        return last
    end = last
    while at < min(ceiling, last + 12):
        word = words[at]
        if word in _STOPS or word in _CLAUSE:
            if not (word == "and" and at + 1 < ceiling and words[at - 1][0].isupper() and words[at + 1][0].isupper()):
                break
        elif word not in INSIDE:
            end = at
        at += 1
    return end


def anaphoric_role(tokens: Tokens, at: int, ceiling: int) -> RolePhrase | None:
    """Return the role that the definite phrase at the token "the" names without a name: "the foreign minister said"."""
    words = tokens.words
    first = at + 1
    for here in range(first, min(ceiling, first + 5)):
        size = head_length(words, here, ceiling)
        if size and not _continues_role(words, here + size, ceiling):
            behind = words[here + size] if here + size < ceiling else "."
            if behind[0].isupper() or behind.endswith(("’s", "'s")) or words[here + size - 1].endswith(("’s", "'s")):
                return None
            return RolePhrase(first, here, here + size - 1)
        word, low = words[here], words[here].lower()
        if not (
            low in lists.ROLE_MODIFIERS
            or word in lists.DEMONYMS
            or (word[0].isupper() and low not in lists.FUNCTION_WORDS)
        ):
            return None
    return None
