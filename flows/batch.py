"""One batch through stages 1 and 2: files become documents, documents become staged Parquet.

``stage`` runs inside a worker process (see ``pool``). A file that cannot be read costs itself and not its batch.
"""

from __future__ import annotations

import gc
import json
import traceback
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path

from flows.extract.pipeline import extract
from flows.extract.rows import Row, header_of_json, rows_of
from flows.extract.version import EXTRACTOR_VERSION
from flows.ingest.read import document_of_text, read_documents, read_raw
from flows.limits import Limits, limited
from flows.model import Document, Refusal, Refused
from flows.profiles import load_profiles, resolve_publication

_ALLOCATIONS_BEFORE_A_COLLECTION = 200_000

JOURNAL = "in_progress.json"
"""File in a batch's folder that names the item under way, so that a worker's death has a culprit."""


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file to be staged: where to open it, what to call it, and the bytes it had when the run began."""

    path: Path
    shown_as: str
    byte_size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of the warehouse to be extracted again: a row of a Parquet file that ``load.stored`` exported."""

    file: Path
    row: int
    shown_as: str
    byte_size: int
    sha256: str


Item = InboxFile | StoredDocument


@dataclass(frozen=True, slots=True)
class Batch:
    """Items that are staged together. ``batch_id`` names their bytes and the extractor: a rerun stages the same."""

    batch_id: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What stages 1 and 2 made of an item: its documents, or why there are none."""

    path: str
    sha256: str
    byte_size: int
    document_ids: tuple[str, ...] = ()
    refusal: Refusal | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class StagedBatch:
    """A batch as Parquet files, one a table that has rows, in ``folder``."""

    batch_id: str
    folder: Path
    outcomes: tuple[FileOutcome, ...]
    row_counts: Mapping[str, int] = field(default_factory=dict)


def cut_batches(items: Iterable[Item], batch_bytes: int) -> list[Batch]:
    """Cut items into batches, each closed when it reaches ``batch_bytes``."""
    batches: list[Batch] = []
    held: list[Item] = []
    size = 0
    for item in items:
        held.append(item)
        size += item.byte_size
        if size >= batch_bytes:
            batches.append(_batch(held))
            held, size = [], 0
    return [*batches, _batch(held)] if held else batches


def stage(
    batch: Batch, folder: Path, run_id: str, limits: Limits, culprits: Mapping[int, Refused] | None = None
) -> StagedBatch:
    """Write the rows of every item as Parquet into ``folder``; say of each item what became of it.

    ``culprits`` are items that already brought a worker down, by their place in the batch: they are refused unread.
    """
    from flows.staged_files import StagedFiles, as_arrow  # pyarrow is not for `briefings extract`

    load_what_extraction_needs()
    folder.mkdir(parents=True, exist_ok=True)
    outcomes: list[FileOutcome] = []
    staged: set[str] = set()
    with StagedFiles(folder) as files:
        for place, item in enumerate(batch.items):
            (folder / JOURNAL).write_text(json.dumps({"place": place}))
            try:
                if culprits and place in culprits:
                    raise culprits[place]
                with limited(limits):
                    gained = _rows_of_item(item, limits.file_bytes, staged)
                    rows = as_arrow(gained, run_id=run_id, batch_id=batch.batch_id)
            except Exception as error:  # whatever a file does to a reader, it costs that file alone
                outcomes.append(_refused(item, error if isinstance(error, Refused) else _defect(error)))
                continue
            ids = tuple(dict.fromkeys(row["document_id"] for row in gained["document_sources"]))
            staged.update(ids)
            files.add(rows)
            outcomes.append(FileOutcome(item.shown_as, item.sha256, item.byte_size, ids))
    (folder / JOURNAL).unlink(missing_ok=True)
    return StagedBatch(batch.batch_id, folder, tuple(outcomes), files.row_counts)


def documents_of(item: Item, file_bytes: int) -> list[Document]:
    """Return the documents of an item; Refused says why there are none."""
    if isinstance(item, StoredDocument):
        return [_stored_document(item)]
    return read_documents(read_raw(item.path, item.shown_as, file_bytes))


def extract_rows(document: Document) -> dict[str, list[Row]]:
    """Return the rows that a document gives, by table, its publication's profile applied."""
    profile = resolve_publication(document.header.publication, document.header.url, load_profiles())
    return rows_of(extract(document, profile))


@cache
def load_what_extraction_needs() -> None:
    """Read lexicons, models and libraries once a process, so that no document's time and memory is spent on them."""
    extract_rows(document_of_text("", "“We load,” said the worker. Nobody else (Interfax, March 1) did."))
    # A document makes many objects that live as long as itself: looking through them for cycles, again and again,
    # cost a third of the time of a long one. What is loaded here stays for good.
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_BEFORE_A_COLLECTION)


def _rows_of_item(item: Item, file_bytes: int, staged: set[str]) -> dict[str, list[Row]]:
    """Rows of the item's documents; of a document that the batch already holds, only where it came from."""
    gained: dict[str, list[Row]] = defaultdict(list)
    known = set(staged)
    for document in documents_of(item, file_bytes):
        rows = extract_rows(document)
        if document.document_id in known:
            rows = {"document_sources": rows["document_sources"]}
        known.add(document.document_id)
        for table, new in rows.items():
            gained[table].extend(new)
    return gained


def _refused(item: Item, refused: Refused) -> FileOutcome:
    return FileOutcome(item.shown_as, item.sha256, item.byte_size, (), refused.reason, refused.sentence)


def _defect(error: Exception) -> Refused:
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__}: {error}"[:300]
    where = f"{Path(place.filename).name} line {place.lineno}"
    return Refused(Refusal.CRASHED, f"a defect of the pipeline met it ({what}, in {where}): please report it")


def _stored_document(item: StoredDocument) -> Document:
    row = _exported(item.file)[item.row]
    evidence = header_of_json(row.pop("header_evidence"))
    return Document(header=evidence, **row)


@lru_cache(maxsize=2)  # the items of a file follow one another
def _exported(file: Path) -> list[Row]:
    import pyarrow.parquet as pq

    rows: list[Row] = pq.read_table(file).to_pylist()
    return rows


def _batch(items: Sequence[Item]) -> Batch:
    name = blake2b(EXTRACTOR_VERSION.encode(), digest_size=16)
    for item in items:
        name.update(f"|{item.sha256}|{item.shown_as}".encode("utf-8", "surrogateescape"))
    return Batch(name.hexdigest(), tuple(items))
