"""What a run was given: files that are new, files whose bytes the ledger knows, files that cannot be read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

from flows.batch import InboxFile
from flows.ingest.discover import discover
from flows.model import Refusal, Refused

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Turned:
    """A file that needs no staging, and why: its bytes are known (no refusal), or it cannot be read."""

    path: str
    sha256: str | None
    byte_size: int | None
    refusal: Refusal | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class Inbox:
    """Everything that arrived, each file in one of the two lists."""

    fresh: Sequence[InboxFile]
    turned: Sequence[Turned]

    @property
    def batch_id(self) -> str:
        """Name of the batch of those that are not staged, for the ledger."""
        name = blake2b(b"turned", digest_size=16)
        for file in self.turned:
            name.update(f"|{file.sha256}|{file.path}".encode("utf-8", "surrogateescape"))
        return name.hexdigest()


def look_into(inputs: Sequence[Path], known: frozenset[str], max_file_bytes: int) -> Inbox:
    """Find and hash every file below the inputs; ``known`` are the hashes of files whose documents are loaded.

    In the order of their paths, each path once: of two files with one new article the first by path is loaded.
    """
    fresh: list[InboxFile] = []
    turned: list[Turned] = []
    arrived = {name_of(file): file for file in _found(inputs, max_file_bytes)}
    for _, file in sorted(arrived.items()):
        if isinstance(file, Turned):
            turned.append(file)
        elif file.sha256 in known:
            turned.append(Turned(file.shown_as, file.sha256, file.byte_size))
        else:
            fresh.append(file)
    return Inbox(fresh, turned)


def quarantine_row(
    path: str, file_sha256: str | None, refused: Refused, stored_as: str | None, member: str | None = None
) -> dict[str, Any]:
    """Return a refused file, or a refused member of one, as a row of the table ``quarantine``, without its lineage."""
    parts = ("files", path, file_sha256, refused.reason, *([member] if member else []))
    return {
        "quarantine_id": blake2b("|".join(map(str, parts)).encode("utf-8", "replace"), digest_size=16).hexdigest(),
        "table_name": "files",
        "row_key": f"{path}!{member}" if member else path,
        "file_sha256": file_sha256,
        "path": path,
        "member": member,
        "expectation": refused.reason.value,
        "reason": refused.sentence,
        "stored_as": stored_as,
    }


def keep_copy(file: InboxFile, folder: Path) -> str | None:
    """Copy a refused file into the quarantine folder, named by its hash; None if it cannot be read any more."""
    target = folder / file.sha256[:2] / file.sha256
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_suffix(".tmp")
        try:
            shutil.copyfile(file.path, temporary, follow_symlinks=False)
            temporary.replace(target)
        except OSError:
            temporary.unlink(missing_ok=True)
            return None
    return f"{file.sha256[:2]}/{file.sha256}"


def name_of(file: InboxFile | Turned) -> str:
    """Return what the file is called in the ledger."""
    return file.path if isinstance(file, Turned) else file.shown_as


def _found(inputs: Sequence[Path], max_file_bytes: int) -> Iterator[InboxFile | Turned]:
    for found in discover(inputs, max_file_bytes):
        if found.refused:
            yield Turned(found.shown_as, None, found.byte_size, found.refused.reason, found.refused.sentence)
            continue
        try:
            digest = _sha256(found.path)
        except OSError as error:
            sentence = f"it cannot be read ({error.strerror}): give it to this user and run again"
            yield Turned(found.shown_as, None, found.byte_size, Refusal.UNREADABLE, sentence)
            continue
        yield InboxFile(found.path, found.shown_as, found.byte_size, digest)


def _sha256(path: Path) -> str:
    digest = sha256()
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
