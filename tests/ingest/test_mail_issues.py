"""Issues and digests that come as mail: split where plain files are, and at the headings of a newsletter's page."""

from __future__ import annotations

from email.message import EmailMessage

from flows.ingest.members import Members
from flows.model import Document, RawFile, RefusedMember
from tests.ingest.test_bundles import BODY, DIGEST, ISSUE
from tests.ingest.test_mail import message

OTHER = BODY.replace("Qarn", "Morsk")
THIRD = BODY.replace("Qarn", "Aksuat")


def read(data: bytes) -> list[Document | RefusedMember]:
    return list(Members(RawFile("issue.eml", data, "0" * 64)))


def articles(mail: EmailMessage) -> list[Document]:
    return [one for one in read(bytes(mail)) if isinstance(one, Document)]


def as_it_is(text: str, subject: str) -> bytes:
    """A mail whose text stands in it as it is, as most do."""
    mail = message(Subject=subject)
    mail.set_content(text, cte="8bit")
    return bytes(mail)


def page(body: str, text: str | None = None) -> EmailMessage:
    mail = message(text, Subject="Harbour Letter, April")
    (mail.add_alternative if text else mail.set_content)(f"<html><body>{body}</body></html>", "html")
    return mail


def newsletter(*items: str) -> str:
    cells = "".join(f"<tr><td style='font-family:Arial;font-size:14px'>{item}</td></tr>" for item in items)
    return (
        f"<div style='display:none'>Preview of the letter</div><table><tr><td><table>{cells}</table></td></tr></table>"
    )


def headed(title: str, body: str, link: str, tail: str = "") -> str:
    return f"<a href='{link}'><span style='font-size:20px'>{title}</span></a><p>{body}</p>{tail}"


# ---- texts -------------------------------------------------------------------------------------------------------


def test_an_issue_is_split_at_its_contents_and_each_item_has_its_bytes() -> None:
    data = as_it_is(ISSUE, "Chechnya Weekly 46")
    found = [one for one in read(data) if isinstance(one, Document)]
    assert [(one.member, one.header.headline) for one in found] == [
        ("item 1", "Port of Qarn Stays Closed"),
        ("item 2", "A New Icebreaker Is Promised for the Autumn"),
    ]
    assert {(one.header.publication, one.header.issue) for one in found} == {("Chechnya Weekly", 46)}
    assert [one.header.dates[-1].basis for one in found] == ["mail", "mail"]
    for one in found:
        assert one.byte_start is not None and one.byte_end is not None
        held = data[one.byte_start : one.byte_end].decode()
        assert held.startswith(str(one.header.headline)[:20])
        assert one.text[:60] in held


def test_the_sender_names_the_profile_where_the_text_does_not() -> None:
    text = DIGEST.split("\n", 2)[2]
    found = articles(message(text, From="RFE/RL Newsline <n@list.example>"))
    assert [one.member for one in found] == ["item 1", "item 2", "item 3"]
    assert [one.header.publication for one in found] == ["RFE/RL Newsline"] * 3
    assert [one.member for one in articles(message(text))] == [""]


def test_a_forwarded_issue_is_split_and_its_own_fields_count() -> None:
    fields = "From: Eurasia Daily Monitor <e@list.example>\nDate: August 2, 2006\nSubject: I"
    text = f"---- Original Message ----\n{fields}\n\n{ISSUE}"
    found = articles(message(text, Subject="Fwd: I"))
    assert [one.member for one in found] == ["item 1", "item 2"]
    assert "2006-08-02" in {str(day.earliest) for day in found[1].header.dates}


def test_pieces_with_an_address_between_rules_are_items_of_a_digest() -> None:
    pieces = [f"{title}\n\n{body[:200]}\n\nRead more: https://port.example/{n}\n" for n, (title, body) in enumerate(
        [("Port of Qarn Stays Closed", BODY), ("A New Icebreaker Is Promised", OTHER), ("Ferry Crews Return", THIRD)]
    )]  # fmt: skip
    found = articles(message("Harbour Letter\n\n----------\n\n" + "\n----------\n\n".join(pieces)))
    assert [one.header.headline for one in found] == [
        "Port of Qarn Stays Closed",
        "A New Icebreaker Is Promised",
        "Ferry Crews Return",
    ]


