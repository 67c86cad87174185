"""Text that was decoded wrongly before it came: mended where that is certain, marked, and otherwise left alone."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flows.ingest.encoding import decode
from flows.ingest.mending import mended

CLEAN = (
    "“We wait,” said the pilot’s wife — “as always … for 5 € or £4, at 20 °C.” “SÃO JOÃO”, «à Paris», voilà\u00a0»; "
    "naïve Ångström, Þór, ﬁne ＦＵＬＬ, ½ of Ñandú. Причал закрыт, кран упал. 港は閉じた。"
)
CONTENT = "The mayor’s office said “no” — twice — and the café’s owner “perhaps”."


def misread(text: str, times: int = 1) -> str:
    for _ in range(times):
        text = text.encode().decode("cp1252", "surrogateescape")
        text = "".join(chr(ord(c) - 0xDC00) if 0xDC80 <= ord(c) <= 0xDCFF else c for c in text)  # as browsers do
    return text


@pytest.mark.parametrize("times", [1, 2])
def test_what_was_misread_is_mended_and_marked(times: int) -> None:
    text, encoding = decode(f"{CLEAN}\n{misread(CONTENT, times)}\n{CLEAN}".encode())
    assert text == f"{CLEAN}\n{CONTENT}\n{CLEAN}"
    assert encoding == "utf-8+mojibake"


def test_cyrillic_that_was_misread() -> None:
    assert mended(misread("Причал закрыт до утра"), "utf-8") == ("Причал закрыт до утра", "utf-8+mojibake")


def test_clean_text_stays_as_it_is() -> None:
    assert decode(CLEAN.encode()) == (CLEAN, "utf-8")


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("abcdefg ABC éèàçñöüßÃÂÑâ°£€“”’‘—…«»\u00a0 .,\nабвгд"), max_size=80))
def test_arbitrary_text_is_never_mended_into_something_else(text: str) -> None:
    assume(all(lead not in text for lead in ("Ã", "Â", "â€", "Ñ")))
    assert mended(text, "utf-8") == (text, "utf-8")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(("SÃO", "NÃO", "MÂT", "Ñandú", "château", "«oui»", "“no”", "it’s", "10 °C", "voilà")),
        max_size=12,
    )
)
def test_words_with_the_letters_of_mojibake_stay(words: list[str]) -> None:
    text = " ".join(words)
    assert mended(text, "utf-8") == (text, "utf-8")


def test_printed_bytes_are_unescaped_and_marked() -> None:
    for quoted in (CONTENT, CONTENT.replace("’", "'")):
        assert decode(repr(quoted.encode()).encode()) == (quoted, "utf-8+bytes")
    assert decode(repr("é".encode("cp1252") * 3 + b" quay").encode())[1].endswith("+bytes")
    assert decode(b"b'it is no print' of bytes, it goes on'") == ("b'it is no print' of bytes, it goes on'", "utf-8")


def test_what_is_mended_twice_is_marked_once() -> None:
    assert mended(*mended("the harbour’s".encode().decode("cp1252"), "utf-8+mojibake")) == (
        "the harbour’s",
        "utf-8+mojibake",
    )
