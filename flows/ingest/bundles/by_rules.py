"""Cuts where drawn rules part pieces that each have a headline and a body, and a by-line or an address of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.ingest import header_lines as kinds
from flows.ingest.bundles.lines import Cut, Line
from flows.ingest.headline import can_be_headline
from flows.ingest.lexicon import any_of

_MIN_BODY = 250
_MIN_TEASER = 100
_ADDRESS_LINE = re.compile(
    rf"(?:{any_of('invitations.txt')}|source|link|url|more at)?\W{{0,4}}<?https?://\S{{4,1990}}>?", re.IGNORECASE
)
_HEAD = 5  # lines of a piece among which headline and by-line stand
_MAX_PIECES_ASIDE = 2  # masthead or contents before, imprint behind


def cuts(lines: Sequence[Line]) -> list[Cut]:
    """Return the beginnings of the pieces; none unless two are articles beyond doubt and hardly any is none."""
    pieces: list[list[Line]] = [[]]
    for line in lines:
        if kinds.is_rule(line.text):
            pieces.append([])
        else:
            pieces[-1].append(line)
    pieces = [piece for piece in pieces if piece]
    articles = [piece for piece in pieces if _is_article(piece)]
    if len(articles) < 2 or len(pieces) - len(articles) > _MAX_PIECES_ASIDE:
        return []
    if any(not _is_article(piece) for piece in pieces[1:-1]):
        return []
    return [Cut(piece[0].start) for piece in pieces]


def _is_article(piece: Sequence[Line]) -> bool:
    head = piece[:_HEAD]
    signed = next((i for i, line in enumerate(head) if kinds.byline(line.text)), None)
    if not can_be_headline(head[0].text):
        return False
    if signed:
        return sum(len(line.text) for line in piece[signed + 1 :]) >= _MIN_BODY
    is_linked = any(_ADDRESS_LINE.fullmatch(line.text) for line in (*piece[1:2], *piece[-1:]))
    return is_linked and sum(len(line.text) for line in piece[1:]) >= _MIN_TEASER
