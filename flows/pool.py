"""Worker processes: batches are staged and audited beside each other, and a poisoned file costs itself alone.

Processes are spawned, never forked. Workers leave Ctrl-C to their parent and end by themselves when it is gone.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Container, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, TypeVar

from flows.batch import JOURNAL, Batch, Culprit, StagedBatch, load_what_staging_needs, stage
from flows.extract.language import load_model
from flows.limits import (
    HARD_SIGNAL,
    OUT_OF_MEMORY_EXIT,
    Limits,
    end_on_too_much_memory,
    too_much_memory,
    too_slow,
)
from flows.model import Refusal, Refused

P = ParamSpec("P")
R = TypeVar("R")

_SPAWN = multiprocessing.get_context("spawn")
_ORPHAN_CHECK_SECONDS = 1.0


_shared: list[Workers] = []


@contextmanager
def workers(count: int, limits: Limits) -> Iterator[Workers]:
    """Give the processes of this run: those that an outer block has started already, or new ones.

    The command opens them before it starts Prefect, so that both start up beside each other.
    """
    if _shared:
        yield _shared[-1]
        return
    with Workers(count, limits) as started:
        _shared.append(started)
        try:
            yield started
        finally:
            _shared.remove(started)


class Stopped(BaseException):
    """The processes were ended on purpose; no Exception, for nothing failed, and nothing is to be tried again."""


class Workers:
    """The processes of one run: some that stage batches, and one that audits them. Use it as a context manager."""

    def __init__(self, count: int, limits: Limits) -> None:
        self.count = count or os.cpu_count() or 1
        self.limits = limits
        self._stagers = self._new_stagers()
        self._auditor = ProcessPoolExecutor(1, mp_context=_SPAWN, initializer=_settle)
        self._alone: set[SpawnProcess] = set()
        self._is_stopped = False
        self._changing = threading.Lock()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.stop()
        self._stagers.shutdown(cancel_futures=True)
        self._auditor.shutdown(cancel_futures=True)

    def warm_up(self, audit: Callable[[], object]) -> None:
        """Let every process import what it will need; ``audit`` does so for the auditing one. Returns at once."""
        for _ in range(self.count):
            self._stagers.submit(load_model)  # the rest they load by themselves
        self._auditor.submit(audit)

    def stop(self) -> None:
        """End every process at once: what they were at is no longer wanted. Who waits for one gets an exception."""
        with self._changing:
            self._is_stopped = True
            for pool in (self._stagers, self._auditor):
                _terminate((pool._processes or {}).values())
            _terminate(self._alone)

    def stage(self, batch: Batch, folder: Path, run_id: str) -> StagedBatch:
        """Stage a batch on a worker and wait for it; Stopped where all were ended meanwhile. Thread-safe."""
        pool = self._stagers
        try:
            return pool.submit(stage, batch, folder, run_id, self.limits).result()
        except BrokenProcessPool:
            # One worker's death takes the whole pool along: its batches, guilty or not, are staged again one by one.
            self._renew(pool)
            return self._stage_alone(batch, folder, run_id)

    def audit(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Run a function on the auditing process, where the validation engine is imported once. Thread-safe."""
        return self._auditor.submit(function, *args, **kwargs)

    def _new_stagers(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.count, mp_context=_SPAWN, initializer=_settle, initargs=(self.limits.memory_mb,)
        )

    def _renew(self, broken: ProcessPoolExecutor) -> None:
        with self._changing:
            if self._is_stopped:
                raise Stopped
            if self._stagers is broken:
                self._stagers = self._new_stagers()

    def _stage_alone(self, batch: Batch, folder: Path, run_id: str) -> StagedBatch:
        """Stage a batch in a process of its own, again and again, each time without the member that brought it down."""
        culprits: dict[Culprit, Refused] = {}
        while True:
            receiver, sender = _SPAWN.Pipe(duplex=False)
            process = _SPAWN.Process(
                target=_stage_and_send, args=(sender, batch, folder, run_id, self.limits, culprits)
            )
            with receiver, self._under_watch(process):
                sender.close()
                try:
                    answer: StagedBatch | Exception = receiver.recv()
                except EOFError:
                    process.join()
                    if self._is_stopped:
                        raise Stopped from None
                    culprits[_culprit(folder, culprits)] = _verdict(process.exitcode, self.limits)
                    continue
            if isinstance(answer, Exception):
                raise answer
            return answer

    @contextmanager
    def _under_watch(self, process: SpawnProcess) -> Iterator[None]:
        """Start a process that ``stop`` ends too, and see it end."""
        with self._changing:
            if self._is_stopped:
                raise Stopped
            process.start()
            self._alone.add(process)
        try:
            yield
        finally:
            process.join()
            with self._changing:
                self._alone.remove(process)


def _culprit(folder: Path, known: Container[Culprit]) -> Culprit:
    """Return what the worker was at: the member, or its whole file where it ended in spite of leaving that out."""
    journal = json.loads((folder / JOURNAL).read_text())
    culprit, file = (journal["place"], journal["member"]), (journal["place"], "")
    if file in known:
        raise RuntimeError(f"the worker for {folder.name} ends although item {file[0]} is left out") from None
    return file if culprit in known else culprit


def _stage_and_send(
    sender: Connection, batch: Batch, folder: Path, run_id: str, limits: Limits, culprits: dict[Culprit, Refused]
) -> None:
    _settle(limits.memory_mb)
    try:
        sender.send(stage(batch, folder, run_id, limits, culprits))
    except Exception as error:
        sender.send(error)


def _verdict(exitcode: int | None, limits: Limits) -> Refused:
    if exitcode == -HARD_SIGNAL:
        return too_slow(limits)
    if exitcode == OUT_OF_MEMORY_EXIT:
        return too_much_memory(limits)
    how = f"signal {-exitcode}" if exitcode and exitcode < 0 else f"exit code {exitcode}"
    return Refused(Refusal.CRASHED, f"reading it ended the worker process ({how})")


def _settle(memory_mb: int | None = None) -> None:
    """Make this process a good worker: no business with Ctrl-C, no life after its parent, bounded memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    if memory_mb:
        load_what_staging_needs()
        end_on_too_much_memory(memory_mb)


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_ORPHAN_CHECK_SECONDS)
    os._exit(1)


def _terminate(processes: Iterable[BaseProcess]) -> None:
    for process in list(processes):
        process.terminate()
