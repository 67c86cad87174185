"""A moment as markup, mail and dumps state it, in one form: ISO 8601, to the precision and in the zone stated."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"\s*(?P<day>(?:19|20)\d\d-\d\d-\d\d)[T ]+(?P<clock>[0-2]\d:[0-5]\d(?::[0-5]\d)?)(?:[.,]\d{1,9})?\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?\s*",
    re.IGNORECASE,
)
_OF_MAIL = re.compile(r"\s*(?:[A-Z][a-z]{2},\s+)?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d?:\d\d")
_MIDNIGHT = frozenset({"00:00", "00:00:00"})


def moment_of(value: str) -> str | None:
    """Return the moment that a string states; None for a day alone, and for the midnight that stands for one."""
    if match := _ISO.fullmatch(value[:60]):
        return _normal(match["day"], match["clock"], match["zone"])
    if _OF_MAIL.match(value):
        try:
            return moment_of(parsedate_to_datetime(value[:100]).isoformat())
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
    return None


def moment_of_seconds(seconds: float) -> str:
    """Return the moment so many seconds after 1970, in UTC."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _normal(day: str, clock: str, zone: str | None) -> str | None:
    if not zone:
        text, offset = f"{day}T{clock}", ""
        is_day_alone = clock in _MIDNIGHT
    else:
        offset = _offset(zone)
        text, is_day_alone = f"{day}T{clock}{offset}", False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if is_day_alone else text


def _offset(zone: str) -> str:
    if zone[0] not in "+-":
        return "Z"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"
