"""Web pages as browsers save them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from flows.ingest import clean, tail
from flows.ingest.bundles.split import Item, items_of
from flows.ingest.encoding import declared_in_page, decode
from flows.ingest.evidence import merged
from flows.ingest.header import read_header
from flows.ingest.parts import Article, Found, Part
from flows.ingest.web.around import without_headline, without_what_follows
from flows.ingest.web.body import main_paragraphs
from flows.ingest.web.evidence import read_evidence
from flows.ingest.web.page import Page, article_body, parse_page
from flows.model import Header, Refusal, Refused

NAME = "html"
_START = re.compile(
    rb"(?:\xef\xbb\xbf|\s|<!--.{0,20000}?-->|<\?xml[^>]{0,200}\?>)*<(?:!doctype\s+html|html|head|body|meta|title|base|link|script|style|div|table|h1|p|center)\b",
    re.IGNORECASE | re.DOTALL,
)
_ROOT = re.compile(rb"<(?:!doctype\s+html|html|head)[\s>]", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_SENTENCE_BEGINS, _SENTENCE_ENDS = re.compile(r"\w{2}"), re.compile(r"\w[.!?…]")
_SENTENCE = 52  # characters at least: longer than titles and names of menus
_MENU_LINKS, _MENU_SHARE = 4, 0.85


def recognises(part: Part) -> bool:
    """Tell by the first tag, or by the root element within the first bytes."""
    start = part.data[:4096].replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return _START.match(start) is not None or _ROOT.search(start) is not None


def read(part: Part) -> Iterable[Found]:
    """Give the article of the page, or the articles of an issue that stands on one page."""
    text, encoding = decode(part.data, part.charset or declared_in_page(part.data))
    text = clean.without_control_characters(text)
    page = parse_page(text, part.url)
    if page.tree.css_first("html > frameset"):
        raise _frames_alone(page)
    paragraphs = main_paragraphs(text, article_body(page))
    _refuse_menu(page, paragraphs)
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


def _frames_alone(page: Page) -> Refused:
    """Say where the text of a page stands that only arranges frames; a word for browsers without frames is no text."""
    sources = [clean.without_control_characters(node.attributes.get("src") or "") for node in page.tree.css("frame")]
    named = ", ".join(source[:80] for source in sources[:5] if source)
    what = f"the page only arranges frames ({named})" if named else "the page only arranges frames"
    return Refused(Refusal.NO_TEXT, f"{what}: what it shows stands in those pages; hand them in as well")


def _refuse_menu(page: Page, paragraphs: Sequence[str]) -> None:
    """Raise Refused where no sentence is printed and nearly every word belongs to a link."""
    if any(map(_holds_sentence, paragraphs)):
        return
    words = Counter(_WORD.findall(" ".join(paragraphs)))
    links = page.tree.css("a[href]")
    linked = Counter(word for link in links for word in _WORD.findall(link.text()))
    if words and len(links) >= _MENU_LINKS and (words & linked).total() >= _MENU_SHARE * words.total():
        what = f"it holds {len(links)} links and no article itself; fetch the pages that they lead to"
        raise Refused(Refusal.LISTING, what)


def _holds_sentence(paragraph: str) -> bool:
    """Whether two letters stand in front of a full stop, far enough from it; what has no stop is read but once."""
    begins = _SENTENCE_BEGINS.search(paragraph)
    if begins is None:
        return False
    return _SENTENCE_ENDS.search(paragraph, begins.start() + _SENTENCE) is not None


def _article(stated: Header, paragraphs: list[str]) -> tuple[Header, str]:
    """Cut what is left of header and footer off the main text, and add what that header says."""
    block = read_header(clean.joined(paragraphs), stated.headline)
    joined = clean.joined(paragraphs)
    body = without_headline(clean.blocks(joined[block.body_start :]), stated.headline)
    tail.refuse_listing(body, stated.headline)
    is_walled = tail.ends_at_a_wall(body)
    body = tail.without_footer(without_what_follows(body))
    truncated = tail.is_truncated(body) or is_walled
    if truncated:
        body = tail.without_read_more(body)
    text = clean.joined(body)
    if not any(character.isalnum() for character in text):
        raise Refused(Refusal.NO_TEXT, "no article text was found on the page")
    header = merged(stated, block.header if block.is_certain else Header())
    return replace(header, is_truncated=truncated or stated.is_truncated), text
