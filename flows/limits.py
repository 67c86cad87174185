"""Hard limits of time and memory on the work of one document, kept by the kernel.

Two alarms guard the time. The first raises an exception between two Python instructions and gives a clean refusal.
The second ends the process: it also stops a computation that never comes back to Python, and ``pool`` then starts a
new worker and refuses the item that was under way. A worker that runs out of memory ends too: what is left of it would
starve the documents that follow.
"""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from flows.model import Refusal, Refused

HARD_SIGNAL = signal.SIGPROF
"""What ends a worker whose document ignores the soft limit: counted in CPU time, so a busy machine does no harm."""

OUT_OF_MEMORY_EXIT = 77
"""Exit code of a worker whose document needed too much memory."""

_ends_on_too_much_memory = False

_GRACE = 2.0  # the hard limit is this many times the soft one


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost."""

    seconds: float
    memory_mb: int
    file_bytes: int


class _OutOfTime(BaseException):
    """Raised by the soft alarm; no ``except Exception`` of a parser swallows it."""


def end_on_too_much_memory(megabytes: int) -> None:
    """Let this process grow by so much and no more: a document that needs more ends it (``OUT_OF_MEMORY_EXIT``)."""
    global _ends_on_too_much_memory  # noqa: PLW0603 - a property of the process
    _ends_on_too_much_memory = True
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


@contextmanager
def limited(limits: Limits) -> Iterator[None]:
    """Refuse the work of the block (Refused) when it takes too long or needs too much memory. Main thread only."""
    before = signal.signal(signal.SIGALRM, _out_of_time)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    signal.setitimer(signal.ITIMER_PROF, limits.seconds * _GRACE)
    try:
        yield
    except _OutOfTime:
        raise too_slow(limits) from None
    except MemoryError:
        if _ends_on_too_much_memory:
            os._exit(OUT_OF_MEMORY_EXIT)
        raise too_much_memory(limits) from None
    except RecursionError:
        raise Refused(Refusal.DAMAGED, "its structure is nested deeper than any real document") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGALRM, before)


def too_slow(limits: Limits) -> Refused:
    """Return the refusal of a file that took too long."""
    return Refused(
        Refusal.TOO_SLOW,
        f"it took longer than {limits.seconds:g} s (BRIEFINGS_DOCUMENT_SECONDS) and was given up",
    )


def too_much_memory(limits: Limits) -> Refused:
    """Return the refusal of a file that needed too much memory."""
    return Refused(
        Refusal.TOO_MUCH_MEMORY,
        f"it needed more than {limits.memory_mb} MB of memory (BRIEFINGS_DOCUMENT_MEMORY_MB)",
    )


def _out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise _OutOfTime
