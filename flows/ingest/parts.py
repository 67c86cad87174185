"""What formats take and give: bytes with what is known about them, and the articles read from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from types import ModuleType
from typing import Protocol, cast

from flows.model import Header, Refusal, Refused, RefusedMember, Span

MAX_DEPTH = 6  # containers inside containers
MAX_MEMBERS = 50_000  # of one file, at any depth
MAX_UNPACKED = 1_000_000_000  # bytes that one file may unpack to, all its members together
MAX_MEMBER = 200_000_000  # bytes of one member: it is held in memory as a whole
MAX_RATIO = 200  # unpacked to packed size; text compresses 3 to 10 times, saved pages up to 30


@dataclass(slots=True)
class Budget:
    """What one file may still unpack to: shared by all its members, so that nesting buys nothing."""

    bytes_left: int = MAX_UNPACKED
    members_left: int = MAX_MEMBERS
    passed_over: int = 0  # members that are no articles by their kind: pictures, styles, folders

    def spend(self, count: int) -> None:
        """Take unpacked bytes from the budget; Refused when it is used up."""
        if count > MAX_MEMBER:
            raise Refused(Refusal.TOO_LARGE, f"it unpacks to more than {MAX_MEMBER // 1_000_000} MB")
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise Refused(Refusal.TOO_LARGE, f"the file unpacks to more than {MAX_UNPACKED // 1_000_000} MB: split it")

    def take_member(self) -> None:
        """Take one member from the budget; Refused when it is used up."""
        self.members_left -= 1
        if self.members_left < 0:
            raise Refused(Refusal.TOO_LARGE, f"the file holds more than {MAX_MEMBERS:,} members: split it")


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes to be read: a file, or a member of one (``member`` is its path inside, outermost first, joined by !)."""

    data: bytes
    name: str
    member: str = ""
    charset: str | None = None  # as declared by what holds the part
    url: str | None = None
    depth: int = 0
    budget: Budget = field(default_factory=Budget)
    stretch: Span | None = None  # the bytes of the file as it arrived that hold this part, if it is in one piece
    is_verbatim: bool = False  # whether those bytes are the part's data themselves, not packed or wrapped
    captured: date | None = None  # the day on which a crawler or browser saved it: no evidence of publication

    def inner(
        self,
        data: bytes,
        member: str = "",
        *,
        name: str = "",
        charset: str | None = None,
        url: str | None = None,
        stretch: Span | None = None,
        captured: date | None = None,
    ) -> Part:
        """Return a part that this one holds, its size charged to the file's budget.

        ``stretch`` is where in this part's data the inner one stands, with whatever wraps it (the head of its record).
        """
        if self.depth >= MAX_DEPTH:
            raise Refused(Refusal.DAMAGED, f"containers are nested more than {MAX_DEPTH} deep")
        self.budget.spend(len(data))
        within = self.stretch_of(stretch)
        return replace(
            self,
            data=data,
            name=name or self.name,
            member=self.path_of(member),
            charset=charset,
            url=url or self.url,
            depth=self.depth + 1,
            stretch=within,
            captured=captured or self.captured,
            is_verbatim=within is not None and stretch is not None and _stands_at(data, self.data, stretch),
        )

    def path_of(self, member: str) -> str:
        """Return the path, from the file's own, of a member of this part."""
        return "!".join(filter(None, (self.member, member)))

    def refused(self, member: str, refused: Refused) -> RefusedMember:
        """Return the verdict on one member of this part; the others are read all the same."""
        return RefusedMember(self.path_of(member), refused.reason, refused.sentence)

    def stretch_of(self, stretch: Span | None) -> Span | None:
        """Return a stretch of this part's data as one of the file as it arrived; None where it is not to be had."""
        if stretch is None or self.stretch is None or not self.is_verbatim:
            return None
        return self.stretch[0] + stretch[0], self.stretch[0] + stretch[1]


@dataclass(frozen=True, slots=True)
class Article:
    """A text with the evidence of its header, read from one part."""

    text: str
    header: Header
    format: str
    encoding: str
    member: str
    byte_size: int
    stretch: Span | None = None  # of the part's data, where the article is one of several in it


Found = Article | Part | RefusedMember
"""What a reader gives: an article, a part to be recognised in its turn, or a member that it cannot give and why."""


class Format(Protocol):
    """A format is a module with these three names, listed in ``formats.FORMATS``.

    ``read`` gives articles, or the parts of a container, which are then recognised in their turn. What it raises
    (Refused) is about the whole part, or about the rest of it; a single member is refused by giving ``part.refused``.
    """

    NAME: str
    recognises: Callable[[Part], bool]
    read: Callable[[Part], Iterable[Found]]


def as_format(module: ModuleType) -> Format:
    """Return the module as the format it declares."""
    return cast(Format, module)


def _stands_at(data: bytes, whole: bytes, stretch: Span) -> bool:
    return stretch[1] - stretch[0] == len(data) and whole.startswith(data, stretch[0])
