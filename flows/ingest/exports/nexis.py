"""LexisNexis: "1 of 20 DOCUMENTS", the source and the day in the middle of the line, then labels in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.ingest.days import first_day

_START = re.compile(r"^[ \t]{0,80}\d{1,5} of \d{1,5} DOCUMENTS[ \t]*$", re.MULTILINE)
_ABOVE = {"BYLINE": "byline", "SECTION": "section"}  # what they are to us
_LABELS = (*_ABOVE, "LENGTH", "DATELINE", "HIGHLIGHT", "SERIES", "BODY")
_BEHIND = {"LANGUAGE": "language", "URL": "url"}
_LABEL = re.compile(rf"^(?P<label>{'|'.join(_LABELS)}):[ \t]*(?P<value>[^\n]*(?:\n(?!\n)[^\n]+)*)", re.MULTILINE)
_END = re.compile(
    r"^(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|GRAPHIC|SUBJECT|JOURNAL-CODE|DOCUMENT-TYPE|CORRECTION-DATE|NOTES|URL):|"
    r"^[ \t]{4,}Copyright (?:\(c\) )?(?:19|20)\d\d ",
    re.MULTILINE,
)
_LAST_LABEL = re.compile(rf"^(?P<label>{'|'.join(_BEHIND)}):[ \t]*(?P<value>[^\n]{{1,2000}})$", re.MULTILINE)
_COPYRIGHT = re.compile(r"^\s*(?:Copyright|\d+ of \d+ DOCUMENTS|All Rights Reserved)", re.IGNORECASE)
_HEAD_LINES = 12


def is_export(start: str) -> bool:
    """Whether a text begins as an export does: with the count of a document, and labels under it."""
    return _START.search(start) is not None and _LABEL.search(start) is not None


def records_of(text: str) -> Iterator[tuple[dict[str, str], int, int]]:
    """Give the fields of every document, and where it stands."""
    starts = list(_START.finditer(text))
    for match, behind in zip(starts, [*(start.start() for start in starts[1:]), len(text)], strict=True):
        yield _record(text[match.end() : behind]), match.start(), behind


def _record(text: str) -> dict[str, str]:
    labels = list(_LABEL.finditer(text))
    stop = _END.search(text, labels[-1].end() if labels else 0)
    end = stop.start() if stop else len(text)
    record = {_ABOVE[m["label"]]: " ".join(m["value"].split()) for m in labels if m["label"] in _ABOVE}
    record |= {_BEHIND[m["label"]]: m["value"].strip() for m in _LAST_LABEL.finditer(text, end)}
    head = text[: labels[0].start()] if labels else ""
    record["text"] = text[labels[-1].end() : end] if labels else text[:end]
    return record | _head(head)


def _head(text: str) -> dict[str, str]:
    """Return source, day and headline, which stand in this order above the first label."""
    pieces = [" ".join(piece.split()) for piece in re.split(r"\n[ \t]*\n", text) if piece.strip()]
    pieces = [piece for piece in pieces if not _COPYRIGHT.match(piece)]
    dated = next((at for at, piece in enumerate(pieces[:_HEAD_LINES]) if first_day(piece[:80])), None)
    found = {"headline": pieces[-1]} if pieces and dated != len(pieces) - 1 else {}
    if dated is None:
        return found
    return found | {"publication": pieces[0] if dated else "", "date": pieces[dated]}
