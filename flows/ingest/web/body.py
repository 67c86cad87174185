"""The main text of a page, as paragraphs."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from flows.ingest.web.page import squeezed
from flows.ingest.web.tree import drop_what_stands_beside, tree_of

_PARAGRAPH = 80  # characters from which a stretch of text is more than a label
_SPACES = re.compile(r"\s{2,}|[^\S ]")  # a single space may stay
_AROUND_BREAK = re.compile(r" *\n *")
_SHARE_OF_PARAGRAPHS, _SHARE_OF_TEXT, _SHARE_OF_STATED = 0.4, 0.2, 0.5

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs every page that it finds no text in as an error


def main_paragraphs(html: str, stated: str = "") -> list[str]:
    """Return the paragraphs of a page's main text: by the fast extractor, and thoroughly where it finds too little.

    ``stated`` is the text that the page's linked data carries: less exact, but it cannot be missed.
    """
    tree = tree_of(html)
    if tree is None:
        return []
    promised = max(_promised(tree), _SHARE_OF_STATED * len(stated))
    drop_what_stands_beside(tree)
    found = _extracted(tree, fast=True)
    if _length(found) >= promised:
        return found
    thorough = _extracted(tree_of(html), fast=False)
    for candidate in (thorough, [squeezed(line) for line in stated.split("\n") if line.strip()]):
        if _length(candidate) >= promised:
            return candidate
    return max(found, thorough, key=_length)


def _length(paragraphs: Sequence[str]) -> int:
    return sum(map(len, paragraphs))


def _extracted(tree: Any, *, fast: bool) -> list[str]:
    import trafilatura

    found = trafilatura.bare_extraction(tree, options=_options(fast=fast))
    return list(_paragraphs(found.body)) if found is not None and found.body is not None else []


@cache
def _options(*, fast: bool) -> Any:
    """Return the extractor's options, made once; any format but "python" spares it a text that nobody asks for."""
    from trafilatura.settings import Extractor

    return Extractor(output_format="txt", fast=fast, comments=False)


def _promised(tree: Any) -> float:
    """Return the length that the main text should reach: a share of the page's paragraphs, or of all its text."""
    paragraphs = (len(p.text_content() if len(p) else p.text or "") for p in tree.iter("p"))
    written = sum(length for length in paragraphs if length >= _PARAGRAPH)
    texts = (element.text for element in tree.iter("div", "section", "article", "span", "li", "td") if element.text)
    visible = written + sum(length for text in texts if (length := len(text)) >= _PARAGRAPH)
    return max(_SHARE_OF_PARAGRAPHS * written, _SHARE_OF_TEXT * visible)


def _paragraphs(element: Any) -> Iterator[str]:
    """Give the paragraphs of the extracted tree; items of lists keep a mark, quotations their indentation."""
    for child in element:
        tag = child.tag
        if tag == "list":
            for item in child.iter("item"):
                if text := _text(item):
                    yield f"- {text}"
        elif tag == "table":
            for row in child.iter("row"):
                cells = [text for cell in row.iter("cell") if (text := _text(cell))]
                if cells:
                    yield " | ".join(cells)
        elif tag == "quote" and len(child) and child[0].tag in {"p", "list", "head"}:
            for text in _paragraphs(child):
                yield f"    {text.strip()}"
        elif text := _text(child):
            for piece in re.split(r"\n+", text):
                if piece.strip():
                    yield ("    " if tag == "quote" else "") + piece.strip()
        if child.tail and child.tail.strip():
            yield " ".join(child.tail.split())


def _text(element: Any) -> str:
    pieces: list[str] = []
    for node in element.iter():
        if node.tag == "lb":
            pieces.append("\n")
        elif node.text:
            pieces.append(_SPACES.sub(" ", node.text))
        if node is not element and node.tail:
            pieces.append(_SPACES.sub(" ", node.tail))
    text = "".join(pieces)
    return (_AROUND_BREAK.sub("\n", text) if "\n" in text else text).strip()
