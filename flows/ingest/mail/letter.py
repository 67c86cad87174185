"""A mail as articles: those of its text or else of its page, and what is attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flows.ingest import clean, html_page, plain_text, tail
from flows.ingest.armor import without_armor
from flows.ingest.bundles.by_headings import READ_MORE, text_and_cuts
from flows.ingest.bundles.split import Item, items_of
from flows.ingest.encoding import declared_in_page, decode
from flows.ingest.mail.digest import mails_of
from flows.ingest.mail.fields import with_fields
from flows.ingest.mail.forwards import Inner, innermost
from flows.ingest.mail.message import Message
from flows.ingest.mail.page_blocks import blocks_of
from flows.ingest.parts import Article, Found, Part
from flows.ingest.places import places_of
from flows.model import Header, Refusal, Refused, RefusedMember

_LIST_FOOTER = re.compile(
    r"^(?:_{20,}\s*\n[^\n]*mailing list|--~--~-|You received this message because|To unsubscribe\b|"
    r"You(?:[’']re| are) receiving this\b|Unsubscribe\b|"
    r"If you (?:no longer|do not) wish to receive)",
    re.IGNORECASE | re.MULTILINE,
)
_MAX_FOOTER = 2_500
_READ = re.compile(r"\.(?:pdf|docx|odt|rtf|html?|eml|msg|txt|md)$", re.IGNORECASE)
_COVER = re.compile(r"\b(?:attach(?:ed|ment|ments|ing)?|enclosed?|FYI|forwarded|below)\b", re.IGNORECASE)
_COVER_WORDS = 60  # a shorter text that speaks of what is attached is a note
_SEALED = "(sealed part)"
_STUB = 3  # times as long is the page of which the text says "view it in your browser"
_ENOUGH = 1_000  # characters of a text that stands in for nothing
_ISSUE = 0.5  # of the text: so much its page must say as an issue, which the text cannot be told to be

Read = Article | RefusedMember


def articles_of(message: Message, part: Part, format_name: str) -> Iterator[Found]:
    """Give the articles of a mail, then its attachments to be read; Refused where it has neither."""
    attached = [attachment for attachment in message.attachments if _READ.search(attachment.name)]
    found: list[Read] = []
    refused: Refused | None = None
    try:
        found = _Letter(message, part, format_name).read()
    except Refused as reason:
        refused = reason
    articles = [one for one in found if isinstance(one, Article)]
    if not articles and not attached:
        raise message.sealed or refused or _nothing(message)
    if not (attached and len(articles) == 1 and _is_cover(articles[0].text)):
        yield from found
    if message.sealed:
        yield part.refused(_SEALED, message.sealed)
    for attachment in attached:
        part.budget.take_member()
        yield part.inner(attachment.data, attachment.name, name=attachment.name)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A mail that is being read."""

    message: Message
    part: Part
    format: str

    def read(self) -> list[Read]:
        """Return the article of the mail or the several of an issue: of its text, or of its page if that says more."""
        written: list[Read] = []
        refused: Refused | None = None
        if self.message.text and self.message.text.strip():
            try:
                written = list(self._of_text(self.message.text))
            except Refused as reason:
                refused = reason
        if len(written) < 2:
            said = _length(written)
            printed = list(self._of_page(is_wanted=said <= _ENOUGH))
            if _length(printed) > said * (_ISSUE if len(printed) > 1 else _STUB):
                return printed
        if not written and refused is not None:
            raise refused
        return written

    def _of_text(self, text: str) -> Iterator[Read]:
        """Give the articles of the text: the mails of a digest, the items of an issue, or the one that it is."""
        text = tail.without_signature(_without_list_footer(without_armor(clean.normalised(text))))
        mails = mails_of(text)
        for number, inner in enumerate(mails or [innermost(text)], start=1):
            where = f"message {number}" if mails else ""
            try:
                items = list(items_of(inner.text, self._read_text, publication=inner.sender or self.message.sender))
                yield from self._found(items, inner, where, self.message.encoding)
            except Refused as reason:
                if not mails:
                    raise
                yield self.part.refused(where, reason)

    def _of_page(self, *, is_wanted: bool) -> Iterator[Read]:
        """Give the articles of the mail's page if it has several, else its one article if that ``is_wanted``."""
        page = self.message.page
        if page is None:
            return
        try:
            inner = self.part.inner(page.data, charset=page.charset)
            markup, encoding = decode(page.data, page.charset or declared_in_page(page.data))
            text, cuts = text_and_cuts(blocks_of(clean.without_control_characters(markup)))
            if len(cuts) >= 2:
                text = _without_list_footer(text)
                items = list(items_of(text, _read_piece, publication=self.message.sender, cuts=cuts))
                yield from self._found(items, Inner(text), "", encoding)
            elif is_wanted:
                for one in html_page.read(inner):
                    if isinstance(one, Article):
                        member = one.member.removeprefix(self.part.member).lstrip("!")
                        yield from self._found([Item(member, one.header, one.text)], Inner(""), "", one.encoding)
        except Refused:
            return

    def _read_text(self, text: str) -> tuple[Header, str]:
        return plain_text.read_article(text, flowed=self.message.is_flowed)

    def _found(
        self, items: Sequence[Item | tuple[str, Refused]], inner: Inner, where: str, encoding: str
    ) -> Iterator[Read]:
        """Give items as articles of this mail; ``where`` is the mail inside it in which they stand."""
        whole = (0, len(inner.text.rstrip())) if where else None
        spans = [(item.span or whole) if isinstance(item, Item) else None for item in items]
        # where the mail's bytes are the text itself, not packed as base64 or quoted-printable, its items have a place
        for item, stretch in zip(items, places_of(spans, inner.text, self.part.data, encoding), strict=True):
            if not isinstance(item, Item):
                yield self.part.refused("!".join(filter(None, (where, item[0]))), item[1])
                continue
            member = "!".join(filter(None, (where, item.member)))
            yield Article(
                item.body,
                with_fields(item.header, self.message, inner, is_item=bool(item.member)),
                self.format,
                encoding,
                self.part.path_of(member),
                len(item.body.encode("utf-8", "replace")) if member else len(self.part.data),
                stretch,
            )


def _read_piece(text: str) -> tuple[Header, str]:
    """Return header and body of a newsletter's piece: one that is to be read on elsewhere is a teaser."""
    header, body = plain_text.read_article(text)
    return replace(header, is_truncated=header.is_truncated or text.rstrip().endswith(READ_MORE)), body


def _length(found: Sequence[Read]) -> int:
    return sum(len(one.text) for one in found if isinstance(one, Article))


def _is_cover(text: str) -> bool:
    return len(text.split()) < _COVER_WORDS and _COVER.search(text) is not None


def _without_list_footer(text: str) -> str:
    match = _LIST_FOOTER.search(text, max(0, len(text) - _MAX_FOOTER))
    return text[: match.start()].rstrip() if match and text[: match.start()].strip() else text


def _nothing(message: Message) -> Refused:
    if message.has_invitation:
        return Refused(Refusal.NO_TEXT, "the message is an invitation to a meeting and no article")
    if message.has_images:
        return Refused(Refusal.NO_TEXT, "the message holds pictures and no text: run OCR and hand in the result")
    return Refused(Refusal.NO_TEXT, "the message has neither a text nor a page in it")
