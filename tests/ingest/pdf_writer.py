"""A small writer of PDF files: lines of Helvetica where they are put, page by page."""

from __future__ import annotations

from dataclasses import dataclass

from tests.ingest.pdf_lock import Lock

_WIDTHS = {" ": 278, "-": 333, ".": 278, ",": 278, "f": 278, "i": 222, "j": 222, "l": 222, "r": 333, "t": 278, "m": 833,
           "w": 722, "I": 278, "M": 833, "W": 944, ":": 278, ";": 278, "'": 191, "(": 333, ")": 333}  # fmt: skip
_NARROW = "cksvxyzJ"


@dataclass(frozen=True)
class Put:
    """A line of text at a place."""

    x: float
    y: float
    text: str
    size: float = 10


def width(text: str, size: float = 10) -> float:
    return sum(_WIDTHS.get(c, 500 if c in _NARROW else 667 if c.isupper() else 556) for c in text) * size / 1000


def wrapped(text: str, room: float, size: float = 10, indent: float = 0) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if line and width(longer, size) > room - (indent if not lines else 0):
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def column(texts: list[str], x: float, top: float, room: float, *, indent: float = 12, size: float = 10) -> list[Put]:
    """Return paragraphs with a first line set in, 12 points a line."""
    puts: list[Put] = []
    y = top
    for text in texts:
        for number, line in enumerate(wrapped(text, room, size, indent)):
            puts.append(Put(x + (0 if number else indent), y, line, size))
            y -= 12
    return puts


def pdf(pages: list[list[Put]], info: dict[str, str] | None = None, extra: str = "", lock: Lock | None = None) -> bytes:
    """Write a PDF, encrypted where it gets a lock."""

    def sealed(number: int, data: bytes) -> bytes:
        return lock.sealed(number, data) if lock else data

    def string(text: str) -> bytes:
        raw = text.encode("cp1252")
        return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")

    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    kids: list[int] = []
    for page in pages:
        draw = (
            b"".join(
                b"BT /F1 %.1f Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj ET\n" % (p.size, p.x, p.y, string(p.text)) for p in page
            )
            + extra.encode()
        )
        draw = sealed(len(objects) + 1, draw)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % len(objects)
        )
        kids.append(len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    stated = {k.encode(): sealed(len(objects) + 1, v.encode("cp1252")) for k, v in (info or {}).items()}
    objects.append(b"<<" + b"".join(b"/%s<%s>" % (k, v.hex().encode()) for k, v in stated.items()) + b">>")
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    entries = b"/Size %d/Root 1 0 R/Info %d 0 R" % (size, size - 1) + (lock.trailer() if lock else b"")
    tail = b"trailer<<%s>>\nstartxref\n%d\n%%%%EOF" % (entries, len(out))
    return out + head + table + tail
