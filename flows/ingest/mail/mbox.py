"""MBOX: messages one behind the other, each under a line "From sender day"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.ingest.parts import Found, Part

NAME = "mbox"
_SEPARATOR = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{1,200}?\d{1,2}:\d\d(?::\d\d)?[^\r\n]{0,60}\d{4}[^\r\n]{0,20}\r?\n"
    rb"(?=>?[A-Za-z][A-Za-z0-9-]{0,60}:)"
)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def recognises(part: Part) -> bool:
    """Tell by the first line, and the field of a mail under it."""
    return part.data.startswith(b"From ") and _SEPARATOR.match(part.data[:2_000]) is not None


def read(part: Part) -> Iterator[Found]:
    """Give the messages in order, each with its bytes in the file; ">From " inside them is "From " again."""
    separators = list(_SEPARATOR.finditer(part.data))
    ends = [match.start() for match in separators[1:]] + [len(part.data)]
    for number, (match, end) in enumerate(zip(separators, ends, strict=True), start=1):
        part.budget.take_member()
        data = part.data[match.end() : end]
        message = _QUOTED.sub(rb"\1", data)
        yield part.inner(message, f"message-{number:04}", name=f"message-{number:04}.eml", stretch=(match.end(), end))
