"""From cue candidates to attributions: which cues attribute, and the tokens of what they attribute."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from flows.extract.constructions import content_of
from flows.extract.contents import end_of_content
from flows.extract.cues import Cue, find_cues
from flows.extract.grammar import Sheet
from flows.extract.place import Content, Place, group_of
from flows.extract.sources import source_of
from flows.extract.subjects import Source
from flows.model import Span

_UNREAL = frozenset("would could should may might must can will shall cannot can’t won’t if wouldn’t couldn’t".split())
# What stands before "to" where the speech that follows did take place: went on to say, seemed to blame.
_REAL_CHAINS = frozenset(
    "on continued continues continue used seemed seems appeared appears moved moves proceeded began begins".split()
)


@dataclass(slots=True)
class Attribution:
    """Content (token ranges in order) attributed to a source by a cue."""

    content: list[Span]
    cue: Cue | None = None
    source: Source | None = None
    rule: str = "marks"
    skip: int = 0  # leading tokens of the content that belong to the attribution, not to the statement: "that"


def find_attributions(sheet: Sheet) -> list[Attribution]:
    """Return what the cues of a text attribute, in order of the cues."""
    cues = list(find_cues(sheet))
    sources = _sources(sheet, cues)
    groups = list(map(group_of, cues, sources))
    rejected = [_is_rejected(sheet, cue) for cue in cues]
    openings = {first for (first, _), out in zip(groups, rejected, strict=True) if not out}
    openings |= {cue.first for cue, out in zip(cues, rejected, strict=True) if cue.kind == "verb" and not out}
    found: list[Attribution] = []
    for cue, source, group, is_rejected in zip(cues, sources, groups, rejected, strict=True):
        content = content_of(Place(sheet, cue, source, sheet.sentence_at(cue.first), group, openings))
        if is_rejected and not (content and _is_quoted_in_front(sheet, cue, content)):
            continue
        spans = [(first, last) for first, last in content.spans if first < last] if content else []
        if content and spans:
            found.append(Attribution(spans, cue, source, content.rule, content.skip))
            found += _joined_on(sheet, found[-1], openings)
    return found


def _joined_on(sheet: Sheet, before: Attribution, openings: Container[int]) -> Iterator[Attribution]:
    """The clauses that go on behind one that ends: NAME said that it was "over", but that nobody had left."""
    end = sheet.sentence_at(before.content[0][0])[1]
    at = before.content[-1][1]
    while before.rule in ("cue_that", "cue_clause") and at < end:
        at += sheet.classes[at] == ","
        if sheet.classes[at : at + 2] != "CH":
            return
        stop = end_of_content(sheet, at + 1, end, openings)
        if stop - at > 2:
            yield Attribution([(at + 1, stop)], before.cue, before.source, before.rule, 1)
        at = stop


def _sources(sheet: Sheet, cues: Sequence[Cue]) -> list[Source | None]:
    """The source of every cue; a cue may share that of the verb before it in its sentence."""
    sources: list[Source | None] = []
    before: Source | None = None
    sentence = (0, 0)
    for cue in cues:
        if cue.first >= sentence[1]:
            sentence, before = sheet.sentence_at(cue.first), None
        source = source_of(sheet, cue, before)
        sources.append(source)
        if cue.kind == "verb" and source is not None:
            before = source
    return sources


def _is_quoted_in_front(sheet: Sheet, cue: Cue, content: Content) -> bool:
    """Whether the words stand in marks before the cue: they are quoted whatever the cue says of them."""
    first, last = content.spans[0]
    held = sheet.inside[first]
    return last <= cue.first and held >= 0 and sheet.marked[held] == (first, last)


def _is_rejected(sheet: Sheet, cue: Cue) -> bool:
    """Negated, hypothetical and unfinished speech attributes nothing."""
    if cue.kind != "verb":
        return False
    back = cue.first - 1
    while back >= 0 and sheet.classes[back] in "XKR":
        word = sheet.lower[back]
        if sheet.classes[back] == "K" or word.endswith(("n’t", "n't")) or word in _UNREAL:
            return True
        back -= 1
    if cue.form == "ing" and sheet.lower[cue.first - 1 : cue.first] in (["of"], ["without"]):
        return True
    if back >= 0 and sheet.classes[back] == "T" and cue.form != "ing":
        return back == 0 or sheet.lower[back - 1] not in _REAL_CHAINS
    return False


def kind_of(sheet: Sheet, attribution: Attribution) -> str:
    """Return how much of a content stands in marks: direct = all words, mixed = some, indirect = none."""
    marked = plain = False
    skip = attribution.skip
    for first, last in attribution.content:
        held = sheet.inside[first + skip : last]
        if held and max(held) >= 0:
            for word, number in zip(sheet.words[first + skip : last], held, strict=True):
                if word[0].isalnum():
                    if number >= 0:
                        marked = True
                    else:
                        plain = True
                    if marked and plain:
                        return "mixed"
        elif marked and _has_words(sheet, first + skip, last):
            return "mixed"
        elif not plain:
            plain = _has_words(sheet, first + skip, last)
        skip = 0
    return "direct" if marked else "indirect"


def _has_words(sheet: Sheet, first: int, last: int) -> bool:
    return any(word[0].isalnum() for word in sheet.words[first:last])
