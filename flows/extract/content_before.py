"""What stands before or around its cue: CONTENT, NAME said; CONTENT, NAME said, CONTENT; as NAME said, CONTENT."""

from __future__ import annotations

import re

from flows.extract.contents import after_adjuncts, end_of_marked
from flows.extract.phrases import begins_main_clause, has_verb, main_clause_follows
from flows.extract.place import Content, Place
from flows.model import Span

_LEADING = re.compile(r"[EVG][SWH]")  # Asked whether, telling them that
LONGEST_CLAUSE = 160  # tokens
_LONGEST_OPENING = 30  # tokens of a clause before the cue that is inserted into it
_QUOTED_SENTENCE = 8  # tokens between marks that are a sentence of their own, whatever leads up to them
_CONDITIONS = frozenset(["if", "unless", "because", "since", "whether"])


def is_as_clause(place: Place) -> bool:
    """Whether source and cue are inserted by "as": as NAME said, as first reported by NAME."""
    is_inserted = place.source is not None and (place.group[0] < place.cue.first or place.source.how == "agent")
    return is_inserted and "t" in place.cue.frames and place.sheet.lower[_before_adverbs(place)] == "as"


def _before_adverbs(place: Place) -> int:
    """The token before source and cue, and before the adverbs that stand there."""
    at = place.group[0] - 1
    while at > place.sentence[0] and place.sheet.classes[at] == "R":
        at -= 1
    return at


def as_clause(place: Place) -> Content | None:
    """As NAME said, CONTENT; CONTENT, as NAME said; CONTENT, as NAME said, CONTENT."""
    if not is_as_clause(place):
        return None
    classes, last, (begin, end) = place.sheet.classes, place.group[1], place.sentence
    first = _before_adverbs(place)
    start = place.clause_begin(begin, first)
    at = last if classes[last : last + 1] == "," else after_adjuncts(place.sheet, place.cue, last, end)
    if first - start <= 1:
        return Content([(at + 1, place.end(at + 1))], "as_before") if at < end and classes[at] in ",:" else None
    if classes[first - 1] not in ",-" or first - start > LONGEST_CLAUSE:
        return None
    if at >= end or classes[at] in ".(":
        return Content([(start, first - 1)], "as_after")
    if classes[at] == classes[first - 1] and not has_verb(place.sheet, start, first - 1):
        return Content([(start, first - 1), (at + 1, place.end(at + 1))], "as_inside")
    return None


def relative_clause(place: Place) -> Content | None:
    """... which NAME said CONTENT: the pronoun belongs to the content."""
    classes, (first, last) = place.sheet.classes, place.group
    if classes[first - 1 : first] not in ("W", "H", "w") or classes[last : last + 1] not in ("V", "X"):
        return None
    return Content([(first - 1, first), (last, place.end(last))], "cue_relative")


def content_before(place: Place) -> Content | None:
    """CONTENT, NAME said; "CONTENT," said NAME, "CONTENT"."""
    classes, inside, (first, last), (begin, end) = place.sheet.classes, place.sheet.inside, place.group, place.sentence
    front = None if _hangs_on(place) else front_of(place, first)
    if front is None:
        return None
    is_marked = classes[front[1] - 1] == "Q"
    if not is_marked and classes[last : last + 1] == "," and classes[last + 1 : last + 2] in ("V", "X"):
        return None
    rest = _rest(place, last)
    if rest is None and is_marked and front[0] == begin and inside[begin] == inside[front[1] - 1]:
        rest = 0
    goes_on = rest is not None and (rest == 0 or place.sheet.words[rest + 1][:1].islower())
    if rest is None or not (is_marked or (goes_on and "t" in place.cue.frames)):
        return None
    is_unmarked = not is_marked or inside[front[0]] < 0
    if rest == 0 and is_unmarked and _resumes(place, last):
        return Content([front, (last + 1, place.end(last + 1))], "cue_between")
    if rest == 0:
        return Content([front], "cue_after")
    return Content([front, (rest, end_of_marked(place.sheet, rest, end, place.openings))], "cue_between")


def _hangs_on(place: Place) -> bool:
    """Whether a cue only tells more of what stands before it: He left, promising CONTENT."""
    return place.cue.form == "ing" and place.group == (place.cue.first, place.cue.last)


