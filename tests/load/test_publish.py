from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet
import pytest

from flows.load import durable, publish, versions
from flows.load.connect import reading
from flows.load.errors import LakeDamaged, LoadError
from flows.load.intake import Arrival
from flows.load.lake import Lake
from flows.settings import Settings
from flows.tables.arrow import arrow_table

from .articles import RUN, Article, identity, intake
from .runs import content, count, load, load_articles, run_row

ARTICLES = [Article(number) for number in range(1, 13)]

pytestmark = pytest.mark.publishes


def statuses(version):
    return {row["path"]: (row["status"], row["reason"]) for row in version.files.to_pylist()}


def in_batches(articles, number):
    return [articles[first::number] for first in range(number)]


# ---- what comes in ----------------------------------------------------------------------------------------------


def test_a_first_run_publishes_everything_that_it_was_given(settings):
    version = load_articles(settings, ARTICLES[:5], ARTICLES[5:])
    assert version.counts.files_in == version.counts.files_loaded == version.counts.documents_loaded == 12
    assert version.counts.rows_by_table["mentions"] == 24
    assert {table: count(settings.warehouse, table) for table in ("documents", "quotes", "people", "outlets")} == {
        "documents": 12,
        "quotes": 12,
        "people": 5,
        "outlets": 2,
    }
    assert settings.warehouse.is_symlink()
    assert Path(settings.warehouse.readlink()).name == f"briefings-000001-{RUN}.duckdb"


def test_the_file_is_one_that_older_clients_read_and_has_no_log_beside_it(settings):
    load_articles(settings, ARTICLES[:1])
    with reading(settings.warehouse) as connection:
        ((tags,),) = connection.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchall()
    assert tags == {"storage_version": "v1.4.0+"}
    assert {path.suffix for path in settings.warehouse.parent.iterdir()} == {".duckdb"}


def test_the_outcome_depends_neither_on_the_order_nor_on_the_number_of_batches(tmp_path, settings):
    copies = [article.at(f"copies/{article.number}.html", headline="A Copy") for article in ARTICLES[:6]]
    articles = ARTICLES + copies
    load_articles(settings, articles)
    wanted = content(settings.warehouse)
    for number in (1, 3, 7):
        shuffled = random.Random(number).sample(articles, len(articles))
        other = settings.model_copy(update={"data_dir": tmp_path / f"in-{number}"})
        version = load_articles(other, *in_batches(shuffled, number), run_id="another-run")
        assert content(other.warehouse) == wanted
        assert version.counts.files_loaded == 12
        assert version.counts.files_duplicate == 6


def test_of_two_files_with_one_text_the_first_by_path_is_loaded(settings):
    late, early = ARTICLES[0].at("b.html", headline="Late"), ARTICLES[0].at("a.html", headline="Early")
    version = load_articles(settings, [late], [early])
    assert statuses(version) == {"a.html": ("loaded", None), "b.html": ("duplicate", "repeated_in_run")}
    with reading(settings.warehouse) as connection:
        assert connection.execute("SELECT headline FROM documents").fetchall() == [("Early",)]
        assert connection.execute("SELECT path FROM document_sources ORDER BY path").fetchall() == [
            ("a.html",),
            ("b.html",),
        ]


def test_loading_the_same_again_changes_nothing(settings):
    load_articles(settings, ARTICLES)
    before = content(settings.warehouse, without=frozenset())
    for number in range(3):
        version = load_articles(settings, *in_batches(ARTICLES, number + 1), run_id=f"again-{number}")
        assert version.counts.files_duplicate == 12
        assert version.counts.documents_loaded == 0
        assert sum(version.counts.rows_by_table.values()) == 0
    assert content(settings.warehouse, without=frozenset()) == before
    assert count(settings.warehouse, "runs") == 4


