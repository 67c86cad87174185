"""Great Expectations at work: a frame and a suite go in, one verdict a check comes out, or ``AuditError``.

The frame is held in an ephemeral context, which leaves the committed files of ``expectations/`` alone. An error inside
an expectation is never a verdict: it reads neither as "the rows are bad" nor as "they are good".
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from flows.validate.derived import ROW_NUMBER

if TYPE_CHECKING:
    import pandas as pd

Suite = Mapping[str, Any]
Validation = dict[str, Any]
"""What Great Expectations says of one table, in its own JSON form."""

_ONE_AT_A_TIME = Lock()


class AuditError(RuntimeError):
    """An audit could not be carried out: a defect of the pipeline, and nothing of the batch may be published."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check found in one frame. ``rows`` are the row numbers of all rows that break it."""

    check: str
    success: bool
    evaluated: int | None = None
    missing: int = 0
    rows: tuple[int, ...] | None = None  # None: the check is not about rows
    figure: float | None = None  # what was found, where the check is about a figure


@cache
def great_expectations() -> Any:
    """Import Great Expectations, quietly and without its telemetry."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with quiet():
        import great_expectations as gx
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    return gx


def judge(frame: pd.DataFrame, suite: Suite, key: Sequence[str]) -> tuple[list[Verdict], Validation]:
    """Hold the frame against the suite; return the verdicts in the suite's order, and the full result."""
    with _ONE_AT_A_TIME, quiet():
        try:
            validation = _validate(frame, suite, key)
        except Exception as error:
            raise AuditError(f"Great Expectations could not audit {suite['name']}: {error}") from error
    return _verdicts(suite, validation["results"]), validation


def _validate(frame: pd.DataFrame, suite: Suite, key: Sequence[str]) -> Validation:
    gx = great_expectations()
    from great_expectations.core.expectation_suite import expectationSuiteSchema

    loaded = gx.ExpectationSuite(**expectationSuiteSchema.load(dict(suite)))
    source = _context().data_sources.add_or_update_pandas("staged")
    definition = source.add_dataframe_asset(suite["name"]).add_batch_definition_whole_dataframe("batch")
    result = definition.get_batch({"dataframe": frame}).validate(
        loaded,
        result_format={
            "result_format": "COMPLETE",
            "unexpected_index_column_names": [*key, ROW_NUMBER],
            "return_unexpected_index_query": False,
        },
    )
    validation: Validation = result.to_json_dict()
    return validation


@contextmanager
def quiet() -> Iterator[None]:
    """Keep warnings about the inside of Great Expectations and pandas from the operator's console."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@cache
def _context() -> Any:
    gx = great_expectations()
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _verdicts(suite: Suite, results: Iterable[Mapping[str, Any]]) -> list[Verdict]:
    by_check = {verdict.check: verdict for verdict in map(_verdict, results)}
    expected = [entry["meta"]["check"] for entry in suite["expectations"]]
    if missing := set(expected) ^ by_check.keys():
        raise AuditError(f"{suite['name']}: Great Expectations gave no verdict on {', '.join(sorted(missing))}")
    return [by_check[check] for check in expected]


def _verdict(result: Mapping[str, Any]) -> Verdict:
    check = result["expectation_config"]["meta"]["check"]
    if sentence := _exception(result["exception_info"]):
        raise AuditError(f"{check} broke while it was evaluated: {sentence}")
    found = result["result"]
    if "unexpected_count" not in found:
        figure = found.get("observed_value")
        return Verdict(check, result["success"], figure=figure if isinstance(figure, int | float) else None)
    rows = tuple(entry[ROW_NUMBER] for entry in found.get("unexpected_index_list") or ())
    if len(set(rows)) != found["unexpected_count"]:
        raise AuditError(f"{check} counted {found['unexpected_count']} rows but named {len(set(rows))} of them")
    return Verdict(check, result["success"], found["element_count"], found.get("missing_count") or 0, rows)


def _exception(info: Mapping[str, Any]) -> str | None:
    """Return what was raised, if anything was. The engine reports it in one of two forms."""
    if info.get("raised_exception"):
        return str(info.get("exception_message"))
    inner = [value for value in info.values() if isinstance(value, Mapping)]
    return "; ".join(str(value.get("exception_message")) for value in inner) if inner else None
