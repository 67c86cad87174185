"""How samples of containers are built, sound and damaged ones."""

from __future__ import annotations

import gzip
import io
import tarfile
import warnings
import zipfile
from collections.abc import Iterable

QUAY = "The quay of Port Selim is closed, said the harbor master. Two ships wait outside, and nobody knows why.\n"
CRANE = "A crane fell into the basin on Tuesday, and the pilots have asked for another one. It will come by rail.\n"
FERRY = "The ferry to the islands leaves an hour later from now on, for the tide does not wait and the captain does.\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(50)


def html(text: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body><article><p>{text * 3}</p></article></body></html>".encode()


FRAMES = (
    b'<html><head><title>Port Letter</title></head><frameset cols="20%,*"><frame src="Issue_files/contents.htm">'
    b'<frame src="Issue_files/main.htm"><noframes>Your browser shows no frames.</noframes></frameset></html>'
)
"""A page of the nineties: what it shows stands in two other pages."""


def frame_pages(folder: str) -> list[tuple[str, bytes]]:
    contents = b"<html><body>" + b"".join(b'<a href="%d.htm">Issue %d</a><br>' % (n, n) for n in range(5)) + b"</body>"
    return [(f"{folder}/contents.htm", contents), (f"{folder}/main.htm", html(CRANE)), (f"{folder}/bar.gif", PICTURE)]


def zipped(files: Iterable[tuple[str | zipfile.ZipInfo, bytes]], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", packed) as archive:
        warnings.simplefilter("ignore")  # two members of one name are meant
        for name, data in files:
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name, (2008, 4, 2, 0, 0, 0))
            info.compress_type = packed
            archive.writestr(info, data)
    return out.getvalue()


def zip_link(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name, (2008, 4, 2, 0, 0, 0))
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    return info, target.encode()


def with_flag(archive: bytes, flag: int) -> bytes:
    """Set a flag of every member, in its header and in the list of all."""
    data = bytearray(archive)
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = archive.find(magic)
        while at >= 0:
            data[at + offset] |= flag
            at = archive.find(magic, at + 4)
    return bytes(data)


def overlapping() -> bytes:
    """Two members of the list point to one place."""
    data = bytearray(zipped([("a.txt", QUAY.encode()), ("b.txt", CRANE.encode())]))
    second = data.rindex(b"PK\x01\x02")
    first = data.index(b"PK\x01\x02")
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def tarred(entries: Iterable[tuple[str, bytes, bytes]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data, kind in entries:
            info = tarfile.TarInfo(name)
            info.type, info.size, info.linkname = kind, len(data), "/etc/passwd" if kind != tarfile.REGTYPE else ""
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def record(
    url: str, body: bytes, *, kind: str = "response", status: str = "200 OK", media: str = "text/html", more: str = ""
) -> bytes:
    """A WARC record of an answer."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-03-04T05:06:07Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def crawl() -> list[bytes]:
    """Two pages among what else a crawler keeps."""
    port = "https://port.example"
    return [
        record(f"{port}/quay", html(QUAY)),
        record(f"{port}/robots.txt", b"User-agent: *\n", media="text/plain"),
        record(f"{port}/old", b"Moved", status="301 Moved Permanently", more=f"Location: {port}/quay\r\n"),
        record(f"{port}/gone", html("Nothing is here. "), status="404 Not Found"),
        record(f"{port}/logo.png", PICTURE, media="image/png"),
        record(f"{port}/quay", b"GET /quay HTTP/1.1\r\n\r\n", kind="request"),
        record(f"{port}/crane", gzip.compress(html(CRANE), mtime=0), more="Content-Encoding: gzip\r\n"),
    ]


def packed(records: Iterable[bytes]) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def mhtml(pages: Iterable[tuple[str, bytes]]) -> bytes:
    """A page as Chromium saves it."""
    parts = b"".join(
        b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: "
        + f"{url}\r\n\r\n".encode() + data + b"\r\n"
        for url, data in pages
    )  # fmt: skip
    head = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://port.example/quay\r\nSubject: Quay\r\n"
        b"Date: Wed, 4 Mar 2020 05:06:07 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
    )
    return head + parts + b"--b--\r\n"
