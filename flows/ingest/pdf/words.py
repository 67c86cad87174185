"""The words of a PDF's pages with their places: with ``glyphs`` the one module that talks to the PDF library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.ingest.pdf.glyphs import Glyphs
from flows.model import Refusal, Refused

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MAX_PAGES = 2_000
MAX_PAGE_CHARACTERS = 200_000
MAX_CHARACTERS = 20_000_000
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u0002": "-", "\ufffe": "-"}
)
_LINE_HYPHENS = "\u0002\ufffe"  # how the library marks the hyphen at which a line ends; the line break itself is lost
_NOTE_SIGNS = "0123456789*†‡§"
_RAISED = 0.9  # the height of a note's number against that of the word it stands behind
_MAX_NOTE_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands on its page, y growing upwards from the baseline; ``note`` is the number raised behind."""

    text: str
    x0: float
    x1: float
    y: float
    height: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Info:
    """What the document says of itself: often what the writing program left there."""

    title: str = ""
    author: str = ""
    created: str = ""


@contextmanager
def opened(data: bytes) -> Iterator[PdfDocument]:
    """Open a PDF for reading; Refused where it is encrypted, damaged or longer than anything this reads."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == _wrong_password():
            raise Refused(
                Refusal.ENCRYPTED, "it is encrypted and wants a password: save a copy without one and hand that in"
            ) from None
        raise Refused(
            Refusal.DAMAGED, "it is no whole PDF: its end or its page tree is missing; fetch it again"
        ) from None
    try:
        count = len(document)
        if not count:
            raise Refused(Refusal.DAMAGED, "none of its pages can be found; open it and save it again")
        if count > MAX_PAGES:
            raise Refused(Refusal.TOO_LARGE, f"it has {count:,} pages, more than {MAX_PAGES:,}: split it")
        yield document
    finally:
        document.close()


def info_of(document: PdfDocument) -> Info:
    """Return the document information dictionary."""
    found = document.get_metadata_dict(skip_empty=True)
    return Info(*(found.get(key, "").strip()[:1000] for key in ("Title", "Author", "CreationDate")))


def pages_of(document: PdfDocument) -> Iterator[list[Word]]:
    """Give the words of every page, upright, in the order in which the file draws them."""
    from pypdfium2 import PdfiumError

    total = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except PdfiumError:
            yield []  # a damaged page costs itself
            continue
        words = _page_words(page)
        page.close()
        total += sum(len(word.text) for word in words)
        if total > MAX_CHARACTERS:
            raise Refused(Refusal.TOO_LARGE, f"it has more than {MAX_CHARACTERS:,} characters: split it")
        yield words


def pages_with_images(document: PdfDocument, at_most: int = 200) -> int:
    """Return how many of the first pages draw a picture."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return sum(
        any(document[number].get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=2))
        for number in range(min(at_most, len(document)))
    )


def _wrong_password() -> int:
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    return int(FPDF_ERR_PASSWORD)


def _page_words(page: PdfPage) -> list[Word]:
    from pypdfium2 import PdfiumError

    try:
        text_page = page.get_textpage()
    except PdfiumError:
        return []
    try:
        count = text_page.count_chars()
        if count > MAX_PAGE_CHARACTERS:
            raise Refused(Refusal.TOO_LARGE, f"one of its pages has {count:,} characters: it is no page of an article")
        glyphs = Glyphs(text_page, count)
        words = [word for start, end in glyphs.words() if (word := _placed(glyphs, start, end))]
    finally:
        text_page.close()
    return _upright(words)


@dataclass(frozen=True, slots=True)
class _Placed:
    word: Word
    turn: int  # quarter turns from upright; -1 for any other angle


def _placed(glyphs: Glyphs, start: int, end: int) -> _Placed | None:
    """Return the word between two characters; None where it has no place."""
    stop = glyphs.without_note(start, end)
    first, last = glyphs.origin(start), glyphs.origin(stop - 1)
    box, last_box = glyphs.box(start), glyphs.box(end - 1)
    if first is None or last is None or box is None or last_box is None:
        return None
    turn = 0 if stop - start == 1 else _quarter(last[0] - first[0], last[1] - first[1])
    if turn % 2:
        height = abs(box[1] - box[0])
        low, high = min(box[2], last_box[2]), max(box[3], last_box[3])
        x0, x1, y = (low, high, -first[0]) if turn == 1 else (-high, -low, first[0])
    else:
        height = glyphs.height(start)
        left, right = min(box[0], last_box[0]), max(box[1], last_box[1])
        x0, x1, y = (left, right, first[1]) if turn == 0 else (-right, -left, -first[1])
    if turn:
        stop = end
    text = glyphs.text(start, stop).translate(_LIGATURES)
    return _Placed(Word(text, x0, x1, y, height, glyphs.text(stop, end)), turn)


def _quarter(along: float, across: float) -> int:
    """Return the quarter turns of a line of writing, -1 where it runs aslant."""
    longer, shorter = max(abs(along), abs(across)), min(abs(along), abs(across))
    if shorter > 0.2 * longer:
        return -1
    if abs(along) >= abs(across):
        return 0 if along >= 0 else 2
    return 1 if across > 0 else 3


def _upright(placed: list[_Placed]) -> list[Word]:
    """Return the words that run as most of the page does: stamps across it and notes along its edge do not."""
    turns = Counter[int]()
    for found in placed:
        if len(found.word.text) > 2:
            turns[found.turn] += len(found.word.text)
    turn = max((0, 1, 2, 3), key=lambda candidate: turns[candidate])
    words: list[Word] = []
    seen: set[tuple[str, int, int]] = set()
    for found in placed:
        word = found.word
        if found.turn != turn and (turn == 0 or len(word.text) > 1):
            continue
        place = (word.text, round(word.x0 / 3), round(word.y / 3))
        if place not in seen and word.height > 0:  # printed twice, a hair apart, to look bold
            seen.add(place)
            words.append(word)
    return words
