from __future__ import annotations

import duckdb
import pytest

from flows.load.ddl import comments, create_table, schema_file, schema_files
from flows.tables import Column, ColumnType, Ordered, Origin, Table, all_tables

HARBOUR = Table(
    name="harbour",
    grain="a berth",
    origin=Origin.EXTRACTED,
    key=("berth",),
    columns=(
        Column("ship_id", ColumnType.TEXT, "The ship in it.", pattern="^[a-z]{3}$"),
        Column("kind", ColumnType.TEXT, "The captain's word for it.", null="it isn't told", one_of=("cog", "hulk's")),
        Column("draught", ColumnType.REAL, "Depth.", unit="metres", at_least=0.5, at_most=12),
        Column("berth", ColumnType.INTEGER, "Number.", at_least=1),
        Column("from_day", ColumnType.DATE, "First day.", null="unknown"),
        Column("to_day", ColumnType.DATE, "Last day.", null="unknown"),
        Column("places", ColumnType.SPANS, "Where."),
    ),
    ordered=(Ordered("from_day", "to_day"),),
)
GOOD = {"ship_id": "abc", "kind": "cog", "draught": 3.0, "berth": 1, "from_day": None, "to_day": None, "places": []}


@pytest.fixture
def harbour():
    with duckdb.connect() as connection:
        connection.execute(create_table(HARBOUR))
        yield connection


def insert(connection, **changes):
    row = GOOD | changes
    connection.execute(
        f"INSERT INTO harbour ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())
    )


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"kind": None},
        {"kind": "hulk's"},
        {"draught": 0.5},
        {"draught": 12},
        {"from_day": "2008-04-02", "to_day": "2008-04-02"},
        {"from_day": "2008-04-02"},
        {"places": [{"start": 1, "stop": 2}]},
    ],
)
def test_rows_of_good_form_are_taken(harbour, changes):
    insert(harbour, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"ship_id": None},
        {"ship_id": "abcd"},
        {"ship_id": "ABC"},
        {"kind": "barge"},
        {"draught": 0.4},
        {"draught": 12.1},
        {"berth": 0},
        {"berth": None},
        {"from_day": "2008-04-03", "to_day": "2008-04-02"},
        {"places": None},
    ],
)
def test_rows_of_bad_form_are_refused(harbour, changes):
    with pytest.raises(duckdb.ConstraintException):
        insert(harbour, **changes)


def test_meanings_become_comments(harbour):
    for statement in comments(HARBOUR):
        harbour.execute(statement)
    (table,) = harbour.execute("SELECT comment FROM duckdb_tables()").fetchall()
    columns = dict(harbour.execute("SELECT column_name, comment FROM duckdb_columns() WHERE NOT internal").fetchall())
    assert table == ("One row is a berth. Key: berth.",)
    assert columns["kind"] == "The captain's word for it. Null: it isn't told."
    assert columns["draught"] == "Depth. Unit: metres."


def test_every_declared_table_can_be_created_from_its_file():
    files = schema_files()
    assert files.keys() == {f"sql/schema/{name}.sql" for name in all_tables()}
    with duckdb.connect() as connection:
        for text in files.values():
            connection.execute(text)
        created = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        bare = connection.execute("SELECT column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL")
        assert bare.fetchall() == []
    assert {name for (name,) in created} == all_tables().keys()


def test_a_generated_file_says_so_and_holds_no_key_index():
    text = schema_file(HARBOUR)
    assert text.startswith("-- Generated from flows/tables/harbour.py")
    assert "PRIMARY KEY" not in text
