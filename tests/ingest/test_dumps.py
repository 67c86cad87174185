"""Dumps: JSON, JSON lines and tables of records, with every shape read without being told of it."""

from __future__ import annotations

import csv
import io
import json
import time
from datetime import date

import pytest

from flows.ingest.dumps import columns, json_file, json_lines, table
from flows.ingest.formats import format_of
from flows.ingest.members import Members
from flows.ingest.parts import Part
from flows.model import Document, RawFile, Refusal, Refused, RefusedMember
from flows.settings import settings

TEXT = (
    "The harbour of Qarn stays closed until the ice breaks, the port office said on Monday.\n\n"
    "“We have no date,” harbour master Ilse Brandt told reporters. The last ferry left in November."
)
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT.split("\n\n"))


def members(data: object, name: str = "dump.json") -> list[Document | RefusedMember]:
    if isinstance(data, str | bytes):
        raw = data.encode() if isinstance(data, str) else data
    else:
        raw = json.dumps(data).encode()
    return list(Members(RawFile(name, raw, "0" * 64)))


def documents(data: object, name: str = "dump.json") -> list[Document]:
    found = members(data, name)
    assert not [one for one in found if isinstance(one, RefusedMember)], found
    return [one for one in found if isinstance(one, Document)]


def refusal(data: object, name: str = "dump.json") -> RefusedMember:
    [only] = members(data, name)
    assert isinstance(only, RefusedMember)
    return only


