"""The values that stages hand on. Plain data: nothing here reads, writes or decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

Span = tuple[int, int]
"""Characters ``text[start:end]``, half open."""

DateRange = tuple[date, date]
"""Earliest and latest day, both inclusive."""


# ---- ingest -> extract -------------------------------------------------------------------------------------------


class Refusal(StrEnum):
    """Why a file (or a member of one) was refused."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    NOT_A_FILE = "not_a_file"
    EMPTY = "empty_file"
    TOO_LARGE = "too_large"
    LINE_TOO_LONG = "line_too_long"
    NOT_TEXT = "not_text"
    BAD_ENCODING = "bad_encoding"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported_format"
    NO_TEXT = "no_text"
    LISTING = "listing_page"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    CRASHED = "crashed"
    ROWS_REFUSED = "rows_refused"


class Refused(Exception):  # noqa: N818 - a verdict on a file, not an error of the program
    """A file cannot be a document. ``reason`` is the code, ``sentence`` says it to people."""

    def __init__(self, reason: Refusal, sentence: str) -> None:
        super().__init__(reason, sentence)  # both, so that it survives the way from worker to parent
        self.reason = reason
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


REST = "(rest)"
"""Stands for the members behind the last one that could be read: of a container that breaks off, none can be named."""


@dataclass(frozen=True, slots=True)
class RefusedMember:
    """A member of a file that cannot be a document: its path inside (empty for the file itself), and why."""

    member: str
    reason: Refusal
    sentence: str


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as it arrived. ``path`` is how the run was given it: a name to print, never to open."""

    path: str
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Author:
    """A name of the byline, in printed form without "By"."""

    name: str
    role: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """A statement about the day of publication found outside the running text.

    ``basis`` names the kind of evidence (``header``, ``meta``, ``mail``, ``url``, ``given`` ...); a day that is only
    known to lie in a range (month precision) has ``earliest`` before ``latest``.
    """

    earliest: date
    latest: date
    basis: str


@dataclass(frozen=True, slots=True)
class HeadlineCandidate:
    """A headline that the file offers. ``basis`` is the place that offers it, such as ``heading`` or ``og:title``."""

    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of a document says, whatever its format: null where it is silent."""

    headline: str | None = None
    authors: tuple[Author, ...] = ()
    publication: str | None = None  # as printed
    series: str | None = None
    volume: int | None = None
    issue: int | None = None
    section: str | None = None
    url: str | None = None
    language: str | None = None  # as declared
    dates: tuple[DateEvidence, ...] = ()  # strongest first
    dateline_place: str | None = None
    dateline_agency: str | None = None
    is_truncated: bool = False
    headline_candidates: tuple[HeadlineCandidate, ...] = ()  # as offered, the name of the site not cut
    alternative_headline: str | None = None
    keywords: tuple[str, ...] = ()
    published_at: str | None = None  # ISO 8601 with the time of day, and the offset from UTC where one is stated
    other_dates: tuple[DateEvidence, ...] = ()  # days that weaker evidence names instead: they settle nothing
    modified: DateEvidence | None = None
    modified_at: str | None = None  # as of published_at
    dateline_day: str | None = None  # as printed
    access: str | None = None  # free | metered | locked


@dataclass(frozen=True, slots=True)
class Document:
    """An article's text with the evidence of its header, and where it came from.

    Paragraphs of ``text`` are separated by blank lines. The body begins at ``body_start``: 0, unless the text was
    handed in as it stands and its header is part of it.
    """

    document_id: str  # of the normalised body: the same article has the same id, whatever file or header it came with
    text: str
    header: Header
    path: str
    file_sha256: str
    byte_size: int
    format: str
    encoding: str
    member: str = ""
    body_start: int = 0
    byte_start: int | None = None  # where the member stands in the file as it arrived, if it stands there in one piece
    byte_end: int | None = None
    captured_on: date | None = None  # when a crawler or browser saved it


