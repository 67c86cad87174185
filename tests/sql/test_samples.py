"""The questions of ``sql/analyses/``, the views and the documents that show them, against the samples."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO

import duckdb
import pytest

from flows.load.query import run_query
from flows.load.sql_files import sql_files
from flows.settings import PROJECT

from . import analyses_page
from .sample_warehouse import sample_warehouse

pytestmark = pytest.mark.publishes


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory):
    return sample_warehouse(tmp_path_factory.mktemp("samples"))


@pytest.mark.parametrize("file", sql_files("analyses"), ids=lambda file: file.name)
def test_the_samples_answer_every_question(file, warehouse):
    rows = run_query(warehouse, file.statement).num_rows
    assert (rows == 0) == (file.name in analyses_page.WITHOUT_ROWS), f"{rows} rows"


@pytest.mark.parametrize("file", sql_files("checks"), ids=lambda file: file.name)
def test_every_claim_holds_over_the_samples(file, warehouse):
    assert run_query(warehouse, file.statement).to_pylist() == []


def test_the_page_of_answers_is_current(warehouse):
    assert analyses_page.PAGE.read_text(encoding="utf-8") == analyses_page.page(warehouse), (
        "docs/analyses.md is stale: call `.venv/bin/python -m tests.sql.analyses_page --write`"
    )


def test_every_view_can_be_read_and_says_what_it_is(warehouse):
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        views = dict(connection.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall())
        assert views.keys() == {file.name for file in sql_files("marts")}
        for name, comment in views.items():
            assert comment.startswith("Grain: ")
            connection.execute(f"SELECT count(*) FROM (FROM {name})").fetchall()


def test_the_file_and_the_dictionary_tell_of_every_table_and_column(warehouse):
    page = (PROJECT / "docs" / "tables.md").read_text(encoding="utf-8")
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        relations = connection.execute(
            "SELECT table_name, comment FROM duckdb_tables() UNION ALL "
            "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
        columns = connection.execute("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal")
        assert len(relations) > 30
        for name, comment in relations:
            assert comment, name
            assert f"### {name}\n" in page or f"`{name}`" in page, name
        for name, column, comment in columns.fetchall():
            assert comment, (name, column)
            assert f"`{column}`" in page or f"`{name}`" in page, (name, column)


def test_the_notebook_runs_and_shows_what_it_says(warehouse):
    notebook = json.loads((PROJECT / "docs" / "notebook.ipynb").read_text(encoding="utf-8"))
    names = {"WAREHOUSE": str(warehouse.resolve())}
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        printed = StringIO()
        with redirect_stdout(printed):
            exec("".join(cell["source"]), names)
        kept = "".join("".join(output["text"]) for output in cell["outputs"])
        assert printed.getvalue() == kept, "docs/notebook.ipynb shows another answer: run it again and save it"


def test_the_lake_read_as_the_page_tells_holds_the_rows_of_the_warehouse(warehouse):
    told = (PROJECT / "docs" / "ways-in.md").read_text(encoding="utf-8").split("```sql\n")[1].split("```")[0]
    lake = str(warehouse.parents[1] / "lake")
    with duckdb.connect() as connection:
        from_lake = connection.execute(told.replace("data/lake", lake)).fetchall()
    wanted = run_query(warehouse, "SELECT kind, count(*) AS n FROM quotes GROUP BY ALL ORDER BY ALL").to_pylist()
    assert from_lake == [(row["kind"], row["n"]) for row in wanted]
