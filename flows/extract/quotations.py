"""Quotations: who is made to say what, by which cue, and in which words.

A row of a direct quotation is one unbroken stretch between marks, so that it never holds the author's words; a mixed
or indirect one is the clause that is attributed, from its first word to its last.
``spans`` gives the whole content that the row is part of, as the attribution literature counts it: all stretches of a
quotation that its cue splits, and the "that" which joins a clause to its cue.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from flows.extract.analysis import Analysis
from flows.extract.attributions import Attribution, find_attributions, kind_of
from flows.extract.blocks import Block
from flows.extract.grammar import Sheet, read_grammar
from flows.extract.joining import Joiner
from flows.extract.layout import find_blocks
from flows.extract.lexicon import rows_of
from flows.extract.marked import is_speech, kind_of_phrase
from flows.extract.marks import Marked
from flows.extract.outlets import find_outlet
from flows.extract.speakers import Speaker, Speakers
from flows.model import Mention, Quote, Role, ScareQuote, Span

_WORDS_ALONE = 8


def find_quotations(
    analysis: Analysis, mentions: Sequence[Mention], roles: Sequence[Role] = (), heading: str = ""
) -> tuple[tuple[Quote, ...], tuple[ScareQuote, ...]]:
    """Return the quotations of a text and its marked phrases that nobody says, each in order of the text.

    ``heading`` is what stands above the text: it may tell who takes part in a talk.
    """
    sheet = read_grammar(analysis)
    speakers = Speakers(sheet, mentions, roles)
    blocks = find_blocks(sheet, mentions, roles, heading)
    attributions = _without_doubles(_without_lead_ins(sheet, find_attributions(sheet), blocks))
    free = _free_stretches(sheet, attributions, blocks)
    speech = {number for number in free if is_speech(sheet, number)}
    attributions += [Attribution([sheet.marked[number]]) for number in sorted(speech)]
    attributions.sort(key=lambda attribution: attribution.content[0])
    joined = Joiner(sheet, speakers, attributions).join()
    spoken = [(attribution, speaker) for attribution, speaker in joined if not _stands_alone(sheet, attribution)]
    alone = {attribution.content[0] for attribution, _ in joined if _stands_alone(sheet, attribution)}
    speech = {number for number in speech if sheet.marked[number] not in alone}
    rows = [row for attribution, speaker in spoken for row in _rows(sheet, attribution, speaker)]
    rows += _nested(sheet, rows)
    rows += [row for block in blocks for row in _of_block(block)]
    phrases = [_phrase(sheet, number) for number in free if number not in speech]
    return tuple(_without_repeats(rows)), tuple(
        phrase
        for phrase in phrases
        if phrase.start < phrase.end and find_outlet(analysis.text[phrase.start : phrase.end]) is None
    )


def _stands_alone(sheet: Sheet, attribution: Attribution) -> bool:
    """Whether a few marked words have nobody in their paragraph to say them: a slogan, a heading, a sign."""
    if attribution.rule not in ("marks", "carried_over") or len(attribution.content) > 1:
        return False
    first, last = attribution.content[0]
    if sheet.classes[first - 1] == ":" or sheet.classes[last] in ",-" or sheet.classes[last - 2] == ",":
        return False  # led in, or with words behind it that may tell who
    return sum(word[0].isalnum() for word in sheet.words[first:last]) < _WORDS_ALONE


def _without_doubles(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Keep the first of attributions with the same content."""
    kept = {(a.content[0][0], a.content[-1][1]): a for a in reversed(attributions)}
    return list(reversed(kept.values()))


def _without_lead_ins(sheet: Sheet, attributions: Sequence[Attribution], blocks: Sequence[Block]) -> list[Attribution]:
    """Leave out what the words that lead in a block seem to attribute: their content is the block."""
    cues = {bisect_left(sheet.starts, block.cue[0]) for block in blocks if block.cue}
    kept = []
    for attribution in attributions:
        first, last = attribution.content[-1]
        is_cue = attribution.cue is not None and attribution.cue.first in cues
        if not is_cue and not any(first <= cue < last and ":" in sheet.classes[last - 1 : last + 1] for cue in cues):
            kept.append(attribution)
    return kept


