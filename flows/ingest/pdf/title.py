"""The headline of a PDF: what its first page prints larger than its text, confirmed by the document's information."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.ingest import header_lines
from flows.ingest.headline import MAX_HEADLINE, can_be_headline
from flows.ingest.pdf.paragraphs import Paragraph, is_same_size
from flows.ingest.web.titles import folded

_LARGER = 1.12  # times the height of the text
_PROGRAM = re.compile(
    r"^(?:microsoft \w+ ?-|untitled|document\d*|new document|layout \d|print|slide|page)|"
    r"\.(?:docx?|indd|qxd|qxp|pdf|rtf|odt|html?|txt|wpd|pmd|tex|dvi)\W*$",
    re.IGNORECASE,
)
_FIRST_PARAGRAPHS = 25


def headline_of(paragraphs: Sequence[Paragraph], height: float, stated: str, running: Sequence[str]) -> str | None:
    """Return the headline: large print that the stated title confirms, else the largest that is no masthead.

    Without large print it is the stated title where a line of the first page says the same, or else nothing: writing
    programs leave the names of files and of older texts there.
    """
    first = [
        p for p in paragraphs[:_FIRST_PARAGRAPHS] if p.page == paragraphs[0].page and len(p.text) <= 2 * MAX_HEADLINE
    ]
    title = folded(stated) if is_title(stated) else ""
    for paragraph in first:
        if title and _agrees(title, folded(paragraph.text)) and not _is_name(paragraph.text):
            return " ".join(paragraph.text.split())
    large = [
        (paragraph, at)
        for at, paragraph in enumerate(first)
        if paragraph.height > _LARGER * height and can_be_headline(paragraph.text.strip())
    ]
    heads = {folded(text) for text in running}
    names = [(p, at) for p, at in large if not _is_masthead(at, first) and folded(p.text) not in heads]
    best = max((p.height for p, _ in names), default=0.0)
    return next((" ".join(p.text.split()) for p, _ in names if is_same_size(p.height, best)), None)


def is_title(stated: str) -> bool:
    """Whether a stated title can be one, and is not the name of a file or of a program."""
    return len(stated.split()) >= 2 and len(stated) <= 2 * MAX_HEADLINE and not _PROGRAM.search(stated)


def _agrees(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and (
        shorter == longer or (len(shorter) >= 12 and shorter in longer and 2 * len(shorter) > len(longer))
    )


def _is_name(text: str) -> bool:
    line = text.strip()
    return header_lines.is_publication_name(line) or header_lines.masthead(line) is not None


def _is_masthead(at: int, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether large print names the publication: it is known, or the line under it counts its volume and issue."""
    text = paragraphs[at].text.strip()
    if (
        _is_name(text)
        or header_lines.date_line(text)
        or header_lines.is_section(text)
        or header_lines.is_contents(text)
    ):
        return True
    below = header_lines.masthead(paragraphs[at + 1].text.strip()) if at + 1 < len(paragraphs) else None
    return below is not None and below.publication is None and (below.volume or below.issue) is not None
