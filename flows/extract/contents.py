"""Where a content begins behind its cue, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from flows.extract.cues import Cue
from flows.extract.grammar import Sheet
from flows.extract.phrases import CORE, LEFT, MAIN_CLAUSE, RIGHT, has_verb

_OCCASION = rf"S(?:{CORE}|G(?:I?(?:{CORE}))?)(?:I(?:{CORE}))*"  # before the vote, while visiting the port of Qarn
_ADJUNCT = re.compile(
    rf"(?:,?(?:[RK]|I?D?J?t+M*(?:,M)?|[IT](?:{CORE})(?:,P+(?=[,ItH]))?|I[Mt]+|IJ(?=[H,:q])|S(?:{CORE})(?=,)|{_OCCASION}(?=H)))+"
    rf"(?:,[^,.;qQ]{{1,6}},(?=H)|,(?=H))?"
    rf"|,[^,.;qQ]{{1,6}},(?=H)"
)
_CIRCUMSTANCES = re.compile(rf"(?:,?(?:[RJ]?I(?:{CORE}|D?J?t+M*)|{_OCCASION}))+")
_ADDRESSEE = re.compile(rf"(?:{CORE})(?:C(?:{CORE}))?")
_ISSUE = re.compile(r"(?:\([^()]{1,8}\))?(?:[EV](?=I))?")  # (No. 9) published on Monday
_SETTING = re.compile(rf"R+|I?J?t+|T(?:{CORE})(?:CT?(?:{CORE}))?|S?t+")
_SETTINGS = 3  # phrases between a verb and its preposition
_INSERTION = 25  # tokens between two dashes
_CAN_END = re.compile(r"[q.;(,CG-]")  # the classes of what can end a content
# What stands before the first verb of a sentence, up to the word that makes it a clause inside of another.
_OPENING = re.compile(r"I?G|[VE](?:[SW]|\Z)|[^VXZBGHQq;:.]*?(?:[SwW]|(?<=[NP])H(?=R*[VX]))")
_VERB = re.compile(r"R*[VX]")
_BEHIND_OBJECT = re.compile(rf",(?=[DWwGXVRKZ])|,?C(?=R*[VX])|:(?=S|{MAIN_CLAUSE.pattern})")
_WORDS_OF_NAME = 6
_SMALL = frozenset("a an the of in on at to and or for with".split())
_JUDGED = re.compile(r"DJ*NHR*(?![VX])")  # he called it "over," a remark that others mocked
_CONTRAST = frozenset(["while", "although", "though", "whereas"])


def after_addressee(sheet: Sheet, cue: Cue, at: int, end: int) -> int:
    """Skip whom a cue addresses: told reporters, assured the president."""
    if cue.kind == "verb" and "o" in cue.frames:
        match = _ADDRESSEE.match(sheet.classes, at, end)
        if match and sheet.classes[match.end() : match.end() + 1] not in ("V", "X", "B", "Z"):
            return match.end()
    return at


def after_adjuncts(sheet: Sheet, cue: Cue, at: int, end: int) -> int:
    """Skip the addressee, times and places between a cue and its content."""
    classes = sheet.classes
    at = after_addressee(sheet, cue, at, end)
    match = _ADJUNCT.match(classes, at, end)
    spot = match.end() if match else at
    if classes[spot : spot + 2] == "Iq":  # in an interview with “Den”
        named = after_named_thing(sheet, spot + 1, end)
        at = named if named > spot + 1 else at
    elif match and classes[spot : spot + 1] in ("H", ",", "q", ".", ":", "", "(", "x", "-", "W", "T", "K"):
        at = match.end()
        if at < end and classes[at] == "q":
            at = after_named_thing(sheet, at, end)
    elif match and classes[match.end()] == "Q":  # the name in marks looked like the rest of the phrase before it
        opened = sheet.marked[sheet.inside[match.end()]][0]
        named = after_named_thing(sheet, opened, end)
        at = named if named > opened > at else at
    return at


def after_circumstances(sheet: Sheet, at: int, end: int) -> int:
    """Skip where and when something is said: told reporters in Qarn on Monday; said before the vote."""
    return _past(_CIRCUMSTANCES, sheet, at, end)


def _past(pattern: re.Pattern[str], sheet: Sheet, at: int, end: int) -> int:
    """Skip what a pattern matches, if it does."""
    match = pattern.match(sheet.classes, at, end)
    return match.end() if match else at


def after_named_thing(sheet: Sheet, at: int, end: int) -> int:
    """Skip a programme, column or report in marks behind a preposition: said on ABC's “Pier Talk” on Sunday that."""
    close = sheet.marked[sheet.inside[at]][1] if sheet.classes[at] == "q" and sheet.inside[at] >= 0 else at
    if at < close < end and sheet.words[at - 1].endswith(("’s", "'s")) | (sheet.classes[at - 1] in "IDN"):
        inner = [word for word in sheet.words[at + 1 : close - 1] if word[0].isalnum()]
        if inner and len(inner) <= _WORDS_OF_NAME and all(word[0].isupper() or word in _SMALL for word in inner):
            return _past(_ADJUNCT, sheet, _past(_ISSUE, sheet, close, end), end)
    return at


def after_settings(sheet: Sheet, at: int, end: int) -> Iterator[int]:
    """Yield the places that a verb's own preposition can have: behind the verb, its adverbs, and each phrase there.

    NAME spoke about CONTENT, spoke briefly about CONTENT, spoke to them in May about CONTENT.
    """
    yield at
    for _ in range(_SETTINGS):
        match = _SETTING.match(sheet.classes, at, end)
        if match is None:
            return
        at = match.end()
        yield at


