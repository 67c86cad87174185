"""A mail's page as the lines that it shows, each with how it is set: newsletters head their articles by size alone.

Their markup is tables in tables, and their headings are often no heading elements: so the largest type of a line, bold
type and links are looked at. What is hidden (the preview line of mail programs) is no line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flows.ingest.bundles.by_headings import Block
from flows.ingest.web.fragment import BLOCKS, SILENT
from flows.ingest.web.page import check_depth

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD_TAGS = frozenset({"b", "strong", "th", *_HEADINGS})
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_PLAIN = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d+)?)\s*(px|pt|em|rem)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0}
_FONT_SIZES = {"4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0, "+1": 18.0, "+2": 24.0, "+3": 32.0, "+4": 48.0}
_MIN_HEADING, _MAX_HEADING = 17.0, 60.0  # pixels; running text has 12 to 16
_BOLD_FORM, _LINK_FORM = 200, 300  # behind every size: 7 to 6 + 60
_ADDRESS = re.compile(r"https?://\S{4,1990}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Style:
    """How the text at a place of the tree is set."""

    level: int | None = None
    size: float = 0.0
    is_bold: bool = False
    link: str | None = None
    is_silent: bool = False
    is_quoted: bool = False


@dataclass(slots=True)
class _Line:
    """The pieces of a line with their styles."""

    pieces: list[tuple[str, _Style]] = field(default_factory=list)

    def block(self, mark: str) -> Block | None:
        """Return the line as a block, and begin anew; None where nothing stands in it."""
        shown = [(text, style) for text, style in self.pieces if text.strip()]
        text = re.sub(r"\s+", " ", "".join(text for text, _ in self.pieces)).strip()
        self.pieces.clear()
        if not shown:
            return None
        styles = [style for _, style in shown]
        link = styles[0].link if all(style.link == styles[0].link for style in styles) else None
        if link is None and (last := styles[-1]).link:
            link = last.link if len(text) < len(shown[-1][0]) + 10 else None
        set_in = "    " if styles[0].is_quoted else ""
        return Block(f"{set_in}{mark}{text}", None if mark else _form(styles, link), link)


def blocks_of(markup: str) -> list[Block]:
    """Return the lines that a page shows, in its order."""
    import lxml.html

    check_depth(markup)
    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    root = lxml.html.document_fromstring(markup.replace("\0", "") or "<p></p>", parser=parser)
    return list(_blocks(root))


def _blocks(root: _Element) -> Iterator[Block]:
    from lxml.etree import iterwalk

    styles = [_Style()]
    line, mark = _Line(), ""
    for event, node in iterwalk(root, events=("start", "end")):
        tag = node.tag.lower() if isinstance(node.tag, str) else ""
        breaks = tag in BLOCKS or tag == "br"
        if breaks and (block := line.block(mark)):
            yield block
            mark = ""
        if event == "start":
            styles.append(_style(node, tag, styles[-1]))
            mark = "- " if tag == "li" else ("" if tag in {"ul", "ol", *_HEADINGS} else mark)
            _add(line, node.text, styles[-1])
        else:
            styles.pop()
            _add(line, node.tail if node is not root else None, styles[-1])
    if block := line.block(mark):
        yield block


def _add(line: _Line, text: str | None, style: _Style) -> None:
    if text and not style.is_silent:
        line.pieces.append((text, style))


def _style(node: _Element, tag: str, around: _Style) -> _Style:
    stated = node.get("style") or ""
    size = around.size
    if match := _SIZE.search(stated):
        size = float(match[1]) * _PIXELS[match[2].lower()]
    elif tag == "font" and (named := _FONT_SIZES.get((node.get("size") or "").strip())):
        size = named
    bold = around.is_bold or tag in _BOLD_TAGS
    link = node.get("href", "").strip() if tag == "a" else ""
    return _Style(
        _HEADINGS.get(tag, around.level),
        size,
        (bold or _BOLD.search(stated) is not None) and not _PLAIN.search(stated),
        link if _ADDRESS.fullmatch(link) else around.link,
        around.is_silent or tag in SILENT or tag == "title" or _HIDDEN.search(stated) is not None,
        around.is_quoted or tag == "blockquote",
    )


def _form(styles: list[_Style], link: str | None) -> int | None:
    """Return the form of a line all of whose text is set as headings are: 1-6 by element, then by size, bold, link."""
    if all(style.level for style in styles):
        return min(style.level or 6 for style in styles)
    size = min(style.size for style in styles)
    if _MIN_HEADING <= size <= _MAX_HEADING:
        return 7 + round(_MAX_HEADING - size)
    if all(style.is_bold for style in styles):
        return _BOLD_FORM
    return _LINK_FORM if link else None
