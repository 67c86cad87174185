"""What DOCX and ODT have in common: a flow of paragraphs with styles, and the article that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flows.ingest import header_lines
from flows.ingest.documents.article import printed_authors, read_paragraphs
from flows.ingest.headline import can_be_headline
from flows.ingest.pdf.title import is_title
from flows.ingest.web.titles import folded
from flows.model import Header

_TOP = 12  # paragraphs in which a headline is looked for


@dataclass(frozen=True, slots=True)
class Styled:
    """A paragraph with the name of its style, in lower case."""

    text: str
    style: str = ""


@dataclass(slots=True)
class Flow:
    """A document's paragraphs, notes and running lines, with what it states of itself."""

    paragraphs: list[Styled] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    title: str = ""
    author: str = ""
    language: str | None = None

    def add(self, text: str, style: str = "", prefix: str = "") -> None:
        """Add a paragraph; line breaks in it part lines of their own."""
        for line in text.split("\n"):
            if line.strip():
                self.paragraphs.append(Styled(prefix + line.strip(), style))


def article_of(flow: Flow) -> tuple[Header, str]:
    """Return header and text of the article that a document holds."""
    texts = [_as_printed(paragraph) for paragraph in flow.paragraphs]
    mastheads = [line for line in flow.running if header_lines.masthead(line) or header_lines.is_publication_name(line)]
    header, text = read_paragraphs([*mastheads, *texts], Header(headline=_headline(flow)), flow.notes)
    if not header.authors:
        header = replace(header, authors=printed_authors(flow.author, texts))
    return replace(header, language=header.language or flow.language), text


def _headline(flow: Flow) -> str | None:
    """Return the paragraph in the style of titles, else the one the stated title confirms, else the first heading."""
    top = flow.paragraphs[:_TOP]
    stated = folded(flow.title) if is_title(flow.title) else ""
    for candidates in (
        [p for p in top if p.style == "title"],
        [p for p in top if stated and folded(p.text) == stated],
        [p for p in top if p.style in {"heading 1", "heading1", "subtitle"}],
    ):
        for paragraph in candidates:
            text = " ".join(paragraph.text.split())
            if can_be_headline(text) and not _is_masthead(text):
                return text
    return None


def _is_masthead(text: str) -> bool:
    return header_lines.is_publication_name(text) or header_lines.masthead(text) is not None


def _as_printed(paragraph: Styled) -> str:
    is_quotation = any(word in paragraph.style for word in ("quote", "quotation", "block text"))
    return ("    " if is_quotation else "") + paragraph.text


def numbered(notes: Sequence[tuple[str, str]]) -> list[str]:
    """Return notes as paragraphs: "[3] Text"."""
    return [f"[{number}] {' '.join(text.split())}" for number, text in notes if text.strip()]
