"""From a path to documents: which files are taken, and what each format makes of its bytes."""

from __future__ import annotations

import gzip
import hashlib
import os
import socket
from datetime import date
from pathlib import Path

import pytest

from flows.ingest.clean import without_control_characters
from flows.ingest.discover import discover
from flows.ingest.formats import FORMATS
from flows.ingest.identity import document_id
from flows.ingest.read import read_documents, read_raw
from flows.model import Author, Document, RawFile, Refusal, Refused

BODY = (
    "The harbor master of Port Selim closed the eastern quay on Monday, and by noon two ships were waiting outside. "
    "Nobody had told the pilots, who learned of it from the radio."
)
MORE = "“We wait,” said the pilot’s wife, “as we always do — for somebody’s signature …” (Interfax, March 3)."
LIMIT = 1_000_000


def document_of(data: bytes | str, name: str = "a.txt", url: str | None = None) -> Document:
    raw = data.encode() if isinstance(data, str) else data
    [document] = read_documents(RawFile(name, raw, hashlib.sha256(raw).hexdigest()), url)
    return document


# ---- which files -------------------------------------------------------------------------------------------------


def test_folders_are_walked_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/a.txt", "a.txt", "c.txt", ".hidden", "b/.gitkeep", ".git/x"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("x")
    found = [file.path.relative_to(tmp_path).as_posix() for file in discover([tmp_path], LIMIT)]
    assert found == ["a.txt", "b/a.txt", "b/z.txt", "c.txt"]
    assert [file.shown_as for file in discover([tmp_path / ".hidden"], LIMIT)] == [str(tmp_path / ".hidden")]


def test_what_is_no_file_comes_with_its_reason(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "x.txt").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    (tmp_path / "filelink").symlink_to(tmp_path / "target" / "x.txt")
    (tmp_path / "large").write_bytes(b"x" * 20)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
    found = {
        file.path.name: file.refused and file.refused.reason for file in discover([tmp_path, tmp_path / "gone"], 10)
    }
    assert found == {
        "fifo": Refusal.NOT_A_FILE,
        "socket": Refusal.NOT_A_FILE,
        "link": Refusal.NOT_A_FILE,
        "filelink": Refusal.NOT_A_FILE,
        "large": Refusal.TOO_LARGE,
        "gone": Refusal.MISSING,
        "x.txt": None,
    }
    for name, reason in found.items():
        if reason:
            with pytest.raises(Refused) as refused:
                read_raw(tmp_path / name, name, 10)
            assert refused.value.reason is reason


