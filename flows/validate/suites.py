"""The native suite of a table: what its declaration says, then what its check file calls plausible.

Severities (docs/decisions has the why): a row that breaks its form is refused (``warning``); a broken key, lineage or
a document that was staged twice can only be a defect of the pipeline and stops the publish (``critical``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.settings import PROJECT
from flows.tables import Column, Ordered, Origin, ReadsBack, Table, all_tables
from flows.tables.vocabulary import LINEAGE
from flows.validate.checks import CHECKS, Check, Severity, plausibility_checks
from flows.validate.derived import LISTS, audited_columns, audited_name, reads_back_name, well_formed_name

SUITES = PROJECT / "expectations" / "suites"

_NOT_NULL = "expect_column_values_to_not_be_null"
_IN_SET = "expect_column_values_to_be_in_set"
_REGEX = "expect_column_values_to_match_regex"
_BETWEEN = "expect_column_values_to_be_between"
_GREATER = "expect_column_pair_values_a_to_be_greater_than_b"


def suite_files(checks: Path = CHECKS) -> dict[str, str]:
    """Return the text of every generated suite by its path below the project."""
    return {
        f"expectations/suites/{table.name}.json": json.dumps(suite(table, checks), indent=2, ensure_ascii=False) + "\n"
        for table in all_tables().values()
        if table.origin is Origin.EXTRACTED
    }


def suite(table: Table, checks: Path = CHECKS) -> dict[str, Any]:
    """Return the suite of a table in the form in which Great Expectations stores it."""
    found = [*_declared(table), *plausibility_checks(table.name, audited_columns(table), checks)]
    names = _names(found)
    return {
        "meta": {"generated": f"from flows/tables/{table.name}.py and expectations/checks/ by `make generate`"},
        "name": table.name,
        "expectations": [_entry(table, check, name) for check, name in zip(found, names, strict=True)],
    }


def _entry(table: Table, check: Check, name: str) -> dict[str, Any]:
    real = audited_columns(table)
    entry = {
        "type": check.expectation,
        "kwargs": dict(check.kwargs),
        "severity": check.severity.value,
        "meta": {
            "check": name,
            "source": check.source,
            "columns": list(dict.fromkeys(real[column] for column in check.columns)),
            "says": check.says,
        },
    }
    return entry | ({"notes": check.reason} if check.reason else {})


def _names(checks: list[Check]) -> list[str]:
    """Name each check by expectation and columns; a second one on the same columns gets a number."""
    seen: dict[str, int] = {}
    names = []
    for check in checks:
        name = f"{check.expectation}({', '.join(check.columns)})"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return names


def _declared(table: Table) -> Iterator[Check]:
    vital = {*table.key, "document_id", *(column.name for column in LINEAGE)}
    for column in table.columns:
        yield from _of_column(column, Severity.CRITICAL if column.name in vital else Severity.WARNING)
    for ordered in table.ordered:
        yield _of_order(ordered)
    for rule in table.reads_back:
        yield _of_reading_back(rule)
    yield _of_key(table)


def _of_column(column: Column, severity: Severity) -> Iterator[Check]:
    name = audited_name(column)

    def check(expectation: str, says: str, kwargs: dict[str, Any] | None = None, column: str = name) -> Check:
        return Check(expectation, {"column": column} | (kwargs or {}), severity, "declaration", says, (column,))

    if not column.nullable:
        yield check(_NOT_NULL, f"{column.name} is missing")
    if column.one_of:
        yield check(_IN_SET, f"{column.name} is none of {', '.join(column.one_of)}", {"value_set": list(column.one_of)})
    if column.pattern:
        yield check(
            _REGEX, f"{column.name} does not have the form {column.pattern}", {"regex": _to_the_end(column.pattern)}
        )
    if column.at_least is not None or column.at_most is not None:
        bounds = {"min_value": column.at_least, "max_value": column.at_most}
        yield check(
            _BETWEEN,
            f"{column.name} is not {_range(column.at_least, column.at_most)}",
            {name: bound for name, bound in bounds.items() if bound is not None},
        )
    if column.type in LISTS:
        says = f"{column.name} holds an entry that is empty, out of order or out of bounds"
        yield check(_IN_SET, says, {"value_set": [True]}, well_formed_name(column))


def _of_order(rule: Ordered) -> Check:
    relation = "after" if rule.strict else "at or after"
    return Check(
        _GREATER,
        {
            "column_A": rule.high,
            "column_B": rule.low,
            "or_equal": not rule.strict,
            "ignore_row_if": "either_value_is_missing",
        },
        Severity.WARNING,
        "declaration",
        f"{rule.high} is not {relation} {rule.low}",
        (rule.high, rule.low),
    )


def _of_reading_back(rule: ReadsBack) -> Check:
    name = reads_back_name(rule.content)
    says = f"{rule.content} is not what the document's text says from {rule.start} to {rule.end}"
    return Check(_IN_SET, {"column": name, "value_set": [True]}, Severity.WARNING, "declaration", says, (name,))


def _of_key(table: Table) -> Check:
    # Spans come from texts, and an odd text must cost itself only; what the batch lays out itself it must lay out once.
    severity = Severity.WARNING if table.reads_back else Severity.CRITICAL
    says = f"{' and '.join(table.key)} occurs more than once in the batch"
    one, several = "expect_column_values_to_be_unique", "expect_compound_columns_to_be_unique"
    if len(table.key) == 1:
        return Check(one, {"column": table.key[0]}, severity, "declaration", says, table.key)
    return Check(several, {"column_list": list(table.key)}, severity, "declaration", says, table.key)


def _to_the_end(pattern: str) -> str:
    """Return the pattern with an end that a trailing line break does not satisfy, as Python's ``$`` would be."""
    return pattern[:-1] + r"\Z" if pattern.endswith("$") and not pattern.endswith(r"\$") else pattern


def _range(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return f"at least {low:g}" if low is not None else f"at most {high:g}"
    return f"between {low:g} and {high:g}"
