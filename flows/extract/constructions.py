"""Which construction of English reporting a cue stands in: the first that fits tells what it attributes."""

from __future__ import annotations

from flows.extract.content_before import as_clause, content_around, content_before, is_as_clause, relative_clause
from flows.extract.content_behind import content_behind
from flows.extract.content_of_nouns import content_of_noun, content_of_phrase
from flows.extract.place import Content, Place

# What follows a verb even where "as" stands before its subject: She left as she promised to return.
_COMPLEMENTS = frozenset(["cue_that", "cue_infinitive", "cue_question"])


def content_of(place: Place) -> Content | None:
    """Return what a cue attributes, by the first construction that fits; None where it attributes nothing."""
    if place.cue.kind == "phrase":
        return content_of_phrase(place)
    if place.cue.kind == "noun":
        return content_of_noun(place)
    if place.source is not None:
        for construction in (as_clause, relative_clause, content_before, content_around):
            if (found := construction(place)) is not None:
                return found
    behind = content_behind(place)
    if behind is not None and is_as_clause(place) and behind.rule not in _COMPLEMENTS:
        return None
    return behind
