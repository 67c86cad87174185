"""Posts are cut from the names of organisations."""

import pytest

from flows.extract.name_posts import without_post


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Halvian Foreign Minister", -1),
        ("Undersecretary for Fisheries", -1),
        ("Ferry Company Spokesperson", 1),
        ("US Secretary of State", 0),
        ("Office of the Prime Minister", None),
        ("Council of Elders", None),
        ("National Guard", None),
    ],
)
def test_what_is_left_of_a_name_before_its_post(words: str, kept: int | None) -> None:
    pieces = words.split()
    assert without_post(pieces, 0, len(pieces) - 1) == kept
