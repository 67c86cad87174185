"""``python -m tests.ingest.formats --write`` writes docs/formats.md; ``--folder DIR`` writes every sample into DIR."""

from __future__ import annotations

import sys
from pathlib import Path

from flows.settings import PROJECT
from tests.ingest.formats import cases, page


def write_samples(folder: Path) -> list[Path]:
    """Write every sample as a file, in a folder a case: two cases may call their files alike."""
    written = []
    for number, case in enumerate(cases(), start=1):
        place = folder / f"{number:03d}"
        place.mkdir(parents=True, exist_ok=True)
        for name, data in {case.name: case.content(), **case.beside}.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)
        written.append(place / case.name)
    return written


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--write"]:
            (PROJECT / "docs" / "formats.md").write_text(page(), encoding="utf-8")
        case ["--folder", where]:
            print(f"{len(write_samples(Path(where)))} samples")
        case _:
            sys.exit("usage: python -m tests.ingest.formats --write | --folder DIR")
