"""Prefect behind a command: its API served by this very process, on a free port, and stopped with nothing lost.

Prefect's own ephemeral server is a second process: it is orphaned when the command is killed, and most task runs of
a short run never reach its database. So the API runs in a thread here. Where ``PREFECT_API_URL`` is set, that server
is used and nothing is started. Call ``prepare`` before the first ``import prefect`` of the process.

``create_app``, ``APILogWorker`` and ``EventsWorker`` are importable but undocumented: this module is the only place
that uses them, and ``tests/test_prefect_api.py`` says when an upgrade breaks it.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FLUSH_SECONDS = 1  # Prefect applies int(): less would become 0
_START_SECONDS = 120.0  # a cold machine that makes the database anew has needed 34 s

_QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_UI_ENABLED": "0",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",  # no automations in a one-shot run
    # Small batches lose the history of a short run, and print tracebacks while they do.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": str(_FLUSH_SECONDS),
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": str(_FLUSH_SECONDS),
    # The console stays ours: the flows report their steps and errors themselves; Prefect's log is in its database.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
}


def prepare(home: Path) -> bool:
    """Set what Prefect reads when it is imported, a user's own settings winning; say whether ``home`` is new.

    ``home`` holds Prefect's database (mode 0700); the first run in a new one takes some 10 s longer.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    if "PREFECT_HOME" not in os.environ:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.environ["PREFECT_HOME"] = str(home)
    return not (Path(os.environ["PREFECT_HOME"]) / "prefect.db").exists()


@contextmanager
def serving() -> Iterator[str]:
    """Serve Prefect's API for the time of the block, unless ``PREFECT_API_URL`` names one; give its address."""
    if url := os.environ.get("PREFECT_API_URL"):
        yield url
        return
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        os.environ["PREFECT_API_URL"] = url
        try:
            with _server(listener):
                yield url
        finally:
            del os.environ["PREFECT_API_URL"]


@contextmanager
def _server(listener: socket.socket) -> Iterator[None]:
    import uvicorn
    from prefect.server.api.server import create_app

    config = uvicorn.Config(
        create_app(ephemeral=True, final=True), log_level="error", lifespan="on", timeout_graceful_shutdown=3
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True, name="prefect-api")
    thread.start()
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError(
                f"Prefect's API did not start within {_START_SECONDS:g} s. Its database is in "
                f"{os.environ['PREFECT_HOME']}: move that folder aside and run again, or set PREFECT_API_URL "
                "to a server of your own."
            )
        time.sleep(0.02)
    try:
        yield
    finally:
        _drain()
        server.should_exit = True
        thread.join(5)


def _drain() -> None:
    """Wait until the history of the run is in the database."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    logging.getLogger("EventsWorker").setLevel(logging.ERROR)  # else it tells how many items it still has
    APILogWorker.drain_all(timeout=5)
    EventsWorker.drain_all(timeout=5)
    time.sleep(_FLUSH_SECONDS + 0.6)  # the recorder writes what it holds once an interval