SHAPES = {
    "schema.org": {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Qarn waits for the thaw",
        "articleBody": TEXT,
        "author": [{"@type": "Person", "name": "Mara Lind"}],
        "datePublished": "2008-03-17T08:30:00Z",
        "dateModified": "2009-01-01",
        "publisher": {"@type": "Organization", "name": "Qarn Courier"},
        "mainEntityOfPage": {"@id": "https://courier.example/thaw"},
        "inLanguage": "en-GB",
        "articleSection": "Shipping",
    },
    "graph of linked data": {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "name": "Qarn Courier", "url": "https://courier.example/"},
            {
                "@type": ["Article", "NewsArticle"],
                "headline": "Qarn waits for the thaw",
                "articleBody": TEXT,
                "author": {"name": "Mara Lind"},
                "datePublished": "2008-03-17",
                "publisher": {"name": "Qarn Courier"},
                "url": "https://courier.example/thaw",
            },
        ],
    },
    "ninjs": {
        "uri": "https://courier.example/thaw",
        "type": "text",
        "headline": "Qarn waits for the thaw",
        "byline": "By Mara Lind",
        "body_html": HTML,
        "description_text": "A port under ice.",
        "versioncreated": "2008-03-17T08:30:00+00:00",
        "copyrightholder": "Qarn Courier",
        "language": "en",
    },
    "ninjs 2": {
        "uri": "https://courier.example/thaw",
        "headlines": [{"role": "main", "value": "Qarn waits for the thaw"}],
        "by": "Mara Lind",
        "bodies": [{"role": "main", "contentType": "text/html", "value": HTML}],
        "firstCreated": "2008-03-17T08:30:00+00:00",
        "publisher": "Qarn Courier",
    },
    "news interface": {
        "status": "ok",
        "totalResults": 1,
        "articles": [
            {
                "source": {"id": None, "name": "Qarn Courier"},
                "author": "Mara Lind",
                "title": "Qarn waits for the thaw",
                "description": "A port under ice.",
                "url": "https://courier.example/thaw",
                "publishedAt": "2008-03-17T08:30:00Z",
                "content": TEXT,
            }
        ],
    },
    "nested results": {
        "articles": {
            "results": [
                {
                    "title": "Qarn waits for the thaw",
                    "body": TEXT,
                    "dateTime": "2008-03-17T08:30:00Z",
                    "authors": [{"name": "Mara Lind", "type": "author"}],
                    "source": {"uri": "courier.example", "title": "Qarn Courier"},
                    "url": "https://courier.example/thaw",
                }
            ],
            "pages": 1,
        }
    },
    "crawler": {
        "authors": ["Mara Lind"],
        "date_download": "2020-01-01 00:00:00",
        "date_modify": None,
        "date_publish": "2008-03-17 08:30:00",
        "description": "A port under ice.",
        "language": "en",
        "maintext": TEXT,
        "source_domain": "courier.example",
        "sitename": "Qarn Courier",
        "title": "Qarn waits for the thaw",
        "url": "https://courier.example/thaw",
    },
    "thread of a web crawl": {
        "thread": {"site_full": "www.courier.example", "title": "Thread title", "site": "courier.example"},
        "url": "https://courier.example/thaw",
        "author": "Mara Lind",
        "published": "2008-03-17T08:30:00.000+02:00",
        "title": "Qarn waits for the thaw",
        "text": TEXT,
        "language": "english",
        "publisher": "Qarn Courier",
    },
    "search engine": {
        "took": 3,
        "hits": {
            "hits": [
                {
                    "_id": "1",
                    "_source": {
                        "headline": "Qarn waits for the thaw",
                        "content": TEXT,
                        "byline": "By Mara Lind",
                        "published": 1205742600,
                        "newspaper": "Qarn Courier",
                        "link": "https://courier.example/thaw",
                    },
                }
            ]
        },
    },
    "content management": [
        {
            "id": 7,
            "date": "2008-03-17T08:30:00",
            "link": "https://courier.example/thaw",
            "title": {"rendered": "Qarn waits for the thaw"},
            "content": {"rendered": HTML, "protected": False},
            "excerpt": {"rendered": "<p>A port under ice.</p>"},
            "author_name": "Mara Lind",
            "author": 3,
            "site_name": "Qarn Courier",
        }
    ],
    "open platform": {
        "response": {
            "status": "ok",
            "results": [
                {
                    "webTitle": "Qarn waits for the thaw",
                    "webUrl": "https://courier.example/thaw",
                    "webPublicationDate": "2008-03-17T08:30:00Z",
                    "fields": {"body": HTML, "byline": "Mara Lind", "publication": "Qarn Courier"},
                }
            ],
        }
    },
    "JSON feed": {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Qarn Courier",
        "description": "News of the port",
        "home_page_url": "https://courier.example/",
        "items": [
            {
                "id": "1",
                "url": "https://courier.example/thaw",
                "title": "Qarn waits for the thaw",
                "content_html": HTML,
                "date_published": "2008-03-17T08:30:00-04:00",
                "authors": [{"name": "Mara Lind"}],
            }
        ],
    },
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_of_news_data_are_read_without_a_mapping(shape: str) -> None:
    [document] = documents(SHAPES[shape])
    header = document.header
    assert document.text == TEXT
    assert header.headline == "Qarn waits for the thaw"
    assert [author.name for author in header.authors] == ["Mara Lind"]
    assert [(found.earliest, found.latest) for found in header.dates] == [(date(2008, 3, 17), date(2008, 3, 17))]
    assert header.publication == "Qarn Courier"
    assert header.url == "https://courier.example/thaw"
    assert not header.is_truncated


@pytest.mark.parametrize(
    "kind",
    [
        {"type": "FeatureCollection", "features": [{"properties": {"name": "Qarn", "description": "A port."}}]},
        {"name": "port-tools", "version": "1.0.0", "description": "Tools", "dependencies": {"left": "1.0.0"}},
        {"lockfileVersion": 3, "packages": {}},
        {"compilerOptions": {"strict": True}, "include": ["src"]},
        {"@type": "Organization", "name": "Qarn Courier", "description": "A paper.", "url": "https://courier.example"},
        [["urlkey", "timestamp", "original"], ["example,courier)/", "20080317083000", "https://courier.example/"]],
        [1, 2, 3],
        {},
    ],
)
def test_other_json_is_refused_by_name(kind: object) -> None:
    refused = refusal(kind)
    assert refused.reason is Refusal.UNSUPPORTED
    assert "holds no articles" in refused.sentence


