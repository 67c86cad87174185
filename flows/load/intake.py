"""What a run brings, and what becomes of each file: loaded, duplicate or quarantined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyarrow as pa

from flows.load.connect import Connection, scalar
from flows.load.errors import LoadError
from flows.load.merge import SOURCES, extracted_tables
from flows.tables import table
from flows.tables.arrow import arrow_schema


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came in. ``refusal`` is the code of its refusal; None where it was read or is known by its hash."""

    path: str
    file_sha256: str | None
    byte_size: int | None
    batch_id: str
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that a run brings to the warehouse.

    ``batches`` are folders named by their batch, with one audited ``<table>.parquet`` for each table that has rows.
    ``references`` are the rows of registries, by the name of the table that derives from them (``reference_schema``).
    With ``replaces`` the documents take the place of those that another extractor version had read; they come from the
    warehouse, so no file arrives and ``arrivals`` are not looked at.
    """

    run_id: str
    batches: Sequence[Path] = ()
    arrivals: Sequence[Arrival] = ()
    quarantine: pa.Table = field(default_factory=lambda: arrow_schema("quarantine").empty_table())
    references: Mapping[str, pa.Table] = field(default_factory=dict)
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run adds: files by what became of them, new documents, new rows by table."""

    files_in: int
    files_loaded: int
    files_duplicate: int
    files_quarantined: int
    documents_loaded: int
    rows_by_table: Mapping[str, int]
    rows_quarantined: int


_ARRIVALS = pa.schema(
    [
        ("path", pa.string()),
        ("file_sha256", pa.string()),
        ("byte_size", pa.int64()),
        ("batch_id", pa.string()),
        ("refusal", pa.string()),
    ]
)
_REFERENCES = {
    "outlets": ("outlet_id", "name", "kind", "country", "aliases"),
    "publications": ("publication_id", "name", "publisher", "issn", "country", "volume_year_offset"),
    "places": ("name", "kind", "country"),
}
_FACTS = {
    "nations": pa.schema([("form_of_nation", pa.string()), ("code", pa.string())]),
    "forenames": pa.schema([("forename", pa.string())]),
    "gazetteer": pa.schema(
        [
            ("place", pa.string()),
            ("kind", pa.string()),
            ("country", pa.string()),
            ("latitude", pa.float64()),
            ("longitude", pa.float64()),
        ]
    ),
    "entity_overrides": pa.schema(
        [
            ("entry", pa.string()),
            ("position", pa.int64()),
            ("relation", pa.string()),
            ("type", pa.string()),
            ("name", pa.string()),
            ("reason", pa.string()),
        ]
    ),
}


def reference_schema(name: str) -> pa.Schema:
    """Return the columns of a registry's rows: of one named after a table, those it takes over as they are."""
    if name in _FACTS:
        return _FACTS[name]
    declared = arrow_schema(name)
    return pa.schema([declared.field(column) for column in _REFERENCES[name]])


def reference_names() -> tuple[str, ...]:
    """Return the names of the registries."""
    return (*_REFERENCES, *_FACTS)


def register_arrivals(connection: Connection, brought: Intake) -> None:
    """Make the files that arrived readable as the temporary table ``arrivals``."""
    arrived = () if brought.replaces else brought.arrivals
    rows = pa.Table.from_pylist([asdict(arrival) for arrival in arrived], schema=_ARRIVALS)
    connection.register("arrived", rows)
    connection.execute("CREATE OR REPLACE TEMP TABLE arrivals AS FROM arrived")
    connection.unregister("arrived")
    twice = connection.execute("SELECT path FROM arrivals GROUP BY path HAVING count(*) > 1 ORDER BY path").fetchall()
    if twice:
        raise LoadError(f"{twice[0][0]} arrived twice in one run: a run takes each path once. Nothing was published.")


