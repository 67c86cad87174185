"""A page as the lines that a reader sees, and those of them that stand at the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from flows.ingest.web.page import Page, squeezed
from flows.ingest.web.titles import folded

# Serialised HTML has its tags in lower case, and all of them closed.
_UNSEEN = ("script", "style", "noscript", "template", "svg", "head", "select")
_UNSEEN_BEGINS = re.compile(rf"<(?:({'|'.join(_UNSEEN)})\b|!--)")
_UNSEEN_ENDS = {name: re.compile(rf"</{name}\s*>") for name in _UNSEEN} | {None: re.compile("-->")}
_BLOCK = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|dl|dt|dd|tr|td|th|table|section|article|aside|header|footer|main|nav|figure|figcaption|form|hr|"
    r"blockquote|pre|address|center|time|button|option|fieldset|details|summary)\b[^>]*>"
)
_WORD = re.compile(r"[^\W_]")
_INLINE = "(?:span|a|b|strong|em|i|small|label|time)"
_NEIGHBOURS = re.compile(rf"</(?<=\w</){_INLINE}>(?:</{_INLINE}>)*(?:<{_INLINE}\b[^>]*>)+(?=\w)")
_TAG = re.compile(r"<[^>]*>")
_MAX_LINE = 2000
_BEFORE, _BEHIND = 8, 60
_SHORT = 15  # lines taken behind a headline under which the body is not found
_BODY_LINE = 160  # a line as long as this is a paragraph
_ALIKE = 40


def visible_lines(page: Page) -> list[str]:
    """Return the page's text in lines, as block elements and breaks part them.

    Words of two elements that touch are two words: style sheets hold them apart.
    """
    body = page.tree.body
    html = (body.html or "") if body is not None else ""
    text = _TAG.sub("", _NEIGHBOURS.sub(" ", _BLOCK.sub("\n", _seen(html))))
    lines = [line for line in unescape(text).split("\n") if line and not line.isspace()]  # most are blank
    return [squeezed(line[:_MAX_LINE]) for line in lines if _WORD.search(line)]


def _seen(html: str) -> str:
    """Return HTML with a line break for each thing that no reader sees, in time linear in its length."""
    kept, at, unclosed = [], 0, set()
    for beginning in _UNSEEN_BEGINS.finditer(html):
        name = beginning[1]  # None of a comment
        if beginning.start() < at or name in unclosed:
            continue
        end = _UNSEEN_ENDS[name].search(html, beginning.end())
        if end is None:
            unclosed.add(name)  # it stands in an attribute
        else:
            kept.append(html[at : beginning.start()])
            at = end.end()
    return "\n".join([*kept, html[at:]])


def lines_at_headline(lines: Sequence[str], headline: str | None, paragraphs: Sequence[str]) -> list[str]:
    """Return the lines from the headline to the body's first paragraph, and a few before; none without a headline."""
    place = place_of(lines, headline)
    if place is None:
        return []
    first = next((paragraph[:_ALIKE] for paragraph in paragraphs if len(paragraph) >= _BODY_LINE), None)
    behind = lines[place + 1 : place + 1 + _BEHIND]
    ends = (i for i, line in enumerate(behind) if (line.startswith(first) if first else len(line) >= _BODY_LINE))
    end = next(ends, min(_SHORT, len(behind)))
    return [line for line in (*behind[:end], *lines[max(0, place - _BEFORE) : place]) if len(line) < _BODY_LINE]


def place_of(lines: Sequence[str], headline: str | None) -> int | None:
    """Return the last of the first lines that print the headline: the first may be a breadcrumb or a menu."""
    key = folded(headline or "")
    if not key:
        return None
    shortest, longest = len(key) // 2, 2 * len(headline or "") + 40  # folding a letter makes two of it at most
    places = [place for place, line in enumerate(lines) if shortest <= len(line) <= longest and folded(line) == key]
    return places[0] if places else None
