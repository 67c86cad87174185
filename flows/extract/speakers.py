"""Who speaks: from the noun phrase of a source to a person, organisation, outlet or document of the text.

Who is named inside a quotation is never its speaker. A source whose name the text keeps back stays a role without a
name. A pronoun goes to the last fitting speaker or person before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.extract.grammar import Sheet
from flows.extract.lexicon import words_of
from flows.extract.sources import Source
from flows.model import Mention, Role, Span

_HE = frozenset("he his him himself he’s he's he’d he'd he’ll he'll".split())
_SHE = frozenset("she her hers herself she’s she's she’d she'd she’ll she'll".split())
_OTHER_PRONOUNS = frozenset(
    "i we they it you who one their its my our those these others some many several all both everyone nobody that "
    "this".split()
)
_RANK = {"person": 0, "org": 1, "place": 2}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source. ``span`` holds the words that name it here."""

    span: Span
    name: str | None = None
    type: str | None = None
    role: str | None = None
    affiliation: str | None = None
    is_anonymous: bool = False


class Speakers:
    """Resolves the sources of one text, in the order of the text: pronouns look back at the speakers before them."""

    def __init__(self, sheet: Sheet, mentions: Sequence[Mention], roles: Sequence[Role]) -> None:
        self._sheet = sheet
        self._text = sheet.analysis.text
        self._mentions = sorted(mentions, key=lambda m: (m.start, _RANK.get(m.type, 3)))
        self._starts = [m.start for m in self._mentions]
        self._persons = [m for m in self._mentions if m.type == "person"]
        self._person_starts = [m.start for m in self._persons]
        self._by_start = {m.start: m for m in self._persons}
        self._genders = {m.name: m.gender for m in self._persons if m.gender}
        self._roles = sorted(roles, key=lambda r: r.start)
        self._role_starts = [r.start for r in self._roles]
        self._last: Speaker | None = None

    def resolve(self, source: Source) -> Speaker:
        """Return who a source is."""
        sheet = self._sheet
        head, whole = sheet.span(*source.head), sheet.span(source.first, source.last)
        word = sheet.lower[source.head[1] - 1]
        if source.head[1] - source.head[0] == 1 and word in _HE | _SHE | _OTHER_PRONOUNS:
            speaker = self._of_pronoun(word, head)
        else:
            mention = self._mention_in(head) or self._apposed(source, whole)
            speaker = self._of_mention(mention) if mention else self._of_words(source, head, whole)
        if source.how == "relative":
            at = source.last + (sheet.classes[source.last] == ",")
            if sheet.classes[at] in "wHW":
                speaker = replace(speaker, span=sheet.span(at, at + 1))
        if speaker.name is not None and speaker.type == "person":
            self._last = speaker
        return speaker

    def of_name(self, span: Span) -> Speaker | None:
        """Return the speaker named by the words of a span, if it holds a name."""
        mention = self._mention_in(span)
        return self._of_mention(mention) if mention else None

    def first_person_in(self, span: Span) -> Speaker | None:
        """Return the first person named in a span."""
        at = bisect_left(self._person_starts, span[0])
        if at < len(self._persons) and self._persons[at].end <= span[1]:
            return self._of_mention(self._persons[at])
        return None

    def _between(self, span: Span) -> list[Mention]:
        return self._mentions[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]

    def _mention_in(self, head: Span) -> Mention | None:
        """The mention that the head ends with; a name in front of a common noun only modifies it."""
        found: Mention | None = None
        for mention in self._between(head):
            if mention.end >= head[1] - 2 or (mention.type == "person" and not self._has_words(mention.end, head[1])):
                found = mention
                if mention.type == "person":
                    break
        return found

    def _has_words(self, start: int, end: int) -> bool:
        return any(c.isalpha() for c in self._text[start:end].removeprefix("’s").removeprefix("'s"))

    def _apposed(self, source: Source, whole: Span) -> Mention | None:
        """The name behind a common noun: the governor's spokesman, NAME."""
        if source.how == "apposition":
            comma = self._text.find(",", self._sheet.ends[source.head[1] - 1], whole[1])
            for apposed in self._between((comma, whole[1])) if comma >= 0 else ():
                if apposed.type == "person" and not self._text[comma + 1 : apposed.start].strip():
                    return apposed
        elif source.how in ("subject", "inverted", "object", "agent"):
            at = source.last
            if self._sheet.classes[at] == "," and self._sheet.classes[at + 1] == "P":
                mention = self._by_start.get(self._sheet.starts[at + 1])
                if mention is not None and self._text[mention.end : mention.end + 1] in (",", "."):
                    return mention
        return None

    def _of_mention(self, mention: Mention) -> Speaker:
        type_ = mention.type if mention.type in ("person", "org", "place") else None
        return Speaker((mention.start, mention.end), mention.name, type_, mention.role, mention.affiliation)

    def _of_pronoun(self, word: str, span: Span) -> Speaker:
        if word in _HE or word in _SHE:
            gender = "m" if word in _HE else "f"
            antecedent = self._antecedent(span[0], gender)
            if antecedent is not None:
                return replace(antecedent, span=span)
        return Speaker(span)

    def _antecedent(self, offset: int, gender: str) -> Speaker | None:
        analysis = self._sheet.analysis
        paragraph = analysis.paragraph_of(offset)
        floor = analysis.paragraphs[max(0, paragraph - 3)][0] if analysis.paragraphs else 0
        last = self._last
        if last is not None and last.span[0] >= floor and self._genders.get(last.name or "", gender) == gender:
            return last
        before = self._persons[bisect_left(self._person_starts, floor) : bisect_left(self._person_starts, offset)]
        fitting = [m for m in before if self._genders.get(m.name, gender) == gender]
        if not fitting:
            return None
        sentence = analysis.sentence_of(fitting[-1].start)
        return self._of_mention(next(m for m in fitting if m.start >= sentence[0]))

    def _of_words(self, source: Source, head: Span, whole: Span) -> Speaker:
        """A source without a name: a role that somebody of the text bears, a document, or an anonymous one."""
        if (bearer := self._bearer(head)) is not None:
            return replace(self._of_mention(bearer), span=head)
        words = self._text[whole[0] : whole[1]]
        noun = self._sheet.lower[source.head[1] - 1].removesuffix("’s").removesuffix("'s")
        if noun in words_of("document_nouns.txt"):
            return Speaker(head, None, "document", words)
        name = self._printed_name(source)
        if name is not None:
            return Speaker(name, self._text[name[0] : name[1]])
        return Speaker(head, role=words, is_anonymous=True)

    def _bearer(self, head: Span) -> Mention | None:
        """The person who bears the role that stands in the head without a name: the minister said."""
        at = bisect_right(self._role_starts, head[1]) - 1
        if at < 0 or self._roles[at].end < head[0] or self._roles[at].kind != "role":
            return None
        person = self._roles[at].person
        return self._by_start.get(person[0]) if person is not None else None

    def _printed_name(self, source: Source) -> Span | None:
        """A capitalised run at the head's end that the names pass did not take for a name."""
        sheet, last = self._sheet, source.head[1]
        first = last
        while first > source.head[0] and sheet.classes[first - 1] in "Px":
            first -= 1
        if first == last or sheet.classes[first] == "x" or (first > source.head[0] and sheet.classes[first - 1] == "D"):
            return None
        return sheet.span(first, last)
