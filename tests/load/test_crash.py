"""A run that dies, or whose disk fails it, anywhere: nothing lost, nothing twice, nothing half seen."""

from __future__ import annotations

import errno
import multiprocessing
import os
import resource
import shutil
from pathlib import Path

import pytest

from flows.load import publish
from flows.load.errors import LoadError
from flows.load.failpoints import VARIABLE, Failpoint
from flows.load.lake import Lake
from flows.settings import Settings

from .articles import Article, intake
from .runs import content, count, load, load_articles

FORK_SERVER = multiprocessing.get_context("forkserver")
FORK_SERVER.set_forkserver_preload(["flows.load.publish"])
OLD = [Article(number) for number in range(1, 4)]
NEW = [Article(number) for number in range(4, 8)] + [Article(1).at("copy.txt"), Article(5).at("copy-5.txt")]

pytestmark = pytest.mark.kills


def run(settings: Settings, run_id: str) -> None:
    """What a run does with the files of the inbox."""
    publish.sweep(settings)
    load(settings, intake(settings.staging, [NEW[:3], NEW[3:]], run_id))


def run_until(settings: Settings, run_id: str, failpoint: str) -> None:
    os.environ[VARIABLE] = failpoint
    run(settings, run_id)


def run_with_room_for(settings: Settings, run_id: str, size: int) -> None:
    """A run in which no file can grow beyond ``size``, as on a full disk; exit code 3 if it says so decently."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        run(settings, run_id)
    except (LoadError, OSError):
        os._exit(3)


def in_another_process(work, *arguments) -> int | None:
    process = FORK_SERVER.Process(target=work, args=arguments)
    process.start()
    process.join(60)
    return process.exitcode


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """A data folder after its first run."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("published") / "data", keep_versions=1)
    load_articles(settings, OLD, run_id="run-1")
    return settings.data_dir


@pytest.fixture(scope="module")
def contents(published, tmp_path_factory) -> dict[str, dict[str, str]]:
    """What the warehouse holds before and after an undisturbed second run."""
    data_dir = tmp_path_factory.mktemp("undisturbed") / "data"
    settings = copied(published, data_dir)
    before = content(settings.warehouse)
    run(settings, "run-2")
    return {"before": before, "after": content(settings.warehouse)}


def copied(published: Path, data_dir: Path) -> Settings:
    shutil.copytree(published, data_dir, symlinks=True)
    return Settings(data_dir=data_dir, keep_versions=1)


KILLS = [
    *Failpoint,
    f"{Failpoint.FILE_ADOPTED}:7",
    f"{Failpoint.TEMPORARY_WRITTEN}:2",
    f"{Failpoint.TEMPORARY_WRITTEN}:4",
    f"{Failpoint.LEDGER_WRITTEN}:2",
]


@pytest.mark.parametrize("failpoint", KILLS)
def test_a_killed_run_loses_nothing_and_doubles_nothing(published, contents, tmp_path, failpoint):
    settings = copied(published, tmp_path / "data")
    if failpoint == Failpoint.ORPHAN_SWEPT:
        assert in_another_process(run_until, settings, "run-0", Failpoint.LEDGER_WRITTEN) == 137
    if failpoint == Failpoint.MANIFEST_APPLIED:
        assert in_another_process(run_until, settings, "run-0", Failpoint.MANIFEST_WRITTEN) == 137
    assert in_another_process(run_until, settings, "run-2", failpoint) == 137, "the failpoint was not reached"
    assert content(settings.warehouse) in contents.values()
    run(settings, "run-3")
    assert content(settings.warehouse) == contents["after"]
    assert publish.sweep(settings) == []
    assert len(list(settings.warehouse.parent.iterdir())) == 2  # the version and the link


def test_a_run_killed_again_and_again_ends_well(published, contents, tmp_path):
    settings = copied(published, tmp_path / "data")
    for number, failpoint in enumerate((Failpoint.FILE_ADOPTED, Failpoint.MANIFEST_WRITTEN, Failpoint.LINK_WRITTEN)):
        in_another_process(run_until, settings, f"run-2-{number}", failpoint)
        assert content(settings.warehouse) in contents.values()
    run(settings, "run-3")
    assert content(settings.warehouse) == contents["after"]


class FullDisk:
    """Lets the Nth system call that makes something durable fail."""

    def __init__(self, fails_at: int) -> None:
        self.left = fails_at

    def wrap(self, real):
        def call(*arguments, **named):
            self.left -= 1
            if self.left == 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*arguments, **named)

        return call


def ends_well_on(disk: FullDisk, settings: Settings, brought, monkeypatch) -> bool:
    with monkeypatch.context() as patched:
        for name in ("fsync", "replace", "symlink"):
            patched.setattr(os, name, disk.wrap(getattr(os, name)))
        try:
            load(settings, brought)
        except OSError as error:
            assert error.errno == errno.ENOSPC
            return False
    return True


def test_a_disk_that_fails_at_any_write_leaves_a_whole_version(published, contents, tmp_path, monkeypatch):
    settings = copied(published, tmp_path / "data")
    fails_at, failures = 1, 0
    brought = intake(settings.staging, [NEW[:3], NEW[3:]], "run-2-0")
    while not ends_well_on(FullDisk(fails_at), settings, brought, monkeypatch):
        assert content(settings.warehouse) in contents.values()
        failures += 1
        fails_at += 1 + fails_at // 6
        publish.sweep(settings)
        brought = intake(settings.staging, [NEW[:3], NEW[3:]], f"run-2-{failures}")
    assert failures > 10
    assert content(settings.warehouse) == contents["after"]
    publish.sweep(settings)
    assert publish.sweep(settings) == []


@pytest.mark.parametrize("share", [0.002, 0.5, 1.001])
def test_a_full_disk_stops_the_run_and_the_next_one_makes_up_for_it(published, contents, tmp_path, share):
    settings = copied(published, tmp_path / "data")
    room = int(settings.warehouse.stat().st_size * share)
    assert in_another_process(run_with_room_for, settings, "run-2", room) == 3
    assert content(settings.warehouse) == contents["before"]
    assert len(Lake(settings.lake).manifests()) == 1
    run(settings, "run-3")
    assert content(settings.warehouse) == contents["after"]


def read_on(settings: Settings, orders) -> None:
    """Read the warehouse over and over until told to stop; send every state that was seen."""
    seen: list[int] = []
    orders.send("reading")
    while not orders.poll():
        seen.append(count(settings.warehouse, "documents"))
    orders.send(seen)


def test_another_process_sees_whole_versions_only_and_never_an_older_one(published, tmp_path):
    settings = copied(published, tmp_path / "data")
    orders, theirs = FORK_SERVER.Pipe()
    reader = FORK_SERVER.Process(target=read_on, args=(settings, theirs))
    reader.start()
    assert orders.poll(60)
    orders.recv()
    for number in range(4, 8):
        load_articles(settings, [Article(number)], run_id=f"run-{number}")
    orders.send("stop")
    assert orders.poll(60)
    seen = orders.recv()
    reader.join(60)
    assert set(seen) <= {3, 4, 5, 6, 7}
    assert seen == sorted(seen)
    assert len(set(seen)) > 1
