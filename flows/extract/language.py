"""The language of a text."""

from __future__ import annotations

import re

_SAMPLE = 1_000  # characters: more do not change the answer
_TOO_SHORT = 40
_WORD = re.compile(r"[^\W\d_]+")
# Words that are frequent in English and no words elsewhere: they answer most briefings 50 times faster than the model.
_ENGLISH = frozenset("the of and to that was with for from has which were their been would".split())
_ENGLISH_SHARE = 0.2


def detect_language(text: str, declared: str | None = None) -> str | None:
    """Return the ISO 639 code of the text's language; the declared one, or None, where the text is too short."""
    sample = text[:_SAMPLE].strip()
    if len(sample) < _TOO_SHORT:
        return declared.split("-")[0].lower() if declared else None
    words = _WORD.findall(sample.lower())
    if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words) > 0:
        return "en"
    import py3langid  # loads its model at first use: half a second

    return str(py3langid.classify(sample)[0])
