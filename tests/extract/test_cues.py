from __future__ import annotations

import pytest

from flows.extract.analysis import analyse
from flows.extract.cues import cue_nouns, cue_verbs, find_cues
from flows.extract.grammar import read_grammar
from flows.extract.lexicon import rows_of


def cues(text: str) -> list[tuple[str, str]]:
    sheet = read_grammar(analyse(text))
    return [(" ".join(sheet.words[cue.first : cue.last]), cue.lemma) for cue in find_cues(sheet)]


def test_every_verb_has_frames_that_are_known() -> None:
    for lemma, frames, *_ in rows_of("cue_verbs.tsv"):
        assert frames.split(), lemma
        assert all(frame in {"t", "h", "n", "i", "o", "a", "w", "q"} or frame[0] == "+" for frame in frames.split()), (
            lemma
        )


def test_every_verb_stands_once() -> None:
    lemmas = [row[0] for row in rows_of("cue_verbs.tsv")]
    assert len(lemmas) == len(set(lemmas))


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("denies", "deny"),
        ("admitted", "admit"),
        ("begun", "begin"),
        ("voicing", "voice"),
        ("told", "tell"),
    ],
)
def test_forms_of_verbs(form: str, lemma: str) -> None:
    assert cue_verbs()[form].lemma == lemma


def test_plurals_of_nouns() -> None:
    assert cue_nouns()["replies"] == cue_nouns()["reply"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orr says piers rot.", [("says", "say")]),
        ("Orr is said to have left.", [("said", "say")]),
        ("The alleged thief left.", []),
        ("Member states that are poor met.", []),
        ("The United States met.", []),
        ("“He said so,” it reads.", [("reads", "read")]),
        ("According to Orr, piers rot.", [("According to", "according to")]),
        ("In Orr’s view, piers rot.", [("In Orr’s view", "in X's view")]),
        ("In a rare view of the pier, nothing stands.", []),
    ],
)
def test_candidates(text: str, expected: list[tuple[str, str]]) -> None:
    assert cues(text) == expected
