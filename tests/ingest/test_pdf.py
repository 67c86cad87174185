"""PDF: reading order, paragraphs, what is no text, the header, and each reason to refuse one."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import date

import pytest
from pypdfium2 import PdfDocument

from flows.ingest.read import read_documents
from flows.model import Document, RawFile, Refusal, Refused
from tests.ingest.pdf_lock import Lock
from tests.ingest.pdf_writer import Put, column, pdf

FIRST = (
    "The harbor master of Port Selim closed the eastern quay on Monday, and by noon two ships were waiting outside. "
    "Nobody had told the pilots, who learned of it from the radio. The mayor promised an answer by the evening."
)
SECOND = (
    "On Tuesday the pilots met in the old custom house and drew up a letter of nine points, none of which asked for "
    "money. They wanted the charts of the new channel, and they wanted them before the next tide came in."
)

THIRD = (
    "By Friday the letter hung in every office of the port, and someone had underlined the ninth point in red. "
    "The mayor said that he had read it, and that the channel would be surveyed before the winter storms."
)


def document_of(data: bytes) -> Document:
    [document] = read_documents(RawFile("a.pdf", data, "0" * 64))
    return document


def refused(data: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        document_of(data)
    return caught.value


def test_a_page_with_its_header() -> None:
    top = [
        Put(60, 790, "Harbor Review", 20),
        Put(60, 770, "Volume 5, Issue 62 - April 2, 2008", 9),
        Put(60, 735, "Quay Closes While", 16),
        Put(60, 716, "Pilots Wait", 16),
        Put(60, 690, "By Ana Duarte"),
    ]
    document = document_of(pdf([top + column([FIRST, SECOND], 60, 660, 400)], {"Title": "Microsoft Word - q7.doc"}))
    header = document.header
    assert document.text == f"{FIRST}\n\n{SECOND}"
    assert (header.headline, header.publication, header.volume, header.issue) == (
        "Quay Closes While Pilots Wait", "Harbor Review", 5, 62,
    )  # fmt: skip
    assert [author.name for author in header.authors] == ["Ana Duarte"]
    assert [found.earliest for found in header.dates] == [date(2008, 4, 2)]
    assert document.format == "pdf"


@pytest.mark.parametrize("by_rows", [False, True], ids=["drawn by columns", "drawn by rows"])
def test_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    texts = [FIRST, SECOND]
    puts = [column([text.replace("Monday", day)], 50 + 175 * at, 700, 160) for at, (text, day) in enumerate(
        [(texts[0], "Monday"), (texts[1], ""), (texts[0], "Friday")])]  # fmt: skip
    page = [put for side in puts for put in side]
    if by_rows:
        page.sort(key=lambda put: (-put.y, put.x))
    assert document_of(pdf([page])).text.split("\n\n") == [FIRST, SECOND, FIRST.replace("Monday", "Friday")]


def test_heads_feet_and_page_numbers_go_and_a_sentence_goes_on_across_pages() -> None:
    lines = column([FIRST, SECOND], 60, 700, 400)
    cut = 1  # in the first paragraph
    pages = []
    for number, part in enumerate((lines[:cut], lines[cut:], column([THIRD], 60, 700, 400)), start=7):
        head = Put(60, 800, "Eurasia Daily Monitor, Volume 5, Issue 62 (April 2, 2008)", 8)
        pages.append([head, *part, Put(300, 30, str(number), 8)])
    document = document_of(pdf(pages))
    assert document.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert (document.header.publication, document.header.volume, document.header.issue) == (
        "Eurasia Daily Monitor",
        5,
        62,
    )


def test_cut_words_are_made_whole_and_compounds_stay() -> None:
    lines = [
        "The Russian fleet left the harbor administration alone until the Russian-",
        "led convoy came, and the transport office, which was itself not self-",
        "governed, gave its rep-",
        "resentatives the charts of the year 2008-",
        "2009. The convoy led the others out, and nobody complained about that.",
    ]
    text = document_of(pdf([[Put(60, 700 - 12 * at, line) for at, line in enumerate(lines)]])).text
    assert "the Russian-led convoy" in text
    assert "not self-governed, gave its representatives" in text
    assert "2008-2009" in text


def test_a_large_first_letter_belongs_to_its_word() -> None:
    lines = column([FIRST], 60, 700, 400)
    beside = [Put(76, put.y, put.text) for put in lines[:2]]
    initial = Put(60, lines[1].y, "T", 26)
    cut = [Put(76, beside[0].y, beside[0].text.removeprefix("T")), beside[1], *lines[2:]]
    for page in ([initial, *cut], [cut[0], initial, *cut[1:]]):
        assert document_of(pdf([page])).text == FIRST
    word = [
        Put(60, lines[1].y, "A", 26),
        Put(76, 700, "man of the port came by, and no"),
        Put(76, 688, "man knew him."),
    ]
    assert document_of(pdf([[*word, *column([SECOND], 60, 670, 400)]])).text.startswith("A man of the port came")


def test_a_line_above_the_headline_that_says_nothing_is_no_text() -> None:
    top = [Put(60, 790, "Quarterly Notes"), Put(380, 790, "Spring 2014"), Put(60, 750, "The Quay Closes Again", 18)]
    document = document_of(pdf([[*top, Put(60, 720, "By Ana Duarte"), *column([FIRST, SECOND], 60, 690, 400)]]))
    assert document.text == f"{FIRST}\n\n{SECOND}"
    assert [author.name for author in document.header.authors] == ["Ana Duarte"]


@pytest.mark.parametrize("number", ["-2-", "Page 2", "2"])
def test_a_page_number_at_the_top_of_one_page_goes(number: str) -> None:
    lines = column([FIRST, SECOND], 60, 700, 400)
    pages = [lines[:1], [Put(280, 800, number), *lines[1:]]]
    assert document_of(pdf(pages)).text == f"{FIRST}\n\n{SECOND}"


def test_footnotes_stand_at_the_end_and_their_numbers_in_brackets() -> None:
    lines = column([FIRST, SECOND], 60, 700, 400)
    raised = Put(lines[0].x + 385, lines[0].y + 4, "1", 6)
    note = [Put(60, 100, "1 Interfax, March 28, 2008, on the charts of the new channel and what", 7),
            Put(60, 92, "became of them.", 7)]  # fmt: skip
    text = document_of(pdf([[*lines, *note], column([SECOND], 60, 700, 400)])).text
    assert (
        text == f"{FIRST}\n\n{SECOND}\n\n{SECOND}\n\n"
        "[1] Interfax, March 28, 2008, on the charts of the new channel and what became of them."
    )
    with_number = document_of(pdf([[lines[0], raised, *lines[1:], *note]])).text
    assert "[1]" in with_number.split("\n\n")[0]


def test_the_stated_title_and_author_count_where_they_are_printed() -> None:
    top = [Put(60, 760, "The Quay Closes Again"), Put(60, 730, "Ana Duarte")]
    page = top + column([FIRST, SECOND], 60, 690, 400)
    stated = document_of(pdf([page], {"Title": "The Quay Closes Again", "Author": "Ana Duarte"})).header
    assert (stated.headline, [author.name for author in stated.authors]) == ("The Quay Closes Again", ["Ana Duarte"])
    assert document_of(pdf([column([FIRST], 60, 690, 400)], {"Author": "Mara Feld"})).header.authors == ()


def test_a_scan_is_refused() -> None:
    image = "q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
    found = refused(pdf([[], []], extra=image))
    assert (found.reason, str(found)) == (
        Refusal.NO_TEXT, "it has 2 pages of images and no text: run OCR and hand in the result",
    )  # fmt: skip
    assert refused(pdf([[]])).reason is Refusal.NO_TEXT


def test_a_password_is_asked_for_and_a_lock_without_one_opens() -> None:
    page = [column([FIRST, SECOND], 60, 700, 400)]
    locked = pdf(page, lock=Lock("tide"))
    found = refused(locked)
    assert (found.reason, "password" in str(found)) == (Refusal.ENCRYPTED, True)
    with closing(PdfDocument(locked, password="tide")) as opened:  # the sample is whole: only the password is missing
        assert FIRST[:40] in opened[0].get_textpage().get_text_bounded()
    everyone = pdf(page, lock=Lock(""))
    assert FIRST[:40].encode() not in everyone
    assert document_of(everyone).text == f"{FIRST}\n\n{SECOND}"


def test_damaged_and_endless_files_are_refused() -> None:
    assert refused(b"%PDF-1.7\n" + b"\x00\xff" * 3000).reason is Refusal.DAMAGED
    found = refused(pdf([[]] * 2001))
    assert (found.reason, "2,001 pages" in str(found)) == (Refusal.TOO_LARGE, True)


@pytest.mark.parametrize("word", ["a" * 30_000, "-".join("a" * 15_000), "a-" * 15_000])
def test_a_word_without_an_end_is_read_in_bounded_time(word: str) -> None:
    began = time.process_time()
    document = document_of(pdf([[Put(60, 750, word), *column([FIRST, SECOND], 60, 700, 400)]]))
    assert "drew up a letter of nine points" in " ".join(document.text.split())
    assert time.process_time() - began < 5
