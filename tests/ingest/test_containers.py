"""Containers: members one by one, places of bytes that read back, names, limits, and damage that costs only itself."""

from __future__ import annotations

import gzip
import io
import struct
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.ingest import parts
from flows.ingest.containers.zip_names import decoded
from flows.ingest.discover import discover
from flows.ingest.members import Members
from flows.ingest.read import read_documents
from flows.ingest.sidecars import in_sidecar_of
from flows.model import Document, RawFile, Refusal, Refused, RefusedMember
from tests.ingest.formats._build import (
    CRANE,
    FERRY,
    FRAMES,
    PICTURE,
    QUAY,
    crawl,
    frame_pages,
    html,
    mhtml,
    packed,
    record,
    tarred,
    zipped,
)
from tests.ingest.formats.containers import CASES, FILE, arc, arc_record

SMALL = [case for case in CASES if len(case.content()) < 20_000]


def read(data: bytes, name: str = "a.bin") -> tuple[list[Document], list[RefusedMember], Members]:
    members = Members(RawFile(name, data, "0" * 64))
    found = list(members)
    refused = [one for one in found if isinstance(one, RefusedMember)]
    return [one for one in found if isinstance(one, Document)], refused, members


# ---- where a document came from ----------------------------------------------------------------------------------


def test_the_bytes_of_a_tar_member_read_back() -> None:
    data = tarred([("a.txt", QUAY.encode(), FILE), ("b.txt", CRANE.encode(), FILE)])
    documents, _, _ = read(data)
    assert [data[d.byte_start : d.byte_end].decode() for d in documents] == [QUAY, CRANE]
    assert [d.member for d in documents] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    "wrap", [lambda data: data, lambda data: zipped([("archive.bin", data)], 0)], ids=["", "in ZIP"]
)
def test_the_bytes_of_a_record_read_back(wrap) -> None:
    records = crawl()
    for whole, unpacked in ((b"".join(records), bytes), (packed(records), gzip.decompress)):
        data = wrap(whole)
        documents, _, _ = read(data)
        back = [unpacked(data[d.byte_start : d.byte_end]).rstrip(b"\r\n") for d in documents]
        assert back == [records[0].rstrip(b"\r\n"), records[-1].rstrip(b"\r\n")]


def test_what_is_packed_or_whole_has_no_place() -> None:
    for data in (QUAY.encode(), gzip.compress(QUAY.encode()), zipped([("a.txt", QUAY.encode())])):
        [document], _, _ = read(data)
        assert (document.byte_start, document.byte_end) == (None, None)


def test_a_page_of_a_crawl_knows_its_address_and_the_day_of_its_capture() -> None:
    documents, _, _ = read(packed(crawl()))
    assert [d.header.url for d in documents] == ["https://port.example/quay", "https://port.example/crane"]
    assert [d.captured_on for d in documents] == [date(2020, 3, 4)] * 2
    assert all(not d.header.dates for d in documents), "the day of a crawl is no day of publication"


def test_a_saved_page_knows_where_it_was_saved_from() -> None:
    [document], _, _ = read(mhtml([("https://port.example/x", html(QUAY))]))
    assert (document.header.url, document.captured_on) == ("https://port.example/quay", date(2020, 3, 4))
    assert (document.member, document.format, document.header.dates) == ("", "html", ())


def test_the_chain_of_members_is_told_outermost_first() -> None:
    inner = zipped([("deep/a.txt", QUAY.encode())])
    [document], _, _ = read(tarred([("b/in.zip", inner, FILE)]))
    assert document.member == "b/in.zip!deep/a.txt"


# ---- nothing is lost ---------------------------------------------------------------------------------------------


def test_each_member_that_is_no_document_is_told() -> None:
    data = zipped([("a.txt", QUAY.encode()), ("b.bin", bytes(range(256)) * 9), ("c.txt", b" "), ("d.png", PICTURE)])
    documents, refused, members = read(data)
    assert [d.member for d in documents] == ["a.txt"]
    assert [(r.member, r.reason) for r in refused] == [("b.bin", Refusal.NOT_TEXT), ("c.txt", Refusal.EMPTY)]
    assert members.passed_over == 1


