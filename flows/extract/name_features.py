"""What the model of names looks at. Each function names the features of one slot of a segment.

A segment is a stretch of a run that may be one name. Its score is a sum over slots (its text, its words by position,
the words beside it, its sentence's beginning, the document's evidence), and each slot depends on one string only:
so the model keeps the sum of a slot per string and never computes it twice.
"""

from __future__ import annotations

from functools import lru_cache

from flows.extract import name_lists as lists
from flows.extract.person_names import PARTICLES

MAX_WORDS = 9
_ENDINGS = ("ing", "ed", "es", "s", "ly", "er", "est", "’s")
_FORMATIONS = ("ing", "tion", "ness", "ment", "ally")
LONGEST_ACRONYM = 4
PERSON, ORG, PLACE, OTHER = range(4)


def usual(text: str) -> str:
    """Return a text in capitals in the usual spelling: KUALA LUMPUR is a place's name, NATO stays."""
    return text.title() if text.isupper() and len(text) > LONGEST_ACRONYM and text.isascii() else text


def text_features(words: list[str], text: str) -> list[str]:
    """Name the features of a segment's text as a whole."""
    found = ["bias", f"n{min(len(words), 5)}", f"t={text.lower()}"]
    if text.isupper() and len(text) > LONGEST_ACRONYM and text not in lists.ORGANISATIONS:
        words, text = [usual(word) for word in words], usual(text)  # a dateline or headline
        found.append("shouted")
    first, last = words[0], words[-1]
    count = len(words)
    found += [f"tp_{lists.PLACES[text]}"] if text in lists.PLACES else []
    found += ["torg"] if text in lists.ORGANISATIONS else []
    found += ["tdem"] if text in lists.DEMONYMS else []
    found += ["tnot"] if text.lower() in lists.NOT_NAMES else []
    found += ["ttitle"] if text in lists.TITLES or text.lower() in lists.ROLE_HEADS else []
    if count > 1:
        found += [
            f"has_{word}"
            for word in dict.fromkeys(words[1:-1])
            if word in ("of", "and", "for", "the", "'s", "’s", "-", "&", "/")
        ]
        shape = "".join(_name_kind(word) for word in words[:5])
        found += [f"k={shape}", f"kl={_kind(first)}{_kind(last)}"]
        if _looks_like_person(words):
            found.append("person_shape")
        if words[-1].lower() in lists.ORGANISATION_HEADS:
            found.append("org_head")
        head = last.lower()
        if lists.PLACE_HEADS.get(head, "x") == "":
            found.append("place_head")
        if lists.PLACE_HEADS.get(first.lower()) == "front":
            found.append("place_front")
        if head in lists.EVENT_HEADS:
            found.append("event_head")
        if "and" in words and (last in lists.COUNTRIES or first in lists.COUNTRIES):
            found.append("and_land")
        if "of" in words:
            before = words[words.index("of") - 1].lower()
            found += [f"of={before}"]
            found += ["org_of"] if before in lists.ORGANISATION_HEADS else []
        if first in lists.DEMONYMS or first in lists.COUNTRIES:
            found.append("land_first")
        if any(word.lower() in lists.ROLE_HEADS or word in lists.TITLES for word in words[:-1]):
            found.append("role_in")
        if last.lower() in lists.ROLE_HEADS:
            found.append("role_last")
        if "’s" in words or "'s" in words:
            found.append("poss_in")
    elif text.isupper() and len(text) > 1:
        found.append(f"acronym{min(len(text), 6)}")
    return found


def _looks_like_person(words: list[str]) -> bool:
    """A forename or initial, then words that head nothing else."""
    if words[0] not in lists.FORENAMES and not (len(words[0]) == 2 and words[0][1] == "."):
        return False
    rest = [word for word in words[1:] if word not in PARTICLES]
    return bool(rest) and all(word[0].isupper() and word.lower() not in lists.ORGANISATION_HEADS for word in rest)


