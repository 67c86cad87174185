"""What the rest of a document tells about a name: flags per printed form, gathered before any name is decided."""

from __future__ import annotations

import re
from collections import defaultdict

from flows.extract import name_lists as lists
from flows.extract.analysis import Analysis
from flows.extract.calendar import MONTH
from flows.extract.contexts import Context
from flows.extract.name_features import usual
from flows.extract.name_posts import without_post
from flows.extract.run import Run

FLAGS = (
    "mid_sentence",  # stands capitalised where a sentence does not begin
    "after_in",
    "after_title",
    "after_the",
    "beside_verb",
    "last_of_full",  # last word of a run that begins with a forename
    "first_of_full",
    "bracketed",  # "(SCO)" after a long form with these initials
    "lower_case",  # the same word stands in lower case elsewhere
    "possessive",
    "repeated",
    "first_of_org",
    "has_acronym",  # the long form itself
    "coordinated",  # stands in a list with another name
)
(
    MID,
    AFTER_IN,
    AFTER_TITLE,
    AFTER_THE,
    BESIDE_VERB,
    LAST,
    FIRST,
    BRACKETED,
    LOWER,
    POSSESSIVE,
    REPEATED,
    OF_ORG,
    LONG,
    LISTED,
) = (1 << at for at in range(len(FLAGS)))

# Too rare in the training text, or true of places that the lists have anyway: what they weigh is set by the model.
HAS_DEMONYM, DEMONYM, NO_NAME, DATELINE, CITED = (1 << len(FLAGS) + at for at in range(5))
"""``Orvalia`` where ``Orvalian`` is printed too, the latter, an acronym that small words or a post spell,
``ORVALIA, May 5 -`` at the head of a paragraph, and ``(Sabah, May 5)`` where an outlet goes by that name."""

_PLACE_PREPOSITIONS = {"in", "at", "from", "near", "to", "around", "across", "outside", "throughout"}
_ACRONYM = re.compile(r" ?\((?:the )?[“\"‘']?([A-Z][A-Za-z&\-.]{1,9})[”\"’']?\)")

_SHORTEST_PLACE = 4
_LONG_FORM_REACH = 120
_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "to", "a"})
_DATELINE = re.compile(rf",? {MONTH} \d{{1,2}}\b|,? \d{{1,2}} {MONTH}|(?: \([A-Z][\w./ ]{{1,20}}\))? ?[-–—―]")
_CITING = ("(", ";")
_CITED = re.compile(rf"(?:, [^(),;\n]{{1,40}}){{0,3}},? (?:{MONTH} \d|\d{{1,2}} {MONTH})")


def flag_names(mask: int) -> list[str]:
    """Name the flags of a mask."""
    return [f"e={name}" for at, name in enumerate(FLAGS) if mask >> at & 1]


