"""A name has one type in a document."""

from __future__ import annotations

import pytest

from flows.extract.agreement import agreed
from flows.extract.analysis import analyse
from flows.extract.pipeline import extract
from flows.extract.quotations import find_quotations
from flows.ingest.read import document_of_text
from flows.model import Mention, Quote


def pair(name: str) -> tuple[list[Mention], list[Quote]]:
    mentions = [Mention(10, 10 + len(name), "org", name), Mention(50, 50 + len(name), "org", name)]
    quote = Quote("direct", 0, 5, ((0, 5),), speaker=name, speaker_type="person", speaker_mention=(10, 10 + len(name)))
    return mentions, [quote]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Akhmed Tarsali", "person"), ("TarsGaz", "org"), ("Tars School of Mines", "org"), ("3rd Battalion", "org")],
)
def test_mentions_and_quotations_agree(name: str, expected: str) -> None:
    mentions, quotes = agreed(*pair(name))
    assert {m.type for m in mentions} == {expected} == {q.speaker_type for q in quotes}


def test_who_is_named_as_a_person_somewhere_stays_one() -> None:
    mentions, quotes = pair("Akhmed Tarsali")
    mentions.append(Mention(90, 104, "person", "Akhmed Tarsali"))
    assert agreed(mentions, quotes) == (tuple(mentions), tuple(quotes))


def test_no_quotation_of_a_text_speaks_as_a_person_whom_no_mention_names() -> None:
    text = (
        "The operator of the pipeline, TarsGaz, declined to comment. “We wait,” the head of the administration, "
        "Qurban Halqari, told reporters. TarsGaz and Qurban Halqari have met twice."
    )
    extraction = extract(document_of_text("a", text))
    persons = {mention.name for mention in extraction.mentions if mention.type == "person"}
    assert {q.speaker for q in extraction.quotes if q.speaker_type == "person" and q.speaker} <= persons


def test_who_gives_an_account_is_no_place_unless_a_gazetteer_has_it() -> None:
    for name, speaker, type_ in (("Dolbek", "Dolbek", "person"), ("Warsaw", None, "place")):
        text = f"According to {name}, the posts were left a week ago."
        analysis = analyse(text)
        quotes, _ = find_quotations(analysis, [Mention(13, 13 + len(name), "place", name)], [])
        mentions, quotes = agreed([Mention(13, 13 + len(name), "place", name)], quotes)
        assert [quote.speaker for quote in quotes] == [speaker]
        assert [mention.type for mention in mentions] == [type_]