def _without_repeats(rows: Sequence[Quote]) -> list[Quote]:
    """Keep one row of a kind a span, in order of the text."""
    kept = {(row.start, row.end, row.kind): row for row in reversed(rows) if row.start < row.end}
    return [kept[key] for key in sorted(kept)]


def _free_stretches(sheet: Sheet, attributions: Sequence[Attribution], blocks: Sequence[Block]) -> list[int]:
    """The outer marked stretches that no attribution and no block holds."""
    firsts = [first for first, _ in sheet.marked]
    taken: set[int] = set()
    for attribution in attributions:
        for first, last in attribution.content:
            taken.update(range(bisect_left(firsts, first), bisect_left(firsts, last)))
    starts = [mark.start for mark in sheet.marks]
    for start, end in (span for block in blocks for span in block.spans):
        first = bisect_left(starts, start)
        first -= first > 0 and sheet.marks[first - 1].end > start  # the mark before a label: "REED: The pier is shut."
        taken.update(range(first, bisect_left(starts, end)))
    return [number for number in range(len(sheet.marked)) if number not in taken]


def _rows(sheet: Sheet, attribution: Attribution, speaker: Speaker | None) -> list[Quote]:
    """The rows of a quotation: one for every marked stretch, one in all where the words are not the speaker's own."""
    pieces = [span for first, last in attribution.content if (span := _span(sheet, first, last))[0] < span[1]]
    if not pieces:
        return []
    starts = list(pieces)
    if attribution.skip:
        first, last = attribution.content[0]
        starts[0] = _span(sheet, first + attribution.skip, last)
    cue, kind = attribution.cue, kind_of(sheet, attribution)
    if kind == "direct":
        starts = [_without_stray_mark(sheet, *span) for span in starts]
    else:
        starts = [_without_outer_marks(sheet, starts[0][0], max(end for _, end in starts))]
        if (fragment := _fragment(sheet, attribution)) is not None:
            starts = [fragment]
    pattern = Quote(
        kind=kind,
        start=0,
        end=0,
        spans=tuple(pieces),
        speaker=speaker.name if speaker else None,
        speaker_type=speaker.type if speaker else None,
        speaker_mention=speaker.span if speaker else None,
        speaker_role=speaker.role if speaker else None,
        speaker_affiliation=speaker.affiliation if speaker else None,
        is_anonymous=speaker.is_anonymous if speaker else False,
        cue=sheet.span(cue.first, cue.last) if cue else None,
        rule=attribution.rule,
        confidence=confidence_of(attribution.rule, kind),
    )
    return [
        pattern._replace(start=start, end=end, verbatim=_verbatim(sheet, start, end))
        for start, end in starts
        if start < end
    ]


@cache
def _shares() -> dict[tuple[str, str], float]:
    return {(rule, kind): float(share) for rule, kind, share in rows_of("cue_confidence.tsv")}


def confidence_of(rule: str, kind: str) -> float:
    """Return the share of quotations by this rule that are right, as measured on annotated text."""
    shares = _shares()
    return shares.get((rule, kind)) or shares.get((rule, "*")) or shares["*", "*"]


def _span(sheet: Sheet, first: int, last: int) -> Span:
    """The characters of a content, without its outer marks and the stops at its edges."""
    classes, inside = sheet.classes, sheet.inside
    while first < last and classes[first] in ",.;:xi-)Q":
        first += 1
    if first >= last:
        return 0, 0
    held = inside[first]
    if held >= 0 and sheet.marked[held] == (first, last):
        return sheet.marks[held].start, sheet.marks[held].end
    while last > first and classes[last - 1] in ",.;:-(qi":
        last -= 1
    if first >= last:
        return 0, 0
    start, end = sheet.span(first, last)
    if held >= 0 and held == inside[last - 1] and classes[first] == "q":
        start = sheet.marks[held].start
    return start, max(start, end)


