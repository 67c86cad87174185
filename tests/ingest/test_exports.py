"""What press databases write out as text: record by record, with every field that the header has a place for."""

from __future__ import annotations

from datetime import date

import pytest

from flows.ingest.members import Members
from flows.model import Document, RawFile, Refusal, RefusedMember

QUAY = (
    "The quay of Port Selim is closed, said the harbor master. Two ships wait outside, and nobody knows why.\n\n"
    "IN 1998 the road was blocked too.\n\nLA Selima, the ferry, is gone. The mayor spoke of a day of mourning."
)
CRANE = "A crane fell into the basin on Tuesday, and the pilots have asked for another one.\n\nIt will come by rail."


def factiva(headline: str, body: str, section: str = "") -> str:
    lead, _, rest = body.partition("\n\n")
    return (
        f"{section}HD {headline}\nBY By Marta Ilves\nWC 80 words\nPD 10 April 2012\nSN Selim Courier\nLA English\n"
        f"CY (c) 2012 Selim Courier\n\nLP \n{lead}\n\nTD \n{rest}\n\nNS gcat : General News\n\nAN Document SELC1\n\n\n"
    )


def nexis(number: int, headline: str, body: str) -> str:
    middle = "{:^80}".format
    return (
        f"{middle(f'{number} of 2 DOCUMENTS')}\n\n\n{middle('The Selim Courier')}\n\n"
        f"{middle('April 10, 2012 Tuesday')}\n"
        f"{middle('First Edition')}\n\n{headline}\n\nBYLINE: Marta Ilves\n\nSECTION: News\n\nLENGTH: 80 words\n\n"
        f"DATELINE: PORT SELIM\n\n{body}\n\nLOAD-DATE: April 11, 2012\n\nLANGUAGE: ENGLISH\n\n"
        f"{middle('Copyright 2012 The Selim Courier')}\n{middle('All Rights Reserved')}\n\n"
    )


def documents(text: str) -> list[Document | RefusedMember]:
    return list(Members(RawFile("export.txt", text.encode(), "0" * 64)))


@pytest.mark.parametrize(
    ("text", "publication"),
    [
        (factiva("Quay Closes", QUAY) + factiva("Crane Falls", CRANE), "Selim Courier"),
        (factiva("Quay Closes", QUAY, "SE News\n") + factiva("Crane Falls", CRANE, "SE News\n"), "Selim Courier"),
        (nexis(1, "Quay Closes", QUAY) + nexis(2, "Crane Falls", CRANE), "The Selim Courier"),
    ],
    ids=["factiva", "factiva with sections", "nexis"],
)
def test_every_record_is_an_article_with_its_fields(text: str, publication: str) -> None:
    first, second = documents(text)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert [first.member, second.member] == ["#1", "#2"]
    assert [first.header.headline, second.header.headline] == ["Quay Closes", "Crane Falls"]
    assert second.text == CRANE
    assert first.text.split("\n\n")[1:] == [
        "IN 1998 the road was blocked too.",
        "LA Selima, the ferry, is gone. The mayor spoke of a day of mourning.",
    ]
    for document in (first, second):
        assert [author.name for author in document.header.authors] == ["Marta Ilves"]
        assert [found.earliest for found in document.header.dates] == [date(2012, 4, 10)]
        assert (document.header.publication, document.header.language) == (publication, "en")
        assert document.byte_start is not None
        assert text.encode()[document.byte_start : document.byte_end].count(b"Marta Ilves") == 1


def test_a_record_without_a_text_costs_itself_alone() -> None:
    first, second = documents(factiva("Quay Closes", QUAY) + factiva("Crane Falls", ""))
    assert isinstance(first, Document)
    assert isinstance(second, RefusedMember)
    assert (second.member, second.reason) == ("#2", Refusal.NO_TEXT)


@pytest.mark.parametrize(
    "text", [factiva("", ""), "HD Quay Closes\nSN Selim Courier\nTD\n", f"{'1 of 2 DOCUMENTS':^80}\nBODY:\n"]
)
def test_an_export_of_nothing_is_refused(text: str) -> None:
    [refused] = documents(text)
    assert isinstance(refused, RefusedMember)
    assert (refused.member, refused.reason) == ("", Refusal.NO_TEXT)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_an_export_is_known_behind_a_mark_of_its_encoding(encoding: str) -> None:
    [document] = Members(RawFile("export.txt", factiva("Quay Closes", QUAY).encode(encoding), "0" * 64))
    assert isinstance(document, Document)
    assert (document.format, document.header.headline) == ("export", "Quay Closes")
