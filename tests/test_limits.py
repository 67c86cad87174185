"""A document's time and memory are bounded, and a worker's death costs only the file that caused it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time

import pytest

from flows.limits import HARD_SIGNAL, OUT_OF_MEMORY_EXIT, Limits, limited
from flows.model import Refusal, Refused

SHORT = Limits(seconds=0.2, memory_mb=300, file_bytes=1_000_000)


def test_work_within_the_limits_passes():
    with limited(SHORT):
        total = sum(range(1000))
    assert total == 499500


def test_slow_work_is_refused_and_says_which_setting_to_change():
    began = time.monotonic()
    with pytest.raises(Refused, match="BRIEFINGS_DOCUMENT_SECONDS") as refused, limited(SHORT):
        while True:
            pass
    assert refused.value.reason is Refusal.TOO_SLOW
    assert time.monotonic() - began < 2


def test_the_soft_alarm_passes_through_a_parser_that_swallows_exceptions():
    with pytest.raises(Refused), limited(SHORT):
        while True:
            with contextlib.suppress(Exception):
                sum(range(100_000))


def test_a_structure_nested_too_deep_is_refused():
    def descend(depth: int) -> int:
        return descend(depth + 1)

    with pytest.raises(Refused) as refused, limited(SHORT):
        descend(0)
    assert refused.value.reason is Refusal.DAMAGED


def test_no_alarm_is_left_behind():
    with limited(SHORT):
        pass
    time.sleep(SHORT.seconds * 1.5)


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)


def test_memory_beyond_the_limit_ends_a_worker():
    work = "with limited(Limits(5, 100, 1)): bytearray(500_000_000)"
    assert (
        run_python(f"from flows.limits import *\nend_on_too_much_memory(100)\n{work}").returncode == OUT_OF_MEMORY_EXIT
    )


def test_memory_beyond_what_there_is_is_refused_elsewhere():
    with pytest.raises(Refused, match="BRIEFINGS_DOCUMENT_MEMORY_MB") as refused, limited(SHORT):
        bytearray(10**15)
    assert refused.value.reason is Refusal.TOO_MUCH_MEMORY


def test_a_computation_that_never_returns_to_python_ends_its_process():
    # No exception reaches a long computation inside C: only the kernel can end it.
    done = run_python("from flows.limits import *\nwith limited(Limits(0.1, 100, 1)): sum(range(10**11))\n")
    assert done.returncode == -HARD_SIGNAL
