"""JSON lines: one record a line, each read alone, so that a damaged line and a file of any length cost little."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from flows.ingest.dumps import json_file
from flows.ingest.dumps.record import article_of
from flows.ingest.dumps.shapes import other_kind, records_in
from flows.ingest.encoding import decode
from flows.ingest.parts import Found, Part
from flows.model import Refusal, Refused, RefusedMember

NAME = "jsonl"
_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?P<line>\{[^\r\n]*\})\s*?\r?\n\s*\{")
_MAX_HELD = 1000


def recognises(part: Part) -> bool:
    """Tell by a first line that is an object of its own, and a second that begins another."""
    match = _FIRST.match(part.data)
    if match is None:
        return False
    try:
        return isinstance(json.loads(match["line"]), dict)
    except (ValueError, RecursionError):
        return part.name.lower().endswith((".jsonl", ".ndjson", ".jsonlines"))


def read(part: Part) -> Iterator[Found]:
    """Give the article of every line; lines without a text are refused one by one, or together if all are."""
    refused: list[RefusedMember] = []
    gave, number, kind = False, 0, None
    for line, start, end in _lines(part.data):
        try:
            value, encoding = _value(part.data[start:end], line)
            kind = kind or (other_kind(value) if not gave else None)
            for place, record in enumerate(records_in(value)):
                number += 1
                member = f"#{line}" if place == 0 else f"#{line}.{place + 1}"
                article = article_of(record, part, member, NAME, encoding)
                yield from refused
                refused.clear()
                gave = True
                yield replace(article, stretch=(start, end))
        except Refused as why:
            refused.append(part.refused(f"#{line}", why))
            number += why.reason is Refusal.DAMAGED
        if len(refused) >= _MAX_HELD:
            yield from refused
            refused.clear()
            gave = True
    if not gave:
        raise json_file.nothing(number, refused, kind)
    yield from refused


def _lines(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Give number, start and end of every line that is not blank."""
    start, line = 3 if data.startswith(b"\xef\xbb\xbf") else 0, 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        line += 1
        if data[start : min(end, start + 200)].strip():
            yield line, start, end
        start = end + 1


def _value(data: bytes, line: int) -> tuple[object, str]:
    text, encoding = decode(data, "utf-8")
    try:
        return json.loads(text, strict=False), encoding
    except (ValueError, RecursionError) as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep"
        raise Refused(Refusal.DAMAGED, f"line {line:,} is no JSON ({what})") from None
