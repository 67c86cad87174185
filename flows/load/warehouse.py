"""Building a version: the rows of the lake, the tables that derive from them, and the views for readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b

import duckdb
import pyarrow as pa

from flows.load import ddl, intake, merge
from flows.load.connect import Connection
from flows.load.entities.resolve import resolve_entities
from flows.load.errors import LoadError
from flows.load.failpoints import Failpoint, failpoint
from flows.load.lake import Lake, LakeFile, Manifest
from flows.load.near.copies import find_near_copies, share_clusters
from flows.load.search.index import refresh_search, search_macro_statements
from flows.load.sql_files import SqlFile, sql_files
from flows.load.views import column_comments, views
from flows.tables import Table, table
from flows.tables.arrow import arrow_schema

REFERENCE = "reference_"
"""How the lake's folder, and the temporary table, of a registry's rows is named: ``reference_outlets``."""


def catch_up(connection: Connection, lake: Lake, manifests: Iterable[Manifest]) -> None:
    """Apply, in order, every manifest whose run the warehouse lacks."""
    for manifest in missing(connection, manifests):
        with transaction(connection):
            take_in(connection, lake, manifest.files, [*merge.extracted_tables(), *merge.ledger_tables()])
            merge.choose_documents(connection, manifest.replaces)
            merge.merge_documents(connection)
            merge.merge_ledger(connection, merge.ledger_tables())
        failpoint(Failpoint.MANIFEST_APPLIED)


def missing(connection: Connection, manifests: Iterable[Manifest]) -> list[Manifest]:
    """Return the manifests whose run has no row in ``runs``."""
    known = {run_id for (run_id,) in connection.execute("SELECT run_id FROM runs").fetchall()}
    return [manifest for manifest in manifests if manifest.run_id not in known]


def take_in(connection: Connection, lake: Lake, files: Iterable[LakeFile], tables: Iterable[Table]) -> None:
    """Read the files' rows of each table into its ``incoming_`` table, after verifying the files."""
    held = list(files)
    for declared in tables:
        rows = lake.read([f for f in held if f.table == declared.name], arrow_schema(declared.name))
        keep(connection, merge.incoming(declared.name), rows)


def keep(connection: Connection, name: str, rows: pa.Table | pa.dataset.Dataset) -> None:
    """Hold Arrow rows as a temporary table."""
    connection.register("arriving", rows)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM arriving")
    connection.unregister("arriving")


def derive(connection: Connection, lake: Lake, manifests: Iterable[Manifest]) -> None:
    """Bring the derived tables and the views up to date with the rows and with the newest registries of the lake."""
    newest = list(manifests)[::-1]
    for name in intake.reference_names():
        files = next((found for manifest in newest if (found := manifest.files_of(REFERENCE + name))), [])
        keep(connection, REFERENCE + name, lake.read(files, intake.reference_schema(name)))
    with transaction(connection):
        resolve_entities(connection)
        find_near_copies(connection)
        for file in sql_files("derived"):
            connection.execute(_refresh(table(file.name), file))
        refresh_search(connection)
        share_clusters(connection)
        _lay_out_views(connection)
    failpoint(Failpoint.DERIVED)


def _lay_out_views(connection: Connection) -> None:
    """Make the views and macros for readers, unless the version has exactly these: binding them all costs 0.15 s."""
    statements = [statement for file in sql_files("marts") for statement in _view_statements(file)]
    statements += [comment for view in views() for comment in column_comments(view)]
    statements += search_macro_statements()
    definitions = blake2b("\n".join(statements).encode(), digest_size=16).hexdigest()
    connection.execute("CREATE TABLE IF NOT EXISTS view_definitions (hash VARCHAR)")
    if connection.execute("SELECT hash FROM view_definitions").fetchall() == [(definitions,)]:
        return
    for statement in statements:
        connection.execute(statement)
    connection.execute("DELETE FROM view_definitions")
    connection.execute("INSERT INTO view_definitions VALUES (?)", [definitions])
    told = "Hash of the definitions of the views and macros in this version."
    connection.execute(f"COMMENT ON TABLE view_definitions IS '{told}'")
    connection.execute(f"COMMENT ON COLUMN view_definitions.hash IS '{told}'")


def _view_statements(file: SqlFile) -> tuple[str, str]:
    return (
        f"CREATE OR REPLACE VIEW {file.name} AS {file.statement}",
        f"COMMENT ON VIEW {file.name} IS {_comment(file)}",
    )


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Run the block as one transaction; a broken rule of a table's declaration is a LoadError."""
    connection.begin()
    try:
        yield
    except duckdb.ConstraintException as error:
        connection.rollback()
        raise LoadError(
            f"An accepted row breaks its table's declaration: {str(error).splitlines()[0]}. Nothing was published."
        ) from error
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _refresh(declared: Table, file: SqlFile) -> str:
    """Return the MERGE that changes only the rows that differ, so that a small run writes little."""
    on = " AND ".join(f"kept.{name} = came.{name}" for name in declared.key)
    rest = [name for name in declared.column_names if name not in declared.key]
    kept, came = (", ".join(f"{side}.{name}" for name in rest) for side in ("kept", "came"))
    return (
        f"MERGE INTO {declared.name} AS kept USING (\n{file.statement}\n) AS came ON ({on})\n"
        f"WHEN MATCHED AND ({kept}) IS DISTINCT FROM ({came}) THEN UPDATE BY NAME\n"
        "WHEN NOT MATCHED THEN INSERT BY NAME\n"
        "WHEN NOT MATCHED BY SOURCE THEN DELETE"
    )


def _comment(file: SqlFile) -> str:
    return ddl.literal(" ".join(f"{name.capitalize()}: {text}" for name, text in file.header.items()))
