"""Answers that leave as files: nothing in them runs, nothing is lost silently."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from flows import spreadsheet
from flows.export import write_result

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "{=1}"]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def written(form: str, path: Path, columns: dict[str, Any]) -> str:
    told = io.StringIO()
    write_result(pa.table(columns), form, path, Console(file=told, width=200))
    return told.getvalue()


def cells(path: Path) -> dict[str, ElementTree.Element]:
    with ZipFile(path) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return {cell.attrib["r"]: cell for cell in sheet.iter(f"{SHEET}c")}


def text(cell: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in cell.iter(f"{SHEET}t"))


def test_text_like_a_formula_stays_text_in_a_workbook(tmp_path):
    written("xlsx", tmp_path / "a.xlsx", {"=name": FORMULAS})
    found = cells(tmp_path / "a.xlsx")
    assert [text(found[f"A{row}"]) for row in range(1, len(FORMULAS) + 2)] == ["=name", *FORMULAS]
    assert not [cell for cell in found.values() if cell.find(f"{SHEET}f") is not None]


def test_text_like_a_formula_gets_an_apostrophe_in_csv(tmp_path):
    written("csv", tmp_path / "a.csv", {"=name": ["=1", "-1", "a=1"]})
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8"))))
    assert rows == [["'=name"], ["'=1"], ["'-1"], ["a=1"]]


def test_days_numbers_flags_and_lists_keep_their_kind(tmp_path):
    moment = datetime(2008, 4, 2, 5, 30, tzinfo=UTC)
    columns = {"d": [date(2008, 4, 2)], "m": [moment], "n": [1.5], "f": [True], "l": [["a", "b"]], "z": [None]}
    written("xlsx", tmp_path / "a.xlsx", columns | {"old": [date(1812, 9, 7)], "long": [1234567890123456789]})
    found = cells(tmp_path / "a.xlsx")
    assert found["A2"].findtext(f"{SHEET}v") == "39540"
    assert float(found["B2"].findtext(f"{SHEET}v") or 0) == pytest.approx(39540 + 5.5 / 24)
    assert (found["C2"].findtext(f"{SHEET}v"), found["D2"].attrib["t"]) == ("1.5", "b")
    assert text(found["E2"]) == '["a", "b"]'
    assert "F2" not in found
    assert (text(found["G2"]), text(found["H2"])) == ("1812-09-07", "1234567890123456789")


def test_what_xml_cannot_hold_is_shown_and_long_text_is_cut_and_told(tmp_path):
    told = written("xlsx", tmp_path / "a.xlsx", {"t": ["a\x00b\x1f", "é" * 40_000, "\U0001f6a2" * 20_000]})
    found = cells(tmp_path / "a.xlsx")
    assert text(found["A2"]) == "a\ufffdb\ufffd"
    assert text(found["A3"]) == "é" * 32_766 + "…"
    assert text(found["A4"]) == "\U0001f6a2" * 16_383 + "…"
    assert "2 cells were longer" in told


def test_more_rows_than_a_sheet_has_are_refused_with_advice(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 3)
    written("xlsx", tmp_path / "a.xlsx", {"n": [1, 2]})
    with pytest.raises(ValueError, match=r"holds 2 rows.*has 3.*csv or parquet"):
        written("xlsx", tmp_path / "b.xlsx", {"n": [1, 2, 3]})
    assert not (tmp_path / "b.xlsx").exists()


def test_parquet_is_the_answer_itself(tmp_path):
    columns = {"d": [date(2008, 4, 2), None], "t": ["=1", "b"]}
    written("parquet", tmp_path / "a.parquet", columns)
    assert pq.read_table(tmp_path / "a.parquet").to_pydict() == columns


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_what_only_a_file_can_hold_needs_one(form):
    with pytest.raises(ValueError, match="--out"):
        write_result(pa.table({"n": [1]}), form, None, Console(file=io.StringIO()))
