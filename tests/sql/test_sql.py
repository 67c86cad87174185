"""Every query of the project against folders of data.

A case is a folder ``<kind>/<query>/<case>/`` that mirrors ``sql/<kind>/<query>.sql``: ``<table>.jsonl`` for the tables
that it reads (columns left out are null) and ``expect.jsonl``, the rows that must come out (columns left out are not
compared). A case without tables of its own is asked of the newsroom: a small warehouse with the odd rows that real ones
have (no date, no publication, two articles of one day, a reprint, a piece, a window, an outlet nobody knows).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.load import ddl
from flows.load.audit import Check, all_checks, claim, declared_checks, run_checks
from flows.load.entities import resolve
from flows.load.errors import LoadError
from flows.load.intake import reference_names, reference_schema
from flows.load.near import copies
from flows.load.sql_files import SqlFile, sql_files
from flows.settings import PROJECT
from flows.tables import all_tables

HERE = Path(__file__).parent
NEWSROOM = HERE / "newsroom"
CASES = sorted(path.parent for path in HERE.glob("*/*/*/expect.jsonl"))
HEADERS = {
    "checks": {"claim", "severity", "reason", "to do", "reads"},
    "marts": {"grain", "reads", "caveats"},
    "derived": {"grain", "reads", "caveats"},
    "analyses": {"question", "grain", "reads", "caveats"},
}
FACTS = {"string": "VARCHAR", "double": "DOUBLE", "int64": "BIGINT"}
TEMPORARY = {"measured_pairs": copies.MEASURED, "document_signatures": {"document_id": "VARCHAR", "bands": "VARCHAR[]"}}
RESOLUTION = dict.fromkeys(resolve.RESOLVED.names, "VARCHAR") | {"confidence": "DOUBLE"}
FILES = [(kind, file) for kind in HEADERS for file in sql_files(kind)]


@pytest.fixture(scope="module")
def empty_warehouse():
    """The warehouse's tables, empty, without their constraints: a case may hold what a constraint would refuse."""
    with duckdb.connect() as opened:
        opened.execute("SET TimeZone = 'UTC'")
        for table in all_tables().values():
            columns = ", ".join(f"{name} {type_}" for name, type_ in types_of(table.name).items())
            opened.execute(f"CREATE TABLE {table.name} ({columns})")
        for name in reference_names():
            columns = ", ".join(f"{column} {type_}" for column, type_ in types_of(f"reference_{name}").items())
            opened.execute(f"CREATE TABLE reference_{name} ({columns})")
        opened.execute(f"CREATE TABLE entity_resolution ({', '.join(map(' '.join, RESOLUTION.items()))})")
        for name, columns in TEMPORARY.items():
            opened.execute(f"CREATE TABLE {name} ({', '.join(map(' '.join, columns.items()))})")
        for mart in sql_files("marts"):
            opened.execute(f"CREATE VIEW {mart.name} AS {mart.statement}")
        yield opened


@pytest.fixture
def connection(empty_warehouse):
    """The same for a test of its own: what it writes is rolled back."""
    empty_warehouse.begin()
    yield empty_warehouse
    empty_warehouse.rollback()


def types_of(name: str) -> dict[str, str]:
    if name == "entity_resolution":
        return RESOLUTION
    if name in TEMPORARY:
        return TEMPORARY[name]
    if (facts := name.removeprefix("reference_")) != name and facts not in all_tables():
        return {column.name: FACTS[str(column.type)] for column in reference_schema(facts)}
    declared = all_tables()[name.removeprefix("reference_")]
    columns = reference_schema(declared.name).names if name.startswith("reference_") else declared.column_names
    return {column: ddl.column_type(declared.column(column).type) for column in columns}


def fill(connection: Any, case: Path) -> None:
    own = [path for path in case.glob("*.jsonl") if path.stem != "expect"]
    for path in own or NEWSROOM.glob("*.jsonl"):
        types = ", ".join(
            f"{ddl.literal(column)}: {ddl.literal(type_)}" for column, type_ in types_of(path.stem).items()
        )
        connection.execute(f"INSERT INTO {path.stem} FROM read_json(?, columns = {{{types}}})", [str(path)])


def answer(connection: Any, statement: str) -> list[dict[str, Any]]:
    rows = connection.execute(f"SELECT to_json(answer)::VARCHAR FROM ({statement}) AS answer").fetchall()
    return [json.loads(row) for (row,) in rows]


def query_of(case: Path) -> SqlFile:
    kind, name = case.parent.parent.name, case.parent.name
    return next(file for file in sql_files(kind) if file.name == name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join(case.parts[-3:]))
