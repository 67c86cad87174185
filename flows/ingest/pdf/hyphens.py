"""Words that a line end cuts in two: whether the hyphen was the printer's or the word's, by the words of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from flows.ingest.lexicon import lines_of

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?(?:-[^\W\d_]+)*")
_LAST = re.compile(r"([^\W_]+(?:-[^\W_]+)*)[-‐\u00ad]$")
_FIRST = re.compile(r"[^\W_]+")
_SOFT = "\u00ad"
_PRINTED = "‐"  # of some programs at line ends alone: their compounds have the one of the keyboard
_COMPOUNDS = "-"  # counts the compounds among the words
LINE_HYPHENS = ("-", _PRINTED, _SOFT)
_MAX_WORD = 200  # characters at a line's end in which its word is looked for


def words_inside(lines: Iterable[str]) -> Counter[str]:
    """Count the words of the lines that no line end can have cut, compounds whole and in their parts."""
    found: Counter[str] = Counter()
    is_rest = False
    for line in lines:
        is_cut = line.endswith(LINE_HYPHENS)
        for match in _WORD.finditer(line):
            if (is_rest and not match.start()) or (is_cut and match.end() >= len(line.rstrip("".join(LINE_HYPHENS)))):
                continue
            word = match[0].casefold()
            found.update({word, *word.split("-")})
            found[_COMPOUNDS] += "-" in word
        is_rest = is_cut
    return found


def joined(line: str, following: str, words: Counter[str]) -> str:
    """Return two lines as one, a word cut by the line end made whole.

    The hyphen stays where a capital or a figure stands at it, where the document has the compound elsewhere, or where
    both its halves are words of the document or of the list and the joined word is not; a dash stays alone.
    """
    cut = _LAST.search(line[-_MAX_WORD:]) if line.endswith(LINE_HYPHENS) else None
    rest = _FIRST.match(following)
    if cut is None or rest is None:
        return f"{line} {following}".strip()
    if line.endswith(_SOFT) or (line.endswith(_PRINTED) and words[_COMPOUNDS]):
        return line[:-1] + following
    return line + following if _keeps_hyphen(cut[1], rest[0], words) else line[:-1] + following


def _keeps_hyphen(head: str, tail: str, words: Counter[str]) -> bool:
    if not tail[0].islower() or head[-1].isdigit() or "-" in head:
        return True
    first, second = head.casefold(), tail.casefold()
    whole, compound = words[first + second], words[f"{first}-{second}"]
    if whole or compound:
        return compound > whole
    if first in lines_of("hyphen_heads.txt"):
        return True
    return words[first] > 0 and (words[second] > 0 or second in lines_of("hyphen_tails.txt"))
