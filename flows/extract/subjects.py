"""The subject of a verb of saying: the walk to the left of it over all that may stand between the two."""

from __future__ import annotations

from typing import NamedTuple

from flows.extract.grammar import Sheet
from flows.extract.phrases import follows_be
from flows.model import Span

_INSERTION = 40  # tokens of an apposition or relative clause between a source and its verb
_WORDS_OF_NAME = 4
_DEPTH = 4  # verbs that may hang on one another
_ANONYMITY = frozenset(["anonymity", "anonymously", "named", "identified"])
_REASONS = frozenset(["because", "since", "as", "given", "due", "citing"])
_ONE_CLAUSE = frozenset("q;:.CHW")  # what no such clause holds
_SAME = frozenset("same next following previous other".split())
_QUOTING = frozenset(["quoting", "quoted", "citing", "cited"])


class Source(NamedTuple):
    """The noun phrase of a source, as tokens: ``head`` is its core, ``how`` names the construction."""

    first: int
    last: int
    head: Span
    how: str


def subject_of_verb(sheet: Sheet, at: int, begin: int, is_ing: bool, depth: int) -> Source | None:
    """The subject of the verb at ``at``: walk left over auxiliaries, adverbs, times, insertions and verb chains."""
    classes, j = sheet.classes, at - 1
    if not is_ing and (unnamed := _unnamed(sheet, at, begin)) is not None:
        return unnamed
    while j >= begin:
        letter = classes[j]
        if time := _time_before(sheet, j, begin):
            j -= time
        elif (
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


def _time_before(sheet: Sheet, last: int, begin: int) -> int:
    """How many tokens before a verb tell when, not who: NAME the same day, the following week urged them to wait."""
    lower, classes = sheet.lower, sheet.classes
    is_time = (lower[last] == "day" or classes[last] == "t") and lower[last - 1] in _SAME and lower[last - 2] == "the"
    return 3 if is_time and last - 3 >= begin and classes[last - 3] in "NPO," else 0


def _unnamed(sheet: Sheet, at: int, begin: int) -> Source | None:
    """Who keeps back the name, and why: an official who spoke on condition of anonymity because he feared them said."""
    who = sheet.classes.rfind("w", begin, at)
    if who < 0 or _ANONYMITY.isdisjoint(sheet.lower[who:at]) or not _ONE_CLAUSE.isdisjoint(sheet.classes[who:at]):
        return None
    last = next(token for token in range(at - 1, who, -1) if sheet.lower[token] in _ANONYMITY)
    behind = last + 1 + (sheet.classes[last + 1] == ",")
    if behind < at and sheet.lower[behind] not in _REASONS and sheet.classes[behind] not in "RXI":
        return None
    source = _antecedent(sheet, who, begin)
    return source and source._replace(how="unnamed")


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
    if sheet.lower[j] == "as" and sheet.lower[k] in _QUOTING and k < j - 1 and not _is_quoted(sheet, k):
        if sheet.classes[j - 1] == ",":
            return _before_comma(sheet, j - 1, k + 1, False, _DEPTH)
        return _left_chain(sheet, j, k + 1, False, depth)
    return subject_of_verb(sheet, k, begin, sheet.classes[k] == "G", depth + 1)


def _is_quoted(sheet: Sheet, verb: int) -> bool:
    """Whether the verb's subject is whose words are quoted: NAME was quoted by an agency as saying."""
    return sheet.classes[verb] == "E" or sheet.lower[verb + 1] == "by" or follows_be(sheet, verb)


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
            if not classes[k + 1 : j].strip("P,QR") and k - 1 > begin and classes[k - 1] in "IT":
                return _left_chain(sheet, k - 1, begin, False, depth)  # a commentary in "Den," however, claimed
        if classes[k] == classes[j] and classes[k - 2 : k] != ",M":  # NAME, 41, the mayor, said
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
    first = phrase_ending(sheet, end, begin)
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
        start = phrase_ending(sheet, stop, begin)
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
        start = phrase_ending(sheet, whole - 1, begin)
        if (start > begin and classes[start - 1] in ".,;:C") or start == begin:
            head, whole = (start, whole - 1), start
    return Source(whole, end, head, "subject")


def _relative_before(classes: str, verb: int, begin: int) -> int:
    """The relative pronoun that is the subject of a verb, or -1."""
    while verb > begin and classes[verb] in "BVXKRT":
        verb -= 1
    return verb if classes[verb] == "w" else -1


def phrase_ending(sheet: Sheet, end: int, begin: int) -> int:
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