def test_a_record_without_text_costs_itself_alone() -> None:
    stub = {"title": "Only a title", "url": "https://courier.example/2", "date": "2008-03-18"}
    found = members([stub, {"title": "Qarn waits", "text": TEXT}, stub])
    assert [one.member for one in found] == ["#1", "#2", "#3"]
    assert [type(one) for one in found] == [RefusedMember, Document, RefusedMember]
    assert isinstance(found[0], RefusedMember) and found[0].sentence == "record 1 has no text"


def test_records_that_all_lack_a_text_refuse_the_file() -> None:
    labels = [{"id": n, "title": f"Label {n}", "url": f"https://courier.example/{n}", "text": None} for n in range(40)]
    for data, name in ((labels, "a.json"), ("\n".join(map(json.dumps, labels)), "a.jsonl")):
        refused = refusal(data, name)
        assert refused.reason is Refusal.NO_TEXT
        assert refused.sentence.startswith("none of its 40 records has a text; looked for")


def test_what_an_interface_cuts_off_is_truncated() -> None:
    record = {"title": "Qarn waits", "url": "https://courier.example/1"}
    [cut] = documents(record | {"content": f"{TEXT} The ice is now … [+2345 chars]"})
    assert cut.header.is_truncated and cut.text.endswith("The ice is now …")
    [teaser] = documents(record | {"description": "A port under ice waits for the thaw."})
    assert teaser.header.is_truncated and teaser.text == "A port under ice waits for the thaw."


def test_a_page_inside_a_record_goes_through_the_page_reader() -> None:
    page = f"<html><head><title>Qarn waits | Courier</title></head><body><nav>Home News</nav>{HTML * 3}</body></html>"
    [document] = documents({"url": "https://courier.example/1", "html": page, "published": "17 March 2008"})
    assert document.header.headline is not None and document.header.headline.startswith("Qarn waits")
    assert "no date" in document.text and "Home News" not in document.text


def test_a_text_printed_as_bytes_is_read_as_its_characters() -> None:
    [document] = documents({"title": "Qarn waits", "text": str(TEXT.encode())})
    assert document.text == TEXT


def test_lines_are_read_one_by_one_and_know_their_bytes() -> None:
    good = [json.dumps({"title": f"Title {n}", "text": f"{TEXT} Number {n}."}) for n in range(3)]
    data = "\n".join([good[0], good[1], '{"title": "broken', "", good[2]]).encode()
    found = members(data, "a.jsonl")
    assert [one.member for one in found] == ["#1", "#2", "#3", "#5"]
    broken = found[2]
    assert isinstance(broken, RefusedMember) and broken.reason is Refusal.DAMAGED
    last = found[3]
    assert isinstance(last, Document) and data[last.byte_start : last.byte_end] == good[2].encode()


def test_json_that_breaks_off_keeps_what_came_before() -> None:
    whole = json.dumps([{"title": f"Title {n}", "text": f"{TEXT} Number {n}."} for n in range(3)])
    found = members(whole[: len(whole) - 200])
    assert [type(one) for one in found] == [Document, Document, RefusedMember]
    assert found[-1].member == "(rest)"


def test_depth_and_size_are_bounded() -> None:
    assert refusal('{"a":' * 200_000).reason is Refusal.DAMAGED
    assert refusal("[" * 200_000, "a.json").reason is Refusal.DAMAGED
    assert refusal('{"title": "x", "n": ' + "9" * 10_000 + "}").reason is Refusal.DAMAGED


