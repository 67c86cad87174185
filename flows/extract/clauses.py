"""Clauses read off the class string: who stands as the source of a cue, and from where to where its content runs.

Every look is bounded to a window of tokens, so that the cost of a text grows with its length whatever its shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.extract.cues import Cue
from flows.extract.grammar import Sheet
from flows.model import Span

_MODIFIER = r"[JMN]|P[xQq]?|[EGR](?=[JNPEG])|t(?=[NP])|(?<=D)[EGBV](?=[JNP])"
_CORE = rf"(?:D?(?:{_MODIFIER})*(?:Px?|N)|[OZw]|D(?=[VXBZKRI,EG])|M(?=[VXB]))"
_NOUN_PHRASE = re.compile(_CORE)
_RIGHT_PHRASE = re.compile(rf"R?{_CORE}(?:(?:I|T(?=P))(?:{_CORE})(?!V))*")
_TIME = re.compile(r"(?:I?D?[JR]?(?:[Mt],?)+|It+M?,?M?|[R])+")
_ADJUNCT = re.compile(
    rf"(?:,?(?:[RK]|I?D?J?t+M*(?:,M)?|[IT](?:{_CORE})|I[Mt]+|S(?:{_CORE})(?=,)))+(?:,[^,.;qQ]{{1,6}},(?=H))?"
    rf"|,[^,.;qQ]{{1,6}},(?=H)"
)
_ADDRESSEE = re.compile(rf"(?:{_CORE})(?:C(?:{_CORE}))?")
_LEFT = 60
_RIGHT = 160
_INSERTION = 25


@dataclass(frozen=True, slots=True)
class Source:
    """The noun phrase of a source, as tokens: ``head`` is its core, ``how`` names the construction."""

    first: int
    last: int
    head: Span
    how: str


def source_of(sheet: Sheet, cue: Cue, before: Source | None = None) -> Source | None:
    """Return the source of a cue by rule: the subject of a verb, the possessor of a noun, the object of a phrase.

    ``before`` is the source of the cue before it in the same sentence: a participle or second verb shares it.
    """
    begin, end = sheet.sentence_at(cue.first)
    begin = max(begin, cue.first - _LEFT)
    end = min(end, cue.last + _RIGHT)
    if cue.kind == "phrase":
        return _phrase_source(sheet, cue, end)
    if cue.kind == "noun":
        return _possessor(sheet, cue, begin, end)
    if is_passive(sheet, cue):
        return _agent(sheet, cue, end)
    if before is not None and _shares_subject(sheet, cue, begin):
        return Source(before.first, before.last, before.head, "shared")
    return (
        _inverted(sheet, cue, begin, end)
        or _subject(sheet, cue.first, begin, cue.form == "ing", 0)
        or (_first_subject(sheet, begin, cue.first) if cue.form == "ing" else None)
    )


def _first_subject(sheet: Sheet, begin: int, end: int) -> Source | None:
    """The first subject of the sentence: what a verb hangs on for which nothing nearer is found."""
    match = _MAIN_CLAUSE.search(sheet.classes, begin, end)
    if match is None or sheet.inside[match.start()] >= 0:
        return None
    core = _NOUN_PHRASE.match(sheet.classes, match.start(), match.end() - 1)
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


def is_passive(sheet: Sheet, cue: Cue) -> bool:
    """Whether a verb form is the participle of a passive: what has been reported, was told."""
    if cue.form not in ("both", "participle"):
        return False
    back = cue.first - 1
    while back >= 0 and sheet.classes[back] in "RK":
        back -= 1
    return back >= 0 and sheet.classes[back] in "XZ" and sheet.lower[back] in _BE


_BE = frozenset(
    "is are was were be been being am it’s it's isn’t wasn’t he’s she’s that’s isn't wasn't he's she's".split()
)


def _phrase_source(sheet: Sheet, cue: Cue, end: int) -> Source | None:
    if cue.lemma == "in X's view":
        first, last = cue.first + 1, cue.last - 1
        return Source(first, last, (first, last), "genitive")
    return _right_phrase(sheet, cue.last, end, "object")


def _right_phrase(sheet: Sheet, at: int, end: int, how: str) -> Source | None:
    match = _RIGHT_PHRASE.match(sheet.classes, at, end)
    if match is None:
        return None
    core = _NOUN_PHRASE.match(sheet.classes, at, match.end())
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
        first = _phrase_ending(sheet, back + 1, begin)
        return Source(first, back + 1, (first, back + 1), "genitive")
    if cue.last < end and sheet.lower[cue.last] in ("by", "from"):
        return _right_phrase(sheet, cue.last + 1, end, "agent")
    return None


_POSSESSIVES = frozenset("his her its their my our your".split())


def _agent(sheet: Sheet, cue: Cue, end: int) -> Source | None:
    if cue.last < end and sheet.lower[cue.last] == "by":
        return _right_phrase(sheet, cue.last + 1, end, "agent")
    return None


def _inverted(sheet: Sheet, cue: Cue, begin: int, end: int) -> Source | None:
    """The subject after the verb: "...," said NAME; as NAME said is no such case."""
    if cue.form in ("ing", "base") or cue.first == 0:
        return None
    before = sheet.classes[cue.first - 1] if cue.first > begin else "."
    if not (before in ",Q-" or (before in "x." and cue.first > begin) or sheet.lower[cue.first - 1] == "as"):
        return None
    if sheet.classes[cue.last : cue.last + 1] in ("O", "Z") and before != "Q":
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


def _subject(sheet: Sheet, at: int, begin: int, is_ing: bool, depth: int) -> Source | None:
    """The subject of the verb at ``at``: walk left over auxiliaries, adverbs, times, insertions and verb chains."""
    classes, j = sheet.classes, at - 1
    while j >= begin:
        letter = classes[j]
        if (
            letter in "XRKt"
            or (letter == "M" and j > begin and classes[j - 1] in "t,")
            or (letter == "I" and j + 1 < at and classes[j + 1] in "tM")
        ) or (letter == "x" and j > begin and classes[j - 1] == "P"):
            j -= 1
        elif letter == ")":
            j = _opening(classes, j, begin) - 1
        else:
            break
    if j < begin or depth > 4:
        return None
    letter = classes[j]
    if letter in "Zw" or (letter == "O" and not is_ing):
        if letter == "w":
            return _antecedent(sheet, j, begin) or Source(j, j + 1, (j, j + 1), "relative")
        return Source(j, j + 1, (j, j + 1), "subject")
    if letter in "HW" and not is_ing:
        return _antecedent(sheet, j, begin)
    if letter in "NPODM":
        return _left_chain(sheet, j + 1, begin, is_ing, depth)
    if letter in ",-":
        return _before_comma(sheet, j, begin, is_ing, depth)
    if letter in "C" or letter in "TSIVBEG":
        return _chained(sheet, j, begin, depth)
    return None


def _chained(sheet: Sheet, j: int, begin: int, depth: int) -> Source | None:
    """The subject of the verb before: "refused and said", "went on to say", "was quoted as saying"."""
    k = j if sheet.classes[j] in "VEBGX" else j - 1
    while k >= begin and (
        sheet.classes[k] not in "VEBGXZ" or (sheet.classes[k] in "VEG" and sheet.classes[k - 1 : k] == "D")
    ):
        if sheet.classes[k] in ";:":
            return None
        k -= 1
    if k < begin:
        return None
    if sheet.classes[k] == "Z":
        return Source(k, k + 1, (k, k + 1), "subject")
    if sheet.lower[j] == "as" and sheet.lower[k] in ("quoting", "quoted", "citing", "cited") and k < j - 1:
        return _left_chain(sheet, j, k + 1, False, depth)
    return _subject(sheet, k, begin, sheet.classes[k] == "G", depth + 1)


def _before_comma(sheet: Sheet, j: int, begin: int, is_ing: bool, depth: int) -> Source | None:
    """An apposition or insertion before the verb: NAME, the minister, said; he met them, saying."""
    classes = sheet.classes
    if is_ing:
        return _chained(sheet, j, begin, depth)
    k = j - 1
    while k >= begin and j - k < 40:
        if classes[k] == "Q":
            k = sheet.marked[sheet.inside[k]][0]
        if classes[k] == classes[j]:
            chain = _left_chain(sheet, k, begin, False, depth) if k > begin and classes[k - 1] in "NPODM" else None
            if chain is not None:
                return Source(chain.first, j, chain.head, "apposition")
        if classes[k] in ";:":
            break
        k -= 1
    return _chained(sheet, j, begin, depth)


def _left_chain(sheet: Sheet, end: int, begin: int, is_ing: bool, depth: int) -> Source | None:
    """The noun phrase that ends before ``end``, with the heads that it complements: a spokesman for NAME."""
    classes = sheet.classes
    first = _phrase_ending(sheet, end, begin)
    if first >= end:
        return None
    head = (first, end)
    whole = first
    while whole - 1 > begin and classes[whole - 1] in "IT":
        stop = whole - 1
        if stop - 1 > begin and classes[stop - 1] == "J" and classes[stop - 2] in "NP":
            stop -= 1  # a source close to the talks, officials familiar with them
        elif classes[stop] == "T" or classes[stop - 1] not in "NPM":
            break
        start = _phrase_ending(sheet, stop, begin)
        if start >= stop:
            break
        head, whole = (start, stop), start
    if whole > begin and classes[whole - 1] == "I" and sheet.lower[whole - 1] != "with":
        head, whole = (first, end), first  # the chain hangs on a preposition: "In a speech in Moscow Lavrov said"
        if is_ing or (whole - 1 > begin and classes[whole - 2] in "VEGB"):
            return _chained(sheet, whole - 1, begin, depth) or Source(whole, end, head, "subject")
    elif is_ing and whole > begin and classes[whole - 1] in "VEBG":
        return _chained(sheet, whole - 1, begin, depth) or Source(whole, end, head, "subject")
    if whole > begin + 1 and classes[whole - 1] == "C" and classes[whole - 2] in "NP":
        start = _phrase_ending(sheet, whole - 1, begin)
        if (start > begin and classes[start - 1] in ".,;:C") or start == begin:
            head, whole = (start, whole - 1), start
    return Source(whole, end, head, "subject")


def _phrase_ending(sheet: Sheet, end: int, begin: int) -> int:
    """Return the first token of the noun phrase whose last token is ``end - 1``."""
    classes, j = sheet.classes, end - 1
    if j < begin or classes[j] not in "NPODMwZ":
        return end
    while j > begin and classes[j] not in "DOwZ":
        letter = classes[j - 1]
        if (
            letter in "NPJM"
            or (letter == "x" and classes[j - 2 : j - 1] == "P")
            or letter == "D"
            or (letter in "EGRV" and j - 1 > begin and classes[j - 2] == "D")
        ):
            j -= 1
        else:
            break
    return j


def _antecedent(sheet: Sheet, relative: int, begin: int) -> Source | None:
    k = relative - 1
    if k > begin and sheet.classes[k] == ",":
        k -= 1
    chain = _left_chain(sheet, k + 1, begin, False, 9) if k >= begin and sheet.classes[k] in "NPOM" else None
    return chain and Source(chain.first, chain.last, chain.head, "relative")


def _opening(classes: str, at: int, begin: int) -> int:
    found = classes.rfind("(", begin, at)
    return found if found >= 0 else at


# ---- content ---------------------------------------------------------------------------------------------------------


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
    if match and classes[match.end() : match.end() + 1] in ("H", ",", "q", ".", ":", "", "(", "x", "-", "W", "T"):
        at = match.end()
    return at


def after_setting(sheet: Sheet, at: int, end: int) -> int:
    """Skip adverbs and the places or persons between a verb and its preposition: spoke at length to them about."""
    match = _SETTING.match(sheet.classes, at, end)
    return match.end() if match else at


_SETTING = re.compile(rf"R*(?:[IT](?:{_CORE})){{0,2}}")


def main_clause_follows(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a clause of its own follows a comma: Since it rained, the pier was shut."""
    comma = sheet.classes.find(",", first, last)
    while comma >= 0:
        if _MAIN_CLAUSE.match(sheet.classes, comma + 1, last):
            return True
        comma = sheet.classes.find(",", comma + 1, last)
    return False


