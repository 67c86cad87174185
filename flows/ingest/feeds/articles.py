"""XML articles: NITF, NewsML (also G2), JATS, and any list of records whose elements name what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from flows.ingest.dumps.columns import all_names, folded
from flows.ingest.dumps.json_file import nothing
from flows.ingest.dumps.record import Record, article_of, record_of
from flows.ingest.feeds.markup import local, parsed, root_of
from flows.ingest.parts import Found, Part
from flows.ingest.web.fragment import tree_paragraphs
from flows.model import Refusal, Refused, RefusedMember

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "xml"
_NEWS_ROOTS = frozenset({"nitf", "newsitem", "newsmessage", "packageitem", "newsml", "conceptitem"})
_OTHER_KINDS: Mapping[str, str] = {
    "urlset": "a sitemap: it lists addresses",
    "sitemapindex": "a sitemap: it lists addresses",
    "opml": "a list of feeds (OPML)",
    "svg": "a drawing (SVG)",
    "kml": "map data (KML)",
    "gpx": "map data (GPX)",
    "plist": "settings of a program",
    "project": "settings of a program",
    "manifest": "settings of a program",
    "xsd": "a schema",
    "schema": "a schema",
    "stylesheet": "a style sheet",
    "conceptitem": "a vocabulary (NewsML)",
}
_MARKUP = frozenset("p br hl2 h1 h2 h3 h4 li ul ol b i em strong a span div blockquote bq sec para".split())
_Fields = dict[str, Any]


def recognises(part: Part) -> bool:
    """Tell by the declaration of XML, or by the root element of a news format; pages are read as pages."""
    root = root_of(part.data)
    if root is None or root[0].lower() == "html":
        return False
    name = root[0].lower()
    is_declared = part.data[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<?xml")
    return is_declared or name in _NEWS_ROOTS or name in {"urlset", "sitemapindex", "opml", "svg"}


def read(part: Part) -> Iterator[Found]:
    """Give every article of the file; Refused names what the file is where it has none."""
    root = root_of(part.data)
    if root and (kind := _OTHER_KINDS.get(root[0].lower())):
        raise Refused(Refusal.UNSUPPORTED, f"it is {kind} and holds no articles; leave it out")
    tree, encoding = parsed(part.data, part.charset)
    refused: list[RefusedMember] = []
    records = list(_records(tree))
    gave = False
    for number, record in enumerate(records, start=1):
        member = "" if len(records) == 1 else f"#{number}"
        try:
            article = article_of(record, part, member, NAME, encoding)
        except Refused as why:
            refused.append(part.refused(member or "#1", why))
        else:
            yield from refused
            refused.clear()
            gave = True
            yield article
    if gave:
        yield from refused
    else:
        raise nothing(len(records), refused)


def _records(tree: _Element) -> Iterator[Record]:
    """Give the records of a tree, in order; what is inside of one is part of it."""
    pending = [tree]
    while pending:
        element = pending.pop()
        fields = _fields_of(element)
        record = record_of(fields) if fields else None
        if record is not None:
            yield record
        else:
            pending.extend(child for child in reversed(element) if isinstance(child.tag, str))


def _fields_of(element: _Element) -> _Fields | None:
    name = local(element)
    if name == "nitf":
        return _nitf(element)
    if name == "newsitem":
        return _newsml(element)
    if name == "article" and _first(element, "article-meta") is not None:
        return _jats(element)
    if name in _MARKUP:
        return None
    return _generic(element)


def _nitf(root: _Element) -> _Fields:
    content = _first(root, "body.content")
    blocks = [block for block in root.iter() if local(block) == "block" and block.get("class") == "full_text"]
    pubdata, date = _first(root, "pubdata"), _first(root, "date.issue")
    story = _first(root, "story.date")
    dates = (
        date.get("norm") if date is not None else None,
        pubdata.get("date.publication") if pubdata is not None else None,
        story.get("norm") if story is not None else None,
    )
    fields: _Fields = {
        "headline": _text(_first(root, "hl1")) or _text(_first(root, "hedline")) or _text(_first(root, "title")),
        "byline": _byline(root),
        "body": _paragraphs(blocks[0] if blocks else content),
        "published": next(filter(None, dates), None),
        "keywords": [element.get("key") or _text(element) for element in root.iter() if local(element) == "keyword"],
    }
    if pubdata is not None:
        fields |= {
            "publication": pubdata.get("name"),
            "volume": pubdata.get("volume"),
            "issue": pubdata.get("issue") or pubdata.get("number"),
            "section": pubdata.get("position.section"),
            "url": pubdata.get("ex-ref"),
        }
    return fields


def _byline(root: _Element) -> str | None:
    """NITF may print the line twice, once to show and once to sort by."""
    lines = [element for element in root.iter() if local(element) == "byline"]
    shown = next((line for line in lines if line.get("class") == "print_byline"), lines[0] if lines else None)
    return _text(shown)


def _newsml(item: _Element) -> _Fields:
    """NewsML-G2 states the header in contentMeta and itemMeta, NewsML 1 in NewsLines; the body is NITF or XHTML."""
    inner = _first(item, "nitf")
    fields = {key: value for key, value in _nitf(inner).items() if value} if inner is not None else {}
    body = next((e for e in item.iter() if local(e) in {"body", "datacontent", "inlinexml", "inlinedata"}), None)
    provider = _first(item, "provider")
    stated = {
        "headline": _text(_first(item, "headline")),
        "byline": _text(_first(item, "by")) or _text(_first(item, "byline")),
        "body": _paragraphs(body),
        "published": next(
            (
                found
                for name in ("contentcreated", "firstcreated", "versioncreated", "dateandtime", "dateid")
                if (found := _text(_first(item, name)))
            ),
            None,
        ),
        "modified": _text(_first(item, "versioncreated")),
        "keywords": [_text(element) for element in item.iter() if local(element) == "keyword"],
        "publication": _provider(provider) if provider is not None else None,
        "language": item.get("{http://www.w3.org/XML/1998/namespace}lang"),
    }
    return {key: fields.get(key) or stated.get(key) for key in {*fields, *stated}}


def _jats(article: _Element) -> _Fields:
    meta = _first(article, "article-meta")
    published = _first(meta, "pub-date")
    day = {local(part): _text(part) for part in (published if published is not None else ())}
    date = "-".join((day[key] or "").zfill(2) for key in ("year", "month", "day") if key in day)
    names = [
        " ".join(filter(None, (_text(_first(name, "given-names")), _text(_first(name, "surname")))))
        for name in (meta.iter() if meta is not None else ())
        if local(name) == "name"
    ]
    return {
        "headline": _text(_first(meta, "article-title")),
        "alternative_headline": _text(_first(meta, "alt-title")),
        "authors": names,
        "keywords": [_text(word) for word in (meta.iter() if meta is not None else ()) if local(word) == "kwd"],
        "publication": _text(_first(article, "journal-title")),
        "volume": _text(_first(meta, "volume")),
        "issue": _text(_first(meta, "issue")),
        "published": date,
        "abstract": _paragraphs(_first(meta, "abstract")),
        "body": _paragraphs(_first(article, "body")),
    }


def _generic(element: _Element) -> _Fields | None:
    """A record is an element two of whose children bear names that columns of dumps bear."""
    known = [child for child in element if folded(local(child)) in all_names()]
    names = {local(child) for child in known}
    if len(names) < 2 or any(local(child) == local(element) for child in element):
        return None
    fields: _Fields = {}
    for child in known:
        name = local(child)
        value = _paragraphs(child) if len(child) or len(child.text or "") > 200 else _text(child)
        if name in {"author", "authors", "creator", "keyword", "keywords", "tag", "tags"} and value:
            fields.setdefault(name, []).append(value)
        elif value:
            fields.setdefault(name, value)
    return fields


def _first(element: _Element | None, name: str) -> _Element | None:
    return next((found for found in element.iter() if local(found) == name), None) if element is not None else None


def _text(element: _Element | None) -> str | None:
    return (" ".join("".join(element.itertext()).split()) or None) if element is not None else None


def _paragraphs(element: _Element | None) -> str | None:
    if element is None:
        return None
    if any(local(child) in _MARKUP for child in element.iter() if child is not element):
        return "\n\n".join(tree_paragraphs(element)) or None
    text = "".join(element.itertext()).strip()
    return re.sub(r"[ \t]*\n[ \t]*", "\n", text) or None


def _provider(element: _Element) -> str | None:
    """Return the name of who provides an item: in an element of its own, as text, or as an attribute."""
    return _text(_first(element, "name")) or _text(element) or element.get("literal")
