from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.analysis import analyse


def sentences(text: str) -> list[str]:
    analysis = analyse(text)
    return [text[start:end] for start, end in analysis.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One left. Two stayed.", ["One left.", "Two stayed."]),
        ("The U.S. Senate met. Gen. T. Orr spoke.", ["The U.S. Senate met.", "Gen. T. Orr spoke."]),
        ("They flew to the U.S. The talks failed.", ["They flew to the U.S.", "The talks failed."]),
        ("U.S. envoys left for D.C. on Monday.", ["U.S. envoys left for D.C. on Monday."]),
        ("It cost 3.5 million. No. 7 won.", ["It cost 3.5 million.", "No. 7 won."]),
        ("“Why now?” Minister Ada Orr asked. Nobody knew.", ["“Why now?” Minister Ada Orr asked.", "Nobody knew."]),
        ("“Why now?” Nobody knew.", ["“Why now?”", "Nobody knew."]),
        ("“Go!” he shouted. They went.", ["“Go!” he shouted.", "They went."]),
        ("Orr agreed. (Harbour Post, May 4). He left.", ["Orr agreed. (Harbour Post, May 4).", "He left."]),
        ("He paused... and went on. Then he left.", ["He paused... and went on.", "Then he left."]),
        ("It was so.[4] Nobody left.", ["It was so.[4]", "Nobody left."]),
        ("“It was so.”[4][5] Nobody left [6]. Then", ["“It was so.”[4][5]", "Nobody left [6].", "Then"]),
        ("It was so [ed.: so]. Nobody left.", ["It was so [ed.: so].", "Nobody left."]),
        ("One line\n\nanother one", ["One line", "another one"]),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_paragraphs_are_trimmed_and_begin_at_the_body() -> None:
    text = "Header: x\n\n  First line\nwrapped  \n \n\nSecond.\n"
    analysis = analyse(text, text.index("  First"))
    assert [text[s:e] for s, e in analysis.paragraphs] == ["First line\nwrapped", "Second."]
    assert analysis.paragraph_of(text.index("Second") + 2) == 2
    assert analysis.sentence_of(text.index("Second") + 2) == analysis.sentences[-1]


def test_tokens_keep_initials_and_numbers_whole() -> None:
    tokens = analyse("The U.S. paid $1,250.75 for Orr’s well-known boat.").tokens
    assert tokens.words == ["The", "U.S.", "paid", "$", "1,250.75", "for", "Orr’s", "well-known", "boat", "."]
    assert tokens.at(5) == 1


def test_an_empty_text_has_nothing() -> None:
    analysis = analyse("")
    assert (analysis.paragraphs, analysis.sentences, analysis.marks, analysis.tokens.words) == ([], [], [], [])
    assert analysis.sentence_of(0) == (0, 0)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab .\n“”\"'’‘!?…()U.S3, \ud800\x00"), max_size=80))
def test_cuts_lie_in_order_inside_the_text(text: str) -> None:
    analysis = analyse(text)
    for cuts in (analysis.paragraphs, analysis.sentences):
        assert all(0 <= s < e <= len(text) for s, e in cuts)
        assert all(before[1] <= after[0] for before, after in pairwise(cuts))
    assert "".join(analysis.tokens.words) == "".join(
        text[s:e] for s, e in zip(analysis.tokens.starts, analysis.tokens.ends, strict=True)
    )


@pytest.mark.parametrize(
    "unit", ["“", "”", '"', "'", "’", ".", "a.", "1.", "U.S. ", "( ", "\n", "\n \n", "word ", "?” "]
)
def test_time_grows_with_the_length_on_one_line_of_anything(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = time.process_time()
    analysis = analyse(text)
    assert len(analysis.sentences) + len(analysis.marks) + len(analysis.tokens.words) >= 0
    assert time.process_time() - began < 4
