"""Who a document is: the same article from two files, mirrors or typesettings has one id."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

_WORD = re.compile(r"[^\W_]+")
_EDGES = ".,;:?!()“”\"‘’'"  # most pieces that hold more than a word hold it at their edges
_JOINERS = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def document_id(text: str, body_start: int = 0) -> str:
    """Return the hash, 32 hex digits, of the words of the body: case, marks, dashes, spaces and line breaks aside."""
    folded = unicodedata.normalize("NFKC", _JOINERS.sub("", text[body_start:])).casefold()
    pieces = [piece if piece.isalnum() else _words_in(piece) for piece in folded.split()]
    words = " ".join(filter(None, pieces))
    return blake2b((words or folded).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _words_in(piece: str) -> str:
    inner = piece.strip(_EDGES)
    return inner if inner.isalnum() else " ".join(_WORD.findall(inner))
