"""The lake: immutable Parquet files and one manifest a run. What a manifest names is loaded; nothing else is.

``lake/<table>/*.parquet`` and ``lake/manifests/<sequence>-<run_id>.json``. A manifest is written last and in one
step, so a run is in the lake or it is not. A file that no manifest names was left by a run that ended early.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from flows.load import durable
from flows.load.errors import LakeDamaged, LoadError
from flows.load.failpoints import Failpoint, failpoint

_MANIFEST = re.compile(r"(\d{6,})-[0-9A-Za-z_.-]+\.json")
_READING = ds.ParquetFileFormat(
    default_fragment_scan_options=ds.ParquetFragmentScanOptions(page_checksum_verification=True)
)


@dataclass(frozen=True, slots=True)
class LakeFile:
    """A Parquet file of the lake; ``path`` is relative to it."""

    table: str
    path: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one run added. ``replaces``: its documents take the place of those of another extractor version.

    ``run`` repeats the run's row of the table ``runs`` for people who look into the lake.
    """

    sequence: int
    run_id: str
    files: tuple[LakeFile, ...]
    replaces: bool = False
    run: dict[str, Any] | None = None

    @property
    def name(self) -> str:
        """Name of its file, which sorts in the order of the runs."""
        return f"{self.sequence:06d}-{self.run_id}.json"

    def files_of(self, table: str) -> list[LakeFile]:
        """Return its files of one table."""
        return [file for file in self.files if file.table == table]


class Lake:
    """The lake below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def manifests(self) -> list[Manifest]:
        """Return every manifest in the order of the runs."""
        found = [path for path in self._manifest_folder.glob("*.json") if _MANIFEST.fullmatch(path.name)]
        return sorted((_read_manifest(path) for path in found), key=lambda manifest: manifest.sequence)

    def adopt(self, staged: Path, table: str, batch_id: str, run_id: str) -> LakeFile:
        """Move a staged Parquet file in; it is loaded once a manifest names it."""
        target = self.root / table / f"{batch_id}-{run_id}.parquet"
        durable.put(staged, target)
        failpoint(Failpoint.FILE_ADOPTED)
        return self._describe(table, target)

    def write(self, table: str, rows: pa.Table, name: str) -> LakeFile:
        """Write rows that the run itself made."""
        target = self.root / table / f"{name}.parquet"
        with durable.replaced(target) as temporary:
            pq.write_table(rows, temporary, compression="zstd", write_page_checksum=True)
        failpoint(Failpoint.LEDGER_WRITTEN)
        return self._describe(table, target)

    def write_once(self, table: str, rows: pa.Table) -> LakeFile:
        """Write rows under the hash of their content, unless the lake has them already."""
        sink = pa.BufferOutputStream()
        pq.write_table(rows, sink, compression="zstd", write_page_checksum=True)
        content = sink.getvalue()
        target = self.root / table / f"{sha256(content).hexdigest()}.parquet"
        if not target.exists() or durable.sha256(target) != target.stem:
            with durable.replaced(target) as temporary:
                temporary.write_bytes(content)
        return self._describe(table, target)

    def read(self, files: Iterable[LakeFile], schema: pa.Schema) -> ds.Dataset:
        """Return the rows of the files as a dataset that is read when it is scanned; absent columns are null.

        LakeDamaged if a file is missing or is not, byte for byte, the one that was written.
        """
        paths = [self._verified(file) for file in files]
        if not paths:
            return ds.dataset(schema.empty_table())
        return ds.dataset([str(path) for path in paths], schema=schema, format=_READING)

    def commit(self, manifest: Manifest) -> None:
        """Make the run part of the lake, in one step: from here on it counts."""
        with durable.replaced(self._manifest_folder / manifest.name) as temporary:
            temporary.write_text(json.dumps(asdict(manifest), indent=1, default=str), encoding="utf-8")
        failpoint(Failpoint.MANIFEST_WRITTEN)

    def sweep(self) -> list[Path]:
        """Remove every file that no manifest names and return what was removed."""
        named = {self.root / file.path for manifest in self.manifests() for file in manifest.files}
        orphans = [path for path in self._own_files() if path not in named]
        for path in orphans:
            path.unlink()
            failpoint(Failpoint.ORPHAN_SWEPT)
        return orphans

    def discard(self, files: Iterable[LakeFile], back_to: Mapping[str, Path]) -> None:
        """Take back files that no manifest names: to where ``back_to`` says they came from, else away."""
        named = {file.path for manifest in self.manifests() for file in manifest.files}
        for file in files:
            path = self.root / file.path
            if file.path in named or not path.exists():
                continue
            if origin := back_to.get(file.path):
                durable.put(path, origin)
            else:
                path.unlink()

    @property
    def _manifest_folder(self) -> Path:
        return self.root / "manifests"

    def _own_files(self) -> list[Path]:
        return sorted({*self.root.glob("*/*.parquet"), *self.root.glob(f"*/{durable.TEMPORARY}*")})

    def _describe(self, table: str, path: Path) -> LakeFile:
        rows = pq.read_metadata(path).num_rows
        relative = path.relative_to(self.root).as_posix()
        return LakeFile(table, relative, rows, path.stat().st_size, durable.sha256(path))

    def _verified(self, file: LakeFile) -> Path:
        path = self.root / file.path
        try:
            found = durable.sha256(path)
        except OSError as error:
            raise LakeDamaged(_damage(path, f"cannot be read ({error.strerror})")) from error
        if found != file.sha256:
            raise LakeDamaged(_damage(path, "is not the file that its manifest names (its SHA-256 differs)"))
        return path


def empty_folder(folder: Path) -> None:
    """Remove whatever lies in the folder."""
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _read_manifest(path: Path) -> Manifest:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(**(stored | {"files": tuple(LakeFile(**file) for file in stored["files"])}))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise LakeDamaged(_damage(path, f"cannot be understood ({error})")) from error


def _damage(path: Path, what: str) -> str:
    return f"{path} {what}. Put it back from a backup, then call the run again; the published warehouse is untouched."


def check_schema(staged: Path, schema: pa.Schema) -> None:
    """Raise LoadError unless the staged file has the declared columns, in their order and types."""
    found = [(field.name, field.type) for field in pq.read_schema(staged)]
    wanted = [(field.name, field.type) for field in schema]
    if found != wanted:
        differing = sorted(f"{name} {type_}" for name, type_ in set(found) ^ set(wanted))
        raise LoadError(
            f"{staged} has not the declared columns of its table: {', '.join(differing) or 'their order differs'}. "
            "Nothing was loaded; call the run again with the version that staged it."
        )
