"""Who signs a page: named in its markup, or printed in a by-line at its headline. Fewer rather than wrong.

A site's own name is never an author. Where the by-line prints more names than the markup states, the by-line is right:
many sites state the first author only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from selectolax.lexbor import LexborNode

from flows.ingest.header_lines import date_line
from flows.ingest.lexicon import any_of, lines_of
from flows.ingest.names import (
    MAX_NAME,
    byline_authors,
    is_organization,
    is_person_name,
    is_signature,
    is_single_name,
    leads_byline,
    unique,
    without_tail,
)
from flows.ingest.web.page import Page, names_of, node_text, squeezed, types_of
from flows.ingest.web.titles import folded
from flows.model import Author

_STATED = lines_of("meta_authors.txt")
_MARKED = lines_of("marked_authors.txt")
_SIGNED = '[rel~="author"], .author .fn, [itemprop~="author"] [itemprop~="name"], .author-name, .post-author'
_DESKS = frozenset(lines_of("desks.txt"))
DESK = "desk"
"""Role of an author who is no person but a staff that signs as a whole."""
_AUTHOR_PAGES = '[rel~="author"], .author, .author-name, a[href*="/author/"], a[href*="/autor/"]'
_ARTICLES = frozenset({"the", "el", "la", "le", "der", "die", "das", "il"})
_HANDLE = re.compile(r"\s*@\w+")
_NOT_HERE = re.compile(any_of("elsewhere.txt"), re.IGNORECASE)
_MAX_MARKED = 300


def authors(
    page: Page, site_names: Iterable[str], headline: str | None, at_headline: Sequence[str]
) -> tuple[Author, ...]:
    """Return the authors by the strongest evidence that names any; ``at_headline`` are the lines printed there."""
    sites = {key for name in site_names if (key := folded(name))}
    organizations = {folded(name) for name in _organizations(page)}
    title = folded(headline or "")

    def own(found: Iterable[Author], *, persons: bool = True) -> tuple[Author, ...]:
        kept = [
            author for author in found if (key := folded(author.name)) and key not in title and not _is_desk(key, sites)
        ]
        return unique(
            [a for a in kept if folded(a.name) not in sites or (persons and _owns_site(a.name, organizations))]
        )

    printed = own(_printed(at_headline))
    linked, stated = (
        own(author for author in candidates if is_person_name(author.name))
        for candidates in (_linked(page), _stated(page))
    )
    if found := (stated if _holds(stated, linked) else linked) or stated:
        return printed if _holds(printed, found) else found
    if printed:
        return printed
    pen_names = own(
        (author for author in (*_linked(page), *_stated(page)) if is_single_name(author.name)), persons=False
    )
    for candidates in _marked(page, at_headline):
        marked = own(candidates)
        if len(marked) == 1 or (marked and _all_near(marked, at_headline)):
            return marked
    for weaker in (pen_names, _beside_date(at_headline), _pen_names(page)):
        if found := own(weaker):
            return found
    return own(_signed(page, at_headline), persons=False) or _desks(page, at_headline, sites, title)


def _desks(page: Page, at_headline: Sequence[str], sites: set[str], title: str) -> tuple[Author, ...]:
    """The staff as a whole, where the page names it as the author: told apart from persons by its role."""
    marked = {node_text(node) for node in page.tree.css(_AUTHOR_PAGES)[:40] if not _is_elsewhere(node)} - {""}
    alone = next(iter(marked)) if len(marked) == 1 else ""
    lines = (rest.strip() for line in at_headline[:8] if (rest := leads_byline(line, alone=True)))
    for name in (*_as_stated(page), *lines, alone):
        is_staff = name.casefold() in _DESKS or (is_signature(name) and _is_desk(folded(name), sites))
        if is_staff and folded(name) not in sites:
            return (Author(name, DESK),)
    is_name = is_signature(alone) or is_single_name(alone)
    return (Author(alone),) if is_name and folded(alone) not in sites and folded(alone) not in title else ()


def _as_stated(page: Page) -> Iterator[str]:
    """Give what the markup states as author, whatever it is."""
    for entity in page.articles[:2]:
        yield from names_of(entity.get("author"))
    for name in _STATED:
        yield from page.all(name)[:3]
    yield from _labelled(page)


def _labelled(page: Page) -> list[str]:
    """Return what cards for sharing show behind "Written by"."""
    return [
        value
        for n in "12"
        if leads_byline(page.first(f"twitter:label{n}") or "")
        for value in page.all(f"twitter:data{n}")[:1]
    ]


def _organizations(page: Page) -> Iterator[str]:
    """Give the names that the linked data types as organisations, publishers of articles and sites among them."""
    for entity in page.entities:
        for stated in (entity, entity.get("publisher")):
            if (
                isinstance(stated, Mapping)
                and types_of(stated)[:1]
                and types_of(stated)[0].endswith(("Organization", "Corporation"))
            ):
                yield from names_of(stated)


def _owns_site(name: str, organizations: set[str]) -> bool:
    """Whether a name that is the site's own is that of a person who writes there alone."""
    is_titled = name.split(maxsplit=1)[0].casefold() in _ARTICLES
    return is_person_name(name) and not is_organization(name) and not is_titled and folded(name) not in organizations


def _is_desk(name: str, sites: set[str]) -> bool:
    """The site's name with a word around it: its staff, its team, its editors."""
    key = folded(name)
    return key in _DESKS or (
        not is_person_name(name) and any(len(site) > 3 and site != key and site in key for site in sites)
    )


def _holds(printed: Sequence[Author], stated: Sequence[Author]) -> bool:
    names = {folded(author.name) for author in printed}
    return len(printed) > len(stated) and all(folded(author.name) in names for author in stated)


