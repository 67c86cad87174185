"""What every page tells of: the last run, those before it, and the checks that failed in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from flows.report.page import Html, tag

SEVERITIES = {"critical": "bad", "warning": "warn", "info": "calm"}
STATES = {"published": "good", "stopped": "bad", "failed": "bad"}
MOST_CHECK_PAGES = 100

_GENERAL_TO_DO = {
    "critical": "Nothing was published and readers still see the version before. The rows are in quarantine: find out "
    "which file or rule made them, mend that, and run again.",
    "warning": "The rows were refused or are suspect: read some of them in their text. If they are wrong, mend the "
    "rule that made them; if they are right, move the limit of the check and write down why.",
    "info": "Nothing was refused. Read some of the rows: many of them point at a layout that nobody reads yet.",
}
_FIGURE_TO_DO = (
    "Nothing was refused. Look at the newest run on the page of the table: a small batch of one kind breaks it by "
    "chance, a fall that stays points at a layout that is no longer read."
)

_READ_OUT = (
    (r"key_is_unique\((.*)\)", r"\1 is unique"),
    (r"reference_holds\((.*), (.*)\)", r"\1 leads to a row of \2"),
    (r"span_reads_back\((.*), (.*), (.*)\)", r"text[\1:\2] is \3"),
    (r"reference\((.*)\)", r"\1 leads to a row that was accepted"),
)
"""How the checks that follow from the declarations are read out."""


@dataclass(frozen=True, slots=True)
class FailedCheck:
    """A check that failed in the last run, all its batches together."""

    table: str | None
    name: str
    severity: str
    source: str
    unexpected: int | None
    evaluated: int | None
    examples: Sequence[str]
    reason: str | None
    since: str | None
    to_do: str | None
    by_batch: bool
    before: int | None = None
    figures: Sequence[float] = ()  # what was found in the batches that break it, where the check is about a figure
    allowed: str | None = None
    batches: int = 1

    @property
    def address(self) -> str:
        """Where its page lies, from the site's root: a name that no check can make dangerous or ambiguous."""
        full = f"{self.table or 'all'}-{self.name}"
        slug = re.sub(r"[^a-z0-9]+", "-", full.lower()).strip("-")[:60].rstrip("-")
        return f"checks/{slug}-{blake2b(full.encode(), digest_size=3).hexdigest()}.html"

    @property
    def title(self) -> str:
        """What the check claims, in words: a file's name, a reason without its day, or its expectation read out."""
        if self.source == "plausibility" and self.reason:
            return re.sub(r"^[0-9-]+:? ", "", self.reason)
        if parts := re.fullmatch(r"expect_(?:column_(?:pair_)?)?(.*?)_?to_(\w+)\((.*)\).*", self.name):
            subject, verb, columns = parts.groups()
            of = "" if subject in ("values", "column_values") else f"{subject.replace('_', ' ')} of "
            return f"{of}{columns} should {verb.replace('_', ' ')}"
        for form, words in _READ_OUT:
            if parts := re.fullmatch(form, self.name):
                return parts.expand(words)
        words = self.name.replace("_", " ") if re.fullmatch(r"[a-z_]+", self.name) else self.name
        return words.capitalize() if self.source == "claim" else words

    @property
    def advice(self) -> str:
        """What to do, in a sentence or two."""
        if self.figures and not self.to_do and self.severity != "critical":
            return _FIGURE_TO_DO
        return self.to_do or _GENERAL_TO_DO.get(self.severity, "")

    @property
    def figure(self) -> str | None:
        """The figures that were found, as one or as a span."""
        if not self.figures:
            return None
        first, last = f"{self.figures[0]:.3g}", f"{self.figures[-1]:.3g}"
        return first if first == last else f"{first} to {last}"

    @property
    def change(self) -> str | None:
        """How its rows compare with those of the run before; nothing where a count is missing on either side."""
        if self.unexpected is None or self.before is None:
            return None
        more = self.unexpected - self.before
        return f"{more:+,} since the run before" if more else "as in the run before"

    @property
    def share(self) -> float | None:
        """The share of rows that break it."""
        return self.unexpected / self.evaluated if self.evaluated and self.unexpected is not None else None


@dataclass(frozen=True, slots=True)
class Story:
    """The last run and its history; ``runs`` are the latest first, ``last`` among them."""

    runs: Sequence[Mapping[str, Any]]
    version: str | None
    checks: Sequence[Mapping[str, Any]]
    failed: Sequence[FailedCheck]

    @property
    def last(self) -> Mapping[str, Any]:
        """The run that the site is about."""
        return self.runs[0]

    @property
    def run_ids(self) -> list[str]:
        """The runs from the oldest to the last."""
        return [run["run_id"] for run in reversed(self.runs)]


def badge(text: str, colours: Mapping[str, str]) -> Html:
    """Return a word with the colour that it has."""
    return tag("span", text, class_=f"badge {colours.get(text, 'calm')}")
