"""Data Docs pages made safe to keep: no script, no request to anywhere, one local style.

The pages that Great Expectations writes load scripts, styles and a logo from the network. What remains after this is
their text, tables and links among themselves, under a content policy that forbids the rest.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = Path(__file__).with_name("data_docs.css")
# "footer" holds a newsletter; ".card:has(input)" a filter that needs a script.
_REMOVED = "script, style, link, meta, base, img, iframe, object, embed, form, input, button, svg, footer"
_KEPT_ATTRIBUTES = {"id", "class", "href", "colspan", "rowspan"}
_MARKS = {"fa-check-circle": "✔", "fa-times": "✘", "fa-exclamation-triangle": "!"}


def make_offline(folder: Path) -> int:
    """Rewrite every page below the folder; return how many there were."""
    pages = sorted(folder.rglob("*.html"))
    for page in pages:
        page.write_text(offline(page.read_text(encoding="utf-8")), encoding="utf-8")
    return len(pages)


def offline(html: str) -> str:
    """Return a Data Docs page without anything active or remote."""
    tree = LexborHTMLParser(html)
    title = tree.css_first("title")
    body = tree.body
    if body is None:
        raise ValueError("a Data Docs page has no body")
    for card in body.css(".card"):
        if card.css_first("input") is not None:
            card.decompose()
    for node in body.css(_REMOVED):
        node.decompose()
    for head in body.css("thead"):
        if not head.text(strip=True):
            head.decompose()
    for node in body.css("*"):
        _disarm(node)
    return framed(title.text() if title else "Data Docs", body.inner_html or "")


def framed(title: str, body: str) -> str:
    """Return a page around a body that is HTML already."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title.strip())}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")


def _disarm(node: LexborNode) -> None:
    for name, value in list(node.attributes.items()):
        leads_away = name == "href" and not _is_local(value or "")
        if leads_away or name not in _KEPT_ATTRIBUTES:
            del node.attrs[name]
    for mark, character in _MARKS.items():
        if mark in (node.attributes.get("class") or "").split():
            node.replace_with(character)
            return


def _is_local(address: str) -> bool:
    """Whether a link stays in the docs: a place in the page, or a page by its relative path."""
    return not address.startswith("/") and ":" not in address
