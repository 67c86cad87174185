"""Posts are no organisations: what remains of "UK Government Spokesperson" and "US Secretary of State"."""

from __future__ import annotations

from flows.extract import name_lists as lists

_LINKS = ("of", "for")
_HEADS = frozenset(lists.ROLE_HEADS) - lists.ORGANISATION_HEADS - {"justice", "operator", "coordinator"}


def without_post(words: list[str], first: int, last: int) -> int | None:
    """Return the last piece of an organisation's name before the post at its end, ``first - 1`` where all is post.

    None where no post is in the name. "Iraqi Foreign Minister" and "Undersecretary for Innovation" are posts; "Office
    of the Prime Minister" and "National Council of Women Leaders" are organisations.
    """
    low = [word.lower() for word in words[first : last + 1]]
    link = next((at for at, word in enumerate(low) if word in _LINKS), len(low))
    if link < 1 or low[link - 1] not in _HEADS or " ".join(words[first : last + 1]) in lists.ORGANISATIONS:
        return None
    for size in range(link - 1, 0, -1):
        form = " ".join(words[first : first + size])
        if form in lists.ORGANISATIONS or form in lists.PLACES or low[size - 1] in lists.ORGANISATION_HEADS:
            return first + size - 1
    return first - 1
