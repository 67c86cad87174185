"""Capitalised runs: stretches of a text in which a name can lie.

A run is made of capitalised words and the small words that may stand inside a name ("Bank *of* England", "Jaap *de*
Hoop Scheffer"), in the order of the text. Possessive endings are pieces of their own, so that "Russia's President"
can be cut behind "Russia".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.extract.analysis import Analysis
from flows.extract.lexicon import words_of
from flows.extract.name_lists import (
    EVENT_HEADS,
    FORENAMES,
    FUNCTION_WORDS,
    ORGANISATION_HEADS,
    ORGANISATIONS,
    PLACES,
    SPLITS_HYPHEN,
)
from flows.extract.run import Run, close_titles

MAX_PIECES = 40
"""A run is cut here: no name is longer, and hostile text must not make decoding slow."""

_WRAPPED = 50
"""A line of so many characters was broken by its width, not by its writer."""

UPPER = "".join(c for c in map(chr, range(0x41, 0x590)) if c.isupper()) + "".join(
    c for c in map(chr, range(0x1E00, 0x1F00)) if c.isupper()
)
# The capital stands before the look back at what precedes it, so that the search leaps from capital to capital.
_CAPITALISED = re.compile(rf"[{UPPER}](?<![^\W\d].)(?:(?:\.[{UPPER}])+\b|\w*(?:[-’'&]\w+)*)")
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_LOWER_PREFIX = re.compile(r"(?<!\w)(?:al|el|ul|ad|ar|as|at|az|an|ash|as|d|l|ibn|bin|sub)[-’']\Z")
_ORDINAL = re.compile(r"(?<!\w)\d{1,4}(?:st|nd|rd|th) \Z")
_LONGEST_PAPER = 3
"""Words behind "The" in the name of a newspaper."""

_SITE = re.compile(r"(?:\.[a-z][a-z\d-]*){0,2}\.(?:com|org|net|info|gov|edu|[a-z]{2})(?![\w-])", re.ASCII)
_NO_SITE = frozenset("am an as at be by do go he if in is it me my no of on or so to up us we".split())
_DOTTED = words_of("dotted.txt")
_HYPHENS = ("-", "–")
_SPACE_CAPITAL = re.compile(rf" [{UPPER}]")
_CURRENCY = ("$", "€", "£")
_TELLING_BEHIND = frozenset({".", *_CURRENCY})
_TELLING_BEFORE = frozenset("-’'0123456789")
_NUMBERED = re.compile(r"(?<![\w.,])\d{1,2}\Z")
_SHORTEST_NUMBERED = 3
_AMOUNT = re.compile(r"(?:RM|FY|R|N|Rs|K|Q|Sh|Ksh|P)\d")


def _joiners() -> dict[str, tuple[str, ...]]:
    """What may stand between two capitalised words of one run, cut into pieces."""
    found: dict[str, tuple[str, ...]] = {" ": (), "-": ("-",), "–": ("–",), "/": ("/",)}
    for line in words_of("name_connectors.txt"):
        pieces = tuple(line.split())
        gap = f" {line}" if line.endswith(("’", "'")) else f" {line} "
        found[gap] = pieces
        found |= {mark + gap: (mark, *pieces) for mark in ("’s", "'s")}
    return found | {f"{mark} ": (mark,) for mark in ("’s", "'s", "’", "'")}


_JOINED = _joiners()
_OFFICES = frozenset(
    "ministry department committee commission institute office bureau council school centre center college faculty "
    "directorate".split()
)
_COMPANY = "Sdn|Bhd|Berhad|Co|Corp|Company|Group|Inc|Limited|LLC|Ltd|plc|PLC|Private|Pte|Pty|Pvt|Trust"
_BRANCH = re.compile(rf"[{UPPER}]\w+(?: [{UPPER}]\w+)?\) (?:{_COMPANY})\b")
_OPENING, _CLOSING = frozenset('“"‘'), frozenset('”"’')  # a straight single mark is a possessive more often
_NICKNAME_WORDS = 3
_NICKNAME = re.compile(rf"[{UPPER}]\w+(?: [{UPPER}]\w+){{0,{_NICKNAME_WORDS - 1}}}[”\"’] [{UPPER}]\w")
_ENUMERATION = re.compile(rf"(?:, [{UPPER}]\w+(?: [{UPPER}]\w+)?)?,? (?:and|&) [{UPPER}]")


def find_runs(analysis: Analysis) -> list[Run]:
    """Return the capitalised runs of a text's paragraphs, in order; runs of function words alone are left out."""
    text, runs = analysis.text, []
    run: Run | None = None
    end = -1
    for start, stop, word in _capitalised(text, analysis.body_start):
        pieces = None
        if run is not None and start - end <= 12 and len(run.words) < MAX_PIECES:
            pieces = _joining(text, end, start, stop, run)
        edge = word.lower() not in FUNCTION_WORDS or _is_name(text, stop, word)
        if run is None or pieces is None:
            run = Run([start], [stop], [word], [edge])
            runs.append(run)
        else:
            at = end
            for piece in pieces:
                at = text.index(piece, at)
                _add(run, at, at + len(piece), piece, False)
                at += len(piece)
                _close_nickname(run, piece)
            _add(run, start, stop, word, edge)
        end = stop
    runs = [run for run in runs if True in run.edge]
    for run in runs:
        close_titles(run)
    return [run for run in runs if True in run.edge]


