"""A batch: what its items become, and that one bad item costs itself alone."""

from __future__ import annotations

import os
import shutil
import signal
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows import batch as module
from flows.batch import Batch, InboxFile, cut_batches, stage
from flows.limits import Limits
from flows.model import Refusal, Refused
from flows.pool import Stopped, Workers, _culprit
from flows.settings import PROJECT
from flows.tables.arrow import arrow_schema

LIMITS = Limits(seconds=20, memory_mb=1_500, file_bytes=10_000_000)
SAMPLES = sorted((PROJECT / "data/samples/eurasia_daily_monitor").glob("*.txt"))


def inbox_file(path: Path) -> InboxFile:
    data = path.read_bytes()
    return InboxFile(path, path.name, len(data), sha256(data).hexdigest())


def one_batch(*paths: Path) -> Batch:
    [batch] = cut_batches([inbox_file(path) for path in paths], 10**9)
    return batch


def test_batches_are_closed_by_size_and_lose_nothing():
    items = [inbox_file(path) for path in SAMPLES]
    batches = cut_batches(items, 5_000)
    assert [item for batch in batches for item in batch.items] == items
    assert len(batches) > 1
    assert all(sum(i.byte_size for i in batch.items[:-1]) < 5_000 for batch in batches)


def test_a_batch_is_named_by_its_bytes():
    assert one_batch(*SAMPLES).batch_id == one_batch(*SAMPLES).batch_id
    assert one_batch(*SAMPLES[:2]).batch_id != one_batch(*SAMPLES[:1]).batch_id


def test_staged_files_have_the_declared_schema_and_the_counted_rows(tmp_path: Path):
    staged = stage(one_batch(*SAMPLES), tmp_path, "run", LIMITS)
    assert {path.stem: pq.read_metadata(path).num_rows for path in tmp_path.glob("*.parquet")} == staged.row_counts
    for table in staged.row_counts:
        written, declared = pq.read_schema(tmp_path / f"{table}.parquet"), arrow_schema(table)
        assert [(f.name, f.type) for f in written] == [(f.name, f.type) for f in declared]
        assert [f.metadata[b"meaning"] for f in written] == [f.metadata[b"meaning"] for f in declared]
    assert all(len(outcome.document_ids) == 1 for outcome in staged.outcomes)


def test_pieces_of_a_table_are_written_in_order_with_their_lineage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    batch = one_batch(*SAMPLES)
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    stage(batch, whole, "run", LIMITS)
    monkeypatch.setattr("flows.staged_files._ROWS_AT_ONCE", 3)
    monkeypatch.setattr("flows.staged_files._ROWS_A_PIECE", 7)
    stage(batch, cut, "run", LIMITS)
    for path in whole.glob("*.parquet"):
        table = pq.read_table(path)
        assert pq.read_table(cut / path.name).equals(table)
        assert {(row["run_id"], row["batch_id"]) for row in table.to_pylist()} == {("run", batch.batch_id)}
    assert pq.read_metadata(cut / "mentions.parquet").num_row_groups > 1


def test_a_document_with_a_figure_that_no_table_can_hold_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    sound = module.extract_rows

    def with_a_giant_volume(document):
        rows = sound(document)
        rows["documents"][0]["volume"] = 2**40 if document.path == SAMPLES[1].name else None
        return rows

    monkeypatch.setattr(module, "extract_rows", with_a_giant_volume)
    staged = stage(one_batch(*SAMPLES[:3]), tmp_path, "run", LIMITS)
    assert [outcome.refusal for outcome in staged.outcomes] == [None, Refusal.CRASHED, None]
    assert staged.row_counts["documents"] == staged.row_counts["document_sources"] == 2
    [refused] = [path for path, outcome in zip(SAMPLES, staged.outcomes, strict=False) if outcome.refusal]
    texts = pq.read_table(tmp_path / "mentions.parquet")
    assert set(texts["document_id"].to_pylist()) == {i for outcome in staged.outcomes for i in outcome.document_ids}
    assert refused == SAMPLES[1]


