"""Roles and titles beside a person's name: "Russian Foreign Minister A", "B, head of the council,", "then premier C".

The walk goes from the name outwards over words that can stand in a role; a role is accepted only where its head word
("minister", "head", "spokeswoman") is met. What else the phrase holds - a demonym, a country, an organisation, a
possessive - tells the affiliation.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.extract import name_lists as lists
from flows.extract.analysis import Tokens
from flows.model import Span

_REACH = 16  # tokens of a role phrase
_OF = frozenset({"of", "for", "in", "at", "to", "on", "with"})
_INSIDE = _OF | {"the", "and", "&", "a", "an"}
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "one", "another", "our"})
_LEADS = frozenset({"who", "is", "was", "has", "been", "now", "then", "currently", "previously", "formerly", "also", "already", "himself",
                    "herself", "as", "still", "became", "remains", "serves", "served"})  # fmt: skip
_STOPS = frozenset('.,;:()[]“”"!?—–')
_CLAUSE = frozenset({"who", "which", "that", "said", "says", "and", "told", "was", "is", "were", "has", "had", "have", "will", "would",
                     "but", "as", "after", "when", "while", "where", "from", "by", "during", "since", "are", "been", "on", "with"})  # fmt: skip
_TITLE_ENDS = frozenset(title.split()[-1].rstrip(".").rpartition(".")[2] for title in lists.TITLES)
_TITLE_WORDS = max(len(title.split()) for title in lists.TITLES)


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A role in the text: its tokens ``first..last``, its head, and whether it follows a possessive or "the"."""

    first: int
    head: int
    last: int
    owner: int | None = None  # the token whose possessive stands before the phrase

    def span(self, tokens: Tokens) -> Span:
        """Return the characters of the phrase."""
        return tokens.starts[self.first], tokens.ends[self.last]


def titles_before(tokens: Tokens, name: int) -> tuple[int, str | None]:
    """Return the first token of the titles that end before the token ``name``, and the gender they tell."""
    words, first, gender = tokens.words, name, None
    while first > 0 and words[first - 1 if words[first - 1] != "." or first < 2 else first - 2] in _TITLE_ENDS:
        for count in range(min(2 * _TITLE_WORDS, first), 0, -1):
            title = _joined(words, first - count, first)
            if title in lists.TITLES and words[first - count][0].isalpha():
                gender = gender or lists.TITLES[title] or None
                first -= count
                break
        else:
            return first, gender
    return first, gender


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
    head = _head_at(words, at)
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


def _head_at(words: list[str], at: int) -> int | None:
    """Return the first token of the role head that ends at the token; None where none does."""
    for count in (3, 2, 1):
        if at - count + 1 >= 0 and " ".join(words[at - count + 1 : at + 1]).lower() in lists.ROLE_HEADS:
            return at - count + 1
    word = words[at].lower()
    tail = word.rpartition("-")[2]
    if tail != word and tail in lists.ROLE_HEADS:
        return at
    return None


def _head_with_complement(words: list[str], at: int, floor: int) -> int | None:
    """Return the head of "minister of foreign affairs" when the phrase ends at the token."""
    for back in range(at, max(floor, at - _REACH), -1):
        word = words[back]
        low = word.lower()
        if low in _OF and back > floor and (head := _head_at(words, back - 1)) is not None:
            return head
        if not (
            word[0].isupper()
            or low in _INSIDE
            or low in lists.ROLE_MODIFIERS
            or word in "()"
            or low in lists.ORGANISATION_HEADS
        ):
            return None
    return None


def _is_definite(words: list[str], head: int, floor: int) -> bool:
    for back in range(head - 1, max(floor - 1, head - 7), -1):
        if words[back].lower() in _DETERMINERS or words[back].endswith(("’s", "'s")):
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
        elif low == "and" and at - 2 >= floor and (words[at - 2][0].isupper() or words[at - 2] in lists.ROLE_MODIFIERS) and first == at \
                and _head_at(words, at - 2) is None and words[at][0].isupper() == words[at - 2][0].isupper():  # fmt: skip
            at -= 1
        elif word == ")" and (opening := _over_brackets(words, at - 2, floor)) >= floor:
            at = opening + 1
        elif low in lists.ORGANISATION_HEADS or (
            lists.WORD_CLASSES.get(low) in ("J", "N") and low == word and "-" not in word and at == head
        ):
            first = at = at - 1
        else:
            break
    return first, None


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
    first = at = begin + (begin < ceiling and words[begin].lower() in _DETERMINERS)
    owner = None
    while at < min(ceiling, first + _REACH):
        word, low = words[at], words[at].lower()
        size = _head_size(words, at, ceiling)
        if size and not _continues_role(words, at + size, ceiling):
            behind = at + size
            is_next_ones = behind == ceiling < len(words) or (
                at == first and word[0].isupper() and words[at - 1] == "," and behind < ceiling and words[behind][0].isupper()
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


def _head_size(words: list[str], at: int, ceiling: int) -> int:
    for count in (3, 2, 1):
        if at + count <= ceiling and " ".join(words[at : at + count]).lower() in lists.ROLE_HEADS:
            return count
    return 1 if "-" in words[at] and words[at].lower().rpartition("-")[2] in lists.ROLE_HEADS else 0


def _continues_role(words: list[str], at: int, ceiling: int) -> bool:
    """Whether the head only modifies what stands behind it: "police chief", "a fellow chartered accountant"."""
    if at >= ceiling:
        return False
    return _head_size(words, at, ceiling) > 0 or (
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
        elif word not in _INSIDE:
            end = at
        at += 1
    return end


def anaphoric_role(tokens: Tokens, at: int, ceiling: int) -> RolePhrase | None:
    """Return the role that the definite phrase at the token "the" names without a name: "the foreign minister said"."""
    words = tokens.words
    first = at + 1
    for here in range(first, min(ceiling, first + 5)):
        size = _head_size(words, here, ceiling)
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
