"""What nouns and phrases attribute: NAME's claim that CONTENT; according to NAME, CONTENT; in NAME's view, CONTENT."""

from __future__ import annotations

import re

from flows.extract.content_before import LONGEST_CLAUSE, front_of
from flows.extract.contents import after_adjuncts, end_of_marked
from flows.extract.phrases import begins_main_clause, has_verb
from flows.extract.place import Content, Place

_APPOSITION = re.compile(r",[DJNMPx]{1,10},(?=q)")


def content_of_noun(place: Place) -> Content | None:
    """NAME's claim that CONTENT; the statement: "CONTENT"."""
    sheet, classes, end = place.sheet, place.sheet.classes, place.sentence[1]
    at = place.cue.last
    start = after_adjuncts(sheet, place.cue, at, end)
    if classes[start : start + 1] in (",", ":") and classes[start + 1 : start + 2] == "q":
        return Content([(start + 1, end_of_marked(sheet, start + 1, end, place.openings))], "cue_before")
    for that in (at, start) if place.source is not None else ():
        if that + 1 < end and classes[that] == "H" and classes[that + 1] not in "VX":
            return Content([(that, place.end(that))], "noun_that", skip=1)
    return None


def content_of_phrase(place: Place) -> Content | None:
    """According to NAME, CONTENT; CONTENT, according to NAME; CONTENT, according to NAME, CONTENT."""
    if place.source is None:
        return None
    sheet, classes, (begin, end) = place.sheet, place.sheet.classes, place.sentence
    first, last = place.cue.first, max(place.cue.last, place.source.last)
    start = place.clause_begin(begin, first)
    if first - start <= 1:
        comma = _comma_behind(place, last)
        return Content([(comma + 1, place.end(comma + 1))], "phrase_before") if comma >= 0 else None
    if apposition := _APPOSITION.match(classes, last, end):
        last = apposition.end() - 1  # in the words of its head, NAME, "CONTENT"
    goes_on = last + 1 < end and classes[last] == ","
    if goes_on and classes[last + 1] == "q":
        return Content([(last + 1, end_of_marked(sheet, last + 1, end, place.openings))], "phrase_before")
    only_joined = classes[first - 1] in "CWHS" or classes[first - 2 : first] in ("C,", "W,", "H,", "S,")
    if goes_on and (only_joined or place.cue.lemma not in ("according to", "per")):
        return Content([(last + 1, place.end(last + 1))], "phrase_before")
    stop, earliest = first, max(start, first - LONGEST_CLAUSE)
    start = _behind_phrase(place, earliest, first)
    while stop > start and classes[stop - 1] in ",-(":
        stop -= 1
    spans = [(front_of(place, first) if start == earliest else None) or (start, stop)]
    if goes_on and not has_verb(sheet, start, stop):
        spans.append((last + 1, place.end(last + 1)))
    return Content(spans, "phrase_after")


def _behind_phrase(place: Place, start: int, first: int) -> int:
    """Where a content begins behind another one: CONTENT, according to NAME, and CONTENT, according to NAME."""
    for at in range(first - 1, start + 1, -1):
        if place.sheet.lower[at] == place.cue.lemma.partition(" ")[0] and at in place.openings:
            comma = place.sheet.classes.find(",", at, first)
            return comma + 1 + (place.sheet.classes[comma + 1] == "C") if 0 <= comma < first - 2 else start
    return start


def _comma_behind(place: Place, last: int) -> int:
    """The comma behind which the content of an opening phrase begins, past an apposition to its source; or -1."""
    classes, end = place.sheet.classes, place.sentence[1]
    comma = classes.find(",", last, min(end, last + 20))
    if comma < 0 or (comma > last and not has_verb(place.sheet, comma, end)):
        return -1
    if comma > last and begins_main_clause(place.sheet, comma + 1, end):
        return comma
    following = comma
    while (following := classes.find(",", following + 1, min(end, comma + 25))) >= 0:
        if begins_main_clause(place.sheet, following + 1, end):
            is_insertion = classes[comma + 1] == "w" or not has_verb(place.sheet, comma + 1, following)
            return following if is_insertion else comma
    return comma
