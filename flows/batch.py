"""One batch through stages 1 and 2: files become documents, documents become staged Parquet.

``stage`` runs inside a worker process (see ``pool``). A file that cannot be read costs itself and not its batch.
"""

from __future__ import annotations

import gc
import json
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from flows.extract.pipeline import extract
from flows.extract.rows import Row, header_of_json, rows_of, source_row
from flows.extract.version import EXTRACTOR_VERSION
from flows.ingest.evidence import completed, weight
from flows.ingest.members import Members, verdict
from flows.ingest.read import document_of_text, read_raw
from flows.limits import Limits, limited
from flows.model import REST, Document, Header, Refusal, Refused, RefusedMember
from flows.profiles import load_profiles, resolve_publication

if TYPE_CHECKING:
    from flows.staged_files import StagedFiles

T = TypeVar("T")

_ALLOCATIONS_BEFORE_A_COLLECTION = 200_000

JOURNAL = "in_progress.json"
"""File in a batch's folder that names the member under way, so that a worker's death has a culprit."""

Culprit = tuple[int, str]
"""What brought a worker down: a member (empty: the file as a whole) of the item at that place of its batch."""

_MANY_SLOW = 10  # members of one file; after them it is given up


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
    """What stages 1 and 2 made of an item: its documents, or why there are none; and which members were refused.

    ``passed_over`` counts the members that are no articles by their kind (``ingest.passed_over``).
    """

    path: str
    sha256: str
    byte_size: int
    document_ids: tuple[str, ...] = ()
    refusal: Refusal | None = None
    sentence: str | None = None
    refused_members: tuple[RefusedMember, ...] = ()
    passed_over: int = 0


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
    batch: Batch, folder: Path, run_id: str, limits: Limits, culprits: Mapping[Culprit, Refused] | None = None
) -> StagedBatch:
    """Write the rows of every item as Parquet into ``folder``; say of each item what became of it.

    The limits are those of one document: an archive holds many. ``culprits`` are refused unread.
    """
    from flows.staged_files import StagedFiles  # pyarrow is not for `briefings extract`

    load_what_staging_needs()
    folder.mkdir(parents=True, exist_ok=True)
    with StagedFiles(folder, run_id=run_id, batch_id=batch.batch_id) as files:
        stager = _Stager(batch.batch_id, folder, run_id, limits, culprits or {}, files)
        outcomes = tuple(stager.outcome(place, item) for place, item in enumerate(batch.items))
    (folder / JOURNAL).unlink(missing_ok=True)
    return StagedBatch(batch.batch_id, folder, outcomes, files.row_counts)


def within_limits(
    members: Members | StoredMembers, work: Callable[[Document], T], limits: Limits
) -> Iterator[T | RefusedMember]:
    """Give the result of ``work`` on each document, reading and work within the limits of one document.

    Whatever a member does to its reader or to ``work``, it costs that member alone.
    """
    slow = 0
    while True:
        try:
            with limited(limits):
                found = next(members, None)
                if found is None:
                    return
                result = work(found) if isinstance(found, Document) else found
        except Exception as error:
            refused = error if isinstance(error, Refused) else _defect(error)
            yield RefusedMember(members.under_way, refused.reason, refused.sentence)
            slow += refused.reason is Refusal.TOO_SLOW
            if slow == _MANY_SLOW:
                yield RefusedMember(REST, Refusal.TOO_SLOW, f"{slow} of its members took too long; it was given up")
                return
        else:
            yield result


@dataclass(slots=True)
class StoredMembers:
    """The one document of a ``StoredDocument``, in the form of ``ingest.members.Members``."""

    documents: Iterator[Document]
    under_way: str = ""
    passed_over: int = 0

    def __next__(self) -> Document | RefusedMember:
        return next(self.documents)