def has_verb(sheet: Sheet, first: int, last: int) -> bool:
    """Whether the tokens hold a finite verb or auxiliary, so that they can be a clause."""
    return _FINITE.search(sheet.classes, first, last) is not None


_SUBJECT_PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "there"])


def has_subject(sheet: Sheet, first: int, last: int) -> bool:
    """Whether the tokens begin with a subject and its verb."""
    return _MAIN_CLAUSE.match(sheet.classes, first, last) is not None


def begins_clause(sheet: Sheet, first: int, last: int) -> bool:
    """Whether the tokens begin with a clause: a finite verb whose subject is no relative and no earlier verb's."""
    classes = sheet.classes
    for verb in _FINITE.finditer(classes, first, last):
        at = verb.start()
        if verb.group() == "Z":
            return True
        back = at - 1
        while back > first and classes[back] in "RK":
            back -= 1
        if at > first and classes[back] not in "HwWTCX":
            return True
    return False


_FINITE = re.compile(r"[VXZB]")


def end_of_content(sheet: Sheet, start: int, end: int, groups: dict[int, int]) -> int:
    """Return the token before which a content ends that begins at ``start``; ``groups`` maps where the next
    attributions begin to their cues."""
    classes, lower = sheet.classes, sheet.lower
    end = min(end, start + _RIGHT)
    leads_in = _leads_in(sheet, start)
    at = start
    while at < end:
        letter = classes[at]
        if letter == "q":
            held = sheet.inside[at]
            at = max(at + 1, sheet.marked[held][1]) if held >= 0 else at + 1
            if at < end and _quotation_closes(sheet, at, end, groups):
                return at
            continue
        if letter in ".;":
            return at
        if letter == "(" and _closes_sentence(classes, at, end):
            return at
        if letter == "," and (
            _comma_ends(sheet, at, end, groups) or (leads_in and _MAIN_CLAUSE.match(classes, at + 1, end))
        ):
            return at
        if letter == "C" and (at + 1) in groups and classes[at + 1] in "VEG":
            return at
        if lower[at] == "but" and classes[at + 1 : at + 2] in ("V", "X"):
            return at
        if letter == "-" and at > start + 2 and (again := _second_dash(classes, at, end)) < 0:
            return at
        if letter == "-" and at > start + 2:
            at = again
        if (letter == "I" and sheet.lower[at] == "according") or (at in groups and sheet.lower[at] == "according"):
            return at
        at += 1
    return end