def test_staging_again_gives_the_same_bytes(tmp_path: Path):
    for name in ("one", "two"):
        stage(one_batch(*SAMPLES), tmp_path / name, "run", LIMITS)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_the_same_article_twice_is_one_document_from_two_places(tmp_path: Path):
    copy = tmp_path / "copy.txt"
    shutil.copy(SAMPLES[0], copy)
    staged = stage(one_batch(SAMPLES[0], copy), tmp_path / "staged", "run", LIMITS)
    assert staged.row_counts["documents"] == 1
    assert staged.row_counts["document_sources"] == 2


def test_a_defect_costs_the_file_that_met_it_and_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    sound = module.extract_rows

    def broken(document):
        if document.path == SAMPLES[1].name:
            raise ZeroDivisionError("by nothing")
        return sound(document)

    monkeypatch.setattr(module, "extract_rows", broken)
    staged = stage(one_batch(*SAMPLES[:3]), tmp_path, "run", LIMITS)
    assert [outcome.refusal for outcome in staged.outcomes] == [None, Refusal.CRASHED, None]
    assert "ZeroDivisionError" in str(staged.outcomes[1].sentence)


class Poison(os.PathLike[str]):
    """A path that does harm to whoever opens it: it is opened inside the worker alone."""

    def __init__(self, harm: str) -> None:
        self.harm = harm

    def __fspath__(self) -> str:
        if self.harm == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.harm == "grows":
            bytearray(5_000_000_000)
        sum(range(10**11))  # never comes back to Python
        return ""


@pytest.mark.kills
@pytest.mark.parametrize(
    ("harm", "reason"), [("dies", Refusal.CRASHED), ("hangs", Refusal.TOO_SLOW), ("grows", Refusal.TOO_MUCH_MEMORY)]
)
def test_a_file_that_ends_its_worker_is_refused_and_the_rest_is_staged(harm: str, reason: Refusal, tmp_path: Path):
    sound = one_batch(*SAMPLES[:2])
    poison = InboxFile(Poison(harm), "poison.txt", 1, "0" * 64)  # type: ignore[arg-type]
    batch = Batch(sound.batch_id, (sound.items[0], poison, sound.items[1]))
    with Workers(1, Limits(seconds=1.5, memory_mb=1_500, file_bytes=10_000_000)) as workers:
        staged = workers.stage(batch, tmp_path / "poisoned", "run")
        again = workers.stage(sound, tmp_path / "sound", "run")  # the pool is whole again
    assert [outcome.refusal for outcome in staged.outcomes] == [None, reason, None]
    assert staged.row_counts == again.row_counts


@pytest.mark.kills
def test_stopped_workers_give_up_what_they_are_at(tmp_path: Path):
    sound = one_batch(*SAMPLES[:1])
    poison = InboxFile(Poison("hangs"), "poison.txt", 1, "0" * 64)  # type: ignore[arg-type]
    endless = Batch(sound.batch_id, (poison,))
    with (
        Workers(1, Limits(seconds=60, memory_mb=1_500, file_bytes=10_000_000)) as workers,
        ThreadPoolExecutor(1) as thread,
    ):
        at_work = thread.submit(workers.stage, endless, tmp_path / "endless", "run")
        while not (tmp_path / "endless").exists():
            time.sleep(0.05)
        workers.stop()
        with pytest.raises(Stopped):
            at_work.result(timeout=10)
        with pytest.raises(Stopped):
            workers.stage(sound, tmp_path / "sound", "run")


def test_a_culprit_is_refused_unread(tmp_path: Path):
    verdict = Refused(Refusal.TOO_SLOW, "it took too long")
    staged = stage(one_batch(*SAMPLES[:2]), tmp_path, "run", LIMITS, {(0, ""): verdict})
    assert [outcome.refusal for outcome in staged.outcomes] == [Refusal.TOO_SLOW, None]
    assert staged.outcomes[0].sentence == "it took too long"