@lru_cache(maxsize=50_000)
def _name_kind(word: str) -> str:
    if word in PARTICLES:
        return "p"
    if word[0].islower() or not word[0].isalnum():
        return "c"
    if word in lists.FORENAMES:
        return "F"
    if word in lists.SURNAMES:
        return "S"
    if len(word) <= 2 and word.endswith("."):
        return "I"
    if word.lower() in lists.WORD_CLASSES:
        return "w"
    return "A" if word.isupper() else "X"


@lru_cache(maxsize=50_000)
def _kind(word: str) -> str:
    """Return the list that a word stands in, by the most telling one."""
    low = word.lower()
    if word in lists.TITLES or low in lists.ROLE_HEADS:
        return "T"
    if word in lists.DEMONYMS:
        return "D"
    if low in lists.ORGANISATION_HEADS:
        return "O"
    if low in lists.PLACE_HEADS:
        return "G"
    kind = lists.PLACES.get(word)
    if kind is not None:
        return "L" if kind in ("country", "region", "admin1") else "P" if kind in "ab" else "p"
    return _name_kind(word)


@lru_cache(maxsize=50_000)
def word_features(word: str) -> list[str]:
    """Name the features of one word of a segment; its position is added by the slot."""
    low = word.lower()
    found = [f"w={low}", f"s4={low[-4:]}", f"x={_shape(word)}"]
    word = usual(word)
    found.append(f"k={_kind(word)}")
    found += ["fore" + lists.FORENAMES[word]] if word in lists.FORENAMES else []
    found += ["sur"] if word in lists.SURNAMES else []
    found += [f"pl_{lists.PLACES[word]}"] if word in lists.PLACES else []
    found += ["org"] if word in lists.ORGANISATIONS else []
    found += ["dem"] if word in lists.DEMONYMS else []
    found += ["not"] if low in lists.NOT_NAMES else []
    found += ["role"] if low in lists.ROLE_HEADS else []
    found += ["mod"] if low in lists.ROLE_MODIFIERS else []
    found += ["title"] if word in lists.TITLES else []
    found += ["orgh"] if low in lists.ORGANISATION_HEADS else []
    found += ["geoh"] if low in lists.PLACE_HEADS else []
    found += ["event"] if low in lists.EVENT_HEADS else []
    word_class = _word_class(low)
    found += [f"c={word_class}"] if word_class else []
    return found


def _word_class(low: str) -> str | None:
    """Return the class of an English word, or how it is derived from one that is known."""
    known = lists.WORD_CLASSES.get(low)
    if known is None:
        for ending in _ENDINGS:
            stem = low.removesuffix(ending)
            if stem != low and (stem in lists.WORD_CLASSES or stem + "e" in lists.WORD_CLASSES):
                return ending
        if low.endswith(_FORMATIONS) and len(low) > 6:
            return low[-3:]
    return known


def _shape(word: str) -> str:
    shape = ""
    for letter in word:
        kind = "X" if letter.isupper() else "x" if letter.islower() else "9" if letter.isdigit() else letter
        if not shape.endswith(kind * 2):
            shape += kind
    return shape[:6]


@lru_cache(maxsize=50_000)
def context_features(token: str) -> list[str]:
    """Name the features of a token beside a segment: a word with the punctuation that sticks to it, or "" at an end."""
    word = token.strip(".,;:!?()[]“”\"‘’'—–-…")
    low = word.lower()
    found = [f"c={low}"]
    if len(word) != len(token):
        lead, tail = token[: token.find(word)] if word else token, token[token.find(word) + len(word) :] if word else ""
        found += [f"lead={lead[-1:]}"] if lead else []
        found += [f"tail={tail[:1]}"] if tail else []
    if not word:
        return found
    if word[0].isupper():
        found += ["cap", f"ck={_kind(word)}"]
    elif word[0].isdigit():
        found.append("digit")
    else:
        found += [f"cc={lists.WORD_CLASSES[low]}"] if low in lists.WORD_CLASSES else []
    found += ["role"] if low in lists.ROLE_HEADS else []
    found += ["title"] if word in lists.TITLES else []
    found += ["say"] if low in lists.PERSON_VERBS else []
    found += ["orgh"] if low in lists.ORGANISATION_HEADS else []
    found += ["geoh"] if low in lists.PLACE_HEADS else []
    found += ["event"] if low in lists.EVENT_HEADS else []
    return found
