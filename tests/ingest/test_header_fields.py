"""Headlines besides the headline, keywords, section, access, hours, revisions and datelines, in every format."""

from __future__ import annotations

import json
from datetime import date

import pytest

from flows.ingest.header_lines import dateline, dateline_day
from flows.ingest.keywords import access_of, keywords_of
from flows.ingest.moments import moment_of
from flows.ingest.read import read_documents
from flows.model import DateEvidence, Header, RawFile
from tests.ingest.test_web import BODY, TITLE, linked, meta, page

TEXT = (
    "The harbour of Qarn stays closed until the ice breaks, the port office said on Monday.\n\n"
    "“We have no date,” harbour master Ilse Brandt told reporters. The last ferry left in November."
)
OTHER = "Why Nobody Told the Pilots"


def header_of(data: str, name: str = "a.html") -> Header:
    [document] = read_documents(RawFile(name, data.encode(), "0" * 64), "https://www.harbor-post.example/quay")
    return document.header


def header_of_record(**fields: object) -> Header:
    return header_of(json.dumps({"headline": TITLE, "body": TEXT, **fields}), "a.json")


def on(day: str, basis: str = "meta") -> DateEvidence:
    return DateEvidence(date.fromisoformat(day), date.fromisoformat(day), basis)


# ---- values ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2019-03-12T18:30:00+02:00", "2019-03-12T18:30:00+02:00"),
        ("2019-03-12T18:30:00.123Z", "2019-03-12T18:30:00Z"),
        ("2019-03-12 18:30 +0200", "2019-03-12T18:30+02:00"),
        ("2019-03-12 18:30:00 UTC", "2019-03-12T18:30:00Z"),
        ("2019-03-12T18:30", "2019-03-12T18:30"),
        ("Tue, 12 Mar 2019 18:30:00 -0500", "2019-03-12T18:30:00-05:00"),
        ("2019-03-12", None),
        ("2019-03-12T00:00:00", None),
        ("2019-13-12T18:30:00Z", None),
        ("2019-03-12T24:30:00Z", None),
        ("Tue, 12 Mar 2019 98:30:00 -0500", None),
        ("last night", None),
    ],
)
def test_a_moment_keeps_the_precision_and_the_zone_that_are_stated(stated: str, expected: str | None) -> None:
    assert moment_of(stated) == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("ports, trade,Ports", ("ports", "trade")),
        ("ports; roads, and rails", ("ports", "roads, and rails")),
        (["Selim, Port", "trade"], ("Selim, Port", "trade")),
        (["ports,trade"], ("ports", "trade")),
        ([{"@type": "DefinedTerm", "name": "Tugs &amp; pilots"}, None, 7], ("Tugs & pilots",)),
        ("['ports', 'trade']", ("ports", "trade")),
        ("港、貿易", ("港", "貿易")),
        (None, ()),
        ("x" * 101, ()),
    ],
)
def test_keywords(stated: object, expected: tuple[str, ...]) -> None:
    assert keywords_of(stated) == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [(True, "free"), ("False", "locked"), ("https://schema.org/False", "locked"), ("metered", "metered"), (None, None)],
)
def test_access(stated: object, expected: str | None) -> None:
    assert access_of(stated) == expected


# ---- pages -------------------------------------------------------------------------------------------------------


def test_a_page_offers_its_headline_in_several_places() -> None:
    header = header_of(
        page(f"<title>{TITLE} | Harbor Post</title>" + meta(og__title=OTHER, og__site_name="Harbor Post"))
    )
    assert header.headline == TITLE
    assert header.alternative_headline == OTHER
    assert {(found.basis, found.text) for found in header.headline_candidates} == {
        ("heading", TITLE),
        ("og:title", OTHER),
        ("title element", f"{TITLE} | Harbor Post"),
    }


@pytest.mark.parametrize(
    "stated", [TITLE, f"{TITLE} | Harbor Post", "Eastern Quay Closes", "Eastern Quay Closed for Winter"]
)
def test_a_headline_cut_short_or_worded_almost_alike_is_no_other_headline(stated: str) -> None:
    assert header_of(page(meta(og__title=stated, og__site_name="Harbor Post"))).alternative_headline is None


