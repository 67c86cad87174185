"""What the model of names looks at. Each function names the features of one slot of a segment.

A segment is a stretch of a run that may be one name. Its score is a sum over slots (its text, its words by position,
the words beside it, its sentence's beginning, the document's evidence), and each slot depends on one string only:
so the model keeps the sum of a slot per string and never computes it twice.
"""

from __future__ import annotations

from functools import lru_cache

from flows.extract import name_lists as lists
from flows.extract.memo import Memo
from flows.extract.person_names import PARTICLES

MAX_WORDS = 9
_ENDINGS = ("ing", "ed", "es", "s", "ly", "er", "est", "’s")
_FORMATIONS = ("ing", "tion", "ness", "ment", "ally")
LONGEST_ACRONYM = 4
PERSON, ORG, PLACE, OTHER = range(4)
_LINKS = frozenset({"of", "and", "for", "the", "'s", "’s", "-", "&", "/"})
_ORG_HEAD, _PLACE_HEAD, _PLACE_FRONT, _EVENT_HEAD, _ROLE, _TITLED, _COUNTRY, _LAND = (1 << at for at in range(8))
_CAPITAL, _GIVEN, _PAIRED = (1 << at for at in range(8, 11))
_QUOTES = frozenset("“”\"‘’'")  # around a nickname
_PAIR_ENDS = frozenset(head.split()[1] for head in lists.PLACE_HEADS if " " in head)

Sign = tuple[str, str, str, int]
Pattern = tuple[Sign, ...]


def usual(text: str) -> str:
    """Return a text in capitals in the usual spelling: KUALA LUMPUR is a place's name, NATO stays."""
    return text.title() if text.isupper() and len(text) > LONGEST_ACRONYM and text.isascii() else text


def text_features(words: list[str], text: str) -> list[str]:
    """Name the features of a segment's text as a whole."""
    found, pattern = own_features(words, text)
    return found + pattern_features(pattern) if pattern else found


def own_features(words: list[str], text: str) -> tuple[list[str], Pattern]:
    """Name the features that hang on a segment's very words, and return the pattern that the other features hang on."""
    low = text.lower()
    found = ["bias", f"n{min(len(words), 5)}", f"t={low}"]
    if text.isupper() and len(text) > LONGEST_ACRONYM and text not in lists.ORGANISATIONS:
        words, text = [_calm(word) for word in words], usual(text)  # a dateline or headline
        found.append("shouted")
    if text in lists.PLACES:
        found.append(f"tp_{lists.PLACES[text]}")
    if text in lists.ORGANISATIONS:
        found.append("torg")
    if text in lists.DEMONYMS:
        found.append("tdem")
    if low in lists.NOT_NAMES:
        found.append("tnot")
    if text in lists.TITLES or low in lists.ROLE_HEADS:
        found.append("ttitle")
    if len(words) > 1:
        if "of" in words:
            found.append(f"of={words[words.index('of') - 1].lower()}")
        return found, _pattern_of(words)
    if text.isupper() and len(text) > 1:
        found.append(f"acronym{min(len(text), 6)}")
    return found, ()


def _calm(word: str) -> str:
    """Return a word of a stretch in capitals in the usual spelling, a short one if people bear it: TOM, not NATO."""
    calm = word.title()
    return calm if word.isupper() and (calm in lists.FORENAMES or calm in lists.SURNAMES) else usual(word)


def _pattern_of(words: list[str]) -> Pattern:
    """Return what each word is, "Convention Centre" and its like as one: names share few patterns."""
    signs = [_signs[word] for word in words]
    if len(words) > 2 and signs[-1][3] & _PAIRED and f"{words[-2]} {words[-1]}".lower() in lists.PLACE_HEADS:
        link, name_kind, _, trait = signs[-1]
        signs[-1] = (link, name_kind, "G", trait & ~_ORG_HEAD | _PLACE_HEAD)
    return tuple(signs)