@dataclass(slots=True)
class _Stager:
    """Stages the items of a batch one after the other: what they share."""

    batch_id: str
    folder: Path
    run_id: str
    limits: Limits
    culprits: Mapping[Culprit, Refused]
    files: StagedFiles
    staged: dict[str, Header] = field(default_factory=dict)

    def outcome(self, place: int, item: Item) -> FileOutcome:
        """Stage the documents of an item."""
        ids: dict[str, None] = {}
        refused: list[RefusedMember] = []
        passed_over = 0
        try:
            with limited(self.limits):
                members = self._members(place, item)
            for result in within_limits(members, self._staged, self.limits):
                if isinstance(result, RefusedMember):
                    refused.append(result)
                else:
                    ids[result] = None
            passed_over = members.passed_over
        except Exception as error:
            why = error if isinstance(error, Refused) else _defect(error)
            refused.append(RefusedMember("", why.reason, why.sentence))
        verdict_of_all = None if ids else verdict(refused)
        return FileOutcome(
            item.shown_as,
            item.sha256,
            item.byte_size,
            tuple(ids),
            verdict_of_all.reason if verdict_of_all else None,
            verdict_of_all.sentence if verdict_of_all else None,
            tuple(member for member in refused if member.member),
            passed_over,
        )

    def _members(self, place: int, item: Item) -> Members | StoredMembers:
        avoided = {member: why for (culprit, member), why in self.culprits.items() if culprit == place}

        def note(member: str) -> None:
            (self.folder / JOURNAL).write_text(json.dumps({"place": place, "member": member}))

        note("")
        if "" in avoided:
            raise avoided[""]
        if isinstance(item, StoredDocument):
            return StoredMembers(iter([_stored_document(item)]))
        return Members(read_raw(item.path, item.shown_as, self.limits.file_bytes), avoided=avoided, before=note)

    def _staged(self, document: Document) -> str:
        """Stage the rows of a document; of one that the batch already holds, where it came from.

        Where this place says what those before it did not, the document is taken anew with the evidence of all.
        """
        key, before = document.document_id, self.staged.get(document.document_id)
        header = _completed(document.header, before)
        rows: dict[str, list[Row]] = {}
        if header != before:
            rows = extract_rows(replace(document, header=header))
            self.staged[key] = header
        if before is not None and rows:
            self.files.supersede(key)
        rows["document_sources"] = [source_row(document)]
        self.files.add(rows)
        return key


def extract_rows(document: Document) -> dict[str, list[Row]]:
    """Return the rows that a document gives, by table, its publication's profile applied."""
    profile = resolve_publication(document.header.publication, document.header.url, load_profiles())
    return rows_of(extract(document, profile))


def _completed(header: Header, before: Header | None) -> Header:
    """Return what two places say of one text: the one that says more comes first, and of two equals the first read."""
    if before is None:
        return header
    return completed(header, [before]) if weight(header) > weight(before) else completed(before, [header])


@cache
def load_what_extraction_needs() -> None:
    """Read lexicons, models and libraries once a process, so that no document's time and memory is spent on them."""
    extract_rows(document_of_text("", "“We load,” said the worker. Nobody else (Interfax, March 1) did."))
    # A document makes many objects that live as long as itself: looking through them for cycles, again and again,
    # cost a third of the time of a long one. What is loaded here stays for good.
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_BEFORE_A_COLLECTION)


def load_what_staging_needs() -> None:
    """Load the schemas of the tables beside what extraction needs."""
    from flows.staged_files import load_schemas

    load_schemas()
    load_what_extraction_needs()


def _defect(error: Exception) -> Refused:
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__}: {error}"[:300]
    where = f"{Path(place.filename).name} line {place.lineno}"
    return Refused(Refusal.CRASHED, f"a defect of the pipeline met it ({what}, in {where}): please report it")


def _stored_document(item: StoredDocument) -> Document:
    row = dict(_exported(item.file)[item.row])
    evidence = header_of_json(row.pop("header_evidence"))
    others = [header_of_json(other) for other in row.pop("evidence_elsewhere") or ()]
    return Document(header=completed(evidence, others), **row)


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
