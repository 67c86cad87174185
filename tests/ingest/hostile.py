"""Bytes that nobody means well with, and the reason for which each is refused (None: it is read after all)."""

from __future__ import annotations

import gzip
import io
import zlib

from flows.model import Refusal

BODY = (
    b"The quay is closed, said the harbor master. Two ships are waiting outside, and nobody has told the pilots why.\n"
)


def gzip_bomb() -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        for _ in range(60):
            file.write(b"\0" * 1_000_000)
    return packed.getvalue()


def nested_gzip(depth: int) -> bytes:
    data = BODY
    for _ in range(depth):
        data = gzip.compress(data, mtime=0)
    return data


def page(body: bytes) -> bytes:
    return b"<!doctype html><html><head><title>x</title></head><body>" + body + b"</body></html>"


CASES: dict[str, tuple[str, bytes, Refusal | None]] = {
    "nothing": ("a.txt", b"", Refusal.EMPTY),
    "white space": ("a.txt", b" \n\t\r\n ", Refusal.EMPTY),
    "binary rubbish named .txt": ("a.txt", bytes(range(256)) * 40, Refusal.NOT_TEXT),
    "a program": ("a.txt", b"\x7fELF" + bytes(2000), Refusal.UNSUPPORTED),
    "JSON without an article": (
        "a.txt",
        b'{"type": "Feature", "geometry": {"coordinates": [1, 2]}}',
        Refusal.UNSUPPORTED,
    ),
    "a bracket is no JSON": ("a.txt", b"[Note: corrected]\n\n" + BODY, None),
    "a PDF": ("a.txt", b"%PDF-1.4\n" + BODY, Refusal.DAMAGED),
    "a ZIP": ("a.docx", b"PK\x03\x04" + BODY, Refusal.DAMAGED),
    "a picture named .html": ("a.html", b"\x89PNG\r\n\x1a\n" + bytes(500), Refusal.UNSUPPORTED),
    "an endless line": ("a.txt", b"word " * 1_100_000, Refusal.LINE_TOO_LONG),
    "punctuation alone": ("a.txt", b"--- ... !!! ***\n", Refusal.NO_TEXT),
    "a header without a body": ("a.txt", b"Publication: China Brief Volume: 10 Issue: 4\n\n", Refusal.NO_TEXT),
    "an unmarked NUL": ("a.txt", b"A quay\x00 closed. " + BODY, None),
    "UTF-16 without a mark": ("a.txt", BODY.decode().encode("utf-16-le"), None),
    "UTF-16 with a mark": ("a.txt", BODY.decode().encode("utf-16"), None),
    "UTF-32 with a mark": ("a.txt", BODY.decode().encode("utf-32"), None),
    "UTF-8 cut inside a character": ("a.txt", ("“Quay” — é" * 20 + BODY.decode()).encode() + b"\xe2\x80", None),
    "a mark of UTF-16 before rubbish": ("a.txt", b"\xff\xfe" + b"\xd8" * 4001, Refusal.BAD_ENCODING),
    "a gzip bomb": ("a.gz", gzip_bomb(), Refusal.TOO_LARGE),
    "gzip in gzip in gzip": ("a.gz", nested_gzip(12), Refusal.DAMAGED),
    "gzip twice": ("a.gz", nested_gzip(2), None),
    "gzip cut short": ("a.gz", gzip.compress(BODY * 100, mtime=0)[:-30], Refusal.DAMAGED),
    "gzip with wrong data": ("a.gz", gzip.compress(BODY, mtime=0)[:14] + b"\xff" * 40, Refusal.DAMAGED),
    "gzip of nothing": ("a.gz", gzip.compress(b"", mtime=0), Refusal.EMPTY),
    "deflate without a gzip head": ("a.gz", zlib.compress(bytes(range(256)) * 40), Refusal.NOT_TEXT),
    "elements nested without end": ("a.html", page(b"<div>" * 1_000_000), Refusal.DAMAGED),
    "elements nested and closed": ("a.html", page(b"<div>" * 100_000 + b"x" + b"</div>" * 100_000), Refusal.DAMAGED),
    "bold without end": ("a.html", page(b"<b>" * 50_000), Refusal.DAMAGED),
    "a huge attribute": ("a.html", page(b'<p title="' + b"x" * 4_000_000 + b'">' + BODY * 3 + b"</p>"), None),
    "a page of less-than signs": ("a.html", page(b"<" * 500_000), Refusal.NO_TEXT),
    "a breadcrumb of slashes": ("a.txt", b"home" + b"/" * 900 + b"\n\n" + BODY, None),
    "marks of Markdown without end": ("a.md", b"# x\n\n" + (b"**a ![b](" * 60_000) + b"\n\n" + BODY, None),
    "comments that never close": ("a.html", page(b"<p>" + BODY * 3 + b"</p>" + b"<!--" * 100_000), None),
    "linked data nested without end": (
        "a.html",
        page(b'<script type="application/ld+json">' + b"[" * 200_000 + b"</script><p>" + BODY * 3 + b"</p>"),
        None,
    ),
    "a page without text": ("a.html", page(b"<script>var x = 1</script>"), Refusal.NO_TEXT),
    "a listing": (
        "a.txt",
        b"Latest Eurasia Daily Monitor Articles\n\n"
        + b"Quay Closes\n\nThe quay is closed and nobody knows ...\n\n" * 8,
        Refusal.LISTING,
    ),
    "front matter with aliases": (
        "a.md",
        b"---\na: &a [x, x]\nb: &b [*a, *a, *a]\ntitle: [*b, *b]\n---\n" + BODY,
        Refusal.DAMAGED,
    ),
    "front matter that builds objects": (
        "a.md",
        b"---\ntitle: !!python/object/apply:os.getcwd []\n---\n" + BODY,
        Refusal.DAMAGED,
    ),
    "front matter that is no list of fields": ("a.md", b"---\n- a\n- b\n---\n" + BODY, Refusal.DAMAGED),
    "a mail field without end": (
        "a.eml",
        b"From: a@b.example\nDate: x\nSubject: " + b"=?utf-8?q?x?= " * 90_000 + b"\n\n" + BODY,
        Refusal.DAMAGED,
    ),
    "a mail of nothing": ("a.eml", b"From: a@b.example\nMessage-ID: <1>\nSubject: x\n\n", Refusal.NO_TEXT),
    "mail parts nested without end": (
        "a.eml",
        b"From: a@b.example\nMessage-ID: <1>\n"
        + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(3000)),
        Refusal.DAMAGED,
    ),
    "a mail in an unknown character set": (
        "a.eml",
        b"From: a@b.example\nMessage-ID: <1>\nContent-Type: text/plain; charset=klingon\n\n" + BODY,
        None,
    ),
}