def test_case(case, connection):
    fill(connection, case)
    statement = query_of(case).statement
    if case.parent.parent.name != "analyses":
        statement = f"FROM ({statement}) ORDER BY ALL"
    found = answer(connection, statement)
    expected = [json.loads(line) for line in (case / "expect.jsonl").read_text().splitlines()]
    assert [{name: row[name] for name in wanted} for row, wanted in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize(("kind", "file"), FILES, ids=lambda value: getattr(value, "name", value))
def test_every_query_has_a_case_and_a_full_header(kind, file):
    cases = [case for case in CASES if case.parent == HERE / kind / file.name]
    assert file.header.keys() == HEADERS[kind]
    assert cases, f"tests/sql/{kind}/{file.name}/<case>/ is missing"
    if kind == "checks":
        assert any((case / "expect.jsonl").read_text().strip() for case in cases), "no case breaks the claim"


@pytest.mark.parametrize(
    ("kind", "file"),
    [pair for pair in FILES if pair[0] in {"marts", "analyses"}],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_query_over_an_empty_warehouse_gives_no_rows(kind, file, connection):
    assert answer(connection, file.statement) == []


def test_every_case_has_its_query():
    names = {(kind, file.name) for kind, file in FILES}
    assert {(case.parent.parent.name, case.parent.name) for case in CASES} <= names


def test_derived_tables_have_their_query():
    derived = {table.name for table in all_tables().values() if table.origin == "derived"}
    assert {file.name for file in sql_files("derived")} == derived


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: f"{check.table or 'claim'}-{check.name}")
def test_every_check_holds_over_an_empty_warehouse(check, connection):
    (result,) = run_checks(connection, "run", [check])
    assert result["success"]
    assert result["severity"] in {"critical", "warning", "info"}


@pytest.mark.parametrize("file", sql_files("checks"), ids=lambda file: file.name)
def test_a_claims_reason_is_dated(file):
    reason = claim(file).reason
    assert reason is not None
    assert reason[:4].isdigit()
    assert reason[4] == "-"


def named(table: str, start: str) -> Check:
    return next(check for check in declared_checks() if check.table == table and check.name.startswith(start))


def test_a_doubled_key_is_found(connection):
    connection.execute("INSERT INTO authors (document_id, position) VALUES ('d', 1), ('d', 1), ('d', 2)")
    (result,) = run_checks(connection, "run", [named("authors", "key_is_unique")])
    assert (result["success"], result["unexpected_count"], result["examples"]) == (False, 1, ["d|1"])


def test_a_dangling_reference_is_found_and_null_is_none(connection):
    connection.execute("INSERT INTO documents (document_id) VALUES ('d')")
    connection.execute("INSERT INTO quotes (quote_id, document_id, person_id) VALUES ('a', 'd', NULL), ('b', 'x', 'p')")
    document, person = run_checks(
        connection,
        "run",
        [named("quotes", "reference_holds(document_id"), named("quotes", "reference_holds(person_id")],
    )
    assert (document["severity"], document["examples"]) == ("critical", ["b"])
    assert (person["severity"], person["examples"]) == ("warning", ["b"])


@pytest.mark.parametrize(
    ("start", "end", "words", "holds"),
    [
        (2, 4, "é\U0001f6a2", True),  # offsets count characters, not bytes
        (2, 4, "é", False),
        (0, 1, "b", False),
        (9, 12, "x", False),  # behind the end
        (None, None, None, True),
        (0, 1, None, False),
        (None, None, "a", False),
    ],
)
def test_a_span_that_does_not_read_back_is_found(connection, start, end, words, holds):
    connection.execute("INSERT INTO documents (document_id, text) VALUES ('d', 'abé\U0001f6a2e')")
    connection.execute(
        "INSERT INTO quotes (quote_id, document_id, cue_start, cue_end, cue) VALUES ('q', 'd', ?, ?, ?)",
        [start, end, words],
    )
    (result,) = run_checks(connection, "run", [named("quotes", "span_reads_back(cue_start")])
    assert result["success"] is holds


def test_a_check_that_cannot_be_run_is_an_error_and_no_verdict(connection):
    with pytest.raises(LoadError, match=r"no_such_claim.*nothing was published"):
        run_checks(connection, "run", [Check("no_such_claim", "claim", "info", "SELECT nothing FROM nowhere")])


def test_nothing_generated_below_sql_is_stale():
    for path, text in ddl.schema_files().items():
        assert (PROJECT / path).read_text(encoding="utf-8") == text, f"{path} is stale: call `make generate`"
