"""What a file is, by its content: the one list of the formats that are read, and names for those that are not."""

from __future__ import annotations

from flows.ingest import html_page, markdown, plain_text
from flows.ingest.containers import arc, compressed, mhtml, tar_archive, wacz, warc, zip_archive
from flows.ingest.documents import docx, odt, rtf
from flows.ingest.dumps import json_file, json_lines, table
from flows.ingest.exports import export
from flows.ingest.feeds import articles, feed
from flows.ingest.mail import eml, mbox, outlook
from flows.ingest.parts import Format, Part, as_format
from flows.ingest.pdf import document as pdf_document
from flows.model import Refusal, Refused

FORMATS: tuple[Format, ...] = tuple(
    as_format(module)
    for module in (
        pdf_document,
        rtf,
        odt,  # office documents before other ZIP archives
        docx,
        arc,
        warc,  # before packed files: its records may be packed
        compressed,
        wacz,  # before other ZIP archives
        zip_archive,
        tar_archive,
        mhtml,  # before mail, whose form it has
        outlook,
        mbox,
        eml,  # before pages: a message may hold one
        feed,  # before pages: the text of an item may be one
        articles,
        html_page,
        json_lines,
        json_file,
        table,
        export,
        markdown,
        plain_text,  # takes whatever is text: last
    )
)

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a document of an office program or an e-book"),
    (b"%!PS", "a PostScript file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an audio, video or WebP file"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)


def format_of(part: Part) -> Format:
    """Return the format that reads the part; Refused says what it is where none does."""
    if not part.data.strip():
        raise Refused(Refusal.EMPTY, "it is empty" if not part.data else "it holds nothing but white space")
    for known in FORMATS[:-1]:
        if known.recognises(part):
            return known
    if kind := _unread_kind(part.data):
        readable = ", ".join(known.NAME for known in FORMATS)
        raise Refused(Refusal.UNSUPPORTED, f"it is {kind}; read are {readable}: convert it, or leave it out")
    return FORMATS[-1]


def _unread_kind(data: bytes) -> str | None:
    """Name a file that is no text for readers; None where it may be one."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    return None
