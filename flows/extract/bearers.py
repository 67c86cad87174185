"""Who bears which role: the role phrases and titles of a text, linked to the people of the document."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from flows.extract import name_lists as lists
from flows.extract.analysis import Analysis, Tokens
from flows.extract.people import Person
from flows.extract.role_phrase import RolePhrase
from flows.extract.roles_before import role_before, titles_before
from flows.extract.roles_behind import anaphoric_role, role_after, role_from, roles_joined
from flows.model import Role, Span

_ANAPHORA_REACH = 40  # mentions of people back
_LEADS = frozenset({"the", "The", "as"})
_POSSESSIVES = ("’s", "'s", "’", "'")


@dataclass(slots=True)
class Bearer:
    """A mention of a person: its characters, its tokens, and what stands before it."""

    span: Span
    first: int  # token of the name
    after: int  # first token behind the name
    titles: int  # first token of the titles before it; the name's own where there are none
    gender: str | None


def bearer_at(tokens: Tokens, start: int, end: int) -> Bearer:
    """Return a name's place among the tokens, with the titles before it."""
    first = tokens.at(start)
    titles, gender = titles_before(tokens, first)
    return Bearer((start, end), first, tokens.at(end - 1) + 1, titles, gender)


class RoleLinks:
    """Reads the roles of a document in the order of its text."""

    def __init__(
        self, analysis: Analysis, bearers: list[Bearer], people: list[Person], organisations: dict[int, str]
    ) -> None:
        self._text, self._tokens = analysis.text, analysis.tokens
        self._bearers, self._people = bearers, people
        self._organisations = organisations  # first token -> resolved name
        self._taken: list[Span] = []  # tokens of roles that are linked
        self.roles: list[Role] = []

    def read(self) -> list[Role]:
        """Return the roles and titles in order, and tell each person the role and affiliation found first."""
        for at in range(len(self._bearers)):
            self._read_bearer(at)
        self._read_anaphora()
        # Words between two names can be read as the role of either: they are the first one's.
        once = {(role.start, role.end, role.kind): role for role in reversed(self.roles)}
        return [once[key] for key in sorted(once)]

    def _read_bearer(self, at: int) -> None:
        tokens, bearer, person = self._tokens, self._bearers[at], self._people[at]
        if bearer.titles < bearer.first:
            end = tokens.ends[bearer.first - 1]
            self.roles.append(Role(tokens.starts[bearer.titles], end, "title", bearer.span))
        floor = self._bearers[at - 1].after if at else 0
        phrase = role_before(tokens, bearer.titles, floor)
        if phrase is not None:
            self._tell(person, phrase, self._inherited(at, phrase))
            self._add(phrase, bearer.span)
            self._read_coordinated(phrase, bearer, person, floor)
        ceiling = self._bearers[at + 1].titles if at + 1 < len(self._bearers) else len(tokens.words)
        phrase = role_after(tokens, bearer.after, ceiling)
        while phrase is not None:
            self._tell(person, phrase, None)
            self._add(phrase, bearer.span)
            phrase = roles_joined(tokens, phrase, ceiling)

    def _read_coordinated(self, phrase: RolePhrase, bearer: Bearer, person: Person, floor: int) -> None:
        """Read the first role of "mayor of X and party treasurer A"."""
        before = phrase.first - 1
        if before > floor and self._tokens.words[before] in ("and", "&"):
            other = role_before(self._tokens, before, floor)
            if other is not None:
                self._tell(person, other, None)
                self._add(other, bearer.span)

    def _add(self, phrase: RolePhrase, person: Span) -> None:
        start, end = phrase.span(self._tokens)
        self._taken.append((phrase.first, phrase.last))
        self.roles.append(Role(start, end, "role", person))

    def _tell(self, person: Person, phrase: RolePhrase, inherited: str | None) -> None:
        tokens = self._tokens
        start, end = phrase.span(tokens)
        words = tokens.words
        person.heads.add(" ".join(words[phrase.head : phrase.last + 1]).lower())
        person.heads.update(
            word.lower() for word in words[phrase.head : phrase.last + 1] if word.lower() in lists.ROLE_HEADS
        )
        person.gender = person.gender or lists.ROLE_HEADS.get(words[phrase.head].lower()) or None
        affiliation = self._affiliation(phrase) or inherited
        if person.role is None:
            person.role = " ".join(self._text[start:end].split())
            person.affiliation = affiliation
        elif person.affiliation is None:
            person.affiliation = affiliation

    def _affiliation(self, phrase: RolePhrase) -> str | None:
        """Return the country or the organisation that a role phrase names, a country first."""
        words = self._tokens.words
        first = phrase.owner if phrase.owner is not None else phrase.first
        places = [land for at in range(first, phrase.last + 1) if (land := country_of(words, at))]
        if places:
            return places[0]
        for at in range(first, phrase.last + 1):
            if at in self._organisations:
                name = self._organisations[at]
                return lists.STATE_ORGANS.get(name, name)
        return None

    def _inherited(self, at: int, phrase: RolePhrase) -> str | None:
        """Return the affiliation of the person before, where "and" alone joins that name and this role."""
        words = self._tokens.words[phrase.first : phrase.last + 1]
        if not at or not all(
            word.lower() in lists.ROLE_HEADS or word.lower() in lists.ROLE_MODIFIERS for word in words
        ):
            return None
        before = self._bearers[at - 1]
        between = self._tokens.words[before.after : phrase.first]
        return self._people[at - 1].affiliation if between in (["and"], [","], [",", "and"]) else None

    def _read_anaphora(self) -> None:
        """Link roles without a name beside them: "the foreign minister said", "was named as envoy"."""
        words = self._tokens.words
        firsts = [bearer.first for bearer in self._bearers]
        taken = sorted(self._taken)
        starts = [first for first, _ in taken]
        for at in [at for at, word in enumerate(words) if word in _LEADS]:
            word = words[at]
            phrase = self._appointed(at) if word == "as" else anaphoric_role(self._tokens, at, len(words))
            if phrase is None:
                continue
            nearest = bisect_right(starts, phrase.last) - 1
            if nearest >= 0 and taken[nearest][1] >= phrase.first:
                continue
            latest = bisect_right(firsts, at) - 1
            person = self._nearest(at, latest) if word == "as" else self._carrier(phrase, at, latest)
            if person is not None or (word == "the" and _is_post(words, phrase)):
                start, end = phrase.span(self._tokens)
                self.roles.append(Role(start, end, "role", person))

    def _appointed(self, at: int) -> RolePhrase | None:
        words = self._tokens.words
        if any(word in lists.APPOINTING_VERBS for word in words[max(0, at - 8) : at]):
            return role_from(self._tokens, at + 1, len(words))
        return None

    def _nearest(self, at: int, latest: int) -> Span | None:
        """Return the person last named in the same sentence."""
        if latest < 0 or any(word in ".;!?" for word in self._tokens.words[self._bearers[latest].after : at]):
            return None
        return self._bearers[latest].span

    def _carrier(self, phrase: RolePhrase, at: int, latest: int) -> Span | None:
        """Return the latest named person who carries the role, else who was named in the sentence just before."""
        words = self._tokens.words
        head = " ".join(words[phrase.head : phrase.last + 1]).lower()
        for before in range(latest, max(-1, latest - _ANAPHORA_REACH), -1):
            if head in self._people[before].heads:
                return self._bearers[before].span
        behind = words[phrase.last + 1] if phrase.last + 1 < len(words) else "."
        if words[at] == "The" and latest >= 0 and behind in lists.PERSON_VERBS:
            bearer = self._bearers[latest]
            if words[bearer.after : at] == ["."]:
                return bearer.span
        return None


def _is_post(words: list[str], phrase: RolePhrase) -> bool:
    """Whether a role without a bearer is told closely enough to be a row: "the prime minister", not "the owner"."""
    return phrase.last > phrase.first or words[phrase.first][0].isupper()


def country_of(words: list[str], at: int) -> str | None:
    """Return the country that the token names as demonym, name or possessive."""
    word = words[at]
    for mark in _POSSESSIVES:
        word = word.removesuffix(mark)
    for form in (f"{word} {words[at + 1]}" if at + 1 < len(words) else word, word):
        land = lists.DEMONYMS.get(form) or lists.COUNTRIES.get(form)
        if land:
            return land
    return None
