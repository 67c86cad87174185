"""A sample of every format with what becomes of it: tested, and told in ``docs/formats.md``.

A format's cases are in a module of this folder, in its list ``CASES``: no registry names the module. To add a format,
or a way in which one is refused, add a ``Case``: its bytes are built by code where that is honest, and otherwise come
from a file in ``samples/``. Then call ``python -m tests.ingest.formats --write``: the page is generated from the cases.
``--folder DIR`` writes every sample as a file, for a run over all of them.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flows.ingest.members import Members, verdict
from flows.model import Document, RawFile, Refusal, RefusedMember

PLAIN_MARKS = str.maketrans("“”‘’", "\"\"''")
SAMPLES = Path(__file__).parent / "samples"


@dataclass(frozen=True)
class Golden:
    """All that is to be read of a sample with one document: typographic quotation marks count as plain ones."""

    headline: str
    authors: tuple[str, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One sample. ``texts`` are stretches of its documents in their order; without any, the file is refused.

    ``refused`` are the reasons by member; the empty name is the file itself. ``beside`` are files that lie next to it.
    ``golden`` is the whole document, where it is written down.
    """

    format: str  # the row of the table: "ZIP archive"
    about: str  # what is particular about it, to be read behind the format's name
    name: str
    data: bytes | Callable[[], bytes]
    texts: tuple[str, ...] = ()
    refused: Mapping[str, Refusal] = field(default_factory=dict)
    passed_over: int = 0
    beside: Mapping[str, bytes] = field(default_factory=dict)
    golden: Golden | None = None

    def content(self) -> bytes:
        """Return the bytes of the sample."""
        return self.data if isinstance(self.data, bytes) else self.data()

    def became(self) -> tuple[list[Document], dict[str, Refusal], int]:
        """Read the sample: its documents, the reasons by refused member, and how many members were passed over."""
        members = Members(RawFile(self.name, self.content(), "0" * 64))
        found = list(members)
        documents = [one for one in found if isinstance(one, Document)]
        refused = [one for one in found if isinstance(one, RefusedMember)]
        reasons = {one.member: one.reason for one in refused}
        if not documents:
            reasons[""] = verdict(refused).reason
        return documents, reasons, members.passed_over


def stored(name: str) -> Callable[[], bytes]:
    """Return what gives the bytes of a sample that a program of the field has written."""
    return (SAMPLES / name).read_bytes


def cases() -> list[Case]:
    """Return every case, module by module."""
    found: list[Case] = []
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        if not module.name.startswith("_"):
            found.extend(getattr(importlib.import_module(f"{__name__}.{module.name}"), "CASES", ()))
    return found


def page() -> str:
    """Return ``docs/formats.md``."""
    rows: dict[str, tuple[list[str], list[str]]] = {}
    for case in cases():
        read, refused = rows.setdefault(case.format, ([], []))
        if case.texts:
            read.append(case.about)
        for member, reason in case.refused.items():
            of_member = "" if not case.texts or not member else ", the others read"
            text = f"{case.about}: `{reason.value}`{of_member}"
            if text not in refused and not (not case.texts and member):
                refused.append(text)
    lines = [f"| {name} | {'; '.join(read) or '-'} | {'; '.join(bad) or '-'} |" for name, (read, bad) in rows.items()]
    return _HEAD + "\n".join(lines) + "\n"


_HEAD = """<!-- Generated from tests/ingest/formats/ by `python -m tests.ingest.formats --write`: change it there. -->
# Formats

What a file is, is told by its content and never by its name. Every entry is a sample in `tests/ingest/formats/`,
and each is tested: what is read gives the expected documents, what is refused goes to the table `quarantine` with the
reason given here and a sentence for people. Containers are nested as deep as six; of a container, each member is read
or refused by itself. Pictures, styles, scripts and folders inside of containers, and what crawlers were answered with
errors, are passed over and counted. The folder of a saved page (`page_files/` beside `page.html`) is part of its page.

| format | read | refused, with the reason |
|---|---|---|
"""