def _resumes(place: Place, last: int) -> bool:
    """Whether a statement goes on behind the group: The pier, NAME said, rots, and they sink it; so old that ..."""
    classes, at = place.sheet.classes, last + 1
    if classes[last] != "," or at >= place.sentence[1]:
        return False
    if classes[at] in "HT" or place.sheet.lower[at] in _CONDITIONS:
        return True
    if classes[at] != "C" or at + 1 in place.openings:
        return False
    return classes[at + 1] == "q" or begins_main_clause(place.sheet, at + 1, place.sentence[1])


def front_of(place: Place, first: int) -> Span | None:
    """The clause or marked stretch that ends before ``first`` and can be a content."""
    sheet, classes, begin = place.sheet, place.sheet.classes, place.sentence[0]
    at = first - 1
    if at < begin:
        return None
    if classes[at] in ",-" and at > begin and classes[at - 1] == "Q":
        at -= 1
    if classes[at] == "Q" and sheet.inside[at] >= 0:
        opened, closed = sheet.marked[sheet.inside[at]]
        start = opened if _is_set_off(place, opened, closed) else place.clause_begin(begin, opened)
        leads_in = _LEADING.match(classes, start) and not main_clause_follows(sheet, start, opened)
        return None if leads_in else (start, closed)
    if classes[at] != "," or (place.cue.form == "ing" and place.source and place.source.how == "shared"):
        return None
    start = place.clause_begin(begin, at)
    if at - start > LONGEST_CLAUSE or at - start < 3 or not has_verb(sheet, start, at):
        return None
    if classes[start] in "SWEVG" and not main_clause_follows(sheet, start, at):
        return None
    return start, at


def _is_set_off(place: Place, opened: int, closed: int) -> bool:
    """Whether a marked stretch is a content of its own, and not the end of the clause before it."""
    sheet, lead, begin = place.sheet, opened - 1, place.sentence[0]
    if lead < begin or sheet.classes[lead] in ",:.;-" or opened - begin > LONGEST_CLAUSE:
        return True
    is_sentence = closed - opened >= _QUOTED_SENTENCE and sheet.classes[opened + 1] != "x"
    return is_sentence and sheet.words[opened + 1][:1].isupper()


def _rest(place: Place, last: int) -> int | None:
    """What follows a group behind its content: 0 nothing, a token where the content goes on, or None where the
    content stands behind the cue after all."""
    classes, end = place.sheet.classes, place.sentence[1]
    at = after_adjuncts(place.sheet, place.cue, last, end)
    if at >= end:
        return 0
    if classes[at] in ",:-" and classes[at + 1 : at + 2] == "q":
        return at + 1
    if classes[at] == "q" and at > last:
        return at
    if classes[at] in "RG" and _clause_or_action_follows(place, at):
        return None
    if classes[at] == "w" and place.source is not None and place.source.how == "inverted":
        return 0  # "CONTENT," said the man who had built it
    return 0 if classes[at] in ".(,;-:xiSCRGI" else None


def _clause_or_action_follows(place: Place, at: int) -> bool:
    """Whether what is attributed follows the group: NAME said at last the pier rots; NAME proposed closing it."""
    if place.sheet.classes[at] == "G":
        return at == place.cue.last and "n" in place.cue.frames
    return begins_main_clause(place.sheet, at + 1, place.sentence[1])


def content_around(place: Place) -> Content | None:
    """The goal, NAME said, is peace."""
    sheet, classes, (first, last), (begin, end) = place.sheet, place.sheet.classes, place.group, place.sentence
    if last >= end - 2 or first - 1 <= begin or classes[first - 1] != "," or classes[last] != ",":
        return None
    start = place.clause_begin(begin, first - 1)
    opening, rest = (start, first - 1), (last + 1, place.end(last + 1))
    goes_on = classes[last + 1] in "VXR" or _waits(place, *opening)
    if has_verb(sheet, *opening) and not goes_on:
        return None
    if first - 1 - start > _LONGEST_OPENING:
        return None
    only_joins = all(letter in "CRSJ" for letter in classes[start : first - 1])
    return Content([rest] if only_joins else [opening, rest], "cue_inside")


def _waits(place: Place, first: int, last: int) -> bool:
    """Whether an opening with a verb wants more behind the group: It was, NAME said, late; when it rained, ..."""
    sheet, classes = place.sheet, place.sheet.classes
    if classes[last - 1] in "XZWHST" or classes[first:last].endswith("ZR"):
        return True
    if classes[place.group[1] + 1] == "q":
        return False  # While it rained, NAME said, "CONTENT"
    return classes[first] == "S" and not main_clause_follows(sheet, first, last)
