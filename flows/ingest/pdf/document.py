"""PDF: the text of its pages in reading order, its headline by size, its header by the grammar of printed briefings."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from flows.ingest import header_lines
from flows.ingest.documents.article import printed_authors, read_paragraphs
from flows.ingest.headline import MAX_HEADLINE
from flows.ingest.parts import Article, Part
from flows.ingest.pdf.columns import Line, Region, regions_of, segments_of
from flows.ingest.pdf.furniture import page_rows, running_lines, without_rows
from flows.ingest.pdf.hyphens import words_inside
from flows.ingest.pdf.initials import with_initials
from flows.ingest.pdf.notes import without_notes
from flows.ingest.pdf.paragraphs import Paragraph, body_height, paragraphs_of
from flows.ingest.pdf.title import headline_of
from flows.ingest.pdf.words import info_of, opened, pages_of, pages_with_images
from flows.model import Header, Refusal, Refused

NAME = "pdf"
_START = 1024  # bytes before the signature that readers put up with
_ABOVE = 6  # paragraphs at most that stand above a headline
_MIN_GARBLED = 0.2  # share of characters that no font explains


def recognises(part: Part) -> bool:
    """Tell by the signature at the beginning, or soon behind it."""
    return part.data.startswith(b"%PDF-") or (part.data[:1] in b"\xef\r\n \x00" and b"%PDF-" in part.data[:_START])


def read(part: Part) -> Iterable[Article]:
    """Give the article of the pages."""
    with opened(part.data) as document:
        info = info_of(document)
        pages = [segments_of(with_initials(words)) for words in pages_of(document)]
        if not any(pages):
            raise _without_text(len(pages), pages_with_images(document))
    _refuse_garbled(pages)
    regions, running = _text_regions(pages)
    height = body_height([line for region in regions for line in region.lines])
    words = words_inside(line.text for region in regions for line in region.lines)
    regions, notes = without_notes(regions, height, words)
    paragraphs = paragraphs_of(regions, height, words)
    if not paragraphs:
        raise Refused(Refusal.NO_TEXT, "its pages hold running heads and numbers and no text between them")
    headline = headline_of(paragraphs, height, info.title, running)
    kept = _without_head(paragraphs, headline)
    texts = [*_mastheads(running), *(_set_off(paragraph) for paragraph in kept)]
    stated = Header(headline=headline)
    header, text = read_paragraphs(texts, stated, notes)
    if not header.authors:
        header = replace(header, authors=printed_authors(info.author, texts))
    yield Article(text, header, NAME, "pdf", part.member, len(part.data))


def _text_regions(pages: Sequence[Sequence[Line]]) -> tuple[list[Region], list[str]]:
    """Return the text of the pages in reading order, and what their running heads and feet say."""
    rows = page_rows(pages)
    gone, running = running_lines(rows)
    kept = [without_rows(page, rows[at], gone[at]) for at, page in enumerate(pages)]
    return [region for at, segments in enumerate(kept) for region in regions_of(segments, at)], running


def _without_head(paragraphs: list[Paragraph], headline: str | None) -> list[Paragraph]:
    """Return the paragraphs without the lines above the headline that say nothing of a header.

    They name the series or the season as running heads do; the first page, or a file of one page, has them once.
    """
    at = next((at for at, p in enumerate(paragraphs[:_ABOVE]) if headline and p.text.split() == headline.split()), 0)
    above = [
        paragraph
        for paragraph, below in pairwise(paragraphs[: at + 1])
        if paragraph.lines > 1 or _says_something(paragraph.text.strip()) or header_lines.masthead(below.text.strip())
    ]
    return above + paragraphs[at:]


def _says_something(line: str) -> bool:
    return (
        len(line) > MAX_HEADLINE
        or header_lines.masthead(line) is not None
        or header_lines.is_publication_name(line)
        or header_lines.field(line) is not None
        or header_lines.byline(line) is not None
        or bool(header_lines.date_line(line) or header_lines.parts_with_date(line)[1])
    )


def _mastheads(running: Sequence[str]) -> list[str]:
    """Return the running lines that name the publication, its volume, issue or day."""
    return [line for line in running if header_lines.masthead(line) or header_lines.is_publication_name(line)]


def _set_off(paragraph: Paragraph) -> str:
    return ("    " if paragraph.is_set_in and paragraph.lines > 1 else "") + paragraph.text


def _without_text(count: int, with_images: int) -> Refused:
    pages = f"{count:,} page{'s' if count != 1 else ''}"
    if with_images:
        return Refused(Refusal.NO_TEXT, f"it has {pages} of images and no text: run OCR and hand in the result")
    return Refused(Refusal.NO_TEXT, f"it has {pages} and no text on any of them")


def _refuse_garbled(pages: Sequence[Sequence[Line]]) -> None:
    """Raise Refused where the fonts do not tell which characters they print."""
    text = "".join(word.text for page in pages for line in page for word in line.words)[:200_000]
    unknown = sum(character == "\ufffd" or unicodedata.category(character) in {"Co", "Cn", "Cc"} for character in text)
    if unknown > _MIN_GARBLED * len(text):
        raise Refused(
            Refusal.BAD_ENCODING, "its fonts do not say which characters they print: run OCR and hand in the result"
        )