def pattern_features(signs: Pattern) -> list[str]:
    """Name the features that only several words can have."""
    links = [link for link, _, _, _ in signs]
    kinds = [name_kind for _, name_kind, _, _ in signs]
    _, _, first_kind, first = signs[0]
    _, _, last_kind, last = signs[-1]
    found = [f"k={''.join(kinds[:5])}", f"kl={first_kind}{last_kind}"]
    found += [f"has_{link}" for link in dict.fromkeys(links[1:-1]) if link]
    if _looks_like_person(signs):
        found.append("person_shape")
    if last & _ORG_HEAD:
        found.append("org_head")
    if last & _PLACE_HEAD:
        found.append("place_head")
    if first & _PLACE_FRONT:
        found.append("place_front")
    if last & _EVENT_HEAD:
        found.append("event_head")
    if (first | last) & _COUNTRY and "and" in links:
        found.append("and_land")
    if "of" in links and signs[links.index("of") - 1][3] & _ORG_HEAD:
        found.append("org_of")
    if first & _LAND:
        found.append("land_first")
    if any(trait & _TITLED for _, _, _, trait in signs[:-1]):
        found.append("role_in")
    if last & _ROLE:
        found.append("role_last")
    if len(signs) > 2 and ("’s" in links or "'s" in links):
        found.append("poss_in")
    return found


def _looks_like_person(signs: Pattern) -> bool:
    """A forename or initial, then words that head nothing else."""
    if not signs[0][3] & _GIVEN:
        return False
    rest = [trait for _, name_kind, _, trait in signs[1:] if name_kind != "p"]
    return bool(rest) and all(trait & _CAPITAL and not trait & _ORG_HEAD for trait in rest)


def _sign(word: str) -> Sign:
    """Return what a word is as a part of a pattern: itself if it links, its kinds, and what the lists say."""
    name_kind, kind, traits = _traits(word)
    traits |= _CAPITAL if word[0].isupper() else 0
    traits |= _GIVEN if word in lists.FORENAMES or (len(word) == 2 and word[1] == ".") else 0
    traits |= _PAIRED if word.lower() in _PAIR_ENDS else 0
    return word if word in _LINKS else "", name_kind, kind, traits


_signs: Memo[str, Sign] = Memo(_sign)


@lru_cache(maxsize=50_000)
def _traits(word: str) -> tuple[str, str, int]:
    """Return the kind of a word as part of a person's name, its kind by all lists, and what else the lists say."""
    low = word.lower()
    place_head = lists.PLACE_HEADS.get(low)
    traits = _ORG_HEAD if low in lists.ORGANISATION_HEADS else 0
    traits |= _EVENT_HEAD if low in lists.EVENT_HEADS else 0
    traits |= _PLACE_HEAD if place_head == "" else 0
    traits |= _PLACE_FRONT if place_head == "front" else 0
    traits |= _COUNTRY | _LAND if word in lists.COUNTRIES else 0
    traits |= _LAND if word in lists.DEMONYMS else 0
    traits |= _ROLE | _TITLED if low in lists.ROLE_HEADS else 0
    traits |= _TITLED if word in lists.TITLES else 0
    name_kind = _name_kind(word, low)
    kind = name_kind
    if traits & _TITLED:
        kind = "T"
    elif word in lists.DEMONYMS:
        kind = "D"
    elif traits & _ORG_HEAD:
        kind = "O"
    elif place_head is not None:
        kind = "G"
    elif word in lists.PLACES:
        place = lists.PLACES[word]
        kind = "L" if place in ("country", "region", "admin1") else "P" if place in "ab" else "p"
    return name_kind, kind, traits


def _name_kind(word: str, low: str) -> str:
    if word in PARTICLES or word in _QUOTES:
        return "p"
    if word[0].islower() or not word[0].isalnum():
        return "c"
    if word in lists.FORENAMES:
        return "F"
    if word in lists.SURNAMES:
        return "S"
    if len(word) <= 2 and word.endswith("."):
        return "I"
    if low in lists.WORD_CLASSES:
        return "w"
    return "A" if word.isupper() else "X"


