"""A run that is stopped or killed leaves no process and no harm; the next run completes what it began."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.load.query import run_query
from flows.settings import PROJECT, settings_for

pytestmark = [pytest.mark.prefect, pytest.mark.kills]

SAMPLES = PROJECT / "data/samples"
COMMAND = [sys.executable, "-c", "import sys; from flows.cli import main; main()", "run", str(SAMPLES)]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stopped") / "data"


def start(data_dir: Path) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return subprocess.Popen(
        COMMAND,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment | {"BRIEFINGS_DATA_DIR": str(data_dir)},
        start_new_session=True,
        # A process started in the background inherits SIGINT ignored from some shells.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )


def processes_of(session: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (OSError, IndexError):
            continue
        if entry.name.isdigit() and int(fields[3]) == session and fields[0] != "Z":
            found.append(int(entry.name))
    return found


STOPPED = "briefings: stopped; the published warehouse is whole\n"


@pytest.mark.parametrize(
    ("how", "code", "last_words"),
    [(signal.SIGINT, 130, STOPPED), (signal.SIGTERM, 143, STOPPED), (signal.SIGKILL, -signal.SIGKILL, None)],
    ids=["SIGINT", "SIGTERM", "SIGKILL"],
)
def test_a_stopped_run_leaves_no_process_and_no_version(
    how: signal.Signals, code: int, last_words: str | None, data_dir: Path
):
    run = start(data_dir)
    assert any("Extracting" in line for line in run.stdout or ())
    if how is signal.SIGINT:
        os.killpg(run.pid, how)  # Ctrl-C reaches the whole group
    else:
        run.send_signal(how)
    rest, _ = run.communicate(timeout=30)
    assert run.returncode == code
    if last_words is not None:  # a killed run says nothing itself; Python's tracker of semaphores may
        assert rest == last_words  # no batch is waited for, nothing is left to be warned of
    deadline = time.monotonic() + 10
    while processes_of(run.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert processes_of(run.pid) == []
    assert not settings_for(data_dir).warehouse.exists()


def test_the_next_run_completes(data_dir: Path):
    run = start(data_dir)
    said, _ = run.communicate(timeout=180)
    assert run.returncode == 0, said
    assert "Traceback" not in said and "WARNING" not in said and "ERROR" not in said, said
    settings = settings_for(data_dir)
    [row] = run_query(
        settings.warehouse, "SELECT files_in = (SELECT count(*) FROM files) AS all_there FROM runs"
    ).to_pylist()
    assert row["all_there"]
    assert not any(settings.staging.iterdir())
    assert [line for line in said.splitlines() if line.startswith("files")]
