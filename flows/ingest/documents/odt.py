"""ODT: the text of an OpenDocument file, without what tracked changes deleted, notes at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from flows.ingest.documents.flow import Flow, article_of, numbered
from flows.ingest.documents.package import Package
from flows.ingest.parts import Article, Part
from flows.model import Refusal, Refused

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "odt"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE, _STYLE, _DRAW = (f"{{{_OPEN}{n}:1.0}}" for n in ("text", "table", "office", "style", "drawing"))
_META = f"{{{_OPEN}meta:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_KIND = b"mimetypeapplication/vnd.oasis.opendocument."
_LEFT_OUT = frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_TEXT}sequence-decls"})
_SPACES = 200
_MAX_DEPTH = 200


def recognises(part: Part) -> bool:
    """Tell by the first member, which names the kind of document and is not packed."""
    return part.data.startswith(b"PK\x03\x04") and part.data[30 : 30 + len(_KIND)] == _KIND


def read(part: Part) -> Iterable[Article]:
    """Give the article of the document; Refused names tables, presentations and encrypted documents."""
    kind = part.data[30 + len(_KIND) : 60 + len(_KIND)]
    if not kind.startswith(b"text"):
        raise Refused(Refusal.UNSUPPORTED, "it is an OpenDocument file without a text: save it as ODT, PDF or CSV")
    package = Package(part)
    if "META-INF/manifest.xml" in package.names and b":encryption-data" in package.data("META-INF/manifest.xml"):
        raise Refused(Refusal.ENCRYPTED, "it is encrypted and wants a password: save a copy without one")
    header, text = article_of(_Reader(package).flow())
    yield Article(text, header, NAME, "utf-8", part.member, len(part.data))


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._parents: dict[str, str] = {}
        self._notes: list[tuple[str, str]] = []

    def flow(self) -> Flow:
        """Return the document's flow."""
        flow = Flow()
        root = self._package.xml("content.xml")
        if root is None:
            raise Refused(Refusal.DAMAGED, "its text (content.xml) is missing; open it and save it again")
        for style in root.iter(f"{_STYLE}style"):
            self._parents[style.get(f"{_STYLE}name", "")] = style.get(f"{_STYLE}parent-style-name", "")
        body = root.find(f"{_OFFICE}body/{_OFFICE}text")
        if body is not None:
            self._read_block(body, flow, 0)
        flow.notes = numbered(self._notes)
        styles = self._package.xml("styles.xml")
        for header in styles.iter(f"{_STYLE}header", f"{_STYLE}header-first") if styles is not None else ():
            flow.running += self._lines(header)
        meta = self._package.xml("meta.xml")
        if meta is not None:
            flow.title = (meta.findtext(f".//{_DC}title") or "").strip()
            flow.author = (
                meta.findtext(f".//{_META}initial-creator") or meta.findtext(f".//{_DC}creator") or ""
            ).strip()
            flow.language = (meta.findtext(f".//{_DC}language") or "").strip() or None
        return flow

    def _lines(self, element: _Element) -> list[str]:
        flow = Flow()
        self._read_block(element, flow, 0)
        return [paragraph.text for paragraph in flow.paragraphs]

    def _read_block(self, element: _Element, flow: Flow, depth: int, prefix: str = "") -> None:
        if depth > _MAX_DEPTH:
            raise Refused(Refusal.DAMAGED, "its structure is nested deeper than any real document")
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _LEFT_OUT:
                continue
            if child.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
                boxes: list[_Element] = []
                flow.add("".join(self._inline(child, boxes)), self._style(child), prefix)
                for box in boxes:
                    self._read_block(box, flow, depth + 1)
            elif child.tag == f"{_TABLE}table-row":
                cells = [self._lines(cell) for cell in child.iterchildren(f"{_TABLE}table-cell")]
                if any(len(lines) > 2 for lines in cells) or len(cells) == 1:
                    for lines in cells:
                        flow.add("\n".join(lines))
                else:
                    flow.add(" | ".join(" ".join(lines) for lines in cells if lines))
            else:
                self._read_block(child, flow, depth + 1, "- " if child.tag == f"{_TEXT}list-item" else prefix)

    def _style(self, element: _Element) -> str:
        """Return the style's name; a heading is known by its level, an automatic style by the one it derives from."""
        if element.tag == f"{_TEXT}h":
            return f"heading {element.get(f'{_TEXT}outline-level', '1')}"
        name = element.get(f"{_TEXT}style-name", "")
        return (self._parents.get(name) or name).replace("_20_", " ").lower()

    def _inline(self, element: _Element, boxes: list[_Element]) -> Iterator[str]:
        yield " ".join((element.text or "").split("\n"))
        for child in element:
            tag = child.tag
            if tag == f"{_TEXT}s":
                count = child.get(f"{_TEXT}c", "1")
                yield " " * min(int(count) if count.isdigit() else 1, _SPACES)
            elif tag == f"{_TEXT}tab":
                yield " "
            elif tag == f"{_TEXT}line-break":
                yield "\n"
            elif tag == f"{_TEXT}note":
                yield self._note_number(child)
            elif tag == f"{_DRAW}text-box":
                boxes.append(child)
            elif isinstance(tag, str) and tag not in _LEFT_OUT:
                yield from self._inline(child, boxes)
            yield " ".join((child.tail or "").split("\n"))

    def _note_number(self, note: _Element) -> str:
        body = note.find(f"{_TEXT}note-body")
        number = str(len(self._notes) + 1)
        self._notes.append((number, " ".join(self._lines(body)) if body is not None else ""))
        return f"[{number}]"