def word_features(word: str) -> list[str]:
    """Name the features of one word of a segment; its position is added by the slot."""
    low = word.lower()
    shape = _shape(word)
    word = usual(word)
    found = [f"w={low}", f"s4={low[-4:]}", f"x={shape}", f"k={_traits(word)[1]}"]
    if word in lists.FORENAMES:
        found.append("fore" + lists.FORENAMES[word])
    if word in lists.SURNAMES:
        found.append("sur")
    if word in lists.PLACES:
        found.append(f"pl_{lists.PLACES[word]}")
    if word in lists.ORGANISATIONS:
        found.append("org")
    if word in lists.DEMONYMS:
        found.append("dem")
    if low in lists.NOT_NAMES:
        found.append("not")
    if low in lists.ROLE_MODIFIERS:
        found.append("mod")
    found += _listed(word, low)
    word_class = _word_class(low)
    if word_class:
        found.append(f"c={word_class}")
    return found


def _listed(word: str, low: str) -> tuple[str, ...]:
    """Name the lists of heads that a word stands in, inside a name or beside it."""
    found = _HEADS.get(low, ())
    return (*found, "title") if word in lists.TITLES else found


def _heads() -> dict[str, tuple[str, ...]]:
    """Every head of a name to the lists that it stands in."""
    found: dict[str, tuple[str, ...]] = {}
    named = (
        ("role", lists.ROLE_HEADS),
        ("orgh", lists.ORGANISATION_HEADS),
        ("geoh", lists.PLACE_HEADS),
        ("event", lists.EVENT_HEADS),
    )
    for name, heads in named:
        for head in heads:
            found[head] = (*found.get(head, ()), name)
    return found


_HEADS = _heads()


def _word_class(low: str) -> str | None:
    """Return the class of an English word, or how it is derived from one that is known."""
    known = lists.WORD_CLASSES.get(low)
    if known is None and low.endswith(_ENDINGS):
        for ending in _ENDINGS:
            stem = low.removesuffix(ending)
            if stem != low and (stem in lists.WORD_CLASSES or stem + "e" in lists.WORD_CLASSES):
                return ending
    if known is None and low.endswith(_FORMATIONS) and len(low) > 6:
        return low[-3:]
    return known


def _shape(word: str) -> str:
    """Return how a word is printed: "Xxx" for Minsk, "XX" for NATO, "X-XX" for T-72."""
    if word.isascii() and word.isalpha():
        if word.isupper():
            return "XX"[: len(word)]
        if word[0].isupper() and word[1:].islower():
            return "Xxx"[: len(word)]
    shape = ""
    for letter in word:
        kind = "X" if letter.isupper() else "x" if letter.islower() else "9" if letter.isdigit() else letter
        if not shape.endswith(kind * 2):
            shape += kind
    return shape[:6]


_AROUND = ".,;:!?()[]“”\"‘’'—–-…"


def bare(token: str) -> str:
    """Return a token without the punctuation that sticks to it."""
    return token.strip(_AROUND)


def context_features(token: str) -> list[str]:
    """Name the features of a token beside a segment: a word with the punctuation that sticks to it, or "" at an end."""
    word = bare(token)
    found = beside_features(word)
    return found if len(word) == len(token) else found + stuck_features(*stuck_marks(token, word))


def beside_features(word: str) -> list[str]:
    """Name the features of a word beside a segment, without the punctuation around it."""
    low = word.lower()
    found = [f"c={low}"]
    if not word:
        return found
    first = word[0]
    if first.isupper():
        found += ("cap", f"ck={_traits(word)[1]}")
    elif first.isdigit():
        found.append("digit")
    elif low in lists.WORD_CLASSES:
        found.append(f"cc={lists.WORD_CLASSES[low]}")
    if low in lists.PERSON_VERBS:
        found.append("say")
    found += _listed(word, low)
    return found


def stuck_marks(token: str, word: str) -> tuple[str, str]:
    """Return the punctuation nearest to a word before and behind it, "" where none sticks to it."""
    if not word:
        return token[-1], ""
    at = token.find(word)
    behind = at + len(word)
    return token[at - 1] if at else "", token[behind : behind + 1]


def stuck_features(lead: str, tail: str) -> list[str]:
    """Name the punctuation nearest to a word on either side."""
    return ([f"lead={lead}"] if lead else []) + ([f"tail={tail}"] if tail else [])
