"""Noun phrases and clauses as patterns over the class string.

Every look is bounded to a window of tokens, so that the cost of a text grows with its length whatever its shape.
"""

from __future__ import annotations

import re

from flows.extract.grammar import Sheet

LEFT, RIGHT = 60, 160  # the windows, in tokens

_MODIFIER = r"[JMN]|P[xQq]?|[EGR](?=[JNPEG])|t(?=[NP])|(?<=D)[EGBV](?=[JNP])"
CORE = rf"(?:D{{0,2}}(?:{_MODIFIER})*(?:Px?|N)|[OZw]|D(?=[VXBZKRI,EGWTH])|M(?=[VXB]))"
"""A noun phrase without what complements it, or a pronoun."""

NOUN_PHRASE = re.compile(CORE)
MAIN_CLAUSE = re.compile(rf"(?:{CORE})(?:I(?:{CORE}))*[RK]*[VX]|Z")
"""A subject and its finite verb."""

_FINITE = re.compile(r"[VXZB]")
_VERB_OR_JOINT = re.compile(r"[VXZBHwWS]")


def has_verb(sheet: Sheet, first: int, last: int) -> bool:
    """Whether the tokens hold a finite verb or auxiliary, so that they can be a clause."""
    return _FINITE.search(sheet.classes, first, last) is not None


def begins_main_clause(sheet: Sheet, first: int, last: int) -> bool:
    """Whether the tokens begin with a subject and its verb."""
    return MAIN_CLAUSE.match(sheet.classes, first, last) is not None


_SUBJECTS = frozenset(["he", "she", "it", "they", "we", "there"])


def begins_clause(sheet: Sheet, first: int, last: int) -> bool:
    """Whether the tokens begin with a clause: a finite verb that no relative or subordinate clause in them claims."""
    classes = sheet.classes
    if sheet.lower[first] in _SUBJECTS and last - first > 1:
        return True
    inner = 0  # clauses inside of this one whose verbs are still to come
    for found in _VERB_OR_JOINT.finditer(classes, first, last):
        at, letter = found.start(), found.group()
        if letter in "HwWS":
            inner += 1
        elif letter == "Z" and not inner:
            return True
        else:
            back = at - 1
            while back > first and classes[back] in "RK":
                back -= 1
            if classes[back] in "TX" and back >= first:
                continue
            if inner:
                inner -= 1
            elif at > first and classes[back] != "C":
                return True
    return False


def main_clause_follows(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a clause of its own follows a comma: Since it rained, the pier was shut."""
    comma = sheet.classes.find(",", first, last)
    while comma >= 0:
        if MAIN_CLAUSE.match(sheet.classes, comma + 1, last):
            return True
        comma = sheet.classes.find(",", comma + 1, last)
    return False


_BE = frozenset(
    "is are was were be been being am it’s it's isn’t wasn’t he’s she’s that’s isn't wasn't he's she's".split()
)


def follows_be(sheet: Sheet, at: int) -> bool:
    """Whether a form of "be" stands before a token, so that a participle there is a passive: has been reported."""
    back = at - 1
    while back >= 0 and sheet.classes[back] in "RK":
        back -= 1
    return back >= 0 and sheet.classes[back] in "XZ" and sheet.lower[back] in _BE
