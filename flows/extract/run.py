"""A capitalised run, and which of its pieces cannot begin or end a name because they are titles or roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.extract import name_lists as lists

_LONGEST = 3
_POSSESSIVES = ("'s", "’s", "’", "'")
_NOBLE = frozenset(
    {"king", "queen", "prince", "princess", "father", "mother", "son", "daughter", "brother", "sister", "member"}
)
_TITLE_OPENINGS = frozenset(title.split()[0] for title in lists.STRONG_TITLES)
_ROLE_OPENINGS = frozenset(head.split()[0] for head in lists.ROLE_HEADS) | lists.ROLE_MODIFIERS


@dataclass(slots=True)
class Run:
    """Pieces of a run with their offsets. ``edge`` says which of them can begin or end a name.

    ``beside`` are the pieces as their neighbours see them; no name goes across a ``barrier``. A run of one piece needs
    neither.
    """

    starts: list[int]
    ends: list[int]
    words: list[str]
    edge: list[bool]
    beside: Sequence[str] = ()
    barrier: Sequence[bool] = ()


def close_titles(run: Run) -> None:
    """Let no name hold a title or role before a name: "Datuk Seri", "Secretary of State", "Foreign Minister"."""
    words, size = run.words, len(run.words)
    if size == 1:
        return
    run.beside, run.barrier = beside, barrier = words.copy(), [False] * size
    at = 0
    while at < size - 1:
        if words[at] not in _TITLE_OPENINGS and words[at].lower() not in _ROLE_OPENINGS:
            at += 1
            continue
        count = next((count for count in range(min(_LONGEST, size - 1 - at), 0, -1) if _closes(words, at, count)), 0)
        for piece in range(at, at + count):
            run.edge[piece] = False
            barrier[piece] = count > 1 or words[piece] in lists.STRONG_TITLES
        if count == _LONGEST and words[at + 2] == "State":
            beside[at + 2] = "Secretary"
        at += count or 1


def _closes(words: list[str], at: int, count: int) -> bool:
    phrase = " ".join(words[at : at + count])
    if phrase in lists.STRONG_TITLES:
        return True
    low = phrase.lower()
    behind = words[at + count]
    if low not in lists.ROLE_HEADS and not (count > 1 and behind[0].isupper() and _is_modified_head(low)):
        return False
    if count > 1:
        return behind not in _POSSESSIVES and behind.lower() not in lists.ORGANISATION_HEADS
    return behind == "of" and low not in _NOBLE


def _is_modified_head(low: str) -> bool:
    """Whether modifiers and a role head stand together: "deputy foreign minister"."""
    *modifiers, head = low.split()
    return head in lists.ROLE_HEADS and all(word in lists.ROLE_MODIFIERS for word in modifiers)