def test_a_file_without_a_document_is_refused_for_the_first_reason() -> None:
    with pytest.raises(Refused, match=r"none of its 2 members could be read; the first, b\.bin: ") as refused:
        read_documents(RawFile("a.zip", zipped([("b.bin", bytes(range(256)) * 9), ("c.txt", b"")]), "0" * 64))
    assert refused.value.reason is Refusal.NOT_TEXT


def test_a_reader_that_fails_costs_its_member(monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.ingest import plain_text

    sound = plain_text.read

    def broken(part: parts.Part):
        if part.member == "b.txt":
            raise ZeroDivisionError
        return sound(part)

    monkeypatch.setattr(plain_text, "read", broken)
    members = Members(
        RawFile("a.zip", zipped([(n, QUAY.encode() + n.encode()) for n in ("a.txt", "b.txt", "c.txt")]), "0")
    )
    given = [next(members).member]
    with pytest.raises(ZeroDivisionError):
        next(members)
    assert members.under_way == "b.txt"
    given += [one.member for one in members]
    assert given == ["a.txt", "c.txt"]


def test_a_member_can_be_avoided() -> None:
    data = zipped([("a.txt", QUAY.encode()), ("b.txt", CRANE.encode())])
    heard: list[str] = []
    members = Members(
        RawFile("a.zip", data, "0"), None, {"a.txt": Refused(Refusal.CRASHED, "it ends workers")}, heard.append
    )
    first, second = members
    assert (first.member, first.reason, second.member) == ("a.txt", Refusal.CRASHED, "b.txt")  # type: ignore[union-attr]
    assert heard == ["", "a.txt", "b.txt"]


# ---- names -------------------------------------------------------------------------------------------------------


def test_names_in_old_code_pages() -> None:
    assert decoded("причал.txt".encode("cp866")) == "причал.txt"
    assert decoded("причал.txt".encode()) == "причал.txt"
    assert decoded("café.txt".encode("cp437")) == "café.txt"


def test_names_that_harm_terminals_are_printed_harmlessly() -> None:
    [document], _, _ = read(zipped([("a\x1b[31m\n.txt", QUAY.encode())]))
    assert document.member.isprintable()


def test_folders_of_saved_pages(tmp_path: Path) -> None:
    in_sidecar = in_sidecar_of(["x/Quay.htm", "Crane.html"], lambda _: b"")
    inside = ["x/Quay-Dateien/a.html", "Crane_files/b/c.js"]
    assert all(map(in_sidecar, inside))
    assert not any(map(in_sidecar, ["Quay_files/a.html", "Crane.html", "Ferry_files/a.html", "Crane_files"]))
    for name in ("Quay.html", "Quay_files/frame.html", "Ferry_files/a.txt", "Crane_files"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(QUAY)
    found = [file.path.relative_to(tmp_path).as_posix() for file in discover([tmp_path], 10**6)]
    assert found == ["Crane_files", "Ferry_files/a.txt", "Quay.html"]
    assert len(list(discover([tmp_path / "Quay_files"], 10**6))) == 1, "given by name, it is a folder like any other"


@pytest.mark.parametrize(
    "pack",
    [zipped, lambda files: zipped(files)[:-60], lambda files: tarred([(*file, FILE) for file in files])],
    ids=["ZIP", "ZIP cut short", "TAR"],
)
def test_a_page_of_frames_says_nothing_and_the_pages_that_it_shows_arrive(pack: Callable[..., bytes]) -> None:
    documents, refused, _ = read(pack([*frame_pages("Issue_files"), ("Issue.htm", FRAMES)]))
    assert [d.member for d in documents] == ["Issue_files/main.htm"]
    [of_frames] = [one for one in refused if one.member == "Issue.htm"]
    assert "Issue_files/main.htm" in of_frames.sentence


def test_a_page_of_frames_on_the_disk(tmp_path: Path) -> None:
    pages = [("Issue.htm", FRAMES), ("Quay.html", html(QUAY))]
    for name, data in [*pages, *frame_pages("Issue_files"), *frame_pages("Quay_files")]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    found = [file.path.relative_to(tmp_path).as_posix() for file in discover([tmp_path], 10**6)]
    assert found == ["Issue.htm", "Issue_files/contents.htm", "Issue_files/main.htm", "Quay.html"]


def test_a_script_that_speaks_of_frames_makes_no_page_of_frames() -> None:
    [document], _, _ = read(html(QUAY, "<script>if (old) document.write('<frameset rows=*>')</script>"))
    assert QUAY.strip() in document.text


# ---- limits and damage -------------------------------------------------------------------------------------------


def test_a_hundred_thousand_members_are_refused_at_once() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", QUAY)
    entry = out.getvalue()[out.getvalue().index(b"PK\x01\x02") : -22]
    data = out.getvalue()[:-22] + entry * 100_000
    began = time.process_time()
    documents, [refused], _ = read(data + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), 0, 0))
    assert not documents
    assert (refused.reason, "50,000 members" in refused.sentence) == (Refusal.TOO_LARGE, True)
    assert time.process_time() - began < 2


