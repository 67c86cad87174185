"""Suites from declarations and check files, without Great Expectations."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from flows.settings import PROJECT
from flows.tables import Origin, all_tables, table
from flows.validate.checks import CheckFileError, Severity, plausibility_checks
from flows.validate.derived import LISTS, ROW_NUMBER, audited_columns, audited_name
from flows.validate.suites import suite, suite_files

EXTRACTED = [t for t in all_tables().values() if t.origin is Origin.EXTRACTED]

GOOD = """
[[check]]
expectation = "expect_column_values_to_be_between"
column = "word_count"
kwargs = { max_value = 50000 }
severity = "info"
reason = "2026-11-23: longer ones are bundles that nobody split"
"""


def entries(name: str, **where: Any) -> list[dict[str, Any]]:
    found = suite(table(name))["expectations"]
    return [e for e in found if all(e["kwargs"].get(key) == value for key, value in where.items())]


def test_every_extracted_table_has_a_suite_and_no_other() -> None:
    assert set(suite_files()) == {f"expectations/suites/{t.name}.json" for t in EXTRACTED}


def test_the_committed_suites_are_current_and_say_that_they_are_generated() -> None:
    for path, text in suite_files().items():
        assert (PROJECT / path).read_text(encoding="utf-8") == text
        assert "make generate" in text.splitlines()[2]
        assert '"id"' not in text


def test_every_check_file_belongs_to_an_extracted_table() -> None:
    files = {path.stem for path in (PROJECT / "expectations" / "checks").iterdir()}
    assert files <= {t.name for t in EXTRACTED}


@pytest.mark.parametrize("declared", EXTRACTED, ids=lambda t: t.name)
def test_every_rule_of_a_declaration_is_in_its_suite(declared: Any) -> None:
    written = [
        (e["type"], e["kwargs"]) for e in suite(declared)["expectations"] if e["meta"]["source"] == "declaration"
    ]
    types = [kind for kind, _ in written]
    columns = declared.columns
    assert types.count("expect_column_values_to_not_be_null") == sum(not c.nullable for c in columns)
    assert types.count("expect_column_values_to_match_regex") == sum(c.pattern is not None for c in columns)
    assert types.count("expect_column_values_to_be_between") == sum(
        c.at_least is not None or c.at_most is not None for c in columns
    )
    flags = sum(c.type in LISTS for c in columns) + len(declared.reads_back)
    assert types.count("expect_column_values_to_be_in_set") == sum(bool(c.one_of) for c in columns) + flags
    assert types.count("expect_column_pair_values_a_to_be_greater_than_b") == len(declared.ordered)
    assert sum("unique" in kind for kind in types) == 1


@pytest.mark.parametrize("declared", EXTRACTED, ids=lambda t: t.name)
def test_checks_have_names_of_their_own_and_a_sentence(declared: Any) -> None:
    found = suite(declared)["expectations"]
    assert len({e["meta"]["check"] for e in found}) == len(found)
    assert all(e["meta"]["says"] for e in found)
    assert all(set(e["meta"]["columns"]) <= set(declared.column_names) for e in found)


@pytest.mark.parametrize("declared", EXTRACTED, ids=lambda t: t.name)
def test_derived_columns_do_not_hide_declared_ones(declared: Any) -> None:
    names = audited_columns(declared)
    scalars = {c.name for c in declared.columns if c.type not in LISTS}
    assert {name for name, real in names.items() if name != real} & scalars == set()
    assert ROW_NUMBER not in names
    assert all(audited_name(c) in names for c in declared.columns)


def test_what_only_a_defect_of_the_pipeline_can_break_is_critical() -> None:
    def severity(name: str, **where: Any) -> set[str]:
        return {e["severity"] for e in entries(name, **where)}

    assert severity("quotes", column="run_id") == severity("quotes", column="batch_id") == {"critical"}
    assert severity("quotes", column="document_id") == {"critical"}
    assert severity("quotes", column="kind") == severity("quotes", column="content_reads_back") == {"warning"}
    unique = {
        t.name: e["severity"] for t in EXTRACTED for e in suite(t)["expectations"] if e["type"].endswith("_be_unique")
    }
    assert {name for name, found in unique.items() if found == "critical"} == {
        "documents",
        "document_sources",
        "authors",
    }


def test_patterns_do_not_let_a_line_break_through() -> None:
    for declared in EXTRACTED:
        for entry in suite(declared)["expectations"]:
            pattern = entry["kwargs"].get("regex")
            if pattern and entry["meta"]["source"] == "declaration":
                examples = [declared.column(c).example for c in entry["meta"]["columns"]]
                assert all(re.search(pattern, example) for example in examples)
                assert not any(re.search(pattern, f"{example}\n") for example in examples)


def test_a_check_file_adds_to_the_suite_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "documents.toml").write_text(GOOD)
    *_, last = suite(table("documents"), tmp_path)["expectations"]
    assert last["type"] == "expect_column_values_to_be_between"
    assert last["kwargs"] == {"column": "word_count", "max_value": 50000}
    assert (last["severity"], last["meta"]["source"]) == ("info", "plausibility")
    assert last["notes"] == "2026-11-23: longer ones are bundles that nobody split"
    assert last["meta"]["check"].endswith("(word_count) 2")  # the declaration bounds it as well


def test_days_are_written_in_iso_form(tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text(GOOD.replace("50000", "2026-01-31").replace("word_count", "day"))
    (check,) = plausibility_checks("t", ["day"], tmp_path)
    assert check.kwargs == {"column": "day", "max_value": "2026-01-31"}
    assert check.severity is Severity.INFO
    assert json.dumps(dict(check.kwargs))


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("severity", "gravity", "unknown key 'gravity'"),
        ('severity = "info"', "", "'severity' is missing"),
        ('"info"', '"grave"', "severity 'grave' is none of critical, warning, info"),
        ("reason", "because", "unknown key 'because'"),
        ("2026-11-23: ", "", "the reason must begin with its day"),
        ("2026-11-23: longer ones are bundles that nobody split", "2026-11-23:", "the reason must begin with its day"),
        ("to_be_between", "to_be_nice", "is no expectation that can be audited"),
        ('"word_count"', '"wordcount"', "there is no column 'wordcount'"),
        ('column = "word_count"', 'columns = ["word_count", "issue"]', "is about one column, not 2"),
        ('column = "word_count"', 'column = "word_count"\ncolumns = ["issue"]', "either 'column' or 'columns'"),
        ('column = "word_count"', "", "is about one column, not 0"),
        ("{ max_value = 50000 }", "5", "'kwargs' is a table"),
        ("{ max_value = 50000 }", '{ column = "issue" }', "'kwargs' is a table of the arguments other than columns"),
        ("[[check]]", "[[checks]]", "unknown key 'checks'"),
        ("[[check]]", "[[check", "is not valid TOML"),
    ],
)
def test_a_mistake_in_a_check_file_is_named(tmp_path: Path, before: str, after: str, complaint: str) -> None:
    assert before in GOOD
    (tmp_path / "documents.toml").write_text(GOOD.replace(before, after))
    with pytest.raises(CheckFileError, match=re.escape(complaint)) as raised:
        plausibility_checks("documents", audited_columns(table("documents")), tmp_path)
    assert "documents.toml" in str(raised.value)
