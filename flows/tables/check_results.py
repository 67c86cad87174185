"""The outcome of one check in one run."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Origin, Table

T = ColumnType

TABLE = Table(
    name="check_results",
    grain="the outcome of one check in one run, over one batch or over the whole warehouse",
    origin=Origin.LEDGER,
    key=("check_result_id",),
    columns=(
        v.key("check_result_id", "run, batch, table and check"),
        v.RUN_ID,
        Column(
            "batch_id",
            T.TEXT,
            "The batch that was checked.",
            null="the whole warehouse was",
            pattern=v.HASH,
            example="0cc175b9c0f1b6a831c399e269772661",
        ),
        Column(
            "table_name", T.TEXT, "Table that was checked.", null="the check is a claim across tables", example="quotes"
        ),
        Column(
            "check_name",
            T.TEXT,
            "The check: expectation and columns, or the claim's file name.",
            example="expect_column_values_to_not_be_null(content)",
        ),
        Column(
            "source",
            T.TEXT,
            "Where it is written: the table's declaration, expectations/checks/, or sql/checks/.",
            one_of=("declaration", "plausibility", "claim"),
            example="declaration",
        ),
        Column(
            "severity",
            T.TEXT,
            "What a failure does: stops the publish (critical), refuses the rows or warns (warning), is noted (info).",
            one_of=("critical", "warning", "info"),
            example="warning",
        ),
        Column("success", T.FLAG, "Whether it held.", example="true"),
        Column(
            "evaluated_count",
            T.INTEGER,
            "Rows looked at.",
            null="the check is not about single rows",
            at_least=0,
            example="402",
        ),
        Column(
            "unexpected_count",
            T.INTEGER,
            "Rows that break it.",
            null="the check is not about single rows",
            at_least=0,
            example="0",
        ),
        Column(
            "unexpected_share",
            T.REAL,
            "Share of rows that break it.",
            null="the check is not about single rows, or there were none",
            at_least=0,
            at_most=1,
            example="0.0",
        ),
        Column(
            "observed",
            T.REAL,
            "The figure that was found, where the check is about one.",
            null="the check is about single rows",
            example="0.27",
        ),
        Column(
            "allowed",
            T.TEXT,
            "What that figure may be.",
            null="the check is about single rows",
            example="at least 0.3",
        ),
        Column("examples", T.TEXTS, "Up to twenty keys of rows that break it.", example="[]"),
        Column(
            "reason",
            T.TEXT,
            "Why the check exists, dated.",
            null="it follows from the declaration",
            example="2026-11-23: ...",
        ),
    ),
)
