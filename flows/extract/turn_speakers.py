"""Who speaks in a turn: from a label to a person, organisation or outlet of the document, or to a role without a name.

A surname in capitals is told in full by the text, by the headline or by a longer label: MR. REED is the Ivo Reed of
"Briefing by Harbor Master Ivo Reed". Whoever only asks ("Q") is a role, not a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.extract.analysis import Analysis, analyse
from flows.extract.name_lists import FORENAMES, ORGANISATION_HEADS, SURNAMES
from flows.extract.names import find_names
from flows.extract.offices import gender_of_title, is_post
from flows.extract.outlets import find_outlet
from flows.extract.people import gender_of
from flows.extract.person_names import PARTICLES, may_be_same, name_words
from flows.extract.speakers import Speaker
from flows.extract.turns import Label, Turn, label_kinds
from flows.model import Mention, Span

_TALK_WITH = re.compile(
    r"\b(?:interview|conversation|discussion|dialogue|talk|chat|exchange|q\s?&\s?a|q and a)(?: \w+){0,3}? with\b",
    re.IGNORECASE,
)
_SPOKE_WITH = re.compile(
    r"\b(?:(?:spoke|speaks|talked|talks|sat down)(?: [\w’']+){0,4}? (?:with|to)|interviewed|questioned)\b",
    re.IGNORECASE,
)
_WITH_PRONOUN = re.compile(r" (?:him|her|them|to|on|in|at|about|by|for)\b|[.,]")  # a link that was lost counts too
_OTHER_WORDS = re.compile(r"[.!?]\s|\b(?:about|on|regarding)\b")
_PRESS = re.compile(r"\b(?:writer|reporter|correspondent|editor|journalist|host|anchor)s?\b", re.IGNORECASE)
_INITIALS = re.compile(r"[A-Z]{2,4}|(?:[A-Z]\.){2,4}")
_REACH = 80  # characters from "a conversation with" to the name
_HALF = 2
_NAMESAKES = 30  # so many are compared: more only stand in lists


@dataclass(slots=True)
class Participant:
    """Somebody who may speak, as the document tells of them."""

    name: str
    words: tuple[str, ...]
    gender: str | None = None
    role: str | None = None
    affiliation: str | None = None


class Participants:
    """The people of a document and its headline, found by the labels of its turns."""

    def __init__(self, analysis: Analysis, mentions: Sequence[Mention], heading: str, turns: Sequence[Turn]) -> None:
        self._mentions = {(mention.start, mention.end): mention for mention in mentions}
        self._people: dict[str, Participant] = {}
        self._by_word: dict[str, list[Participant]] = {}
        self._by_initials: dict[str, list[Participant]] = {}
        headed = find_names(analyse(heading))[0] if heading else ()
        labels = [turn.label for turn in turns if turn.label]
        taken = {label.span for label in labels}
        for mention in (*headed, *mentions):
            if mention.type == "person" and ((mention.start, mention.end) not in taken or not mention.name.isupper()):
                self._add(mention.name, mention.gender, mention.role, mention.affiliation)
        for label in labels:
            if len(label.name.split()) > 1 and self._is_person(label):
                self._add(in_running_text(label.name), gender_of_title(label.title), label.post, None)
        self._asking = _askers(analysis.text, turns)
        self._interviewed = self._told_as_interviewed(analysis, mentions, heading, headed, turns)

    def of(self, label: Label) -> Speaker:
        """Return the speaker that a label names."""
        kind = label_kinds().get(label.words.casefold())
        if kind == "answers" and self._interviewed:
            return self._speaker(self._interviewed, label.span)
        if kind in ("asks", "answers", "unnamed"):
            return Speaker(label.span, role=label.words, is_anonymous=True)
        if (person := self._person(label)) is not None:
            return self._speaker(person, label.span, label)
        if is_post((office := _office(label)).split()):
            return self._of_office(label, office)
        if find_outlet(label.words) is not None:
            return Speaker(label.span, type="outlet")  # the house asks, and the text does not say who
        if (body := self._body(label)) is not None:
            return Speaker(label.span, None if label.key in self._asking else body.name, body.type)
        if (
            label.key in self._asking
            and label.span not in self._mentions
            and not label.title
            and label.words != label.words.upper()
        ):
            return Speaker(label.span, role=label.words, is_anonymous=True)
        if _INITIALS.fullmatch(label.words) and not (label.title or label.post or _is_known_name(label.words)):
            return self._of_initials(label)
        return Speaker(label.span, in_running_text(label.name), "person", _post(label))

    def interviewed(self) -> Speaker | None:
        """Return the person whom the headline or the introduction tells to be interviewed."""
        return self._speaker(self._interviewed, (0, 0)) if self._interviewed else None

    # ---- people

    def _add(self, name: str, gender: str | None, role: str | None, affiliation: str | None) -> None:
        known = self._people.get(name)
        if known is None:
            known = self._people[name] = Participant(name, name_words(name), gender or gender_of(name))
            for word in {known.words[0], known.words[-1]}:
                self._by_word.setdefault(word, []).append(known)
            self._by_initials.setdefault("".join(word[:1] for word in known.words), []).append(known)
        known.gender = known.gender or gender
        known.role = known.role or role
        known.affiliation = known.affiliation or affiliation

    def _body(self, label: Label) -> Mention | None:
        """The organisation or place that a label names; capitals look like one, a title or post tells otherwise."""
        mention = self._mentions.get(label.span)
        if mention is None or mention.type not in ("org", "place") or label.title or label.post:
            return None
        is_told = not label.words.isupper() or any(word.casefold() in ORGANISATION_HEADS for word in label.name.split())
        return mention if is_told else None

    def _is_person(self, label: Label) -> bool:
        is_other = self._body(label) is not None
        is_role = label.words.casefold() in label_kinds() or is_post(_office(label).split())
        return not is_other and not is_role and find_outlet(label.words) is None

    def _person(self, label: Label) -> Participant | None:
        """The one participant whom the label can mean; the fullest name of several forms."""
        gender = gender_of_title(label.title)
        for words in (name_words(label.words), name_words(label.name)):
            namesakes = self._by_word.get(words[-1], ())[:_NAMESAKES]
            found = [p for p in namesakes if _names(words, p.words) and (not gender or p.gender in (None, gender))]
            fullest = max(found, key=lambda person: len(person.words), default=None)
            if fullest is not None and all(may_be_same(person.words, fullest.words) for person in found):
                return fullest
        return None

    def _speaker(self, person: Participant, span: Span, label: Label | None = None) -> Speaker:
        role = person.role or (_post(label) if label else None)
        return Speaker(span, person.name, "person", role, person.affiliation)

    def _of_initials(self, label: Label) -> Speaker:
        """The one participant with the initials of a label, else a role: "THR" is the review that asks."""
        letters = label.words.casefold().replace(".", "")
        bearers = self._by_initials.get(letters, ())
        if len(bearers) == 1:
            return self._speaker(bearers[0], label.span)
        return Speaker(label.span, role=label.words, is_anonymous=True)

    def _of_office(self, label: Label, office: str) -> Speaker:
        """The one person of the document who bears the post, if there is one: THE PRESIDENT."""
        bearers = [p for p in self._people.values() if p.role and p.role.casefold().endswith(office)]
        if len(bearers) == 1:
            return self._speaker(bearers[0], label.span)
        return Speaker(label.span, role=in_running_text(label.words))

    # ---- interviews

    def _told_as_interviewed(
        self,
        analysis: Analysis,
        mentions: Sequence[Mention],
        heading: str,
        headed: Sequence[Mention],
        turns: Sequence[Turn],
    ) -> Participant | None:
        """The person behind "a conversation with" in the headline or the introduction; else the only one of either."""
        begin = min((turn.label.span if turn.label else turn.spans[0] for turn in turns), default=(0, 0))[0]
        introducing = [mention for mention in mentions if mention.end <= begin]
        told = ((heading, headed), (analysis.text[:begin], introducing))
        persons = [[mention for mention in found if mention.type == "person"] for _, found in told]
        spoke = False
        for pattern in (_TALK_WITH, _SPOKE_WITH):
            for (text, _), people in zip(told, persons, strict=True):
                for cue in pattern.finditer(text):
                    spoke = spoke or _WITH_PRONOUN.match(text, cue.end()) is not None
                    behind = next((mention for mention in people if cue.end() <= mention.start), None)
                    if behind and _is_named_by(text, cue.end(), behind):
                        return self._people.get(behind.name)
        if len({mention.name for mention in persons[0]}) == 1:
            return self._people.get(persons[0][0].name)
        if spoke and persons[1]:
            return self._people.get(persons[1][0].name)  # "... spoke with her": with whom the introduction begins
        return None


def _is_named_by(text: str, end: int, mention: Mention) -> bool:
    """Whether the words "a talk with" reach to a name, and it is not that of the one who asks."""
    between = text[end : mention.start]
    is_press = _PRESS.search(between) or _PRESS.search(mention.role or "")
    return len(between) <= _REACH and not is_press and not _OTHER_WORDS.search(between)


def in_running_text(name: str) -> str:
    """Return a name in capitals as running text prints it: "REED" as Reed, "VON SALIS" as von Salis."""
    return " ".join(_in_running_text(word) for word in name.split())


def _in_running_text(word: str) -> str:
    if len(word) < 2 or not word.isupper() or word.endswith("."):
        return word
    if word.lower() in PARTICLES:
        return word.lower()
    word = re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)
    return re.sub(r"^Mc(\w)", lambda match: "Mc" + match.group(1).upper(), word)


def _names(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words of a label name a person: all of the name, its surname, or its forename."""
    if len(words) > 1:
        return len(full) > 1 and may_be_same(words, full)
    return words[0] in (full[-1], full[0])


def _is_known_name(word: str) -> bool:
    return word.capitalize() in FORENAMES or word.capitalize() in SURNAMES


def _office(label: Label) -> str:
    return label.words.casefold().removeprefix("the ")


def _post(label: Label) -> str | None:
    if label.post:
        return label.post
    words = (label.title or "").split()
    return in_running_text(label.title or "") if words and is_post(words) else None


def _askers(text: str, turns: Sequence[Turn]) -> set[str]:
    """The labels most of whose turns end in a question."""
    counts: dict[str, list[int]] = {}
    for turn in turns:
        if turn.label:
            count = counts.setdefault(turn.label.key, [0, 0])
            count[0] += 1
            count[1] += text[turn.spans[-1][0] : turn.spans[-1][1]].rstrip("”\"’'*_ ").endswith("?")
    return {key for key, (turns_of, asked) in counts.items() if asked * _HALF > turns_of}
