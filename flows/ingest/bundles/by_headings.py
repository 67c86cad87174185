"""Cuts where a newsletter's page heads its articles: headings of one form, each with an address or a name of its own.

An article with subheads has headings of one form too. What tells an issue from it is that each heading leads somewhere
else (it is a link, or "read more" stands under its piece), or that somebody signs under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.ingest import header_lines as kinds
from flows.ingest.bundles.lines import Cut
from flows.ingest.headline import can_be_headline
from flows.ingest.lexicon import any_of

READ_MORE = "Read more"
"""How an invitation to read on is written in the text, however the page words it: teasers are known by it."""

_INVITATION = re.compile(rf"\W*{any_of('invitations.txt')}\W*", re.IGNORECASE)
_RELAY = re.compile(rf"https?://(?:[^/]*\.)?{any_of('link_relays.txt')}", re.IGNORECASE)
_MIN_BODY = 60  # letters under a heading that heads an article
_SHARE_OF_ITS_OWN = 0.6  # of the pieces that must lead somewhere else or be signed
_HEAD, _FOOT = 3, 2  # lines of a piece among which a by-line and an invitation stand


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a page: how it is set (``form``, the lower the larger; None for running text), and where it leads."""

    text: str
    form: int | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A heading with the blocks under it."""

    at: int
    blocks: Sequence[Block]
    section: str | None

    @property
    def heading(self) -> Block:
        return self.blocks[0]

    @property
    def url(self) -> str | None:
        """Where the article stands: what its heading leads to, else its invitation."""
        links = [self.heading.link, *(b.link for b in self.blocks[-_FOOT:] if _INVITATION.fullmatch(b.text))]
        return next((link for link in links if link and not _RELAY.match(link)), None)

    def is_article(self, form: int) -> bool:
        """Whether the piece is a headline of that form with a text under it."""
        return (
            self.heading.form == form and can_be_headline(self.heading.text) and _letters(self.blocks[1:]) >= _MIN_BODY
        )

    def leads_elsewhere(self) -> bool:
        """Whether the piece is an article of its own: linked, signed, or continued elsewhere."""
        return (
            self.heading.link is not None
            or any(kinds.byline(block.text) for block in self.blocks[1 : 1 + _HEAD])
            or any(_INVITATION.fullmatch(block.text) for block in self.blocks[1:][-_FOOT:])
        )


def text_and_cuts(blocks: Sequence[Block]) -> tuple[str, list[Cut]]:
    """Return the text of a page's blocks, a blank line between them, and where its items begin; often nowhere."""
    starts: list[int] = []
    texts = [READ_MORE if block.link and _INVITATION.fullmatch(block.text) else block.text for block in blocks]
    place = 0
    for text in texts:
        starts.append(place)
        place += len(text) + 2
    cuts = []
    for piece in _pieces_of(blocks):
        start, headline = starts[piece.at], texts[piece.at]
        cuts.append(Cut(start, piece.section, headline, start + len(headline), piece.url))
    return "\n\n".join(texts), cuts


def _pieces_of(blocks: Sequence[Block]) -> list[_Piece]:
    """Return the pieces under the largest form of heading that parts articles; none where there is no such form.

    Entries of an index and headings of groups are among them: they end the piece before them, and have no text.
    """
    for form in sorted({block.form for block in blocks if block.form is not None}):
        pieces = list(_under(form, blocks))
        articles = [piece for piece in pieces if piece.is_article(form)]
        own = sum(piece.leads_elsewhere() for piece in articles)
        links = [piece.heading.link for piece in articles if piece.heading.link]
        if own >= 2 and own >= _SHARE_OF_ITS_OWN * len(articles) and len(set(links)) == len(links):
            return pieces[pieces.index(articles[0]) :]
    return []


def _under(form: int, blocks: Sequence[Block]) -> Iterator[_Piece]:
    """Give each heading of a form or of a larger one with what follows it, up to the next."""
    heads = [at for at, block in enumerate(blocks) if block.form is not None and block.form <= form]
    section: str | None = None
    for at, end in zip(heads, [*heads[1:], len(blocks)], strict=True):
        piece = _Piece(at, blocks[at:end], section)
        if len(piece.blocks) == 1 and (kinds.is_section(piece.heading.text) or piece.heading.text.isupper()):
            section = piece.heading.text
        yield piece


def _letters(blocks: Sequence[Block]) -> int:
    return sum(sum(map(str.isalpha, block.text)) for block in blocks if not _INVITATION.fullmatch(block.text))
