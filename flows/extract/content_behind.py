"""What stands behind its cue: NAME said (to somebody, somewhere) that CONTENT, "CONTENT", to do CONTENT."""

from __future__ import annotations

import re

from flows.extract.contents import after_addressee, after_adjuncts, after_circumstances, after_settings, end_of_marked
from flows.extract.phrases import MAIN_CLAUSE, begins_clause, begins_main_clause, has_verb
from flows.extract.place import Content, Place
from flows.extract.sources import is_passive

# Whom something is told, and where and when it is said, before its "that", however much that is.
_FAR_THAT_TO = re.compile(r"[^VXZBHSwW;:.(]{1,25}(?<!I)H(?![VX])")
_FAR_THAT = re.compile(r"(?:[ItR]|D?[JGI]*t)[^VXZBHSwW;:.(]{0,25}(?<!I)H(?![VX])")
_INSERTION = re.compile(rf",[SI][^,.;:qQ]{{1,10}},(?:{MAIN_CLAUSE.pattern})")  # NAME said, if it rained, CONTENT
_NOUN_THAT = re.compile(r"D?J?NH")
_LONGEST_LEAD_IN = 30  # tokens between a cue and the colon of its content
_FEWEST_WORDS = 4  # of an object without marks that tells what was said
_TOPICS = frozenset(["of", "about"])
_ANONYMITY = frozenset(["named", "identified", "quoted"])
_EXPRESSING = frozenset(["express", "voice"])


def content_behind(place: Place) -> Content | None:
    """NAME said (to somebody, somewhere) that CONTENT, "CONTENT", to do CONTENT, whether CONTENT ..."""
    sheet, classes, frames, end = place.sheet, place.sheet.classes, place.cue.frames, place.sentence[1]
    at = place.cue.last
    if place.source is not None and 0 <= place.source.first - place.cue.last <= 2:
        at = place.source.last
    if at >= end:
        return None
    start = after_adjuncts(sheet, place.cue, at, end)
    letter = classes[start] if start < end else "."
    if letter in ",:" and classes[start + 1 : start + 2] == "q":
        start, letter = start + 1, "q"
    if letter == "q":
        return Content([(start, end_of_marked(sheet, start, end, place.openings))], "cue_before")
    if letter == "H" and "t" in frames:
        return Content([(start, place.end(start))], "cue_that", skip=1) if _states_something(place, start) else None
    if letter == ":" and "t" in frames and has_verb(sheet, start, end):
        return Content([(start + 1, place.end(start + 1))], "cue_colon")
    for question in (at, start) if "w" in frames else ():
        if question < end and (classes[question] in "Ww" or sheet.lower[question] == "if"):
            return Content([(question, place.end(question))], "cue_question")
    if "i" in frames and (found := _infinitive(place, at, start)) is not None:
        return found if found.spans else None
    return (
        _behind_preposition(place, at)
        or _behind_colon(place, at)
        or _bare_clause(place, at, start)
        or _expressed(place, at)
        or _object(place, at)
    )


def _states_something(place: Place, that: int) -> bool:
    """Whether a clause or words in marks stand behind "that": NAME told us that four times is no such case."""
    classes, end = place.sheet.classes, place.end(that)
    return "q" in classes[that:end] or has_verb(place.sheet, that, end) or end - that >= _FEWEST_WORDS


def _infinitive(place: Place, at: int, start: int) -> Content | None:
    """NAME asked somebody (not) to do CONTENT; without spans where it tells only how NAME wants to be quoted."""
    sheet, classes = place.sheet, place.sheet.classes
    for spot in (after_addressee(sheet, place.cue, at, place.sentence[1]), start):
        to = spot + (classes[spot] == "K")
        if classes[to] != "T" or (spot != start and classes[to + 1] not in "BNR"):
            continue
        if sheet.lower[to + 1] == "be" and sheet.lower[to + 2] in _ANONYMITY:
            return Content([], "cue_infinitive")
        first = at if "o" in place.cue.frames and classes[at] in "DNPJO" else spot
        return Content([(first, place.end(first))], "cue_infinitive")
    return None


