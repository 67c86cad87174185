"""A text as one article or as the items of a bundle: each item's own header, completed by the masthead of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from flows.ingest.bundles import by_contents, by_profile, by_rules
from flows.ingest.bundles.lines import Cut, lines_of_text
from flows.ingest.evidence import merged
from flows.ingest.header import read_header
from flows.model import Header, Refusal, Refused, Span
from flows.profiles import load_profiles, resolve_publication

_MIN_LINES = 4
_MIN_BODY = 60  # characters of letters; what has fewer is an entry of an index

Reader = Callable[[str], tuple[Header, str]]


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a text; ``member`` is empty where the text is all one article, else ``span`` is its place."""

    member: str
    header: Header
    body: str
    span: Span | None = None


def items_of(
    text: str,
    read: Reader,
    url: str | None = None,
    read_item: Reader | None = None,
    *,
    publication: str | None = None,
    cuts: Sequence[Cut] = (),
) -> Iterator[Item | tuple[str, Refused]]:
    """Give the articles of a text, or why one of several is none.

    ``read`` makes header and body of a text that is one article, ``read_item`` of one of several, if that differs.
    ``publication`` is who sent the text, where it does not say so itself; ``cuts`` are those that its form has shown.
    """
    found = _cuts(text, url, publication) or cuts
    if len(found) < 2:
        yield Item("", *read(text))
        return
    shared = _shared(read_header(text[: found[0].start]).header, read_header(text).header)
    number = 0
    for cut, end in zip(found, [*(following.start for following in found[1:]), len(text)], strict=True):
        try:
            header, body = (read_item or read)(text[cut.body_start or cut.start : end])
        except Refused as refused:
            if refused.reason is not Refusal.NO_TEXT:
                number += 1
                yield f"item {number}", refused
            continue  # a heading with nothing under it: an entry of an index, an imprint
        if sum(map(str.isalpha, body)) < _MIN_BODY:
            continue
        number += 1
        own = replace(
            header,
            headline=cut.headline or header.headline,
            section=cut.section or header.section,
            url=cut.url or header.url,
        )
        span = (cut.start, cut.start + len(text[cut.start : end].rstrip()))
        is_printed_again = own.publication is not None and own.publication != shared.publication
        issue = replace(shared, volume=None, issue=None) if is_printed_again else shared  # that issue is not its own
        yield Item(f"item {number}", merged(own, issue), body, span)


def _cuts(text: str, url: str | None, publication: str | None) -> list[Cut]:
    lines = lines_of_text(text)
    if len(lines) < _MIN_LINES:
        return []
    printed = read_header(text).header.publication
    profiles = load_profiles()
    profile = resolve_publication(printed, url, profiles) or resolve_publication(publication, None, profiles)
    return by_profile.cuts(lines, profile) or by_contents.cuts(lines) or by_rules.cuts(lines)


def _shared(head: Header, whole: Header) -> Header:
    """What the masthead says is true of every item; a headline or by-line above them is none of theirs."""
    found = merged(head, whole)
    return Header(
        publication=found.publication, volume=found.volume, issue=found.issue, url=found.url, dates=found.dates
    )
