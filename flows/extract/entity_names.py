"""The one name by which an organisation or place goes within a document, and places that stand for governments."""

from __future__ import annotations

import re

from flows.extract import name_lists as lists
from flows.extract.name_features import usual

_LOCATIVE = frozenset(
    "in at near outside around across throughout inside of into through downtown central leave left visited visit "
    "visiting".split()
)
_RELATING = frozenset({"between", "by", "with", "both", "that"})
_JOINED = re.compile(r" and (?:[A-Z]\w+)[’'\s]")
_PLACE_OF_CITY = "capital|streets?|suburbs?|airports?|city|metro"
_AUXILIARIES = "has|have|had|is|was|will|would|may|might|must|can|could|should|led"
_VERBS = (
    "said|says|wants?|hopes?|insists?|refuse[sd]?|rejects?|warn(?:s|ed)|urge[sd]|"
    "(?:accuse|announce|agree|argue|deni|demand|call|claim|consider|continue|decid|declare|describe|expect|fear|offer|plan|"
    "propose|reject|respond|seek|see|sign|support|threaten|believe)(?:s|d|ed|es)?\\b"
)
_ACTING = re.compile(rf"[’']s? (?!{_PLACE_OF_CITY})|,? (?:(?:{_AUXILIARIES}) |{_VERBS})|\W*$")


def organisation_names(forms: list[str], acronyms: dict[str, str]) -> dict[str, str]:
    """Return the name of each printed organisation: the well-known one, else the long form that the text gives."""
    names: dict[str, str] = {}
    for form in forms:
        plain = form.replace("’", "'")
        # What the text itself says an acronym stands for goes before what it stands for elsewhere.
        form_or_long = acronyms.get(form, plain)
        names[form] = lists.ORGANISATIONS.get(form_or_long) or acronyms.get(form) or lists.ORGANISATIONS.get(form, form)
    for short, form in lists.SHORT_FORMS.items():
        if short in names and form in names:
            names[short] = names[form]
    longer: dict[str, set[str]] = {}
    for form in set(names.values()):
        first, _, last = form.partition(" ")[0], "", form.rpartition(" ")[2].lower()
        if first != form and last in lists.ORGANISATION_HEADS:
            longer.setdefault(first, set()).add(form)
    for form, name in names.items():
        if name == form and len(found := longer.get(form, set())) == 1 and form not in lists.ORGANISATIONS:
            names[form] = next(iter(found))
    return names


def place_name(form: str) -> str:
    """Return the name by which a printed place goes."""
    if form not in lists.COUNTRIES:
        form = usual(form)
    return (
        lists.COUNTRIES.get(form) or lists.COUNTRIES.get(form.replace("’", "'")) or lists.PLACE_ALIASES.get(form, form)
    )


def stands_for_government(text: str, start: int, end: int, name: str) -> bool:
    """Whether a capital or seat of power stands for those who govern there: "Moscow has rejected"."""
    if name not in lists.CAPITALS and name not in lists.SEATS:
        return False
    before = text[max(0, start - 40) : start].split()
    if len(before) > 1 and before[-1] == "and" and _is_seat(before[-2]):
        before = before[:-2]
    lead = before[-1].lower() if before else ""
    if lead in _LOCATIVE:
        return False
    return lead in _RELATING or any(pattern.match(text, end, end + 24) for pattern in (_JOINED, _ACTING))


def _is_seat(word: str) -> bool:
    return word in lists.CAPITALS or word in lists.SEATS