# ---- members of a file -------------------------------------------------------------------------------------------


def archive(folder: Path, **members: bytes) -> Path:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w") as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return path


def test_a_refused_member_is_told_and_the_others_are_staged(tmp_path: Path):
    path = archive(tmp_path, one=SAMPLES[0].read_bytes(), bad=bytes(range(256)) * 9, two=SAMPLES[1].read_bytes())
    staged = stage(one_batch(path), tmp_path / "staged", "run", LIMITS)
    [outcome] = staged.outcomes
    assert (len(outcome.document_ids), outcome.refusal) == (2, None)
    assert [(member.member, member.reason) for member in outcome.refused_members] == [("bad", Refusal.NOT_TEXT)]
    assert staged.row_counts["document_sources"] == 2


def test_a_file_none_of_whose_members_is_read_is_refused_with_all_of_them(tmp_path: Path):
    path = archive(tmp_path, bad=bytes(range(256)) * 9, empty=b"")
    [outcome] = stage(one_batch(path), tmp_path / "staged", "run", LIMITS).outcomes
    assert (outcome.refusal, len(outcome.refused_members)) == (Refusal.NOT_TEXT, 2)
    assert "none of its 2 members" in str(outcome.sentence)


def test_the_time_limit_is_of_a_member_and_not_of_its_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    sound = module.extract_rows

    def slow(document):
        if document.member.startswith("slow"):
            while True:
                pass
        time.sleep(0.1)
        return sound(document)

    texts = [sample.read_bytes() for sample in SAMPLES[:4]]
    monkeypatch.setattr(module, "extract_rows", slow)
    module.load_what_extraction_needs()
    path = archive(tmp_path, a=texts[0], slow=texts[1], b=texts[2], c=texts[3])
    limits = Limits(seconds=0.3, memory_mb=1_500, file_bytes=10_000_000)
    [outcome] = stage(one_batch(path), tmp_path / "staged", "run", limits).outcomes
    assert len(outcome.document_ids) == 3
    assert [(member.member, member.reason) for member in outcome.refused_members] == [("slow", Refusal.TOO_SLOW)]


def test_a_file_of_slow_members_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def slow(_document):
        raise Refused(Refusal.TOO_SLOW, "it took too long")

    monkeypatch.setattr(module, "extract_rows", slow)
    texts = {
        f"m{number}": f"The quay is closed for the {number}th time, said the harbor master.".encode()
        for number in range(30)
    }
    [outcome] = stage(one_batch(archive(tmp_path, **texts)), tmp_path / "staged", "run", LIMITS).outcomes
    assert [member.member for member in outcome.refused_members][-2:] == ["m9", "(rest)"]


def test_a_member_that_ended_its_worker_is_refused_alone(tmp_path: Path):
    path = archive(tmp_path, one=SAMPLES[0].read_bytes(), deadly=SAMPLES[1].read_bytes())
    culprits = {(0, "deadly"): Refused(Refusal.CRASHED, "reading it ended the worker")}
    [outcome] = stage(one_batch(path), tmp_path / "staged", "run", LIMITS, culprits).outcomes
    assert len(outcome.document_ids) == 1
    assert [(member.member, member.reason) for member in outcome.refused_members] == [("deadly", Refusal.CRASHED)]


def test_who_ended_a_worker_is_the_member_and_at_last_its_file(tmp_path: Path):
    (tmp_path / module.JOURNAL).write_text('{"place": 2, "member": "x"}')
    verdict = Refused(Refusal.CRASHED, "it ended the worker")
    assert _culprit(tmp_path, {}) == (2, "x")
    assert _culprit(tmp_path, {(2, "x"): verdict}) == (2, "")
    with pytest.raises(RuntimeError, match="item 2"):
        _culprit(tmp_path, {(2, "x"): verdict, (2, ""): verdict})
