"""Write the generated files, or check that they are current: ``python -m flows.generate [--check]``.

Whatever derives from the declarations is committed, says so on its first lines, and is compared by ``make check``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from flows.load.ddl import schema_files
from flows.load.sql_files import sql_files
from flows.load.views import views
from flows.report.dictionary import checks_page, dictionary
from flows.settings import PROJECT
from flows.validate.suites import suite_files

_FOLDERS = ("sql/schema", "expectations/suites")
"""Folders that hold generated files alone: what is in them and no longer generated is stale too."""


def generated_files() -> dict[str, str]:
    """Return every generated file as it should be, by its path from the project's root."""
    suites = suite_files()
    claims = {claim.name: claim.header for claim in sql_files("checks")}
    return {
        **schema_files(),
        **suites,
        "docs/tables.md": dictionary(views()),
        "docs/checks.md": checks_page(suites, claims),
    }


def stale_files(root: Path = PROJECT) -> list[str]:
    """Return the paths whose content is not what the declarations give today."""
    wanted = generated_files()
    present = {str(p.relative_to(root)) for folder in _FOLDERS for p in (root / folder).glob("*") if p.is_file()}
    changed = [path for path, text in wanted.items() if not _holds(root / path, text)]
    return sorted(changed + list(present - wanted.keys()))


def write_files(root: Path = PROJECT) -> list[str]:
    """Write what is stale, remove what is no longer generated, and return the paths touched."""
    wanted = generated_files()
    stale = stale_files(root)
    for path in stale:
        if path in wanted:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(wanted[path], encoding="utf-8")
        else:
            (root / path).unlink()
    return stale


def main(arguments: list[str]) -> int:
    """Run as a command: 0 where all is current (or was written), 1 where ``--check`` found stale files."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: python -m flows.generate [--check]\n")
        return 2
    if arguments:
        stale = stale_files()
        for path in stale:
            sys.stderr.write(f"{path} is not what the declarations give: call `make generate`\n")
        return 1 if stale else 0
    for path in write_files():
        sys.stdout.write(f"wrote {path}\n")
    return 0


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