def test_doubled_rows_come_in_once(settings):
    brought = intake(settings.staging, [ARTICLES[:2]])
    (folder,) = brought.batches
    for path in folder.glob("*.parquet"):
        staged = pa.parquet.read_table(path)
        pa.parquet.write_table(pa.concat_tables([staged, staged]), path)
    load(settings, brought)
    assert (count(settings.warehouse, "documents"), count(settings.warehouse, "mentions")) == (2, 4)


def test_a_known_file_needs_no_extraction_even_at_a_new_path(settings):
    load_articles(settings, ARTICLES[:2])
    known = ARTICLES[0].file_sha256
    assert publish.known_files(settings) == {article.file_sha256 for article in ARTICLES[:2]}
    batch = identity("known")
    arrivals = [Arrival(path, known, 7, batch) for path in (ARTICLES[0].shown_as, "moved/here.txt")]
    version, _ = load(settings, replace(intake(settings.staging, [], "second"), arrivals=arrivals))
    assert statuses(version) == dict.fromkeys([a.path for a in arrivals], ("duplicate", "known_document"))
    with reading(settings.warehouse) as connection:
        found = connection.execute(
            "SELECT path, run_id, batch_id FROM document_sources WHERE file_sha256 = ? ORDER BY path", [known]
        ).fetchall()
    assert [path for path, *_ in found] == ["inbox/0001.txt", "moved/here.txt"]
    assert found[1][1:] == ("second", batch)


def test_nothing_is_known_before_the_first_run(settings):
    assert publish.known_files(settings) == frozenset()


# ---- what is refused --------------------------------------------------------------------------------------------


def refusal(path, sha256=None, reason="empty_file", run_id=RUN):
    row = {
        "quarantine_id": identity(path, reason),
        "table_name": "files",
        "row_key": path,
        "file_sha256": sha256,
        "path": path,
        "expectation": reason,
        "reason": "the file is empty",
        "run_id": run_id,
        "batch_id": identity("refused"),
    }
    return Arrival(path, sha256, 0, identity("refused"), reason), arrow_table("quarantine", [row])


def test_a_refused_file_is_on_the_ledger_and_healing_it_updates_its_row(settings):
    article = ARTICLES[0]
    arrival, quarantine = refusal(article.shown_as, article.file_sha256)
    version, _ = load(settings, replace(intake(settings.staging, []), arrivals=[arrival], quarantine=quarantine))
    assert statuses(version) == {article.shown_as: ("quarantined", "empty_file")}
    version = load_articles(settings, [article], run_id="second")
    assert version.counts.files_loaded == 1
    with reading(settings.warehouse) as connection:
        assert connection.execute("SELECT status, reason, run_id FROM files").fetchall() == [("loaded", None, "second")]
        assert connection.execute("SELECT count(*) FROM open_quarantine").fetchall() == [(0,)]


def test_a_loaded_file_that_is_refused_later_stays_loaded(settings):
    article = ARTICLES[0]
    load_articles(settings, [article])
    arrival, quarantine = refusal(article.shown_as, article.file_sha256, "crashed", "second")
    brought = replace(intake(settings.staging, [], "second"), arrivals=[arrival], quarantine=quarantine)
    version, _ = load(settings, brought)
    assert version.counts.files_quarantined == 1
    with reading(settings.warehouse) as connection:
        assert connection.execute("SELECT status, run_id FROM files").fetchall() == [("loaded", RUN)]


def test_a_file_whose_rows_were_all_refused_is_quarantined(settings):
    arrival, quarantine = refusal("a.txt", "e" * 64, "expect_something")
    arrival = replace(arrival, refusal=None)
    version, _ = load(settings, replace(intake(settings.staging, []), arrivals=[arrival], quarantine=quarantine))
    assert statuses(version) == {"a.txt": ("quarantined", "rows_refused")}


def test_a_huge_refused_file_fits_the_ledger(settings):
    arrival, quarantine = refusal("huge.bin", None, "too_large")
    arrival = replace(arrival, byte_size=5_000_000_000)
    load(settings, replace(intake(settings.staging, []), arrivals=[arrival], quarantine=quarantine))
    with reading(settings.warehouse) as connection:
        assert connection.execute("SELECT status, byte_size FROM files").fetchall() == [("quarantined", 5_000_000_000)]


