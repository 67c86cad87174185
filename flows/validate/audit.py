"""The audit of one staged batch: every row is accepted, or refused with each of its reasons, and none is lost."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.tables import Table, table
from flows.tables.arrow import arrow_schema
from flows.validate.checks import Severity
from flows.validate.derived import ROW_NUMBER
from flows.validate.engine import AuditError, Suite, Validation, Verdict, judge
from flows.validate.expectations import ROW_BY_ROW, columns_in
from flows.validate.frames import audited_frame
from flows.validate.references import (
    SOURCE,
    Keys,
    in_order_of_reference,
    objections,
    rule_of_reference,
    without_source,
)
from flows.validate.refusals import Lineage, Refusal, Row, Rule, check_row, quarantine_rows
from flows.validate.results import merged_validation, merged_verdicts, trimmed
from flows.validate.suites import SUITES

SLICE = 100_000
"""Rows that Great Expectations sees at once."""


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
            f"critical check {row['check_name']} of {row['table_name']} "
            + (f"found {row['unexpected_count']} rows" if row["unexpected_count"] else "failed")
            for row in self.check_results
            if row["severity"] == Severity.CRITICAL and not row["success"]
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
    tables = {name: _Audited(table(name), _read(staged, name, row_counts)) for name in in_order_of_reference()}
    texts = _texts(tables["documents"].rows)
    for name, audited in tables.items():
        if len(audited.rows):
            audited.hold_against(_suite(suites, name), texts)
    keys = _settle_references(tables, known_documents)
    accepted.mkdir(parents=True, exist_ok=True)
    for name, audited in tables.items():
        _write(audited.accepted, accepted / f"{name}.parquet")
    lineage = Lineage(run_id, batch_id, _origins(tables["document_sources"].rows))
    return BatchAudit(
        batch_id,
        accepted,
        {name: len(audited.rows) - len(audited.refused) for name, audited in tables.items()},
        {name: len(audited.refused) for name, audited in tables.items()},
        keys.staged["documents"] - keys.accepted["documents"],
        [row for audited in tables.values() for row in audited.quarantine_rows(lineage)],
        [row for audited in tables.values() for row in audited.check_rows(lineage)],
        {name: audited.validation for name, audited in tables.items() if audited.validation},
    )


@dataclass(slots=True)
class _Audited:
    """The rows of one table, what was found in them, and which of them are refused for what, by place in the file."""

    declared: Table
    rows: pa.Table
    verdicts: list[tuple[Rule, Verdict]] = field(default_factory=list)
    refused: dict[int, list[Refusal]] = field(default_factory=dict)
    validation: Validation | None = None

    def hold_against(self, suite: Suite, texts: Mapping[str, str]) -> None:
        """Judge every row by the suite; refuse those that break what is more than a note."""
        verdicts, self.validation = _judge(self.declared, self.rows, texts, suite)
        for rule in map(Rule.of_entry, suite["expectations"]):
            verdict = verdicts[rule.check]
            self.verdicts.append((rule, verdict))
            if not verdict.success and rule.severity != Severity.INFO:
                self._refuse(rule, dict.fromkeys(verdict.rows or (), rule.says))

    def object_to(self, rule: Rule, wrong: Mapping[int, str]) -> None:
        """Refuse the rows that break a rule between tables, each with what is wrong."""
        self.verdicts.append((rule, Verdict(rule.check, not wrong, len(self.rows), 0, tuple(wrong))))
        self._refuse(rule, wrong)

    def _refuse(self, rule: Rule, wrong: Mapping[int, str]) -> None:
        for number, says in wrong.items():
            self.refused.setdefault(number, []).append(Refusal(rule, says))

    @property
    def accepted(self) -> pa.Table:
        """The rows that were not refused, in their order."""
        return self.rows.filter(pa.array([number not in self.refused for number in range(len(self.rows))], pa.bool_()))

    def quarantine_rows(self, lineage: Lineage) -> list[Row]:
        """Return the rows of quarantine, one a refused row and reason."""
        return quarantine_rows(self.declared, self.rows, self.refused, lineage)

    def check_rows(self, lineage: Lineage) -> list[Row]:
        """Return the rows of check_results, one a check."""
        return [check_row(self.declared, self.rows, rule, verdict, lineage) for rule, verdict in self.verdicts]


def _settle_references(tables: Mapping[str, _Audited], known_documents: Collection[str]) -> Keys:
    """Refuse what leads to refused rows, until no accepted row does; return what is left of the keys."""
    documents, sources = tables["documents"], tables["document_sources"]
    if len(documents.rows):
        documents.object_to(SOURCE, without_source(documents.rows, sources.rows, sources.refused))
    keys = Keys(known_documents)
    for audited in tables.values():
        for reference in audited.declared.references:
            if reference.table in keys.staged and len(audited.rows):
                audited.object_to(rule_of_reference(reference), objections(audited.rows, reference, keys))
        keys.add(audited.declared, audited.rows, audited.refused)
    return keys


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


def _write(rows: pa.Table, path: Path) -> None:
    """Write accepted rows, if any, in the declared schema, which holds them to NOT NULL once more."""
    path.unlink(missing_ok=True)
    if len(rows):
        temporary = path.with_suffix(".tmp")
        pq.write_table(rows.cast(arrow_schema(path.stem)), temporary, compression="zstd")
        temporary.replace(path)
