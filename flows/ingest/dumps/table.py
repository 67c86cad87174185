"""Tables of text (CSV, TSV): a row of column names, then one record a row. The separator is found from the names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from flows.ingest.dumps import json_file
from flows.ingest.dumps.columns import all_names, folded, names_of_fields
from flows.ingest.dumps.record import article_of, record_of
from flows.ingest.encoding import decode
from flows.ingest.parts import Found, Part
from flows.model import REST, Refusal, Refused, RefusedMember

NAME = "csv"
MAX_FIELD = 10_000_000  # characters; a quotation mark that is never closed takes the rest of the file
_SEPARATORS = ",\t;|"
_SUFFIXES = (".csv", ".tsv", ".tab", ".psv")
_EXCEL_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_MAX_NAME = 60
_LOOKED_AT = 1_000_000
_MAX_HELD = 1000


def recognises(part: Part) -> bool:
    """Tell by the name of the file, or by a first line of column names two of which are known, a text's among them."""
    if part.name.lower().endswith(_SUFFIXES):
        return True
    line = part.data[:4096].split(b"\n", 1)[0].replace(b"\x00", b"").decode("utf-8", "replace").strip("\ufeff\r ")
    found = _separator(line)
    if found is None:
        return False
    names = [folded(cell) for cell in _cells(line, found)]
    holds_text = {*names_of_fields()["body"], *names_of_fields()["page"], *names_of_fields()["teaser"]}
    return len(names) >= 2 and len(all_names() & set(names)) >= 2 and bool(holds_text & set(names))


def read(part: Part) -> Iterator[Found]:
    """Give the article of every row; rows without a text are refused one by one, or together if all are."""
    text, encoding = decode(part.data, part.charset)
    names, rows = _table(text.removeprefix("\ufeff"))
    refused: list[RefusedMember] = []
    gave, number = False, 0
    try:
        for place, row in enumerate(rows, start=1):
            try:
                record = record_of(_record(names, row, place))
                if record is None:
                    continue
                number += 1
                article = article_of(record, part, f"#{place}", NAME, encoding)
            except Refused as why:
                refused.append(part.refused(f"#{place}", why))
            else:
                yield from refused
                refused.clear()
                gave = True
                yield article
            if len(refused) >= _MAX_HELD:
                yield from refused
                refused.clear()
                gave = True
    except csv.Error as error:
        broken = Refused(Refusal.DAMAGED, f"its rows cannot be read on ({error}): is a quotation mark not closed?")
        if not gave:
            raise broken from None
        yield part.refused(REST, broken)
    if gave:
        yield from refused
        return
    if not number and not refused:
        shown = ", ".join(names[:12])
        raise Refused(
            Refusal.UNSUPPORTED,
            f"none of its columns ({shown}) is known to hold a text; name it with --columns body=...",
        )
    raise json_file.nothing(number, refused)


def _table(text: str) -> tuple[list[str], Iterator[list[str]]]:
    hint = _EXCEL_HINT.match(text)
    text = text[hint.end() :] if hint else text
    line = text[:20_000].lstrip("\r\n").split("\n", 1)[0].strip("\r")
    separator = hint[1] if hint else _separator(line)
    if separator is None:
        raise Refused(Refusal.UNSUPPORTED, "it is no table: its first line holds no names of columns")
    csv.field_size_limit(MAX_FIELD)
    # csv itself looks for line ends; a carriage return alone ends lines of old programs
    ends = "\r\n" if "\n" in text else "\r"
    stream = io.StringIO(text.replace("\x00", "") if ends != "\r" else text.replace("\r", "\n"), newline="")
    escape = "\\" if _is_escaped(text, separator) else None
    reader = csv.reader(stream, delimiter=separator, doublequote=escape is None, escapechar=escape)
    rows = (row for row in reader if any(map(str.strip, row)))
    return [cell.strip() for cell in next(rows, [])], rows


def _is_escaped(text: str, separator: str) -> bool:
    """Whether quotation marks inside of fields have a backslash in front of them, as databases write them.

    A backslash that ends a field stands in front of a quotation mark too, so what follows the mark decides.
    """
    start = text[:_LOOKED_AT]
    escaped = re.findall(rf'\\"(?![{re.escape(separator)}\r\n]|$)', start)
    doubled = re.findall(rf'(?<![{re.escape(separator)}\n\\])""(?![{re.escape(separator)}\r\n]|$)', start)
    return bool(escaped) and len(escaped) > len(doubled)


def _separator(line: str) -> str | None:
    """The separator that cuts a line into most names of columns, at least two; None where it is a sentence."""
    best = max(_SEPARATORS, key=lambda separator: _known_share(_cells(line, separator)))
    cells = _cells(line, best)
    if len(cells) < 2 or any(len(cell) > _MAX_NAME for cell in cells):
        return None
    return best


def _known_share(cells: Sequence[str]) -> tuple[int, int]:
    return len(all_names() & {folded(cell) for cell in cells}), len(cells)


def _cells(line: str, separator: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return []


def _record(names: Sequence[str], row: Sequence[str], place: int) -> dict[str, str]:
    if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
        raise Refused(
            Refusal.DAMAGED,
            f"record {place} has {len(row)} fields under {len(names)} columns: a text with separators is not quoted",
        )
    return dict(zip(names, row, strict=False))