def _without_outer_marks(sheet: Sheet, start: int, end: int) -> Span:
    """Leave out a mark at the edge of a statement; those inside stay."""
    first = bisect_right(sheet.mark_starts, start + 1) - 1
    if first >= 0 and sheet.marks[first].opened == start:
        start = sheet.marks[first].start
    last = bisect_left(sheet.mark_starts, end) - 1
    if last >= 0 and sheet.marks[last].closed == end:
        end = sheet.marks[last].end
    return start, max(start, end)


def _fragment(sheet: Sheet, attribution: Attribution) -> Span | None:
    """The quoted words alone, where a thing is called by them: called the pier "a plank"; the thing is not said."""
    cue, (first, last) = attribution.cue, attribution.content[-1]
    held = sheet.inside[last - 1]
    if (
        cue is None
        or "a" not in cue.frames
        or attribution.rule != "cue_object"
        or len(attribution.content) > 1
        or held < 0
    ):
        return None
    opened = sheet.marked[held][0]
    named = opened - (sheet.lower[opened - 1] == "as")
    if named <= first or any(letter not in "DJNPOMEGI" for letter in sheet.classes[first:named]):
        return None
    return (sheet.marks[held].start, sheet.marks[held].end) if sheet.classes[named - 1] in "NPO" else None


def _without_stray_mark(sheet: Sheet, start: int, end: int) -> Span:
    """Leave out a mark without a partner that stands behind the last stop: "It is over.'" """
    text = sheet.analysis.text
    is_stray = end - start > 2 and text[end - 1] in "'’‘\"" and text[end - 2] in ".,!?"
    return (start, end - 1) if is_stray and end not in sheet.closings else (start, end)


def _verbatim(sheet: Sheet, start: int, end: int) -> tuple[Span, ...]:
    """The stretches of a span that stand between marks."""
    first = max(0, bisect_right(sheet.mark_starts, start) - 1)
    last = bisect_left(sheet.mark_starts, end)
    cut = [(max(mark.start, start), min(mark.end, end)) for mark in sheet.marks[first:last]]
    return tuple(span for span in cut if span[0] < span[1])


def _nested(sheet: Sheet, rows: Sequence[Quote]) -> list[Quote]:
    """Quotations inside quotations, said by whoever says the outer one."""
    inner = sorted(set(sheet.analysis.marks) - set(sheet.marks), key=lambda mark: mark.opened)
    starts = [mark.opened for mark in inner]
    found: list[Quote] = []
    for row in rows if inner else ():
        within = inner[bisect_left(starts, row.start) : bisect_left(starts, row.end)]
        found += [_inside(row, mark) for mark in within if mark.closed <= row.end]
    return found


def _inside(row: Quote, mark: Marked) -> Quote:
    span = (mark.start, mark.end)
    return row._replace(
        kind="nested", start=span[0], end=span[1], spans=(span,), verbatim=(span,), cue=None, rule="nested"
    )


def _of_block(block: Block) -> list[Quote]:
    """The rows of speech that the layout shows: one for every paragraph."""
    speaker = block.speaker
    return [
        Quote(
            kind=block.kind,
            start=start,
            end=end,
            spans=block.spans,
            speaker=speaker.name if speaker else None,
            speaker_type=speaker.type if speaker else None,
            speaker_mention=block.mention,
            speaker_role=speaker.role if speaker else None,
            speaker_affiliation=speaker.affiliation if speaker else None,
            is_anonymous=speaker.is_anonymous if speaker else False,
            cue=block.cue,
            rule=block.rule,
            confidence=confidence_of(block.rule, block.kind),
        )
        for start, end in block.spans
    ]


def _phrase(sheet: Sheet, number: int) -> ScareQuote:
    mark, text = sheet.marks[number], sheet.analysis.text
    end = mark.end
    if end - mark.start > 1 and text[end - 1] in ",.;:" and text[end - 2].islower():
        end -= 1  # the stop is the sentence's
    return ScareQuote(mark.start, end, kind_of_phrase(sheet, number))
