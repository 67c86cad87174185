"""XML of any origin as a tree: nothing is fetched, no entity of its own unfolds, depth and size are bounded.

The declaration of the document type is cut away before the parser sees it; entities that HTML knows become their
characters, and what is left of an ampersand is one.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

from flows.ingest import clean
from flows.ingest.encoding import declared_in_page, decode
from flows.model import Refusal, Refused

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_DEPTH = 250
_PROLOG = re.compile(r"(?:\ufeff|\s+|<\?[^>]{0,2000}?\?>)*")
_ENTITY = re.compile(r"&(?:#\d{1,7};|#x[0-9a-fA-F]{1,6};|(?P<name>[A-Za-z][A-Za-z0-9]{0,40});)?")
_SAFE = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARED = re.compile(r"<!ENTITY\s+(?P<name>[A-Za-z][\w.-]{0,60})\s")
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_ROOT = re.compile(r"<(?P<tag>[A-Za-z_][\w.:-]{0,60})(?P<attributes>[^<>]{0,4000})")
_TAG = re.compile(r"<(?P<close>/)?[A-Za-z_][^<>]*?(?P<empty>/)?>")


def root_of(data: bytes) -> tuple[str, str] | None:
    """Return name and attributes of the root element, as far as the first bytes show them; None where it is no XML."""
    start = data[:20_000]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = start[: len(start) // 2 * 2].decode("utf-16", "replace")
    else:
        text = start.replace(b"\x00", b"").decode("utf-8", "replace")
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return None
    text, _ = _without_doctype(text)
    match = _ROOT.match(text)
    return (match["tag"].rpartition(":")[2], match["attributes"]) if match else None


def parsed(data: bytes, charset: str | None = None) -> tuple[_Element, str]:
    """Return the tree of an XML file and its encoding; Refused where there is none to be had."""
    from lxml import etree

    text, encoding = decode(data, declared_in_page(data) or charset)
    text, declared = _without_doctype(clean.without_control_characters(text))
    _check_depth(text)
    text = _resolved(text, declared)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser), encoding
    except etree.XMLSyntaxError as error:
        first = str(error).split("\n", 1)[0]
    forgiving = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, remove_pis=True
    )
    tree = etree.fromstring(text.encode("utf-8"), forgiving)
    if tree is None or not len(tree):
        raise Refused(Refusal.DAMAGED, f"its XML is broken ({first}); fetch it again")
    return tree, encoding


def local(element: object) -> str:
    """Return the name of an element without its namespace, in lower case; nothing for what is no element."""
    tag = getattr(element, "tag", None)
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _without_doctype(text: str) -> tuple[str, frozenset[str]]:
    """Cut what stands before the root element; return the names of the entities that it declared."""
    declared: set[str] = set()
    place = 0
    while True:
        prolog = _PROLOG.match(text, place)
        place = prolog.end() if prolog else place
        if text.startswith("<!--", place):
            end = text.find("-->", place)
            place = len(text) if end < 0 else end + 3
        elif text[place : place + 9].upper() == "<!DOCTYPE":
            end = _end_of_doctype(text, place)
            declared.update(match["name"] for match in _DECLARED.finditer(text, place, end))
            place = end
        else:
            return text[place:], frozenset(declared)


def _end_of_doctype(text: str, place: int) -> int:
    bracket, close = text.find("[", place), text.find(">", place)
    if 0 <= bracket < close:
        inner = text.find("]", bracket)
        close = text.find(">", inner) if inner >= 0 else -1
    return len(text) if close < 0 else close + 1


def _resolved(text: str, declared: frozenset[str]) -> str:
    def character(match: re.Match[str]) -> str:
        name = match["name"]
        if match[0] == "&":
            return "&amp;"
        if name is None or name in _SAFE:
            return match[0]
        if found := html5.get(f"{name};"):
            return found
        if name in declared:
            raise Refused(
                Refusal.DAMAGED, f"it uses an entity that it declares itself (&{name};), which can unfold without end"
            )
        return f"&amp;{name};"

    pieces = _CDATA.split(text)
    return "".join(piece if piece.startswith("<![CDATA[") else _ENTITY.sub(character, piece) for piece in pieces)


def _check_depth(text: str) -> None:
    if text.count("<") < MAX_DEPTH:
        return
    depth = 0
    for match in _TAG.finditer(_CDATA.sub("", text)):
        if match["close"]:
            depth -= 1
        elif not match["empty"]:
            depth += 1
            if depth > MAX_DEPTH:
                raise Refused(Refusal.DAMAGED, f"its elements are nested more than {MAX_DEPTH} deep: no feed is")
