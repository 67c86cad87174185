from __future__ import annotations

import pytest

from flows.extract.analysis import analyse
from flows.extract.quotations import find_quotations
from flows.model import Mention, Quote, Role


def one(text: str, mentions: list[Mention], roles: list[Role] | None = None) -> Quote:
    return find_quotations(analyse(text), mentions, roles or [])[0][-1]


def mention(text: str, words: str, kind: str = "person", name: str | None = None, **more: str) -> Mention:
    at = text.index(words)
    return Mention(at, at + len(words), kind, name or words, **more)


def test_a_surname_takes_the_full_name_and_role_of_its_mention() -> None:
    text = "“The pier is shut,” Orr said."
    quote = one(text, [mention(text, "Orr", name="Ada Orr", role="port minister", affiliation="Norland")])
    assert (quote.speaker, quote.speaker_type, quote.speaker_role) == ("Ada Orr", "person", "port minister")
    assert quote.speaker_affiliation == "Norland"
    assert quote.speaker_mention == (text.index("Orr"), text.index("Orr") + 3)


@pytest.mark.parametrize(
    ("pronoun", "speaker"), [("he", "Ivo Reed"), ("she", "Ada Orr"), ("they", None)], ids=["he", "she", "they"]
)
def test_a_pronoun_goes_to_the_last_fitting_speaker(pronoun: str, speaker: str | None) -> None:
    text = f"Ada Orr said piers rot. Ivo Reed said piers last. “The pier is shut,” {pronoun} added."
    names = [mention(text, "Ada Orr", gender="f"), mention(text, "Ivo Reed", gender="m")]
    quote = one(text, names)
    assert quote.speaker == speaker
    assert text[slice(*quote.speaker_mention or (0, 0))] == pronoun


def test_who_is_named_inside_a_quotation_is_not_its_speaker() -> None:
    text = "“Ask Ivo Reed about the pier,” Ada Orr said."
    assert one(text, [mention(text, "Ivo Reed"), mention(text, "Ada Orr")]).speaker == "Ada Orr"


def test_an_anonymous_source_stays_a_role_without_a_name() -> None:
    text = "Officials close to the talks said that the pier was lost."
    quote = one(text, [])
    assert (quote.speaker, quote.is_anonymous, quote.speaker_role) == (None, True, "Officials close to the talks")


def test_a_spokesman_for_somebody_is_not_that_body() -> None:
    text = "A spokesman for Ada Orr said that the pier was lost."
    quote = one(text, [mention(text, "Ada Orr")])
    assert (quote.speaker, quote.is_anonymous) == (None, True)


def test_an_organisation_and_a_document_can_speak() -> None:
    text = "Harbour Watch said that piers rot."
    assert one(text, [mention(text, "Harbour Watch", "org")]).speaker_type == "org"
    text = "The report said that piers rot."
    quote = one(text, [])
    assert (quote.speaker, quote.speaker_type, quote.is_anonymous) == (None, "document", False)


def test_a_role_without_a_name_goes_to_its_bearer() -> None:
    text = "Minister Ada Orr left. The minister said that piers rot."
    ada = mention(text, "Ada Orr", role="minister")
    at = text.index("minister said")
    roles = [Role(0, 8, "role", (ada.start, ada.end)), Role(at, at + 8, "role", (ada.start, ada.end))]
    assert one(text, [ada], roles).speaker == "Ada Orr"


