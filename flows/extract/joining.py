"""From attributions to quotations with speakers: pieces of one quotation are joined, stretches without a cue get the
speaker that is set beside them or carried on from their neighbours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from flows.extract.antecedents import HE, SHE
from flows.extract.attributions import Attribution, kind_of
from flows.extract.cues import Cue
from flows.extract.grammar import Sheet
from flows.extract.person_words import people
from flows.extract.phrases import MAIN_CLAUSE, NOUN_PHRASE, has_verb
from flows.extract.sources import source_of
from flows.extract.speakers import Speaker, Speakers
from flows.extract.subjects import Source
from flows.model import Span

_TOKENS_TO_NEXT_PIECE = 14
_TOKENS_TO_NAME = 8
_TOKENS_TO_VERB = 12


class Joiner:
    """Joins the attributions of one text, which come sorted by the beginning of their content."""

    def __init__(self, sheet: Sheet, speakers: Speakers, attributions: Sequence[Attribution]) -> None:
        self._sheet = sheet
        self._speakers = speakers
        self._attributions = attributions
        self._known = self._resolve()
        self._following = self._next_known()

    def join(self) -> list[tuple[Attribution, Speaker | None]]:
        """Return the quotations in order, each with its speaker."""
        joined: list[tuple[Attribution, Speaker | None]] = []
        carried: tuple[int, Speaker] | None = None  # the paragraph of the last speaker, who may speak on
        for at, attribution in enumerate(self._attributions):
            speaker = self._known[at]
            if attribution.cue is None:
                if joined and self._continues(joined[-1][0], attribution):
                    joined[-1][0].content.extend(attribution.content)
                    continue
                if self._is_continued(at):
                    self._attributions[at + 1].content[:0] = attribution.content
                    continue
                speaker = self._speaker_of_piece(at, carried, joined[-1] if joined else None)
            joined.append((attribution, speaker))
            paragraph = self._paragraph(attribution.content[-1][0])
            if speaker is not None and attribution.rule[0] != "n":
                carried = paragraph, speaker
        return joined

    def _resolve(self) -> list[Speaker | None]:
        """Resolve the sources in the order of their cues, so that pronouns look back at the right speakers."""
        order = sorted(range(len(self._attributions)), key=self._cue_at)
        known: list[Speaker | None] = [None] * len(self._attributions)
        for at in order:
            source = self._attributions[at].source
            known[at] = self._speakers.resolve(source) if source else None
        return known

    def _cue_at(self, at: int) -> int:
        attribution = self._attributions[at]
        return attribution.cue.first if attribution.cue else attribution.content[0][0]

    def _next_known(self) -> list[int]:
        """For every attribution the next one whose source is known, or -1."""
        following, found = [-1] * len(self._known), -1
        for at in range(len(self._known) - 1, -1, -1):
            following[at] = found
            if self._known[at] is not None:
                found = at
        return following

    # ---- pieces of one quotation

    def _continues(self, before: Attribution, piece: Attribution) -> bool:
        """Whether a stretch without a cue goes on with the quotation before it.

        It does where a paragraph leaves the marks open, and right behind the sentence of a cue that follows its
        quotation: "...," he said. "..."
        """
        last, first = before.content[-1], piece.content[0][0]
        if self._is_left_open(last) and 0 <= first - last[1] <= 1:
            return True
        if before.cue is None or before.cue.first < before.content[0][1] or kind_of(self._sheet, before) != "direct":
            return False
        end = max(before.cue.last, last[1], before.source.last if before.source else 0)
        return (
            0 <= first - end <= _TOKENS_TO_NEXT_PIECE
            and self._paragraph(end - 1) == self._paragraph(first)
            and self._sentences_between(before.cue.first, first) <= 1
        )

    def _is_continued(self, at: int) -> bool:
        """Whether the next attribution goes on with a stretch that its paragraph leaves open."""
        last = self._attributions[at].content[-1]
        if not self._is_left_open(last) or at + 1 == len(self._attributions):
            return False
        return 0 <= self._attributions[at + 1].content[0][0] - last[1] <= 1

    def _is_left_open(self, span: Span) -> bool:
        held = self._sheet.inside[span[1] - 1]
        return held >= 0 and self._sheet.marks[held].is_continued

    def _sentences_between(self, first: int, last: int) -> int:
        firsts = self._sheet.sentence_firsts
        return bisect_right(firsts, last) - bisect_right(firsts, first)

    def _paragraph(self, token: int) -> int:
        return self._sheet.analysis.paragraph_of(self._sheet.starts[token])

    # ---- speakers of stretches without a cue

    def _speaker_of_piece(
        self, at: int, carried: tuple[int, Speaker] | None, before: tuple[Attribution, Speaker | None] | None
    ) -> Speaker | None:
        piece = self._attributions[at]
        first, last = piece.content[0][0], piece.content[-1][1]
        paragraph = self._paragraph(first)
        if (beside := self._beside(first, last)) is not None:
            piece.rule = "name_beside"
            return beside
        if self._is_led_in(first):
            return None
        if carried is not None and carried[0] == paragraph:
            piece.rule = "carried"
            return carried[1]
        following = self._following[at]
        if following >= 0 and self._paragraph(self._attributions[following].content[0][0]) == paragraph:
            piece.rule = "carried"
            return self._known[following]
        if before is not None and self._paragraph(before[0].content[-1][0]) >= paragraph - 1:
            piece.rule = "carried_over"
            return before[1]
        return None

    def _is_led_in(self, first: int) -> bool:
        """Whether a sentence of its own leads up to a stretch, so that nobody who spoke before it speaks on."""
        sheet = self._sheet
        begin = max(sheet.sentence_at(first)[0], first - 60)
        return sheet.classes[first - 1] == ":" and has_verb(sheet, begin, first)

    def _beside(self, first: int, last: int) -> Speaker | None:
        """A name set beside a stretch: NAME: "..."; NAME shrugged, "..."; "...," NAME shrugged; "..." — NAME."""
        sheet = self._sheet
        begin, end = sheet.sentence_at(first)
        begin = max(begin, first - 60)
        if first - begin >= 2 and sheet.classes[first - 1] == ":":
            named = self._speakers.first_person_in(sheet.span(begin, first)) or self._named(begin, first - 1)
            return named or self._leading(begin, first)
        if first - begin >= 2 and sheet.classes[first - 1] == "," and (verb := self._verb_before(begin, first)) >= 0:
            return self._subject_of(verb)
        after = last
        while sheet.classes[after] in ",-" and after - last < 3:
            after += 1
        if after > last and sheet.classes[after - 1] == "-":
            return self._named(after, min(self._line_end(after), after + _TOKENS_TO_VERB))
        if (sheet.classes[last - 2] in ",xi" or after > last) and after < end:
            near = sheet.span(after, min(end, after + _TOKENS_TO_NAME))
            return self._speakers.first_person_in(near) or self._behind_word(after, end)
        return None

    def _line_end(self, token: int) -> int:
        """The token before which the line of a token ends, or its sentence: — NAME stands on a line of its own."""
        sheet, end = self._sheet, self._sheet.sentence_at(token)[1]
        at = token
        while at < end and "\n" not in sheet.analysis.text[sheet.ends[at - 1] : sheet.starts[at]]:
            at += 1
        return at if at > token else end

    def _leading(self, begin: int, first: int) -> Speaker | None:
        """The subject of the sentence that leads up to a stretch, where it can speak: She was blunt: "..."."""
        clause = MAIN_CLAUSE.search(self._sheet.classes, begin, first)
        subject = NOUN_PHRASE.match(self._sheet.classes, clause.start(), clause.end()) if clause else None
        if subject is None or self._sheet.inside[subject.start()] >= 0:
            return None
        word = self._sheet.lower[subject.end() - 1]
        if word not in HE and word not in SHE and word not in people():
            return None
        return self._speakers.resolve(Source(*subject.span(), subject.span(), "beside"))

    def _verb_before(self, begin: int, first: int) -> int:
        """The verb that leads up to a stretch, whatever verb it is."""
        return max(self._sheet.classes.rfind(letter, max(begin, first - _TOKENS_TO_VERB), first) for letter in "VG")

    def _subject_of(self, verb: int) -> Speaker | None:
        form = "ing" if self._sheet.classes[verb] == "G" else "past"
        source = source_of(self._sheet, Cue(verb, verb + 1, "verb", self._sheet.lower[verb], form))
        return self._speakers.resolve(source) if source else None

    def _named(self, first: int, last: int) -> Speaker | None:
        """The capitalised run at the end of the tokens."""
        classes, run = self._sheet.classes, last
        while last > first and classes[last - 1] in ".ix":
            last -= 1
        run = last
        while run > first and classes[run - 1] in "Px":
            run -= 1
        if run == last or classes[run] == "x":
            return None
        return self._speakers.resolve(Source(run, last, (run, last), "beside"))

    def _behind_word(self, first: int, end: int) -> Speaker | None:
        """A capitalised run behind one or two words in lower case: what a cue in another language looks like."""
        sheet, at = self._sheet, first
        while at < min(end, first + 2) and sheet.words[at].isalpha() and sheet.words[at].islower():
            at += 1
        run = at
        while run < min(end, at + 4) and sheet.classes[run] == "P":
            run += 1
        if at == first or run - at < 2:
            return None
        return self._speakers.resolve(Source(run - 2, run, (run - 2, run), "beside"))