@pytest.mark.parametrize("defect", ["twice", "stranger", "orphans", "columns", "name", "rule"])
def test_what_cannot_be_accounted_for_stops_the_run_and_leaves_staging_as_it_was(settings, defect):
    load_articles(settings, ARTICLES[:2])
    before, lake = content(settings.warehouse), sorted(settings.lake.rglob("*"))
    brought = intake(settings.staging, [ARTICLES[2:4]], "second")
    (folder,) = brought.batches
    if defect == "twice":
        brought = replace(brought, arrivals=[*brought.arrivals, brought.arrivals[0]])
    elif defect == "stranger":
        brought = replace(brought, arrivals=brought.arrivals[:1])
    elif defect == "orphans":
        documents = pa.parquet.read_table(folder / "documents.parquet")
        pa.parquet.write_table(documents.slice(1), folder / "documents.parquet")
    elif defect == "columns":
        pa.parquet.write_table(pa.table({"x": [1]}), folder / "quotes.parquet")
    elif defect == "name":
        pa.parquet.write_table(pa.table({"x": [1]}), folder / "rumours.parquet")
    else:
        quotes = pa.parquet.read_table(folder / "quotes.parquet").to_pylist()
        pa.parquet.write_table(
            arrow_table("quotes", [q | {"kind": "rumour"} for q in quotes]), folder / "quotes.parquet"
        )
    staged = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(LoadError), publish.candidate(settings, brought):
        pytest.fail("the candidate must not be built")
    assert content(settings.warehouse) == before
    assert sorted(settings.lake.rglob("*")) == lake
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == staged
    assert publish.known_files(settings) == {article.file_sha256 for article in ARTICLES[:2]}


# ---- the audit --------------------------------------------------------------------------------------------------


def test_a_version_that_fails_its_audit_is_never_seen(settings):
    load_articles(settings, ARTICLES[:2])
    before = content(settings.warehouse)
    brought = intake(settings.staging, [ARTICLES[2:4]], "second")
    (folder,) = brought.batches
    quotes = pa.parquet.read_table(folder / "quotes.parquet").to_pylist()
    broken = [row | {"content": row["content"] + "!"} for row in quotes[:1]] + quotes[1:]
    pa.parquet.write_table(arrow_table("quotes", broken), folder / "quotes.parquet")
    with publish.candidate(settings, brought) as version:
        failed = publish.audit.critical_failures(version.audit(run_row("second", version.counts)))
    assert [(row["table_name"], row["unexpected_count"], row["examples"]) for row in failed] == [
        ("quotes", 1, [broken[0]["quote_id"]])
    ]
    assert content(settings.warehouse) == before
    assert len(Lake(settings.lake).manifests()) == 1
    assert sorted(path.name for path in folder.iterdir())[0] == "authors.parquet"
    assert publish.sweep(settings) == []


def test_a_run_whose_account_does_not_add_up_is_found(settings):
    with publish.candidate(settings, intake(settings.staging, [ARTICLES[:2]])) as version:
        results = version.audit(run_row(RUN, version.counts, files_in=3))
    assert [row["check_name"] for row in publish.audit.critical_failures(results)] == ["ledger_is_conserved"]


def test_the_results_of_the_audit_are_published_with_the_run(settings):
    _, results = load(settings, intake(settings.staging, [ARTICLES[:2]]))
    assert len(results) > 50
    with reading(settings.warehouse) as connection:
        found = connection.execute("SELECT check_name, table_name FROM check_results WHERE success").fetchall()
    assert sorted(found, key=str) == sorted(((row["check_name"], row["table_name"]) for row in results), key=str)


# ---- extracting again -------------------------------------------------------------------------------------------


