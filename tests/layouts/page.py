"""docs/layouts.md: every layout, its samples, and what is read of them.

``python -m tests.layouts.page --write`` writes it anew.
"""

from __future__ import annotations

import sys
import tomllib
from typing import Any

from flows.settings import PROJECT

HERE = PROJECT / "tests" / "layouts"
PAGE = PROJECT / "docs" / "layouts.md"
FACTS: dict[str, Any] = tomllib.loads((HERE / "layouts.toml").read_text(encoding="utf-8"))


def page() -> str:
    """Return the text of docs/layouts.md."""
    lines = [
        "<!-- Generated from tests/layouts/layouts.toml by `python -m tests.layouts.page --write`. -->",
        "# How publications print, and what is read of it",
        "",
        "Every layout has a sample of our own with the result that a reader finds in it: headline, authors,",
        "publication, volume, issue, day or window of publication, who says what, and what is cited.",
        "`briefings profile try FILE` says which profile a file of yours would get, and why.",
        "",
        "| | layout | profiles | samples | not read yet |",
        "|---|---|---|---|---|",
    ]
    for layout in FACTS["layout"]:
        truths = [truth for sample in layout["samples"] for truth in FACTS["truth"].get(sample, [])]
        profiles = {truth.get("profile") or truth.get("carried_by") for truth in truths} - {None}
        profiles |= {sample.split("/")[0] for sample in layout["samples"] if "/" in sample}
        gaps = sorted({gap for truth in truths for gap in truth.get("gaps", [])})
        cells = (
            str(layout["number"]),
            layout["says"],
            _list(sorted(profiles)),
            _list(map(_link, layout["samples"])),
            _list(gaps),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _link(sample: str) -> str:
    folder = "data/samples" if "/" in sample else "tests/layouts"
    return f"[{sample}](../{folder}/{sample})"


def _list(values: Any) -> str:
    return ", ".join(values)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())