def sources_known_by_hash(connection: Connection, run_id: str) -> pa.Table:
    """Return where known documents came from once more: files that needed no extraction, at paths that are new."""
    return _declared(
        SOURCES,
        connection.sql(
            """
            SELECT known.* REPLACE (arrivals.path AS path, $run_id AS run_id, arrivals.batch_id AS batch_id)
            FROM arrivals
            JOIN document_sources AS known USING (file_sha256)
            WHERE arrivals.refusal IS NULL
              AND (arrivals.path, file_sha256) NOT IN (SELECT (path, file_sha256) FROM document_sources)
              AND (arrivals.path, file_sha256) NOT IN (SELECT (path, file_sha256) FROM incoming_document_sources)
            QUALIFY row_number() OVER (PARTITION BY arrivals.path, document_id, member ORDER BY known.path) = 1
            ORDER BY arrivals.path, document_id, member
            """,
            params={"run_id": run_id},
        ).to_arrow_table(),
    )


def classify(connection: Connection, brought: Intake) -> pa.Table:
    """Return the arrivals as rows of ``files``.

    Of several files that hold one new document, the first by path is ``loaded`` and the others are duplicates.
    """
    strangers = connection.execute(
        "SELECT DISTINCT path FROM incoming_document_sources ANTI JOIN arrivals USING (path, file_sha256) ORDER BY 1"
    ).fetchall()
    if strangers and not brought.replaces:
        raise LoadError(f"{strangers[0][0]} has accepted rows, but it is not among the files that arrived.")
    return _declared("files", connection.sql(_CLASSIFY, params={"run_id": brought.run_id}).to_arrow_table())


_CLASSIFY = """
WITH new_documents AS (
    SELECT document_id FROM chosen WHERE NOT is_replacement
), held AS (
    SELECT path, file_sha256, document_id FROM incoming_document_sources
    UNION
    SELECT arrivals.path, file_sha256, document_id
    FROM arrivals JOIN document_sources USING (path, file_sha256)
    WHERE arrivals.refusal IS NULL
), first_holders AS (
    SELECT document_id, path, file_sha256
    FROM incoming_document_sources SEMI JOIN new_documents USING (document_id)
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY path, file_sha256) = 1
), counted AS (
    SELECT
        path,
        file_sha256,
        count(*) AS documents,
        count(first_holders.document_id) AS documents_loaded,
        count(new_documents.document_id) AS documents_new_in_run
    FROM held
    LEFT JOIN first_holders USING (document_id, path, file_sha256)
    LEFT JOIN new_documents USING (document_id)
    GROUP BY ALL
)
SELECT
    md5(arrivals.path || chr(31) || coalesce(file_sha256, '')) AS file_id,
    arrivals.path,
    file_sha256,
    byte_size,
    CASE WHEN documents_loaded > 0 THEN 'loaded' WHEN documents > 0 THEN 'duplicate' ELSE 'quarantined' END AS status,
    CASE
        WHEN documents_loaded > 0 THEN NULL
        WHEN documents_new_in_run > 0 THEN 'repeated_in_run'
        WHEN documents > 0 THEN 'known_document'
        ELSE coalesce(refusal, 'rows_refused')
    END AS reason,
    coalesce(documents, 0) AS document_count,
    $run_id AS run_id,
    batch_id
FROM arrivals
LEFT JOIN counted USING (path, file_sha256)
ORDER BY arrivals.path
"""


def count(connection: Connection, brought: Intake, files: pa.Table) -> Counts:
    """Return what the run adds; LoadError if a file that arrived is not accounted for."""
    statuses = files.column("status").to_pylist()
    arrived = scalar(connection, "SELECT count(*) FROM arrivals")
    if len(statuses) != arrived:
        raise LoadError(f"{arrived} files arrived, but the ledger accounts for {len(statuses)}. Nothing was published.")
    refused = brought.quarantine.column("table_name").to_pylist()
    new_documents = scalar(connection, "SELECT count(*) FROM chosen WHERE NOT is_replacement")
    rows = {
        table.name: scalar(connection, f"SELECT count(*) FROM {table.name} WHERE run_id = ?", [brought.run_id])  # noqa: S608
        for table in extracted_tables()
    }
    return Counts(
        files_in=arrived,
        files_loaded=statuses.count("loaded"),
        files_duplicate=statuses.count("duplicate"),
        files_quarantined=statuses.count("quarantined"),
        documents_loaded=new_documents,
        rows_by_table=rows,
        rows_quarantined=sum(name != "files" for name in refused),
    )


def _declared(name: str, rows: pa.Table) -> pa.Table:
    """Bring a result into the declared order and types."""
    return rows.select(list(table(name).column_names)).cast(arrow_schema(name))
