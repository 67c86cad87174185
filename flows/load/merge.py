"""What rows of the lake do to the warehouse, as SQL: which are new, which win, which replace.

The outcome depends on the content of the rows alone. Of a document that several batches hold, the extraction is taken
whose header says most, and of equals that of the file that comes first by path; whole, for offsets of two extractions
never mix.
"""

from __future__ import annotations

from collections.abc import Iterable

from flows.load.connect import Connection, scalar
from flows.load.errors import LoadError
from flows.tables import Origin, Table, all_tables

SOURCES = "document_sources"


def incoming(table: str) -> str:
    """Return the name of the temporary table that holds the rows of a run on their way in."""
    return f"incoming_{table}"


def extracted_tables() -> list[Table]:
    """Return the tables that batches hold, ``documents`` first."""
    found = [table for table in all_tables().values() if table.origin is Origin.EXTRACTED]
    return sorted(found, key=lambda table: (table.name != "documents", table.name))


def ledger_tables() -> list[Table]:
    """Return the tables in which runs keep account of themselves."""
    return [table for table in all_tables().values() if table.origin is Origin.LEDGER]


def choose_documents(connection: Connection, replaces: bool) -> None:
    """Note in ``chosen`` which documents come in, and from which batch each is taken.

    Those are the new ones and, where the run ``replaces``, known ones that another extractor version had read or of
    which more is known now.
    """
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE chosen AS
        WITH origins AS (
            SELECT document_id, batch_id, min(path) AS path FROM incoming_document_sources GROUP BY ALL
        )
        SELECT document_id, came.batch_id, known.document_id IS NOT NULL AS is_replacement
        FROM incoming_documents AS came
        LEFT JOIN origins USING (document_id, batch_id)
        LEFT JOIN documents AS known USING (document_id)
        WHERE known.document_id IS NULL OR (
            $replaces AND (
                known.extractor_version <> came.extractor_version OR known.header_evidence <> came.header_evidence
            )
        )
        QUALIFY row_number() OVER (
            PARTITION BY document_id
            ORDER BY len(json_keys(came.header_evidence)) DESC, origins.path NULLS LAST, came.batch_id
        ) = 1
        """,
        {"replaces": replaces},
    )


def refuse_orphans(connection: Connection) -> None:
    """Raise LoadError if a row comes in whose document neither comes with it nor is known."""
    for table in extracted_tables()[1:]:
        held = _DOCUMENTS_OF_SOURCES if table.name == SOURCES else "incoming_documents USING (document_id, batch_id)"
        orphans = scalar(connection, f"SELECT count(*) FROM {incoming(table.name)} ANTI JOIN {held}")  # noqa: S608
        if orphans:
            raise LoadError(
                f"{orphans} accepted rows of {table.name} belong to documents that were not accepted with them. "
                "Nothing was published; the batch has to be audited again so that both are refused."
            )


_DOCUMENTS_OF_SOURCES = (
    "(SELECT document_id FROM incoming_documents UNION SELECT document_id FROM documents) USING (document_id)"
)


def merge_documents(connection: Connection) -> None:
    """Take in the chosen documents with all their rows, and every new place that a document came from."""
    for table in extracted_tables():
        if table.name != SOURCES:
            connection.execute(
                f"DELETE FROM {table.name} WHERE document_id IN (SELECT document_id FROM chosen WHERE is_replacement)"  # noqa: S608
            )
    for table in extracted_tables():
        taken = "" if table.name == SOURCES else "SEMI JOIN chosen USING (document_id, batch_id)"
        connection.execute(insert_new(table, taken))


def merge_ledger(connection: Connection, tables: Iterable[Table]) -> None:
    """Take in new rows of the ledger. Of a known file the row changes when it is healed or gives new documents."""
    for table in tables:
        connection.execute(insert_new(table, matched=_NEWS_OF_A_FILE if table.name == "files" else ""))


_NEWS_OF_A_FILE = """
WHEN MATCHED AND (
    came.status = 'loaded'
    OR (kept.status = 'quarantined' AND (came.status <> 'quarantined' OR came.reason <> kept.reason))
) THEN UPDATE BY NAME"""


def insert_new(table: Table, taken: str = "", matched: str = "") -> str:
    """Return the MERGE that inserts rows with new keys, one row a key: the first one in the order of its content."""
    columns = ", ".join(table.column_names)
    key = ", ".join(table.key)
    order = ", ".join(name for name in table.column_names if name not in table.key) or key
    on = " AND ".join(f"kept.{name} = came.{name}" for name in table.key)
    return (
        f"MERGE INTO {table.name} AS kept USING (\n"  # noqa: S608
        f"    SELECT {columns} FROM {incoming(table.name)} {taken}\n"
        f"    QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {order}) = 1\n"
        f") AS came ON ({on}){matched}\n"
        "WHEN NOT MATCHED THEN INSERT BY NAME"
    )
