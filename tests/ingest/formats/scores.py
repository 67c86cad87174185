"""How well PDF is read: words and paragraphs against what the programs were given, per program and sample.

``python -m tests.ingest.formats.scores`` prints the table of ``docs/quality.md``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from flows.ingest.read import read_documents
from flows.model import RawFile
from tests.ingest.formats import PLAIN_MARKS, SAMPLES, cases
from tests.ingest.formats.programs import FOLDER, of_ours

ASSESSMENT = "isw_assessment/assessment-march-19.md"  # its PDF draws the underscores of addresses: they are lost


def samples() -> Iterator[tuple[str, bytes, Sequence[str]]]:
    """Give the name, the bytes and the paragraphs of every PDF that a program wrote."""
    for case in cases():
        if case.golden and case.format == "PDF":
            yield case.name, case.content(), case.golden.paragraphs
    wanted = of_ours(ASSESSMENT).paragraphs
    yield "latex-assessment.pdf", (SAMPLES / FOLDER / "latex-assessment.pdf").read_bytes(), wanted


def plain(text: str) -> list[str]:
    """Return the paragraphs of a text with plain quotation marks."""
    return text.translate(PLAIN_MARKS).strip().split("\n\n")


def read(data: bytes) -> list[str]:
    """Return the paragraphs that are read of a file."""
    [document] = read_documents(RawFile("a", data, "0" * 64))
    return plain(document.text)


def word_score(found: Sequence[str], wanted: Sequence[str]) -> float:
    """Return F1 of the words, each as often as it stands there."""
    return _f1(*(Counter(re.findall(r"\w+|[^\w\s]", " ".join(texts))) for texts in (found, wanted)))


def boundary_score(found: Sequence[str], wanted: Sequence[str]) -> float:
    """Return F1 of the places where a paragraph ends, each told by the eight words around it."""
    return _f1(_ends(found), _ends(wanted))


def _ends(paragraphs: Sequence[str]) -> Counter[tuple[str, ...]]:
    words = [re.findall(r"\w+", paragraph) for paragraph in paragraphs]
    return Counter(
        (*one[-4:], "|", *other[:4]) for one, other in zip(words, [*words[1:], []], strict=True)
    )  # the end of the text has nothing behind it


def _f1(found: Counter[str] | Counter[tuple[str, ...]], wanted: Counter[str] | Counter[tuple[str, ...]]) -> float:
    shared = sum((found & wanted).values())  # type: ignore[operator]
    return 2 * shared / (found.total() + wanted.total())


def main() -> None:
    """Print the table."""
    print("| sample | words | paragraphs |\n|---|---|---|")
    for name, data, wanted in samples():
        found = read(data)
        print(f"| {name} | {word_score(found, wanted):.3f} | {boundary_score(found, wanted):.3f} |")


if __name__ == "__main__":
    main()
