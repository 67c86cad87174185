from __future__ import annotations

import pytest

from flows.extract.analysis import analyse


def marked(text: str) -> list[str]:
    return [text[m.start : m.end] for m in analyse(text).marks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said, “The pier is shut.”", ["The pier is shut."]),
        ('He said, "The pier is shut", and left.', ["The pier is shut"]),
        ("«Пирс закрыт», сказал он.", ["Пирс закрыт"]),
        ("„Der Steg ist zu“, sagte er.", ["Der Steg ist zu"]),
        ("He said, ``The pier is shut.'' They left.", ["The pier is shut."]),
        ("He said, ''The pier is shut.'' They left.", ["The pier is shut."]),
        ("Critics of the ‘quiet’ pier left.", ["quiet"]),
        ("“They call it the ‘quiet’ pier,” he said.", ["They call it the ‘quiet’ pier,", "quiet"]),
        ('“Mixed marks close too," he said.', ["Mixed marks close too,"]),
        ("The ministers’ letters weren’t sent in the ’90s.", []),
        ("It’s Orr’s ship, the sailors’ pride.", []),
        ('A 6" pipe and a 7" pipe.', []),
        ("A stray “ here. He said, “The pier is shut.”", ["The pier is shut."]),
        ("A stray ” here. He said, “The pier is shut.”", ["The pier is shut."]),
    ],
)
def test_pairs_inside_a_paragraph(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


def test_a_paragraph_left_open_goes_on_where_the_next_reopens() -> None:
    first, second = analyse("“The pier shut.\n\n“Then it opened,” he said.").marks
    assert first.is_continued
    assert not second.is_continued


def test_a_stray_mark_costs_its_own_paragraph_only() -> None:
    text = "An odd “ mark stands here\n\n“The pier is shut,” he said."
    assert marked(text) == ["The pier is shut,"]


def test_a_quotation_that_the_paragraph_ends_needs_no_closing_mark() -> None:
    assert marked("He said: “The pier is shut.\n\nThen he left.") == ["The pier is shut."]


def test_a_teaser_cut_inside_a_quotation_gives_none() -> None:
    assert marked("He said, “The pier is shut and the…") == []
