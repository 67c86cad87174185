from __future__ import annotations

from dataclasses import replace

import pytest

from flows.load import versions
from flows.load.account import note
from flows.load.errors import LakeDamaged, LoadError
from flows.load.intake import Counts
from flows.load.lock import exclusive
from flows.load.rebuild import rebuild
from flows.tables import all_tables

from .articles import Article, intake
from .runs import content, load, load_articles, rows, run_row

EVERYTHING = frozenset[str]()

pytestmark = pytest.mark.publishes


def test_the_rebuilt_warehouse_holds_the_same_rows(settings):
    load_articles(settings, [Article(1), Article(2)], [Article(3)], run_id="run-1")
    load_articles(settings, [Article(4), Article(1).at("copy.txt")], run_id="run-2")
    newer = replace(Article(2), version="2", headline="Anew")
    load(settings, intake(settings.staging, [[newer]], "run-3", replaces=True), flow="backfill")
    note(settings, run_row("run-4", Counts(0, 0, 0, 0, 0, {}, 0), state="failed", error="the disk is full"))
    load_articles(settings, [Article(5)], run_id="run-5")
    published = settings.warehouse.resolve()
    before = {name: rows(published, name) for name in all_tables()}

    version = rebuild(settings)
    assert settings.warehouse.resolve() == version != published
    assert {name: rows(version, name) for name in all_tables()} == before
    assert len(before["runs"]) == 5
    assert len(before["documents"]) == 5


def test_runs_go_on_from_a_rebuilt_version(settings):
    load_articles(settings, [Article(1)], run_id="run-1")
    rebuild(settings)
    load_articles(settings, [Article(2)], run_id="run-2")
    assert len(rows(settings.warehouse, "documents")) == 2
    assert [path.name.split("-")[1] for path in versions.versions(settings.warehouse)] == ["000002", "000001", "000001"]


def test_the_warehouse_folder_can_be_lost(settings):
    load_articles(settings, [Article(1), Article(2)])
    before = content(settings.warehouse, EVERYTHING)
    for path in settings.warehouse.parent.iterdir():
        path.unlink()
    rebuild(settings)
    assert content(settings.warehouse, EVERYTHING) == before


def test_nothing_to_rebuild_is_said_so(settings):
    with pytest.raises(LoadError, match="no run yet"):
        rebuild(settings)


def test_a_damaged_lake_leaves_the_published_version(settings):
    load_articles(settings, [Article(1)])
    published, before = settings.warehouse.resolve(), content(settings.warehouse)
    next((settings.lake / "documents").glob("*.parquet")).unlink()
    with pytest.raises(LakeDamaged, match="documents"):
        rebuild(settings)
    assert settings.warehouse.resolve() == published
    assert content(settings.warehouse) == before
    assert len(list(settings.warehouse.parent.iterdir())) == 2


def test_it_waits_for_a_run_that_is_under_way(settings):
    load_articles(settings, [Article(1)])
    hurried = settings.model_copy(update={"lock_wait_seconds": 0.0})
    with exclusive(settings.data_dir, "run-2"), pytest.raises(LoadError, match="run run-2"):
        rebuild(hurried)
