"""Quotations that are set off as paragraphs of their own: marked with ``>``, set in, or led in by a colon.

A colon at the end of a paragraph leads in a quotation only where a verb of saying stands right before it, or a word
for what follows ("issued this statement:"); the quotation is then the one paragraph behind it. Layout needs no such
words, and holds as long as it lasts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.extract.analysis import Analysis
from flows.extract.lead_ins import LeadIn, LeadIns
from flows.extract.lexicon import words_of
from flows.extract.speakers import Speaker
from flows.model import Span

_MARK = re.compile(r">[^\S\n]*(?=[^\s>])")
_MARKED_GAP = re.compile(r"\n(?:>[^\S\n]*\n)+(?:>[^\S\n]*)*")
_ITEM = re.compile(r"(?:[*•·▪►‣–—<|-]|\(?\d{1,3}\s?[.)–-]|\(?[a-z]\)|\[\d{1,3}\])\s?")
_OPENS = "“\"«„‘'`"
_ENDS = re.compile(r"[.!?…][”\"’')\]]*\s*(?:\([^()]{0,200}\)\.?)?\Z")
_CITED_WITHIN = re.compile(
    r"\([^()]{1,200}\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\b[^()]{0,200}\)(?!\.?\Z)"
)
_CITATION_BEHIND = re.compile(r"\s*\([^()]{1,200}\)\.?\Z")
_SUBJECT = re.compile(r"(?:The|This|That)((?: [a-zé-]+\b){1,2})")
_WORD = re.compile(r"\S+")
_FEWEST_WORDS, _FEWEST_WORDS_SET_IN = 4, 6
_INDENT = 2
_SHARE_SET_IN = 3  # where more than one paragraph in so many is set in, the indentation tells nothing


@dataclass(frozen=True, slots=True)
class Block:
    """Speech that the layout shows: its paragraphs, and who speaks by which cue."""

    kind: str  # block | transcript
    spans: tuple[Span, ...]
    speaker: Speaker | None = None
    mention: Span | None = None  # the words that name the speaker here
    cue: Span | None = None
    rule: str = "set_off"


def find_set_off(analysis: Analysis, lead_ins: LeadIns) -> list[Block]:
    """Return the quotations that are set off as paragraphs of their own, in order."""
    text, paragraphs = analysis.text, analysis.paragraphs
    by_layout = _set_in(analysis)
    blocks: list[Block] = []
    at = 0
    while at < len(paragraphs):
        start, end = paragraphs[at]
        last = at
        if spans := _behind_mark(text, start, end):
            while last + 1 < len(paragraphs) and (more := _behind_mark(text, *paragraphs[last + 1])):
                last += 1
                spans += more
            blocks.append(_block(analysis, lead_ins, spans, at, last))
        elif at in by_layout:
            while last + 1 in by_layout:
                last += 1
            blocks.append(_block(analysis, lead_ins, list(paragraphs[at : last + 1]), at, last))
        elif at and text[paragraphs[at - 1][1] - 1] == ":" and _is_prose(text, start, end):
            lead_in = lead_ins.before(paragraphs[at - 1][1])
            if lead_in is not None and not _CITED_WITHIN.search(text, start, end):
                behind = _CITATION_BEHIND.search(text, start, end)
                span = (start, behind.start() if behind else end)
                blocks.append(Block("block", (span,), lead_in.speaker, _mention(lead_in), lead_in.cue, "led_in"))
        at = last + 1
    return blocks


def _behind_mark(text: str, start: int, end: int) -> list[Span]:
    """The paragraphs behind ``>`` in one of the text's: a line of the mark alone parts them."""
    match = _MARK.match(text, start, end)
    if match is None or not _is_prose(text, match.end(), end):
        return []
    gaps = [gap.span() for gap in _MARKED_GAP.finditer(text, match.end(), end)]
    spans = zip([match.end(), *(stop for _, stop in gaps)], [*(begin for begin, _ in gaps), end], strict=True)
    return [span for span in spans if span[0] < span[1]]


def document_told_of(text: str, start: int, end: int) -> Span | None:
    """Return the words for a document with which a paragraph begins that tells of the block before it."""
    subject = _SUBJECT.match(text, start, end)
    for word in _WORD.finditer(text, subject.start(1), subject.end(1)) if subject else ():
        if word.group() in words_of("document_nouns.txt"):
            return start, word.end()
    return None


def _set_in(analysis: Analysis) -> set[int]:
    """The paragraphs that are set in as a whole, where that sets them off from others."""
    text = analysis.text
    found = {
        at
        for at, (start, end) in enumerate(analysis.paragraphs)
        if all(_indent(text, line) >= _INDENT for line in _lines(text, start, end))
    }
    if not found or len(found) * _SHARE_SET_IN > len(analysis.paragraphs):
        return set()
    return {at for at in found if _is_prose(text, *analysis.paragraphs[at], _FEWEST_WORDS_SET_IN)}


def _lines(text: str, start: int, end: int) -> Iterator[int]:
    yield start
    at = text.find("\n", start, end)
    while at >= 0:
        yield at + 1
        at = text.find("\n", at + 1, end)


def _indent(text: str, at: int) -> int:
    """How far a line is set in: blanks before its first letter, a tab counts as the least that is needed."""
    begin = text.rfind("\n", 0, at) + 1
    line_end = begin
    while line_end < len(text) and text[line_end] in " \t\u00a0":
        line_end += 1
    return sum(_INDENT if blank == "\t" else 1 for blank in text[begin:line_end])


def _is_prose(text: str, start: int, end: int, fewest: int = _FEWEST_WORDS) -> bool:
    """Whether a paragraph is sentences without marks of their own, and no list, heading or further lead-in."""
    if text[start] in _OPENS or _ITEM.match(text, start, end) or not _ENDS.search(text, start, end):
        return False
    return len(text[start:end].split(None, fewest)) >= fewest and (
        text[start].isupper() or text[start] in "[…." or text[start].isdigit()
    )


def _block(analysis: Analysis, lead_ins: LeadIns, spans: list[Span], first: int, last: int) -> Block:
    """A block that the layout shows; who speaks stands before it, or behind it: "The statement was unsigned"."""
    text, paragraphs = analysis.text, analysis.paragraphs
    if first and text[paragraphs[first - 1][1] - 1] == ":":
        lead_in = lead_ins.before(paragraphs[first - 1][1], is_sure=True)
        if lead_in is not None:
            return Block("block", tuple(spans), lead_in.speaker, _mention(lead_in), lead_in.cue)
    if last + 1 < len(paragraphs):
        behind = document_told_of(text, *paragraphs[last + 1])
        if behind is not None:
            return Block("block", tuple(spans), Speaker(behind, type="document"), behind)
    return Block("block", tuple(spans))


def _mention(lead_in: LeadIn) -> Span | None:
    return lead_in.speaker.span if lead_in.speaker else None
