"""The flows as Prefect runs them: what arrives is loaded, known or refused, and nothing else happens."""

from __future__ import annotations

import json
import os
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from flows.load.lake import Lake
from flows.load.query import run_query
from flows.runs import RunSummary
from flows.settings import PROJECT, settings_for
from flows.tables import Origin, all_tables

pytestmark = [
    pytest.mark.prefect,
    pytest.mark.usefixtures("prefect_api"),
    # Prefect leaves the sockets of its clients to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

SAMPLES = PROJECT / "data/samples"
SEED = PROJECT.parent / "shared/domain/seed.txt"


def run_daily(*inputs: Path, data_dir: Path) -> RunSummary:
    from flows.daily import daily

    return daily(inputs=list(inputs), data_dir=data_dir)


def ask(data_dir: Path, query: str) -> list[dict[str, Any]]:
    return run_query(settings_for(data_dir).warehouse, query).to_pylist()


def content_of(data_dir: Path) -> dict[str, list[Any]]:
    """Every row of every table that documents give, without its lineage."""
    wanted = [table for table in all_tables().values() if table.origin is not Origin.LEDGER]
    found = {}
    for table in wanted:
        columns = [name for name in table.column_names if name not in {"run_id", "batch_id"}]
        found[table.name] = ask(data_dir, f"SELECT {', '.join(columns)} FROM {table.name} ORDER BY ALL")
    return found


@pytest.fixture(scope="module")
def loaded(prefect_api: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunSummary]:
    """The samples, loaded once."""
    data_dir = tmp_path_factory.mktemp("loaded")
    return data_dir, run_daily(SAMPLES, data_dir=data_dir)


def test_every_sample_is_loaded_or_a_known_duplicate(loaded: tuple[Path, RunSummary]):
    data_dir, summary = loaded
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in (PROJECT / "tests/samples").glob("*/*.json")]
    copies = sum(truth["duplicate_of"] is not None for truth in truths)
    assert summary.state == "published", summary.error
    assert (summary.files_in, summary.files_quarantined) == (len(truths), 0)
    assert (summary.files_loaded, summary.files_duplicate) == (len(truths) - copies, copies)
    assert summary.checks_failed == 0
    [row] = ask(data_dir, "SELECT count(*) AS documents FROM documents")
    assert row["documents"] == summary.documents_loaded == len(truths) - copies


def test_the_pages_for_newcomers_print_what_the_samples_give(loaded: tuple[Path, RunSummary]):
    data_dir, summary = loaded
    readme = " ".join((PROJECT / "README.md").read_text(encoding="utf-8").split())
    assert ", ".join(f"{count:,} {name}" for name, count in sorted(summary.rows_by_table.items()) if count) in readme
    kinds = ask(data_dir, "SELECT kind, count(*) AS n FROM quotes GROUP BY ALL ORDER BY kind")
    assert ", ".join(f"{row['kind']} {row['n']}" for row in kinds) in (PROJECT / "docs/ways-in.md").read_text("utf-8")


def test_the_same_inbox_again_loads_nothing_and_changes_no_content(loaded: tuple[Path, RunSummary]):
    data_dir, first = loaded
    before = content_of(data_dir)
    second = run_daily(SAMPLES, data_dir=data_dir)
    assert second.state == "published"
    assert (second.files_in, second.files_duplicate) == (first.files_in, first.files_in)
    assert not any(second.rows_by_table.values())
    assert content_of(data_dir) == before


def test_a_run_leaves_its_summary_and_the_way_to_its_report_with_prefect(loaded: tuple[Path, RunSummary]):
    from prefect.artifacts import Artifact

    _, summary = loaded
    table = Artifact.get("run-summary")
    assert table and {"what": "files in", "count": summary.files_in} in json.loads(str(table.data))
    link = Artifact.get("quality-report")
    assert link and "file://" in str(link.data)


def test_the_report_and_the_data_docs_stand_below_the_data_folder(loaded: tuple[Path, RunSummary]):
    data_dir, summary = loaded
    assert summary.report == data_dir / "reports/index.html"
    assert summary.run_id in summary.report.read_text(encoding="utf-8")
    assert list((data_dir / "reports/gx").rglob("index.html"))


