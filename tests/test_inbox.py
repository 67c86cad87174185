"""What a run was given: every file once, in the order of the paths, whatever it is."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from flows.inbox import keep_copy, look_into, quarantine_row
from flows.model import Refusal, Refused

LIMIT = 1_000


def test_each_path_once_in_order_whatever_the_order_of_the_inputs(tmp_path: Path):
    for name in ("b.txt", "a.txt", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    inbox = look_into([tmp_path / "sub", tmp_path / "b.txt", tmp_path], frozenset(), LIMIT)
    assert [Path(file.shown_as).name for file in inbox.fresh] == ["a.txt", "b.txt", "c.txt"]


def test_bytes_that_are_loaded_already_need_no_staging(tmp_path: Path):
    (tmp_path / "old.txt").write_text("known")
    (tmp_path / "new.txt").write_text("unknown")
    inbox = look_into([tmp_path], frozenset({sha256(b"known").hexdigest()}), LIMIT)
    assert [Path(file.shown_as).name for file in inbox.fresh] == ["new.txt"]
    assert [(Path(file.path).name, file.refusal) for file in inbox.turned] == [("old.txt", None)]


def test_what_cannot_be_a_document_is_turned_away_with_its_reason(tmp_path: Path):
    (tmp_path / "large.txt").write_bytes(b"x" * (LIMIT + 1))
    (tmp_path / "link.txt").symlink_to(tmp_path / "large.txt")
    inbox = look_into([tmp_path], frozenset(), LIMIT)
    assert [file.refusal for file in inbox.turned] == [Refusal.TOO_LARGE, Refusal.NOT_A_FILE]
    assert all(file.sentence for file in inbox.turned)


def test_a_refused_file_is_kept_under_its_hash(tmp_path: Path):
    source = tmp_path / "rubbish.txt"
    source.write_bytes(b"\x00\x01")
    [file] = look_into([source], frozenset(), LIMIT).fresh
    stored_as = keep_copy(file, tmp_path / "quarantine")
    assert stored_as and (tmp_path / "quarantine" / stored_as).read_bytes() == b"\x00\x01"
    source.unlink()
    assert keep_copy(file, tmp_path / "quarantine") == stored_as
    assert keep_copy(file, tmp_path / "elsewhere") is None


def test_the_same_refusal_has_the_same_key_in_every_run():
    refused = Refused(Refusal.EMPTY, "the file is empty")
    assert quarantine_row("a", "0" * 64, refused, None) == quarantine_row("a", "0" * 64, refused, None)
    assert quarantine_row("a", "0" * 64, refused, None) != quarantine_row("b", "0" * 64, refused, None)


def test_each_refused_member_has_a_key_of_its_own():
    refused = Refused(Refusal.DAMAGED, "it is damaged")
    rows = [quarantine_row("a.zip", "0" * 64, refused, None, member) for member in (None, "x.txt", "y.txt")]
    assert len({row["quarantine_id"] for row in rows}) == 3
    assert [(row["member"], row["row_key"]) for row in rows[:2]] == [(None, "a.zip"), ("x.txt", "a.zip!x.txt")]
