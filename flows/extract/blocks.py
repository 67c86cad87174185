"""Speech without quotation marks that the layout shows: quoted blocks and the turns of a transcript."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.extract.analysis import Analysis
from flows.model import Span

_BLOCK = re.compile(r">\s*(?=\S)")
_TURN = re.compile(
    r"(?P<title>(?:MR|MRS|MS|DR|GEN|SEN|REP|GOV|AMB|SEC|SECRETARY|AMBASSADOR|MINISTER|SENATOR|PRESIDENT|GENERAL|"
    r"ADMIRAL)\.?[ \t]+)?"
    r"(?P<name>[A-Z][A-Z.’'-]+(?:[ \t]+[A-Z][A-Z.’'-]*){0,3}):[ \t\n]*(?=\S)"
    r"|(?P<letter>[QA])(?:[:.]|(?=[ \t]+[A-Z“\"]))[ \t]+(?=\S)"
)
_NO_TURN = frozenset(
    "BY SOURCE SUBJECT NOTE PHOTO UPDATE UPDATED WATCH READ MORE ANALYSIS SIGNIFICANCE CONCLUSION WASHINGTON".split()
)
_FEWEST_TURNS = 2


@dataclass(frozen=True, slots=True)
class Block:
    """A block or turn: its words, and who speaks as printed."""

    span: Span
    kind: str  # block | transcript
    speaker: Span | None = None
    title: Span | None = None


def find_blocks(analysis: Analysis) -> list[Block]:
    """Return the quoted blocks and transcript turns of a text, in order."""
    text = analysis.text
    blocks: list[Block] = []
    turns: list[Block] = []
    for start, end in analysis.paragraphs:
        if text[start] == ">":
            if match := _BLOCK.match(text, start, end):
                blocks.append(Block((match.end(), end), "block"))
        elif (match := _TURN.match(text, start, end)) and match.end() < end and match.group("name") not in _NO_TURN:
            who = match.span("name") if match.group("name") else match.span("letter")
            title = _trimmed(text, match.span("title")) if match.group("title") else None
            turns.append(Block((match.end(), end), "transcript", who, title))
    if len(turns) >= _FEWEST_TURNS and len({text[slice(*t.speaker)] for t in turns if t.speaker}) >= _FEWEST_TURNS:
        blocks += turns
    return sorted(blocks, key=lambda block: block.span)


def _trimmed(text: str, span: Span) -> Span:
    return span[0], span[0] + len(text[span[0] : span[1]].rstrip())
