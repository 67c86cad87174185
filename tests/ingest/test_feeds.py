"""Feeds: RSS 2.0, RSS 1.0 and Atom; what is hostile in them is refused or bounded."""

from __future__ import annotations

from datetime import date

import pytest

from flows.ingest.members import Members
from flows.model import Document, RawFile, Refusal, RefusedMember

BODY = "<p>The harbour of Qarn stays closed.</p><p>“We have no date,” Ilse Brandt said.</p><img src='a.png'/>"
TEXT = "The harbour of Qarn stays closed.\n\n“We have no date,” Ilse Brandt said."

RSS_2 = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Qarn Courier &amp; Post</title><link>https://courier.example/</link><language>en-gb</language>
<item><title>Qarn waits</title><link>https://courier.example/thaw</link><dc:creator><![CDATA[Mara Lind]]></dc:creator>
<pubDate>Mon, 17 Mar 2008 08:30:00 GMT</pubDate><category>Shipping</category>
<description>A port under ice.</description>
<content:encoded><![CDATA[{BODY}]]></content:encoded></item>
<item><title>Only a teaser</title><guid isPermaLink="true">https://courier.example/2</guid>
<description>&lt;p&gt;A port&amp;nbsp;under ice.&lt;/p&gt;</description></item>
<item><title>Nothing</title><link>https://courier.example/3</link></item>
</channel></rss>"""

RSS_1 = f"""<?xml version="1.0"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://courier.example/"><title>Qarn Courier &amp; Post</title></channel>
<item rdf:about="https://courier.example/thaw"><title>Qarn waits</title><link>https://courier.example/thaw</link>
<dc:creator>Mara Lind</dc:creator><dc:date>2008-03-17T08:30:00Z</dc:date>
<content:encoded><![CDATA[{BODY}]]></content:encoded></item></rdf:RDF>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Qarn Courier &amp; Post</title>
<entry><title type="html">Qarn waits</title><link rel="self" href="https://courier.example/self"/>
<link href="https://courier.example/thaw"/><author><name>Mara Lind</name><email>m@courier.example</email></author>
<published>2008-03-17T08:30:00Z</published><updated>2008-04-01T00:00:00Z</updated><category term="Shipping"/>
<summary>A port under ice.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>The harbour of Qarn stays closed.</p><p>“We have no date,” Ilse Brandt said.</p></div></content></entry></feed>"""


def members(data: str | bytes) -> list[Document | RefusedMember]:
    return list(Members(RawFile("feed", data.encode() if isinstance(data, str) else data, "0" * 64)))


@pytest.mark.parametrize("feed", [RSS_2, RSS_1, ATOM, RSS_2.replace("utf-8", "utf-16").encode("utf-16")])
def test_items_are_articles_of_the_channel(feed: str | bytes) -> None:
    first = members(feed)[0]
    assert isinstance(first, Document)
    header = first.header
    assert (first.format, first.member, first.text) == ("feed", "#1", TEXT)
    assert (header.headline, header.url) == ("Qarn waits", "https://courier.example/thaw")
    assert header.publication == "Qarn Courier & Post"
    assert [author.name for author in header.authors] == ["Mara Lind"]
    assert header.dates[0].earliest == header.dates[0].latest == date(2008, 3, 17)
    assert not header.is_truncated


def test_a_description_alone_is_a_teaser_and_nothing_is_no_article() -> None:
    _, teaser, nothing = members(RSS_2)
    assert isinstance(teaser, Document) and teaser.header.is_truncated and teaser.text == "A port under ice."
    assert teaser.header.url == "https://courier.example/2"
    assert isinstance(nothing, RefusedMember) and nothing.member == "#3" and nothing.reason is Refusal.NO_TEXT


def test_entities_of_html_are_characters_and_stray_ampersands_stay() -> None:
    feed = RSS_1.replace("Qarn waits</title>", "Caf&eacute; Brandt & Lind&nbsp;wait</title>")
    first = members(feed)[0]
    assert isinstance(first, Document) and first.header.headline == "Café Brandt & Lind wait"


def test_a_feed_that_breaks_off_gives_its_whole_items() -> None:
    found = members(RSS_2[: RSS_2.index("<item><title>Only")])
    assert isinstance(found[0], Document) and found[0].text == TEXT


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<rss><channel><title>t</title><item><title>Bomb</title><description>&b;</description></item></channel></rss>"
)
FETCH = BOMB.replace('<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">', '<!ENTITY b SYSTEM "file:///etc/passwd">')


@pytest.mark.parametrize("hostile", [BOMB, FETCH, "<rss>" + "<item>" * 100_000])
def test_hostile_markup_is_refused(hostile: str) -> None:
    [refused] = members(hostile)
    assert isinstance(refused, RefusedMember) and refused.reason is Refusal.DAMAGED


def test_an_outer_document_type_is_not_fetched() -> None:
    doctype = '<!DOCTYPE rss SYSTEM "http://courier.example/rss.dtd">'
    first = members(RSS_2.replace("<rss ", f"{doctype}<rss "))[0]
    assert isinstance(first, Document) and first.text == TEXT