def test_the_mails_of_a_list_s_digest_are_documents() -> None:
    rule = "-" * 30
    first = (
        "Message: 1\nDate: Mon, 3 Apr 2006 10:00:00 +0000\nFrom: Ana Duarte <a@x.example>\nSubject: [quay] Re: Closed"
    )
    second = "Message: 2\nDate: Tue, 4 Apr 2006 10:00:00 +0000\nFrom: Mara Lind <m@x.example>\nSubject: Ferry"
    topics = f"Today's Topics:\n\n   1. Closed\n\n{'-' * 70}\n\n"
    text = f"{topics}{first}\n\n{BODY}\n\n{rule}\n\n{second}\n\n{OTHER}\n\n{rule}\n\nEnd of quay Digest\n"
    data = as_it_is(text, "quay Digest, Vol 3")
    found = [one for one in read(data) if isinstance(one, Document)]
    assert [(one.member, one.header.headline, str(one.header.dates[0].earliest)) for one in found] == [
        ("message 1", "Closed", "2006-04-03"),
        ("message 2", "Ferry", "2006-04-04"),
    ]
    assert [one.text for one in found] == [BODY, OTHER]
    assert found[1].byte_start is not None
    assert data[found[1].byte_start : found[1].byte_end].decode() == OTHER


# ---- pages -------------------------------------------------------------------------------------------------------


def test_a_newsletter_s_page_is_split_at_its_linked_headings() -> None:
    more = "<p><a href='https://port.example/2'>Read the full story »</a></p>"
    found = articles(
        page(
            newsletter(
                "<h1>Harbour Letter</h1>",
                headed("Port of Qarn Stays Closed", f"By Mara Lind</p><p>{BODY}", "https://port.example/1"),
                headed("A New Icebreaker Is Promised", OTHER[:160], "https://port.example/2", more),
                headed("Elsewhere This Week", "", "https://port.example/3"),
                "<p>You are receiving this letter as a reader. <a href='https://port.example/u'>Unsubscribe</a></p>",
            ),
            "View this letter in your browser.",
        )
    )
    assert [(one.member, one.header.headline, one.header.url) for one in found] == [
        ("item 1", "Port of Qarn Stays Closed", "https://port.example/1"),
        ("item 2", "A New Icebreaker Is Promised", "https://port.example/2"),
    ]
    assert [one.header.is_truncated for one in found] == [False, True]
    assert [author.name for author in found[0].header.authors] == ["Mara Lind"]
    assert [one.text for one in found] == [BODY, OTHER[:160].rstrip()]


def test_an_address_of_a_relay_is_no_address_of_an_article() -> None:
    items = [headed(f"Port {n} Stays Closed", body, f"https://click.mail.example/{n}/abc") for n, body in
             enumerate((BODY, OTHER))]  # fmt: skip
    assert [one.header.url for one in articles(page(newsletter(*items)))] == [None, None]


def test_the_text_beside_a_page_that_is_an_issue_is_not_read_twice() -> None:
    items = [headed("Port of Qarn Stays Closed", f"{BODY} {BODY}", "https://port.example/1"),
             headed("A New Icebreaker Is Promised", f"{OTHER} {OTHER}", "https://port.example/2")]  # fmt: skip
    text = f"Port of Qarn Stays Closed [1]\n{BODY} {BODY}\n\nA New Icebreaker Is Promised [2]\n{OTHER} {OTHER}\n"
    assert [one.member for one in articles(page(newsletter(*items), text))] == ["item 1", "item 2"]


def test_subheads_of_one_article_split_no_page() -> None:
    subheads = "".join(f"<h2>Subhead Number {n}</h2><p>{body}</p>" for n, body in enumerate((BODY, OTHER, THIRD)))
    linked = f"<p>As <a href='https://a.example/x'>we reported</a>. {BODY}</p>"
    found = articles(page(f"<h1>Title of It All</h1><p>By Mara Lind</p>{linked}{subheads}"))
    assert [one.member for one in found] == [""]
    assert THIRD in found[0].text
