"""What formats take and give: bytes with what is known about them, and the articles read from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Protocol, cast

from flows.model import Header, Refusal, Refused

MAX_DEPTH = 6  # containers inside containers
MAX_UNPACKED = 400_000_000  # bytes that one file may unpack to, all its members together
MAX_RATIO = 200  # unpacked to packed size; text compresses 3 to 10 times, saved pages up to 30


@dataclass(slots=True)
class Budget:
    """How many more bytes one file may unpack to: shared by all its members, so that nesting buys nothing."""

    bytes_left: int = MAX_UNPACKED

    def spend(self, count: int) -> None:
        """Take unpacked bytes from the budget; Refused when it is used up."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise Refused(Refusal.TOO_LARGE, f"it unpacks to more than {MAX_UNPACKED // 1_000_000} MB")


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes to be read: a file, or a member of one (``member`` is its path inside, outermost first)."""

    data: bytes
    name: str
    member: str = ""
    charset: str | None = None  # as declared by what holds the part
    url: str | None = None
    depth: int = 0
    budget: Budget = field(default_factory=Budget)

    def inner(self, data: bytes, member: str = "", *, name: str = "", charset: str | None = None) -> Part:
        """Return a part that this one holds, its size charged to the file's budget."""
        if self.depth >= MAX_DEPTH:
            raise Refused(Refusal.DAMAGED, f"containers are nested more than {MAX_DEPTH} deep")
        self.budget.spend(len(data))
        path = "!".join(filter(None, (self.member, member)))
        return replace(self, data=data, name=name or self.name, member=path, charset=charset, depth=self.depth + 1)


@dataclass(frozen=True, slots=True)
class Article:
    """A text with the evidence of its header, read from one part."""

    text: str
    header: Header
    format: str
    encoding: str
    member: str
    byte_size: int


class Format(Protocol):
    """A format is a module with these three names, listed in ``formats.FORMATS``.

    ``read`` gives articles, or the parts of a container, which are then recognised in their turn.
    """

    NAME: str
    recognises: Callable[[Part], bool]
    read: Callable[[Part], Iterable[Article | Part]]


def as_format(module: ModuleType) -> Format:
    """Return the module as the format it declares."""
    return cast(Format, module)
