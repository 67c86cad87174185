"""The samples' hand-written truth against what is extracted: found, wanted and given, by what was looked for.

``python -m tests.extract.golden`` prints the table and what is missed; with ``--write`` it records the table in
``tests/samples/scoreboard.json``, which ``test_samples.py`` allows to rise and never to fall.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.extract.contract import as_json
from flows.extract.pipeline import extract
from flows.ingest.read import read_documents, read_raw
from flows.profiles import load_profiles, resolve_publication
from flows.settings import PROJECT

TRUTHS = sorted((PROJECT / "tests/samples").glob("*/*.json"))
SCOREBOARD = PROJECT / "tests/samples/scoreboard.json"
HEADER = ("publication", "volume", "issue", "headline", "authors", "language", "date_published")
_EDGES = " .,"


@dataclass
class Score:
    """How many were wanted, how many of them were found, how many were given in all, and which are missed."""

    wanted: int = 0
    found: int = 0
    given: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, wanted: Iterable[Any], given: Iterable[Any], where: str) -> None:
        """Compare two multisets."""
        want, have = Counter(wanted), Counter(given)
        self.wanted += want.total()
        self.given += have.total()
        self.found += (want & have).total()
        self.missed += [f"{where}: {item}" for item in (want - have).elements()]


def extracted(truth: dict[str, Any]) -> dict[str, Any]:
    """Return the sample's document in the form of the extract contract."""
    path = PROJECT / truth["file"]
    [document] = read_documents(read_raw(path, truth["file"], 10_000_000))
    profile = resolve_publication(document.header.publication, document.header.url, load_profiles())
    return as_json(extract(document, profile), truth["file"])


def scores(truths: Iterable[Path] = TRUTHS) -> dict[str, Score]:
    """Return the score of everything that the truths state."""
    board: dict[str, Score] = {}
    for path in truths:
        truth = json.loads(path.read_text(encoding="utf-8"))
        got = extracted(truth)
        for name, wanted, given in _compared(truth, got):
            board.setdefault(name, Score()).add(wanted, given, path.stem)
    return board


def _compared(truth: dict[str, Any], got: dict[str, Any]) -> Iterator[tuple[str, list[Any], list[Any]]]:
    text = got["text"]
    yield "header", [(f, str(truth[f])) for f in HEADER], [(f, str(got[f])) for f in HEADER]
    window = ("published_earliest", "published_latest")
    yield "publication window", [tuple(truth[w] for w in window)], [tuple(got[w] for w in window)]
    yield "citations", list(_wanted_citations(truth)), list(_given_citations(got, text))
    given = [(_bare(text[q["start"] : q["end"]]), q) for q in got["quotes"]]
    for kind in ("direct", "mixed", "indirect", "nested", "block", "transcript"):
        of_kind = [q for q in truth["quotes"] if q["kind"] == kind]
        found = {id(q): _match(q, given) for q in of_kind}
        contents = [_bare(q["content"]) for q in of_kind]
        yield f"{kind} quotations", contents, [_bare(q["content"]) for q in of_kind if found[id(q)]]
        for what in ("speaker", "outlet", "said_earliest"):
            wanted = [(_bare(q["content"])[:40], q[what]) for q in of_kind]
            right = [(_bare(q["content"])[:40], found[id(q)][what]) for q in of_kind if found[id(q)]]
            yield f"{kind} quotations with {what}", wanted, right
    scare = [(s["kind"], text[s["start"] : s["end"]]) for s in got["scare_quotes"]]
    yield "scare quotes", [(s["kind"], s["text"]) for s in truth["scare_quotes"]], scare
    for kind, key in (("person", "people"), ("org", "organizations"), ("place", "places")):
        names = {m["name"] for m in got["mentions"] if m["type"] == kind}
        yield key, list({p["name"] if isinstance(p, dict) else p for p in truth[key]}), list(names)
    dates = [(text[d["start"] : d["end"]], d["value"]) for d in got["dates"]]
    yield "dates", [(d["text"], d["value"]) for d in truth["dates"]], dates


def _wanted_citations(truth: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    for citation in truth["citations"]:
        for item in citation["items"]:
            yield citation["text"], item["outlet"], str([list(d) for d in item["dates"]])


def _given_citations(got: dict[str, Any], text: str) -> Iterator[tuple[str, Any, str]]:
    for citation in got["citations"]:
        yield text[citation["start"] : citation["end"]], citation["outlet"], str(citation["dates"])


def _match(truth: dict[str, Any], given: list[tuple[str, dict[str, Any]]]) -> dict[str, Any] | None:
    """Return the quotation that has exactly this content, or one of its pieces, by the same speaker if there is one."""
    wanted = {_bare(piece) for piece in [truth["content"], *(truth.get("pieces") or ())]}
    found = [quote for content, quote in given if content in wanted]
    return max(found, key=lambda quote: quote["speaker"] == truth["speaker"], default=None)


def _bare(content: str) -> str:
    return content.strip(_EDGES)


def recorded() -> dict[str, list[int]]:
    """Return the recorded scoreboard: wanted, found and given by name."""
    board: dict[str, list[int]] = json.loads(SCOREBOARD.read_text(encoding="utf-8"))
    return board


def main() -> None:
    """Print the table and the misses; record the table where asked to."""
    board = scores()
    for name, score in board.items():
        print(f"{name:36} {score.found:4} of {score.wanted:4}, {score.given:4} given")
    if "--write" in sys.argv:
        rows = {name: [score.wanted, score.found, score.given] for name, score in board.items()}
        lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items())
        SCOREBOARD.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
    else:
        for name, score in board.items():
            for missed in score.missed:
                print(f"missed {name}: {missed}")


if __name__ == "__main__":
    main()
