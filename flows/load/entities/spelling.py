"""A word of a name to the key that its spellings share, whatever system turned it into Latin letters.

Vowels stay: without them Maria and Mario, Ivan and Ivana would be one. What falls together is what the systems differ
in: BGN/PCGN (Sergey, Zhukovskiy), ISO 9 (Sergej, Žukovskij), the Library of Congress (Sergei, Iurii), the Ukrainian
national system (Yurii, Zelenskyi) and newspapers (Yury, Zelensky), and the article and doubled letters of Arabic.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from flows.load.entities.facts import first_forms

_LETTERS = str.maketrans(
    {
        **{"č": "ch", "ć": "ch", "š": "sh", "ş": "sh", "ș": "sh", "ž": "zh", "ŝ": "shch", "ŭ": "u", "ə": "a", "ı": "i"},
        **{
            "ł": "l",
            "ø": "o",
            "đ": "d",
            "ð": "d",
            "þ": "th",
            "ß": "ss",
            "æ": "ae",
            "œ": "oe",
            "ё": "e",
            "ʹ": "",
            "ʺ": "",
        },
        **{"â": "ya", "û": "yu", "è": "e", "ǧ": "gh", "ğ": "gh", "ħ": "h"},
    }
)
_MARKS = re.compile(r"['’‘`´ʼʿʾ.]")
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"dzh|dj", "J"),
        (r"shch|stch|schch", "Q"),
        (r"tch|ch", "C"),
        (r"sh|sch", "S"),
        (r"zh", "Z"),
        (r"kh", "h"),
        (r"gh", "g"),  # Aghayev, Agayev; Erdoğan, Erdogan
        (r"ph", "f"),
        (r"tz|ts", "T"),
        (r"x", "ks"),
        (r"ck|q", "k"),
        (r"w", "v"),
        (r"(?<=[aeiouy])j", "i"),  # ISO 9: Sergej, Andrej
        (r"(?<=[bcdfghklmnprstvzTSZCQ])j(?=[aou])", "y"),
        (r"oo|ou", "u"),
        (r"ee", "i"),
        (r"ye|(?<=[aeiouy])ie|je", "e"),  # Yeltsin, Aliyev, Basaiev
        (r"(?<=[^aeiouy])yo", "e"),  # Fyodor
        (r"y", "i"),
        (r"([a-zTSZCQJ])\1+", r"\1"),
        (r"(?<=[dst])ki[ie]?$", "ki"),  # Zelenskyi, Zelenskiy
        (r"enka$", "enko"),
        (r"dJ|J", "j"),
    )
)
_ARTICLE = re.compile(r"^(?:al|el|ul|as|ash|an|ar|at|ad|az)-(?=\w{3})")


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """Return a word in lower case, without accents and apostrophes."""
    word = word.lower()
    if not word.isascii():
        word = unicodedata.normalize("NFC", word).translate(_LETTERS)
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return _MARKS.sub("", word)


def without_article(word: str) -> str:
    """Return a folded word without the Arabic article: "al-Maliki", "ash-Shishani"."""
    return _ARTICLE.sub("", word)


@lru_cache(maxsize=100_000)
def spelling_key(word: str) -> str:
    """Return what the spellings of one word have in common."""
    plain = folded(word)
    known = first_forms("spellings.tsv").get(plain)
    if known:
        return _sounds(known)
    bare = without_article(plain)
    return _sounds(first_forms("spellings.tsv").get(bare, bare))


def _sounds(word: str) -> str:
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word
