"""Files that are there in full or not at all, even after a power cut: write aside, fsync, rename, fsync the folder."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path

from flows.load.failpoints import Failpoint, failpoint

TEMPORARY = ".tmp-"
"""How the name of an unfinished file begins; whatever has such a name may be deleted."""

_CLONE = 0x40049409  # ioctl FICLONE: share the blocks of the source, where the file system can


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``target``; when the block ends well, the file written there becomes ``target``."""
    temporary = target.with_name(TEMPORARY + target.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield temporary
        failpoint(Failpoint.TEMPORARY_WRITTEN)
        put(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def put(source: Path, target: Path) -> None:
    """Give a finished file its name for good; on another file system it is copied there first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    sync(source)
    try:
        os.replace(source, target)  # noqa: PTH105 - the system call is the point
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        with replaced(target) as temporary:
            shutil.copyfile(source, temporary)
        source.unlink()
    sync(target.parent)


def sync(path: Path) -> None:
    """Return when the file's content (or the folder's entries) is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def link(target_name: str, at: Path) -> None:
    """Make ``at`` a symlink to a file beside it, in one step, whatever it pointed to before."""
    temporary = at.with_name(TEMPORARY + at.name)
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(target_name)
    failpoint(Failpoint.LINK_WRITTEN)
    os.replace(temporary, at)  # noqa: PTH105
    sync(at.parent)


def copy(source: Path, target: Path) -> None:
    """Copy a file, by sharing its blocks where the file system can."""
    with source.open("rb") as old, target.open("wb") as new:
        try:
            fcntl.ioctl(new, _CLONE, old.fileno())
            return
        except OSError:
            pass
    shutil.copyfile(source, target)


def sha256(path: Path) -> str:
    """Return the hash of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
