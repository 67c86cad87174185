"""What a search found, as people read it: who said it and when, the words in their context, where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
from rich.console import Console
from rich.text import Text

from flows.console import printable
from flows.load.search.snippets import AFTER, BEFORE


def show_answers(found: pa.Table, limit: int, console: Console) -> None:
    """Print the answers, the best first, the words that were asked for in bold and between marks."""
    rows = found.to_pylist()
    for row in rows:
        rank = f"{row['rank']}. "
        console.print(Text.assemble((rank, "dim"), _headed(row)))
        for line in (_marked(row["snippet"]), Text(_where(row), style="dim")):
            for part in line.wrap(console, max(20, console.width - len(rank))):
                part.rstrip()
                console.print(Text(" " * len(rank)).append_text(part))
    if not rows:
        told = "Nothing is found. Fewer words or filters find more, and so does a * at the end of a word."
    elif len(rows) == limit:
        told = f"\nThe best {limit:,}; more with --limit, with their keys as --format csv or json."
    else:
        told = f"\n{len(rows):,} found; with their keys as --format csv or json."
    console.print(told, highlight=False, soft_wrap=True)


def _headed(row: Mapping[str, Any]) -> Text:
    """Return who is quoted, when and according to whom; of an article that it is one."""
    if row["kind"] != "quote":
        return Text("Article", style="bold")
    told = [row["outlet"], _days(row["said_earliest"], row["said_latest"])]
    rest = "".join(f", {printable(part)}" for part in told if part)
    return Text.assemble((printable(row["speaker"] or "Nobody named"), "bold"), rest)


def _days(earliest: Any, latest: Any) -> str:
    if earliest is None or latest is None or earliest == latest:
        return str(earliest or latest or "")
    return f"{earliest} to {latest}"


def _where(row: Mapping[str, Any]) -> str:
    return ": ".join(printable(part) for part in (row["publication"], row["headline"]) if part) or row["document_id"]


def _marked(snippet: str) -> Text:
    """Return the snippet with its marks, what stands between them in bold."""
    text = Text()
    for at, piece in enumerate(printable(snippet).split(BEFORE)):  # the marks before and after are the same
        text.append(piece if not at % 2 else f"{BEFORE}{piece}{AFTER}", style="bold" if at % 2 else "")
    return text
