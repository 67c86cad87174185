"""Archives, packed files, crawls and saved pages."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile

import pyarrow as pa

from flows.model import Refusal
from tests.ingest.formats import Case
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
    overlapping,
    packed,
    tarred,
    with_flag,
    zip_link,
    zipped,
)

FILE, LINK, HARD, DEVICE, FOLDER = (
    tarfile.REGTYPE,
    tarfile.SYMTYPE,
    tarfile.LNKTYPE,
    tarfile.CHRTYPE,
    tarfile.DIRTYPE,
)
TWO = ("The quay of Port Selim", "A crane fell")
_FRAMES_REFUSED = {"Issue.htm": Refusal.NO_TEXT, "Issue_files/contents.htm": Refusal.LISTING}
_TAR = tarred([("a.txt", QUAY.encode(), FILE), ("b", b"", FOLDER), ("b/c.html", html(CRANE), FILE)])
_ZIP = zipped([("a.txt", QUAY.encode()), ("b/c.html", html(CRANE)), ("b/logo.png", PICTURE)])


def zstd(data: bytes) -> bytes:
    return pa.Codec("zstd").compress(data, asbytes=True)


def nested(depth: int) -> bytes:
    data = QUAY.encode()
    for _ in range(depth):
        data = zipped([("x.zip", data)])
    return data


def damaged_member() -> bytes:
    """Of two members stored as they are, one no longer fits its checksum."""
    data = zipped([("a.txt", QUAY.encode()), ("b.txt", CRANE.encode())], packed=0)
    return data.replace(b"Two ships", b"Ten ships")


def damaged_record() -> bytes:
    first, *others = crawl()
    bad = bytearray(gzip.compress(first, mtime=0))
    bad[200:230] = bytes(30)
    return bytes(bad) + packed(others)


def arc() -> list[bytes]:
    """The records of a crawl of 2008: its own description, a page, an error, a picture, and a page in chunks."""
    pages = [
        ("quay.html", b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html(QUAY)),
        ("gone.html", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + html(FERRY)),
        ("bar.gif", b"HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\n\r\n" + PICTURE),
        ("crane.html", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(html(CRANE))),
    ]
    about = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
    return [
        b"filedesc://crawl.arc 0.0.0.0 20080402101500 text/plain %d\n%s\n" % (len(about), about),
        *(arc_record(f"http://port.example/{name}", answer) for name, answer in pages),
    ]


def arc_record(url: str, answer: bytes) -> bytes:
    """Return an answer under its line."""
    return b"%s 192.0.2.1 20080402101500 text/html %d\n%s\n" % (url.encode(), len(answer), answer)


def chunked(data: bytes) -> bytes:
    """Return data as servers send it whose length they do not know."""
    pieces = (data[at : at + 90] for at in range(0, len(data), 90))
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


CASES = [
    Case("ZIP archive", "files and folders", "two.zip", _ZIP, TWO, passed_over=1),
    Case(
        "ZIP archive", "archives in it", "nested.zip", zipped([("in.tar.gz", gzip.compress(_TAR, mtime=0))]), TWO,
        passed_over=1,
    ),
    Case(
        "ZIP archive", "two members of one name", "twice.zip",
        zipped([("a.txt", QUAY.encode()), ("a.txt", CRANE.encode())]), TWO,
    ),
    Case(
        "ZIP archive", "names like ../../x (they are only printed)", "up.zip",
        zipped([("../../a.txt", QUAY.encode()), ("/etc/b.txt", CRANE.encode())]), TWO,
    ),
    Case(
        "ZIP archive", "a saved page with its folder", "page.zip",
        zipped([("Quay.html", html(QUAY)), ("Quay_files/frame.html", html(CRANE))]), TWO[:1], passed_over=1,
    ),
    Case(
        "ZIP archive", "a page of frames with its folder", "frames.zip",
        zipped([("Issue.htm", FRAMES), *frame_pages("Issue_files")]), TWO[1:], _FRAMES_REFUSED, passed_over=1,
    ),
    Case(
        "ZIP archive", "a symbolic link in it", "link.zip", zipped([("a.txt", QUAY.encode()), zip_link("b", "/etc")]),
        TWO[:1], {"b": Refusal.NOT_A_FILE},
    ),
    Case(
        "ZIP archive", "a member that fails its checksum", "damaged.zip", damaged_member, TWO[1:],
        {"a.txt": Refusal.DAMAGED},
    ),
    Case("ZIP archive", "cut short", "cut.zip", lambda: _ZIP[:-200], TWO, {"(rest)": Refusal.DAMAGED}),
    Case(
        "ZIP archive", "members that share their bytes", "overlap.zip", overlapping, (),
        {"a.txt": Refusal.DAMAGED, "b.txt": Refusal.DAMAGED, "": Refusal.DAMAGED},
    ),
    Case(
        "ZIP archive", "with a password", "locked.zip", lambda: with_flag(zipped([("a.txt", QUAY.encode())]), 1), (),
        {"a.txt": Refusal.ENCRYPTED, "": Refusal.ENCRYPTED},
    ),
    Case("ZIP archive", "empty", "empty.zip", zipped([]), (), {"": Refusal.NO_TEXT}),
    Case(
        "ZIP archive", "nested too deep", "deep.zip", lambda: nested(8), (),
        {"!".join(["x.zip"] * 7): Refusal.DAMAGED, "": Refusal.DAMAGED},
    ),
    Case(
        "ZIP archive", "a bomb", "bomb.zip", lambda: zipped([("a.txt", bytes(60_000_000))]), (),
        {"a.txt": Refusal.TOO_LARGE, "": Refusal.TOO_LARGE},
    ),
    Case("TAR archive", "plain", "two.tar", _TAR, TWO, passed_over=1),
    Case("TAR archive", "packed (gz, bz2, xz, zst)", "two.tar.bz2", bz2.compress(_TAR), TWO, passed_over=1),
    Case(
        "TAR archive", "links and devices in it", "odd.tar",
        tarred([("a.txt", QUAY.encode(), FILE), ("l", b"", LINK), ("h", b"", HARD), ("d", b"", DEVICE)]),
        TWO[:1], dict.fromkeys("lhd", Refusal.NOT_A_FILE),
    ),
    Case(
        "TAR archive", "packed and cut short", "cut.tgz", lambda: gzip.compress(_TAR, 0, mtime=0)[:2300], TWO[:1],
        {"b/c.html": Refusal.DAMAGED, "(rest)": Refusal.DAMAGED}, passed_over=1,
    ),
    Case("gzip", "one file", "a.txt.gz", gzip.compress(QUAY.encode(), mtime=0), TWO[:1]),
    Case("gzip", "cut short", "a.gz", lambda: gzip.compress(QUAY.encode(), mtime=0)[:-9], (), {"": Refusal.DAMAGED}),
    Case("bzip2", "one file", "a.txt.bz2", bz2.compress(QUAY.encode()), TWO[:1]),
    Case("bzip2", "cut short", "a.bz2", lambda: bz2.compress(QUAY.encode())[:-9], (), {"": Refusal.DAMAGED}),
    Case("xz", "one file", "a.txt.xz", lzma.compress(QUAY.encode()), TWO[:1]),
    Case("xz", "a bomb", "bomb.xz", lambda: lzma.compress(bytes(60_000_000), preset=0), (), {"": Refusal.TOO_LARGE}),
    Case("Zstandard", "one file", "a.txt.zst", lambda: zstd(QUAY.encode()), TWO[:1]),
    Case("Zstandard", "cut short", "a.zst", lambda: zstd(QUAY.encode())[:-9], (), {"": Refusal.DAMAGED}),
    Case("ARC", "plain", "crawl.arc", lambda: b"".join(arc()), TWO, passed_over=3),
    Case("ARC", "each record packed", "crawl.arc.gz", lambda: packed(arc()), TWO, passed_over=3),
    Case("ARC", "packed as a whole", "whole.arc.gz", lambda: gzip.compress(b"".join(arc())), TWO, passed_over=3),
    Case(
        "ARC",
        "cut short",
        "cut.arc",
        lambda: b"".join(arc())[:-40],
        TWO[:1],
        {"(rest)": Refusal.DAMAGED},
        passed_over=3,
    ),
    Case("WARC", "plain", "crawl.warc", lambda: b"".join(crawl()), TWO, passed_over=5),
    Case("WARC", "each record packed", "crawl.warc.gz", lambda: packed(crawl()), TWO, passed_over=5),
    Case("WARC", "packed as a whole", "whole.warc.gz", lambda: gzip.compress(b"".join(crawl())), TWO, passed_over=5),
    Case(
        "WARC", "a damaged record", "damaged.warc.gz", damaged_record, TWO[1:],
        {"(record at byte 0)": Refusal.DAMAGED}, passed_over=5,
    ),
    Case("WARC", "no page", "none.warc", lambda: b"".join(crawl()[1:3]), (), {"": Refusal.NO_TEXT}, passed_over=2),
    Case(
        "WACZ", "its crawls", "crawl.wacz",
        lambda: zipped(
            [("datapackage.json", b"{}"), ("archive/data.warc.gz", packed(crawl())), ("pages/pages.jsonl", b"{}")], 0
        ),
        TWO, passed_over=7,
    ),
    Case("MHTML", "a saved page", "quay.mhtml", mhtml([("https://port.example/quay", html(QUAY))]), TWO[:1]),
    Case(
        "MHTML", "frames", "frames.mht",
        mhtml([("https://port.example/", b"<html><frameset><frame src=f></frameset></html>"),
               ("https://port.example/f", html(FERRY))]),
        ("The ferry to the islands",),
    ),
    Case("MHTML", "no page in it", "none.mhtml", mhtml([]), (), {"": Refusal.NO_TEXT}),
]  # fmt: skip
