"""Saved pages and their folders: "Quay Closes.html" and "Quay Closes_files/" are one page, and arrive as one.

What lies in such a folder is part of the page beside it: it is no arrival of its own, so the ledger counts one file.
A folder is one only where its page lies beside it; given as an input of its own it is a folder like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flows.ingest.lexicon import lines_of

_PAGES = (".html", ".htm", ".xhtml", ".shtml")


def sidecars_among(names: Iterable[str]) -> frozenset[str]:
    """Return the names of the folders that belong to pages among these names (paths or names of one folder)."""
    stems = {name[: -len(suffix)] for name in names for suffix in _PAGES if name.lower().endswith(suffix)}
    return frozenset(stem + ending for stem in stems if stem for ending in lines_of("sidecar_folders.txt"))


def in_sidecar_of(names: Iterable[str]) -> Callable[[str], bool]:
    """Return a test for paths that lie in a folder of one of the pages among ``names``."""
    folders = sidecars_among(names)

    def is_in_sidecar(name: str) -> bool:
        pieces = name.split("/")
        return any("/".join(pieces[:depth]) in folders for depth in range(1, len(pieces)))

    return is_in_sidecar
