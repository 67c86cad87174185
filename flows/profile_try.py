"""``briefings profile try``: what each profile would make of a file, and why. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.console import printable
from flows.ingest.members import Members
from flows.ingest.read import read_raw
from flows.limits import Limits, limited
from flows.model import Document, Header, Profile, Published, RefusedMember
from flows.profiles import folded, load_profiles, resolve_publication

_SHOWN = 20  # documents of one file


@dataclass(frozen=True, slots=True)
class Tried:
    """What one profile makes of a document: what speaks for it, what against, and when it would date it."""

    name: str
    is_chosen: bool
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    published: Published


def try_profiles(path: Path, limits: Limits, console: Console) -> bool:
    """Print the table of every document of the file; return whether a profile was chosen for each of them."""
    shown, all_known = 0, True
    with limited(limits):
        members = Members(read_raw(path, str(path), limits.file_bytes))
    while shown < _SHOWN:
        with limited(limits):
            found = next(members, None)
            tried = tried_on(found) if isinstance(found, Document) else []
        if found is None:
            break
        shown += 1
        if isinstance(found, RefusedMember):
            _print(console, f"{_named(path, found.member)}: refused: {found.sentence}")
            all_known = False
            continue
        _print(console, _named(path, found.member))
        for name, value in header_fields(found.header):
            _print(console, f"  {name}: {value}")
        console.print(_table(tried))
        all_known = all_known and any(one.is_chosen and one.speaks_for for one in tried)
    return all_known and shown > 0


def tried_on(document: Document) -> list[Tried]:
    """Return every profile for which something speaks, the chosen one first, and what no profile at all would give."""
    from flows.extract.pipeline import extract

    header, profiles = document.header, load_profiles()
    chosen = resolve_publication(header.publication, header.url, profiles)
    found = []
    for profile in sorted(profiles, key=lambda profile: profile is not chosen):
        reasons = tuple(speaks_for(profile, document))
        if reasons:
            published = extract(document, profile).published
            against = tuple(speaks_against(profile, header))
            found.append(Tried(profile.publication_id, profile is chosen, reasons, against, published))
    return [*found, Tried("(none)", chosen is None, (), (), extract(document, None).published)]


def speaks_for(profile: Profile, document: Document) -> Iterator[str]:
    """Give what names the publication: its masthead, its address, how its articles cite it."""
    header = document.header
    if header.publication:
        printed = folded(header.publication)
        if printed == folded(profile.name):
            yield f"the header names it: {header.publication}"
        elif alias := next((alias for alias in profile.aliases if folded(alias) == printed), None):
            yield f"the header names it by its alias {alias}"
    if header.url and resolve_publication(None, header.url, [profile]):
        yield f"its address lies under {_domain(profile, header.url)}"
    if cited := next((name for name in profile.self_names if f"see {name}" in document.text), None):
        yield f"the text cites it as articles of it do: see {cited}"


def speaks_against(profile: Profile, header: Header) -> Iterator[str]:
    """Give what does not fit: a volume of another year, a day of the week on which it does not appear."""
    days = [found.earliest for found in header.dates if found.earliest == found.latest]
    if header.volume is not None and profile.volume_year_offset is not None and days:
        year = profile.volume_year_offset + header.volume
        if days[0].year != year:
            yield f"volume {header.volume} is of {year}, the header says {days[0].year}"
    if days and profile.weekdays and days[0].isoweekday() not in profile.weekdays:
        yield f"{days[0]} is a {days[0]:%A}, on which it does not appear"


def header_fields(header: Header) -> list[tuple[str, str]]:
    """Return what the header of a document says, for people."""
    dates = (f"{one.earliest} to {one.latest} ({one.basis})" for one in header.dates)
    days = (f"{one.earliest} ({one.basis})" for one in header.dates if one.earliest == one.latest)
    fields = (
        ("headline", header.headline),
        ("authors", ", ".join(author.name for author in header.authors)),
        ("publication", header.publication),
        ("volume", header.volume),
        ("issue", header.issue),
        ("section", header.section),
        ("dates", ", ".join(days) or ", ".join(dates)),
        ("address", header.url),
    )
    return [(name, printable(str(value))) for name, value in fields if value not in (None, "")]


def _domain(profile: Profile, url: str) -> str:
    return next((domain for domain in profile.domains if domain in url), profile.domains[0])


def _table(tried: Sequence[Tried]) -> Table:
    table = Table("", "profile", "what speaks for it", "what speaks against it", "would be dated", "by")
    for one in tried:
        when = one.published
        day = str(when.on) if when.on else f"{when.earliest} to {when.latest}" if when.earliest else "not at all"
        cells = (
            "->" if one.is_chosen else "",
            one.name,
            "; ".join(one.speaks_for),
            "; ".join(one.speaks_against),
            day,
            when.basis or "",
        )
        table.add_row(*(escape(printable(cell)) for cell in cells))
    return table


def _named(path: Path, member: str) -> str:
    return f"{path}, {member}" if member else str(path)


def _print(console: Console, line: str) -> None:
    console.print(escape(printable(line)), highlight=False, soft_wrap=True)
