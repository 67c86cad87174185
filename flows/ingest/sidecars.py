"""Saved pages and their folders: "Quay Closes.html" and "Quay Closes_files/" are one page, and arrive as one.

What lies in such a folder is part of the page beside it: it is no arrival of its own, so the ledger counts one file.
A folder is one only where its page lies beside it; given as an input of its own it is a folder like any other.
A page of the nineties may say nothing and only arrange frames: then the pages in its folder are what was saved, and
each of them arrives by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from flows.ingest.lexicon import lines_of

HEAD = 16_384  # bytes of a page in which it says that it arranges frames
_PAGES = (".html", ".htm", ".xhtml", ".shtml")
_FRAMES = re.compile(rb"<frameset[\s>]", re.IGNORECASE)


def arranges_frames(head: bytes) -> bool:
    """Tell by the first ``HEAD`` bytes of a page whether what it shows stands in other pages."""
    return _FRAMES.search(head[:HEAD].replace(b"\x00", b"")) is not None


def is_page(name: str) -> bool:
    """Tell by its name whether a file in such a folder is a page."""
    return name.lower().endswith(_PAGES)


def sidecars_among(names: Iterable[str]) -> Mapping[str, str]:
    """Return the folders that belong to pages among these names (paths or names of one folder), each with its page."""
    pages = {name[: -len(suffix)]: name for name in names for suffix in _PAGES if name.lower().endswith(suffix)}
    return {stem + ending: page for stem, page in pages.items() if stem for ending in lines_of("sidecar_folders.txt")}


def in_sidecar_of(names: Iterable[str], head_of: Callable[[str], bytes]) -> Callable[[str], bool]:
    """Return a test for paths that are part of one of the pages among ``names``.

    ``head_of`` gives the first bytes of a page by its name; it is asked of pages that have such a folder, once each.
    """
    folders = sidecars_among(names)

    @cache
    def says_nothing(page: str) -> bool:
        return arranges_frames(head_of(page))

    def is_in_sidecar(name: str) -> bool:
        pieces = name.split("/")
        above = ("/".join(pieces[:depth]) for depth in range(1, len(pieces)))
        page = next((folders[folder] for folder in above if folder in folders), None)
        return page is not None and not (is_page(name) and says_nothing(page))

    return is_in_sidecar