def test_the_other_headline_of_linked_data() -> None:
    assert header_of(page(linked(headline=TITLE, alternativeHeadline=OTHER))).alternative_headline == OTHER


def test_keywords_of_the_article_come_before_those_of_the_site() -> None:
    site = '<meta name="keywords" content="news, weather">'
    tags = meta(article__tag="Port Selim") + '<meta property="article:tag" content="pilots">'
    assert header_of(page(site)).keywords == ("news", "weather")
    assert header_of(page(site + tags)).keywords == ("Port Selim", "pilots")
    assert header_of(page(site + tags + linked(keywords=["quays"]))).keywords == ("quays",)
    assert header_of(page(bottom='<a rel="tag" href="/t/ice">Ice</a>')).keywords == ("Ice",)


def test_section() -> None:
    assert header_of(page(linked(articleSection=["Ports", "News"]))).section == "Ports"
    assert header_of(page(meta(article__section="Local") + linked(articleSection="Ports"))).section == "Local"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (linked(isAccessibleForFree=False), "locked"),
        (linked(hasPart={"@type": "WebPageElement", "isAccessibleForFree": "False"}), "locked"),
        (linked(isAccessibleForFree="True"), "free"),
        (meta(article__content_tier="metered"), "metered"),
        (meta(article__content_tier="premium"), None),
        ("", None),
    ],
)
def test_access_of_a_page(head: str, expected: str | None) -> None:
    assert header_of(page(head)).access == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"isAccessibleForFree": False, "wordCount": 900}, True),
        ({"isAccessibleForFree": False, "wordCount": "80"}, False),
        ({"isAccessibleForFree": True, "wordCount": 900}, False),
        ({"wordCount": 900}, False),
    ],
)
def test_an_article_that_is_locked_and_longer_than_its_page_is_truncated(
    fields: dict[str, object], expected: bool
) -> None:
    assert header_of(page(linked(**fields))).is_truncated is expected


def test_hour_and_revision() -> None:
    header = header_of(
        page(
            linked(datePublished="2019-03-12T18:30:00+02:00", dateModified="2019-03-14T07:00:00Z"), f"<h1>{TITLE}</h1>"
        )
    )
    assert header.published_at == "2019-03-12T18:30:00+02:00"
    assert (header.modified, header.modified_at) == (on("2019-03-14"), "2019-03-14T07:00:00Z")


def test_a_printed_revision() -> None:
    top = f"<h1>{TITLE}</h1><p>Published March 12, 2019</p><p>Updated March 14, 2019</p>"
    header = header_of(page("", top))
    assert header.dates[0] == on("2019-03-12", "header")
    assert (header.modified, header.modified_at) == (on("2019-03-14", "header"), None)


def test_days_that_disagree_are_kept() -> None:
    head = linked(datePublished="2019-03-12") + meta(article__published_time="2019-05-02T10:00:00Z")
    header = header_of(page(head))
    assert header.dates == (on("2019-03-12"),)
    assert header.other_dates == (on("2019-05-02"),)
    assert header.published_at is None


def test_a_day_of_publication_after_the_last_revision_gives_way_to_one_before_it() -> None:
    head = linked(datePublished="2019-09-02", dateModified="2019-06-01")
    assert header_of(page(head)).dates == (on("2019-09-02"),)
    header = header_of(page(head + meta(article__published_time="2019-03-12")))
    assert (header.dates, header.other_dates) == ((on("2019-03-12"),), (on("2019-09-02"),))


# ---- other formats -----------------------------------------------------------------------------------------------


def test_front_matter() -> None:
    header = header_of(
        f"---\ntitle: {TITLE}\nalt_title: {OTHER}\ndate: 2019-03-12T18:30:00+02:00\nlastmod: 2019-03-14\n"
        f"tags: [ports, trade]\naccess: locked\n---\n\n{TEXT}\n",
        "a.md",
    )
    assert header.alternative_headline == OTHER
    assert header.keywords == ("ports", "trade")
    assert header.published_at == "2019-03-12T18:30:00+02:00"
    assert (header.modified, header.modified_at) == (on("2019-03-14", "header"), None)
    assert header.access == "locked"


