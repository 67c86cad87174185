"""What the printing shows to be a headline, and what only looks like one. A first sentence is never made a headline."""

from __future__ import annotations

import re

MAX_HEADLINE = 200
_MIN_CAPITALS = 3  # words: U.S. is no headline
_HEADLINE_END = re.compile(r"(?:[^.:,;…]|[?!]|\b(?:[A-Z]\.){1,4}|\b(?:Jr|Sr|Inc|Corp|Co|Ltd)\.)[”\"’')\]]*$")
_NO_HEADLINE = re.compile(
    r"^(?:[-*•·–—>|]\s|\d{1,3}[.)]\s|https?://|www\.|(?:overview|introduction|summary|abstract|background|conclusion|notes|sources)$"
    r"|(?:mr|mrs|ms|q|a|the president|secretary)\b\.?[^:]{0,40}:\s)",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r"\((?P<series>Part\s+\w+(?:\s+of\s+\w+)?)\)\W*$|[:,–—-]\s*(?P<tail>Part\s+(?:One|Two|Three|Four|Five|[IVX]+|\d))\W*$",
    re.I,
)
_SUBJECT = re.compile(r"^(?:SUBJECT|SUBJ|TITLE)\s*:\s*(?P<subject>\S.{3,200}?)\.?$")


def can_be_headline(line: str) -> bool:
    """Whether a line can be a headline by its shape: short, no sentence, no item of a list, no turn of a speaker."""
    return (
        3 <= len(line) <= MAX_HEADLINE
        and not line[0].islower()
        and any(character.isalpha() for character in line)
        and _HEADLINE_END.search(without_stop(line)) is not None
        and not _NO_HEADLINE.match(line)
    )


def without_stop(line: str) -> str:
    """Return a headline in capitals without the stop that some print behind it."""
    is_whole = line.isupper() and len(line.split()) >= _MIN_CAPITALS and ". " not in line
    return line[:-1] if is_whole and line.endswith(".") and not line.endswith("..") else line


def is_set_off(headline: str, following: str, *, after_blank: bool) -> bool:
    """Whether a heading without any other header line is one: a blank line parts it from a longer paragraph."""
    is_sentence = re.search(r"[.!?…][\"”’')\]]*(?:\s|$)", following) is not None
    return after_blank and is_sentence and len(following) > max(80, len(headline))


def series_of(headline: str | None) -> str | None:
    """Return the part that a headline counts: (Part Two)."""
    match = _SERIES.search(headline or "")
    return (match["series"] or match["tail"]) if match else None


def subject_of(line: str) -> str | None:
    """Return what a line labelled as subject says: the headline of briefs that have no other."""
    match = _SUBJECT.match(line)
    return match["subject"] if match else None
