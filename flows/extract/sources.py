"""Who stands as the source of a cue: subjects, agents, possessors and the noun phrases behind "according to"."""

from __future__ import annotations

import re
from typing import NamedTuple

from flows.extract.cues import Cue
from flows.extract.grammar import Sheet
from flows.extract.phrases import CORE, LEFT, MAIN_CLAUSE, NOUN_PHRASE, RIGHT, follows_be
from flows.model import Span

_RIGHT_PHRASE = re.compile(rf"R?{CORE}(?:(?:I|T(?=P))(?:{CORE})(?!V))*")
_INSERTION = 40  # tokens of an apposition or relative clause between a source and its verb
_WORDS_OF_NAME = 4
_DEPTH = 4  # verbs that may hang on one another
_ADDRESSING = frozenset(["tell", "inform", "assure", "remind", "notify"])  # whoever stands behind these is spoken to
_OWN_SOURCES = frozenset(["report", "allegation"])
_POSSESSIVES = frozenset("his her its their my our your".split())


class Source(NamedTuple):
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
        or _subject(sheet, cue.first, begin, cue.form == "ing", 0)
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
        first = _phrase_ending(sheet, back + 1, begin)
        return Source(first, back + 1, (first, back + 1), "genitive")
    if cue.last < end and sheet.lower[cue.last] in ("by", "from"):
        return _right_phrase(sheet, cue.last + 1, end, "agent")
    return None


def _maker(sheet: Sheet, cue: Cue, begin: int) -> Source | None:
    """Who makes a statement that leads in a quotation: NAME released the following statement: "..." """
    if sheet.classes[cue.last : cue.last + 2] != ":q":
        return None
    verb = sheet.classes.rfind("V", begin, cue.first)
    return _subject(sheet, verb, begin, False, 0) if verb > begin else None


def _itself(sheet: Sheet, cue: Cue, begin: int) -> Source | None:
    """A noun that is its own source: there are reports that CONTENT."""
    if cue.lemma not in _OWN_SOURCES or sheet.classes[cue.last] != "H":
        return None
    first = _phrase_ending(sheet, cue.last, begin)
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


def _subject(sheet: Sheet, at: int, begin: int, is_ing: bool, depth: int) -> Source | None:
    """The subject of the verb at ``at``: walk left over auxiliaries, adverbs, times, insertions and verb chains."""
    classes, j = sheet.classes, at - 1
    while j >= begin:
        letter = classes[j]
        if (
            letter in "XRKt"
            or (letter == "J" and j + 1 < at and classes[j + 1] == "t")  # last week said
            or (letter == "M" and j > begin and classes[j - 1] in "t,")
            or (letter == "I" and j + 1 < at and classes[j + 1] in "tM")
        ) or (letter == "x" and j > begin and classes[j - 1] == "P"):
            j -= 1
        elif letter == ")":
            j = _opening(classes, j, begin) - 1
        else:
            break
    if j == at - 1 and j > begin and (name := _marked_name(sheet, j)) is not None:
        return name
    if j < begin or depth > _DEPTH:
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


def _marked_name(sheet: Sheet, closing: int) -> Source | None:
    """A name that stands between marks, as those of newspapers do: "Izvestiya" wrote."""
    if sheet.classes[closing] != "Q" or sheet.inside[closing] < 0:
        return None
    opened, closed = sheet.marked[sheet.inside[closing]]
    first, last = opened + 1, closed - 1
    if (
        not first < last <= first + _WORDS_OF_NAME
        or sheet.classes[first:last].strip("P")
        or sheet.lower[last - 1] == ","
    ):
        return None
    return Source(first, last, (first, last), "subject")


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
        if sheet.classes[j - 1] == ",":
            return _before_comma(sheet, j - 1, k + 1, False, _DEPTH)
        return _left_chain(sheet, j, k + 1, False, depth)
    return _subject(sheet, k, begin, sheet.classes[k] == "G", depth + 1)


def _before_comma(sheet: Sheet, j: int, begin: int, is_ing: bool, depth: int) -> Source | None:
    """An apposition or insertion before the verb: NAME, the minister, said; he met them, saying."""
    classes = sheet.classes
    if is_ing:
        return _chained(sheet, j, begin, depth)
    k = j - 1
    while k >= begin and j - k < _INSERTION:
        if classes[k] == "Q":
            if k < j - 1 and not classes[k + 1 : j].strip("P"):
                return Source(k + 1, j, (k + 1, j), "apposition")  # the "foreign minister," NAME, said
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
    if whole > begin and classes[whole - 1] in "BV" and (pronoun := _relative_before(classes, whole - 1, begin)) >= 0:
        return _antecedent(sheet, pronoun, begin)  # a clerk who gave no name said
    if whole > begin and classes[whole - 1] == "I" and sheet.lower[whole - 1] != "with":
        # The chain hangs on a preposition: "In a speech in Moscow Lavrov said", "villagers asked by them said".
        hung = whole
        head, whole = (first, end), first
        if is_ing or (hung - 1 > begin and classes[hung - 2] in "VEGB"):
            return _chained(sheet, hung - 1, begin, depth) or Source(whole, end, head, "subject")
    elif is_ing and whole > begin and classes[whole - 1] in "VEBG":
        return _chained(sheet, whole - 1, begin, depth) or Source(whole, end, head, "subject")
    if whole > begin + 1 and classes[whole - 1] == "C" and classes[whole - 2] in "NP":
        start = _phrase_ending(sheet, whole - 1, begin)
        if (start > begin and classes[start - 1] in ".,;:C") or start == begin:
            head, whole = (start, whole - 1), start
    return Source(whole, end, head, "subject")


def _relative_before(classes: str, verb: int, begin: int) -> int:
    """The relative pronoun that is the subject of a verb, or -1."""
    while verb > begin and classes[verb] in "BVXKRT":
        verb -= 1
    return verb if classes[verb] == "w" else -1


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
    chain = _left_chain(sheet, k + 1, begin, False, _DEPTH + 1) if k >= begin and sheet.classes[k] in "NPOM" else None
    return chain and Source(chain.first, chain.last, chain.head, "relative")


def _opening(classes: str, at: int, begin: int) -> int:
    found = classes.rfind("(", begin, at)
    return found if found >= 0 else at
