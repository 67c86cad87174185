"""Prefect served by our own process: its settings are defaults, its history is whole, its console is silent."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from flows.prefect_api import prepare, serving

SCRIPT = """
import sys
from pathlib import Path
from flows.prefect_api import prepare, serving

prepare(Path(sys.argv[1]))
with serving():
    from prefect import flow, task

    @task
    def double(number: int) -> int:
        return 2 * number

    @flow
    def doubled() -> int:
        return sum(future.result() for future in [double.submit(n) for n in range(30)])

    assert doubled() == 870
"""


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    before = dict(os.environ)
    for name in before:
        if name.startswith("PREFECT_"):
            monkeypatch.delenv(name)
    yield monkeypatch
    for name in set(os.environ) - before.keys():
        del os.environ[name]


def test_prefect_keeps_its_files_in_the_folder_and_others_out(environment: pytest.MonkeyPatch, tmp_path: Path):
    assert prepare(tmp_path / "home"), "a new folder is said to be new"
    assert os.environ["PREFECT_HOME"] == str(tmp_path / "home")
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700
    (tmp_path / "home/prefect.db").touch()
    assert not prepare(tmp_path / "home")


def test_what_a_user_has_set_wins(environment: pytest.MonkeyPatch, tmp_path: Path):
    environment.setenv("PREFECT_HOME", str(tmp_path / "own"))
    environment.setenv("PREFECT_UI_ENABLED", "1")
    prepare(tmp_path / "home")
    assert os.environ["PREFECT_HOME"] == str(tmp_path / "own")
    assert os.environ["PREFECT_UI_ENABLED"] == "1"
    assert not (tmp_path / "home").exists()


def test_a_server_that_a_user_names_is_used_and_none_is_started(environment: pytest.MonkeyPatch):
    environment.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    with serving() as url:
        assert url == "http://127.0.0.1:1/api"
    assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:1/api"


@pytest.mark.prefect
def test_every_task_run_of_a_short_run_is_in_the_history_and_nothing_is_printed(tmp_path: Path):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, env=clean, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with sqlite3.connect(tmp_path / "prefect.db") as database:
        runs = database.execute("SELECT state_type, count(*) FROM task_run GROUP BY 1").fetchall()
        assert runs == [("COMPLETED", 30)]
        assert database.execute("SELECT state_type FROM flow_run").fetchall() == [("COMPLETED",)]