def _add(run: Run, start: int, end: int, word: str, edge: bool) -> None:
    run.starts.append(start)
    run.ends.append(end)
    run.words.append(word)
    run.edge.append(edge)


def _close_nickname(run: Run, piece: str) -> None:
    """Let no name begin or end between the marks around a nickname."""
    if piece not in _CLOSING:
        return
    for at in range(len(run.words) - 2, max(0, len(run.words) - 2 - _NICKNAME_WORDS) - 1, -1):
        if run.words[at] in _OPENING:
            run.edge[at:] = [False] * (len(run.words) - at)


def _is_name(text: str, end: int, word: str) -> bool:
    """Whether a function word is a name here after all: WHO, The Hague."""
    if word == "The":
        form, at = word, end + 1
        for _ in range(_LONGEST_PAPER):
            after = _CAPITALISED.match(text, at)
            if after is None:
                return False
            form, at = f"{form} {after.group()}", after.end() + 1
            if form in PLACES or form in ORGANISATIONS:
                return True
        return False
    return word.isupper() and word in ORGANISATIONS


def _joining(text: str, end: int, start: int, stop: int, run: Run) -> tuple[str, ...] | None:
    """Return the pieces between two capitalised words of one run; None where the first ends its run."""
    gap = text[end:start]
    if gap == " ":
        return ()
    gap = gap.replace("\xa0", " ")
    if gap in _HYPHENS and not _SPACE_CAPITAL.match(text, stop):
        return None  # "Russian-US relations" are two names, "NATO-Russia Council" may be one
    pieces = _JOINED.get(gap)
    if pieces is not None:
        return pieces
    if "\n" in gap and gap.count("\n") == 1 and end - text.rfind("\n", 0, end) > _WRAPPED:
        return _JOINED.get(gap.replace("\n", " "))  # a hard-wrapped line
    if gap == " on " and (low := run.words[-1].lower()) and (low in ORGANISATION_HEADS or low in EVENT_HEADS):
        return ("on",)  # Council on Foreign Relations
    if gap[1:] in _OPENING and run.words[-1] in FORENAMES and _NICKNAME.match(text, start):
        return (gap[1:],)  # Pavel "Tank" Ostrow
    if gap[:-1] in _CLOSING and not _OPENING.isdisjoint(run.words[-1 - _NICKNAME_WORDS : -1]):
        return (gap[:-1],)
    if gap == " (" and _BRANCH.match(text, start):
        return ("(",)  # Orvalia Foods (Asia) Ltd
    if gap == ") " and "(" in run.words[-3:]:
        return (")",)
    if gap == ", " and _enumerates(run) and _ENUMERATION.match(text, stop):
        return (",",)  # Ministry of Gender, Labour and Social Development
    return None


