"""Names of people, organisations and places, resolved within a document, with the roles of its people."""

from __future__ import annotations

import re

from flows.extract.analysis import Analysis
from flows.extract.bearers import RoleLinks, bearer_at
from flows.extract.entity_names import organisation_names, place_name, stands_for_government
from flows.extract.name_decoding import Found, decode
from flows.extract.name_features import ORG, OTHER, PERSON
from flows.extract.people import Person, PersonMention, particle_start, resolve_people
from flows.extract.person_titles import behind_post, is_title_alone, name_start
from flows.model import Mention, Role

_SUFFIX = re.compile(r",? (?:Jr|Sr|Jnr|Snr)\b\.?")


def find_names(analysis: Analysis) -> tuple[tuple[Mention, ...], tuple[Role, ...]]:
    """Return the names of a text, resolved within it, and its roles and titles, each in order of the text."""
    found, acronyms = decode(analysis)
    text = analysis.text
    found = [name for name in found if name.label != PERSON or not is_title_alone(text[name.start : name.end])]
    _trim_people(analysis, found)
    persons = [name for name in found if name.label == PERSON]
    bearers = [bearer_at(analysis.tokens, name.start, name.end) for name in persons]
    people = resolve_people(
        [
            PersonMention(name.start, text[name.start : name.end], bearer.gender)
            for name, bearer in zip(persons, bearers, strict=True)
        ]
    )
    forms = [_form(text, name) for name in found if name.label == ORG]
    organisations = organisation_names(forms, acronyms)
    firsts = {analysis.tokens.at(name.start): organisations[_form(text, name)] for name in found if name.label == ORG}
    roles = RoleLinks(analysis, bearers, people, firsts).read()
    whom = {name.start: person for name, person in zip(persons, people, strict=True)}
    mentions = [_mention(text, name, whom, organisations) for name in found if name.label != OTHER]
    return tuple(mentions), tuple(roles)


def _trim_people(analysis: Analysis, found: list[Found]) -> None:
    """Let a person's name begin behind titles and at a particle that is printed small, and end with "Jr."."""
    text, floor = analysis.text, analysis.body_start
    for name in found:
        if name.label == PERSON:
            name.start = name_start(text, name.start, name.end)
            name.start = behind_post(text, name.start, name.end, floor)
            name.start = particle_start(text, name.start, floor)
            suffix = _SUFFIX.match(text, name.end)
            name.end = suffix.end() if suffix else name.end
        floor = name.end


def _form(text: str, name: Found) -> str:
    return " ".join(text[name.start : name.end].split())


def _mention(text: str, name: Found, whom: dict[int, Person], organisations: dict[str, str]) -> Mention:
    form = _form(text, name)
    if name.label == PERSON:
        person = whom[name.start]
        full = " ".join(person.name.split())
        return Mention(
            name.start,
            name.end,
            "person",
            full,
            person.role,
            person.affiliation,
            gender=person.gender,
            confidence=name.confidence,
        )
    if name.label == ORG:
        return Mention(name.start, name.end, "org", organisations[form], confidence=name.confidence)
    place = place_name(form)
    is_metonym = stands_for_government(text, name.start, name.end, place)
    return Mention(name.start, name.end, "place", place, is_metonym=is_metonym, confidence=name.confidence)
