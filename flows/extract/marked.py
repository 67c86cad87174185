"""Marked stretches that no cue claims: speech, a title, a term, a nickname, or words kept at a distance."""

from __future__ import annotations

import re

from flows.extract.grammar import Sheet
from flows.extract.lexicon import words_of
from flows.extract.phrases import begins_main_clause, has_verb
from flows.model import Span

_WORDS_OF_SPEECH = 4
_WORDS_OF_HEADING = 8
_SMALL = frozenset("a an the of in on at to and or for with from by as vs is s".split())
_TERM_BEFORE = frozenset("term word phrase expression label slogan concept formula motto notion".split())
_RENDERED = frozenset("rendered translated known".split())
_DISTANCING = frozenset("so-called self-styled self-proclaimed self-described supposed".split())
_PRINTED_IN = re.compile(r",?P{1,6},t")  # "TITLE," Harbour Daily News, May 11
_WORD = re.compile(r"\w")


def is_speech(sheet: Sheet, number: int) -> bool:
    """Whether a marked stretch without a cue of its own is speech."""
    first, last = sheet.marked[number]
    words = _words_in(sheet, first, last)
    if (
        words == 0
        or _title_like(sheet, first, last)
        or _is_title_of_work(sheet, last)
        or _is_heading(sheet, number, words)
    ):
        return False
    if sheet.classes[last] in "VX" and sheet.classes[last - 2] not in ",ix.":
        return False  # the subject of its sentence: "Piers rot" was all that could be read
    before = sheet.classes[first - 1]
    inner = sheet.classes[last - 2] if last - 2 > first else ""
    is_set_off = before in ",:.xiQ-;" or _begins_paragraph(sheet, first)
    ends = inner in (",", ".", "i", "x") or sheet.classes[last : last + 1] in (",", ".", "", "(")
    clausal = has_verb(sheet, first + 1, last)
    if words >= _WORDS_OF_SPEECH:
        if not is_set_off and not sheet.words[first + 1][:1].isupper():
            return clausal and ends and begins_main_clause(sheet, first + 1, last)
        return clausal or (is_set_off and ends)
    closes = inner in (",", ".", "i", "x") or sheet.classes[last : last + 1] == ","
    return closes and before in ".:ixQ," and _begins_sentence(sheet, first)


def kind_of_phrase(sheet: Sheet, number: int) -> str:
    """Return why a stretch that is no speech is marked: scare, title, term or nickname."""
    first, last = sheet.marked[number]
    words, lower = sheet.words, sheet.lower
    before = lower[first - 1]
    after = lower[last]
    if before in _DISTANCING:
        return "scare"
    if (
        last - first <= 5
        and first
        and sheet.classes[first - 1] == "P"
        and sheet.classes[last : last + 1] == "P"
        and words[first + 1][:1].isupper()
    ) or before in ("nicknamed", "aka", "a.k.a.", "dubbed"):
        return "nickname"
    if before in ("named", "itself", "themselves") and words[first + 1][:1].isupper() and last - first <= 5:
        return "nickname"
    if (
        _title_like(sheet, first, last)
        or _is_title_of_work(sheet, last)
        or before in words_of("title_nouns.txt")
        or (after in words_of("title_nouns.txt") and words[first + 1][:1].isupper())
    ):
        return "title"
    is_rendering = before == "as" and lower[first - 2] in _RENDERED
    return "term" if before in _TERM_BEFORE or is_rendering else "scare"


def _is_heading(sheet: Sheet, number: int, words: int) -> bool:
    """Whether a stretch in single marks is a paragraph of its own, and a short one: 'Building it?'"""
    mark = sheet.marks[number]
    paragraphs = sheet.analysis.paragraphs
    start, end = paragraphs[sheet.analysis.paragraph_of(mark.opened) - 1]
    return mark.is_single and words <= _WORDS_OF_HEADING and (start, end) == (mark.opened, mark.closed)


def _words_in(sheet: Sheet, first: int, last: int) -> int:
    return sum(1 for word in sheet.words[first:last] if _WORD.match(word))


def _begins_paragraph(sheet: Sheet, first: int) -> bool:
    return first == 0 or "\n" in sheet.analysis.text[sheet.ends[first - 1] : sheet.starts[first]]


def _begins_sentence(sheet: Sheet, first: int) -> bool:
    return sheet.sentence_at(first)[0] == first


def _is_title_of_work(sheet: Sheet, last: int) -> bool:
    """Whether "by NAME" follows, or where and when it was printed: the stretch is the title of what was written."""
    is_by = sheet.lower[last : last + 1] == ["by"] and sheet.classes[last + 1 : last + 2] == "P"
    return is_by or _PRINTED_IN.match(sheet.classes, last) is not None


def _title_like(sheet: Sheet, first: int, last: int) -> bool:
    """Whether all words but the small ones are capitalised, and no stop ends them."""
    inner = [w for w in sheet.words[first + 1 : last] if _WORD.match(w)]
    if len(inner) < 2 or sheet.words[last - 2] in (".", "?", "!"):
        return False
    return all(w[0].isupper() or w[0].isdigit() or w in _SMALL for w in inner) and inner[-1][0].isupper()


def shared_spans(sheet: Sheet, span: Span) -> list[Span]:
    """Return the stretches inside marks that a token range holds, without the marks, as tokens."""
    found = []
    for first, last in sheet.marked:
        if first >= span[1]:
            break
        if last > span[0]:
            found.append((max(first, span[0]), min(last, span[1])))
    return found
