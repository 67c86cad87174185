"""What roles before and behind a name share: the phrase, and where a role head stands."""

from __future__ import annotations

from typing import NamedTuple

from flows.extract import name_lists as lists
from flows.extract.analysis import Tokens
from flows.model import Span

REACH = 16  # tokens of a role phrase
LONGEST_HEAD = 3
COMPLEMENT = frozenset({"of", "for", "in", "at", "to", "on", "with"})
INSIDE = COMPLEMENT | {"the", "and", "&", "a", "an"}
DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "one", "another", "our"})
_OPENINGS = frozenset(head.split()[0] for head in lists.ROLE_HEADS)
_ENDINGS = frozenset(head.split()[-1] for head in lists.ROLE_HEADS)


class RolePhrase(NamedTuple):
    """A role in the text: its tokens ``first..last``, its head, and whether it follows a possessive or "the"."""

    first: int
    head: int
    last: int
    owner: int | None = None  # the token whose possessive stands before the phrase

    def span(self, tokens: Tokens) -> Span:
        """Return the characters of the phrase."""
        return tokens.starts[self.first], tokens.ends[self.last]


def head_ending(words: list[str], at: int) -> int | None:
    """Return the first token of the role head that ends at the token; None where none does."""
    word = words[at].lower()
    if word in _ENDINGS:
        for count in range(LONGEST_HEAD, 0, -1):
            if at - count + 1 >= 0 and " ".join(words[at - count + 1 : at + 1]).lower() in lists.ROLE_HEADS:
                return at - count + 1
    return at if _is_compound(word) else None


def head_length(words: list[str], at: int, ceiling: int) -> int:
    """Return how many tokens the role head takes that begins at the token; 0 where none does."""
    word = words[at].lower()
    if word in _OPENINGS:
        for count in range(LONGEST_HEAD, 0, -1):
            if at + count <= ceiling and " ".join(words[at : at + count]).lower() in lists.ROLE_HEADS:
                return count
    return int(_is_compound(word))


def _is_compound(word: str) -> bool:
    """Whether a hyphen joins a role head to what stands before it: "lawyer-turned-mayor"."""
    return "-" in word and word.rpartition("-")[2] in lists.ROLE_HEADS
