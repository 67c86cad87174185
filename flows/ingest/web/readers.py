"""What readers add to a page: comments, and reviews of customers below what they review. It is not the page's own."""

from __future__ import annotations

import re
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

_UPWARDS = 12  # elements above one that may say whose it is
_COMMENT = re.compile(r"(?<![a-z])comments?(?![a-z])", re.IGNORECASE)
_READERS_WORD = re.compile(r"\breview\b|schema\.org/(?:User)?(?:Review|Comments?)\b", re.IGNORECASE)
_WHOLE = frozenset({"html", "body", "main", "article"})
_MOST_HEADINGS = 20


class Readers:
    """Tells of a page's elements which stand in the words of readers."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._tree = tree

    def have(self, node: LexborNode) -> bool:
        """Whether an element stands in a comment, or in the review of a customer below what it reviews."""
        for _ in range(_UPWARDS):
            attributes = node.attributes
            item = f"{attributes.get('itemprop') or ''} {attributes.get('itemtype') or ''}"
            is_marked = _COMMENT.search(attributes.get("class") or "") or _READERS_WORD.search(item)
            if is_marked and node.mem_id not in self._with_headline:  # else it is the page's own
                return True
            if node.parent is None or node.parent.tag in _WHOLE:
                return False
            node = node.parent
        return False

    @cached_property
    def _with_headline(self) -> set[int]:
        """The elements that hold a heading of the first level."""
        found: set[int] = set()
        for heading in self._tree.css("h1")[:_MOST_HEADINGS]:
            node: LexborNode | None = heading
            while node is not None and node.mem_id not in found:
                found.add(node.mem_id)
                node = node.parent
        return found
