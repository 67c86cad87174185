"""Cue candidates: the words that can attribute what stands beside them, found by look-up before anything is matched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from flows.extract.grammar import QUANTIFIERS, Sheet
from flows.extract.lexicon import lines_of, rows_of
from flows.extract.person_words import people

_VOWELS = "aeiou"
_DOUBLING = frozenset(
    "admit beg begin blog brag chat concur confer dub extol infer pen plot put quip rebut refer slam sob submit sum "
    "trim".split()
)

_CROWD, _CROWDED = 12, 52  # where so many candidates stand within so many tokens, the text is no prose


class Verb(NamedTuple):
    """A form of a cue verb."""

    lemma: str
    form: str  # base | s | past | participle | both (past or participle) | ing
    frames: frozenset[str]


class Cue(NamedTuple):
    """A candidate: tokens ``first`` to ``last - 1``; ``kind`` is verb, noun or phrase."""

    first: int
    last: int
    kind: str
    lemma: str
    form: str = ""
    frames: frozenset[str] = frozenset()


@cache
def cue_verbs() -> dict[str, Verb]:
    """Return every form of every cue verb."""
    forms: dict[str, Verb] = {}
    for row in rows_of("cue_verbs.tsv"):
        lemma, frames = row[0], frozenset(row[1].split())
        past, participle = row[2].split() if len(row) > 2 else (_past(lemma), _past(lemma))
        for form, word in (("base", lemma), ("s", _third_person(lemma)), ("ing", _gerund(lemma))):
            forms[word] = Verb(lemma, form, frames)
        forms[past] = Verb(lemma, "both" if past == participle else "past", frames)
        if participle != past:
            forms[participle] = Verb(lemma, "participle", frames)
    return forms


@cache
def cue_nouns() -> dict[str, str]:
    """Return every cue noun, singular and plural, with its lemma."""
    nouns: dict[str, str] = {}
    for noun in lines_of("cue_nouns.txt"):
        plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
        nouns[noun] = nouns[plural] = noun
    return nouns


@cache
def _phrases() -> re.Pattern[str]:
    """One pattern for all cue phrases, over the words of a text joined by single spaces."""
    plain, genitive = [], []
    for line in lines_of("cue_phrases.txt"):
        if "X's" in line:
            before, _, after = line.partition(" X's ")
            genitive.append(
                f"{before} ((?:\\S+ ){{0,3}}?(?:\\S+[’']s|\\S+s[’']|his|her|their|its|my|our|your) ){after}"
            )
        else:
            plain.append(re.escape(line.removesuffix(" X")))
    return re.compile("|".join([f"(?:{'|'.join(plain)})(?= )", *genitive]))


@cache
def _triggers() -> frozenset[str]:
    return frozenset(
        ["according", "per", "view", "words", "phrase", "opinion", "judgment", "estimation", "assessment", "account"]
    )


def find_cues(sheet: Sheet) -> Iterator[Cue]:
    """Yield the cue candidates outside quotation marks, in order."""
    verbs, nouns, interesting = cue_verbs(), cue_nouns(), _interesting()
    inside, lower, classes = sheet.inside, sheet.lower, sheet.classes
    candidates = [at for at, word in enumerate(lower) if word in interesting and inside[at] < 0]
    for number, at in enumerate(candidates):
        if number >= _CROWD and at - candidates[number - _CROWD] < _CROWDED:
            continue
        word = lower[at]
        verb = verbs.get(word)
        if verb is not None and ("h" not in verb.frames or classes[at + 1] == "H") and _is_verb_here(sheet, at, verb):
            yield Cue(at, at + 1, "verb", verb.lemma, verb.form, verb.frames)
        elif word in nouns and classes[at] in "NB":
            yield Cue(at, at + 1, "noun", nouns[word])
        elif word in _triggers():
            yield from _phrase_at(sheet, at)


@cache
def _interesting() -> frozenset[str]:
    return frozenset(cue_verbs()) | frozenset(cue_nouns()) | _triggers()


def _is_verb_here(sheet: Sheet, at: int, verb: Verb) -> bool:
    """Whether a word that may be a noun, an adjective or part of a name is a verb where it stands."""
    classes = sheet.classes
    letter = classes[at]
    if letter == "P" and verb.lemma != "say":
        return False
    if verb.lemma in _NAMING and sheet.lower[at + 1] in _REFLEXIVE and classes[at + 2] == "q":
        return not sheet.words[at + 3][:1].isupper()
    back = at - 1
    while back >= 0 and classes[back] in "RK":
        back -= 1
    before = classes[back] if back >= 0 else "."
    joins_clause = classes[at + 1 : at + 2] == "q" or (
        classes[at + 1 : at + 2] == "H" and classes[at + 2 : at + 3] not in "VXB"
    )
    if verb.form == "ing":
        return before != "D"
    if verb.form not in ("base", "s"):
        if back >= 0 and sheet.lower[back] in QUANTIFIERS and letter != "E":
            return classes[at + 1] not in "NJ"  # some said, several reported that: not some reported cases
        if before in "DJ" or (back >= 0 and sheet.words[back].endswith(("’s", "'s"))) or letter == "E":
            return before in "XZ" or (letter == "E" and sheet.lower[back] == "as")  # as reported by
        # the daily Den called the affair "..."
        has_object = classes[at + 1] == "D" and classes[at + 2] in "NJ" and sheet.words[at + 1].islower()
        return has_object or not (verb.lemma in _NAMING and _names_a_thing(sheet, back))
    if before in "NP" and sheet.words[back].endswith(("’s", "'s", "s’")):
        return False  # the minister's comments "..." were his
    if verb.form == "base":
        if before == "D" and sheet.lower[back] in QUANTIFIERS:
            return letter != "N"  # some say
        return before in "TXOZw" or (letter != "N" and before in "NPC,MtE") or (before in "NP" and joins_clause)
    if letter == "N" and before in "NMC.,-":
        return joins_clause or (before == "N" and sheet.lower[back] in people() and classes[at + 1] in "DOZ")
    return before in "OwPNQ,HWC.M)" or (letter == "V" and before in "tE")


_REFLEXIVE = frozenset(["itself", "themselves", "himself", "herself"])
_NAMING = frozenset(["call", "dub", "name", "title", "term", "label"])


def _names_a_thing(sheet: Sheet, noun: int) -> bool:
    """Whether the participle behind a noun gives the thing its name: wrote a book called "..."."""
    if noun >= 0 and sheet.classes[noun] == "," and sheet.lower[noun + 1] in ("named", "titled"):
        return True
    is_person = noun >= 0 and sheet.lower[noun] in people()
    while noun >= 0 and sheet.classes[noun] in "NJMPE":
        noun -= 1
    if noun >= 0 and sheet.lower[noun] in ("a", "an", "one", "another"):
        return not (is_person and sheet.classes[noun - 1] in ".;,CS")  # one lawmaker called it "..."
    return noun >= 1 and sheet.classes[noun] == "D" and sheet.classes[noun - 1] in "VXIBGE"


def _phrase_at(sheet: Sheet, at: int) -> Iterator[Cue]:
    lower = sheet.lower
    if lower[at] == "according":
        if lower[at + 1] == "to":
            yield Cue(at, at + 2, "phrase", "according to")
        return
    if lower[at] == "per":
        if at == 0 or sheet.classes[at - 1] in ".,Q":
            yield Cue(at, at + 1, "phrase", "per")
        return
    begin = max(0, at - 6)
    window = " ".join(lower[begin : at + 2]) + " "
    for match in _phrases().finditer(window):
        first = begin + window.count(" ", 0, match.start())
        last = first + match.group().strip().count(" ") + 1
        if last in (at + 1, at + 2):
            lemma = "in X's view" if match.group(match.lastindex or 0) and match.lastindex else match.group()
            yield Cue(first, last, "phrase", lemma)
            return


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ied"
    return _doubled(lemma) + "ed"


def _third_person(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh")) or lemma == "go":
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _gerund(lemma: str) -> str:
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return lemma[:-1] + "ing"
    return _doubled(lemma) + "ing"


def _doubled(lemma: str) -> str:
    return lemma + lemma[-1] if lemma in _DOUBLING else lemma
