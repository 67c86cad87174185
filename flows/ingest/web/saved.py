"""Where a saved page came from: browsers and copying programs leave its address in a comment at its beginning."""

from __future__ import annotations

import re

_LOOKED_AT = 20_000
_ADDRESS = r"https?://[^\s<>\"]{4,1990}"
_LEFT_BY = (
    re.compile(rf"<!--\s{{0,5}}saved from url=\(\d{{1,6}}\)({_ADDRESS})"),  # Chrome, Edge, Internet Explorer
    re.compile(rf"<!--\s{{0,5}}Page saved with SingleFile\s{{1,5}}url:\s{{1,5}}({_ADDRESS})"),
    re.compile(r"<!-- Mirrored from ([\w.-]{4,200}/[^\s<>\"]{0,1500}) by HTTrack"),
)


def saved_from(html: str) -> str | None:
    """Return the address that a program left in a saved page; None where there is none."""
    start = html[:_LOOKED_AT]
    if "<!--" not in start:
        return None
    found = next((match[1] for pattern in _LEFT_BY if (match := pattern.search(start))), None)
    if found is None or found.startswith("http"):
        return found
    return f"http://{found}"
