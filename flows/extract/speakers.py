"""Who speaks: from the noun phrase of a source to a person, organisation, outlet or document of the text.

Who is named inside a quotation is never its speaker. A source whose name the text keeps back stays a role without a
name. A pronoun goes to the last fitting speaker or person before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from flows.extract.antecedents import HE, SHE, Antecedents
from flows.extract.grammar import Sheet
from flows.extract.lexicon import words_of
from flows.extract.name_lists import PLACES
from flows.extract.person_words import people
from flows.extract.subjects import Source
from flows.extract.word_classes import open_class
from flows.model import Mention, Role, Span

_OTHER_PRONOUNS = frozenset(
    "i we they it you who one their its my our those these others some many several all both everyone nobody that "
    "this".split()
)
_ENDS_APPOSITION = re.compile(r"[,.;:]| \(")
_TITLES = 3  # words between a comma and the name in apposition
_RANK = {"person": 0, "org": 1, "place": 2}


class Speaker(NamedTuple):
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
        self._antecedents = Antecedents(sheet, self._mentions)
        self._spoken: dict[int, tuple[int, str | None, Speaker]] = {}  # by sentence: where, gender, who
        self._roles = sorted(roles, key=lambda r: r.start)
        self._role_starts = [r.start for r in self._roles]

    def resolve(self, source: Source) -> Speaker:
        """Return who a source is."""
        sheet = self._sheet
        head, whole = sheet.span(*source.head), sheet.span(source.first, source.last)
        word = sheet.lower[source.head[1] - 1]
        if source.head[1] - source.head[0] == 1 and word in HE | SHE | _OTHER_PRONOUNS:
            speaker = self._of_pronoun(word, head)
        else:
            mention = self._mention_in(head) or self._apposed(source, whole)
            if mention and mention.type == "place" and self._is_told_by(mention):
                mention = mention._replace(type="person")
            speaker = self._of_mention(mention) if mention else self._of_words(source, head, whole)
        if source.how == "relative":
            at = source.last + (sheet.classes[source.last] == ",")
            if sheet.classes[at] in "wHW":
                speaker = speaker._replace(span=sheet.span(at, at + 1))
        self._remember(source, speaker)
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

    def _is_told_by(self, mention: Mention) -> bool:
        """Whether an account is according to a name that no gazetteer has as a place: people give accounts."""
        told = self._text[: mention.start].endswith(("According to ", "according to "))
        return told and mention.name not in PLACES

    def _has_words(self, start: int, end: int) -> bool:
        return any(c.isalpha() for c in self._text[start:end].removeprefix("’s").removeprefix("'s"))

    def _apposed(self, source: Source, whole: Span) -> Mention | None:
        """The name behind a common noun: the governor's spokesman, NAME."""
        if "," in self._sheet.classes[source.head[1] : source.last]:
            comma = self._text.find(",", self._sheet.ends[source.head[1] - 1], whole[1])
            named = self._between((comma, whole[1])) if comma >= 0 else []
            persons = [mention for mention in named if mention.type == "person"]
            is_somebody = self._sheet.lower[source.head[1] - 1] in people()
            if is_somebody and len(persons) == 1 and self._is_behind_office(persons[0], comma, whole[1]):
                return persons[0]
            for apposed in named:
                if not self._is_apposed(apposed, comma):
                    continue
                if apposed.type == "person":
                    return apposed
                if is_somebody and " " in apposed.name:  # the operator, TransPipe: one name may be a company's
                    return apposed._replace(type="person")
        elif source.how in ("subject", "inverted", "object", "agent"):
            at = source.last
            if self._sheet.classes[at] == "," and self._sheet.classes[at + 1] == "P":
                mention = self._by_start.get(self._sheet.starts[at + 1])
                if mention is not None and _ENDS_APPOSITION.match(self._text, mention.end):
                    return mention
        return None

    def _is_behind_office(self, person: Mention, comma: int, end: int) -> bool:
        """Whether an apposition is an office and a name: its author, Harbour Party deputy NAME."""
        sheet = self._sheet
        first, name = bisect_right(sheet.starts, comma), bisect_left(sheet.starts, person.start)
        return not sheet.classes[first:name].strip("PNJM") and not self._has_words(person.end, end)

    def _is_apposed(self, mention: Mention, comma: int) -> bool:
        """Whether nothing but titles stands between a comma and a name."""
        between = self._text[comma + 1 : mention.start].split()
        return len(between) <= _TITLES and all(word[0].isupper() for word in between)

    def _of_mention(self, mention: Mention) -> Speaker:
        type_ = mention.type if mention.type in ("person", "org", "place") else None
        # Who speaks for a place is not told: "Moscow says" names a government, or a city's, or nobody.
        name = None if type_ == "place" else mention.name
        return Speaker((mention.start, mention.end), name, type_, mention.role, mention.affiliation)

    def _of_pronoun(self, word: str, span: Span) -> Speaker:
        if word in HE or word in SHE:
            found = self._antecedent(span[0], "m" if word in HE else "f")
        else:
            found = self._body(span[0]) if word == "it" else None
        return found._replace(span=span) if found else Speaker(span)

    def _antecedent(self, offset: int, gender: str) -> Speaker | None:
        """The speaker or subject of the nearest sentence that has a fitting one."""
        for first, last in self._antecedents.sentences_before(offset):
            spoken = self._spoken.get(first)
            if spoken is not None and spoken[0] < last and spoken[1] in (None, gender):
                return spoken[2]
            somebody = self._antecedents.person_in(first, last, gender)
            if somebody is not None and somebody.mention is not None:
                return self._of_mention(somebody.mention)
            if somebody is not None and (bearer := self._bearer(somebody.words)) is not None:
                return self._of_mention(bearer)
            if somebody is not None:
                return Speaker(somebody.words, role=self._text[slice(*somebody.words)], is_anonymous=True)
        return None

    def _body(self, offset: int) -> Speaker | None:
        """The organisation that the sentence before is about: Interfax was first. It reported ..."""
        for first, last in islice(self._antecedents.sentences_before(offset), 2):
            if first < last and (body := self._antecedents.body_in(first, last)) is not None:
                return self._of_mention(body)
        return None

    def _remember(self, source: Source, speaker: Speaker) -> None:
        """Keep who speaks in a sentence, where it is one person: pronouns look back at it."""
        word = self._sheet.lower[source.head[1] - 1]
        if speaker.name is not None and speaker.type in ("person", None):
            gender = self._antecedents.gender_of(speaker.name)
        elif speaker.is_anonymous and word in people():
            gender = people()[word] or None
        else:
            return
        self._spoken[self._sheet.sentence_at(source.first)[0]] = source.first, gender, speaker

    def _of_words(self, source: Source, head: Span, whole: Span) -> Speaker:
        """A source without a name: a role that somebody of the text bears, a document, or an anonymous one."""
        if (bearer := self._bearer(head)) is not None:
            return self._of_mention(bearer)._replace(span=head)
        words = self._text[whole[0] : whole[1]]
        noun = self._sheet.lower[source.head[1] - 1].removesuffix("’s").removesuffix("'s")
        if noun in words_of("document_nouns.txt"):
            return Speaker(head, None, "document", words)
        name = self._printed_name(source) if source.how != "unnamed" else None  # a registered Harbourist
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

    def _is_capital_of_sentence(self, token: int) -> bool:
        """Whether a word is capitalised for standing first, as far as the names pass tells: Villagers said."""
        word = self._sheet.words[token]
        is_first = token in (self._sheet.sentence_at(token)[0], self._sheet.sentence_at(token)[0] + 1)
        return is_first and word.endswith("s") and not word.isupper() and open_class(word[:-1]) == "N"

    def _printed_name(self, source: Source) -> Span | None:
        """A capitalised run at the head's end that the names pass did not take for a name."""
        sheet, last = self._sheet, source.head[1]
        first = last
        while first > source.head[0] and sheet.classes[first - 1] in "Px":
            first -= 1
        if last - first == 1 and self._is_capital_of_sentence(first):
            return None
        if first == last or sheet.classes[first] == "x" or (first > source.head[0] and sheet.classes[first - 1] == "D"):
            return None
        return sheet.span(first, last)
