"""The documents of a file one after the other, containers unpacked; a member that cannot be read costs itself alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flows.ingest.clean import without_control_characters
from flows.ingest.formats import format_of
from flows.ingest.header_lines import dateline, dateline_day
from flows.ingest.identity import document_id
from flows.ingest.parts import Article, Budget, Found, Part
from flows.ingest.passed_over import is_passed_over
from flows.model import REST, Document, Header, RawFile, Refusal, Refused, RefusedMember, Span

_NONE: Mapping[str, Refused] = {}


@dataclass(slots=True)
class _Open:
    """A part that is being read, and what has come of it."""

    part: Part
    found: Iterator[Found]
    gave: bool = False
    names: dict[str, int] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """What is lost where reading breaks off now: all of the part, or what follows."""
        return self.part.path_of(REST) if self.gave else self.part.member


class Members(Iterator[Document | RefusedMember]):
    """Gives every document of a file, and a verdict on every member that is none.

    It outlives errors: where the reader of a member fails, or an alarm stops it, the exception is the caller's,
    ``under_way`` names the member, and the next call goes on with what follows. Members of ``avoided`` are refused
    unread; ``before`` hears the name of each before it is opened.
    """

    def __init__(
        self,
        raw: RawFile,
        url: str | None = None,
        avoided: Mapping[str, Refused] = _NONE,
        before: Callable[[str], None] | None = None,
    ) -> None:
        self.under_way = ""
        self._raw, self._url, self._avoided, self._before = raw, url, avoided, before
        self._budget = Budget()
        self._open: list[_Open] = []
        self._next: Part | None = Part(
            raw.data, raw.path, url=url, budget=self._budget, stretch=(0, len(raw.data)), is_verbatim=True
        )

    @property
    def passed_over(self) -> int:
        """How many members were none to read by their kind: pictures, styles, folders."""
        return self._budget.passed_over

    def __next__(self) -> Document | RefusedMember:
        while True:
            try:
                given = self._step()
            except Refused as refused:
                return RefusedMember(self.under_way, refused.reason, refused.sentence)
            if given is not None:
                return given

    def _step(self) -> Document | RefusedMember | None:
        """Open the part that waits, or take the next thing from the innermost one that is open."""
        if self._next is not None:
            part, self._next = self._next, None
            self._open_part(part)
            return None
        if not self._open:
            raise StopIteration
        innermost = self._open[-1]
        self.under_way = innermost.place
        try:
            found = next(innermost.found, None)
        except BaseException:
            self._open.pop()  # whatever stopped it, a generator that raised is at its end
            raise
        if found is None:
            self._open.pop()
            if not innermost.gave:
                raise self._nothing_in(innermost.part)
            return None
        innermost.gave = True
        return self._taken(found, innermost)

    def _open_part(self, part: Part) -> None:
        self.under_way = part.member
        if self._before:
            self._before(part.member)
        if part.member in self._avoided:
            raise self._avoided[part.member]
        self._open.append(_Open(part, iter(format_of(part).read(part))))

    def _taken(self, found: Found, giver: _Open) -> Document | RefusedMember | None:
        if isinstance(found, RefusedMember):
            return found
        if isinstance(found, Article):
            return self._document(found, giver.part)
        if is_passed_over(found):
            self._budget.passed_over += 1
            return None
        try:
            self._budget.take_member()
        except Refused:
            self._open.clear()
            self.under_way = REST
            raise
        self._next = _named_apart(found, giver)
        return None

    def _nothing_in(self, part: Part) -> Refused:
        self.under_way = part.member
        return Refused(Refusal.NO_TEXT, "there is no article in it")

    def _document(self, article: Article, part: Part) -> Document:
        header = _with_dateline(_printable(article.header), article.text)
        start, end = _stretch(article, part) or (None, None)
        return Document(
            document_id=document_id(article.text),
            text=article.text,
            header=replace(header, url=self._url or header.url or part.url),
            path=self._raw.path,
            file_sha256=self._raw.sha256,
            byte_size=article.byte_size if article.member else len(self._raw.data),
            format=article.format,
            encoding=article.encoding,
            member=article.member,
            byte_start=start,
            byte_end=end,
            captured_on=part.captured,
        )


def verdict(refused: Sequence[RefusedMember]) -> Refused:
    """Return the verdict on a file none of whose members is a document."""
    first = refused[0]
    if len(refused) == 1 and not first.member:
        return Refused(first.reason, first.sentence)
    of = f"none of its {len(refused)} members could be read; the first" if len(refused) > 1 else "its only member"
    return Refused(first.reason, f"{of}, {first.member or 'the file itself'}: {first.sentence}")


def _stretch(article: Article, part: Part) -> Span | None:
    """Where the article stands in the file; None for a whole file, and for what is packed."""
    if article.stretch is not None:
        return part.stretch_of(article.stretch)
    return part.stretch if part.member and article.member == part.member else None


def _named_apart(part: Part, giver: _Open) -> Part:
    """Two members of one name are two members: the second one is called name~2."""
    if part.member == giver.part.member:
        return part  # all that its container holds
    count = giver.names[part.member] = giver.names.get(part.member, 0) + 1
    return part if count == 1 else replace(part, member=f"{part.member}~{count}")


def _with_dateline(header: Header, text: str) -> Header:
    """Return the header with the dateline of the text, whatever format it came in."""
    place, agency = dateline(text)[:2]
    return replace(
        header,
        dateline_place=header.dateline_place or place,
        dateline_agency=header.dateline_agency or agency,
        dateline_day=header.dateline_day or dateline_day(text),
    )


def _printable(header: Header) -> Header:
    """Return the header without characters that no text has: they come from escapes in mail fields and scripts."""

    def clean(value: str | None) -> str | None:
        return without_control_characters(value).strip() or None if value else None

    return replace(
        header,
        headline=clean(header.headline),
        publication=clean(header.publication),
        series=clean(header.series),
        section=clean(header.section),
        url=clean(header.url),
        language=clean(header.language),
        dateline_place=clean(header.dateline_place),
        dateline_agency=clean(header.dateline_agency),
        dateline_day=clean(header.dateline_day),
        alternative_headline=clean(header.alternative_headline),
        headline_candidates=tuple(
            replace(found, text=text) for found in header.headline_candidates if (text := clean(found.text))
        ),
        keywords=tuple(filter(None, map(clean, header.keywords))),
        authors=tuple(
            replace(author, name=name, role=clean(author.role), email=clean(author.email))
            for author in header.authors
            if (name := clean(author.name))
        ),
    )
