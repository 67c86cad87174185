"""WACZ: a crawl in a ZIP archive. Its WARC files are read; its indexes and lists of pages say nothing new."""

from __future__ import annotations

from collections.abc import Iterator

from flows.ingest.containers import zip_archive
from flows.ingest.parts import Found, Part

NAME = "wacz"


def recognises(part: Part) -> bool:
    """Tell by what the format prescribes: a data package beside a folder of archives."""
    names = zip_archive.names_in(part) if part.data.startswith(b"PK\x03\x04") else ()
    return "datapackage.json" in names and any(_is_crawl(name) for name in names)


def read(part: Part) -> Iterator[Found]:
    """Give the WARC files."""
    return zip_archive.members(part, _is_crawl)


def _is_crawl(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))
