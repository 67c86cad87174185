"""Which files a run takes: the inputs as given, folders walked in sorted order, and a word about everything else."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.ingest.read import kind_of, refused_by_system, too_large
from flows.ingest.sidecars import HEAD, arranges_frames, is_page, sidecars_among
from flows.model import Refusal, Refused


@dataclass(frozen=True, slots=True)
class Discovered:
    """A path that the inputs lead to: a regular file, or what keeps it from being one (``refused``)."""

    path: Path
    shown_as: str  # the path as text: bytes that are no UTF-8 are spelled out
    byte_size: int = 0
    refused: Refused | None = None


def discover(inputs: Sequence[Path], max_file_bytes: int) -> Iterator[Discovered]:
    """Give every file below the inputs in sorted order; what is no readable file comes with its refusal.

    Names that begin with a dot are taken only where they are given as inputs: they belong to tools (.DS_Store,
    .gitkeep, partial downloads). So are the folders of saved pages: what they hold is part of the page beside them
    (``sidecars``). Symbolic links are never followed.
    """
    for path in inputs:
        yield from _below(path, max_file_bytes)


def shown(path: Path) -> str:
    """Return a path as text that can be printed and stored, whatever bytes it is made of."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _below(path: Path, max_file_bytes: int) -> Iterator[Discovered]:
    waiting = [path]
    while waiting:
        current = waiting.pop()
        try:
            state = current.lstat()
            if stat.S_ISDIR(state.st_mode):
                waiting.extend(reversed(_entries(current)))
            else:
                yield _file(current, state, max_file_bytes)
        except OSError as error:
            yield Discovered(current, shown(current), refused=refused_by_system(error))
        except ValueError:
            refused = Refused(Refusal.MISSING, "its name holds a NUL character, which no file has")
            yield Discovered(current, shown(current), refused=refused)


def _entries(folder: Path) -> list[Path]:
    names = sorted(os.listdir(folder), key=os.fsencode)  # noqa: PTH208 - names as the system has them
    sidecars = sidecars_among(names)
    found: list[Path] = []
    for name in names:
        path = folder / name
        if name in sidecars and path.is_dir() and not path.is_symlink():
            found.extend(_frames_in(path) if arranges_frames(_head(folder / sidecars[name])) else [])
        elif not name.startswith("."):
            found.append(path)
    return found


def _frames_in(folder: Path) -> list[Path]:
    """Return the pages that a page without words of its own shows; pictures and styles are part of them."""
    names = sorted(os.listdir(folder), key=os.fsencode)  # noqa: PTH208 - names as the system has them
    return [folder / name for name in names if is_page(name) and not name.startswith(".")]


def _head(page: Path) -> bytes:
    """Return the first bytes of a page; none where it is no file, or cannot be read: that is told when it is taken."""
    try:
        handle = os.open(page, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return b""
    with open(handle, "rb", closefd=True) as file:  # noqa: PTH123 - opened above without following links
        return file.read(HEAD) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""


def _file(path: Path, state: os.stat_result, max_file_bytes: int) -> Discovered:
    name = shown(path)
    if stat.S_ISLNK(state.st_mode):
        reason = Refused(Refusal.NOT_A_FILE, "it is a symbolic link; links are not followed: name what it points to")
        return Discovered(path, name, refused=reason)
    if not stat.S_ISREG(state.st_mode):
        return Discovered(
            path, name, refused=Refused(Refusal.NOT_A_FILE, f"it is {kind_of(state.st_mode)}, not a file")
        )
    if state.st_size > max_file_bytes:
        return Discovered(path, name, state.st_size, too_large(state.st_size, max_file_bytes))
    if not os.access(path, os.R_OK):
        reason = Refused(Refusal.UNREADABLE, "it cannot be read (Permission denied); check its permissions")
        return Discovered(path, name, state.st_size, reason)
    return Discovered(path, name, state.st_size)
