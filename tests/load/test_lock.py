from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pytest

from flows.load.errors import LockHeld
from flows.load.lock import Holder, exclusive, holder_of

SPAWN = multiprocessing.get_context("spawn")


def hold(data_dir, orders):
    with exclusive(data_dir, "run-1"):
        orders.send("held")
        orders.recv()


@pytest.fixture
def holding(tmp_path):
    """Another process that holds the lock until it gets a word through the pipe."""
    orders, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=hold, args=(tmp_path, theirs))
    process.start()
    assert orders.poll(30)
    assert orders.recv() == "held"
    yield process, orders
    process.kill()
    process.join(30)


def test_the_second_run_is_told_whom_it_waits_for_and_gives_up(tmp_path, holding):
    process, _ = holding
    told: list[Holder | None] = []
    with (
        pytest.raises(LockHeld, match=rf"run run-1 \(process {process.pid}, since "),
        exclusive(tmp_path, "run-2", wait_seconds=0.3, waiting=told.append),
    ):
        pass
    assert [holder and holder.run_id for holder in told] == ["run-1"]


def test_the_second_run_goes_on_when_the_first_gives_the_lock_back(tmp_path, holding):
    _, orders = holding
    with exclusive(tmp_path, "run-2", wait_seconds=30, waiting=lambda holder: orders.send("go")):
        holder = holder_of(tmp_path)
        assert holder is not None
        assert (holder.run_id, holder.pid) == ("run-2", os.getpid())


def test_a_killed_run_frees_the_lock(tmp_path, holding):
    process, _ = holding
    os.kill(process.pid, signal.SIGKILL)
    process.join(30)
    begun = time.monotonic()
    with exclusive(tmp_path, "run-2"):
        assert time.monotonic() - begun < 1


def test_an_error_inside_frees_the_lock_and_its_signature(tmp_path):
    with pytest.raises(ZeroDivisionError), exclusive(tmp_path, "run-1"):
        raise ZeroDivisionError
    assert holder_of(tmp_path) is None
    with exclusive(tmp_path, "run-2"):
        pass


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', '"x"'])
def test_a_lock_that_nobody_signed_names_nobody(tmp_path, text):
    (tmp_path / "run.lock").write_text(text)
    assert holder_of(tmp_path) is None
    assert holder_of(tmp_path / "missing") is None
    with exclusive(tmp_path, "run-1"):
        assert holder_of(tmp_path) is not None
