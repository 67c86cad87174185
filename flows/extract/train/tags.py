"""Make ``lexicons/word_classes.tsv`` from the Universal Dependencies trees: the most frequent class of each word.

    python -m flows.extract.train.tags CORPORA

CORPORA is a folder with ``trees/ewt.conllu.gz`` and ``trees/gum.conllu.gz``.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

_LETTERS = {
    **dict.fromkeys(("NN", "NNS"), "N"),
    **dict.fromkeys(("JJ", "JJR", "JJS"), "J"),
    **dict.fromkeys(("RB", "RBR", "RBS", "UH"), "R"),
    **dict.fromkeys(("VB", "VBP"), "B"),
    **dict.fromkeys(("VBD", "VBZ", "VBN"), "V"),
    **dict.fromkeys(("IN", "RP"), "I"),
    **dict.fromkeys(("DT", "PDT"), "D"),
    "VBG": "G",
    "CD": "M",
}
_HEAD = (
    "# Most frequent class of English words; letters as in extract/grammar.py. Made by extract/train/tags.py from the\n"
    "# Universal Dependencies treebanks EWT (CC BY-SA 4.0) and GUM (annotation CC BY 4.0; texts CC BY and CC BY-SA).\n"
)


def sentences_of(path: Path) -> Iterator[list[list[str]]]:
    """Yield the sentences of a CoNLL-U file as rows of fields, without ranges and empty nodes."""
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line == "\n":
                yield rows
                rows = []
            elif line[0].isdigit():
                fields = line.rstrip("\n").split("\t")
                if fields[0].isdigit():
                    rows.append(fields)


def main(corpora: Path) -> None:
    """Count the classes of all words and write the list."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name in ("ewt", "gum"):
        for rows in sentences_of(corpora / "trees" / f"{name}.conllu.gz"):
            for fields in rows:
                letter = _LETTERS.get(fields[4])
                word = fields[1].lower()
                if letter and word.replace("-", "").isalpha():
                    counts[word][letter] += 1
    words = defaultdict(list)
    for word, classes in sorted(counts.items()):
        words[max(sorted(classes), key=lambda letter: classes[letter])].append(word)
    target = Path(__file__).parents[1] / "lexicons" / "word_classes.tsv"
    target.write_text(_HEAD + "".join(f"{c}\t{' '.join(ws)}\n" for c, ws in sorted(words.items())), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
