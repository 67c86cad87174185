"""Who stands as the source of a cue: subjects, agents, possessors and the noun phrases behind "according to"."""

from __future__ import annotations

import re

from flows.extract.cues import Cue
from flows.extract.grammar import Sheet
from flows.extract.phrases import CORE, LEFT, MAIN_CLAUSE, NOUN_PHRASE, RIGHT, follows_be
from flows.extract.subjects import Source, phrase_ending, subject_of_verb

_RIGHT_PHRASE = re.compile(rf"R?{CORE}(?:(?:I|T(?=P))(?:{CORE})(?!V))*")
_ADDRESSING = frozenset(["tell", "inform", "assure", "remind", "notify"])  # whoever stands behind these is spoken to
_OWN_SOURCES = frozenset(["report", "allegation"])
_POSSESSIVES = frozenset("his her its their my our your".split())


def source_of(sheet: Sheet, cue: Cue, before: Source | None = None) -> Source | None:
    """Return the source of a cue by rule: the subject of a verb, the possessor of a noun, the object of a phrase.

    ``before`` is the source of the cue before it in the same sentence: a participle or second verb shares it.
    """
    begin, end = sheet.sentence_at(cue.first)
    begin = max(begin, cue.first - LEFT)
    end = min(end, cue.last + RIGHT)
    if cue.kind == "phrase":
        return _phrase_source(sheet, cue, end)
    if cue.kind == "noun":
        return _possessor(sheet, cue, begin, end) or _maker(sheet, cue, begin) or _itself(sheet, cue, begin)
    if is_passive(sheet, cue):
        return _agent(sheet, cue, end)
    if before is not None and _shares_subject(sheet, cue, begin):
        return Source(before.first, before.last, before.head, "shared")
    return (
        _inverted(sheet, cue, begin, end)
        or subject_of_verb(sheet, cue.first, begin, cue.form == "ing", 0)
        or (_first_subject(sheet, begin, cue.first) if cue.form == "ing" else None)
    )


def is_passive(sheet: Sheet, cue: Cue) -> bool:
    """Whether a cue is the participle of a passive: what has been reported, was told; when asked, as first reported."""
    if cue.form not in ("both", "participle"):
        return False
    before = cue.first - 1
    while before > 0 and sheet.classes[before] == "R":
        before -= 1
    return sheet.classes[before] == "S" or follows_be(sheet, cue.first)


def _first_subject(sheet: Sheet, begin: int, end: int) -> Source | None:
    """The first subject of the sentence: what a verb hangs on for which nothing nearer is found."""
    match = MAIN_CLAUSE.search(sheet.classes, begin, end)
    if match is None or sheet.inside[match.start()] >= 0:
        return None
    core = NOUN_PHRASE.match(sheet.classes, match.start(), match.end() - 1)
    return core and Source(core.start(), core.end(), core.span(), "main")


def _shares_subject(sheet: Sheet, cue: Cue, begin: int) -> bool:
    """Whether a verb hangs on one before it: "..., adding that", "... and urged them to"."""
    back = cue.first - 1
    while back >= begin and sheet.classes[back] == "R":
        back -= 1
    if back < begin:
        return False
    letter = sheet.classes[back]
    if cue.form == "ing":
        return letter in ",CQ" or (letter in "SI" and sheet.lower[back] in ("while", "before", "after", "by"))
    return letter == "C" and cue.form in ("both", "past", "s") and sheet.classes[cue.last : cue.last + 1] != "w"


def _phrase_source(sheet: Sheet, cue: Cue, end: int) -> Source | None:
    if cue.lemma == "in X's view":
        first, last = cue.first + 1, cue.last - 1
        return Source(first, last, (first, last), "genitive")
    return _right_phrase(sheet, cue.last, end, "object")


def _right_phrase(sheet: Sheet, at: int, end: int, how: str) -> Source | None:
    match = _RIGHT_PHRASE.match(sheet.classes, at, end)
    if match is None:
        return None
    core = NOUN_PHRASE.match(sheet.classes, at, match.end())
    return Source(at, match.end(), core.span() if core else match.span(), how)


def _possessor(sheet: Sheet, cue: Cue, begin: int, end: int) -> Source | None:
    classes = sheet.classes
    back = cue.first - 1
    while back >= begin and classes[back] in "JNERG":
        if sheet.words[back].endswith(("’s", "'s", "s’")):
            break
        back -= 1
    if back >= begin and (sheet.words[back].endswith(("’s", "'s", "s’")) or sheet.lower[back] in _POSSESSIVES):
        if sheet.lower[back] in _POSSESSIVES:
            return Source(back, back + 1, (back, back + 1), "possessive")
        first = phrase_ending(sheet, back + 1, begin)
        return Source(first, back + 1, (first, back + 1), "genitive")
    if cue.last < end and sheet.lower[cue.last] in ("by", "from"):
        return _right_phrase(sheet, cue.last + 1, end, "agent")
    return None


def _maker(sheet: Sheet, cue: Cue, begin: int) -> Source | None:
    """Who makes a statement that leads in a quotation: NAME released the following statement: "..." """
    if sheet.classes[cue.last : cue.last + 2] != ":q":
        return None
    verb = sheet.classes.rfind("V", begin, cue.first)
    return subject_of_verb(sheet, verb, begin, False, 0) if verb > begin else None


def _itself(sheet: Sheet, cue: Cue, begin: int) -> Source | None:
    """A noun that is its own source: there are reports that CONTENT."""
    if cue.lemma not in _OWN_SOURCES or sheet.classes[cue.last] != "H":
        return None
    first = phrase_ending(sheet, cue.last, begin)
    return Source(first, cue.last, (first, cue.last), "itself")


def _agent(sheet: Sheet, cue: Cue, end: int) -> Source | None:
    if cue.last < end and sheet.lower[cue.last] == "by":
        return _right_phrase(sheet, cue.last + 1, end, "agent")
    return None


def _inverted(sheet: Sheet, cue: Cue, begin: int, end: int) -> Source | None:
    """The subject after the verb: "...," said NAME; as NAME said is no such case."""
    if cue.form in ("ing", "base"):
        return None
    before = sheet.classes[cue.first - 1] if cue.first > begin else "."
    opens = cue.first == begin and cue.lemma == "say"  # Said NAME, "..."
    is_behind = before in ",Q-" or (before in "x." and cue.first > begin)
    if not (is_behind or opens or sheet.lower[cue.first - 1] == "as"):
        return None
    if cue.lemma in _ADDRESSING or (sheet.classes[cue.last] in "OZ" and before != "Q"):
        return None
    source = _right_phrase(sheet, cue.last, end, "inverted")
    if source is None or before == "Q":
        return source
    if not cue.frames & {"t", "q"} or (
        "n" in cue.frames and cue.lemma != "say" and sheet.classes[source.head[1] - 1] != "P"
    ):
        return None
    after = sheet.classes[source.last] if source.last < end else "."
    if after in ".,(;-xit" or (after == "I" and not cue.frames & {"n", "a"}):
        return source
    return None
