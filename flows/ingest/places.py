"""Where a piece of a text stands in the bytes that it was read from: items of an issue can be shown in their file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.model import Span


def places_of(spans: Iterable[Span | None], text: str, data: bytes, encoding: str) -> Iterator[Span | None]:
    """Give the bytes that hold each stretch of a text, in their order; None where they do not hold it as it is.

    ``text`` is what the bytes say, or a piece of it, with plain line ends.
    """
    raw = _as_it_stands(data, encoding)
    plain = raw.replace("\r\n", "\n")
    begins = plain.find(text) if text else -1
    has_returns = len(plain) < len(raw)
    if begins < 0 or (has_returns and raw.count("\n") != raw.count("\r\n")):
        yield from (None for _ in spans)
        return
    read = taken = 0  # characters of the plain text, and the bytes that they take
    for span in spans:
        if span is None:
            yield None
            continue
        ends: list[int] = []
        for place in (begins + span[0], begins + span[1]):
            stretch = plain[read:place]
            taken += len(stretch.encode(encoding)) + (stretch.count("\n") if has_returns else 0)
            read = place
            ends.append(taken)
        yield ends[0], ends[1]


def _as_it_stands(data: bytes, encoding: str) -> str:
    """Return what the bytes say in an encoding of single bytes or UTF-8; nothing where they say it otherwise."""
    if encoding.startswith(("utf-16", "utf-32")):
        return ""
    try:
        raw = data.decode(encoding)
        return raw if raw.encode(encoding) == data else ""
    except (LookupError, ValueError):  # bytes that were replaced, a name that tells what was mended
        return ""
