"""Saved web pages: every field by its evidence, and nothing where there is none."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from flows.ingest.read import read_documents
from flows.model import Document, RawFile

BODY = (
    "<p>The harbor master of Port Selim closed the eastern quay on Monday, and by noon two ships were waiting outside, "
    "for nobody had told the pilots, who learned of it from the radio and drew their own conclusions.</p>"
    "<p>“We wait,” said the pilot’s wife, “as we always do.” The mayor has promised an answer by the end of the week, "
    "which in Port Selim is a day that comes late and leaves early, as the saying has it.</p>"
)
TITLE = "Eastern Quay Closes for the Winter"


def page(head: str = "", top: str = f"<h1>{TITLE}</h1>", body: str = BODY, bottom: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body><article>{top}{body}</article>{bottom}</body></html>"


def linked(**fields: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def meta(**fields: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in fields.items())


def read(html: str, url: str | None = "https://www.harbor-post.example/2019/quay") -> Document:
    [document] = read_documents(RawFile("a.html", html.encode(), "0" * 64), url)
    return document


def authors_of(html: str) -> list[str]:
    return [author.name for author in read(html).header.authors]


def day_of(html: str, url: str | None = "https://www.harbor-post.example/quay") -> date | None:
    return next((evidence.earliest for evidence in read(html, url).header.dates), None)


# ---- headline ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "top"),
    [
        (f"<title>{TITLE} - Harbor Post</title>" + meta(og__site_name="Harbor Post"), ""),
        (f"<title>{TITLE} | harbor-post.example</title>", ""),
        (f"<title>Harbor Post: {TITLE}</title>" + meta(og__site_name="Harbor Post"), ""),
        (f"<title>{TITLE} - Harbor Post</title>", f"<h1>Harbor Post</h1><h2>{TITLE}</h2>"),
        (f"<title>{TITLE}</title>", f"<h1>12 March 2019 {TITLE}</h1>"),
        (f"<title>{TITLE}</title>", f"<h1><span>Winter:</span> {TITLE}</h1>"),
        ("<title>Harbor Post</title>", f"<h1>{TITLE}</h1>"),
        (linked(headline=TITLE.replace(" ", "&nbsp;")), ""),
        ("", "<h1>Eastern Quay Clo\u00adses for the Win\u00adter</h1>"),
    ],
)
def test_headline(head: str, top: str) -> None:
    assert read(page(head, top)).header.headline == TITLE


def test_the_name_of_the_site_is_no_headline() -> None:
    assert (
        read(
            page("<title>Harbor Post</title>" + meta(og__site_name="Harbor Post"), "<h1>Harbor Post</h1>")
        ).header.headline
        is None
    )


def test_an_old_page_prints_its_headline_in_capitals() -> None:
    top = f"<font><b>{TITLE.upper()}</b></font><br>"
    html = page(
        f"<title>The Harbor Foundation: {TITLE}</title>",
        top,
        bottom="<hr>© 2005 The Harbor Foundation. All rights reserved.",
    )
    assert read(html).header.headline == TITLE.upper()


# ---- authors -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "top", "expected"),
    [
        (linked(author={"@type": "Person", "name": "Ana Duarte"}), "", ["Ana Duarte"]),
        (linked(author=[{"name": "Ana Duarte"}, {"name": "Mara Feld"}]), "", ["Ana Duarte", "Mara Feld"]),
        (linked(author="Ana Duarte and Mara Feld"), "", ["Ana Duarte", "Mara Feld"]),
        (meta(author="Ana Duarte"), "", ["Ana Duarte"]),
        (meta(article__author="https://social.example/harbor"), "", []),
        ("", "<p>By Ana Duarte</p>", ["Ana Duarte"]),
        (
            "",
            '<div>By <a href="/x">Ana Duarte</a> and <a href="/y">Mara Feld</a> on March 3, 2019</div>',
            ["Ana Duarte", "Mara Feld"],
        ),
        ("", "<p>Von Jörg Übermut</p>", ["Jörg Übermut"]),
        ("", '<p class="byline">Ana Duarte</p>', ["Ana Duarte"]),
        ("", '<a rel="author" href="/authors/ad">Ana Duarte</a>', ["Ana Duarte"]),
        ("", "<p>Ana Duarte</p><p>March 3, 2019</p>", ["Ana Duarte"]),
        ("", "<p>By Kev</p>", ["Kev"]),
        ("", "", []),
        ("", "<p>By:</p>", []),
    ],
)
def test_authors(head: str, top: str, expected: list[str]) -> None:
    assert authors_of(page(head, f"<h1>{TITLE}</h1>{top}")) == expected


def test_the_byline_prints_more_names_than_the_markup_states() -> None:
    head, top = linked(author={"name": "Ana Duarte"}), f"<h1>{TITLE}</h1><p>By Ana Duarte and Mara Feld</p>"
    assert authors_of(page(head, top)) == ["Ana Duarte", "Mara Feld"]


@pytest.mark.parametrize("name", ["Harbor Post", "harbor-post.example"])
def test_the_site_is_no_author(name: str) -> None:
    head = meta(og__site_name="Harbor Post", author=name) + linked(author={"@type": "Organization", "name": name})
    assert authors_of(page(head)) == []


@pytest.mark.parametrize("name", ["Harbor Post Staff", "Harbor Post Editorial Board", "Redaktion", "Newsdesk"])
def test_a_staff_that_signs_is_told_apart_by_its_role(name: str) -> None:
    head = meta(og__site_name="Harbor Post", author=name)
    (author,) = read(page(head)).header.authors
    assert (author.name, author.role) == (name, "desk")


@pytest.mark.parametrize("name", ["Mara", "tidewatcher"])
def test_a_pen_name_that_the_page_marks(name: str) -> None:
    top = f'<h1>{TITLE}</h1><div class="meta"><a href="/author/x/" rel="author">{name}</a></div>'
    assert authors_of(page("", top)) == [name]


def test_a_person_may_own_the_site() -> None:
    head = meta(og__site_name="Ana Duarte") + linked(author={"@type": "Person", "name": "Ana Duarte"})
    assert authors_of(page(head)) == ["Ana Duarte"]


def test_those_who_comment_are_no_authors() -> None:
    bottom = (
        '<div class="comments"><div class="comment"><span class="author">Otto Pike</span> says nothing.</div></div>'
    )
    assert authors_of(page(bottom=bottom)) == []


def test_a_name_out_of_the_headline_is_no_author() -> None:
    assert authors_of(page(top='<h1>Ana Duarte Closes the Quay</h1><p class="author">Ana Duarte</p>')) == []


# ---- day of publication ------------------------------------------------------------------------------------------

DAY = date(2019, 3, 12)


@pytest.mark.parametrize(
    ("head", "top"),
    [
        (linked(datePublished="2019-03-12T08:00:00+01:00", dateModified="2021-01-01"), ""),
        (meta(article__published_time="2019-03-12T08:00:00Z", article__modified_time="2021-01-01"), ""),
        ('<meta name="x-published-date" content="2019-03-12">', ""),
        ("", "<p>March 12, 2019</p>"),
        ("", "<p>Published on 12 March 2019 at 8:00 pm</p><p>Updated: 4 May 2021</p>"),
        ("", "<p>12. März 2019, 20:15 Uhr</p>"),
        ("", '<time datetime="2019-03-12">last spring</time>'),
        ("", '<span class="entry-date">12/03/2019 is Tuesday, March 12</span>'),
        (linked(datePublished="2019-03-13T01:00:00Z"), "<p>March 12, 2019</p>"),
        (linked(datePublished="2019-03-01") + meta(article__published_time="2019-03-12"), "<p>March 12, 2019</p>"),
        (
            linked(datePublished="2019-03-12", dateCreated="2021-05-04", dateModified="2021-05-04T10:00:00Z"),
            "<p>May 4, 2021</p>",
        ),
        ("", "<p>Updated: May 4, 2021 Published: March 12, 2019</p>"),
        ("", "<p><b>Created</b><b><i>12.03.2019</i></b></p>"),
    ],
)
def test_day(head: str, top: str) -> None:
    assert day_of(page(head, f"<h1>{TITLE}</h1>{top}")) == DAY


@pytest.mark.parametrize(
    ("hour", "address", "expected"),
    [
        ("20:30", "2019/03/13", date(2019, 3, 13)),  # late in London it is the next day in Auckland
        ("09:30", "2019/03/13", date(2019, 3, 12)),  # the printed paper bears the day after
        ("02:30", "2019/03/11", date(2019, 3, 11)),
        ("20:30", "2019/03/11", date(2019, 3, 12)),
    ],
)
def test_the_day_of_the_readers_needs_an_hour_at_which_it_can_be_theirs(
    hour: str, address: str, expected: date
) -> None:
    html = page(linked(datePublished=f"2019-03-12T{hour}:00Z"))
    assert day_of(html, f"https://www.harbor-post.example/{address}/quay") == expected


@pytest.mark.parametrize(
    "bottom",
    [
        "<p>This article was written on 12 March 2019 at 14:48 by Mara Feld.</p><p>comments</p><p>15 March 2019</p>",
        "<div>12 March 2019</div>",
        "<p>Last edited 2019-03-12 by Mara Feld</p>",
    ],
)
def test_a_day_at_the_end_of_the_page_counts_where_there_is_no_other(bottom: str) -> None:
    assert day_of(page(bottom=bottom)) == DAY


def test_the_text_begins_with_its_day() -> None:
    assert (
        day_of(page(body=f"<p>PORT SELIM (12 March 2019) – The pilots wait, and nobody told them why.</p>{BODY}"))
        == DAY
    )


def test_the_address_tells_the_day() -> None:
    assert day_of(page(), "https://www.harbor-post.example/2019/03/12/quay") == DAY
    assert day_of(page(), "https://www.harbor-post.example/2019/quay") is None


@pytest.mark.parametrize(
    ("head", "bottom"),
    [
        ("", ""),
        (linked(datePublished="1970-01-01T00:00:00Z"), ""),
        ("", "<footer>© 2019 Harbor Post, March 12, 2019</footer>"),
        (meta(og__type="product"), '<time datetime="2019-03-12">x</time>'),
        ("", "<p>Last minute until 28.01. - 05.02. 10% off</p>"),
        ("", '<time datetime="2019-03-12">x</time><time datetime="2019-03-14">y</time>'),
        ("", "<p>12 March 2019</p><p>14 March 2019</p>"),
        ("", '<p class="date">03/04/2019</p>'),
    ],
)
def test_no_day_is_invented(head: str, bottom: str) -> None:
    assert day_of(page(head, bottom=bottom)) is None


# ---- publication, address, language, masthead --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (meta(og__site_name="Harbor Post"), "Harbor Post"),
        (linked(publisher={"@type": "Organization", "name": "Harbor Post"}), "Harbor Post"),
        (
            linked(isPartOf={"@type": "Periodical", "name": "Quay Letter"}, publisher={"name": "Harbor Post"}),
            "Quay Letter",
        ),
        ("", "harbor-post.example"),
    ],
)
def test_publication(head: str, expected: str) -> None:
    assert read(page(head)).header.publication == expected


def test_a_name_and_its_initials() -> None:
    host = meta(og__site_name="SHP.example") + linked(publisher={"name": "Selim Harbor Post"})
    assert read(page(host), "https://www.shp.example/quay").header.publication == "Selim Harbor Post"
    assert read(page(host), "https://www.quay.example/a").header.publication == "SHP.example"
    assert read(page(meta(og__site_name="Selim Harbor Post (SHP)"))).header.publication == "Selim Harbor Post"
    assert read(page(meta(og__site_name="Harbor Post (ABC)"))).header.publication == "Harbor Post (ABC)"


def test_a_printed_masthead_is_stronger_than_the_site() -> None:
    masthead = "<div>Publication: <a href='/x'>Eurasia Daily Monitor</a> Volume: 6 Issue: 5</div>"
    top = f"<h1>{TITLE}</h1>{masthead}<p>By:</p><p>January 9, 2009 12:00 PM</p>"
    header = read(page(meta(og__site_name="Jamestown"), top)).header
    assert (header.publication, header.volume, header.issue, header.authors) == ("Eurasia Daily Monitor", 6, 5, ())
    assert header.dates[0].earliest == date(2009, 1, 9)


def test_address_and_language() -> None:
    html = page('<link rel="canonical" href="/quay"><meta http-equiv="content-language" content="en-GB">')
    header = read(html, "https://harbor-post.example/x?y=1").header
    assert (header.url, header.language) == ("https://harbor-post.example/x?y=1", "en")
    assert (
        read(html.replace("/quay", "https://harbor-post.example/quay"), None).header.url
        == "https://harbor-post.example/quay"
    )


# ---- text --------------------------------------------------------------------------------------------------------


def test_the_text_is_the_body_alone() -> None:
    menu = "<nav><a href=/>Home</a> <a href=/a>About</a></nav>"
    furniture = f"{menu}<figure><img><figcaption>The quay (AFP)</figcaption></figure>"
    html = page(
        meta(og__site_name="Harbor Post"),
        f"<h1>{TITLE}</h1><p>By Ana Duarte</p>{furniture}",
        bottom="<footer>© 2019 Harbor Post</footer>",
    )
    paragraphs = read(html).text.split("\n\n")
    assert len(paragraphs) == 2
    assert paragraphs[0].startswith("The harbor master")
    assert paragraphs[1].startswith("“We wait,” said the pilot’s wife, “as we always do.”")


def test_quotations_and_lists_keep_their_shape() -> None:
    said = "We close what we open, and we open what we have closed, said the order of the day."
    items = "<ul><li>the eastern quay</li><li>the western quay</li></ul>"
    body = f"{BODY}<blockquote><p>{said}</p></blockquote>{items}{BODY}"
    paragraphs = read(page(body=body)).text.split("\n\n")
    assert f"    {said}" in paragraphs
    assert paragraphs[3:5] == ["- the eastern quay", "- the western quay"]


def test_tables_that_lay_out_a_page_are_no_tables() -> None:
    html = (
        "<html><body><table><tr><td><a href=/>Home</a> | <a href=/a>About</a> | <a href=/s>Search</a></td></tr>"
        f"<tr><td>"
        f"<b>{TITLE}</b><br><br>{BODY}{BODY}</td></tr></table></body></html>"
    )
    text = read(html).text
    assert "Home" not in text
    assert "|" not in text


@pytest.mark.parametrize("charset", ["windows-1251", "utf-8", "koi8-r"])
def test_the_declared_character_set(charset: str) -> None:
    paragraph = "Причал закрыт на зиму. " * 20
    head = f'<head><meta charset="{charset}"></head>'
    html = f"<html>{head}<body><h1>Причал закрыт</h1><p>{paragraph}</p></body></html>"
    [document] = read_documents(RawFile("a.html", html.encode(charset), "0" * 64))
    assert document.text.startswith("Причал закрыт на зиму.")


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0048)https://www.harbor-post.example/2019/03/05/quay -->",
        "<!--\n Page saved with SingleFile \n url: https://www.harbor-post.example/2019/03/05/quay \n saved: x\n-->",
        "<!-- Mirrored from www.harbor-post.example/2019/03/05/quay by HTTrack Website Copier/3.x -->",
    ],
)
def test_programs_leave_the_address_of_a_saved_page(comment: str) -> None:
    header = read(page().replace("<head>", f"{comment}<head>"), None).header
    assert header.url is not None
    assert header.url.endswith("://www.harbor-post.example/2019/03/05/quay")
    assert [evidence.earliest for evidence in header.dates] == [date(2019, 3, 5)]


COMMENT = (
    '<div class="comment-list"><div class="comment"><time datetime="2018-05-23">May 23, 2018</time> Fine.</div></div>'
)
REVIEW = '<div itemprop="review"><meta itemprop="datePublished" content="2018-05-23">A fine quay, said a guest.</div>'


@pytest.mark.parametrize("of_reader", [COMMENT, REVIEW])
def test_the_day_of_a_readers_word_is_not_that_of_the_page(of_reader: str) -> None:
    assert day_of(page(bottom=of_reader)) is None
    own = f'<h1>{TITLE}</h1><time datetime="2018-05-20">May 20, 2018</time>'
    assert day_of(page(top=f'<div class="post comments-open">{own}</div>', bottom=of_reader)) == date(2018, 5, 20)


def test_a_date_of_two_readings_is_told_apart_by_its_element() -> None:
    top = f'<h1>{TITLE}</h1><p><time datetime="2017-03-01T12:00:00Z">03/01/2017</time> by Ana Duarte</p>'
    other = '<div><time datetime="2025-12-17">12/17/2025</time></div>'
    assert day_of(page(top=top + other)) == date(2017, 3, 1)


@pytest.mark.parametrize(
    ("language", "stated", "day"),
    [
        ("de", "2022-11-06T23:00:00.000Z", date(2022, 11, 7)),
        ("de", "2022-07-06T22:00:00Z", date(2022, 7, 7)),
        ("de", "2022-07-06T23:00:00Z", date(2022, 7, 6)),
        ("de", "2022-11-06T23:00:01Z", date(2022, 11, 6)),
        ("en", "2022-11-06T23:00:00Z", date(2022, 11, 6)),
    ],
)
def test_midnight_of_central_europe_in_universal_time_is_the_next_day(language: str, stated: str, day: date) -> None:
    html = page(meta(article__published_time=stated)).replace("<html>", f'<html lang="{language}">')
    assert day_of(html) == day


def test_the_headline_and_the_labels_above_it_are_no_text() -> None:
    labels = "<p>News Analysis</p><p>Harbor desk</p>"
    html = (
        f"<html><head><title>{TITLE}</title>{meta(og__title=TITLE)}</head><body><article>{labels}<p>{TITLE}</p>{BODY}"
    )
    document = read(html)
    assert document.header.headline == TITLE
    assert document.text == read(page()).text
    lead = "<p>Nobody had told the pilots, and the pilots have not forgotten it since that Monday in the fog.</p>"
    assert read(html.replace(labels, lead)).text.startswith("Nobody had told the pilots")


@pytest.mark.parametrize(
    "line", ["You might also like", "Auch interessant", "3 comments", "Tags", "More from the harbor"]
)
def test_what_stands_below_a_line_that_leads_away_is_no_text(line: str) -> None:
    below = f"<p>{line}</p><p>A ferry that never came</p><p>What the mayor ate on Sunday</p>"
    assert read(page(body=BODY + below)).text == read(page()).text
    assert line in read(page(body=f"<p>{line}</p>{BODY}")).text  # most of the text stands below it


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>document.write('<p>By Ana Duarte</p>')</script>",
        "<SCRIPT>if (a < b) { '</p>By Ana Duarte' }</SCRIPT >",
        "<style>p:before { content: 'By Ana Duarte' }</style>",
        "<!-- <p>By Ana Duarte</p> - -- ->-->",
        "<svg><title>By Ana Duarte</title></svg>",
        "<template><p>By Ana Duarte</p></template>",
        "<select><option>By Ana Duarte</option></select>",
    ],
)
def test_what_no_reader_sees_is_not_read(unseen: str) -> None:
    document = read(page(top=f"<h1>{TITLE}</h1>{unseen}<p>By Mara Feld</p>"))
    assert [author.name for author in document.header.authors] == ["Mara Feld"]
    assert "Duarte" not in document.text
    assert document.text.startswith("The harbor master")


def test_the_text_between_two_programs_stays() -> None:
    first, second = BODY.split("</p>", 1)
    document = read(page(body=f"{first} <script>a()</script>It rained<style>b {{}}</style> all day.</p>{second}"))
    assert "as the saying has it" in document.text
    assert "drew their own conclusions. It rained all day." in document.text
