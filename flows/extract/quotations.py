"""Quotations: who is made to say what, by which cue, and in which words.

A row is one unbroken stretch of what somebody is made to say, so that its content never holds the author's words.
``spans`` gives the whole content that the row is part of, as the attribution literature counts it: all stretches of a
quotation that its cue splits, and the "that" which joins a clause to its cue.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from flows.extract.analysis import Analysis
from flows.extract.attributions import Attribution, find_attributions
from flows.extract.blocks import Block, find_blocks
from flows.extract.clauses import Source, source_of
from flows.extract.cues import Cue
from flows.extract.grammar import Sheet, read_grammar
from flows.extract.marked import is_speech, kind_of_phrase
from flows.extract.speakers import Speaker, Speakers
from flows.model import Mention, Quote, Role, ScareQuote, Span

_TOKENS_TO_NEXT_PIECE = 14
_WORD = re.compile(r"\w")


def find_quotations(
    analysis: Analysis, mentions: Sequence[Mention], roles: Sequence[Role] = ()
) -> tuple[tuple[Quote, ...], tuple[ScareQuote, ...]]:
    """Return the quotations of a text and its marked phrases that nobody says, each in order of the text."""
    sheet = read_grammar(analysis)
    blocks = find_blocks(analysis)
    attributions = find_attributions(sheet)
    return Assembly(sheet, Speakers(sheet, mentions, roles), blocks).assemble(attributions)


class Assembly:
    """Joins what cues attribute, what stands in marks and what the layout shows to the quotations of one text."""

    def __init__(self, sheet: Sheet, speakers: Speakers, blocks: Sequence[Block]) -> None:
        self.sheet = sheet
        self.text = sheet.analysis.text
        self.speakers = speakers
        self.blocks = blocks
        self.firsts = [first for first, _ in sheet.marked]

    def assemble(self, attributions: list[Attribution]) -> tuple[tuple[Quote, ...], tuple[ScareQuote, ...]]:
        """Return quotations and marked phrases."""
        attributions = _without_doubles(attributions)
        taken = self._taken(attributions)
        free = [n for n in range(len(self.sheet.marked)) if n not in taken and not self._in_block(n)]
        speech = [n for n in free if is_speech(self.sheet, n)]
        everything = attributions + [Attribution([self.sheet.marked[n]]) for n in speech]
        everything.sort(key=lambda a: a.content[0])
        spoken = self._with_speakers(everything)
        quotes = [row for attribution, speaker in spoken for row in self._rows(attribution, speaker)]
        quotes += self._nested(spoken)
        quotes += [self._of_block(block) for block in self.blocks]
        phrases = [self._phrase(n) for n in free if n not in set(speech)]
        return (
            tuple(sorted((q for q in quotes if q.start < q.end), key=lambda q: (q.start, q.end))),
            tuple(p for p in phrases if p.start < p.end),
        )

    # ---- which stretches are spoken for

    def _taken(self, attributions: Sequence[Attribution]) -> set[int]:
        taken: set[int] = set()
        for attribution in attributions:
            for first, last in attribution.content:
                taken.update(range(bisect_left(self.firsts, first), bisect_left(self.firsts, last)))
        return taken

    def _in_block(self, number: int) -> bool:
        start = self.sheet.marks[number].start
        return any(block.span[0] <= start < block.span[1] for block in self.blocks)

    # ---- speakers

    def _with_speakers(self, attributions: list[Attribution]) -> list[tuple[Attribution, Speaker | None]]:
        """Resolve sources in order; then join pieces and carry speakers to the stretches that have no cue."""
        resolved: list[tuple[Attribution, Speaker | None]] = []
        by_cue = sorted(attributions, key=lambda a: a.cue.first if a.cue else a.content[0][0])
        known = {id(a): self.speakers.resolve(a.source) if a.source else None for a in by_cue}
        for attribution in attributions:
            speaker = known[id(attribution)]
            if attribution.cue is None:
                if resolved and self._continues(resolved[-1][0], attribution):
                    resolved[-1][0].content.extend(attribution.content)
                    continue
                if (following := self._continued_by(attribution, attributions)) is not None:
                    following.content[:0] = attribution.content
                    continue
                speaker = self._carried(attribution, resolved, attributions, known)
            resolved.append((attribution, speaker))
        return resolved

    def _continues(self, before: Attribution, piece: Attribution) -> bool:
        """Whether a stretch without a cue goes on with the quotation whose cue stands right before it."""
        last = before.content[-1]
        if before.cue is None:
            return self._is_left_open(last) and self._follows(last, piece.content[0])
        end = max(before.cue.last, last[1], before.source.last if before.source else 0)
        if self._is_left_open(last) and self._follows(last, piece.content[0]):
            return True
        first = piece.content[0][0]
        return (
            self._is_direct(before)
            and before.cue.first >= before.content[0][1]
            and 0 <= first - end <= _TOKENS_TO_NEXT_PIECE
            and not self._new_paragraph(end, first)
            and self._sentences_between(before.cue.first, first) <= 1
        )

    def _continued_by(self, piece: Attribution, attributions: Sequence[Attribution]) -> Attribution | None:
        """The attribution that goes on with a stretch which its paragraph leaves open."""
        if not self._is_left_open(piece.content[-1]):
            return None
        return next(
            (a for a in attributions if self._follows(piece.content[-1], a.content[0]) and a is not piece), None
        )

    def _is_left_open(self, span: Span) -> bool:
        held = self.sheet.inside[span[1] - 1]
        return held >= 0 and self.sheet.marks[held].is_continued

    def _follows(self, span: Span, following: Span) -> bool:
        return 0 <= following[0] - span[1] <= 1

    def _new_paragraph(self, first: int, last: int) -> bool:
        starts = self.sheet.starts
        number = self.sheet.analysis.paragraph_of
        return number(starts[first - 1]) != number(starts[last])

    def _sentences_between(self, first: int, last: int) -> int:
        firsts = [begin for begin, _ in self.sheet.sentences]
        return bisect_right(firsts, last) - bisect_right(firsts, first)

    def _is_direct(self, attribution: Attribution) -> bool:
        return self._kind(attribution) == "direct"

    def _carried(
        self,
        piece: Attribution,
        resolved: Sequence[tuple[Attribution, Speaker | None]],
        attributions: Sequence[Attribution],
        known: dict[int, Speaker | None],
    ) -> Speaker | None:
        """The speaker of a stretch without a cue: set beside it, or carried inside its paragraph, back or forth."""
        first, last = piece.content[0][0], piece.content[-1][1]
        number = self.sheet.analysis.paragraph_of
        paragraph = number(self.sheet.starts[first])
        if (beside := self._beside(first, last)) is not None:
            piece.rule = "name_beside"
            return beside
        for attribution, speaker in reversed(resolved):
            if number(self.sheet.starts[attribution.content[-1][0]]) != paragraph:
                break
            if speaker is not None and attribution.rule[0] != "n":
                piece.rule = "carried"
                return speaker
        for attribution in attributions:
            start = attribution.content[0][0]
            if start > last and known[id(attribution)] is not None:
                if number(self.sheet.starts[start]) == paragraph:
                    piece.rule = "carried"
                    return known[id(attribution)]
                break
        if resolved and number(self.sheet.starts[resolved[-1][0].content[-1][0]]) >= paragraph - 1:
            piece.rule = "carried_over"
            piece.confidence = 0.5
            return resolved[-1][1]
        return None

    def _beside(self, first: int, last: int) -> Speaker | None:
        """A name set beside a stretch: NAME: "..."; "..." — NAME; "...," the minister NAME shrugged."""
        sheet = self.sheet
        begin, end = sheet.sentence_at(first)
        if first - begin >= 2 and sheet.classes[first - 1] == ":":
            return self.speakers.first_person_in(sheet.span(begin, first)) or self._named(begin, first - 1)
        if first - begin >= 2 and sheet.classes[first - 1] == "," and (verb := self._verb_before(begin, first)) >= 0:
            return self._subject_of(verb)
        closes = sheet.classes[last - 2] in ",xi"
        after = last
        while after < len(sheet.words) and sheet.classes[after] in ",-" and after - last < 3:
            after += 1
        stop = min(len(sheet.words), sheet.sentence_at(max(last, after - 1))[1] if after > last else end, after + 12)
        if after > last and sheet.classes[after - 1] == "-" and after < stop:
            return self._named(after, stop)
        if (closes or after > last) and after < end:
            near = sheet.span(after, min(end, after + 8))
            return self.speakers.first_person_in(near) or self._behind_word(after, end)
        return None

    def _behind_word(self, first: int, end: int) -> Speaker | None:
        """A capitalised run behind one or two words in lower case: what a cue in another language looks like."""
        sheet = self.sheet
        at = first
        while at < min(end, first + 2) and sheet.words[at].isalpha() and sheet.words[at].islower():
            at += 1
        run = at
        while run < min(end, at + 4) and sheet.classes[run] == "P":
            run += 1
        if at == first or run - at < 2:
            return None
        return self.speakers.resolve(Source(run - 2, run, (run - 2, run), "beside"))

    def _verb_before(self, begin: int, first: int) -> int:
        """The verb that leads up to a stretch, whatever verb it is: NAME shrugged, "..."."""
        return max(self.sheet.classes.rfind(letter, max(begin, first - 12), first) for letter in "VG")

    def _subject_of(self, verb: int) -> Speaker | None:
        form = "ing" if self.sheet.classes[verb] == "G" else "past"
        source = source_of(self.sheet, Cue(verb, verb + 1, "verb", self.sheet.lower[verb], form))
        return self.speakers.resolve(source) if source else None

    def _named(self, first: int, last: int) -> Speaker | None:
        sheet = self.sheet
        run = last
        while run > first and sheet.classes[run - 1] in "Px":
            run -= 1
        if run == last or sheet.classes[run] == "x":
            return None
        return self.speakers.resolve(Source(run, last, (run, last), "beside"))

    # ---- rows

    def _kind(self, attribution: Attribution) -> str:
        marked = plain = 0
        for first, last in attribution.content:
            for at in range(first + (attribution.skip if first == attribution.content[0][0] else 0), last):
                if _WORD.match(self.sheet.words[at]):
                    if self.sheet.inside[at] >= 0:
                        marked += 1
                    else:
                        plain += 1
        if not marked:
            return "indirect"
        return "mixed" if plain else "direct"

    def _span(self, first: int, last: int) -> Span:
        """The characters of a content without the marks and stops at its edges that are not its own."""
        sheet = self.sheet
        if first < last and sheet.inside[first] >= 0 and sheet.inside[first] == sheet.inside[last - 1]:
            mark = sheet.marks[sheet.inside[first]]
            opened, closed = sheet.marked[sheet.inside[first]]
            if first == opened and last == closed:
                return mark.start, mark.end
        while first < last and sheet.classes[first] in ",.;:xi-)Q":
            first += 1
        while (last > first and sheet.classes[last - 1] in ",.;:-(q") or (
            last > first and sheet.classes[last - 1] == "i"
        ):
            last -= 1
        if first >= last:
            return 0, 0
        start, end = sheet.span(first, last)
        if sheet.classes[first] == "q" and sheet.inside[last - 1] == sheet.inside[first]:
            start = sheet.marks[sheet.inside[first]].start
        return start, end

    def _rows(self, attribution: Attribution, speaker: Speaker | None) -> list[Quote]:
        kind = self._kind(attribution)
        pieces = [self._span(first, last) for first, last in attribution.content]
        pieces = [(s, e) for s, e in pieces if s < e]
        if not pieces:
            return []
        spans = tuple(pieces)
        starts = list(pieces)
        if attribution.skip:
            first, last = attribution.content[0]
            starts[0] = self._span(first + attribution.skip, last)
        cue = attribution.cue
        return [
            Quote(
                kind=kind,
                start=start,
                end=end,
                spans=spans,
                verbatim=self._verbatim(start, end),
                speaker=speaker.name if speaker else None,
                speaker_type=speaker.type if speaker else None,
                speaker_mention=speaker.span if speaker else None,
                speaker_role=speaker.role if speaker else None,
                speaker_affiliation=speaker.affiliation if speaker else None,
                is_anonymous=speaker.is_anonymous if speaker else False,
                cue=self.sheet.span(cue.first, cue.last) if cue else None,
                rule=attribution.rule,
                confidence=attribution.confidence,
            )
            for start, end in starts
            if start < end
        ]

    def _verbatim(self, start: int, end: int) -> tuple[Span, ...]:
        marks = self.sheet.marks
        return tuple(
            (max(m.start, start), min(m.end, end)) for m in marks if m.start < end and m.end > start and m.start < m.end
        )

    def _nested(self, spoken: Sequence[tuple[Attribution, Speaker | None]]) -> list[Quote]:
        """Quotations inside quotations, said by whoever says the outer one."""
        found: list[Quote] = []
        inner = [m for m in self.sheet.analysis.marks if m not in self.sheet.marks]
        for attribution, speaker in spoken:
            for row in self._rows(attribution, speaker):
                for mark in inner:
                    if row.start <= mark.opened and mark.closed <= row.end:
                        found.append(
                            replace(
                                row, kind="nested", start=mark.start, end=mark.end, cue=None, rule="nested",
                                spans=((mark.start, mark.end),), verbatim=((mark.start, mark.end),),
                            )
                        )  # fmt: skip
        return found

    def _of_block(self, block: Block) -> Quote:
        speaker = self.speakers.of_name(block.speaker) if block.speaker else None
        name = speaker.name if speaker else block.speaker and self.text[slice(*block.speaker)]
        return Quote(
            kind=block.kind,
            start=block.span[0],
            end=block.span[1],
            spans=(block.span,),
            speaker=name,
            speaker_type=speaker.type if speaker else None,
            speaker_mention=block.speaker,
            speaker_role=self.text[slice(*block.title)] if block.title else None,
            rule=block.kind,
        )

    def _phrase(self, number: int) -> ScareQuote:
        mark = self.sheet.marks[number]
        return ScareQuote(mark.start, mark.end, kind_of_phrase(self.sheet, number))


def _without_doubles(attributions: list[Attribution]) -> list[Attribution]:
    """Keep the first of attributions with the same content."""
    seen: set[Span] = set()
    kept = []
    for attribution in attributions:
        key = attribution.content[0][0], attribution.content[-1][1]
        if key not in seen:
            seen.add(key)
            kept.append(attribution)
    return kept
