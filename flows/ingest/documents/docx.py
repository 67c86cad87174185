"""DOCX: the text as it stands after all tracked changes, notes at the end, tables row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from flows.ingest.documents.flow import Flow, article_of, numbered
from flows.ingest.documents.package import Package, package_names
from flows.ingest.parts import Article, Part
from flows.model import Refusal, Refused

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "docx"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TYPES = "[Content_Types].xml"
_LEFT_OUT = frozenset(
    {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "fldSimpleCache")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_OTHERS = (
    ("xl/", "an Excel workbook: save its table as CSV"),
    ("ppt/", "a PowerPoint presentation: save its text as DOCX or PDF"),
    ("visio/", "a Visio drawing"),
)
_MAX_DEPTH = 200
_FIRST_MEMBER = 200  # bytes, within which the first member is named


def recognises(part: Part) -> bool:
    """Tell an office package by its list of content types; one that is cut short by its first member."""
    if not part.data.startswith(b"PK\x03\x04") or _TYPES.encode() not in part.data:
        return False
    names = package_names(part)
    return _TYPES in names or (not names and _TYPES.encode() in part.data[:_FIRST_MEMBER])


def read(part: Part) -> Iterable[Article]:
    """Give the article of the document; Refused names workbooks and presentations."""
    package = Package(part)
    if "word/document.xml" not in package.names:
        kind = next((kind for folder, kind in _OTHERS if any(name.startswith(folder) for name in package.names)), None)
        raise Refused(Refusal.UNSUPPORTED, f"it is {kind or 'an office package without a text'}")
    header, text = article_of(_Reader(package).flow())
    yield Article(text, header, NAME, "utf-8", part.member, len(part.data))


class _Reader:
    """Reads a package once: the flow of its document with the styles, notes and headers that it refers to."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = dict(self._named_styles())
        self._notes: list[tuple[str, str]] = []
        self._bodies: dict[tuple[str, str], str] = {}

    def flow(self) -> Flow:
        """Return the document's flow."""
        flow = Flow()
        for kind in ("footnote", "endnote"):
            self._read_notes(kind)
        root = self._package.xml("word/document.xml")
        body = root.find(f"{_W}body") if root is not None else None
        if body is not None:
            self._read_block(body, flow, 0)
        flow.notes = numbered(self._notes)
        for name in sorted(self._package.names):
            if name.startswith("word/header") and name.endswith(".xml"):
                flow.running += self._lines(self._package.xml(name))
        core = self._package.xml("docProps/core.xml")
        if core is not None:
            flow.title = (core.findtext(f"{_DC}title") or "").strip()
            flow.author = (core.findtext(f"{_DC}creator") or "").strip()
            flow.language = (core.findtext(f"{_DC}language") or "").strip() or None
        return flow

    def _named_styles(self) -> Iterator[tuple[str, str]]:
        root = self._package.xml("word/styles.xml")
        for style in root.iter(f"{_W}style") if root is not None else ():
            name = style.find(f"{_W}name")
            if name is not None:
                yield style.get(f"{_W}styleId", ""), name.get(f"{_W}val", "").lower()

    def _read_notes(self, kind: str) -> None:
        root = self._package.xml(f"word/{kind}s.xml")
        for note in root if root is not None else ():
            if isinstance(note.tag, str) and note.get(f"{_W}type") is None:
                self._bodies[kind, note.get(f"{_W}id", "")] = " ".join(self._lines(note))

    def _lines(self, element: _Element | None) -> list[str]:
        flow = Flow()
        if element is not None:
            self._read_block(element, flow, 0)
        return [paragraph.text for paragraph in flow.paragraphs]

    def _read_block(self, element: _Element, flow: Flow, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise Refused(Refusal.DAMAGED, "its structure is nested deeper than any real document")
        for child in element:
            if child.tag == f"{_W}p":
                self._read_paragraph(child, flow, depth)
            elif child.tag == f"{_W}tbl":
                self._read_table(child, flow)
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                self._read_block(child, flow, depth + 1)

    def _read_paragraph(self, paragraph: _Element, flow: Flow, depth: int) -> None:
        properties = paragraph.find(f"{_W}pPr")
        style, is_item = "", False
        if properties is not None:
            named = properties.find(f"{_W}pStyle")
            style = self._styles.get(named.get(f"{_W}val", ""), "") if named is not None else ""
            is_item = properties.find(f"{_W}numPr") is not None and not style.startswith(("heading", "title"))
        boxes: list[_Element] = []
        text = "".join(self._runs(paragraph, boxes))
        flow.add(text, style, "- " if is_item and text.strip() else "")
        for box in boxes:
            self._read_block(box, flow, depth + 1)

    def _read_table(self, table: _Element, flow: Flow) -> None:
        """Rows of cells are lines; a cell of several paragraphs lays the page out and is read as text."""
        for row in table.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl"), None) is not table:
                continue
            cells = [self._lines(cell) for cell in row.findall(f"{_W}tc")]
            if any(len(lines) > 2 for lines in cells) or len(cells) == 1:
                for lines in cells:
                    for line in lines:
                        flow.add(line)
            elif any(cells):
                flow.add(" | ".join(" ".join(lines) for lines in cells if lines))

    def _runs(self, element: _Element, boxes: list[_Element]) -> Iterator[str]:
        """Give the text of a paragraph; what stands in a text box beside it goes to ``boxes``."""
        for child in element:
            tag = child.tag
            if tag in _LEFT_OUT or not isinstance(tag, str) or (tag == f"{_W}r" and _is_hidden(child)):
                continue
            name = tag.removeprefix(_W)
            if name == "t":
                yield child.text or ""
            elif name == "txbxContent":
                boxes.append(child)
            elif name in {"footnoteReference", "endnoteReference"}:
                yield self._note_number(name.removesuffix("Reference"), child.get(f"{_W}id", ""))
            else:
                yield _CHARACTERS.get(name, "")
                yield from self._runs(child, boxes)

    def _note_number(self, kind: str, identity: str) -> str:
        body = self._bodies.get((kind, identity))
        if body is None:
            return ""
        number = str(len(self._notes) + 1)
        self._notes.append((number, body))
        return f"[{number}]"


_CHARACTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}


def _is_hidden(run: _Element) -> bool:
    properties = run.find(f"{_W}rPr")
    hidden = properties.find(f"{_W}vanish") if properties is not None else None
    return hidden is not None and hidden.get(f"{_W}val", "1") not in {"0", "false"}
