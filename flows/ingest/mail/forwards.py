"""The mail inside a mail: forwarded below a line that says so, or quoted under a reply."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr

from flows.ingest.days import first_day

_MAX_NESTED = 5
_MAX_COVER = 500  # characters of a note above a forwarded mail
_MARKER = re.compile(
    r"^[ \t>]*(?:-{2,}[ \t]*(?:original message|forwarded (?:message|by\b.{0,80}))[ \t]*-{2,}"
    r"|begin forwarded message:)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = r"(?:From|Sent|Date|To|Cc|Subject|Reply-To|Importance)"
_BLOCK = re.compile(
    rf"(?:^[ \t>*]*{_LABEL}[ \t]*:\*?[^\n]{{0,1000}}\n(?:[ \t]+\S[^\n]{{0,500}}\n)?\s?){{3,8}}", re.MULTILINE
)
_FIELD = re.compile(rf"^[ \t>*]*(?P<label>{_LABEL})[ \t]*:\*?[ \t]*(?P<value>[^\n]*)", re.MULTILINE)
_WROTE = re.compile(
    r"^(?:On|Am|Le)\b[^\n]{5,150}(?:\n[^\n>]{0,80})?\b(?:wrote|schrieb|a écrit)\s?:[ \t]*$", re.MULTILINE
)
_QUOTED = re.compile(r"^[ \t]?>[ \t]?", re.MULTILINE)
_MAJORITY = 0.6


@dataclass(frozen=True, slots=True)
class Inner:
    """A mail found inside another one's text."""

    text: str
    subject: str | None = None
    sender: str | None = None
    sent: date | None = None


def innermost(text: str) -> Inner:
    """Return the mail that was forwarded, however often; without one, the text less what it quotes of another mail."""
    found = Inner(text)
    for _ in range(_MAX_NESTED):
        inner = _forwarded(_unquoted(found.text))
        if inner is None:
            break
        found = inner
    return Inner(_without_quoted(_unquoted(found.text)), found.subject, found.sender, found.sent)


def _forwarded(text: str) -> Inner | None:
    """Return the mail under a block of fields, where no more than a short note stands above it."""
    marker = _MARKER.search(text)
    block = _BLOCK.search(text, marker.end() if marker else 0)
    if block is None or (marker and text[marker.end() : block.start()].strip()):
        return None
    start = marker.start() if marker else block.start()
    fields = {match["label"].lower(): match["value"].strip(" *") for match in _FIELD.finditer(block[0])}
    if "from" not in fields or not fields.keys() & {"sent", "date", "subject"}:
        return None
    above, below = text[:start].strip(), text[block.end() :]
    if (not marker and not above) or len(above) > min(_MAX_COVER, max(80, len(below))) or not below.strip():
        return None
    day = first_day(fields.get("sent") or fields.get("date") or "")
    days = day.days if day else None
    name = parseaddr(fields["from"])[0] or None
    return Inner(below, fields.get("subject") or None, name, days[0] if days and days[0] == days[1] else None)


def _unquoted(text: str) -> str:
    """Return a text without the marks of quotation where nearly all of it is quoted: it was forwarded that way."""
    lines = [line for line in text.split("\n") if line.strip()]
    quoted = sum(line.lstrip().startswith(">") for line in lines)
    if not lines or quoted < _MAJORITY * len(lines):
        return text
    kept = [line for line in text.split("\n") if line.lstrip().startswith(">") or not line.strip()]
    return _QUOTED.sub("", "\n".join(kept))


def _without_quoted(text: str) -> str:
    """Return a reply without the mail that it answers."""
    if (match := _MARKER.search(text)) and text[: match.start()].strip():
        return text[: match.start()].rstrip()
    for match in _WROTE.finditer(text):
        rest = text[match.end() :].strip()
        lines = [line for line in rest.split("\n") if line.strip()]
        if match.start() > 0 and lines and sum(line.startswith(">") for line in lines) >= _MAJORITY * len(lines):
            return text[: match.start()].rstrip()
    return text
