"""Results put together: verdicts of slices into one, Great Expectations' results trimmed to what a page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flows.validate.engine import Validation, Verdict

SHOWN_ROWS = 20
_SHOWN_CHARACTERS = 100


def merged_verdicts(parts: Iterable[Sequence[Verdict]]) -> dict[str, Verdict]:
    """Return one verdict a check from those of several slices: it holds if it holds in every slice."""
    merged: dict[str, Verdict] = {}
    for verdict in (verdict for part in parts for verdict in part):
        before = merged.get(verdict.check)
        merged[verdict.check] = verdict if before is None else _joined(before, verdict)
    return merged


def trimmed(validation: Validation) -> Validation:
    """Return the result with at most twenty examples a check, short ones, instead of every row."""
    results = [{**entry, "result": _trimmed(entry["result"])} for entry in validation["results"]]
    return _with_results(validation, results)


def merged_validation(parts: Sequence[Validation]) -> Validation:
    """Return one trimmed result of a table from those of its slices or batches."""
    by_check: dict[str, list[Mapping[str, Any]]] = {}
    for entry in (entry for part in parts for entry in part["results"]):
        by_check.setdefault(entry["expectation_config"]["meta"]["check"], []).append(entry)
    results = [
        {
            **entries[0],
            "success": all(entry["success"] for entry in entries),
            "result": _merged([_trimmed(entry["result"]) for entry in entries]),
        }
        for entries in by_check.values()
    ]
    return _with_results(parts[0], results)


def _joined(one: Verdict, other: Verdict) -> Verdict:
    if one.rows is None or other.rows is None or one.evaluated is None or other.evaluated is None:
        raise ValueError(f"{one.check} is about the whole table and cannot be joined from slices")
    return Verdict(
        one.check,
        one.success and other.success,
        one.evaluated + other.evaluated,
        one.missing + other.missing,
        one.rows + other.rows,
    )


def _with_results(validation: Validation, results: list[dict[str, Any]]) -> Validation:
    held = sum(entry["success"] for entry in results)
    statistics = {
        "evaluated_expectations": len(results),
        "successful_expectations": held,
        "unsuccessful_expectations": len(results) - held,
        "success_percent": 100 * held / len(results) if results else None,
    }
    return {**validation, "success": held == len(results), "results": results, "statistics": statistics}


def _trimmed(result: Mapping[str, Any]) -> dict[str, Any]:
    if "unexpected_count" not in result:
        return dict(result)
    counts = {name: result.get(name) or 0 for name in ("element_count", "unexpected_count", "missing_count")}
    return {
        **_with_shares(counts),
        "partial_unexpected_list": _short(result.get("partial_unexpected_list", ())),
        "partial_unexpected_counts": [],
        "unexpected_index_column_names": result.get("unexpected_index_column_names", []),
        "unexpected_index_list": _short(result.get("unexpected_index_list") or ()),
    }


def _merged(results: Sequence[dict[str, Any]]) -> dict[str, Any]:
    if len(results) == 1 or "unexpected_count" not in results[0]:
        # Of a figure over a whole batch, the last batch's stands: figures cannot be added.
        return results[-1]
    merged = dict(results[0])
    for name in ("element_count", "unexpected_count", "missing_count"):
        merged[name] = sum(result[name] for result in results)
    for name in ("partial_unexpected_list", "unexpected_index_list"):
        merged[name] = [example for result in results for example in result[name]][:SHOWN_ROWS]
    return merged | _with_shares(merged)


def _with_shares(counts: Mapping[str, Any]) -> dict[str, Any]:
    rows, bad, missing = counts["element_count"], counts["unexpected_count"], counts["missing_count"]
    of_all = 100 * bad / rows if rows else 0.0
    of_present = 100 * bad / (rows - missing) if rows > missing else 0.0
    return {
        "element_count": rows,
        "unexpected_count": bad,
        "unexpected_percent": of_present,
        "missing_count": missing,
        "missing_percent": 100 * missing / rows if rows else 0.0,
        "unexpected_percent_total": of_all,
        "unexpected_percent_nonmissing": of_present,
    }


def _short(examples: Iterable[Any]) -> list[Any]:
    return [_cut(example) for example in list(examples)[:SHOWN_ROWS]]


def _cut(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= _SHOWN_CHARACTERS else value[:_SHOWN_CHARACTERS] + "…"
    if isinstance(value, Mapping):
        return {name: _cut(inner) for name, inner in value.items()}
    return [_cut(inner) for inner in value] if isinstance(value, list | tuple) else value
