"""Plain text: a header, a body, and whatever the page or the mail has left around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flows.ingest import clean, tail
from flows.ingest.armor import without_armor
from flows.ingest.bundles.split import Item, items_of
from flows.ingest.encoding import decode
from flows.ingest.header import read_header
from flows.ingest.parts import Article, Found, Part
from flows.ingest.places import places_of
from flows.model import Header, Refusal, Refused

NAME = "text"


def recognises(_part: Part) -> bool:
    """Whatever decodes is text."""
    return True


def read(part: Part) -> Iterable[Found]:
    """Give the article of the file, or the articles of a bundle."""
    text, encoding = decode(part.data, part.charset)
    text = without_armor(clean.normalised(text))
    items = list(items_of(text, read_article, part.url))
    spans = [item.span if isinstance(item, Item) else None for item in items]
    for item, stretch in zip(items, places_of(spans, text, part.data, encoding), strict=True):
        if isinstance(item, Item):
            size = len(item.body.encode("utf-8", "replace")) if item.member else len(part.data)
            yield Article(item.body, item.header, NAME, encoding, part.path_of(item.member), size, stretch)
        else:
            yield part.refused(*item)


def read_article(text: str, *, headline: str | None = None, flowed: bool = False) -> tuple[Header, str]:
    """Return header and body of a text; Refused where it has none."""
    block = read_header(text, headline)
    body = clean.paragraphs(text[block.body_start :], flowed=flowed)
    tail.refuse_listing(body)
    is_walled = tail.ends_at_a_wall(body)
    body = tail.without_signed_name(tail.without_footer(body), block.header.authors)
    truncated = tail.is_truncated(body) or is_walled
    if truncated:
        body = tail.without_read_more(body)
    body_text = clean.joined(body)
    if not any(character.isalnum() for character in body_text):
        raise Refused(
            Refusal.NO_TEXT, "it has a header and no text under it" if block.is_certain else "it has no words"
        )
    return replace(block.header, is_truncated=truncated), body_text
