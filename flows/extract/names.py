"""Names of people, organisations and places, with the roles of people."""

from __future__ import annotations

from flows.extract.analysis import Analysis
from flows.extract.name_decoding import decode
from flows.extract.name_model import CLASSES
from flows.model import Mention, Role


def find_names(analysis: Analysis) -> tuple[tuple[Mention, ...], tuple[Role, ...]]:
    """Return the names of a text, resolved within it, and its roles and titles, each in order of the text."""
    found, _ = decode(analysis)
    text = analysis.text
    mentions = [
        Mention(name.start, name.end, CLASSES[name.label], text[name.start : name.end], confidence=name.confidence)
        for name in found
        if name.label < 3
    ]
    return tuple(mentions), ()