def test_a_backfill_replaces_the_rows_of_documents_that_another_extractor_read(settings):
    load_articles(settings, ARTICLES[:3])
    newer = [replace(article, version="2", headline=f"Anew {article.number}") for article in ARTICLES[:2]]
    again = [newer[0], newer[1], replace(ARTICLES[2], headline="Not newer")]
    brought = intake(settings.staging, [again], "backfill", arrivals=[], replaces=True)
    load(settings, brought, flow="backfill")
    with reading(settings.warehouse) as connection:
        found = connection.execute(
            "SELECT extractor_version, headline, run_id FROM documents ORDER BY issue"
        ).fetchall()
        sources = connection.execute("SELECT count(*) FROM document_sources WHERE run_id = ?", [RUN]).fetchall()
    assert found == [("2", "Anew 1", "backfill"), ("2", "Anew 2", "backfill"), ("1", "A Quay Opens", RUN)]
    assert count(settings.warehouse, "quotes") == 3
    assert sources == [(3,)]


def test_a_daily_run_never_replaces(settings):
    load_articles(settings, ARTICLES[:1])
    before = content(settings.warehouse, without=frozenset())
    load_articles(settings, [replace(ARTICLES[0], version="2")], run_id="second")
    assert content(settings.warehouse, without=frozenset()) == before


# ---- versions and readers ---------------------------------------------------------------------------------------


def test_a_reader_keeps_its_version_while_a_new_one_is_published(settings):
    load_articles(settings, ARTICLES[:2])
    with reading(settings.warehouse) as early:
        load_articles(settings, ARTICLES[2:5], run_id="second")
        assert early.execute("SELECT count(*) FROM documents").fetchall() == [(2,)]
        with reading(settings.warehouse) as late:
            assert late.execute("SELECT count(*) FROM documents").fetchall() == [(5,)]


def test_a_reader_whose_version_is_pruned_while_it_opens_gets_the_next_one(tmp_path, monkeypatch):
    settings = Settings(data_dir=tmp_path / "data", keep_versions=1)
    load_articles(settings, ARTICLES[:2])
    resolve, switches = Path.resolve, iter([True])

    def resolve_just_before_a_switch(path: Path) -> Path:
        found = resolve(path)
        if path == settings.warehouse and next(switches, False):
            load_articles(settings, ARTICLES[2:5], run_id="second")
            assert not found.exists()
        return found

    monkeypatch.setattr(Path, "resolve", resolve_just_before_a_switch)
    with reading(settings.warehouse) as late:
        assert late.execute("SELECT count(*) FROM documents").fetchall() == [(5,)]


def test_the_newest_versions_stay(settings):
    for number in range(5):
        load_articles(settings, ARTICLES[number : number + 1], run_id=f"run-{number}")
    names = [path.name for path in versions.versions(settings.warehouse)]
    assert names == [f"briefings-00000{n + 1}-run-{n}.duckdb" for n in (4, 3, 2)]


def test_a_version_that_an_operator_went_back_to_is_caught_up(settings):
    load_articles(settings, ARTICLES[:1], run_id="run-1")
    load_articles(settings, ARTICLES[1:2], run_id="run-2")
    durable.link("briefings-000001-run-1.duckdb", settings.warehouse)
    assert count(settings.warehouse, "documents") == 1
    load_articles(settings, ARTICLES[2:3], run_id="run-3")
    assert count(settings.warehouse, "documents") == 3
    assert count(settings.warehouse, "runs") == 3


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory):
    """A data folder after two runs, and what a third one makes of it."""
    data_dir, third = (tmp_path_factory.mktemp("runs") / name for name in ("two", "three"))
    settings = Settings(data_dir=data_dir)
    load_articles(settings, ARTICLES[:3])
    load_articles(settings, ARTICLES[3:5], run_id="second")
    shutil.copytree(data_dir, third, symlinks=True)
    sound = Settings(data_dir=third)
    load_articles(sound, ARTICLES[5:6], run_id="third")
    return data_dir, content(sound.warehouse)


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "zeros", "lost"])
def test_a_broken_warehouse_is_set_aside_and_built_anew_from_the_lake(two_runs, tmp_path, damage):
    data_dir, wanted = two_runs
    settings = Settings(data_dir=shutil.copytree(data_dir, tmp_path / "data", symlinks=True))
    broken = settings.warehouse.resolve()
    data = broken.read_bytes()
    if damage == "lost":
        broken.unlink()
    else:
        damaged = {"empty": b"", "text": b"no database", "cut": data[:20_000], "zeros": bytes(len(data))}
        broken.write_bytes(damaged[damage])
    load_articles(settings, ARTICLES[5:6], run_id="third")
    assert content(settings.warehouse) == wanted
    aside = [path.name for path in settings.warehouse.parent.glob("broken-*")]
    assert aside == ([] if damage == "lost" else [f"broken-1-{broken.name}"])