class Evidence:
    """Flags of every printed form in a document, and its acronyms with their long forms."""

    def __init__(self, analysis: Analysis, runs: list[Run], contexts: list[Context]) -> None:
        self.masks: defaultdict[str, int] = defaultdict(int)
        self.acronyms: dict[str, str] = {}
        printed = set(analysis.tokens.words)
        text = analysis.text
        for run, context in zip(runs, contexts, strict=True):
            self._read(text, run, context.left[0], context.right[0], context.opens)
        masks = self.masks
        for form in list(masks):
            if " " in form:
                continue
            if (low := form.lower()) in printed and low.islower():
                masks[form] |= LOWER
            for demonym in demonyms_of(form):
                if demonym in masks:
                    masks[form] |= HAS_DEMONYM
                    masks[demonym] |= DEMONYM

    def _read(self, text: str, run: Run, left: str, right: str, opens: bool) -> None:
        words, masks = run.words, self.masks
        first, last = 0, len(words) - 1
        while first < last and (not run.edge[first] or _introduces(words[first])):
            first += 1
        while last > first and not run.edge[last]:
            last -= 1
        form = text[run.starts[first] : run.ends[last]]
        before = words[first - 1] if first else left
        flags = 0 if opens and not first else MID
        bare = before.lower()
        if bare in _PLACE_PREPOSITIONS:
            flags |= AFTER_IN
        elif bare == "the":
            flags |= AFTER_THE
        elif before in lists.TITLES or bare in lists.ROLE_HEADS:
            flags |= AFTER_TITLE
        if right.lower() in lists.PERSON_VERBS or bare in lists.PERSON_VERBS:
            flags |= BESIDE_VERB
        elif right in ("'s", "’s"):
            flags |= POSSESSIVE
        elif (right in ("and", ",") and first == 0) or bare == "and":
            flags |= LISTED
        if not left and form.isupper() and len(form) > _SHORTEST_PLACE and _DATELINE.match(text, run.ends[last]):
            masks[usual(form)] |= DATELINE
            flags |= DATELINE
        if form in lists.OUTLET_NAMES and left.endswith(_CITING) and _CITED.match(text, run.ends[last]):
            flags |= CITED
        if left == "(" and first == last and right[:1] == ")" and spelt_small(text, run.starts[first] - 1, form):
            flags |= NO_NAME
        masks[form] |= flags | (REPEATED if form in masks else 0)
        if first < last:
            self._read_parts(words, first, last)
        if last and (found := _ACRONYM.match(text, run.ends[last])):
            self._read_acronym(text, run, last, found.group(1))

    def _read_parts(self, words: list[str], first: int, last: int) -> None:
        masks = self.masks
        if words[first] in lists.FORENAMES and words[last].lower() not in lists.ORGANISATION_HEADS:
            masks[words[first]] |= FIRST
            masks[words[last]] |= LAST
        elif words[last].lower() in lists.ORGANISATION_HEADS:
            masks[words[first]] |= OF_ORG

    def _read_acronym(self, text: str, run: Run, last: int, acronym: str) -> None:
        begin = long_form_start(run.words, 0, last, acronym)
        if begin is None or begin == last:
            return
        if without_post(run.words, begin, last) == begin - 1:
            self.masks[acronym] |= NO_NAME  # "Inspector General of Police (IGP)"
            return
        form = text[run.starts[begin] : run.ends[last]]
        self.acronyms[acronym] = form
        self.masks[acronym] |= BRACKETED
        self.masks[form] |= LONG


def demonyms_of(form: str) -> tuple[str, ...]:
    """Return how the people of a place may be called: "Orvalian" for "Orvalia", "Karadani" for "Karadan"."""
    if len(form) < _SHORTEST_PLACE or not form.isalpha() or form in lists.PLACES or form in lists.ORGANISATIONS:
        return ()
    if form.endswith("a"):
        return (form + "n", form[:-1] + "ian", form[:-1] + "ese")
    return (form + "i", form + "ian", form + "an", form[:-1] + "ian", form + "ese")


def spelt_small(text: str, end: int, acronym: str) -> bool:
    """Whether the words before an acronym spell it in lower case: "closed-circuit television (CCTV)"."""
    letters = acronym.removesuffix("s").lower()
    if not (acronym[:-1].isupper() and len(letters) > 1):
        return False
    words = text[max(0, end - _LONG_FORM_REACH) : end].replace("-", " ").split()
    words = [word for word in words if word not in _SMALL][-len(letters) :]
    return "".join([word[0].lower() for word in words]) == letters and words[-1].islower()


def _introduces(word: str) -> bool:
    """Whether a word stands before a name and is no part of it."""
    return (
        word in lists.TITLES
        or word in lists.DEMONYMS
        or word.lower() in lists.ROLE_HEADS
        or word.lower() in lists.ROLE_MODIFIERS
    )


def long_form_start(words: list[str], first: int, last: int, acronym: str) -> int | None:
    """Return where in the words the long form of an acronym begins; None if they do not spell it."""
    letters = [letter for letter in acronym if letter.isupper()]
    at = last
    for letter in reversed(letters):
        while at >= first and not words[at][0].isupper():
            at -= 1
        if at < first or words[at][0].upper() != letter:
            return None
        at -= 1
    return at + 1 if len(letters) > 1 else None
