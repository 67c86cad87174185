from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.load.errors import LakeDamaged, LoadError
from flows.load.lake import Lake, Manifest, check_schema, empty_folder

SHIPS = pa.schema([pa.field("name", pa.string(), nullable=False), pa.field("tons", pa.int32())])


@pytest.fixture
def lake(tmp_path):
    return Lake(tmp_path / "lake")


def ships(*names):
    return pa.Table.from_pylist([{"name": name, "tons": 7} for name in names], schema=SHIPS)


def staged(tmp_path, *names):
    path = tmp_path / "ships.parquet"
    pq.write_table(ships(*names), path)
    return path


def names(lake, files):
    return sorted(lake.read(files, SHIPS).to_table().column("name").to_pylist())


def test_a_file_moves_in_and_reads_back(lake, tmp_path):
    path = staged(tmp_path, "Anna", "Bertha")
    file = lake.adopt(path, "ships", "b1", "run-1")
    assert not path.exists()
    assert (file.path, file.rows) == ("ships/b1-run-1.parquet", 2)
    assert names(lake, [file]) == ["Anna", "Bertha"]


def test_written_files_are_compressed_and_carry_page_checksums(lake):
    file = lake.write("ships", ships("Anna"), "run-1")
    column = pq.read_metadata(lake.root / file.path).row_group(0).column(0)
    assert column.compression == "ZSTD"
    damaged = bytearray((lake.root / file.path).read_bytes())
    at = column.dictionary_page_offset + column.total_compressed_size - 3
    damaged[at] ^= 0xFF
    (lake.root / "other.parquet").write_bytes(damaged)
    with pytest.raises(OSError, match=r"(?i)checksum|crc|corrupt"):
        pq.read_table(lake.root / "other.parquet", page_checksum_verification=True)


def test_rows_of_one_content_are_written_once(lake):
    first, second = (lake.write_once("ships", ships("Anna")) for _ in range(2))
    other = lake.write_once("ships", ships("Bertha"))
    assert first == second
    assert other.path != first.path


def test_no_files_are_an_empty_table(lake):
    assert lake.read([], SHIPS).to_table().num_rows == 0


def test_a_column_that_an_older_file_lacks_is_null(lake):
    file = lake.write("ships", ships("Anna").select(["name"]), "run-1")
    assert lake.read([file], SHIPS).to_table().to_pylist() == [{"name": "Anna", "tons": None}]


@pytest.mark.parametrize("damage", ["flip", "truncate", "swap", "remove"])
def test_a_damaged_file_is_never_read(lake, damage):
    file = lake.write("ships", ships("Anna", "Bertha"), "run-1")
    path = lake.root / file.path
    content = path.read_bytes()
    if damage == "flip":
        path.write_bytes(content[:40] + bytes([content[40] ^ 1]) + content[41:])
    elif damage == "truncate":
        path.write_bytes(content[:-1])
    elif damage == "swap":
        lake.write("ships", ships("Clara"), "run-1")
    else:
        path.unlink()
    with pytest.raises(LakeDamaged, match=r"ships/run-1\.parquet .*backup"):
        lake.read([file], SHIPS)


def test_every_flipped_bit_is_found(lake):
    file = lake.write("ships", ships("Anna", "Bertha"), "run-1")
    path = lake.root / file.path
    content = path.read_bytes()
    for at in range(0, len(content), 7):
        path.write_bytes(content[:at] + bytes([content[at] ^ (1 << at % 8)]) + content[at + 1 :])
        with pytest.raises(LakeDamaged):
            lake.read([file], SHIPS)


def test_manifests_come_back_in_the_order_of_the_runs(lake):
    file = lake.write("ships", ships("Anna"), "run-1")
    written = [
        Manifest(2, "a", (), replaces=True),
        Manifest(1, "z", (file,), run={"files_in": 1}),
        Manifest(1_000_000, "b", ()),
    ]
    for manifest in written:
        lake.commit(manifest)
    assert lake.manifests() == [written[1], written[0], written[2]]


def test_sweeping_takes_what_no_manifest_names(lake):
    kept, orphan = lake.write("ships", ships("Anna"), "run-1"), lake.write("ships", ships("Bertha"), "run-2")
    lake.commit(Manifest(1, "run-1", (kept,)))
    (lake.root / "manifests" / ".tmp-000002-run-2.json").write_text("{")
    (lake.root / "ships" / ".tmp-b.parquet").write_text("")
    assert {path.name for path in lake.sweep()} == {"run-2.parquet", ".tmp-000002-run-2.json", ".tmp-b.parquet"}
    assert (lake.root / kept.path).exists()
    assert not (lake.root / orphan.path).exists()
    assert lake.sweep() == []


def test_discarding_spares_what_a_manifest_names(lake, tmp_path):
    kept, other = lake.write("ships", ships("Anna"), "run-1"), lake.write("ships", ships("Bertha"), "run-2")
    path = staged(tmp_path, "Clara")
    moved = lake.adopt(path, "ships", "b1", "run-2")
    lake.commit(Manifest(1, "run-1", (kept,)))
    lake.discard([kept, other, moved], {moved.path: path})
    assert [p.name for p in lake.root.glob("ships/*")] == ["run-1.parquet"]
    assert path.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", json.dumps({"sequence": 1}), json.dumps({"files": [{}]})])
def test_a_manifest_that_cannot_be_understood_is_named(lake, text):
    (lake.root / "manifests").mkdir(parents=True)
    (lake.root / "manifests" / "000001-run-1.json").write_text(text)
    with pytest.raises(LakeDamaged, match=r"000001-run-1\.json"):
        lake.manifests()


def test_a_staged_file_with_other_columns_is_refused(tmp_path):
    path = staged(tmp_path, "Anna")
    check_schema(path, SHIPS)
    with pytest.raises(LoadError, match="tons int64"):
        check_schema(path, pa.schema([SHIPS.field("name"), pa.field("tons", pa.int64())]))
    with pytest.raises(LoadError, match="order"):
        check_schema(path, pa.schema([SHIPS.field("tons"), SHIPS.field("name")]))


def test_emptying_a_folder_follows_no_link(tmp_path):
    outside, folder = tmp_path / "outside", tmp_path / "staging"
    (outside / "kept").mkdir(parents=True)
    (folder / "run").mkdir(parents=True)
    (folder / "file").write_text("")
    (folder / "link").symlink_to(outside)
    empty_folder(folder)
    empty_folder(tmp_path / "missing")
    assert list(folder.iterdir()) == []
    assert (outside / "kept").exists()
