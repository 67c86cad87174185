"""The command as a user has it: one clear line for a mistake, light imports, results in the form asked for."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from flows.console import printable
from flows.export import write_csv, write_json, write_result
from flows.settings import PROJECT

SAMPLE = PROJECT / "data/samples/eurasia_daily_monitor/rail-ferry-bare.txt"


def briefings(*arguments: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from flows.cli import main; main()", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, cwd=cwd, env=os.environ | environment
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["run", "no/such/folder"], "there is no file or folder no/such/folder"),
        (["extract", "no-such.txt"], "there is no file or folder no-such.txt"),
        (["run", "--quickly"], "--quickly"),
        (["fly"], "fly"),
        (["extract"], "Missing argument"),
        (["sql", "missing.sql"], "missing.sql cannot be read"),
        (["sql", "SELECT 1", "--format", "parquet"], "name a file with --out"),
        (["search", "quay", "--format", "xlsx"], "name a file with --out"),
        (["sql", "SELECT 1", "--format", "xml"], "xml"),
        (["status", "--last", "0"], "--last"),
        (["extract", str(SAMPLE), "--columns", "leib=Text"], "leib"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(arguments: list[str], says: str, tmp_path: Path):
    done = briefings(*arguments, BRIEFINGS_DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not done.stdout


def test_columns_of_a_dump_are_named_on_the_command_line(tmp_path: Path):
    body = "The harbour of Qarn stays closed until the ice breaks, the port office said on Monday in a statement."
    dump = tmp_path / "dump.csv"
    dump.write_text(f'Titel;Inhalt\nQarn wartet;"{body}"\n', encoding="utf-8")
    done = briefings("extract", dump, "--columns", "headline=Titel,text=Inhalt", BRIEFINGS_DATA_DIR=str(tmp_path))
    [document] = map(json.loads, done.stdout.splitlines())
    assert (document["headline"], document["text"]) == ("Qarn wartet", body)


@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_an_answer_is_utf_8_whatever_the_locale(form: str, tmp_path: Path):
    (tmp_path / "warehouse").mkdir()
    duckdb.connect(str(tmp_path / "warehouse/briefings.duckdb")).close()
    query = "SELECT 'Łódź “…” Қаз' AS said"
    done = briefings("sql", query, "--format", form, BRIEFINGS_DATA_DIR=str(tmp_path), PYTHONIOENCODING="latin-1")
    assert done.returncode == 0, done.stderr
    assert "Łódź “…” Қаз" in done.stdout


def test_a_setting_that_makes_no_sense_is_one_line_too(tmp_path: Path):
    done = briefings("status", BRIEFINGS_WORKERS="many", BRIEFINGS_DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert "workers" in done.stderr
    assert "Traceback" not in done.stderr


def test_before_the_first_run_every_command_says_how_to_begin(tmp_path: Path):
    for arguments in (["status"], ["sql", "SELECT 1"]):
        done = briefings(*arguments, BRIEFINGS_DATA_DIR=str(tmp_path))
        assert "briefings run" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_extract_imports_neither_prefect_nor_great_expectations_nor_duckdb():
    code = (
        "import sys; sys.argv = ['briefings', 'extract', sys.argv[1], '--out', '/dev/null']\n"
        "from flows.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "heavy = {'prefect', 'great_expectations', 'duckdb', 'pandas', 'pyarrow'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code, str(SAMPLE)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_extract_writes_one_object_a_document_and_says_what_gave_none(tmp_path: Path):
    (tmp_path / "good.txt").write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    done = briefings("extract", tmp_path)
    [document] = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert document["volume"] and document["quotes"]
    assert all(document["text"][q["start"] : q["end"]] for q in document["quotes"])
    assert "empty.txt" in done.stderr


def test_extract_takes_texts_as_they_stand(tmp_path: Path):
    text = "“The barge will leave,” Harbour Master Ivo Pell said on Monday.\n"
    lines = [json.dumps({"id": "a", "text": text, "published": "2008-04-02"}), "not json", '{"id": "b"}']
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = briefings("extract", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    [document] = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert done.returncode == 0
    assert document["text"] == text
    assert [text[q["start"] : q["end"]] for q in document["quotes"]] == ["The barge will leave,"]
    assert document["date_published"] == "2008-04-02"
    assert "line 2" in done.stderr and "line 3" in done.stderr


def test_doctor_looks_at_everything_and_says_what_to_do(tmp_path: Path):
    home = tmp_path / ".prefect"
    home.mkdir(mode=0o755)
    done = briefings("doctor", BRIEFINGS_DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "chmod 700" in done.stdout
    home.chmod(0o700)
    assert "chmod 700" not in briefings("doctor", BRIEFINGS_DATA_DIR=str(tmp_path)).stdout


RESULT = pa.table({"speaker": ["=cmd()", "Mara"], "n": [1, None], "spans": [[{"start": 1, "stop": 2}], []]})


def test_csv_holds_no_formula_that_a_spreadsheet_would_run():
    out = io.StringIO()
    write_csv(RESULT, out)
    assert list(csv.reader(io.StringIO(out.getvalue()))) == [
        ["speaker", "n", "spans"],
        ["'=cmd()", "1", '[{"start": 1, "stop": 2}]'],
        ["Mara", "", "[]"],
    ]


def test_json_holds_one_object_a_line():
    out = io.StringIO()
    write_json(RESULT, out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == RESULT.to_pylist()


@pytest.mark.parametrize("form", ["csv", "json", "parquet", "table"])
def test_every_form_can_go_to_a_file(form: str, tmp_path: Path):
    write_result(RESULT, form, tmp_path / "out", None)
    assert (tmp_path / "out").stat().st_size > 0


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_reader_that_has_seen_enough_is_no_mistake(form: str, tmp_path: Path):
    (tmp_path / "warehouse").mkdir()
    duckdb.connect(str(tmp_path / "warehouse/briefings.duckdb")).close()
    query = "SELECT range AS n, repeat('x', 100) AS words FROM range(20_000)"
    command = [sys.executable, "-c", "from flows.cli import main; main()", "sql", query, "--format", form]
    environment = os.environ | {"BRIEFINGS_DATA_DIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as sql:
        assert sql.stdout is not None and sql.stderr is not None
        assert sql.stdout.readline()
        sql.stdout.close()
        assert sql.stderr.read() == ""


def test_what_a_file_is_called_cannot_move_the_cursor():
    assert printable("a\x1b[2Jb\n") == "a�[2Jb�"