def rows(header: list[str], *records: list[str], separator: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([header, *records])
    return out.getvalue().encode()


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_tables_find_their_separator_and_keep_quoted_lines(separator: str, mark: bytes) -> None:
    header = ["id", "title", "author", "date", "publication", "url", "content"]
    record = ["1", "Qarn waits; still", "['Mara Lind', 'Olof Berg']", "2008-03-17", "Qarn Courier", "nan", TEXT]
    [document] = documents(mark + rows(header, record, separator=separator), "dump")
    assert document.format == "csv" and document.member == "#1" and document.text == TEXT
    assert document.header.headline == "Qarn waits; still"
    assert [author.name for author in document.header.authors] == ["Mara Lind", "Olof Berg"]
    assert document.header.url is None


def test_rows_that_do_not_fit_are_refused_alone() -> None:
    data = rows(["title", "text"], ["One", TEXT], ["Two", "cut, here", "and there"], ["Three", ""])
    found = members(data + b"Four,", "a.csv")
    assert [type(one) for one in found] == [Document, RefusedMember]
    assert "2 columns" in str(getattr(found[1], "sentence", ""))


def test_a_quotation_mark_never_closed_does_not_take_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_FIELD", 50_000)
    data = rows(["title", "text"], ["One", TEXT]) + b'Two,"never closed ' + b"x" * 60_000
    found = members(data, "a.csv")
    assert [type(one) for one in found] == [Document, RefusedMember]
    assert "quotation mark" in str(getattr(found[1], "sentence", ""))


def test_a_table_of_figures_is_refused_by_its_columns() -> None:
    refused = refusal(rows(["port", "tonnes"], ["Qarn", "12"]), "ports.csv")
    assert refused.reason is Refusal.UNSUPPORTED and "port, tonnes" in refused.sentence


def test_prose_is_no_dump() -> None:
    for text in ("Title, text and author, said the editor, are what matters.\n\nMore.", "[Passage omitted] He left."):
        part = Part(text.encode(), "a.txt")
        assert format_of(part).NAME == "text"


def test_the_operators_columns_come_first(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    mapping = tmp_path / "columns.toml"
    mapping.write_text('body = "feld_7"\nheadline = ["feld_1"]\n')
    data = rows(["feld_1", "feld_7", "text"], ["Qarn waits", TEXT, "key words"])
    clear = (settings, columns.names_of_fields, columns.all_names)
    for cached in clear:
        cached.cache_clear()
    monkeypatch.setenv("BRIEFINGS_COLUMNS", str(mapping))
    try:
        [document] = documents(data, "a.csv")
        assert (document.header.headline, document.text) == ("Qarn waits", TEXT)
        mapping.write_text('bodytext = "feld_7"\n')
        columns.names_of_fields.cache_clear()
        with pytest.raises(Refused, match="field 'bodytext'"):
            columns.names_of_fields()
    finally:
        monkeypatch.undo()
        for cached in clear:
            cached.cache_clear()


@pytest.mark.parametrize(
    ("setting", "said"),
    [("headline=Titel,text=Inhalt", [("headline", "Titel"), ("body", "Inhalt")]),
     (" body = Feld 7 ", [("body", "Feld 7")])],
)  # fmt: skip
def test_columns_are_stated_in_a_line(setting: str, said: list[tuple[str, str]]) -> None:
    assert columns.columns_of(setting) == said


@pytest.mark.parametrize("setting", ["inhalt=Text", "body=", "=Titel", "none.toml", "body", "body=a,,"])
def test_columns_that_make_no_sense_are_refused(setting: str) -> None:
    with pytest.raises(Refused, match="--columns"):
        columns.columns_of(setting)


def test_formats_do_not_take_each_others_files() -> None:
    one_a_line = b'{"title": "a"}\n{"title": "b"}\n'
    assert json_lines.recognises(Part(one_a_line, "x"))
    assert not json_lines.recognises(Part(b'{\n"title": "a"}\n', "x"))
    assert json_file.recognises(Part(b'{\n"title": "a"}\n', "x"))
    assert not table.recognises(Part(one_a_line, "x"))


def test_references_of_a_graph_are_followed() -> None:
    graph = [
        {"@type": "Organization", "@id": "#house", "name": "Qarn Courier"},
        {"@type": "Person", "@id": "#mara", "name": "Mara Lind"},
        {"@type": "NewsArticle", "headline": "Thaw", "articleBody": TEXT, "author": [{"@id": "#mara"}, {"@id": "#no"}],
         "publisher": {"@id": "#house"}, "datePublished": "2008-03-17"},
    ]  # fmt: skip
    [document] = documents({"@context": "https://schema.org", "@graph": graph})
    assert [author.name for author in document.header.authors] == ["Mara Lind"]
    assert document.header.publication == "Qarn Courier"


def test_objects_of_a_graph_that_refer_to_each_other_do_not_grow() -> None:
    fan = {"@id": "#a", "name": "Mara Lind", "hasPart": [{"@id": "#a"}] * 100, "@graph": [{"@id": "#a"}] * 100}
    began = time.process_time()
    assert refusal({"@graph": [fan] * 20}).reason is Refusal.UNSUPPORTED
    assert time.process_time() - began < 2


def test_the_name_of_the_publication_is_cut_off_a_headline() -> None:
    record = {"title": "Thaw - late - Qarn Courier", "text": TEXT, "source": {"name": "Qarn Courier"}}
    assert documents(record)[0].header.headline == "Thaw - late"
    assert documents({**record, "source": {"name": "Other Paper"}})[0].header.headline == "Thaw - late - Qarn Courier"


def test_an_envelope_may_be_written_with_a_capital() -> None:
    record = {"Title": "Thaw", "Byline": "Mara Lind", "Source": {"Name": "Qarn Courier"}, "Document": {"Content": HTML}}
    [document] = documents(record)
    assert (document.header.headline, document.header.publication) == ("Thaw", "Qarn Courier")


@pytest.mark.parametrize(
    ("text", "mark"),
    [(repr(TEXT.encode()), "+bytes"), (TEXT.encode().decode("cp1252", "ignore"), "+mojibake"), (TEXT, "")],
)
def test_a_damaged_text_of_a_record_is_mended_and_marked(text: str, mark: str) -> None:
    [document] = documents([{"title": "Thaw", "text": text, "date": "2008-03-17"}])  # JSON escapes it: all is ASCII
    assert document.encoding == f"utf-8{mark}"
    assert document.text.startswith(TEXT[:90])
    assert "“We have no date," in document.text


def test_a_headline_printed_as_bytes_is_read_as_its_characters() -> None:
    [document] = documents([{"title": "b'Thaw \\xe2\\x80\\x93 at last'", "text": TEXT}])
    assert document.header.headline == "Thaw – at last"


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("Lind, Mara", ["Mara Lind"]),
        ("Lind, Mara J.", ["Mara J. Lind"]),
        ("Mara Lind, Jan Roe", ["Mara Lind", "Jan Roe"]),
    ],
)
def test_names_of_catalogues_are_turned_round(stated: str, names: list[str]) -> None:
    [document] = documents({"title": "Thaw", "text": TEXT, "author": stated})
    assert [author.name for author in document.header.authors] == names


def test_quotation_marks_of_databases_are_escaped() -> None:
    text = 'The harbour, said \\"the office\\", stays closed until the ice breaks. \\"We wait,\\" it said, and no more.'
    [document] = documents(f'title,text,date\n"Thaw","{text}",2008-03-17\n', "a.csv")
    assert document.text == text.replace("\\", "")
    [path] = documents('title,text\n"Thaw, again","It lies in ""C:\\"" and ""D:\\"", said the office."\n', "a.csv")
    assert path.text == 'It lies in "C:\\" and "D:\\", said the office.'


def test_a_keyword_with_its_kind_is_the_word() -> None:
    [document] = documents({"title": "Thaw", "text": TEXT, "keywords": [{"name": "subject", "value": "Shipping"}]})
    assert document.header.keywords == ("Shipping",)
