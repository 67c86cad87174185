"""The audit of one staged batch: every row is accepted, or refused with each of its reasons, and none is lost."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.tables import Origin, Reference, Table, all_tables, table
from flows.tables.arrow import arrow_schema
from flows.validate.derived import ROW_NUMBER
from flows.validate.engine import AuditError, Suite, Validation, Verdict, judge
from flows.validate.expectations import ROW_BY_ROW, columns_in
from flows.validate.frames import audited_frame
from flows.validate.refusals import Lineage, Refusal, Row, Rule, check_row, count_stopping, quarantine_rows
from flows.validate.results import merged_validation, merged_verdicts, trimmed
from flows.validate.suites import SUITES

SLICE = 100_000
"""Rows that Great Expectations sees at once."""

_Refusals = dict[int, list[Refusal]]
"""The refused rows of a table, by their place in the staged file."""


@dataclass(frozen=True, slots=True)
class BatchAudit:
    """What an audit found. The accepted rows lie in ``accepted``, one Parquet file a table that has any."""

    batch_id: str
    accepted: Path
    accepted_counts: Mapping[str, int]
    refused_counts: Mapping[str, int]
    refused_documents: frozenset[str]
    quarantine: Sequence[Row]  # of the table quarantine: one a refused row and reason
    check_results: Sequence[Row]  # of the table check_results: one a check
    validations: Mapping[str, Validation] = field(repr=False)  # by table, for the Data Docs

    @property
    def stops(self) -> list[str]:
        """Sentences that say which critical checks failed; where there is one, nothing may be published."""
        return [
            f"critical check {row['check_name']} of {row['table_name']} found {row['unexpected_count'] or 'bad'} rows"
            for row in count_stopping(self.check_results)
        ]


def audit_batch(
    staged: Path,
    accepted: Path,
    *,
    run_id: str,
    batch_id: str,
    row_counts: Mapping[str, int] | None = None,
    known_documents: Collection[str] = frozenset(),
    suites: Path = SUITES,
) -> BatchAudit:
    """Hold every table of the staged batch against its suite; write the accepted rows into the folder ``accepted``.

    ``row_counts`` are the rows that were staged by table: a file that holds another number breaks the audit.
    ``known_documents`` are the documents that the warehouse already holds: rows may refer to them.
    AuditError if the audit cannot be carried out; a failed check never raises, see ``BatchAudit.stops``.
    """
    content = {name: _read(staged, name, row_counts) for name in _in_order_of_reference()}
    lineage = Lineage(run_id, batch_id, _origins(content["document_sources"]))
    texts = _texts(content["documents"])
    keys = _Keys(known_documents)
    accepted.mkdir(parents=True, exist_ok=True)
    found = _Found()
    for name, rows in content.items():
        if len(rows):
            refused = _audit_table(table(name), rows, texts, _suite(suites, name), keys, lineage, found)
        else:
            refused = {}
        kept = _accept(rows, refused)
        keys.add(table(name), rows, kept)
        found.accepted_counts[name] = len(kept)
        found.refused_counts[name] = len(refused)
        if len(kept):
            _write(kept, accepted / f"{name}.parquet")
    return BatchAudit(
        batch_id,
        accepted,
        found.accepted_counts,
        found.refused_counts,
        keys.staged["documents"] - keys.accepted["documents"],
        found.quarantine,
        found.check_results,
        found.validations,
    )


@dataclass(slots=True)
class _Found:
    """What the audit has found so far."""

    accepted_counts: dict[str, int] = field(default_factory=dict)
    refused_counts: dict[str, int] = field(default_factory=dict)
    quarantine: list[Row] = field(default_factory=list)
    check_results: list[Row] = field(default_factory=list)
    validations: dict[str, Validation] = field(default_factory=dict)


class _Keys:
    """The keys of the tables audited so far, as staged and as accepted: what the next table's rows may refer to."""

    def __init__(self, known_documents: Collection[str]) -> None:
        self.known = {"documents": frozenset(known_documents)}
        self.staged: dict[str, frozenset[str]] = {}
        self.accepted: dict[str, frozenset[str]] = {}

    def add(self, declared: Table, staged: pa.Table, accepted: pa.Table) -> None:
        """Remember the keys of a table, if other tables can refer to it: then its key is one column."""
        if len(declared.key) == 1:
            (key,) = declared.key
            self.staged[declared.name] = frozenset(staged.column(key).drop_null().to_pylist())
            self.accepted[declared.name] = frozenset(accepted.column(key).to_pylist())

    def objection(self, reference: Reference, key: str) -> str | None:
        """Say why a row may not refer to that key; None if it may."""
        thing = reference.column.removesuffix("_id")
        if key in self.accepted[reference.table]:
            return None
        if key in self.staged[reference.table]:
            return f"its {thing} was refused"
        return None if key in self.known.get(reference.table, ()) else f"its {thing} is not in the batch"


def _in_order_of_reference() -> list[str]:
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