def test_names_that_are_no_text_are_spelled_out(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(path).write_text(BODY)
    [found] = discover([tmp_path], LIMIT)
    assert found.shown_as.endswith("caf\\xe9.txt")
    found.shown_as.encode("utf-8")
    assert read_raw(found.path, found.shown_as, LIMIT).path == found.shown_as


def test_a_name_with_nul_is_missing() -> None:
    [found] = discover([Path("a\0b")], LIMIT)
    assert found.refused is not None
    assert found.refused.reason is Refusal.MISSING


def test_a_raw_file_is_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\r\nx")
    raw = read_raw(tmp_path / "a.txt", "shown", 10)
    assert (raw.path, raw.data, raw.sha256) == ("shown", b"\r\nx", hashlib.sha256(b"\r\nx").hexdigest())


def test_every_format_declares_itself() -> None:
    assert [known.NAME for known in FORMATS][-1] == "text"
    assert len({known.NAME for known in FORMATS}) == len(FORMATS)


# ---- plain text --------------------------------------------------------------------------------------------------


def test_marks_and_dashes_stay_as_they_are() -> None:
    text = f"{BODY}\n\n{MORE}\n\nA soft\u00adhyphen, a no-break\u00a0space, e\u0301."
    assert document_of(text).text == text


def test_line_ends_and_blank_lines_are_normal_ones() -> None:
    assert document_of(f"{BODY}\r\n\r\n  \r\n\r\n{MORE}\r").text == f"{BODY}\n\n{MORE}"


def test_what_is_no_character_of_a_text_is_replaced_one_for_one() -> None:
    no_characters = {*range(0x09), *range(0x0E, 0x1C), 0x1F, 0x7F, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF}
    for point in range(0x11000):
        expected = "a\ufffdb" if point in no_characters else f"a{chr(point)}b"
        assert without_control_characters(f"a{chr(point)}b") == expected, hex(point)


def test_hard_wraps_are_undone() -> None:
    wrapped = (
        "The harbor master of Port Selim closed the eastern quay on Monday,\n"
        "and by noon two ships were waiting outside. Nobody had told the deep-\n"
        "water pilots, who learned of it from the radio, and from nobody else --\n"
        "not even from the mayor.\n\n"
        "    We close what we open, and we open what we have closed. So it was\n"
        "    said, and so it was done.\n\n"
        "- the eastern quay\n- the western quay\n"
    )
    assert document_of(wrapped).text.split("\n\n") == [
        "The harbor master of Port Selim closed the eastern quay on Monday, and by noon two ships were waiting "
        "outside. Nobody had told the deep-water pilots, who learned of it from the radio, and from nobody else "
        "-- not even from the mayor.",
        "    We close what we open, and we open what we have closed. So it was said, and so it was done.",
        "- the eastern quay",
        "- the western quay",
    ]


def test_long_lines_are_paragraphs() -> None:
    assert document_of(f"{BODY}\n{BODY}\n{MORE}").text.split("\n\n") == [BODY, BODY, MORE]


def test_footers_go_and_teasers_are_marked() -> None:
    document = document_of(
        f"{BODY}\n\nThe mayor has never said why he ...\n\nRead more\n\n"
        "Source: The Jamestown Foundation\n\nCopyright 2008. All rights reserved."
    )
    assert document.header.is_truncated
    assert document.text.endswith("why he ...")
    assert not document_of(f"{BODY}\n\n----\nCopyright 2008").header.is_truncated


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("“Quay” – é".encode("cp1252") + BODY.encode(), "cp1252"),
        (("Причал закрыт. " * 30).encode("koi8-r"), "koi8-r"),
        (("Причал закрыт. " * 30).encode("cp1251"), "cp1251"),
        ("“Quay” – é ".encode() + BODY.encode(), "utf-8"),
        (("“Quay” " + BODY).encode("utf-16"), "utf-16"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    document = document_of(data)
    assert "Quay” – é" in document.text or "“Quay” " in document.text or "Причал закрыт." in document.text
    assert encoding == "koi8-r" or document.encoding == encoding  # KOI8-R and KOI8-U are the same letters here


def test_a_printed_byte_string_is_unescaped() -> None:
    assert document_of(repr(f"\n\t{BODY} \xa0“x”".encode())).text == f"{BODY} \xa0“x”"


def test_the_same_article_is_one_document() -> None:
    curly, straight = (
        f"{BODY}\n\n{MORE}",
        f"{BODY}\n\n{MORE}".replace("“", '"').replace("”", '"').replace("’", "'").replace("—", "--"),
    )
    page = f"<html><body><article><h1>Quay Closes</h1><p>{BODY}</p><p>{straight}</p></article></body></html>"
    assert document_id(curly) == document_id(straight.upper().replace(" ", "\n"))
    assert document_of(curly).document_id == document_of("Quay Closes\n\nBy Ana Duarte\n\n" + straight).document_id
    assert document_of(f"{BODY}\n\n{straight}").document_id != document_of(curly + " No.").document_id
    assert len(document_of(page).document_id) == 32


# ---- Markdown ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "Quay Closes"\nauthors: [Ana Duarte, Mara Feld]\npublication: China Brief\nvolume: X\nissue: 4\n'
        "date: 2010-05-13\nlang: en\nurl: https://port.example/a\n---\n",
        '+++\ntitle = "Quay Closes"\nauthor = "Ana Duarte and Mara Feld"\nsite = "China Brief"\nvolume = 10\n'
        'issue = 4\ndate = 2010-05-13T08:00:00Z\nlang = "en"\nurl = "https://port.example/a"\n+++\n',
    ],
    ids=["yaml", "toml"],
)
def test_front_matter_is_the_header(front: str) -> None:
    document = document_of(
        f"{front}\n# Quay Closes\n\n{BODY}\n\n## On the *other* side\n\n"
        "See **[the chart](https://x.example/y)** of 2 * 3 * 4.",
        "a.md",
    )
    header = document.header
    assert (header.headline, header.publication, header.volume, header.issue) == ("Quay Closes", "China Brief", 10, 4)
    assert [a.name for a in header.authors] == ["Ana Duarte", "Mara Feld"]
    assert (header.dates[0].earliest, header.language, header.url) == (
        date(2010, 5, 13),
        "en",
        "https://port.example/a",
    )
    assert document.text == f"{BODY}\n\nOn the other side\n\nSee the chart of 2 * 3 * 4."
    assert document.format == "markdown"


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert document_of(f"---\n\n{BODY}\n\n{MORE}").format == "text"


