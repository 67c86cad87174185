# ruff: noqa: E501 - markup of other programs, as they write it
"""DOCX, ODT and RTF: text after tracked changes, headline, notes, tables, and each reason to refuse one."""

from __future__ import annotations

from datetime import date

import pytest

from flows.ingest.read import read_documents
from flows.model import Document, RawFile, Refusal, Refused
from tests.ingest.office_writer import W, docx, odt, p, packed

BODY = "The harbor master of Port Selim closed the eastern quay on Monday, and by noon two ships were waiting outside."
MORE = "Nobody had told the pilots, who learned of it from the radio and from nobody else."


def document_of(data: bytes, name: str = "a") -> Document:
    [document] = read_documents(RawFile(name, data, "0" * 64))
    return document


def refusal(data: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        document_of(data)
    return caught.value


def test_docx() -> None:
    body = (
        p("Quay Closes", '<w:pPr><w:pStyle w:val="Titel"/></w:pPr>')
        + p("By Ana Duarte") + p("April 2, 2008")
        + f"<w:p><w:r><w:t>{BODY[:20]}</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        f"<w:ins><w:r><w:t>{BODY[20:]}</w:t></w:r></w:ins><w:r><w:footnoteReference w:id=\"2\"/></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>"
        + f"<w:tbl><w:tr><w:tc>{p('Quay')}</w:tc><w:tc>{p('closed')}</w:tc></w:tr></w:tbl>" + p(MORE)
    )  # fmt: skip
    notes = f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"/><w:footnote w:id="2">{p("Interfax, March 1.")}</w:footnote></w:footnotes>'
    document = document_of(docx(body, **{"word/footnotes.xml": notes}), "a.docx")
    assert document.text.split("\n\n") == [f"{BODY}[1]", "Quay | closed", MORE, "[1] Interfax, March 1."]
    assert (document.header.headline, document.header.authors[0].name, document.format) == (
        "Quay Closes",
        "Ana Duarte",
        "docx",
    )
    assert document.header.dates[0].earliest == date(2008, 4, 2)


def test_odt() -> None:
    body = (
        '<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p text:style-name="Title">Quay Closes</text:p>'
        f"<text:p>By Ana Duarte</text:p><text:p>{BODY}<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"<text:p>Interfax, March 1.</text:p></text:note-body></text:note></text:p><text:p>{MORE}</text:p>"
    )
    document = document_of(odt(body), "a.odt")
    assert document.text.split("\n\n") == [f"{BODY}[1]", MORE, "[1] Interfax, March 1."]
    assert (document.header.headline, document.header.authors[0].name, document.format) == (
        "Quay Closes",
        "Ana Duarte",
        "odt",
    )


def test_rtf() -> None:
    data = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 T;}{\f1\fcharset204 A;}}{\info{\title Quay Closes}}{\*\generator x;}\pard Quay Closes\par "
        r"By Ana Duarte\par " + BODY + r"{\footnote Interfax, March 1.}\par \'93We\'94 \u8212?{\deleted gone}{\v hidden} {\f1\'cf\'f0}. "
        + MORE + r"\par}"
    )  # fmt: skip
    document = document_of(data.encode())
    assert document.text.split("\n\n") == [f"{BODY}[1]", f"“We” — Пр. {MORE}", "[1] Interfax, March 1."]
    assert (document.header.headline, document.header.authors[0].name, document.format) == (
        "Quay Closes",
        "Ana Duarte",
        "rtf",
    )


def test_what_is_no_text_document_is_named() -> None:
    assert "Excel" in str(refusal(packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"})))
    assert "PowerPoint" in str(refusal(packed({"[Content_Types].xml": "<Types/>", "ppt/x.xml": "<x/>"})))
    assert refusal(odt("", "spreadsheet")).reason is Refusal.UNSUPPORTED
    locked = '<m:manifest xmlns:m="urn:m"><m:encryption-data/></m:manifest>'
    assert refusal(odt("", **{"META-INF/manifest.xml": locked})).reason is Refusal.ENCRYPTED


def test_damaged_and_hostile_packages_are_refused() -> None:
    whole = docx(p(BODY))
    assert refusal(docx("<w:p>")).reason is Refusal.DAMAGED
    assert refusal(docx("<w:p>" * 5_000 + "</w:p>" * 5_000)).reason is Refusal.DAMAGED
    assert refusal(docx(p(" " * 40_000_000))).reason is Refusal.TOO_LARGE
    with pytest.raises(Refused):
        document_of(whole[: len(whole) // 2])
    laughs = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"
    doc = f"{laughs}<w:document {W}><w:body>{p('&b;')}{p(BODY)}</w:body></w:document>"
    assert "ha" not in document_of(packed({"[Content_Types].xml": "", "word/document.xml": doc})).text.replace(
        "harbor", ""
    )
