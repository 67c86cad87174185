"""A run of a flow."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Ordered, Origin, Table

T = ColumnType

TABLE = Table(
    name="runs",
    grain="a run of a flow",
    origin=Origin.LEDGER,
    key=("run_id",),
    columns=(
        v.RUN_ID,
        Column("flow", T.TEXT, "The flow.", one_of=("daily", "backfill", "recheck"), example="daily"),
        Column(
            "state",
            T.TEXT,
            "How it ended: its version was published, a critical check stopped it, or it broke.",
            one_of=("published", "stopped", "failed"),
            example="published",
        ),
        Column("started_at", T.MOMENT, "When it began.", example="2026-11-23T05:30:00Z"),
        Column(
            "finished_at", T.MOMENT, "When its rows were complete, before the switch.", example="2026-11-23T05:30:09Z"
        ),
        Column("inputs", T.TEXTS, "What it was given.", example="[data/inbox]"),
        Column(
            "files_in", T.INTEGER, "Files that arrived = loaded + duplicate + quarantined.", at_least=0, example="16"
        ),
        Column("files_loaded", T.INTEGER, "Files that gave a new document.", at_least=0, example="15"),
        Column("files_duplicate", T.INTEGER, "Files that held only known documents.", at_least=0, example="1"),
        Column("files_quarantined", T.INTEGER, "Files that were refused.", at_least=0, example="0"),
        Column(
            "members_refused",
            T.INTEGER,
            "Members of archives, mailboxes and the like that were refused; their files may have been loaded.",
            null="the run was before they were counted",
            at_least=0,
            example="0",
        ),
        Column("documents_loaded", T.INTEGER, "New documents.", at_least=0, example="15"),
        Column("rows_loaded", T.INTEGER, "New rows in the tables of the documents.", at_least=0, example="402"),
        Column("rows_quarantined", T.INTEGER, "Rows that were refused.", at_least=0, example="0"),
        Column("checks_passed", T.INTEGER, "Checks that held in every batch.", at_least=0, example="212"),
        Column("checks_warned", T.INTEGER, "Checks that failed without stopping the publish.", at_least=0, example="1"),
        Column("checks_failed", T.INTEGER, "Critical checks that failed.", at_least=0, example="0"),
        Column("extractor_version", T.TEXT, "Version of the extractor.", example="1"),
        Column(
            "error",
            T.TEXT,
            "What went wrong, for people.",
            null="nothing did",
            example="critical check orphan_quotes found 3 rows",
        ),
    ),
    ordered=(Ordered("started_at", "finished_at"),),
)
