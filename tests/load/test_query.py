from __future__ import annotations

import pyarrow as pa
import pytest

from flows.load.errors import QueryError
from flows.load.query import run_query
from flows.settings import Settings

from .articles import Article
from .runs import load_articles


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    settings = Settings(data_dir=tmp_path_factory.mktemp("query") / "data")
    load_articles(settings, [Article(1), Article(2)])
    return settings.warehouse


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT count(*) AS n FROM documents", [{"n": 2}]),
        ("FROM documents SELECT volume AS n LIMIT 1;", [{"n": 5}]),
        ("-- how many?\nWITH d AS (FROM documents) SELECT count(*) AS n FROM d -- all", [{"n": 2}]),
        ("SELECT speaker AS n FROM quotes_enriched ORDER BY 1", [{"n": "Jon Arvik"}, {"n": "Tessa Lund"}]),
        ("VALUES (1)", [{"col0": 1}]),
        ("PIVOT documents ON language USING count(*) GROUP BY volume", [{"volume": 5, "en": 2}]),
    ],
)
def test_a_query_is_answered(warehouse, query, rows):
    assert run_query(warehouse, query).to_pylist() == rows


@pytest.mark.parametrize("query", ["SHOW TABLES", "DESCRIBE quotes", "SUMMARIZE documents", "EXPLAIN SELECT 1"])
def test_the_warehouse_describes_itself(warehouse, query):
    assert run_query(warehouse, query).num_rows > 0


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM documents",
        "INSERT INTO runs SELECT * FROM runs",
        "CREATE TABLE t AS SELECT 1",
        "CREATE TEMP TABLE t AS SELECT 1",
        "DROP VIEW quotes_enriched",
        "ATTACH 'x.duckdb'",
        "COPY documents TO '/tmp/briefings-query.csv'",
        "EXPORT DATABASE '/tmp/briefings-query'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit = '1TB'",
        "PRAGMA database_list",
        "CALL pragma_version()",
        "EXPLAIN ANALYZE DELETE FROM documents",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM read_parquet('https://example.org/x.parquet')",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE documents",
        "",
        "-- nothing",
        ";",
    ],
)
def test_whatever_is_no_question_to_the_warehouse_is_refused(warehouse, query):
    before = warehouse.resolve().read_bytes()
    with pytest.raises(QueryError) as refused:
        run_query(warehouse, query)
    assert "\n" not in str(refused.value)
    assert warehouse.resolve().read_bytes() == before


def test_python_variables_cannot_be_read(warehouse):
    documents_of_mine = pa.table({"x": [1, 2, 3]})
    with pytest.raises(QueryError, match="documents_of_mine"):
        run_query(warehouse, "SELECT * FROM documents_of_mine")
    assert documents_of_mine.num_rows


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT speeker FROM quotes", "speeker"),
        ("SELEC 1", "SELEC"),
        ("SELECT 1/", "syntax error"),
        ("FROM nowhere", "nowhere"),
        ("SELECT CAST('x' AS INTEGER)", "Could not convert"),
    ],
)
def test_an_error_is_one_clear_line(warehouse, query, words):
    with pytest.raises(QueryError, match=words) as failed:
        run_query(warehouse, query)
    assert "\n" not in str(failed.value)


def test_a_query_without_end_is_stopped(warehouse):
    endless = "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range + b.range = -1"
    with pytest.raises(QueryError, match=r"longer than 0\.2 s"):
        run_query(warehouse, endless, seconds=0.2)


def test_a_query_that_needs_more_memory_than_it_may_have_is_stopped(warehouse):
    with pytest.raises(QueryError, match=r"(?i)memory"):
        run_query(warehouse, "SELECT list(range) FROM range(30000000)", memory_mb=50)


def test_without_a_warehouse_it_says_what_to_do(tmp_path):
    with pytest.raises(QueryError, match="briefings run"):
        run_query(tmp_path / "briefings.duckdb", "SELECT 1")


def test_a_broken_warehouse_is_named(tmp_path):
    path = tmp_path / "briefings.duckdb"
    path.write_text("no database")
    with pytest.raises(QueryError, match="rebuild"):
        run_query(path, "SELECT 1")
