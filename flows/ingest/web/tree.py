"""A page as the tree that the extractor searches, without what no reader sees.

The extractor copies the tree and asks several expressions of every element: most of the time of a page goes there.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import Any

from flows.ingest.web.page import squeezed

_BEGINNING = 4096  # characters in which the extractor looks for what leads its parser astray
_CONTROL_CHARACTERS = b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c" + bytes(range(0x0E, 0x20))
_UNSEEN = ("style", "svg", "template", "link", "meta")
_LINKED_DATA = "application/ld+json"
_BESIDE = ("aside", "footer")
_FIRST_PARAGRAPHS = 1000
_MENU_LINKS = 3


def tree_of(html: str) -> Any:
    """Return the tree of a page as the thorough extractor takes it; None where the text is no page."""
    tree = _parsed(html)
    if tree is not None:
        _drop_unseen(tree)
        _drop_furniture(tree)
        _unfold_layout_tables(tree)
    return tree


def drop_what_stands_beside(tree: Any) -> None:
    """Take away what the fast extractor leaves aside at every step: pictures, fields, asides and footers.

    It saves a fifteenth of its time. The thorough one is not to miss them, for it counts pictures and fields. The
    extractor looks for linked data in asides too; and it leaves some in the text where one stands in another, or where
    no paragraph stands elsewhere: such pages keep theirs.
    """
    from lxml.etree import strip_elements

    strip_elements(tree, "img", "input", with_tail=False)
    if not any(map(_holds_more, tree.iter(*_BESIDE))) and _has_paragraph_of_its_own(tree):
        strip_elements(tree, *_BESIDE, with_tail=False)


def _holds_more(element: Any) -> bool:
    if next(element.iterdescendants(*_BESIDE), None) is not None:
        return True
    return any(script.get("type") == _LINKED_DATA for script in element.iter("script"))


def _has_paragraph_of_its_own(tree: Any) -> bool:
    """Whether a paragraph, of the first ones, stands in nothing that the extractor leaves aside."""
    from trafilatura.settings import MANUALLY_CLEANED

    first = islice(tree.iter("p"), _FIRST_PARAGRAPHS)
    return any(next(paragraph.iterancestors(*MANUALLY_CLEANED), None) is None for paragraph in first)


def _parsed(html: str) -> Any:
    """Parse a page as ``trafilatura.load_html`` does, in half the time: from bytes, by a parser that asks no Python.

    What has to be repaired stands in the beginning; whole lines of it are, for the first line gets a new end.
    """
    from lxml.etree import LxmlError
    from lxml.html import fromstring
    from trafilatura.utils import is_dubious_html, repair_faulty_html

    first = html[:50].lower()
    end = html.find("\n", _BEGINNING) + 1 or len(html)
    data = (repair_faulty_html(html[:end], first) + html[end:]).encode("utf-8", "replace")
    try:
        tree = fromstring(data.translate(None, _CONTROL_CHARACTERS), parser=_parser())
    except (LxmlError, ValueError):
        return None  # it is empty
    return None if len(tree) < 2 and is_dubious_html(first) else tree


@cache
def _parser() -> Any:
    """Return a parser all of whose elements are of one class.

    That of lxml.html calls Python for every element that it hands out, 2 million times in 680 pages, so that forms and
    fields get classes of their own: nobody needs them here, and without it the extractor takes a tenth less time.
    """
    from lxml.etree import ElementDefaultClassLookup
    from lxml.html import HtmlElement, HTMLParser

    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _drop_unseen(tree: Any) -> None:
    """Take away what no reader sees. Linked data stays: the extractor asks it where the page shows no text."""
    from lxml.etree import strip_elements

    strip_elements(tree, *_UNSEEN, with_tail=False)
    for script in list(tree.iter("script")):
        if script.get("type") != _LINKED_DATA:
            script.drop_tree()


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
