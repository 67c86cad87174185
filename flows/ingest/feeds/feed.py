"""Feeds: RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom. An item with nothing but a description is a teaser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flows.ingest.dumps.json_file import nothing
from flows.ingest.dumps.record import Record, article_of, record_of
from flows.ingest.feeds.markup import local, parsed, root_of
from flows.ingest.parts import Found, Part
from flows.ingest.web.fragment import inline_text
from flows.model import Refusal, Refused, RefusedMember

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "feed"
_ROOTS = frozenset({"rss", "feed", "rdf"})
_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s")
_WHOLE_TEXT = 1500  # characters of a description that is the whole text: some feeds have no other place for it


def recognises(part: Part) -> bool:
    """Tell by the root element; RDF is a feed where it names the namespace of RSS."""
    root = root_of(part.data)
    if root is None or root[0].lower() not in _ROOTS:
        return False
    return root[0].lower() != "rdf" or "purl.org/rss" in root[1] or "netscape.com/rdf" in root[1]


def read(part: Part) -> Iterator[Found]:
    """Give the article of every item; items without a text are refused one by one, or together if all are."""
    tree, encoding = parsed(part.data, part.charset)
    channel = tree if local(tree) == "feed" else next((e for e in tree if local(e) == "channel"), tree)
    publication = _child_text(channel, "title")
    language = _child_text(channel, "language") or channel.get("{http://www.w3.org/XML/1998/namespace}lang")
    refused: list[RefusedMember] = []
    number, gave = 0, False
    for item in tree.iter():
        if local(item) not in {"item", "entry"}:
            continue
        number += 1
        try:
            record = _record(item, publication, language)
            if record is None:
                raise Refused(Refusal.NO_TEXT, f"item {number} has no text")
            article = article_of(record, part, f"#{number}", NAME, encoding)
        except Refused as why:
            refused.append(part.refused(f"#{number}", why))
        else:
            yield from refused
            refused.clear()
            gave = True
            yield article
    if gave:
        yield from refused
    elif number:
        raise nothing(number, refused)
    else:
        raise Refused(Refusal.NO_TEXT, "it is a feed without items")


def _record(item: _Element, publication: str | None, language: str | None) -> Record | None:
    fields: dict[str, Any] = {"title": None, "language": language, "author": [], "tags": []}
    teasers: list[str] = []
    for child in item:
        name, value = local(child), _value(child)
        if name in {"encoded", "content", "body"} and value:
            fields["content"] = max(str(fields.get("content") or ""), value, key=len)
        elif name in {"description", "summary", "abstract"} and value:
            teasers.append(value)
        elif name in {"author", "creator"}:
            fields["author"].append(_child_text(child, "name") or value)
        elif name == "link":
            _take_link(fields, child, value)
        elif name == "guid" and (child.get("isPermaLink") or "true") == "true":
            fields.setdefault("guid", value)
        elif name == "category":
            fields.setdefault("section", child.get("label") or child.get("term") or value)
            fields["tags"].append(child.get("label") or child.get("term") or value)
        elif name == "keywords":
            fields["keywords"] = value
        elif name in {"pubdate", "published", "issued", "date"}:
            fields.setdefault("published", value)
        elif name in {"updated", "modified"}:
            fields.setdefault("modified", value)
            fields.setdefault("created", value)  # Atom demands this one: it is all that many feeds have
        elif name == "source":
            fields["source"] = _child_text(child, "title") or value or None
        elif name == "title" and not fields["title"]:
            fields["title"] = value
    teaser = max(teasers, key=len, default="")
    if not fields.get("content") and _is_whole_text(teaser):
        fields["content"] = teaser
    fields["description"] = teaser
    if len(fields["tags"]) == 1:  # one category is a section, several are what the article is about
        del fields["tags"]
    return record_of({key: value for key, value in fields.items() if value}, inline_text(publication or "") or None)


def _take_link(fields: dict[str, Any], link: _Element, value: str) -> None:
    address = link.get("href") or value
    if address and (link.get("rel") or "alternate") == "alternate":
        fields.setdefault("url", address)


def _is_whole_text(description: str) -> bool:
    plain = re.sub(r"<[^<>]*>", " ", description).rstrip()
    return (
        len(plain) >= _WHOLE_TEXT
        and len(_SENTENCE.findall(plain)) >= 8
        and not re.search(r"(?:…|\.\.\.|\[…\]|\bmore\b\W*)$", plain, re.IGNORECASE)
    )


def _value(element: _Element) -> str:
    """The text of an element; with markup inside (Atom's xhtml), that markup."""
    from lxml import etree

    if len(element) == 0:
        return (element.text or "").strip()
    inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
    return re.sub(r"(</?)[\w.-]+:(?=[a-zA-Z])", r"\1", (element.text or "") + inner).strip()


def _child_text(element: _Element, name: str) -> str | None:
    return next((text for child in element if local(child) == name and (text := (child.text or "").strip())), None)
