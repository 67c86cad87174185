"""docs/analyses.md: every question of ``sql/analyses/`` and how the samples answer it.

``python -m tests.sql.analyses_page --write`` writes it anew.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flows.load.query import run_query
from flows.load.sql_files import SqlFile, sql_files
from flows.settings import PROJECT

from .sample_warehouse import sample_warehouse

PAGE = PROJECT / "docs" / "analyses.md"
SHOWN_ROWS = 3
SHOWN_CHARACTERS = 70

WITHOUT_ROWS = {
    "what_may_be_dated_after_publication": "every day said of the samples lies before its article, as it should",
    "how_do_versions_of_a_statement_differ": "no statement of the samples stands in two articles",
    "which_quotations_are_in_several_articles": "no statement of the samples stands in two articles",
}
"""Questions that the samples cannot answer, and why; the cases in tests/sql/analyses/ answer them."""


def page(warehouse: Path) -> str:
    """Return the text of docs/analyses.md."""
    lines = [
        "<!-- Generated from sql/analyses/ and data/samples/ by `python -m tests.sql.analyses_page --write`. -->",
        "# Questions, and how the samples answer them",
        "",
        "Each is one file that runs as it is, `briefings sql sql/analyses/<name>.sql`, or pasted into a DuckDB client.",
        f"Shown are the first {SHOWN_ROWS} rows; long values are cut.",
    ]
    for file in sql_files("analyses"):
        lines += ["", *section(file, run_query(warehouse, file.statement).to_pylist())]
    return "\n".join(lines) + "\n"


def section(file: SqlFile, rows: list[dict[str, Any]]) -> list[str]:
    """Return the part of one question."""
    lines = [
        f"## {file.header['question']}",
        "",
        f"[`sql/analyses/{file.name}.sql`](../sql/analyses/{file.name}.sql): one row is {file.header['grain']}. "
        f"Mind: {file.header['caveats']}",
        "",
    ]
    if not rows:
        return [*lines, f"No rows: {WITHOUT_ROWS[file.name]}."]
    lines += [f"| {' | '.join(rows[0])} |", f"|{'---|' * len(rows[0])}"]
    lines += [f"| {' | '.join(map(shown, row.values()))} |" for row in rows[:SHOWN_ROWS]]
    return [*lines, "", f"{len(rows)} row{'' if len(rows) == 1 else 's'}."]


def shown(value: Any) -> str:
    """Return a value as a cell."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    text = value.isoformat() if isinstance(value, date) else " ".join(str(value).split())
    text = text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python -m tests.sql.analyses_page --write")
    with TemporaryDirectory() as folder:
        PAGE.write_text(page(sample_warehouse(Path(folder))), encoding="utf-8")
