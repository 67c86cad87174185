"""Factiva: every field begins with a code of two or three capitals ("HD" the headline, "LP" and "TD" the text)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FIELDS = {"HD": "headline", "BY": "byline", "PD": "date", "SN": "publication", "SE": "section", "LA": "language"}
_BODY = frozenset({"LP", "TD"})
_LISTS = frozenset({"CO", "IN", "NS", "RE"})  # of codes with their names: "gcat : Political/General News"
_BEHIND = _LISTS | {"RF", "CT", "ART", "IPD", "IPC", "PUB", "AN"}
_ABOVE = frozenset({"SE", "HD", "CR", "BY", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY"})
_LINE = re.compile(
    rf"^(?P<code>{'|'.join(sorted(_ABOVE | _BODY | _BEHIND))})(?:[ \t]+(?P<value>[^\n]*))?$", re.MULTILINE
)
_NEEDED = (re.compile(r"^HD[ \t]", re.M), re.compile(r"^(?:PD|SN)[ \t]", re.M), re.compile(r"^(?:LP|TD)[ \t]*$", re.M))


def is_export(start: str) -> bool:
    """Whether a text begins as an export does: with the codes of a headline, of a day or a source, and of a text."""
    return all(pattern.search(start) for pattern in _NEEDED)


def records_of(text: str) -> Iterator[tuple[dict[str, str], int, int]]:
    """Give the fields of every record, and where it stands."""
    marks = list(_fields(text))
    starts = [at for at, mark in enumerate(marks) if _opens(mark, marks[at - 1] if at else None)]
    for first, behind in zip(starts, [*starts[1:], len(marks)], strict=True):
        end = marks[behind].start() if behind < len(marks) else len(text)
        record: dict[str, str] = {}
        body: list[str] = []
        for at in range(first, behind):
            stop = marks[at + 1].start() if at + 1 < behind else end
            value = f"{marks[at]['value'] or ''}\n{text[marks[at].end() : stop].strip(chr(10))}"
            if marks[at]["code"] in _BODY:
                body.append(value.strip())
            elif name := _FIELDS.get(marks[at]["code"]):
                record.setdefault(name, " ".join(value.split()))
        yield {**record, "text": "\n\n".join(body)}, marks[first].start(), end


def _fields(text: str) -> Iterator[re.Match[str]]:
    """Give the lines that begin a field. In a text the codes are words too ("IN 1998", "LA Galaxy")."""
    is_in_body = False
    for match in _LINE.finditer(text):
        code, stands_off = match["code"], text[max(0, match.start() - 2) : match.start()] in {"", "\n", "\n\n"}
        if is_in_body and code not in _BODY:
            is_list = code in _LISTS and " : " in (match["value"] or "")
            if not stands_off or not (is_list or code == "HD" or code in _BEHIND - _LISTS or _heads(text, match)):
                continue
        is_in_body = code in _BODY
        yield match


def _heads(text: str, match: re.Match[str]) -> bool:
    """Whether a section is named that a headline stands under."""
    return match["code"] == "SE" and text.startswith("HD", match.end() + 1)


def _opens(mark: re.Match[str], last: re.Match[str] | None) -> bool:
    """Whether a field opens a record: the section does, or the headline where no section stands above it."""
    return mark["code"] in {"SE", "HD"} and (last is None or last["code"] in _BODY | _BEHIND)
