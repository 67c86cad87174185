"""The generated pages of ``docs/``: every table and column, and every check, as their declarations have them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from flows.tables import Column, ColumnType, Origin, Reference, Table, all_tables

_TYPES = {
    ColumnType.SPANS: "list of {start, stop}",
    ColumnType.TEXTS: "list of texts",
    ColumnType.RANGES: "list of {earliest, latest}",
    ColumnType.MOMENT: "moment, UTC",
}
_ORIGINS = {
    Origin.EXTRACTED: ("From the documents", "Each row is proved by a document."),
    Origin.DERIVED: ("Over all documents", "Computed in the warehouse from the tables above."),
    Origin.LEDGER: ("About the runs", "What every run writes about itself."),
}
_SEVERITY = {
    "critical": "A failure stops the publish: the warehouse stays as it was.",
    "warning": "The rows that break it are refused and go to quarantine; a check that is not about rows only warns.",
    "info": "A failure is noted in the report.",
}


_INSIDE = (
    "`search_rows` and `search_postings` are the index behind `briefings search` and the macro `search(words)`,",
    "`view_definitions` tells whether the views of a version are these. They are made with every version and are no",
    "part of the lake; `COMMENT ON` in the file says what each of their columns holds.",
)


class View(Protocol):
    """A view as its file has it: name, header, and type and meaning of each column."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def header(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def columns(self) -> Mapping[str, tuple[str, str, str]]: ...  # noqa: D102


def dictionary(views: Sequence[View] = ()) -> str:
    """Return docs/tables.md: what every table, view and column means."""
    lines = [
        "<!-- Generated from flows/tables/ by `make generate`: change it there. -->",
        "# The tables",
        "",
        "Null means that the text does not say; what else it means stands in its column. All offsets count characters",
        "of `documents.text`, half open: `text[start:end]` is the stored string.",
        "",
        *_picture(),
    ]
    for origin, (title, told) in _ORIGINS.items():
        lines += ["", f"## {title}", "", told]
        for table in all_tables().values():
            if table.origin is origin:
                lines += _table(table)
    if views:
        lines += ["", "## Views for readers", "", "Each is one query in `sql/marts/`, computed when it is read."]
        for view in views:
            lines += _view(view)
    lines += ["", "## Inside the file", "", *_INSIDE]
    return "\n".join(lines) + "\n"


def checks_page(suites: Mapping[str, str], claims: Mapping[str, Mapping[str, str]]) -> str:
    """Return docs/checks.md, from the JSON text of every suite and the header of every claim's SQL file, by name."""
    lines = [
        "<!-- Generated from flows/tables/, expectations/checks/, sql/checks/ by `make generate`: change it there. -->",
        "# The checks",
        "",
        *(f"- **{severity}**: {told}" for severity, told in _SEVERITY.items()),
        "",
        "## Claims over the whole warehouse",
        "",
        "Each is a query in `sql/checks/` that returns the rows that break it.",
        "",
        "| claim | severity | why | to do when it fails | file |",
        "|---|---|---|---|---|",
        *(_claim(name, header) for name, header in sorted(claims.items())),
        "",
        "## Rows of a batch",
        "",
        "Held against every staged row before it is loaded. A row is also refused where it refers to a refused one,",
        "and a document where every place that it came from was refused.",
    ]
    for text in suites.values():
        lines += _suite(json.loads(text))
    return "\n".join(lines) + "\n"


def _picture() -> Iterator[str]:
    yield "```mermaid"
    yield "erDiagram"
    for table in all_tables().values():
        for reference in table.references:
            yield f"    {reference.table} {_link(table, reference)} {table.name} : {reference.column}"
    yield "```"


def _link(table: Table, reference: Reference) -> str:
    return "|o--o{" if table.column(reference.column).nullable else "||--o{"


def _table(table: Table) -> Iterator[str]:
    yield from (
        "",
        f"### {table.name}",
        "",
        f"One row is {table.grain}. Key: {', '.join(f'`{k}`' for k in table.key)}.",
    )
    if table.note:
        yield from ("", table.note)
    if table.references:
        links = (f"`{r.column}` is a key of [`{r.table}`](#{r.table})" for r in table.references)
        yield from ("", f"References: {', '.join(links)}.")
    if table.reads_back:
        rules = (f"`text[{rule.start}:{rule.end}]` is `{rule.content}`" for rule in table.reads_back)
        yield from ("", f"Every row keeps: {', '.join(rules)}.")
    yield from ("", "| column | type | meaning | null means | example |", "|---|---|---|---|---|")
    yield from (_column(column) for column in table.columns)


def _view(view: View) -> Iterator[str]:
    yield from ("", f"### {view.name}", "", f"One row is {view.header['grain']}. Reads: {view.header['reads']}.")
    yield from ("", f"Mind: {view.header['caveats']}", "", "| column | type | meaning | example |", "|---|---|---|---|")
    for name, told in view.columns.items():
        yield f"| {' | '.join(_cell(cell) for cell in (f'`{name}`', *told))} |"


def _column(column: Column) -> str:
    kind = _TYPES.get(column.type, column.type.value) + (f", {column.unit}" if column.unit else "")
    cells = (f"`{column.name}`", kind, _meaning(column), column.null or "never null", column.example or "")
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _meaning(column: Column) -> str:
    if column.one_of:
        return f"{column.meaning} One of: {', '.join(column.one_of)}."
    if column.at_least is not None and column.at_most is not None:
        return f"{column.meaning} From {column.at_least:g} to {column.at_most:g}."
    return column.meaning


def _claim(name: str, header: Mapping[str, str]) -> str:
    told = (header.get(part, "") for part in ("claim", "severity", "reason", "to do"))
    cells = (*told, f"`{name}.sql`")
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _suite(suite: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", f"### {suite['name']}", "")
    yield from ("| refused or noted where | severity | why | expectation |", "|---|---|---|---|")
    for entry in suite["expectations"]:
        meta = entry["meta"]
        why = entry.get("notes", "its declaration")
        cells = (meta["says"], entry["severity"], why, f"`{meta['check']}`")
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