@pytest.mark.parametrize(
    "text",
    [
        "The port’s spokesman, Ada Orr, said that piers rot.",
        "Ada Orr, head of the port, said that piers rot.",
        "Ada Orr, who runs the port, said that piers rot.",
        "Ada Orr met the crew, saying that piers rot.",
        "Ada Orr met the crew and said that piers rot.",
        "Ada Orr of the port said on May 4 that piers rot.",
        "It was Ada Orr’s claim that piers rot.",
        "The port’s spokesman, Captain Ada Orr, said that piers rot.",
        "The port’s chief executive, Ada Orr, said that piers rot.",
        "The port’s head, Ada Orr, went on and told parliament that piers rot.",
        "The port’s “queen,” Ada Orr, said that piers rot.",
        "They quoted the head of the port, Ada Orr, as saying that piers rot.",
        "Ada Orr, speaking in Oslo last week, was quoted by Interfax as saying that piers rot.",
        "Ada Orr was quoted in the daily Den on May 3 as saying that piers rot.",
        "Ada Orr, 84, the head of the port, said that piers rot.",
        "President Ada Orr the same day said that piers rot.",
        "President Ada Orr the following week said that piers rot.",
        "Its author, Harbour Party deputy Ada Orr, said that piers rot.",
        "“The pier is shut”, the head of the port, Ada Orr, told Interfax.",
        "Ada Orr confined herself to saying that “piers rot”.",
        "“Ada Orr” wrote that piers rot.",
        "Ada Orr seen by the crew in the old town said that piers rot.",
        "Ada Orr added a note of her own, pointing out that piers rot.",
        "Talks were held. The old piers rot, said Ada Orr, head of the port.",
    ],
)
def test_where_the_source_stands(text: str) -> None:
    assert one(text, [mention(text, "Ada Orr")]).speaker == "Ada Orr"


def test_a_stretch_without_a_cue_takes_the_speaker_of_its_paragraph() -> None:
    text = "“The pier is shut,” Ada Orr said. Nobody left the old town on that day or the next. “We are all to blame.”"
    quote = one(text, [mention(text, "Ada Orr")])
    assert (quote.speaker, quote.rule) == ("Ada Orr", "carried")


def test_a_pronoun_looks_back_past_sentences_that_carry_it_on() -> None:
    text = "Ivo Reed said piers last. Ada Orr was more guarded. She met Eva Lund. “The pier is shut,” she said."
    names = [mention(text, "Ada Orr"), mention(text, "Ivo Reed", gender="m"), mention(text, "Eva Lund", gender="f")]
    assert one(text, names).speaker == "Ada Orr"


def test_the_preposition_inside_an_owner_is_not_that_of_the_name() -> None:
    text = "Ivo Reed said piers last. The Bank for Trade’s Ada Orr doubts it. “The pier is shut,” she said."
    assert one(text, [mention(text, "Ada Orr"), mention(text, "Ivo Reed", gender="m")]).speaker == "Ada Orr"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ivo Reed said piers last. One mill owner was not so sure. “The pier is shut,” he said.", "One mill owner"),
        ("Ivo Reed said piers last. A woman who gave no name said they rot. “It is shut,” she said.", "A woman"),
        ("Ivo Reed said piers last. A retired engineer put it this way: “The pier is shut.”", "A retired engineer"),
    ],
)
def test_who_has_no_name_is_no_one_else(text: str, role: str) -> None:
    quote = one(text, [mention(text, "Ivo Reed", gender="m")])
    assert (quote.speaker, quote.is_anonymous) == (None, True)
    assert (quote.speaker_role or "").startswith(role)


def test_nobody_speaks_on_behind_a_sentence_of_its_own() -> None:
    text = "Ivo Reed said piers last. The answer came in May and was dry: “The pier is shut.”"
    assert one(text, [mention(text, "Ivo Reed")]).speaker is None


def test_it_is_the_body_that_the_sentence_before_is_about() -> None:
    text = "Harbour Watch was quicker. It reported that piers rot."
    assert one(text, [mention(text, "Harbour Watch", "org")]).speaker == "Harbour Watch"


def test_a_place_does_not_speak_by_itself() -> None:
    text = "Norland said that piers rot."
    quote = one(text, [mention(text, "Norland", "place")])
    assert (quote.speaker, quote.speaker_type) == (None, "place")
    assert quote.speaker_mention == (0, 7)


def test_a_plural_that_opens_a_sentence_is_no_name() -> None:
    assert one("Villagers said that piers rot.", []).speaker is None
