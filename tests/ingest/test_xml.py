"""XML articles: news formats, journals, plain records; other XML is refused by name."""

from __future__ import annotations

from datetime import date

import pytest

from flows.ingest.members import Members
from flows.model import Document, RawFile, Refusal, RefusedMember

TEXT = "The harbour of Qarn stays closed.\n\n“We have no date,” Ilse Brandt said."
PARAGRAPHS = "<p>The harbour of Qarn stays closed.</p><p>“We have no date,” Ilse Brandt said.</p>"

NITF = f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "http://courier.example/nitf.dtd">
<nitf><head><title>Head title</title><docdata><date.issue norm="20080317T083000Z"/></docdata>
<pubdata name="Qarn Courier" volume="5" issue="62" position.section="Shipping" ex-ref="https://courier.example/thaw"/>
</head><body><body.head><hedline><hl1>Qarn waits</hl1></hedline><byline class="print_byline">By Mara Lind</byline>
<byline class="normalized_byline">Lind, Mara</byline></body.head><body.content>
<block class="lead_paragraph"><p>The harbour of Qarn stays closed.</p></block>
<block class="full_text">{PARAGRAPHS}</block></body.content></body></nitf>"""

NEWSML_G2 = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="en"><itemMeta>
<provider><name>Qarn Courier</name></provider><versionCreated>2008-03-19T00:00:00Z</versionCreated></itemMeta>
<contentMeta><contentCreated>2008-03-17T08:30:00Z</contentCreated><by>By Mara Lind</by><headline>Qarn waits</headline>
</contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>no</title></head><body>{PARAGRAPHS}</body></html></inlineXML></contentSet></newsItem>"""

_NAME = "<provider><name>Qarn Courier</name></provider>"
NEWSML_WITH_CODES = NEWSML_G2.replace(_NAME, '<provider literal="Qarn Courier"/>')

JATS = f"""<?xml version="1.0"?><article><front><journal-meta><journal-title>Qarn Courier</journal-title></journal-meta>
<article-meta><title-group><article-title>Qarn waits</article-title></title-group><contrib-group><contrib><name>
<surname>Lind</surname><given-names>Mara</given-names></name></contrib></contrib-group><pub-date><day>17</day>
<month>3</month><year>2008</year></pub-date><volume>5</volume><issue>62</issue></article-meta></front>
<body><sec>{PARAGRAPHS}</sec></body></article>"""

RECORDS = f"""<?xml version="1.0"?><corpus><doc id="1"><title>Qarn waits</title><author>Mara Lind</author>
<date>2008-03-17</date><publication>Qarn Courier</publication><text>{PARAGRAPHS}</text></doc></corpus>"""


def members(data: str) -> list[Document | RefusedMember]:
    return list(Members(RawFile("a.xml", data.encode(), "0" * 64)))


@pytest.mark.parametrize("xml", [NITF, NEWSML_G2, NEWSML_WITH_CODES, JATS, RECORDS])
def test_news_formats_are_read(xml: str) -> None:
    [document] = members(xml)
    assert isinstance(document, Document)
    header = document.header
    assert (document.text, document.format, document.member) == (TEXT, "xml", "")
    assert (header.headline, header.publication) == ("Qarn waits", "Qarn Courier")
    assert [author.name for author in header.authors] == ["Mara Lind"]
    assert header.dates[0].earliest == date(2008, 3, 17)


def test_volume_and_issue_are_taken() -> None:
    for xml in (NITF, JATS):
        [document] = members(xml)
        assert isinstance(document, Document) and (document.header.volume, document.header.issue) == (5, 62)


def test_many_records_are_numbered() -> None:
    one = RECORDS[RECORDS.index("<doc") : RECORDS.index("</corpus>")]
    empty = "<doc><title>Nothing</title><date>2008-03-18</date></doc>"
    found = members(RECORDS.replace("</corpus>", f"{empty}{one.replace('closed', 'shut')}</corpus>"))
    assert [one.member for one in found] == ["#1", "#2", "#3"]
    assert isinstance(found[1], RefusedMember)


@pytest.mark.parametrize(
    ("xml", "what"),
    [
        ("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>a</loc></url></urlset>", "a sitemap"),
        ("<opml version='2.0'><body><outline text='a'/></body></opml>", "OPML"),
        ("<?xml version='1.0'?><svg><text>a</text></svg>", "SVG"),
        ("<?xml version='1.0'?><things><thing><a>1</a></thing></things>", "holds no articles"),
    ],
)
def test_other_xml_is_refused_by_name(xml: str, what: str) -> None:
    [refused] = members(xml)
    assert isinstance(refused, RefusedMember) and refused.reason is Refusal.UNSUPPORTED and what in refused.sentence


def test_pages_and_marked_up_monitoring_files_are_none_of_these() -> None:
    [page] = members(f"<?xml version='1.0'?><html><body><h1>Qarn waits</h1>{PARAGRAPHS * 4}</body></html>")
    assert isinstance(page, Document) and page.format == "html"
    [sgml] = members("<DOCNO> Q-1 </DOCNO>\n<DATE1> 1 March 1994 </DATE1>\n<TEXT>\n" + TEXT)
    assert isinstance(sgml, Document) and sgml.format == "text"


def test_broken_xml_is_refused_with_its_place() -> None:
    [refused] = members("<?xml version='1.0'?><nitf")
    assert isinstance(refused, RefusedMember) and refused.reason in {Refusal.DAMAGED, Refusal.UNSUPPORTED}
