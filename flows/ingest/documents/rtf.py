"""RTF: control words and groups read in one pass, without what is hidden or deleted, footnotes at the end.

No kept library reads footnotes and the document's information and leaves deleted text out; the grammar is small.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flows.ingest.documents.flow import Flow, article_of
from flows.ingest.parts import Article, Part
from flows.model import Refusal, Refused

NAME = "rtf"
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)
_START = re.compile(rb"\s{0,100}\{\\rtf")
_CHARACTERS = {
    "tab": " ", "line": "\n", "par": "\n\n", "sect": "\n\n", "page": "\n\n", "row": "\n\n", "cell": " | ",
    "column": "\n\n",
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SYMBOLS = {b"~": "\xa0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\n": "\n\n", b"\r": "\n\n"}
_KEPT = frozenset({"title", "author", "footnote", "header", "headerf", "headerl", "headerr"})
_LEFT_OUT = frozenset(
    "fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl pict object themedata datastore fldinst "
    "latentstyles xmlnstbl generator annotation atnid atnauthor atnref bkmkstart bkmkend footer footerf footerl "
    "footerr info filetbl comment company operator subject keywords doccomm category manager creatim revtim "
    "printim buptim ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn pntext listtext xe tc nonshppict sp".split()
)
_CHARSETS = {77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
             177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # fmt: skip
_MAX_DEPTH = 2_000


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within a pair of braces: where its text goes ("" nowhere), and how it is written."""

    goes_to: str = "body"
    is_hidden: bool = False
    skip: int = 1  # characters that stand for one of \\u to those who cannot read it
    codec: str = "cp1252"


def recognises(part: Part) -> bool:
    """Tell by the opening group."""
    return _START.match(part.data) is not None


def read(part: Part) -> Iterable[Article]:
    """Give the article of the document."""
    texts = _Reader(part.data).texts()
    flow = Flow(title=texts.pop("title", "").strip(), author=texts.pop("author", "").strip())
    notes = {name: text for name, text in texts.items() if name.startswith("[")}
    flow.notes = [f"{name} {_note(text)}" for name, text in notes.items()]
    for name, text in texts.items():
        if name.startswith("header"):
            flow.running += [line.strip() for line in text.split("\n") if line.strip()]
    for paragraph in texts.get("body", "").split("\n\n"):
        flow.add(re.sub(r"(?:\s*\|\s*)+$", "", paragraph.strip()))
    header, text = article_of(flow)
    yield Article(text, header, NAME, "rtf", part.member, len(part.data))


def _note(text: str) -> str:
    return re.sub(r"^\[\d+\]\s*", "", " ".join(text.split()))


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._out: dict[str, list[str]] = {}
        self._fonts: dict[int, str] = {}
        self._codec = "cp1252"
        self._bytes = b""
        self._font = 0
        self._notes = 0

    def texts(self) -> dict[str, str]:
        """Return the texts of the document by where they go: body, title, author, headers, notes by their number."""
        stack: list[_Group] = []
        group = _Group()
        is_optional = False
        skip = at = 0
        while match := _TOKEN.match(self._data, at):
            at = match.end()
            word, number, code, symbol, brace, text = match.groups()
            if brace == b"{":
                stack.append(group)
                if len(stack) > _MAX_DEPTH:
                    raise Refused(Refusal.DAMAGED, "its structure is nested deeper than any real document")
            elif brace == b"}":
                self._flush(group)
                group = stack.pop() if stack else group
                skip = 0
            elif word:
                name, value = word.decode("ascii"), int(number) if number else None
                if name == "bin":
                    at += max(0, value or 0)
                elif name == "u" and value is not None:
                    self._put(group, chr(value % 65536))
                    skip = group.skip
                elif skip and name in _CHARACTERS:
                    skip -= 1
                else:
                    group = self._controlled(group, name, value, is_optional=is_optional)
                is_optional = False
                continue
            elif symbol == b"*":
                is_optional = True
                continue
            elif symbol is not None:
                self._put(group, _SYMBOLS.get(symbol, ""))
            elif code and skip:
                skip -= 1
            elif code:
                self._write(group, bytes.fromhex(code.decode()))
            elif text:
                self._write(group, text[skip:])
                skip = max(0, skip - len(text))
            is_optional = is_optional and brace == b"{"
        self._flush(group)
        return {name: _without_surrogates("".join(pieces)) for name, pieces in self._out.items()}

    def _controlled(self, group: _Group, name: str, value: int | None, *, is_optional: bool) -> _Group:
        if name in _CHARACTERS:
            self._put(group, _CHARACTERS[name])
        elif name == "footnote" and group.goes_to:
            self._flush(group)
            self._notes += 1
            self._put(group, f"[{self._notes}]")
            return replace(group, goes_to=f"[{self._notes}]")
        elif name in _KEPT:
            self._flush(group)
            return replace(group, goes_to=name)
        elif name in _LEFT_OUT or is_optional:
            self._flush(group)
            return replace(group, goes_to="")
        elif name in {"v", "deleted"}:
            self._flush(group)
            return replace(group, is_hidden=value != 0)
        elif name in {"plain", "pard"}:
            self._flush(group)
            return replace(group, is_hidden=False) if name == "plain" else group
        elif name == "uc":
            return replace(group, skip=min(max(value or 0, 0), 16))
        elif name == "ansicpg" and value:
            self._codec = _known(f"cp{value}")
            return replace(group, codec=self._codec)
        elif name == "mac":
            return replace(group, codec="mac_roman")
        elif name == "fcharset":
            self._fonts[self._font] = _CHARSETS.get(value or 0, self._codec)
        elif name == "f" and value is not None:
            self._flush(group)
            self._font = value
            return replace(group, codec=self._fonts.get(value, self._codec))
        return group

    def _write(self, group: _Group, data: bytes) -> None:
        self._bytes += data if group.goes_to and not group.is_hidden else b""

    def _put(self, group: _Group, text: str) -> None:
        self._flush(group)
        if group.goes_to and not group.is_hidden:
            self._out.setdefault(group.goes_to, []).append(text)

    def _flush(self, group: _Group) -> None:
        """Decode the bytes gathered: those of one character may come in two escapes."""
        if self._bytes:
            self._out.setdefault(group.goes_to or "nowhere", []).append(self._bytes.decode(group.codec, "replace"))
            self._bytes = b""


def _known(codec: str) -> str:
    import codecs

    try:
        return codecs.lookup(codec).name
    except LookupError:
        return "cp1252"


def _without_surrogates(text: str) -> str:
    """Return a text in which two halves of a character, as \\u writes them, are one."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
