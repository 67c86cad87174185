"""Mail: forwarded and quoted messages, attachments, lists, folders of mail, and each reason to refuse one."""

from __future__ import annotations

import struct
from datetime import date
from email.message import EmailMessage

import pytest

from flows.ingest.read import read_documents
from flows.model import Document, RawFile, Refusal, Refused
from tests.ingest.ole_writer import ole
from tests.ingest.pdf_writer import column, pdf

BODY = "The harbor master of Port Selim closed the eastern quay on Monday, and by noon two ships were waiting outside."
MORE = "Nobody had told the pilots, who learned of it from the radio and from nobody else."


def documents_of(data: bytes) -> list[Document]:
    return read_documents(RawFile("a", data, "0" * 64))


def message(text: str | None = None, **fields: str) -> EmailMessage:
    mail = EmailMessage()
    defaults = {
        "From": "Ana Duarte <ana@post.example>",
        "Subject": "Quay Closes",
        "Date": "Fri, 4 Aug 2006 08:17:42 -0400",
    }
    for name, value in {
        **defaults,
        "Message-ID": "<1@x>",
        **{k.replace("_", "-"): v for k, v in fields.items()},
    }.items():
        mail[name] = value
    if text is not None:
        mail.set_content(text)
    return mail


@pytest.mark.parametrize("marker", ["---------- Forwarded message ----------", "-----Original Message-----", "FYI"])
def test_the_mail_inside_is_the_article(marker: str) -> None:
    text = (
        f"{marker}\nFrom: Eurasia Daily Monitor <pubs@list.example>\nDate: Wednesday, August 2, 2006\n"
        f"Subject: The Pilots Wait\nTo: readers\n\n{BODY}\n\n{MORE}\n"
    )
    [document] = documents_of(bytes(message(text, Subject="Fwd: The Pilots Wait")))
    assert document.text == f"{BODY}\n\n{MORE}"
    assert (document.header.headline, document.header.publication) == ("The Pilots Wait", "Eurasia Daily Monitor")
    assert [found.earliest for found in document.header.dates] == [date(2006, 8, 2), date(2006, 8, 4)]


def test_a_reply_is_without_what_it_answers() -> None:
    text = f"{BODY}\n\n{MORE}\n\nOn Wed, Aug 2, 2006, Mara Feld wrote:\n> Is the quay closed?\n> Tell me.\n"
    assert documents_of(bytes(message(text)))[0].text == f"{BODY}\n\n{MORE}"


def test_footers_of_lists_go() -> None:
    text = f"{BODY}\n\n{MORE}\n\n_______________________________________________\nQuay mailing list\nquay@x.example\n"
    assert documents_of(bytes(message(text)))[0].text == f"{BODY}\n\n{MORE}"


def test_a_list_that_sends_under_its_own_name_is_the_publication() -> None:
    mail = message(BODY, From="Quay Letter <q@x.example>", List_Id="Quay Letter <quay.x.example>")
    assert documents_of(bytes(mail))[0].header.publication == "Quay Letter"
    assert documents_of(bytes(message(BODY)))[0].header.publication is None


def test_attached_articles_are_documents_and_the_note_above_them_is_none() -> None:
    mail = message("See the article attached.")
    mail.add_attachment(pdf([column([BODY, MORE], 60, 700, 400)]), "application", "pdf", filename="quay.pdf")
    mail.add_attachment(message(MORE))
    found = documents_of(bytes(mail))
    assert [(document.format, document.member) for document in found] == [("pdf", "quay.pdf"), ("eml", "message-2.eml")]
    assert found[0].text == f"{BODY}\n\n{MORE}"


def test_the_page_is_read_where_the_text_stands_in_for_it() -> None:
    mail = message("View this mail in your browser.")
    mail.add_alternative(f"<html><body><h1>Quay</h1><p>{BODY}</p><p>{MORE} {BODY}</p></body></html>", "html")
    assert BODY in documents_of(bytes(mail))[0].text


def test_pictures_and_invitations_are_refused_by_name() -> None:
    picture = message()
    picture.set_content(b"\x89PNG" * 20, "image", "png")
    meeting = message()
    meeting.set_content("BEGIN:VCALENDAR", "calendar")
    for mail, word in ((picture, "pictures"), (meeting, "invitation")):
        with pytest.raises(Refused, match=word) as caught:
            documents_of(bytes(mail))
        assert caught.value.reason is Refusal.NO_TEXT


def test_a_folder_of_mail() -> None:
    one = f"From a@x Fri Aug  4 08:17:42 2006\nFrom: A <a@x>\nSubject: One\n\n{BODY}\n\n>From the sea came nothing.\n\n"
    two = f"From b@x Sat Aug  5 08:17:42 2006\nFrom: B <b@x>\nSubject: Two\n\nFrom here {MORE}\n\nFrom now on, no.\n"
    found = documents_of((one + two).encode())
    assert [document.member for document in found] == ["message-0001", "message-0002"]
    assert [document.header.headline for document in found] == ["One", "Two"]
    assert found[0].text.endswith("\n\nFrom the sea came nothing.")
    assert found[1].text.endswith("From now on, no.")


# ---- Outlook -----------------------------------------------------------------------------------------------------


def test_outlook_messages() -> None:
    ticks = (date(2006, 8, 4) - date(1601, 1, 1)).days * 864_000_000_000
    data = ole(
        {
            "__properties_version1.0": b"\0" * 32 + struct.pack("<HHIQ", 0x40, 0x39, 6, ticks),
            "__substg1.0_0037001F": "FW: Quay Closes".encode("utf-16-le"),
            "__substg1.0_0C1A001F": "China Brief".encode("utf-16-le"),
            "__substg1.0_1000001F": f"{BODY}\r\n\r\n{MORE}".encode("utf-16-le"),
        }
    )
    [document] = documents_of(data)
    header = document.header
    assert (document.text, document.format) == (f"{BODY}\n\n{MORE}", "msg")
    assert (header.headline, header.publication, header.dates[0].earliest) == (
        "Quay Closes",
        "China Brief",
        date(2006, 8, 4),
    )


@pytest.mark.parametrize(
    ("stream", "reason", "word"),
    [("EncryptedPackage", Refusal.ENCRYPTED, "password"), ("WordDocument", Refusal.UNSUPPORTED, "DOCX"),
     ("x", Refusal.UNSUPPORTED, "old program")],
)  # fmt: skip
def test_other_files_of_that_container_are_named(stream: str, reason: Refusal, word: str) -> None:
    with pytest.raises(Refused, match=word) as caught:
        documents_of(ole({stream: b"x" * 600}))
    assert caught.value.reason is reason
