"""What the header of a plain text has told so far, line by line."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.ingest import header_lines as kinds
from flows.ingest.days import PrintedDay
from flows.model import Author


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text with its offsets."""

    start: int
    end: int
    text: str  # without the marks of emphasis and the white space around it
    after_blank: bool


@dataclass(slots=True)
class Found:
    """Evidence of a header while it is read."""

    title: list[str] = field(default_factory=list)
    title_end: int = 0
    publication: str | None = None
    volume: int | None = None
    issue: int | None = None
    section: str | None = None
    url: str | None = None
    authors: list[Author] = field(default_factory=list)
    days: list[PrintedDay] = field(default_factory=list)
    forms: int = 0  # lines that only a header has
    end: int = 0

    def take(self, masthead: kinds.Masthead) -> None:
        """Note what a masthead states; the first statement of a thing stands."""
        self.publication = self.publication or masthead.publication
        self.volume = self.volume if self.volume is not None else masthead.volume
        self.issue = self.issue if self.issue is not None else masthead.issue
        self.days.extend(masthead.days)
        self.forms += 1