def _read(staged: Path, name: str, row_counts: Mapping[str, int] | None) -> pa.Table:
    """Read a staged file; a table without rows has none."""
    path, schema = staged / f"{name}.parquet", arrow_schema(name)
    rows = pq.read_table(path, memory_map=False) if path.exists() else schema.empty_table()
    if [(f.name, f.type) for f in rows.schema] != [(f.name, f.type) for f in schema]:
        raise AuditError(f"{path} does not have the columns that flows/tables/{name}.py declares")
    if row_counts is not None and len(rows) != row_counts.get(name, 0):
        raise AuditError(f"{path} holds {len(rows)} rows, but {row_counts.get(name, 0)} were staged")
    return rows


def _suite(folder: Path, name: str) -> Suite:
    path = folder / f"{name}.json"
    if not path.exists():
        raise AuditError(f"{path} is missing: `make generate` writes it")
    suite: Suite = json.loads(path.read_text(encoding="utf-8"))
    return suite


def _origins(sources: pa.Table) -> dict[str, tuple[str, str]]:
    """Return the first place, in the order of paths, that each document came from."""
    columns = ("document_id", "file_sha256", "path")
    places = sorted(zip(*(sources.column(c).to_pylist() for c in columns), strict=True), key=lambda p: p[2] or "")
    return {document: (sha256, path) for document, sha256, path in reversed(places)}


def _texts(documents: pa.Table) -> dict[str, str]:
    pairs = zip(documents.column("document_id").to_pylist(), documents.column("text").to_pylist(), strict=True)
    return {document: text or "" for document, text in pairs}


def _audit_table(
    declared: Table,
    rows: pa.Table,
    texts: Mapping[str, str],
    suite: Suite,
    keys: _Keys,
    lineage: Lineage,
    found: _Found,
) -> _Refusals:
    """Audit the rows of one table; return the refused ones with all their reasons."""
    verdicts, validation = _judge(declared, rows, texts, suite)
    found.validations[declared.name] = validation
    rules = [Rule.of_entry(entry) for entry in suite["expectations"]]
    refused: _Refusals = defaultdict(list)
    for rule in rules:
        verdict = verdicts[rule.check]
        found.check_results.append(check_row(declared, rows, rule, verdict, lineage))
        if not verdict.success and rule.severity != "info":
            for number in verdict.rows or ():
                refused[number].append(Refusal(rule, rule.says))
    for reference in declared.references:
        if reference.table in keys.staged:
            rule = _rule_of_reference(reference)
            objections = _objections(rows, reference, keys)
            verdict = Verdict(rule.check, not objections, len(rows), 0, tuple(objections))
            found.check_results.append(check_row(declared, rows, rule, verdict, lineage))
            for number, says in objections.items():
                refused[number].append(Refusal(rule, says))
    found.quarantine.extend(quarantine_rows(declared, rows, refused, lineage))
    return refused


def _judge(
    declared: Table, rows: pa.Table, texts: Mapping[str, str], suite: Suite
) -> tuple[dict[str, Verdict], Validation]:
    """Judge the rows, slice by slice where they are many; return the verdict of every check."""
    if len(rows) <= SLICE:
        verdicts, validation = judge(audited_frame(declared, rows, texts), suite, declared.key)
        return merged_verdicts([verdicts]), trimmed(validation)
    import pandas as pd

    by_row, whole = _split(suite)
    columns = {column for entry in whole["expectations"] for column in columns_in(entry["kwargs"])}
    kept = sorted({*columns, *declared.key, ROW_NUMBER})
    judged, pieces = [], []
    for first in range(0, len(rows), SLICE):
        frame = audited_frame(declared, rows.slice(first, SLICE), texts, first)
        verdicts, validation = judge(frame, by_row, declared.key)
        judged.append((verdicts, trimmed(validation)))
        pieces.append(frame[kept])
    judged.append(judge(pd.concat(pieces, ignore_index=True), whole, declared.key))
    return merged_verdicts(v for v, _ in judged), merged_validation([validation for _, validation in judged])


def _split(suite: Suite) -> tuple[Suite, Suite]:
    """Split a suite into what any slice of the rows can tell and what only all of them together can."""
    by_row = [e for e in suite["expectations"] if e["type"] in ROW_BY_ROW and "mostly" not in e["kwargs"]]
    whole = [e for e in suite["expectations"] if e not in by_row]
    return {**suite, "expectations": by_row}, {**suite, "expectations": whole}


def _rule_of_reference(reference: Reference) -> Rule:
    return Rule(f"reference({reference.column})", "reference", (reference.column,), "", "warning", "declaration")


def _objections(rows: pa.Table, reference: Reference, keys: _Keys) -> dict[int, str]:
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


def _accept(rows: pa.Table, refused: Collection[int]) -> pa.Table:
    """Return the rows that were not refused, in their order."""
    if not refused:
        return rows
    return rows.filter(pa.array([number not in refused for number in range(len(rows))], pa.bool_()))


def _write(rows: pa.Table, path: Path) -> None:
    """Write accepted rows in the declared schema, which holds them to NOT NULL once more."""
    temporary = path.with_suffix(".tmp")
    pq.write_table(rows.cast(arrow_schema(path.stem)), temporary, compression="zstd")
    temporary.replace(path)