def test_bad_files_are_refused_one_by_one_and_kept(data_dir: Path, tmp_path: Path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    good = next(SAMPLES.glob("*/*.txt"))
    shutil.copy(good, inbox / "good.txt")
    (inbox / "zero.txt").touch()
    (inbox / "rubbish.txt").write_bytes(bytes(range(256)) * 40)
    (inbox / "dangling.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(inbox / "pipe.txt")
    (inbox / "long-line.txt").write_text("word " * 5_000_000)
    (inbox / "cut.html.gz").write_bytes(b"\x1f\x8b\x08\x00broken")
    summary = run_daily(inbox, data_dir=data_dir)
    reasons = {Path(row["path"]).name: row["reason"] for row in ask(data_dir, "SELECT path, reason FROM files")}
    assert summary.state == "published", summary.error
    assert reasons == {
        "good.txt": None,
        "zero.txt": "empty_file",
        "rubbish.txt": "not_text",
        "dangling.txt": "not_a_file",
        "pipe.txt": "not_a_file",
        "long-line.txt": "line_too_long",
        "cut.html.gz": "damaged",
    }
    refused = ask(data_dir, "SELECT path, reason, stored_as FROM quarantine")
    assert len(refused) == summary.files_quarantined == 6
    assert all(row["reason"] for row in refused)
    for row in refused:
        if row["stored_as"]:
            assert (data_dir / "quarantine" / row["stored_as"]).read_bytes() == Path(row["path"]).read_bytes()


def test_a_file_that_was_mended_is_loaded_by_the_next_run(data_dir: Path, tmp_path: Path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "later.txt").touch()
    assert run_daily(inbox, data_dir=data_dir).files_quarantined == 1
    shutil.copy(next(SAMPLES.glob("*/*.txt")), inbox / "later.txt")
    assert run_daily(inbox, data_dir=data_dir).files_loaded == 1


def test_an_empty_folder_is_a_run_with_nothing_in_it(data_dir: Path, tmp_path: Path):
    (tmp_path / "inbox").mkdir()
    summary = run_daily(tmp_path / "inbox", data_dir=data_dir)
    assert (summary.state, summary.files_in) == ("published", 0)


def test_a_failed_critical_check_leaves_the_old_version(
    loaded: tuple[Path, RunSummary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from flows import work
    from flows.load import audit

    data_dir, _ = loaded
    warehouse = settings_for(data_dir).warehouse
    before = warehouse.resolve()
    broken = audit.Check(
        "nothing_is_ever_right", "claim", "critical", "SELECT document_id FROM documents", to_do="Mend it."
    )
    monkeypatch.setattr(audit, "all_checks", lambda: [broken])
    artifacts: dict[str, list[dict[str, Any]]] = {}
    monkeypatch.setattr(work, "create_table_artifact", lambda key, table, **_: artifacts.update({key: table}))
    (tmp_path / "new.txt").write_text("Volume: 5 Issue: 9\n\nThe ferry left. " * 30)
    summary = run_daily(tmp_path, data_dir=data_dir)
    assert summary.state == "stopped"
    assert "nothing_is_ever_right" in str(summary.error) and str(summary.error).endswith("To do: Mend it.")
    assert {"what": "error", "count": summary.error} in artifacts["run-summary"]
    assert summary.report and "To do: Mend it." in summary.report.read_text(encoding="utf-8")
    assert warehouse.resolve() == before
    assert Lake(settings_for(data_dir).lake).manifests()[-1].run["state"] == "stopped"  # type: ignore[index]


def test_an_error_in_the_validation_engine_fails_the_run(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from flows import work
    from flows.validate.engine import AuditError

    monkeypatch.setattr(work, "audit_batch", partial(work.audit_batch, suites=tmp_path / "no-suites"))
    with pytest.raises(AuditError, match="make generate"):
        run_daily(next(SAMPLES.glob("*/*.txt")), data_dir=data_dir)
    assert not settings_for(data_dir).warehouse.exists()
    assert Lake(settings_for(data_dir).lake).manifests()[-1].run["state"] == "failed"  # type: ignore[index]


def test_recheck_looks_at_every_row_and_changes_none(loaded: tuple[Path, RunSummary]):
    from flows.recheck import recheck

    data_dir, _ = loaded
    before = content_of(data_dir)
    summary = recheck(data_dir=data_dir)
    assert (summary.state, summary.checks_failed) == ("published", 0)
    assert summary.checks_passed > 100
    assert content_of(data_dir) == before
    [row] = ask(data_dir, f"SELECT count(*) AS n FROM check_results WHERE run_id = '{summary.run_id}'")
    assert row["n"] == summary.checks_passed + summary.checks_warned


def test_backfill_with_the_same_extractor_finds_nothing_to_do(loaded: tuple[Path, RunSummary]):
    from flows.backfill import backfill

    data_dir, _ = loaded
    summary = backfill(data_dir=data_dir)
    assert (summary.state, summary.files_in) == ("published", 0)


def test_backfill_gives_the_same_rows_from_the_warehouse_alone(
    loaded: tuple[Path, RunSummary], monkeypatch: pytest.MonkeyPatch
):
    from flows import backfill as module

    data_dir, _ = loaded
    before = content_of(data_dir)
    monkeypatch.setattr(module, "EXTRACTOR_VERSION", "0")  # every stored document is of another version than that
    summary = module.backfill(data_dir=data_dir)
    assert summary.state == "published", summary.error
    assert summary.files_in == 0, "a backfill takes documents from the warehouse, not files"
    assert summary.checks_passed > 200, "every document was staged and audited again"
    assert content_of(data_dir) == before


@pytest.mark.skipif(not SEED.exists(), reason="the annotated briefing is not beside the project")
def test_the_seed_briefing_in_sql(data_dir: Path):
    assert run_daily(SEED, data_dir=data_dir).state == "published"
    [document] = ask(
        data_dir,
        "SELECT publication, volume, issue, language, headline, published_earliest::TEXT AS earliest, "
        "published_latest::TEXT AS latest, published_basis FROM documents",
    )
    assert document["earliest"] >= "2008-03-28"
    assert document["latest"] <= "2008-04-04"
    assert document.pop("published_basis")
    assert document | {"earliest": None, "latest": None} == {
        "publication": "Eurasia Daily Monitor",
        "volume": 5,
        "issue": 62,
        "language": "en",
        "headline": None,
        "earliest": None,
        "latest": None,
    }
    assert ask(data_dir, "SELECT * FROM authors") == []
    citations = ask(data_dir, "SELECT outlet_text, earliest::TEXT AS day FROM citations ORDER BY span_start")
    assert [tuple(row.values()) for row in citations] == [
        ("Interfax", "2008-03-15"),
        ("ITAR-TASS", "2008-03-18"),
        ("Interfax", "2008-03-18"),
    ]
    quotes = ask(
        data_dir,
        "SELECT speaker, speaker_role, cue, outlet, said_earliest::TEXT AS said FROM quotes "
        "WHERE kind = 'direct' ORDER BY content_start",
    )
    assert [tuple(row.values())[:1] + tuple(row.values())[2:] for row in quotes] == [
        ("Jaap de Hoop Scheffer", "explained", "Interfax", "2008-03-15"),
        ("Sergey Lavrov", "said", "ITAR-TASS", "2008-03-18"),
        ("Sergey Lavrov", "said", "ITAR-TASS", "2008-03-18"),
        ("Mikhail Margelov", "noted", "Interfax", "2008-03-18"),
        ("Mikhail Margelov", "said", "Interfax", "2008-03-18"),
    ]
    assert {row["speaker_role"] for row in quotes if row["speaker"] == "Sergey Lavrov"} == {"Russian Foreign Minister"}
    scare = ask(data_dir, "SELECT text FROM scare_quotes ORDER BY span_start")
    assert [row["text"] for row in scare] == ["done deal", "strategic cooperation", "security belt", "zero-sum"]
