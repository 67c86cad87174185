"""The header grammar: every layout that a plain text begins with, and the texts that have no header at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.ingest.header import read_header
from flows.ingest.plain_text import read_article
from flows.ingest.read import document_of_text
from flows.model import DateEvidence

BODY = (
    "The harbor master of Port Selim closed the eastern quay on Monday, and by noon two ships were waiting outside. "
    "Nobody had told the pilots, who learned of it from the radio and drew their own conclusions about the week."
)
SEED = Path(__file__).parents[3] / "shared" / "domain" / "seed.txt"


def header_days(text: str) -> list[tuple[date, date]]:
    return [(evidence.earliest, evidence.latest) for evidence in read_header(text).header.dates]


LAYOUTS = {
    "bare": ("Publication: Eurasia Daily Monitor Volume: 5 Issue: 62\n\n", None, "Eurasia Daily Monitor", 5, 62),
    "titled": (
        "QUAY CLOSES IN PORT SELIM\n\nPublication: Eurasia Daily Monitor Volume: 6 Issue: 7\n\n",
        "QUAY CLOSES IN PORT SELIM", "Eurasia Daily Monitor", 6, 7,
    ),
    "labels in capitals, non-breaking spaces, a wrapped line": (
        "Quay Closes\n\nPUBLICATION:\xa0China Brief\tVOLUME:\xa010\nISSUE: 4\n\n",
        "Quay Closes", "China Brief", 10, 4,
    ),
    "e-mail": (
        "Eurasia Daily Monitor\nTuesday, August 1, 2006 -- Volume 3, Issue 148\n\n"
        "QUAY CLOSES IN\nPORT SELIM\n\nby Ana Duarte\n\n",
        "QUAY CLOSES IN PORT SELIM", "Eurasia Daily Monitor", 3, 148,
    ),
    "Roman volume, date in front": (
        "Chechnya Weekly\nNovember 30, 2006—Volume VII, Issue 46\n\nQuay Closes\n\n",
        "Quay Closes", "Chechnya Weekly", 7, 46,
    ),
    "Roman volume, date behind": (
        "North Caucasus Weekly\nVolume IX, Issue 43 November 13, 2008\n\nQuay Closes\n\n",
        "Quay Closes", "North Caucasus Weekly", 9, 43,
    ),
    "in an index": (
        "Quay Closes\n\nNorth Caucasus Weekly - Volume X, Issue 4\nJanuary 2009\nInstitution: Harbour Institute\n\n",
        "Quay Closes", "North Caucasus Weekly", 10, 4,
    ),
    "newsline": (
        "RFE/RL NEWSLINE Vol. 2, No. 143 Part I, 28 July 1998\n\nEnd Note\n\nQUAY CLOSES IN PORT SELIM\n\n",
        "QUAY CLOSES IN PORT SELIM", "RFE/RL NEWSLINE", 2, 143,
    ),
    "list": ("JRL 2019-#146 :: Tuesday, 10 September 2019\n\nQuay Closes\n\n", "Quay Closes", "JRL", None, 146),
    "serial": (
        "The NIS Observed\nVolume IX, Number 3 (9 February 1999)\n\nQuay Closes\n\n",
        "Quay Closes", "The NIS Observed", 9, 3,
    ),
    "labelled": (
        "Title: Quay Closes\nAuthor: Ana Duarte\nDate: 2014-05-06\nPublication: Terrorism Monitor\n\n",
        "Quay Closes", "Terrorism Monitor", None, None,
    ),
    "monitoring file": (
        "<DOCNO> X-1 </DOCNO>\n<DATE1> 1 March 1994 </DATE1>\n<TI> QUAY CLOSES </TI>\n\n",
        "QUAY CLOSES", None, None, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("head", "headline", "publication", "volume", "issue"), LAYOUTS.values(), ids=LAYOUTS)
def test_layouts(
    head: str, headline: str | None, publication: str | None, volume: int | None, issue: int | None
) -> None:
    block = read_header(head + BODY + "\n\n" + BODY)
    header = block.header
    assert (header.headline, header.publication, header.volume, header.issue) == (headline, publication, volume, issue)
    assert (head + BODY)[block.body_start :] == BODY
    assert block.is_certain


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Wednesday, July 26, 2006\n\nQUAY CLOSES\n\nBy Ana Duarte\n\n", date(2006, 7, 26)),
        ("QUAY CLOSES\nTuran\nDec 04 2007\n\n", date(2007, 12, 4)),
        ("QUAY CLOSES\n\n05.12.2007 14:17 GMT+04:00\n\n", date(2007, 12, 5)),
        ("QUAY CLOSES\n\n[February 26, 2005, 17:21:52]\n\n", date(2005, 2, 26)),
        ("QUAY CLOSES\n\nApr 14 2004 10:11PM\n\n", date(2004, 4, 14)),
        ("QUAY CLOSES\n\n[04-19-2006]\n\n", date(2006, 4, 19)),
        ("Quay Closes\n\nJanuary 9, 2009 12:00 PM Age: 9 years\n\n", date(2009, 1, 9)),
        (
            "THE WHITE HOUSE\nOffice of the Press Secretary\n\n"
            "For Immediate Release    May 17, 2016\n\nQuay Closes\n\n",
            date(2016, 5, 17),
        ),
    ],
)
def test_days_of_publication(head: str, day: date) -> None:
    assert header_days(head + BODY) == [(day, day)]


def test_a_month_is_a_range() -> None:
    assert header_days(f"North Caucasus Weekly - Volume X, Issue 4\nJanuary 2009\n\n{BODY}") == [
        (date(2009, 1, 1), date(2009, 1, 31))
    ]


def test_a_day_in_figures_is_settled_by_the_text_or_not_at_all() -> None:
    head = "QUAY CLOSES\nA1 Plus ¦ 22:00:27 ¦ 08-06-2004 ¦ Politics\n\n"
    assert header_days(head + BODY) == []
    assert header_days(f"{head}On Tuesday, June 8, nothing moved. {BODY}") == [(date(2004, 6, 8), date(2004, 6, 8))]
    assert header_days(f"{head}On August 6 and June 8 nothing moved. {BODY}") == []


@pytest.mark.parametrize("epoch", ["1970-01-01", "January 1, 1970", "December 31, 1969"])
def test_days_of_broken_clocks_are_no_evidence(epoch: str) -> None:
    assert header_days(f"Quay Closes\n\nPublication: China Brief Volume: 10 Issue: 4\n{epoch}\n\n{BODY}") == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Duarte", ["Ana Duarte"]),
        ("by Samir al-Qadri and Lotte van der Berg", ["Samir al-Qadri", "Lotte van der Berg"]),
        ("By: Ana Duarte, Jr., Mara Feld, and John Q. Amory", ["Ana Duarte, Jr.", "Mara Feld", "John Q. Amory"]),
        ("COMMENTARY: By Ana Duarte", ["Ana Duarte"]),
        ("By:", []),
    ],
)
def test_bylines(line: str, names: list[str]) -> None:
    block = read_header(f"Quay Closes\n\nPublication: China Brief Volume: 10 Issue: 4\n\n{line}\n\n{BODY}")
    assert [author.name for author in block.header.authors] == names
    assert block.header.headline == "Quay Closes"


def test_a_byline_tells_role_and_address() -> None:
    [author] = read_header(
        f"Quay Closes\n\nBy Ana Duarte (a.duarte@post.example), correspondent\n\n{BODY}"
    ).header.authors
    assert (author.name, author.role, author.email) == ("Ana Duarte", "correspondent", "a.duarte@post.example")


@pytest.mark.parametrize(
    "sentence", ["By the end of the week the quay was open again, and nobody spoke of it.", "By and large, it worked."]
)
def test_a_sentence_that_begins_with_by_is_no_byline(sentence: str) -> None:
    text = f"Publication: China Brief Volume: 10 Issue: 4\n\n{sentence} {BODY}"
    assert text[read_header(text).body_start :].startswith(sentence)


@pytest.mark.parametrize(
    "caption",
    [
        "Cranes at dusk (RIA Novosti)",
        "Cranes at dusk (RIA Novosti",
        "Cranes at dusk (Source: Harbour.example)",
        "Photo: Cranes at dusk",
        "Cranes (Source: Port.example",
    ],
)
def test_captions_are_no_body(caption: str) -> None:
    text = f"Quay Closes\n\nPublication: China Brief Volume: 10 Issue: 4\n\n{caption}\n\n{BODY}"
    assert text[read_header(text).body_start :] == BODY


def test_a_short_first_sentence_with_a_citation_is_no_caption() -> None:
    text = f"Publication: China Brief Volume: 10 Issue: 4\n\nThe quay closed (Interfax, March 3).\n\n{BODY}"
    assert text[read_header(text).body_start :].startswith("The quay closed")


@pytest.mark.parametrize(
    "noise",
    [
        "Placeholder canvas",
        "Home > World > Eurasia",
        "Share on Facebook",
        "data:image/png;base64,AAAA",
        "We use cookies to improve this site and its cookies.",
    ],
)
def test_noise_above_the_headline_is_passed_over(noise: str) -> None:
    block = read_header(f"{noise}\n\nQuay Closes\n\nPublication: China Brief Volume: 10 Issue: 4\n\n{BODY}")
    assert (block.header.headline, block.header.volume) == ("Quay Closes", 10)


def test_contents_are_passed_over() -> None:
    text = (
        "Chechnya Weekly\nVolume IX, Issue 3 January 24, 2008\n\n"
        "IN THIS ISSUE:\n* Quay Closes\n  By Ana Duarte\n* Pilots Strike\n\n"
        f"--------------------\n\nQuay Closes\n\nBy Ana Duarte\n\n{BODY}"
    )
    block = read_header(text)
    assert (block.header.headline, [a.name for a in block.header.authors]) == ("Quay Closes", ["Ana Duarte"])
    assert text[block.body_start :] == BODY


def test_boilerplate_between_rules_goes_with_its_masthead() -> None:
    text = (
        "____________________\nRFE/RL NEWSLINE\nVol. 9, No. 61, Part I, 1 April 2005\n\n"
        "A daily report prepared by people\nin four cities.\n"
        f"____________________\n\nQUAY CLOSES\n\n{BODY}"
    )
    block = read_header(text)
    assert (block.header.publication, block.header.issue, block.header.headline) == (
        "RFE/RL NEWSLINE",
        61,
        "QUAY CLOSES",
    )
    assert text[block.body_start :] == BODY


def test_the_part_of_a_series() -> None:
    header = read_header(f"Quay Closes (Part Two)\n\nPublication: China Brief Volume: 10 Issue: 4\n\n{BODY}").header
    assert (header.headline, header.series) == ("Quay Closes (Part Two)", "Part Two")


def test_a_dateline_is_evidence_and_stays_in_the_body() -> None:
    text = f"QUAY CLOSES\nTuran\nDec 04 2007\n\nBAKU. December 4 (Turan) - {BODY}"
    block = read_header(text)
    assert (block.header.dateline_place, block.header.dateline_agency) == ("Baku", "Turan")
    assert text[block.body_start :].startswith("BAKU.")


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\n{BODY}",
        f"The quay is closed.\n\n{BODY}",
        f"executive decisions\n\n{BODY}",
        f"Overview\n\n{BODY}",
        "Quay Closes in Port Selim",
        f"- Quay closes\n- Pilots strike\n\n{BODY}",
        f"https://port.example/quay\n\n{BODY}",
        f"MR. DANE: Good afternoon.\n\n{BODY}",
    ],
)
def test_what_is_not_printed_is_not_invented(text: str) -> None:
    header = read_header(text).header
    assert (header.headline, header.authors, header.publication, header.dates) == (None, (), None, ())


def test_a_lone_heading_is_a_headline_but_no_certain_header() -> None:
    block = read_header(f"Quay Closes in Port Selim\n\n{BODY}")
    assert (block.header.headline, block.is_certain) == ("Quay Closes in Port Selim", False)


def test_no_header_is_read_below_the_first_lines() -> None:
    lines = "\n\n".join(["Short line without end"] * 20)
    assert read_header(f"{lines}\n\nPublication: China Brief Volume: 10 Issue: 4\n\n{BODY}").header.volume is None


def test_a_text_as_it_stands_keeps_every_character() -> None:
    text = f"\r\nPublication: China Brief Volume: 10 Issue: 4\r\n\r\n{BODY}"
    document = document_of_text("x", text, "https://port.example/a", date(2010, 5, 13))
    assert document.text == text
    assert text[document.body_start :] == BODY
    assert document.header.dates == (DateEvidence(date(2010, 5, 13), date(2010, 5, 13), "given"),)
    assert document.document_id == document_of_text("y", BODY).document_id


def test_a_heading_and_a_date_stay_in_a_text_as_it_stands() -> None:
    document = document_of_text("x", f"Quay closes\nMay 24, 2008\n{BODY}")
    assert (document.body_start, document.header.headline) == (0, "Quay closes")
    assert document.header.dates[0].earliest == date(2008, 5, 24)


def test_characters_that_are_none_are_replaced_one_for_one() -> None:
    document = document_of_text("x", "A quay\x00 and a \ud800 ship.")
    assert document.text == "A quay\ufffd and a \ufffd ship."


@pytest.mark.skipif(not SEED.exists(), reason="the seed lies outside the project")
def test_the_seed_has_neither_headline_nor_author() -> None:
    text = SEED.read_text(encoding="utf-8")
    document = document_of_text("seed", text)
    header = document.header
    assert (header.headline, header.authors, header.dates) == (None, (), ())
    assert (header.publication, header.volume, header.issue) == ("Eurasia Daily Monitor", 5, 62)
    assert text[: document.body_start].strip() == "Publication: Eurasia Daily Monitor Volume: 5 Issue: 62"


@pytest.mark.parametrize("below", ["Selim Courier, April 3, 2023", "Selim Courier | April 3, 2023", "April 3, 2023"])
def test_a_name_above_a_day_is_the_author(below: str) -> None:
    header = read_header(f"Two Barges Collide at Port Selim\nMarta Ilves\n{below}\n\n{BODY}\n").header
    assert header.headline == "Two Barges Collide at Port Selim"
    assert [author.name for author in header.authors] == ["Marta Ilves"]
    assert [evidence.earliest for evidence in header.dates] == [date(2023, 4, 3)]


@pytest.mark.parametrize(
    "line",
    ["To read the full issue, click here.", "The post Two Barges Collide appeared first on Selim Courier."],
)
def test_invitations_at_the_end_are_no_text(line: str) -> None:
    assert read_article(f"Two Barges\n\n{BODY}\n\n{line}\n")[1] == BODY


@pytest.mark.parametrize(
    "line", ["By Ana Duarte | April 3, 2023", "By Ana Duarte, April 3, 2023", "by Ana Duarte (April 3, 2023)"]
)
def test_a_by_line_may_end_with_the_day(line: str) -> None:
    header = read_header(f"Quay Closes\n\n{line}\n\n{BODY}\n").header
    assert [author.name for author in header.authors] == ["Ana Duarte"]
    assert [evidence.earliest for evidence in header.dates] == [date(2023, 4, 3)]


@pytest.mark.parametrize(
    "line",
    ["Subscribe to continue reading.", "This article is only for subscribers.",
     "To continue reading, please sign in", "Become a member to unlock the full story"],
)  # fmt: skip
def test_a_text_that_ends_at_a_wall_is_truncated(line: str) -> None:
    header, _ = read_article(f"Quay Closes\n\n{BODY}\n\n{line}\n")
    assert header.is_truncated
    assert not read_article(f"Quay Closes\n\n{BODY}\n\nThe members read on: the story goes on.\n")[0].is_truncated
