"""An article out of paragraphs that a file states as such: header lines read, footer cut, notes at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.ingest import clean, header_lines, tail
from flows.ingest.evidence import merged
from flows.ingest.header import read_header
from flows.ingest.names import byline_authors, is_person_name
from flows.ingest.web.titles import folded
from flows.model import Author, Header, Refusal, Refused

_MAX_NAME = 60  # characters of a publication's name
_AUTHOR_LINES = 12  # paragraphs from the top in which a stated author must be printed


def read_paragraphs(paragraphs: Sequence[str], stated: Header, notes: Sequence[str] = ()) -> tuple[Header, str]:
    """Return header and text of an article whose paragraphs are known; Refused where it has none.

    ``stated`` is what the file says of itself, its headline among it: printed once more at the top, it is no text.
    """
    kept = _without_headline([line for text in paragraphs if (line := _paragraph(text))], stated.headline)
    text = clean.joined(_with_masthead(kept))
    block = read_header(text, stated.headline)
    body = clean.blocks(text[block.body_start :])
    tail.refuse_listing(body)
    header = merged(stated, replace(block.header, headline=block.header.headline or stated.headline))
    body = tail.without_signed_name(tail.without_footer(body), header.authors)
    truncated = tail.is_truncated(body)
    if truncated:
        body = tail.without_read_more(body)
    joined = clean.joined([*body, *(line for note in notes if (line := _paragraph(note)))])
    if not any(character.isalnum() for character in clean.joined(body)):
        raise Refused(
            Refusal.NO_TEXT, "it has a header and no text under it" if block.is_certain else "it has no words"
        )
    return replace(header, is_truncated=truncated), joined


def printed_authors(stated: str, paragraphs: Sequence[str]) -> tuple[Author, ...]:
    """Return the authors that a file states and its first lines print: who typed a text is not who wrote it."""
    authors = byline_authors(stated) if is_person_name(stated.strip()) or "," in stated or ";" in stated else ()
    top = " ".join(folded(text) for text in paragraphs[:_AUTHOR_LINES] if len(text) < 200)
    return tuple(author for author in authors if folded(author.name) in top)


def _paragraph(text: str) -> str:
    """Return a paragraph on one line; four spaces in front of it set a quotation off and stay."""
    line = " ".join(clean.without_control_characters(text).split())
    return f"    {line}" if line and text.startswith("    ") else line


def _with_masthead(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs with the name of the publication on one line with the volume and issue under it."""
    for at in range(min(len(paragraphs) - 1, _AUTHOR_LINES)):
        name, below = paragraphs[at], header_lines.masthead(paragraphs[at + 1])
        counts = below is not None and below.publication is None and (below.volume or below.issue) is not None
        if counts and len(name) <= _MAX_NAME and name[-1] not in ".?!" and header_lines.byline(name) is None:
            joined = f"{name} {paragraphs[at + 1]}"
            if (both := header_lines.masthead(joined)) is not None and both.publication:
                return [*paragraphs[:at], joined, *paragraphs[at + 2 :]]
    return paragraphs


def _without_headline(paragraphs: list[str], headline: str | None) -> list[str]:
    """Return the paragraphs without the headline where it is printed among the first of them."""
    if not headline:
        return paragraphs
    key = folded(headline)
    at = next((at for at, text in enumerate(paragraphs[:_AUTHOR_LINES]) if folded(text) == key), None)
    return paragraphs if at is None else paragraphs[:at] + paragraphs[at + 1 :]