def _behind_colon(place: Place, at: int) -> Content | None:
    """NAME confirmed the call, not what was said: "CONTENT"."""
    sheet, end = place.sheet, place.sentence[1]
    colon = sheet.classes.find(":q", at, min(end, at + _LONGEST_LEAD_IN))
    if place.source is None or colon <= at or has_verb(sheet, at, colon):
        return None
    return Content([(colon + 1, end_of_marked(sheet, colon + 1, end, place.openings))], "cue_before")


def _expressed(place: Place, at: int) -> Content | None:
    """NAME expressed the hope that CONTENT."""
    match = _NOUN_THAT.match(place.sheet.classes, at, place.sentence[1])
    if place.source is None or place.cue.lemma not in _EXPRESSING or match is None:
        return None
    return Content([(at, place.end(match.end()))], "cue_that", skip=match.end() - at)


def _behind_preposition(place: Place, at: int) -> Content | None:
    """NAME called for CONTENT, spoke at length about CONTENT, pointed out that CONTENT."""
    sheet, end = place.sheet, place.sentence[1]
    addressed = after_addressee(sheet, place.cue, at, end)
    for spot in (*after_settings(sheet, at, end), addressed):
        belongs_to_noun = sheet.lower[spot] == "of" and sheet.classes[spot - 1] in "NP"  # spoke to thousands of people
        if belongs_to_noun and at < spot != addressed:
            continue
        if spot + 1 < end and "+" + sheet.lower[spot] in place.cue.frames:
            skip = 1 if sheet.classes[spot + 1] == "H" else 0
            stop = place.end(spot + 1) if skip else place.end_of_object(spot + 1)
            return Content([(spot + 1, stop)], "cue_preposition", skip)
    return None


def _bare_clause(place: Place, at: int, start: int) -> Content | None:
    """NAME said CONTENT; NAME told somebody CONTENT."""
    sheet, classes, frames = place.sheet, place.sheet.classes, place.cue.frames
    if place.source is None or "t" not in frames:
        return None
    if that := (_FAR_THAT_TO if "o" in frames else _FAR_THAT).match(classes, at, place.sentence[1]):
        return Content([(that.end() - 1, place.end(that.end() - 1))], "cue_that", skip=1)
    behind = after_addressee(sheet, place.cue, at, place.sentence[1])
    if behind > at and classes[behind] in "DNPJOZ" and has_verb(sheet, behind, stop := place.end(behind)):
        return Content([(behind, stop)], "cue_clause")
    clause = after_circumstances(sheet, behind, place.sentence[1])
    is_told_of = sheet.lower[behind] in _TOPICS or classes[clause] == "w"
    if clause > behind and not is_told_of and begins_main_clause(sheet, clause, stop := place.end(clause)):
        return Content([(clause, stop)], "cue_clause")
    if _INSERTION.match(classes, at, place.sentence[1]):
        return Content([(at + 1, place.end(at + 1))], "cue_clause")
    start = start if classes[at] in "It" else at
    stop = place.end(start)
    if stop - at >= 2 and classes[at] in "DNPJOMZRSIt" and begins_clause(sheet, start, stop):
        return Content([(start, stop)], "cue_clause")
    return None


def _object(place: Place, at: int) -> Content | None:
    """NAME denounced CONTENT, called it CONTENT."""
    if place.source is None or not place.cue.frames & {"n", "a"} or is_passive(place.sheet, place.cue):
        return None
    if "a" in place.cue.frames and place.sheet.lower[at] == "as":
        at += 1  # what NAME described as CONTENT
    stop = place.end_of_object(at)
    if stop - at < 2 or place.sheet.classes[at] not in "DNPJOMGREq":
        return None
    if stop - at < _FEWEST_WORDS and "q" not in place.sheet.classes[at:stop]:
        return None  # expressed their support, questioned the student: a subject of speech, not what was said
    return Content([(at, stop)], "cue_object")