def _enumerates(run: Run) -> bool:
    return any(
        word in ("of", "for") and run.words[at - 1].lower() in _OFFICES
        for at, word in enumerate(run.words[-6:], max(0, len(run.words) - 6))
    )


def _capitalised(text: str, begin: int) -> Iterator[tuple[int, int, str]]:
    for match in _CAPITALISED.finditer(text, begin):
        start, end = match.span()
        word = match.group()
        if (
            word.isalpha()
            and text[end : end + 1] not in _TELLING_BEHIND
            and text[start - 1 : start] not in _TELLING_BEFORE
            and not text[start - 4 : start - 3].isdigit()
        ):
            yield start, end, word
        else:
            yield from _unusual(text, begin, start, end, word)


def _unusual(text: str, begin: int, start: int, end: int, word: str) -> Iterator[tuple[int, int, str]]:
    """Yield what a capitalised word comes to whose ending or neighbour may be a part of it, or tell it apart."""
    begins = start
    if word.endswith(_POSSESSIVE):
        end -= 2
        word = word[:-2]
    if site_end := _site_end(text, end):
        end = site_end
        word = text[start:end]
    elif end < len(text) and text[end] == "." and _takes_stop(text, end, word):
        end += 1
        word = text[start:end]
    if text[end : end + 1] in _CURRENCY or _AMOUNT.match(word):
        return  # US$, RM7, FY22
    before = text[start - 1] if start > begin else " "
    if before.isdigit():
        number = _NUMBERED.search(text, max(begin, start - 3), start)
        if number is None or len(word) < _SHORTEST_NUMBERED or word.lower() in FUNCTION_WORDS:
            return  # 20MW, 5PM
        start = begins = number.start()  # 1MDB
        word = text[start:end]
    elif before in _TELLING_BEFORE:
        prefix = _LOWER_PREFIX.search(text, max(begin, start - 6), start)
        start = prefix.start() if prefix else start
    elif before == " " and (ordinal := _ORDINAL.search(text, max(begin, start - 8), start)):
        yield ordinal.start(), ordinal.end() - 1, ordinal.group()[:-1]
    if "-" in word and start == begins:
        yield from _hyphenated(start, word)
    else:
        yield start, end, text[start:end]


def _site_end(text: str, end: int) -> int | None:
    """Return where the name of a site ends whose first word ends here: "Lenta.ru", "Booking.com"."""
    site = _SITE.match(text, end)
    return site.end() if site and site.group().rpartition(".")[2] not in _NO_SITE else None


def _takes_stop(text: str, end: int, word: str) -> bool:
    """Whether the full stop behind the word belongs to it: initials, "U.S." and abbreviations inside a sentence."""
    if "." in word:
        return True
    if len(word) == 1:
        return text[end + 1 : end + 2] == " " and text[end + 2 : end + 3].isupper()
    return word in _DOTTED


def _hyphenated(start: int, word: str) -> Iterator[tuple[int, int, str]]:
    """Cut "Russian-US" into its names and "Moscow-based" behind its name; leave "Jean-Pierre" and "Jong-un" whole."""
    parts = word.split("-")
    while len(parts) > 1 and parts[-1].islower() and parts[-1] in _ENGLISH_TAILS:
        parts.pop()
    if len(parts) > 1 and _is_two_names(word, parts):
        at = start
        for part in parts:
            if part[:1].isupper():
                yield at, at + len(part), part
            at += len(part) + 1
        return
    whole = "-".join(parts)
    yield start, start + len(whole), whole


def _is_two_names(word: str, parts: list[str]) -> bool:
    """Whether a hyphen joins names: "Russian-US", "PH-Bukit Besar", "Lagos-Ibadan"; not "Al-Nusra", "Baden-Baden"."""
    if any(part in SPLITS_HYPHEN for part in parts):
        return True
    if word in ORGANISATIONS or word in PLACES:
        return False
    first = parts[0]
    return (first.isupper() and len(first) > 1 and first in ORGANISATIONS) or all(
        PLACES.get(part, "c") != "c" and part not in FORENAMES for part in parts
    )


_ENGLISH_TAILS = words_of("hyphen_tails.txt")