_MAIN_CLAUSE = re.compile(rf"(?:{_CORE})(?:I(?:{_CORE}))*[RK]*[VX]|Z")


def _leads_in(sheet: Sheet, start: int) -> bool:
    """Whether a content stands in the clause that leads in its sentence: Denying that ..., NAME left."""
    begin = max(sheet.sentence_at(start)[0], start - _LEFT)
    opening = sheet.classes[begin : begin + 2]
    return opening[:1] in ("S", "G") or (opening[:1] == "I" and opening[1:] == "G")


def _second_dash(classes: str, at: int, end: int) -> int:
    """Where an insertion between dashes ends, or -1; dashes in one piece with the next (--) count as one."""
    while at + 1 < end and classes[at + 1] == "-":
        at += 1
    return classes.find("-", at + 1, min(end, at + _INSERTION))


def _quotation_closes(sheet: Sheet, at: int, end: int, groups: dict[int, int]) -> bool:
    """Whether the content ends with the mark that closes before ``at``."""
    classes = sheet.classes
    inner = classes[at - 2]
    if inner == "," and (classes[at] in "CG" or at in groups or sheet.lower[at] in _CONTRAST):
        return True
    if classes[at] == "C" and at + 1 < end and classes[at + 1] in "VG":
        return True
    return sheet.lower[at] in _CONTRAST or (classes[at] == "," and _comma_ends(sheet, at, end, groups))


def _comma_ends(sheet: Sheet, at: int, end: int, groups: dict[int, int]) -> bool:
    classes, lower = sheet.classes, sheet.lower
    following = at + 1
    if following >= end:
        return True
    if following in groups or lower[following] == "according":
        return True
    letter = classes[following]
    if letter in "SCWw" and following + 1 in groups:
        return True
    if lower[following] == "but" or lower[following] in _CONTRAST:
        return has_verb(sheet, following, min(end, following + 12))
    return False


_CONTRAST = frozenset(["while", "although", "though", "whereas"])


def _closes_sentence(classes: str, at: int, end: int) -> bool:
    close = classes.find(")", at, end)
    return close >= 0 and (close + 1 >= end or classes[close + 1] in ".,")
