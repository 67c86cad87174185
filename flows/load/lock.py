"""One run at a time per data folder, by a file lock that the kernel frees when its holder dies."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from flows.load.errors import LockHeld

_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Holder:
    """The run that holds the lock."""

    pid: int
    run_id: str
    started_at: str

    def __str__(self) -> str:
        return f"run {self.run_id} (process {self.pid}, since {self.started_at})"


_Waiting = Callable[[Holder | None], None]


@contextmanager
def exclusive(
    data_dir: Path,
    run_id: str,
    wait_seconds: float = 0.0,
    waiting: _Waiting | None = None,
) -> Iterator[None]:
    """Hold the lock of the data folder; LockHeld if another run still has it after ``wait_seconds``.

    ``waiting`` is called once for each run that it has to wait for; None where that one has not signed yet. The file
    stays when the lock is given back: deleting it would let two runs lock two files of one name.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "run.lock").open("a+", encoding="utf-8") as file:
        _acquire(file, data_dir, wait_seconds, waiting)
        _sign(file, Holder(os.getpid(), run_id, datetime.now(UTC).isoformat(timespec="seconds")))
        try:
            yield
        finally:
            _sign(file, None)
            fcntl.flock(file, fcntl.LOCK_UN)


def holder_of(data_dir: Path) -> Holder | None:
    """Return who signed the lock of the data folder last and has not given it back."""
    try:
        return Holder(**json.loads((data_dir / "run.lock").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _acquire(
    file: IO[str], data_dir: Path, wait_seconds: float, waiting: Callable[[Holder | None], None] | None
) -> None:
    deadline = time.monotonic() + wait_seconds
    told: Holder | bool | None = False
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = holder_of(data_dir)
        if time.monotonic() >= deadline:
            raise LockHeld(
                f"Another run works on {data_dir}: {holder or 'it has not signed its lock'}. "
                "Wait until it has ended, or set BRIEFINGS_LOCK_WAIT_SECONDS to wait longer."
            )
        if waiting and (told is False or holder != told):
            told = holder
            waiting(holder)
        time.sleep(_POLL_SECONDS)


def _sign(file: IO[str], holder: Holder | None) -> None:
    file.seek(0)
    file.truncate()
    if holder:
        file.write(json.dumps(asdict(holder)))
    file.flush()
