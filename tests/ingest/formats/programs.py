"""Files that programs of the field have written: two invented articles, of which every program got the same text.

``article.txt`` and ``columns.txt`` beside the samples are what is to be read of them, notes in brackets and at the end.
Three more PDFs print articles of ``data/samples/``.
"""

from __future__ import annotations

from flows.ingest.read import read_documents
from flows.model import RawFile, Refusal
from flows.settings import PROJECT
from tests.ingest.formats import PLAIN_MARKS, SAMPLES, Case, Golden, stored

FOLDER = "programs"
_HEADLINES = {"article": "Port Selim Stays Closed Until May", "columns": "The Long Road of the Salt Convoys"}
_AUTHORS = {"article": ("Marta Ilves",), "columns": ("Rashid Belanov",)}
_BEGINNINGS = {"article": ("The harbor of Port Selim will stay closed",), "columns": ("Every spring, when the ice",)}


def of_ours(article: str) -> Golden:
    """Return what is to be read of an article of ``data/samples/``: what is read of its own file."""
    path = PROJECT / "data" / "samples" / article
    [document] = read_documents(RawFile(path.name, path.read_bytes(), "0" * 64))
    names = tuple(author.name for author in document.header.authors)
    return Golden(document.header.headline or "", names, tuple(document.text.translate(PLAIN_MARKS).split("\n\n")))


def golden(article: str, times: int = 1) -> Golden:
    """Return what is to be read of an article; some samples print it several times to fill their columns."""
    text = (SAMPLES / FOLDER / f"{article}.txt").read_text(encoding="utf-8")
    return Golden(_HEADLINES[article], _AUTHORS[article], tuple(text.strip().split("\n\n")) * times)


def _case(name: str, about: str, article: str = "article", times: int = 1) -> Case:
    form = name.rpartition(".")[2].upper()
    data = stored(f"{FOLDER}/{name}")
    return Case(form, about, name, data, _BEGINNINGS[article], golden=golden(article, times))


CASES = [
    _case("libreoffice.pdf", "by LibreOffice"),
    _case("chromium.pdf", "by Chromium, in two columns", times=2),
    _case("groff.pdf", "by groff, in two columns", times=2),
    _case("ghostscript.pdf", "by Ghostscript, in two columns", times=2),
    _case("latex.pdf", "by LaTeX, in two columns", times=2),
    _case("weasyprint-columns.pdf", "by WeasyPrint, with running heads and notes", "columns"),
    _case("groff-columns.pdf", "by groff, with running heads and notes", "columns"),
    _case("ghostscript-columns.pdf", "by Ghostscript, with running heads and notes", "columns"),
    _case("latex-columns.pdf", "by LaTeX, whose fonts do not say which letters they print", "columns"),
    Case(
        "PDF", "by groff, in three columns", "groff-letters.pdf", stored(f"{FOLDER}/groff-letters.pdf"),
        ("The letters began to arrive",), golden=of_ours("terrorism_monitor/letters-from-qara-dasht.md"),
    ),
    Case(
        "PDF", "by WeasyPrint, an interview", "weasyprint-interview.pdf", stored(f"{FOLDER}/weasyprint-interview.pdf"),
        ("Ingrid von Salden spent three years",), golden=of_ours("china_brief/interview-weather-office.md"),
    ),
    Case(
        "PDF", "by LaTeX, with items", "latex-assessment.pdf", stored(f"{FOLDER}/latex-assessment.pdf"),
        ("Tarsenian and separatist forces",),
    ),
    _case("pandoc.docx", "by pandoc"),
    _case("pandoc.odt", "by pandoc"),
    _case("libreoffice.odt", "by LibreOffice"),
    _case("pandoc.rtf", "by pandoc"),
    _case("libreoffice.rtf", "by LibreOffice"),
    Case(
        "other office documents", "of old programs (DOC)", "libreoffice.doc", stored(f"{FOLDER}/libreoffice.doc"), (),
        {"": Refusal.UNSUPPORTED},
    ),
]  # fmt: skip
