"""The main text of a page, as paragraphs."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

from flows.ingest.web.page import squeezed

_MENU_LINKS = 3
_PARAGRAPH = 80  # characters from which a stretch of text is more than a label
_UNREAD = ("script", "style", "svg", "template", "link", "meta")
_SHARE_OF_PARAGRAPHS, _SHARE_OF_TEXT, _SHARE_OF_STATED = 0.4, 0.2, 0.5

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs every page that it finds no text in as an error


def main_paragraphs(html: str, stated: str = "") -> list[str]:
    """Return the paragraphs of a page's main text: by the fast extractor, and thoroughly where it finds too little.

    ``stated`` is the text that the page's linked data carries: less exact, but it cannot be missed.
    """
    tree = _tree(html)
    if tree is None:
        return []
    promised = max(_promised(tree), _SHARE_OF_STATED * len(stated))
    found = _extracted(tree, fast=True)
    if _length(found) >= promised:
        return found
    again = _tree(html)
    thorough = _extracted(again, fast=False) if again is not None else []
    for candidate in (thorough, [squeezed(line) for line in stated.split("\n") if line.strip()]):
        if _length(candidate) >= promised:
            return candidate
    return max(found, thorough, key=_length)


def _length(paragraphs: Sequence[str]) -> int:
    return sum(map(len, paragraphs))


def _tree(html: str) -> Any:
    import trafilatura

    tree = trafilatura.load_html(html)
    if tree is not None:
        _drop_unread(tree)
        _drop_furniture(tree)
        _unfold_layout_tables(tree)
    return tree


def _extracted(tree: Any, *, fast: bool) -> list[str]:
    import trafilatura

    found = trafilatura.bare_extraction(tree, fast=fast, include_comments=False, with_metadata=False)
    return list(_paragraphs(found.body)) if found is not None and found.body is not None else []


def _promised(tree: Any) -> float:
    """Return the length that the main text should reach: a share of the page's paragraphs, or of all its text."""
    paragraphs = (len(p.text_content()) for p in tree.iter("p"))
    written = sum(length for length in paragraphs if length >= _PARAGRAPH)
    texts = (element.text for element in tree.iter("div", "section", "article", "span", "li", "td") if element.text)
    visible = written + sum(length for text in texts if (length := len(text)) >= _PARAGRAPH)
    return max(_SHARE_OF_PARAGRAPHS * written, _SHARE_OF_TEXT * visible)


def _drop_unread(tree: Any) -> None:
    """Take away what no reader sees: the extractor copies and searches the tree several times over.

    Linked data stays: the extractor asks it for the text where the page shows none.
    """
    for element in list(tree.iter(*_UNREAD)):
        if element.get("type") != "application/ld+json":
            element.drop_tree()


def _drop_furniture(tree: Any) -> None:
    """Take away captions, and cells and paragraphs of old layouts that hold nothing but links."""
    for caption in list(tree.iter("figcaption")):
        caption.clear(keep_tail=True)
    for element in list(tree.iter("td", "p", "center")):
        links = element.findall(".//a")
        if len(links) < _MENU_LINKS or next(element.iter("table"), None) is not None:
            continue
        linked = sum(len(squeezed(link.text_content())) for link in links)
        if len(squeezed(element.text_content())) - linked <= 3 * len(links):
            element.clear(keep_tail=True)


def _unfold_layout_tables(tree: Any) -> None:
    """Turn tables that lay a page out into divisions: those with a cell that holds tables, or paragraphs of text."""
    for table in list(tree.iter("table")):
        cells = [cell for cell in table.iter("td", "th") if _innermost_table(cell) is table]
        if any(_holds_text(cell) for cell in cells):
            for part in (
                table,
                *(e for e in table.iter("tr", "tbody", "thead", "tfoot", "td", "th") if _innermost_table(e) is table),
            ):
                part.tag = "div"


def _innermost_table(element: Any) -> Any:
    return next(element.iterancestors("table"), None)


def _holds_text(cell: Any) -> bool:
    paragraphs = sum(1 for p in cell.iter("p", "br") if _innermost_table(p) is _innermost_table(cell))
    return paragraphs >= 3 or next(cell.iter("table"), None) is not None


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
            pieces.append(re.sub(r"\s+", " ", node.text))
        if node is not element and node.tail:
            pieces.append(re.sub(r"\s+", " ", node.tail))
    return re.sub(r" *\n *", "\n", "".join(pieces)).strip()
