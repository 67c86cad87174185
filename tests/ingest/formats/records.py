"""Dumps, feeds, XML and bundles."""

from __future__ import annotations

import json

from flows.model import Refusal
from tests.ingest.formats import Case
from tests.ingest.formats._build import CRANE, FERRY, QUAY

_STUB = {"title": "Nothing under it", "url": "https://post.example/0"}
_ARTICLE = {"@type": "NewsArticle", "headline": "The ferry", "articleBody": FERRY, "datePublished": "2008-03-17"}
_ANSWER = {"status": "ok", "articles": [{"title": "The ferry", "content": FERRY}, _STUB]}
_LINES = "\n".join(json.dumps({"title": "T", "text": text}) for text in (QUAY, CRANE)) + '\n{"title": "cut'
_MAP = {"type": "FeatureCollection", "features": []}


def _rss(body: str) -> bytes:
    return f"<rss><channel><title>Post</title><item><title>T</title>{body}</item></channel></rss>".encode()


_ENTITIES = b'<!DOCTYPE rss [<!ENTITY a "x">]>' + _rss("<description>&a;</description>")
_NITF = (
    "<nitf><body><body.head><hedline><hl1>T</hl1></hedline><byline>By Ana Duarte</byline></body.head>"
    f"<body.content><p>{QUAY}</p></body.content></body></nitf>"
)
_ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title>T</title><content type="xhtml">'
    f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{QUAY}</p></div></content></entry></feed>'
)
_NEWSML = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentMeta><headline>T</headline></contentMeta><contentSet>'
    f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{QUAY}</p></body></html></inlineXML>'
    "</contentSet></newsItem>"
)
_FACTIVA = "".join(
    f"HD The Harbor\nBY By Ana Duarte\nPD 2 April 2008\nSN Harbor Post\n\n"
    f"LP \n{lead}\nTD \n{FERRY}\nAN Document HP{at}\n\n"
    for at, lead in enumerate((QUAY, CRANE))
)
_NEXIS = "".join(
    f"{f'{at} of 2 DOCUMENTS':^80}\n\n{'Harbor Post':^80}\n\n{'April 2, 2008':^80}\n\nThe Harbor\n\n"
    f"LENGTH: 80 words\n\n{text}\nLOAD-DATE: April 3, 2008\n\n"
    for at, text in ((1, QUAY), (2, CRANE))
)
_ESCAPED = 'title,text\n"T","The harbor, said \\"the office\\", is closed. Two ships wait outside."\n'
_TITLES = "IN THIS ISSUE:\n* The First of Two\n* Another of Two\n"
_ISSUE = f"{_TITLES}\nThe First of Two\n\n{QUAY}\n\nAnother of Two\n\n{CRANE}\n"

CASES = [
    Case("JSON", "one article (schema.org)", "a.json", json.dumps(_ARTICLE).encode(), (FERRY[:20],)),
    Case(
        "JSON",
        "a record without a text",
        "b.json",
        json.dumps(_ANSWER).encode(),
        (FERRY[:20],),
        {"#2": Refusal.NO_TEXT},
    ),
    Case(
        "JSON", "no articles (maps, settings ...)", "c.json", json.dumps(_MAP).encode(), (), {"": Refusal.UNSUPPORTED}
    ),
    Case("JSON", "broken", "d.json", b'{"title": "T", "text": ', (), {"": Refusal.DAMAGED}),
    Case("JSON lines", "a damaged line", "a.jsonl", _LINES.encode(), (QUAY[:20], CRANE[:20]), {"#3": Refusal.DAMAGED}),
    Case("CSV, TSV", "its columns named", "a.csv", f'title;text\nT;"{QUAY}"\n'.encode(), (QUAY[:20],)),
    Case("CSV, TSV", "no column of texts", "b.csv", b"port,tonnes\nQarn,12\n", (), {"": Refusal.UNSUPPORTED}),
    Case(
        "feed (RSS, Atom)",
        "items",
        "a.rss",
        _rss(f"<description>{CRANE}</description><link>https://a.example/1</link>"),
        (CRANE[:20],),
    ),
    Case("feed (RSS, Atom)", "entities of its own", "b.rss", _ENTITIES, (), {"": Refusal.DAMAGED}),
    Case("news XML", "NITF", "a.xml", _NITF.encode(), (QUAY[:20],)),
    Case(
        "news XML",
        "sitemaps, lists of feeds, drawings",
        "b.xml",
        b"<urlset><url/></urlset>",
        (),
        {"": Refusal.UNSUPPORTED},
    ),
    Case("feed (RSS, Atom)", "text as XHTML", "a.atom", _ATOM.encode(), (QUAY[:20],)),
    Case("news XML", "NewsML-G2", "g2.xml", _NEWSML.encode(), (QUAY[:20],)),
    Case("CSV, TSV", "quotation marks behind backslashes", "d.csv", _ESCAPED.encode(), ('said "the office", is',)),
    Case("export of a press database", "Factiva", "f.txt", _FACTIVA.encode(), (QUAY[:20], CRANE[:20])),
    Case("export of a press database", "LexisNexis", "n.txt", _NEXIS.encode(), (QUAY[:20], CRANE[:20])),
    Case("plain text", "an issue with its contents, split", "i.txt", _ISSUE.encode(), (QUAY[:20], CRANE[:20])),
]
