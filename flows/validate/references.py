"""References within a batch: no accepted row may lead to a row that was refused or is not there.

It goes both ways for a document: its rows need it, and it needs a place that it came from.
"""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa

from flows.tables import Origin, Reference, Table, all_tables
from flows.validate.engine import AuditError
from flows.validate.refusals import Rule


def in_order_of_reference() -> list[str]:
    """Return the extracted tables, every one after those that its rows refer to."""
    extracted = {name: t for name, t in all_tables().items() if t.origin is Origin.EXTRACTED}
    ordered: list[str] = []
    while waiting := [name for name in extracted if name not in ordered]:
        done = {*ordered, *(all_tables().keys() - extracted.keys())}
        ready = [name for name in waiting if all(r.table in done for r in extracted[name].references)]
        if not ready:
            raise AuditError(f"these tables refer to each other in a circle: {', '.join(waiting)}")
        ordered.extend(ready)
    return ordered


class Keys:
    """The keys of the tables settled so far, as staged and as accepted: what the next table's rows may refer to."""

    def __init__(self, known_documents: Collection[str]) -> None:
        self.known = {"documents": frozenset(known_documents)}
        self.staged: dict[str, frozenset[str]] = {}
        self.accepted: dict[str, frozenset[str]] = {}

    def add(self, declared: Table, rows: pa.Table, refused: Collection[int]) -> None:
        """Remember the keys of a table, if other tables can refer to it: then its key is one column."""
        if len(declared.key) == 1:
            keys = rows.column(declared.key[0]).to_pylist()
            self.staged[declared.name] = frozenset(key for key in keys if key is not None)
            self.accepted[declared.name] = frozenset(key for n, key in enumerate(keys) if n not in refused)

    def objection(self, reference: Reference, key: str) -> str | None:
        """Say why a row may not refer to that key; None if it may."""
        thing = reference.column.removesuffix("_id")
        if key in self.accepted[reference.table]:
            return None
        if key in self.staged[reference.table]:
            return f"its {thing} was refused"
        return None if key in self.known.get(reference.table, ()) else f"its {thing} is not in the batch"


SOURCE = Rule("source(document_id)", "source", ("document_id",), "", "warning", "declaration")
"""The rule that a document has an accepted row in ``document_sources``: without one nobody can verify it."""


def without_source(documents: pa.Table, sources: pa.Table, refused: Collection[int]) -> dict[int, str]:
    """Return the documents, by their place, that no accepted source leads to, with what is wrong."""
    staged = sources.column("document_id").to_pylist()
    accepted = {document for number, document in enumerate(staged) if number not in refused}
    named = set(staged)
    return {
        number: "every place it came from was refused" if document in named else "no file of the batch holds it"
        for number, document in enumerate(documents.column("document_id").to_pylist())
        if document not in accepted
    }


def rule_of_reference(reference: Reference) -> Rule:
    """Return the rule that a reference states."""
    return Rule(f"reference({reference.column})", "reference", (reference.column,), "", "warning", "declaration")


def objections(rows: pa.Table, reference: Reference, keys: Keys) -> dict[int, str]:
    """Return the rows whose reference leads to a row that is refused or not there, with what is wrong."""
    wrong: dict[str, str | None] = {}
    found: dict[int, str] = {}
    for number, key in enumerate(rows.column(reference.column).to_pylist()):
        if key is None:
            continue
        if key not in wrong:
            wrong[key] = keys.objection(reference, key)
        if says := wrong[key]:
            found[number] = says
    return found
