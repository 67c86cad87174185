"""Annotated quotations beside found ones: which match, and who is right about the speaker."""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.extract.analysis import analyse
from flows.extract.names import find_names
from flows.extract.quotations import find_quotations
from flows.model import Quote, Span

_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
_ENOUGH = 0.5  # shared words over all words
_NOT_ANNOTATED = ("nested", "block", "transcript")


@dataclass
class Article:
    """A gold document with what is found in it; ``pairs`` maps a found quotation to its gold one, by index."""

    text: str
    gold: list[dict[str, Any]]
    found: list[Quote]
    pairs: dict[int, int] = field(default_factory=dict)
    near: dict[int, int] = field(default_factory=dict)  # found -> gold of the same cue whose content is another

    def speaker_is_right(self, at: int) -> bool:
        """Whether the speaker of a found quotation is the source of its gold one; naming none claims nothing."""
        quote, gold = self.found[at], self.gold[self.pairs[at]]
        if not gold["source"] or (quote.speaker is None and quote.speaker_mention is None):
            return True
        if quote.speaker_mention is not None and any(_overlap(quote.speaker_mention, span) for span in gold["source"]):
            return True
        last = _WORD.findall((quote.speaker or "").lower())[-1:]
        names = " ".join(
            [self.text[s:e] for s, e in gold["source"]]
            + [gold.get("source_name") or gold.get("source_name_auto") or ""]
        )
        return bool(last) and last[0] in _WORD.findall(names.lower())


def read_articles(path: Path, half: str | None = None) -> Iterator[Article]:
    """Yield the documents of a gold file, or those of half "A" or "B" by the hash of their ids."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and (half is None or half == half_of(json.loads(line)["id"])):
            record = json.loads(line)
            analysis = analyse(record["text"])
            quotes, _ = find_quotations(analysis, *find_names(analysis))
            article = Article(record["text"], record["quotes"], [q for q in quotes if q.kind not in _NOT_ANNOTATED])
            _match(article)
            yield article


def half_of(document: str) -> str:
    """Return the half to which a document belongs."""
    return "AB"[int(hashlib.sha256(f"AB{document}".encode()).hexdigest(), 16) % 2]


def _match(article: Article) -> None:
    """Pair found and gold quotations one to one, best first; a stretch of a split quotation joins its gold one."""
    starts = [word.start() for word in _WORD.finditer(article.text)]
    gold = [_words(starts, q["content"]) for q in article.gold]
    found = [_words(starts, q.spans) for q in article.found]
    scored = sorted(
        ((_likeness(f, g), -at, -to) for at, f in enumerate(found) for to, g in enumerate(gold) if f & g), reverse=True
    )
    taken: set[int] = set()
    for likeness, at, to in scored:
        if likeness >= _ENOUGH and -at not in article.pairs and -to not in taken:
            article.pairs[-at] = -to
            taken.add(-to)
    for at, quote in enumerate(article.found):
        if at in article.pairs:
            continue
        for to, q in enumerate(article.gold):
            own = _words(starts, [(quote.start, quote.end)])
            if to in taken and len(q["content"]) > 1 and own and len(own & gold[to]) >= 0.8 * len(own):
                article.pairs[at] = to
            elif quote.cue is not None and any(_overlap(quote.cue, span) for span in q["cue"]):
                article.near[at] = to


def _words(starts: Sequence[int], spans: Sequence[Sequence[int]]) -> frozenset[int]:
    return frozenset(at for s, e in spans for at in range(bisect_left(starts, s), bisect_left(starts, e)))


def _likeness(found: frozenset[int], gold: frozenset[int]) -> float:
    whole = frozenset(range(min(gold), max(gold) + 1))
    return max(len(found & words) / len(found | words) for words in (gold, whole))


def _overlap(one: Span, other: Sequence[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