def _linked(page: Page) -> list[Author]:
    for entity in page.articles[:2]:
        found = list(_persons(entity.get("author") or entity.get("creator"), page))
        if found:
            return found
    persons = {
        name: Author(name)
        for e in page.entities
        if types_of(e)[:1] == ["Person"]
        for name in names_of(e)
        if is_person_name(name)
    }
    return list(persons.values()) if len(persons) == 1 else []


def _persons(value: object, page: Page) -> Iterator[Author]:
    values = value if isinstance(value, list) else [value]
    for stated in values[:30]:
        entry = stated
        if isinstance(entry, Mapping):
            if "name" not in entry and isinstance(entry.get("@id"), str):
                entry = next((e for e in page.entities if e.get("@id") == entry["@id"] and "name" in e), entry)
            yield from (author for name in names_of(entry.get("name")) for author in _named(name))
        elif isinstance(entry, str):
            yield from _named(entry)


def _named(name: str) -> tuple[Author, ...]:
    """Read a string that is stated to be an author's name."""
    text = squeezed(name)
    if len(text) > 300 or "://" in text or text.startswith(("/", "www.", "#", "@")):
        return ()
    if is_person_name(text):
        return (Author(text),)
    if found := byline_authors(text):
        return found
    short = without_tail(text)
    return (Author(short),) if len(short) <= MAX_NAME and (is_single_name(short) or is_signature(short)) else ()


def _stated(page: Page) -> list[Author]:
    values = [page.all(name)[:20] for name in _STATED]
    values.append(_labelled(page))
    for stated in values:
        if found := [author for value in stated for author in _named(_HANDLE.sub("", value))]:
            return found
    return []


def _printed(lines: Sequence[str]) -> list[Author]:
    """By-lines among the lines at the headline: they begin with "By" in one of many languages."""
    for place, line in enumerate(lines):
        if len(line) > 160 or not (rest := leads_byline(line)):
            continue
        if rest.strip(" :") == "" and place + 1 < len(lines):
            rest = lines[place + 1]
        if found := byline_authors(rest):
            return list(found)
    return []


def _marked(page: Page, at_headline: Sequence[str]) -> Iterator[list[Author]]:
    """Give, for each way of marking, the authors it marks: those printed at the headline, else by-lines, else all."""
    near = " ".join(folded(line) for line in at_headline)
    own_lines = {folded(line) for line in at_headline}
    for selector in _MARKED:
        found: list[Author] = []
        signed: list[Author] = []
        for node in page.nodes(selector)[:40]:
            text = node_text(node, "\n")
            if len(text) > _MAX_MARKED or (_is_elsewhere(node) and folded(text) not in own_lines):
                continue
            lines = [squeezed(line) for line in text.split("\n") if line.strip()]
            found.extend(author for line in lines for author in _in_line(line))
            signed = signed or _printed(lines)
        close = [author for author in found if folded(author.name) in near]
        yield close or (signed if len(unique(found)) > 1 else found)


def _all_near(authors: Sequence[Author], at_headline: Sequence[str]) -> bool:
    near = " ".join(folded(line) for line in at_headline)
    return all(folded(author.name) in near for author in authors)


def _pen_names(page: Page) -> list[Author]:
    """The one word that the page marks as its author, if it is always the same."""
    for selector in _MARKED[:5]:
        texts = [node_text(node) for node in page.nodes(selector)[:40] if not _is_elsewhere(node)]
        words = {rest.strip() for text in texts if text and (rest := leads_byline(text, alone=True) or text)}
        if len(words) == 1 and is_single_name(word := words.pop()):
            return [Author(word)]
    return []


def _in_line(line: str) -> tuple[Author, ...]:
    """A line of an element that is marked as author: a by-line, or nothing but names."""
    if leads_byline(line) is not None:
        return byline_authors(line)
    pieces = [piece for piece in re.split(r",\s|\s(?:and|und|et|&)\s|\s*[|•·]\s*", line) if piece]
    return byline_authors(line) if pieces and is_person_name(pieces[0]) and len(pieces[0].split()) <= 4 else ()


def _beside_date(lines: Sequence[str]) -> list[Author]:
    """A person's name in a line of its own right beside the date, or in the date's line behind a bullet."""
    for place, line in enumerate(lines):
        pieces = [piece for piece in re.split(r"\s*[·•|/¦]\s*|\s[-–—]\s", line) if piece]
        if len(line) > 120 or not any(date_line(piece) for piece in pieces):
            continue
        for neighbour in (*pieces, *lines[max(0, place - 1) : place + 2]):
            name = leads_byline(neighbour, alone=True) or neighbour
            if is_person_name(name):
                return [Author(name)]
    return []


def _signed(page: Page, lines: Sequence[str]) -> list[Author]:
    """Pen names, desks and agencies: stated as such, in a by-line of one word, or alone in a link to their page."""
    for line in lines:
        rest = leads_byline(line, alone=True) if len(line) <= 80 else None
        word = re.split(r"\s+(?:on|am|at|um|@|le|el)\s|\s*[|·•,(]|\s+\d", rest.strip())[0] if rest else ""
        if is_single_name(word) and word[0].isupper():
            return [Author(word)]
    for node in page.tree.css(_SIGNED)[:10]:
        text = node_text(node)
        if is_single_name(text) and not _is_elsewhere(node):
            return [Author(text)]
    return _linked(page) or _stated(page)


def _is_elsewhere(node: LexborNode) -> bool:
    """Whether a node belongs to comments, teasers or other furniture."""
    current: LexborNode | None = node
    for _ in range(8):
        if current is None or current.tag in {"body", "html", "article"}:
            return False
        attributes = current.attributes
        if _NOT_HERE.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"):
            return True
        if current.tag in {"aside", "footer", "nav"}:
            return True
        current = current.parent
    return False
