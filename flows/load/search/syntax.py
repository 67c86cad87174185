"""What may be asked: words, "phrases", wild*cards, AND, OR, NOT and brackets. Of words alone, all must occur."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from flows.load.errors import QueryError

MOST_LEAVES = 30
_MOST_DEPTH = 20
_LEAST_OF_WILDCARD = 2
_TOKENS = re.compile(r'"([^"]*)"|([()])|([^\s()"]+)')
_WORDS = re.compile(r"[^\W_]+")
_WILD = re.compile(r"(?:[^\W_]|[*?])+")


class SearchError(QueryError):
    """A search cannot be understood or answered; the message says why."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, with * for any letters and ? for one."""

    form: str

    @property
    def is_wild(self) -> bool:
        """Whether it stands for several words."""
        return "*" in self.form or "?" in self.form


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, with nothing but spaces and marks between them."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """All of the parts; none of those that are ruled out."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """One or more of the parts."""

    parts: tuple[Node, ...]


Node = Word | Phrase | Both | Either


def folded(text: str) -> str:
    """Return the text as the index has it: lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def parse(query: str) -> Node:
    """Return what is asked; SearchError where it cannot be understood."""
    parser = _Parser(
        [(m.group(0), m.lastindex or 0) for m in _TOKENS.finditer(query.replace("“", '"').replace("”", '"'))]
    )
    found = parser.either(0)
    if parser.left:
        raise SearchError("A bracket is closed that was not opened.")
    if found is None:
        raise SearchError("Nothing is asked: give a word, or a phrase in quotation marks.")
    return found


class _Parser:
    def __init__(self, tokens: list[tuple[str, int]]) -> None:
        self._tokens = tokens
        self._at = 0
        self._leaves = 0

    @property
    def left(self) -> bool:
        return self._at < len(self._tokens)

    def either(self, depth: int) -> Node | None:
        if depth > _MOST_DEPTH:
            raise SearchError("The brackets are too deep.")
        parts = [self._both(depth)]
        while self.left and self._tokens[self._at] == ("OR", 3):
            self._at += 1
            parts.append(self._both(depth))
        found = [part for part in parts if part is not None]
        return Either(tuple(found)) if len(found) > 1 else (found[0] if found else None)

    def _both(self, depth: int) -> Node | None:
        parts: list[Node] = []
        without: list[Node] = []
        ruled_out = False
        while self.left:
            printed, kind = self._tokens[self._at]
            if printed == ")" or (printed, kind) == ("OR", 3):
                break
            self._at += 1
            if kind == 3 and printed == "AND":
                continue
            if kind == 3 and printed in ("NOT", "-"):
                ruled_out = True
                continue
            if kind == 3 and printed.startswith("-") and len(printed) > 1:
                ruled_out, printed = True, printed[1:]
            node = self._group(depth) if printed == "(" else self._leaf(printed, kind)
            if node is not None:
                (without if ruled_out else parts).append(node)
                ruled_out = False
        if without and not parts:
            raise SearchError("NOT alone finds everything: say also what is to be found.")
        return parts[0] if len(parts) == 1 and not without else (Both(tuple(parts), tuple(without)) if parts else None)

    def _group(self, depth: int) -> Node | None:
        node = self.either(depth + 1)
        if not self.left:
            raise SearchError("A bracket is opened and not closed.")
        self._at += 1
        return node

    def _leaf(self, token: str, kind: int) -> Node | None:
        self._leaves += 1
        if self._leaves > MOST_LEAVES:
            raise SearchError(f"More than {MOST_LEAVES} words are asked at once.")
        if kind == 1 or not ("*" in token or "?" in token):
            words = tuple(word[:64] for word in _WORDS.findall(folded(token)))[:MOST_LEAVES]
            return Phrase(words) if len(words) > 1 else (Word(words[0]) if words else None)
        form = "".join(_WILD.findall(folded(token)))
        if len(re.split(r"[*?]", form)[0]) < _LEAST_OF_WILDCARD:
            raise SearchError(f"{token[:40]}: a word with * or ? needs {_LEAST_OF_WILDCARD} letters before it.")
        return Word(form)