def end_of_marked(sheet: Sheet, at: int, end: int, openings: Container[int]) -> int:
    """Return the token before which a content ends that begins with the marked stretch at ``at``."""
    close = sheet.marked[sheet.inside[at]][1] if sheet.inside[at] >= 0 else at + 1
    if close >= end or sheet.classes[close] in ".,;(S" or sheet.classes[close - 2] in "ix.":
        return close
    return end_of_content(sheet, at, end, openings)


def end_of_content(sheet: Sheet, start: int, end: int, openings: Container[int]) -> int:
    """Return the token before which a content ends that begins at ``start``.

    ``end`` is the end of its sentence, ``openings`` the tokens with which other attributions begin.
    """
    classes, lower = sheet.classes, sheet.lower
    end = min(end, start + RIGHT)
    main_clause = _main_clause_behind(sheet, start)
    is_clause = classes[start] == "H"
    at = start
    while at < end:
        mark = _CAN_END.search(classes, at, end)
        if mark is None:
            return end
        at, letter = mark.start(), mark.group()
        if letter == "q":
            held = sheet.inside[at]
            is_whole = at == start or (at == start + 1 and classes[start] == "H")
            at = max(at + 1, sheet.marked[held][1]) if held >= 0 else at + 1
            if is_whole and classes[at : at + 2] == "CH":
                return at
            if at < end and _quotation_closes(sheet, at, end, openings):
                return at
            if main_clause and classes[at - 2] == "," and main_clause.match(classes, at, end):
                return at
            continue
        if letter in ".;":
            return at
        if letter == "(" and _closes_sentence(classes, at, end):
            return at
        ends = letter == "," and (
            _comma_ends(sheet, at, end, openings) or (main_clause and main_clause.match(classes, at + 1, end))
        )
        if ends and (not is_clause or has_verb(sheet, start, at) or "Q" in classes[start:at]):
            return at
        if letter == "C" and (at + 1) in openings and classes[at + 1] in "VEG":
            return at
        if lower[at] == "but" and classes[at + 1 : at + 2] in ("V", "X"):
            return at
        if letter == "-" and at > start + 2 and (again := _second_dash(classes, at, end)) < 0:
            return at
        if letter == "-" and at > start + 2:
            at = again
        if lower[at] == "according" and lower[at + 1] == "to":
            return at
        at += 1
    return end


def end_of_object(sheet: Sheet, start: int, end: int, openings: Container[int]) -> int:
    """Return the token before which a content ends that is a noun phrase: NAME denounced CONTENT, which he had read.

    What is set off behind it, and a verb that shares the subject of its cue, tell of the matter and are not said.
    """
    end = end_of_content(sheet, start, end, openings)
    for match in _BEHIND_OBJECT.finditer(sheet.classes, start + 2, end):
        if sheet.inside[match.start()] < 0 and not has_verb(sheet, start, match.start()):
            return match.start()
    return end


def _main_clause_behind(sheet: Sheet, start: int) -> re.Pattern[str] | None:
    """Return how the main clause goes on behind a comma, where the content stands in a clause inside of it.

    Denying that ..., NAME left; for those who say that ..., NAME left; NAME, who said that ..., left.
    """
    begin = max(sheet.sentence_at(start)[0], start - LEFT)
    opening = _OPENING.match(sheet.classes, begin, start)
    if opening is None:
        return None
    words = opening.group()
    parts_subject = words[-1] in "wWH" and not (words[0] == "I" and "," not in words)
    return _VERB if parts_subject else MAIN_CLAUSE


def _second_dash(classes: str, at: int, end: int) -> int:
    """Where an insertion between dashes ends, or -1; dashes in one piece with the next (--) count as one."""
    while at + 1 < end and classes[at + 1] == "-":
        at += 1
    return classes.find("-", at + 1, min(end, at + _INSERTION))


def _quotation_closes(sheet: Sheet, at: int, end: int, openings: Container[int]) -> bool:
    """Whether the content ends with the mark that closes before ``at``."""
    classes = sheet.classes
    following = at + (classes[at] == ",")
    has_comma = following > at or classes[at - 2] == ","
    goes_on = classes[following : following + 2] == "CH" and sheet.lower[following] != "but"
    if (
        has_comma
        and not goes_on
        and (
            classes[following] in "CG"
            or following in openings
            or sheet.lower[following] in _CONTRAST
            or _JUDGED.match(classes, following, end)
        )
    ):
        return True
    if classes[at] == "C" and at + 1 < end and classes[at + 1] in "VG":
        return True
    return sheet.lower[at] in _CONTRAST or (classes[at] == "," and _comma_ends(sheet, at, end, openings))


def _comma_ends(sheet: Sheet, at: int, end: int, openings: Container[int]) -> bool:
    classes, lower = sheet.classes, sheet.lower
    following = at + 1
    if following >= end:
        return True
    if following in openings or lower[following] == "according":
        return True
    letter = classes[following]
    if letter in "SCWw" and following + 1 in openings:
        return True
    if letter == "G" and classes[following + 1] == "D":
        return True  # said that the pier was shut, reversing the order of May
    if lower[following] == "but" or lower[following] in _CONTRAST:
        return has_verb(sheet, following, min(end, following + 12))
    return False


def _closes_sentence(classes: str, at: int, end: int) -> bool:
    close = classes.find(")", at, end)
    return close >= 0 and (close + 1 >= end or classes[close + 1] == ".")
