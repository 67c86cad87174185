"""HTML: everything is escaped unless it was built here, and every page forbids scripts and requests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = Path(__file__).with_name("page.css")
_VOID = {"meta", "br"}


_CONTROL = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
"""Control characters as the signs that picture them."""


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Content = str | int | float | None
"""What an element may hold: Html goes in as it is, everything else escaped."""


def html(content: Content) -> Html:
    """Return the content as HTML; nothing for None."""
    if content is None:
        return Html("")
    return content if isinstance(content, Html) else Html(escape(str(content)))


def join(parts: Iterable[Content]) -> Html:
    """Return the parts one after the other."""
    return Html("".join(html(part) for part in parts))


def tag(name: str, /, *content: Content, **attributes: Content) -> Html:
    """Return an element. An attribute's trailing underscore is dropped (``class_``), inner ones become hyphens."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = join(content)
    return Html(f"<{name}{given}>") if name in _VOID else Html(f"<{name}{given}>{inner}</{name}>")


def found(value: object, limit: int = 300) -> Html:
    """Return a value from the data: cut, and kept from turning the direction of the line around it."""
    text = "" if value is None else str(value).translate(_CONTROL)
    return tag("bdi", text if len(text) <= limit else text[:limit] + "…", class_="found")


def number(value: float | None) -> str:
    """Return a number for people; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def table(headings: Sequence[str], rows: Iterable[Sequence[Content]], numeric: Sequence[int] = ()) -> Html:
    """Return a table; ``numeric`` are the places of the columns that hold numbers."""

    def kind(place: int) -> str | None:
        return "number" if place in numeric else None

    head = tag("tr", *(tag("th", text, scope="col", class_=kind(i)) for i, text in enumerate(headings)))
    body = join(tag("tr", *(tag("td", cell, class_=kind(i)) for i, cell in enumerate(row))) for row in rows)
    return tag("div", tag("table", tag("thead", head), tag("tbody", body)), class_="scroll")


def section(title: str, *content: Content) -> Html:
    """Return a part of a page under its heading."""
    anchor = "-".join(title.lower().split())
    return tag("section", tag("h2", title), *content, id=anchor)


def page(title: str, *body: Content) -> str:
    """Return the whole page."""
    head = join(
        (
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="referrer", content="no-referrer"),
            tag("title", title),
            tag("style", Html(_style())),
        )
    )
    return f"<!DOCTYPE html>\n{tag('html', tag('head', head), tag('body', tag('main', *body)), lang='en')}\n"


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")