@dataclass(frozen=True, slots=True)
class Profile:
    """How a publication prints: ``flows/profiles/<publication_id>.toml``."""

    publication_id: str
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    publisher: str | None = None
    issn: str | None = None
    country: str | None = None
    language: str = "en"
    volume_year_offset: int | None = None  # year = offset + volume
    weekdays: tuple[int, ...] = ()  # ISO days of the week on which it appears, 1 = Monday
    calendar: str | None = None  # name of the issue calendar that dates its issues, in extract.publication_date
    bundle_items: tuple[str, ...] = ()  # patterns of the first line of an item, where one text holds several
    self_names: tuple[str, ...] = ()  # how its own articles cite it: (see EDM, March 18)


# ---- extract -> validate -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published: a window with its basis; ``on`` only where one day is certain."""

    earliest: date | None = None
    latest: date | None = None
    on: date | None = None
    basis: str | None = None

    @property
    def anchor(self) -> date | None:
        """The day that relative dates count from: the day itself, else the last possible one."""
        return self.on or self.latest


class TimeExpression(NamedTuple):
    """A temporal expression (TIMEX3). ``basis`` as in the table ``dates``."""

    start: int
    end: int
    type: str
    value: str | None
    earliest: date | None = None
    latest: date | None = None
    basis: str = "explicit"
    rule: str = "date"
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Citation:
    """One source cited in one place. Sources cited together share the span and differ in ``position``."""

    start: int
    end: int
    position: int
    outlet: str | None  # the source as printed; None where the text has lost it
    outlet_kind: str
    outlet_id: str | None = None
    relation: str = "cites"
    title: str | None = None
    dates: tuple[DateRange, ...] = ()
    date_role: str | None = None
    flags: tuple[str, ...] = ()
    rule: str = "parenthesis"
    confidence: float = 0.9


class Mention(NamedTuple):
    """A name in the text: ``name`` is the full form resolved within the document."""

    start: int
    end: int
    type: str  # person | org | place
    name: str
    role: str | None = None
    affiliation: str | None = None
    is_metonym: bool = False
    gender: str | None = None  # "f" | "m" where a title or forename tells; helps to resolve pronouns
    rule: str = "name"
    confidence: float = 0.8


class Role(NamedTuple):
    """A role ("Foreign Minister") or title ("Mr.") in the text; ``person`` is the span of its bearer's name."""

    start: int
    end: int
    kind: str  # role | title
    person: Span | None = None


class Quote(NamedTuple):
    """A quotation: content, source and cue, as in the table ``quotes``.

    ``start`` and ``end`` are the content of this row; a quotation that its cue splits is one row a piece. ``spans`` is
    the whole quotation, all its pieces, as PARC and PolNeAR count them: a leading "that" belongs to it. ``verbatim``
    are the stretches of the row's content in quotation marks. ``citation`` is an index into ``Extraction.citations``.
    """

    kind: str  # direct | mixed | indirect | nested | block | transcript
    start: int
    end: int
    spans: tuple[Span, ...]
    verbatim: tuple[Span, ...] = ()
    speaker: str | None = None
    speaker_type: str | None = None  # person | org | place | outlet | document
    speaker_mention: Span | None = None
    speaker_role: str | None = None
    speaker_affiliation: str | None = None
    is_anonymous: bool = False
    cue: Span | None = None
    citation: int | None = None
    outlet: str | None = None
    said_earliest: date | None = None
    said_latest: date | None = None
    said_basis: str | None = None
    rule: str = "marks"
    confidence: float = 0.8


class ScareQuote(NamedTuple):
    """A marked phrase that nobody is made to say."""

    start: int
    end: int
    kind: str  # scare | title | term | nickname


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that the text of one document says, with spans into ``document.text``."""

    document: Document
    profile: Profile | None
    language: str | None
    published: Published
    word_count: int
    paragraphs: tuple[Span, ...] = ()
    quotes: tuple[Quote, ...] = ()
    scare_quotes: tuple[ScareQuote, ...] = ()
    citations: tuple[Citation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    dates: tuple[TimeExpression, ...] = field(default=())
