"""JSON: one article, a list of them, or whatever a news interface wraps around one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from flows.ingest import clean
from flows.ingest.dumps.record import article_of, looked_for
from flows.ingest.dumps.shapes import other_kind, records_in
from flows.ingest.encoding import decode
from flows.ingest.parts import Found, Part
from flows.model import REST, Refusal, Refused, RefusedMember

NAME = "json"
_START = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*(?:\{[\s\x00]*[\"}]|\[[\s\x00]*[\[\]{\"\dntf-])")
_SPACE = re.compile(r"[\s,\x1e]*")
_DECODER = json.JSONDecoder(strict=False)
_MAX_HELD = 1000  # refusals that wait for a first article


def recognises(part: Part) -> bool:
    """Tell by how an object or a list begins; what only looks like one (a text in brackets) does not parse."""
    start = part.data[:2000]
    if not _START.match(start):
        return False
    if part.name.lower().endswith((".json", ".geojson", ".jsonld")) or start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return True
    return b'":' in start or b'" :' in start or _is_whole(part.data)


def read(part: Part) -> Iterator[Found]:
    """Give the article of every record; those without a text are refused one by one, or together if all are."""
    text, encoding = decode(part.data, part.charset or "utf-8")
    yield from articles_of(text, part, NAME, encoding)


def articles_of(text: str, part: Part, form: str, encoding: str) -> Iterator[Found]:
    """Give the articles of JSON text, one value of the outermost list at a time."""
    refused: list[RefusedMember] = []
    gave, number, kind = False, 0, None
    is_list = text.lstrip("\ufeff \t\r\n").startswith("[")
    try:
        for value in elements(text):
            kind = kind or other_kind(value)
            found = list(records_in(value)) if kind is None else []
            for record in found:
                number += 1
                is_alone = not is_list and len(found) == 1
                member = "" if is_alone else f"#{number}"
                try:
                    article = article_of(record, part, member, form, encoding)
                except Refused as why:
                    refused.append(part.refused(f"#{number}", why))
                else:
                    yield from refused
                    refused.clear()
                    gave = True
                    yield article
                if len(refused) >= _MAX_HELD:
                    yield from refused
                    refused.clear()
                    gave = True
    except Refused as broken:
        if not gave:
            raise
        yield from refused
        yield part.refused(REST, broken)
        return
    if gave:
        yield from refused
    else:
        raise nothing(number, refused, kind)


def nothing(number: int, refused: list[RefusedMember], kind: str | None = None) -> Refused:
    """Return why a dump has no article at all."""
    help_ = f"looked for a text under {looked_for()} ...; name its columns with --columns"
    if kind:
        return Refused(Refusal.UNSUPPORTED, f"{kind}: it holds no articles; leave it out")
    if not number:
        return Refused(
            Refusal.UNSUPPORTED,
            f"its data holds no articles: no record has a text beside a headline, a date or an address; {help_}",
        )
    if number == 1 or any(one.reason is not Refusal.NO_TEXT for one in refused):
        return Refused(refused[0].reason, refused[0].sentence)
    return Refused(Refusal.NO_TEXT, f"none of its {number:,} records has a text; {help_}")


def elements(text: str) -> Iterator[object]:
    """Give the elements of the outermost list, or the values that stand one after another; Refused where it breaks."""
    at = _SPACE.match(text.removeprefix("\ufeff"))
    place = at.end() + text.startswith("\ufeff") if at else 0
    is_inside = False
    while place < len(text):
        if text[place] == "[" and not is_inside:
            is_inside, place = True, place + 1
        elif text[place] == "]" and is_inside:
            is_inside, place = False, place + 1
        else:
            value, place = _value(text, place)
            yield value
        space = _SPACE.match(text, place)
        place = space.end() if space else place
    if is_inside:
        raise Refused(Refusal.DAMAGED, "its JSON breaks off before the end of its list; fetch it again")


def _value(text: str, place: int) -> tuple[object, int]:
    try:
        return _DECODER.raw_decode(text, place)
    except json.JSONDecodeError as error:
        line, column = text.count("\n", 0, error.pos) + 1, error.pos - text.rfind("\n", 0, error.pos)
        raise Refused(
            Refusal.DAMAGED, f"its JSON is broken at line {line:,}, column {column:,} ({error.msg}); mend it"
        ) from None
    except RecursionError:
        raise Refused(Refusal.DAMAGED, "its JSON is nested deeper than any dump of articles is") from None
    except ValueError as error:  # a number of thousands of digits
        raise Refused(
            Refusal.DAMAGED, f"its JSON cannot be read ({clean.without_control_characters(str(error))})"
        ) from None


def _is_whole(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), list)
    except (ValueError, RecursionError):
        return False
