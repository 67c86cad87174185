"""Speech that the layout shows and no marks: the turns of transcripts and interviews, and quotations set off."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from flows.extract.analysis import Analysis
from flows.extract.blocks import Block, find_set_off
from flows.extract.grammar import Sheet
from flows.extract.interviews import find_interview
from flows.extract.lead_ins import LeadIns
from flows.extract.speakers import Speaker
from flows.extract.turn_speakers import Participants
from flows.extract.turns import Turn, find_turns
from flows.model import Mention, Quote, Role, Span

_FEW_LABELS = 2


def find_blocks(sheet: Sheet, mentions: Sequence[Mention], roles: Sequence[Role], heading: str = "") -> list[Block]:
    """Return the turns and the quotations that are set off, in order. ``heading`` is what stands above the text."""
    analysis = sheet.analysis
    turns = find_turns(analysis, mentions, heading)
    untold = find_interview(analysis, heading) if len(turns) * _FEW_LABELS < len(analysis.paragraphs) else []
    if len(untold) > _FEW_LABELS * len(turns):
        turns = untold  # only the first question and answer bear a label, or none does
    blocks = _spoken(analysis, mentions, heading, turns) if turns else []
    taken = [block.spans for block in blocks]
    begin, end = (taken[0][0][0], taken[-1][-1][1]) if taken else (0, 0)
    set_off = find_set_off(analysis, LeadIns(sheet, mentions, roles))
    blocks += [block for block in set_off if not begin <= block.spans[0][0] < end]
    return sorted(blocks, key=lambda block: block.spans)


def _spoken(analysis: Analysis, mentions: Sequence[Mention], heading: str, turns: Sequence[Turn]) -> list[Block]:
    participants = Participants(analysis, mentions, heading, turns)
    return [_turn(participants, turn) for turn in turns]


def _turn(participants: Participants, turn: Turn) -> Block:
    if turn.label is not None:
        speaker = participants.of(turn.label)
        return Block("transcript", tuple(turn.spans), speaker, turn.label.span, rule="turn")
    who = Speaker(turn.spans[0], is_anonymous=True) if turn.asks else participants.interviewed()
    return Block("transcript", tuple(turn.spans), who, rule="interview")


def with_speakers(mentions: Sequence[Mention], quotes: Sequence[Quote]) -> tuple[Mention, ...]:
    """Return the mentions of a text with the labels of its turns as mentions of whom they name."""
    labels = {quote.speaker_mention: quote for quote in quotes if quote.kind == "transcript" and quote.speaker_mention}
    told = [
        Mention(
            *span, "person", quote.speaker, quote.speaker_role, quote.speaker_affiliation, rule="turn", confidence=0.9
        )
        for span, quote in labels.items()
        if quote.speaker is not None and quote.speaker_type == "person"
    ]
    if not told:
        return tuple(mentions)
    ends = sorted((mention.end, mention.start) for mention in told)
    kept = [mention for mention in mentions if not _overlaps(mention, ends)]
    return tuple(sorted((*kept, *told), key=lambda mention: mention.start))


def _overlaps(mention: Mention, ends: Sequence[Span]) -> bool:
    """Whether a mention shares words with one of the spans, given as end and start, in order."""
    at = bisect_right(ends, (mention.start, mention.start))
    return at < len(ends) and ends[at][1] < mention.end
