"""What readers add to a page: comments, and reviews of customers below what they review. It is not the page's own."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_UPWARDS = 12  # elements above a mark that may say whose it is
_COMMENT = re.compile(r"(?<![a-z])comments?(?![a-z])", re.IGNORECASE)
_READERS_WORD = re.compile(r"\breview\b|schema\.org/(?:User)?(?:Review|Comments?)\b", re.IGNORECASE)
_WHOLE = frozenset({"html", "body", "main", "article"})


def is_of_reader(node: LexborNode) -> bool:
    """Whether an element stands in a comment, or in the review of a customer below what it reviews."""
    for _ in range(_UPWARDS):
        attributes = node.attributes
        item = f"{attributes.get('itemprop') or ''} {attributes.get('itemtype') or ''}"
        is_marked = _COMMENT.search(attributes.get("class") or "") or _READERS_WORD.search(item)
        if is_marked and node.css_first("h1") is None:  # else it is the page's own review, or its settings
            return True
        if node.parent is None or node.parent.tag in _WHOLE:
            return False
        node = node.parent
    return False