def test_a_record_of_schema_org() -> None:
    header = header_of_record(
        alternativeHeadline=OTHER,
        keywords="ports, trade",
        datePublished="2019-03-12T18:30:00+02:00",
        dateModified="2019-03-14",
        isAccessibleForFree=False,
    )
    assert header.alternative_headline == OTHER
    assert header.keywords == ("ports", "trade")
    assert header.published_at == "2019-03-12T18:30:00+02:00"
    assert (header.modified, header.modified_at) == (on("2019-03-14"), None)
    assert header.access == "locked"


def test_a_record_of_an_agency() -> None:
    header = header_of_record(
        firstcreated="2019-03-12T18:30:00Z",
        versioncreated="2019-03-12T19:00:00Z",
        subject=[{"code": "04", "name": "shipping"}, {"name": "ice"}],
    )
    assert header.keywords == ("shipping", "ice")
    assert (header.published_at, header.modified_at) == ("2019-03-12T18:30:00Z", "2019-03-12T19:00:00Z")


def test_seconds_are_a_moment_and_the_subject_of_a_mail_is_no_keyword() -> None:
    header = header_of_record(published=1552408200, subject="Ports, trade")
    assert header.published_at == "2019-03-12T16:30:00Z"
    assert header.keywords == ()


def test_categories_of_a_feed() -> None:
    item = (
        "<rss><channel><title>Qarn Dispatch</title><item><title>{}</title>"
        "<pubDate>Tue, 12 Mar 2019 18:30:00 +0200</pubDate>"
        "{}<description>{}</description></item></channel></rss>"
    )
    one = header_of(item.format(TITLE, "<category>Ports</category>", TEXT), "a.xml")
    several = header_of(item.format(TITLE, "<category>Ports</category><category>Ice</category>", TEXT), "a.xml")
    assert (one.section, one.keywords) == ("Ports", ())
    assert (several.section, several.keywords) == ("Ports", ("Ports", "Ice"))
    assert one.published_at == "2019-03-12T18:30:00+02:00"


def test_keywords_of_news_xml() -> None:
    nitf = (
        f"<nitf><head><docdata><date.issue norm='2019-03-12'/><key-list><keyword key='ports'/><keyword key='ice'/>"
        f"</key-list></docdata></head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline></body.head>"
        f"<body.content><p>{TEXT}</p></body.content></body></nitf>"
    )
    assert header_of(nitf, "a.xml").keywords == ("ports", "ice")


def test_a_mail() -> None:
    header = header_of(
        f"From: Qarn Dispatch <desk@qarn.example>\nSubject: {OTHER}\nDate: Tue, 12 Mar 2019 18:30:00 +0200\n"
        f"Keywords: ports, ice\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}\n",
        "a.eml",
    )
    assert header.headline == OTHER
    assert [found.basis for found in header.headline_candidates] == ["subject"]
    assert header.published_at == "2019-03-12T18:30:00+02:00"
    assert header.keywords == ("ports", "ice")


# ---- datelines ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "agency", "day"),
    [
        ("PORT SELIM, March 4 (Reuters) - The quay is closed.", "Port Selim", "Reuters", "March 4"),
        ("QARN, Ohio (AP) — The quay is closed.", "Qarn", "AP", None),
        ("Port Selim, Ohio (AP) — The quay is closed.", "Port Selim", "AP", None),
        ("Qarn (dpa/lno) – The quay is closed.", "Qarn", "dpa/lno", None),
        ("Qarn, March 4, 2019 (Interfax) -- The quay is closed.", "Qarn", "Interfax", "March 4, 2019"),
    ],
)
def test_dateline(text: str, place: str, agency: str, day: str | None) -> None:
    assert (*dateline(text)[:2], dateline_day(text)) == (place, agency, day)


@pytest.mark.parametrize(
    "text", ["Ilse Brandt (left) - the master", "SHIPPING – Ports are closed", "The Prime Minister (Reuters) said it"]
)
def test_no_dateline(text: str) -> None:
    assert (*dateline(text)[:2], dateline_day(text)) == (None, None, None)


def test_the_dateline_of_a_page() -> None:
    body = BODY.replace("<p>The harbor", "<p>PORT SELIM, March 4 (Reuters) - The harbor", 1)
    header = header_of(page(body=body))
    assert (header.dateline_place, header.dateline_agency, header.dateline_day) == ("Port Selim", "Reuters", "March 4")
