"""The main text of a page, as paragraphs."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from flows.ingest.web.page import Page

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs every page that it finds no text in as an error

_FURNITURE = ", ".join(
    (
        "script, style, noscript, template, svg, iframe, nav, form, figcaption, button, select, dialog",
        '[aria-hidden="true"]',
        '[class*="share"i]:not(body):not(main):not(article)',
        '[id*="cookie"i]',
    )
)


def main_paragraphs(page: Page) -> list[str]:
    """Return the paragraphs of the page's main text; changes the page's tree, so it comes last."""
    import trafilatura

    _prune(page)
    html = page.tree.html
    if not html:
        return []
    found = trafilatura.bare_extraction(html, fast=True, include_comments=False, with_metadata=False)
    return list(_paragraphs(found.body)) if found is not None and found.body is not None else []


def _prune(page: Page) -> None:
    for node in page.tree.css("script, style, noscript, template, svg, iframe, figcaption"):
        node.decompose()


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
