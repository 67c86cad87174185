"""One name has one type in a document: who speaks as a person is a person wherever the text prints the name."""

from __future__ import annotations

from collections.abc import Sequence

from flows.extract.name_lists import ORGANISATION_HEADS
from flows.model import Mention, Quote


def agreed(mentions: Sequence[Mention], quotes: Sequence[Quote]) -> tuple[tuple[Mention, ...], tuple[Quote, ...]]:
    """Return mentions and quotations that agree on who is a person.

    A name of two words or more, beside which an office stands, is a person's; so is one that was taken for a place
    that no gazetteer has and gives an account. What else the text takes for an organisation speaks as one.
    """
    persons = {mention.name for mention in mentions if mention.type == "person"}
    organisations = {mention.name for mention in mentions if mention.type == "org"} - persons
    places = {mention.name for mention in mentions if mention.type == "place"} - persons
    speaking = {quote.speaker for quote in quotes if quote.speaker_type == "person" and quote.speaker}
    disputed = speaking & organisations
    if not disputed and not speaking & places:
        return tuple(mentions), tuple(quotes)
    people = {name for name in disputed if _can_be_person(name)} | (speaking & places)
    return (
        tuple(m._replace(type="person") if m.type != "person" and m.name in people else m for m in mentions),
        tuple(q._replace(speaker_type="org") if q.speaker in disputed - people else q for q in quotes),
    )


def _can_be_person(name: str) -> bool:
    words = name.split()
    return (
        len(words) > 1 and name.replace(" ", "").isalpha() and not any(w.lower() in ORGANISATION_HEADS for w in words)
    )
