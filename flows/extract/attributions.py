"""From cue candidates to attributions: which cues attribute, and the tokens of what they attribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.extract.clauses import (
    Source,
    after_addressee,
    after_adjuncts,
    after_setting,
    begins_clause,
    end_of_content,
    has_verb,
    is_passive,
    main_clause_follows,
    source_of,
)
from flows.extract.cues import Cue, find_cues
from flows.extract.grammar import Sheet
from flows.model import Span

_UNREAL = frozenset("would could should may might must can will shall cannot can’t won’t if wouldn’t couldn’t".split())
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
    groups = {_group(cue, source)[0]: at for at, (cue, source) in enumerate(zip(cues, sources, strict=True))}
    groups |= {cue.first: at for at, cue in enumerate(cues) if cue.kind == "verb"}
    found: list[Attribution] = []
    for cue, source in zip(cues, sources, strict=True):
        if _is_rejected(sheet, cue):
            continue
        attribution = _attribute(sheet, cue, source, groups)
        if attribution is not None:
            attribution.content = [(first, last) for first, last in attribution.content if first < last]
            if attribution.content:
                found.append(attribution)
    return found


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


def _group(cue: Cue, source: Source | None) -> Span:
    """The tokens of cue and source together, where they stand side by side."""
    if source is None or source.how in ("relative", "shared", "main"):
        return cue.first, cue.last
    if source.first >= cue.last:
        return cue.first, max(cue.last, source.last)
    if cue.first - source.last <= 8:
        return min(source.first, cue.first), max(source.last, cue.last)
    return cue.first, cue.last


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
    if back >= 0 and sheet.classes[back] == "T":
        return back == 0 or sheet.lower[back - 1] not in _REAL_CHAINS
    return False


def _attribute(sheet: Sheet, cue: Cue, source: Source | None, groups: dict[int, int]) -> Attribution | None:
    begin, end = sheet.sentence_at(cue.first)
    if cue.kind == "phrase":
        return _by_phrase(sheet, cue, source, begin, end, groups)
    first, last = _group(cue, source)
    if source is not None and first < cue.first and "t" in cue.frames and sheet.lower[first - 1 : first] == ["as"]:
        return _as_parenthesis(sheet, cue, source, (first - 1, last), (begin, end), groups)
    if (
        source is not None
        and sheet.classes[first - 1 : first] in ("W", "H", "w")
        and sheet.classes[last : last + 1] in "VX"
    ):
        stop = end_of_content(sheet, last, end, groups)
        return Attribution([(first - 1, first), (last, stop)], cue, source, "cue_relative")
    if cue.kind == "verb" and source is not None:
        before = _fronted(sheet, begin, first)
        if before is not None:
            rest = _rest_after(sheet, last, end, cue)
            is_marked = sheet.classes[before[1] - 1] == "Q"
            if rest is None and is_marked and before[0] == begin and sheet.inside[begin] == sheet.inside[before[1] - 1]:
                rest = 0
            is_inserted = (
                not is_marked and sheet.classes[last : last + 1] == "," and sheet.classes[last + 1 : last + 2] in "VX"
            )
            if not is_inserted and rest is not None and (is_marked or (not rest and "t" in cue.frames)):
                content, rule = [before], "cue_after"
                if rest:
                    content.append((rest, _through_marks(sheet, rest, end, groups)))
                    rule = "cue_between"
                return Attribution(content, cue, source, rule)
    if cue.kind == "verb" and (around := _around(sheet, begin, first, last, end, groups)):
        return Attribution(around, cue, source, "cue_inside")
    at = cue.last
    if source is not None and source.first >= cue.last and source.first - cue.last <= 2:
        at = source.last
    return _after(sheet, cue, source, at, end, groups)


def _fronted(sheet: Sheet, begin: int, first: int) -> Span | None:
    """The content that stands before the group of source and cue which begins at ``first``, or None."""
    classes = sheet.classes
    at = first - 1
    if at < begin:
        return None
    if classes[at] in ",-" and at > begin and classes[at - 1] == "Q":
        at -= 1
    if classes[at] == "Q" and sheet.inside[at] >= 0:
        opened, closed = sheet.marked[sheet.inside[at]]
        lead = opened - 1
        if lead < begin or classes[lead] in ",:.;-" or (not has_verb(sheet, opened, closed) and lead - begin < 1):
            return opened, closed
        if closed - opened >= 8 and classes[opened + 1] != "x" and sheet.words[opened + 1][:1].isupper():
            return opened, closed
        start = _clause_begin(sheet, begin, opened)
        return (start if opened - start <= _LONGEST_CLAUSE else opened), closed
    if classes[at] == ",":
        start = _clause_begin(sheet, begin, at)
        if at - start > _LONGEST_CLAUSE:
            return None
        is_lead_in = classes[start] in "SWEVG" and not main_clause_follows(sheet, start, at)
        is_statement = at - start >= 3 and not is_lead_in and has_verb(sheet, start, at)
        return (start, at) if is_statement else None
    return None


def _as_parenthesis(
    sheet: Sheet, cue: Cue, source: Source, group: Span, sentence: Span, groups: dict[int, int]
) -> Attribution | None:
    """What "as NAME said" is set before, between or behind."""
    (first, last), (begin, end) = group, sentence
    start = _clause_begin(sheet, begin, first)
    at = after_adjuncts(sheet, cue, last, end)
    at = last if sheet.classes[last : last + 1] == "," else at
    if first - start <= 1:
        if at >= end or sheet.classes[at] not in ",:":
            return None
        stop = end_of_content(sheet, at + 1, end, groups)
        return Attribution([(at + 1, stop)], cue, source, "as_before")
    is_last = at >= end or sheet.classes[at] in ".("
    if not is_last or sheet.classes[first - 1] != "," or first - start > _LONGEST_CLAUSE:
        return None
    return Attribution([(start, first - 1)], cue, source, "as_after")


def _around(sheet: Sheet, begin: int, first: int, last: int, end: int, groups: dict[int, int]) -> list[Span]:
    """The two parts of a clause in which source and cue are inserted between commas: The goal, he said, is peace."""
    classes = sheet.classes
    if last >= end - 2 or first - 1 <= begin or classes[first - 1] != "," or classes[last] != ",":
        return []
    start = _clause_begin(sheet, begin, first - 1)
    if has_verb(sheet, start, first - 1) and classes[last + 1] not in "VXR":
        return []
    if first - 1 - start > _INSERTED_AFTER:
        return []
    if all(letter in "CRSJ" for letter in classes[start : first - 1]):
        return [(last + 1, end_of_content(sheet, last + 1, end, groups))]
    return [(start, first - 1), (last + 1, end_of_content(sheet, last + 1, end, groups))]


_INSERTED_AFTER = 30
_LONGEST_CLAUSE = 160


def _clause_begin(sheet: Sheet, begin: int, at: int) -> int:
    """Skip what joins a sentence to the one before."""
    while begin < at and sheet.classes[begin] in ".,x":
        begin += 1
    return begin


def _rest_after(sheet: Sheet, last: int, end: int, cue: Cue) -> int | None:
    """What follows a group that stands behind its content: 0 nothing, a token where the content goes on, or None where
    the content stands behind the cue after all."""
    at = after_adjuncts(sheet, cue, last, end)
    if at >= end:
        return 0
    letter = sheet.classes[at]
    following = sheet.classes[at + 1 : at + 2]
    if letter in ",:-" and following == "q":
        return at + 1
    if letter == "q" and at > last:
        return at
    if letter in ".(,;-:xiSC":
        return 0
    if letter in "RGI":
        return 0
    return None


def _through_marks(sheet: Sheet, at: int, end: int, groups: dict[int, int]) -> int:
    """The end of a content that goes on with a marked stretch."""
    close = sheet.marked[sheet.inside[at]][1] if sheet.inside[at] >= 0 else at + 1
    if close >= end or sheet.classes[close] in ".,;(S" or sheet.classes[close - 2] in "ix.":
        return close
    return end_of_content(sheet, at, end, groups)


def _after(
    sheet: Sheet, cue: Cue, source: Source | None, at: int, end: int, groups: dict[int, int]
) -> Attribution | None:
    classes, frames = sheet.classes, cue.frames
    if at >= end:
        return None
    start = after_adjuncts(sheet, cue, at, end)
    letter = classes[start] if start < end else "."
    following = classes[start + 1 : start + 2]
    if letter in ",:" and following == "q":
        start, letter = start + 1, "q"
    if letter == "q":
        return Attribution([(start, _through_marks(sheet, start, end, groups))], cue, source, "cue_before")
    if cue.kind == "noun":
        return _after_noun(sheet, cue, source, at, end, groups)
    direct = classes[at]
    if letter == "H" and "t" in frames:
        return Attribution([(start, end_of_content(sheet, start, end, groups))], cue, source, "cue_that", skip=1)
    if letter == ":" and "t" in frames and has_verb(sheet, start, end):
        return Attribution([(start + 1, end_of_content(sheet, start + 1, end, groups))], cue, source, "cue_colon")
    if "w" in frames and (direct == "W" or sheet.lower[at] == "if"):
        return Attribution([(at, end_of_content(sheet, at, end, groups))], cue, source, "cue_question")
    if "w" in frames and (letter == "W" or (start < end and sheet.lower[start] == "if")):
        return Attribution([(start, end_of_content(sheet, start, end, groups))], cue, source, "cue_question")
    if letter == "T" and "i" in frames:
        start = at if "o" in frames and classes[at] in "DNPJO" else start
        return Attribution([(start, end_of_content(sheet, start, end, groups))], cue, source, "cue_infinitive")
    if "+" + sheet.lower[at] not in frames and (behind := after_setting(sheet, at, end)) < end:
        at = behind if "+" + sheet.lower[behind] in frames else at
    if "+" + sheet.lower[at] in frames:
        if sheet.lower[at] == "out" and at + 1 < end:
            skip = 1 if classes[at + 1] == "H" else 0
            return Attribution(
                [(at + 1, end_of_content(sheet, at + 1, end, groups))], cue, source, "cue_out", skip=skip
            )
        return Attribution([(at + 1, end_of_content(sheet, at + 1, end, groups))], cue, source, "cue_preposition")
    if source is None:
        return None
    if "t" in frames and "o" in frames and (behind := after_addressee(sheet, cue, at, end)) > at:
        stop = end_of_content(sheet, behind, end, groups)
        if classes[behind] in "DNPJOZ" and has_verb(sheet, behind, stop):
            return Attribution([(behind, stop)], cue, source, "cue_clause")
    stop = end_of_content(sheet, at, end, groups)
    if stop - at < 2:
        return None
    if "t" in frames and direct in "DNPJOMZRSIt" and begins_clause(sheet, start if direct in "It" else at, stop):
        return Attribution([(start if direct in "It" else at, stop)], cue, source, "cue_clause")
    if frames & {"n", "a"} and direct in "DNPJOMGREq" and not is_passive(sheet, cue):
        return Attribution([(at, stop)], cue, source, "cue_object")
    return None


def _after_noun(
    sheet: Sheet, cue: Cue, source: Source | None, at: int, end: int, groups: dict[int, int]
) -> Attribution | None:
    letter = sheet.classes[at]
    if source is not None and letter == "H" and (at + 1 < end and sheet.classes[at + 1] not in "VX"):
        return Attribution([(at, end_of_content(sheet, at, end, groups))], cue, source, "noun_that", skip=1)
    return None


def _by_phrase(
    sheet: Sheet, cue: Cue, source: Source | None, begin: int, end: int, groups: dict[int, int]
) -> Attribution | None:
    if source is None:
        return None
    classes = sheet.classes
    first, last = cue.first, max(cue.last, source.last)
    start = _clause_begin(sheet, begin, first)
    if last < end and classes[last] == ",":
        # behind an apposition: "according to NAME, head of the office, the ..."
        if first - start <= 1:
            last = _behind_apposition(sheet, last, end)
            return Attribution([(last + 1, end_of_content(sheet, last + 1, end, groups))], cue, source, "phrase_before")
        if classes[last + 1 : last + 2] == "q":
            stop = _through_marks(sheet, last + 1, end, groups)
            return Attribution([(last + 1, stop)], cue, source, "phrase_before")
    if first - start <= 1:
        comma = classes.find(",", last, min(end, last + 20))
        if comma < 0 or not has_verb(sheet, comma, end):
            return None
        return Attribution([(comma + 1, end_of_content(sheet, comma + 1, end, groups))], cue, source, "phrase_before")
    stop, start = first, max(start, first - _LONGEST_CLAUSE)
    while stop > start and classes[stop - 1] in ",-(":
        stop -= 1
    content = [_fronted(sheet, begin, first) or (start, stop)]
    if last < end and classes[last] == "," and not has_verb(sheet, start, stop):
        content.append((last + 1, end_of_content(sheet, last + 1, end, groups)))
    return Attribution(content, cue, source, "phrase_after")


def _behind_apposition(sheet: Sheet, comma: int, end: int) -> int:
    following = sheet.classes.find(",", comma + 1, min(end, comma + 25))
    if following > 0 and not has_verb(sheet, comma + 1, following) and has_verb(sheet, following, end):
        return following
    return comma


def kind_of(sheet: Sheet, attribution: Attribution) -> str:
    """Return how much of a content stands in marks: direct = all words, mixed = some, indirect = none."""
    marked = plain = False
    skip = attribution.skip
    for first, last in attribution.content:
        for word, held in zip(sheet.words[first + skip : last], sheet.inside[first + skip : last], strict=True):
            if word[0].isalnum():
                if held >= 0:
                    marked = True
                else:
                    plain = True
        if marked and plain:
            return "mixed"
        skip = 0
    return "direct" if marked else "indirect"
