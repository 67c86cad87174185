"""HTML: everything is escaped unless it was built here, and every page forbids requests and foreign scripts.

``Html`` is made in this module alone; whatever else reaches an element, an attribute or an address is escaped by
``html`` or refused by ``link``. Forgetting to escape shows tags as text; it cannot make them tags.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from urllib.parse import quote

_HERE = Path(__file__).parent
_VOID = {"meta", "br", "input"}

_CONTROL = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
"""Control characters as the signs that picture them."""


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Content = str | int | float | None
"""What an element may hold: Html goes in as it is, everything else escaped."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of the site have around their content."""

    links: Sequence[tuple[str, str]]  # address from the site's root, text
    foot: Html
    root: str = ""  # the way from the page's folder to the site's root

    def below(self) -> Frame:
        """Return the frame for a page one folder down."""
        return Frame(self.links, self.foot, "../")


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


def link(address: str, *content: Content, **attributes: Content) -> Html:
    """Return a link to a page of the site or a place in it; ValueError for an address that leads elsewhere."""
    if ":" in address or address.startswith("/"):
        raise ValueError(f"a report links to its own pages alone, not to {address!r}")
    return tag("a", *content, href=quote(address, safe="/#.-_"), **attributes)


def found(value: object, limit: int = 300) -> Html:
    """Return a value from the data: cut, and kept from turning the direction of the line around it."""
    text = pictured(value)
    return tag("bdi", text if len(text) <= limit else text[:limit] + "…", class_="found")


def pictured(value: object) -> str:
    """Return a value's text with control characters as the signs that picture them."""
    return "" if value is None else str(value).translate(_CONTROL)


def number(value: float | None) -> str:
    """Return a number for people; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def share(value: float | None) -> str:
    """Return a share as a percentage: no digit that means nothing, no trace rounded away."""
    if value is None:
        return "–"
    if 0 < value < 0.001:
        return "< 0.1 %"
    return f"{value:.0%}".replace("%", " %") if value in (0, 1) else f"{value:.1%}".replace("%", " %")


def many(count: float, one: str, more: str = "") -> str:
    """Return a number with its noun: ``1 row``, ``3 rows``."""
    return f"{number(count)} {one if count == 1 else more or one + 's'}"


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[Content]],
    caption: str,
    numeric: Sequence[int] = (),
    id_: str = "",
    stacks: bool = False,
) -> Html:
    """Return a table; ``numeric`` are the places of the columns that hold numbers. The first column heads its row.

    One that ``stacks`` shows its cells one below the other on a phone, each with its heading.
    """

    def cell(place: int, content: Content) -> Html:
        kind = "number" if place in numeric else None
        label = headings[place] if stacks and content is not None else None
        if not place:
            return tag("th", content, scope="row", class_=kind, data_label=label)
        return tag("td", content, class_=kind, data_label=label)

    head = tag(
        "tr",
        *(tag("th", text, scope="col", class_="number" if i in numeric else None) for i, text in enumerate(headings)),
    )
    body = join(tag("tr", *(cell(i, content) for i, content in enumerate(row))) for row in rows)
    whole = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", body), id=id_ or None)
    kind = "scroll stack" if stacks else "scroll"
    return tag("div", whole, class_=kind, role="region", aria_label=caption, tabindex=0)


def filters(table_id: str, about: str, chosen: Iterable[tuple[str, int, Iterable[str]]]) -> Html:
    """Return the filters of a table: a search field, and a choice for each (name, column, values)."""
    search = tag("label", "Search ", tag("input", type="search", autocomplete="off"))
    choices = (
        tag(
            "label",
            f"{name} ",
            tag(
                "select",
                tag("option", "all", value=""),
                *(tag("option", value, value=value) for value in values),
                data_column=column,
            ),
        )
        for name, column, values in chosen
    )
    return tag(
        "div",
        search,
        *choices,
        tag("output", aria_live="polite"),
        class_="filter",
        role="search",
        aria_label=about,
        data_filters=table_id,
        hidden="",
    )


def section(title: str, *content: Content, anchor: str = "") -> Html:
    """Return a part of a page under its heading."""
    name = anchor or "-".join(title.lower().split())
    return tag("section", tag("h2", title, id=f"{name}-title"), *content, id=name, aria_labelledby=f"{name}-title")


def page(title: str, *body: Content, frame: Frame, address: str = "", script: bool = False) -> str:
    """Return the whole page; ``address`` is its own, from the site's root."""
    head = join(
        (
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=policy(script)),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="referrer", content="no-referrer"),
            tag("title", f"{title} · Briefing Warehouse"),
            tag("style", Html(_file("page.css"))),
        )
    )
    whole = tag(
        "body",
        tag("a", "Skip to the content", href="#content", class_="skip"),
        tag("header", tag("div", _brand(frame), _menu(frame, address), class_="top")),
        tag("main", *body, id="content", tabindex=-1),
        tag("footer", frame.foot),
        tag("script", Html(_file("page.js"))) if script else None,
    )
    return f"<!DOCTYPE html>\n{tag('html', tag('head', head), whole, lang='en')}\n"


def policy(script: bool = False) -> str:
    """Return a page's content policy: our own style and script by their hashes, and nothing else from anywhere."""
    allowed = f"; script-src {_hash('page.js')}" if script else ""
    return f"default-src 'none'; style-src {_hash('page.css')}{allowed}; base-uri 'none'; form-action 'none'"


def _brand(frame: Frame) -> Html:
    return tag("a", "Briefing Warehouse", href=f"{frame.root}index.html", class_="brand")


def _menu(frame: Frame, address: str) -> Html:
    items = (
        tag("li", link(frame.root + target, text, aria_current="page" if target == address else None))
        for target, text in frame.links
    )
    return tag("nav", tag("ul", *items), aria_label="Report")


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _hash(name: str) -> str:
    return f"'sha256-{b64encode(sha256(_file(name).encode()).digest()).decode()}'"
