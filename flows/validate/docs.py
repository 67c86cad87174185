"""Validation results and Data Docs of the last runs, kept below ``reports/gx/`` in the data folder.

Results go through the file context in ``expectations/``, so whoever opens that context finds them there. Nothing here
writes to ``expectations/`` itself.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flows.settings import PROJECT
from flows.validate.engine import Validation, great_expectations, quiet
from flows.validate.offline import framed, make_offline
from flows.validate.results import merged_validation

CONTEXT = PROJECT / "expectations"
KEPT_RUNS = 5


def publish_data_docs(
    validations: Iterable[Mapping[str, Validation]],
    *,
    run_id: str,
    run_time: datetime,
    data_dir: Path,
    context: Path = CONTEXT,
) -> Path:
    """Store what the batches of a run were found to be, one result a table, and build the pages anew.

    ``validations`` are those of each ``BatchAudit``. Returns the path of the first page.
    """
    home = data_dir.resolve() / "reports" / "gx"
    with _data_dir(data_dir.resolve()), quiet():
        opened = great_expectations().get_context(mode="file", context_root_dir=str(context))
        for table, parts in _by_table(validations).items():
            _store(opened, table, merged_validation(parts), run_id, run_time)
        _forget_old_runs(home / "results")
        shutil.rmtree(home / "docs", ignore_errors=True)
        opened.build_data_docs()
    shutil.rmtree(home / "docs" / "static", ignore_errors=True)
    make_offline(home / "docs")
    first = home / "docs" / "index.html"
    first.write_text(_first_page(home / "results"), encoding="utf-8")
    return first


def _by_table(validations: Iterable[Mapping[str, Validation]]) -> dict[str, list[Validation]]:
    tables: dict[str, list[Validation]] = {}
    for batch in validations:
        for table, validation in batch.items():
            tables.setdefault(table, []).append(validation)
    return dict(sorted(tables.items()))


def _store(opened: Any, table: str, validation: Validation, run_id: str, run_time: datetime) -> None:
    from great_expectations.core.expectation_validation_result import expectationSuiteValidationResultSchema
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    result = expectationSuiteValidationResultSchema.load(_harmless(validation))
    run = RunIdentifier(run_name=run_id, run_time=run_time)
    result.meta["run_id"] = run
    opened.validation_results_store.set(
        ValidationResultIdentifier(ExpectationSuiteIdentifier(table), run, table), result
    )


def _harmless(validation: Validation) -> Validation:
    """Return the result with its examples escaped: the pages print them as they are."""
    entries = [
        {**entry, "result": {name: _escaped(value) for name, value in entry["result"].items()}}
        for entry in validation["results"]
    ]
    return {**validation, "results": entries}


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        # A dollar sign would be read as a place to fill in.
        return escape(value).replace("$", "&#36;")
    if isinstance(value, Mapping):
        return {name: _escaped(inner) for name, inner in value.items()}
    return [_escaped(inner) for inner in value] if isinstance(value, list) else value


@contextmanager
def _data_dir(folder: Path) -> Iterator[None]:
    """Point the context's stores at the data folder of this run."""
    before = os.environ.get("BRIEFINGS_DATA_DIR")
    os.environ["BRIEFINGS_DATA_DIR"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["BRIEFINGS_DATA_DIR"]
        else:
            os.environ["BRIEFINGS_DATA_DIR"] = before


def _results(folder: Path) -> list[tuple[str, str, Path]]:
    """Return (time, run, path) of every stored result, latest first: ``<suite>/<run>/<time>/<table>.json``."""
    found = [(path.parts[-2], path.parts[-3], path) for path in sorted(folder.glob("*/*/*/*.json"))]
    return sorted(found, key=lambda result: result[:2], reverse=True)


def _forget_old_runs(folder: Path) -> None:
    results = _results(folder)
    kept = list(dict.fromkeys(run for _, run, _ in results))[:KEPT_RUNS]
    for _, run, path in results:
        if run not in kept:
            path.unlink()
            for emptied in (path.parent, path.parent.parent):
                if not any(emptied.iterdir()):
                    emptied.rmdir()


def _first_page(folder: Path) -> str:
    """Return the page that leads to all others; the one that comes with the docs is filled in by a script."""
    lines = [
        "<h1>Data Docs</h1>",
        "<p>What Great Expectations found in the staged batches of the last runs, table by table. "
        '<a href="../../index.html">The report of the warehouse</a> tells the whole story.</p>',
    ]
    run_before = None
    for time, run, path in _results(folder):
        if run != run_before:
            lines.append(f"{'</table>' if run_before else ''}<h2>{escape(run)}</h2>{_HEADING}")
            run_before = run
        lines.append(_line(time, run, path))
    lines.append("</table>" if run_before else "<p>No run has been audited yet.</p>")
    return framed("Data Docs", f'<div class="container-fluid">{"".join(lines)}</div>')


_HEADING = "<table><tr><th>table</th><th>holds</th><th>checks</th><th>failed</th><th>suite</th></tr>"


def _line(time: str, run: str, path: Path) -> str:
    result = json.loads(path.read_text(encoding="utf-8"))
    counts = result["statistics"]
    suite = path.parts[-4]
    page = f"validations/{quote(suite)}/{quote(run)}/{quote(time)}/{quote(path.stem)}.html"
    mark = '<span class="good">✔ yes</span>' if result["success"] else '<span class="bad">✘ no</span>'
    return (
        f'<tr><td><a href="{page}">{escape(path.stem)}</a></td><td>{mark}</td>'
        f'<td class="number">{counts["evaluated_expectations"]}</td>'
        f'<td class="number">{counts["unsuccessful_expectations"]}</td>'
        f'<td><a href="expectations/{quote(suite)}.html">suite</a></td></tr>'
    )