# ---- e-mail ------------------------------------------------------------------------------------------------------


def mail(content_type: str, body: str, *, subject: str = "Fwd: [list] Quay Closes", encoding: str = "8bit") -> bytes:
    fields = (
        f"From: Ana Duarte <ana@post.example>\nSubject: {subject}\nDate: Fri, 4 Aug 2006 08:17:42 -0400\n"
        f"Message-ID: <1@x>\nMIME-Version: 1.0\nContent-Type: {content_type}\nContent-Transfer-Encoding: {encoding}\n\n"
    )
    return (fields + body).encode()


def test_a_mail_is_its_text() -> None:
    document = document_of(
        mail("text/plain; charset=utf-8", f"{BODY}\n\n{MORE}\n\n-- \nAna Duarte\nhttp://lists.example\n"), "a.eml"
    )
    assert document.text == f"{BODY}\n\n{MORE}"
    assert document.header.headline == "Quay Closes"
    assert [(e.earliest, e.basis) for e in document.header.dates] == [(date(2006, 8, 4), "mail")]
    assert (document.format, document.encoding) == ("eml", "utf-8")


def test_the_header_in_the_text_is_stronger_than_the_mail() -> None:
    body = (
        f"Eurasia Daily Monitor\nThursday, August 3, 2006 -- Volume 3, Issue 150\n\nTHE QUAY\n\nby Mara Feld\n\n{BODY}"
    )
    header = document_of(mail("text/plain; charset=utf-8", body), "a.eml").header
    assert (header.headline, header.authors, header.issue) == ("THE QUAY", (Author("Mara Feld"),), 150)
    assert [e.earliest for e in header.dates] == [date(2006, 8, 3), date(2006, 8, 4)]


def test_flowed_lines_are_joined() -> None:
    body = "The quay \nis closed \ntoday.\nNobody \nknows why.\n"
    assert (
        document_of(mail("text/plain; charset=utf-8; format=flowed", body), "a.eml").text
        == "The quay is closed today.\n\nNobody knows why."
    )


def test_quoted_printable_and_base64() -> None:
    import base64
    import quopri

    for encoding, body in (
        ("quoted-printable", quopri.encodestring(MORE.encode()).decode()),
        ("base64", base64.b64encode(MORE.encode()).decode()),
    ):
        assert document_of(mail("text/plain; charset=utf-8", body, encoding=encoding), "a.eml").text == MORE


def test_a_mail_without_text_is_its_page() -> None:
    page = f"<html><body><article><p>{BODY}</p><p>{MORE}</p></article></body></html>"
    document = document_of(
        mail("text/html; charset=utf-8", page, subject="=?utf-8?q?Quay_=E2=80=9CClosed=E2=80=9D?="), "a.eml"
    )
    assert document.text == f"{BODY}\n\n{MORE}"
    assert document.header.headline == "Quay “Closed”"


def test_attachments_are_no_text() -> None:
    parts = (
        f"--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nNot this one at all.\n\n"
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{BODY}\n\n--b--\n"
    )
    assert document_of(mail('multipart/mixed; boundary="b"', parts), "a.eml").text == BODY


# ---- gzip --------------------------------------------------------------------------------------------------------


def test_a_packed_file_is_what_it_holds() -> None:
    packed = gzip.compress(BODY.encode()) + gzip.compress(b"\n\nSecond member of the same file.")
    document = document_of(packed, "a.txt.gz")
    assert document.text == f"{BODY}\n\nSecond member of the same file."
    assert (document.format, document.member, document.byte_size) == ("text", "", len(packed))
