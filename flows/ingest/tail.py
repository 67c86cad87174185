"""The end of a text: footers that are no part of an article, teasers that break off, and pages that only list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.ingest.header_lines import is_caption, is_noise, is_rule
from flows.ingest.lexicon import any_of
from flows.model import Author, Refusal, Refused

_FOOTER = re.compile(rf"^[\W_]*{any_of('footers.txt')}", re.IGNORECASE)
_SIGNATURE = re.compile(r"^--\s*$", re.MULTILINE)
_MAX_FOOTER_PARAGRAPHS = 12
_MAX_FOOTER_LENGTH = 600
_TEASER = re.compile(
    r"(?:\[?(?:…|\.{3})\]?\s*(?:\[?\s*(?:more|read more|continue reading|read full (?:article|story))\b.{0,20})?|"
    r"(?:\bREAD MORE|\bread more|\bRead More|\bContinue reading|\bMORE)\W{0,4})\W*$"
)
_WALL = re.compile(any_of("walls.txt"), re.IGNORECASE)
_WALL_LINES, _MAX_WALL = 5, 200
_READ_MORE = re.compile(r"^\W*(?:read more|more|continue reading|read full (?:article|story))\b.{0,30}$", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:\[?(?:read more|continue reading|READ MORE|MORE|more)\b\W{0,4})$")
_LISTING_TITLE = re.compile(
    r"^(?:latest|recent|all|more)\b.{0,60}\b(?:articles|posts|stories|news|issues|publications)\W*$", re.IGNORECASE
)
_BROKEN_OFF = re.compile(r"(?:…|\.{3})(?=\s+[A-Z]|\s*$)")
_MIN_TEASERS = 4


def without_signature(text: str) -> str:
    """Return a mail's text without the signature under its two dashes, where that is short."""
    for match in _SIGNATURE.finditer(text):
        rest = text[match.end() :]
        if rest.count("\n") <= 15 and len(rest) < 1500:
            return text[: match.start()].rstrip()
    return text


def without_footer(paragraphs: Sequence[str]) -> list[str]:
    """Return the paragraphs without the footer lines, captions and drawn rules at their end."""
    kept = list(paragraphs)
    for count in range(1, min(_MAX_FOOTER_PARAGRAPHS, len(kept))):
        place = len(kept) - count
        if is_rule(kept[place]) and all(_is_footer(p) for p in kept[place + 1 :]):
            kept = kept[:place]
            break
    while len(kept) > 1 and (_is_footer(kept[-1]) or is_rule(kept[-1])):
        kept.pop()
    return [paragraph for paragraph in kept if not is_rule(paragraph)]


def without_signed_name(paragraphs: Sequence[str], authors: Sequence[Author]) -> list[str]:
    """Return the paragraphs without the name in brackets by which an author of the by-line also signs the end."""
    kept = list(paragraphs)
    for author in authors:
        signed = f"({author.name})"
        if kept and kept[-1].endswith(signed):
            kept[-1] = kept[-1].removesuffix(signed).rstrip()
    return [paragraph for paragraph in kept if paragraph]


def is_truncated(paragraphs: Sequence[str]) -> bool:
    """Whether the text is a teaser: its last paragraph breaks off."""
    if not paragraphs:
        return False
    return bool(_TEASER.search(paragraphs[-1][-80:]) or _READ_MORE.match(paragraphs[-1]))


def ends_at_a_wall(paragraphs: Sequence[str]) -> bool:
    """Whether the last lines, footers among them, say that the rest is for subscribers."""
    return any(len(text) <= _MAX_WALL and _WALL.search(text) for text in paragraphs[-_WALL_LINES:])


def without_read_more(paragraphs: Sequence[str]) -> list[str]:
    """Return the paragraphs of a teaser without the invitation to read on; the dots at which it breaks off stay."""
    kept = list(paragraphs)
    while len(kept) > 1 and _READ_MORE.match(kept[-1]):
        kept.pop()
    if kept and re.search(r"(?:…|\.{3})\W*\w", kept[-1][-60:]):
        kept[-1] = _MORE.sub("", kept[-1])
    return kept


def refuse_listing(paragraphs: Sequence[str], headline: str | None = None) -> None:
    """Raise Refused where the text is a list of teasers and no article."""
    teasers = sum(1 for p in paragraphs if len(p) < 1500 and _TEASER.search(p[-80:]))
    is_titled = any(_LISTING_TITLE.match(p.strip()) for p in (headline or "", *paragraphs[:5]) if len(p) < 120)
    if is_titled:  # markup that parts its teasers by breaks alone makes one paragraph of them
        teasers = max(teasers, sum(len(_BROKEN_OFF.findall(p)) for p in paragraphs))
    enough = _MIN_TEASERS if not is_titled else 2
    if teasers >= enough and teasers * 3 >= len(paragraphs):
        raise Refused(Refusal.LISTING, f"it lists {teasers} teasers of articles and is none itself; fetch the articles")


def _is_footer(paragraph: str) -> bool:
    text = paragraph.strip()
    if len(text) > _MAX_FOOTER_LENGTH:
        return False
    return bool(_FOOTER.match(text)) or is_noise(text) or (is_caption(text) and _is_credit_line(text))


def _is_credit_line(text: str) -> bool:
    return bool(re.match(r"\W{0,3}(?:photo|image|picture)\b", text, re.IGNORECASE))