def test_members_beyond_the_limit_are_told_as_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    members = Members(RawFile("a.tar", tarred([(f"{n}.txt", f"{QUAY}{n}".encode(), FILE) for n in range(5)]), "0"))
    members._budget.members_left = 3
    found = [(one.member, isinstance(one, Document)) for one in members]
    assert found == [("0.txt", True), ("1.txt", True), ("2.txt", True), ("(rest)", False)]


def test_a_tar_header_of_negative_size_ends_the_reading() -> None:
    data = bytearray(tarred([("a.txt", QUAY.encode(), FILE), ("b.txt", CRANE.encode(), FILE)]))
    header = slice(1024, 1536)
    data[1024 + 124 : 1024 + 136] = (-1024).to_bytes(12, "big", signed=True)
    data[1024 + 148 : 1024 + 156] = b" " * 8
    data[1024 + 148 : 1024 + 156] = b"%06o\0 " % sum(data[header])
    documents, [refused], _ = read(bytes(data))
    assert [d.member for d in documents] == ["a.txt"]
    assert (refused.member, refused.reason) == ("(rest)", Refusal.DAMAGED)


def test_nesting_does_not_buy_bytes() -> None:
    inner = zipped([(f"{n}.txt", (QUAY * 1000 + str(n)).encode()) for n in range(4)])
    members = Members(RawFile("a.zip", zipped([(f"{n}.zip", inner) for n in range(4)]), "0"))
    members._budget.bytes_left = 1_000_000
    refused = [one for one in members if isinstance(one, RefusedMember)]
    assert {one.reason for one in refused} == {Refusal.TOO_LARGE}


def test_a_record_that_unpacks_to_too_much() -> None:
    bomb = record("https://port.example/bomb", gzip.compress(bytes(60_000_000)), more="Content-Encoding: gzip\r\n")
    documents, refused, _ = read(bomb + record("https://port.example/ferry", html(FERRY)))
    assert [d.header.url for d in documents] == ["https://port.example/ferry"]
    assert [(r.member, r.reason) for r in refused] == [("https://port.example/bomb", Refusal.TOO_LARGE)]


def test_an_address_that_is_none_costs_nothing() -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html(QUAY)
    for data in (arc()[0] + arc_record("http://[port/quay", page), record("http://[port/quay", html(QUAY))):
        documents, refused, _ = read(data)
        assert [d.text.split(" ")[:2] for d in documents] == [QUAY.split(" ")[:2]]
        assert not refused


@pytest.mark.parametrize("size", [999_999_999_999, 10_000])
def test_a_record_of_an_arc_that_lies_about_its_length_ends_the_file(size: int) -> None:
    documents, refused, _ = read(b"".join(arc()[:2]) + b"http://port.example/ 192.0.2.1 20080402 text/html %d\n" % size)
    assert len(documents) == 1
    assert [(r.member, r.reason) for r in refused] == [("(rest)", Refusal.DAMAGED)]


@pytest.mark.parametrize("length", ["99999999999999999999", "-5", "x", "999999"])
def test_records_that_lie_about_their_length(length: str) -> None:
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/\r\nContent-Length: {length}\r\n\r\n"
    with suppress(Refused):
        assert read_documents(RawFile("a.warc", head.encode() + html(QUAY), "0")) == []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.sampled_from(SMALL), st.integers(0, 10**6), st.integers(1, 255), st.booleans())
def test_damaged_containers_are_read_or_refused(case, place: int, change: int, is_cut: bool) -> None:
    data = bytearray(case.content())
    at = place % len(data)
    data[at] ^= change
    for document in read(bytes(data[:at] if is_cut else data), case.name)[0]:
        document.text.encode("utf-8")
        assert "\n" not in document.member
