"""Web pages as browsers save them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from flows.ingest import clean, tail
from flows.ingest.bundles.split import Item, items_of
from flows.ingest.encoding import declared_in_page, decode
from flows.ingest.evidence import merged
from flows.ingest.header import read_header
from flows.ingest.parts import Article, Found, Part
from flows.ingest.web.body import main_paragraphs
from flows.ingest.web.evidence import read_evidence
from flows.ingest.web.page import article_body, parse_page
from flows.model import Header, Refusal, Refused

NAME = "html"
_START = re.compile(
    rb"(?:\xef\xbb\xbf|\s|<!--.{0,20000}?-->|<\?xml[^>]{0,200}\?>)*<(?:!doctype\s+html|html|head|body|meta|title|base|link|script|style|div|table|h1|p|center)\b",
    re.IGNORECASE | re.DOTALL,
)
_ROOT = re.compile(rb"<(?:!doctype\s+html|html|head)[\s>]", re.IGNORECASE)


def recognises(part: Part) -> bool:
    """Tell by the first tag, or by the root element within the first bytes."""
    start = part.data[:4096].replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return _START.match(start) is not None or _ROOT.search(start) is not None


def read(part: Part) -> Iterable[Found]:
    """Give the article of the page, or the articles of an issue that stands on one page."""
    text, encoding = decode(part.data, part.charset or declared_in_page(part.data))
    text = clean.without_control_characters(text)
    page = parse_page(text, part.url)
    paragraphs = main_paragraphs(text, article_body(page))
    stated = read_evidence(page, paragraphs)
    of_site = replace(
        stated,
        headline=None,
        headline_candidates=(),
        alternative_headline=None,
        series=None,
        section=None,
        keywords=(),
        authors=(),
        is_truncated=False,
    )
    for item in items_of(
        clean.joined(paragraphs),
        lambda _: _article(stated, paragraphs),
        page.url,
        lambda text: _article(of_site, clean.blocks(text)),
    ):
        if isinstance(item, Item):
            size = len(item.body.encode("utf-8", "replace")) if item.member else len(part.data)
            yield Article(item.body, item.header, NAME, encoding, part.path_of(item.member), size)
        else:
            yield part.refused(*item)


def _article(stated: Header, paragraphs: list[str]) -> tuple[Header, str]:
    """Cut what is left of header and footer off the main text, and add what that header says."""
    block = read_header(clean.joined(paragraphs), stated.headline)
    joined = clean.joined(paragraphs)
    body = clean.blocks(joined[block.body_start :])
    tail.refuse_listing(body, stated.headline)
    body = tail.without_footer(body)
    truncated = tail.is_truncated(body)
    if truncated:
        body = tail.without_read_more(body)
    text = clean.joined(body)
    if not any(character.isalnum() for character in text):
        raise Refused(Refusal.NO_TEXT, "no article text was found on the page")
    header = merged(stated, block.header if block.is_certain else Header())
    return replace(header, is_truncated=truncated or stated.is_truncated), text