def test_a_log_that_someone_left_beside_the_link_does_not_bar_readers(settings):
    load_articles(settings, ARTICLES[:1])
    log = settings.warehouse.with_name("briefings.duckdb.wal")
    writer = duckdb.connect(str(settings.warehouse))
    writer.execute("CREATE TABLE notes AS SELECT 1 AS note")
    torn = log.read_bytes() if log.exists() else b"WAL of another file"
    writer.close()
    log.write_bytes(torn)
    load_articles(settings, ARTICLES[1:2], run_id="second")
    assert count(settings.warehouse, "documents") == 2
    assert not log.exists()


def test_a_plain_file_in_the_place_of_the_link_is_set_aside(settings):
    load_articles(settings, ARTICLES[:1])
    version = settings.warehouse.resolve()
    settings.warehouse.unlink()
    version.rename(settings.warehouse)
    load_articles(settings, ARTICLES[1:2], run_id="second")
    assert settings.warehouse.is_symlink()
    assert count(settings.warehouse, "documents") == 2


def test_a_damaged_lake_stops_the_run_that_needs_it(settings):
    load_articles(settings, ARTICLES[:1])
    path = next((settings.lake / "quotes").glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    load_articles(settings, ARTICLES[1:2], run_id="second")  # what is in the warehouse already is not read again
    settings.warehouse.unlink()
    with pytest.raises(LakeDamaged, match=path.name):
        load_articles(settings, ARTICLES[2:3], run_id="third")


# ---- declarations that change -----------------------------------------------------------------------------------


def test_a_table_that_is_not_as_declared_is_reshaped_and_keeps_its_rows(settings):
    load_articles(settings, ARTICLES[:2])
    before = content(settings.warehouse)
    with duckdb.connect(str(settings.warehouse.resolve())) as older:
        for view in ("quotes_enriched", "article_overview"):
            older.execute(f"DROP VIEW {view}")
        older.execute("ALTER TABLE documents DROP COLUMN section")
        older.execute("ALTER TABLE documents ADD COLUMN outdated INTEGER")
        older.execute("COMMENT ON COLUMN quotes.content IS 'old words'")
        older.execute("DROP TABLE scare_quotes")
    version = load_articles(settings, [], run_id="second")
    assert version.counts.files_in == 0
    assert content(settings.warehouse) == before
    with reading(settings.warehouse) as connection:
        columns = connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = 'documents'"
        ).fetchall()
        comment = connection.execute("SELECT comment FROM duckdb_columns() WHERE column_name = 'content'").fetchall()
        left = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE 'outdated%'").fetchall()
    assert ("section",) in columns
    assert ("outdated",) not in columns
    assert ("old words",) not in comment
    assert left == [(0,)]


def test_rows_of_every_table_come_out_as_they_went_in(settings):
    load_articles(settings, ARTICLES[:1])
    (wanted,) = ARTICLES[0].rows()["quotes"]
    with reading(settings.warehouse) as connection:
        (stored,) = connection.sql("FROM quotes").to_arrow_table().to_pylist()
    assert {name: stored[name] for name in wanted} == wanted
