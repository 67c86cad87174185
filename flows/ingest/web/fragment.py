"""A piece of markup that is an article's body and nothing else, as feeds and dumps carry it: its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from flows.ingest.web.page import check_depth

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset footer h1 h2 h3 h4 h5 h6 header hl2 hr "
    "li main nav ol p para pre section summary table tbody td tfoot th thead title tr ul".split()
)
SILENT = frozenset(
    "script style noscript iframe figure figcaption object video audio form button svg template head media".split()
)
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|u|ul|ol|li|h[1-6]|blockquote|img|figure|table|section|article|font|center|pre|hr)"
    r"\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|br|div|span|a|b|i|em|strong|ul|li|h[1-6]|blockquote|img)\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")


def plain_text(value: str) -> str:
    """Return a body as plain text, whether it is that already, or markup, or markup escaped."""
    if not _TAG.search(value) and _ESCAPED_TAG.search(value):
        value = unescape(value)
    if _TAG.search(value):
        return "\n\n".join(fragment_paragraphs(value))
    return unescape(value) if _ENTITY.search(value) else value


def inline_text(value: str) -> str:
    """Return a title or a name without markup and entities, its white space as single spaces."""
    return " ".join(unescape(re.sub(r"</?[a-zA-Z][^<>]{0,500}>", " ", unescape(value))).split())


def fragment_paragraphs(markup: str) -> list[str]:
    """Return the paragraphs of a piece of markup: items of lists keep a mark, quotations their indentation."""
    import lxml.html

    check_depth(markup)
    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    root = lxml.html.fragment_fromstring(f"<div>{markup.replace(chr(0), '')}</div>", parser=parser) if markup else None
    return [] if root is None else list(tree_paragraphs(root))


def tree_paragraphs(root: _Element) -> Iterator[str]:
    """Give the paragraphs of a tree of markup."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    quoted = silent = 0
    mark = ""
    walk = iterwalk(root, events=("start", "end"))
    for event, node in walk:
        tag = node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""
        if event == "start":
            silent += tag in SILENT
            if tag in BLOCKS:
                yield from _flushed(pieces, mark, quoted)
                mark = "- " if tag == "li" else ("" if tag in {"ul", "ol"} else mark)
            quoted += tag in {"blockquote", "bq"}
            if tag == "br":
                pieces.append("\n")
            if node.text and not silent and tag:
                pieces.append(re.sub(r"\s+", " ", node.text))
        else:
            silent -= tag in SILENT
            if tag in BLOCKS and (flushed := _flushed(pieces, mark, quoted)):
                yield from flushed
                mark = ""
            quoted -= tag in {"blockquote", "bq"}
            if node is not root and node.tail and not silent:
                pieces.append(re.sub(r"\s+", " ", node.tail))
    yield from _flushed(pieces, mark, quoted)


def _flushed(pieces: list[str], mark: str, quoted: int) -> list[str]:
    text = "".join(pieces)
    pieces.clear()
    lines = (re.sub(r"[ \xa0]+", " ", line).strip() for line in text.split("\n"))
    return [f"{'    ' if quoted else ''}{mark}{line}" for line in lines if line]
