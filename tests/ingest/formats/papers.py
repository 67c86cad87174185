"""PDF and the documents of office programs."""

from __future__ import annotations

from flows.model import Refusal
from tests.ingest.formats import Case
from tests.ingest.formats._build import CRANE, FERRY, QUAY, zipped
from tests.ingest.office_writer import docx, odt, p, packed
from tests.ingest.ole_writer import ole
from tests.ingest.pdf_lock import Lock
from tests.ingest.pdf_writer import column, pdf

_PAGE = column([QUAY.strip(), CRANE.strip()], 60, 700, 400)
_TEXTS = ("The quay of Port Selim",)
_BYTES = bytes(range(256)) * 20
_IMAGE = "q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
_TYPES = ("[Content_Types].xml", "<Types/>")
_LOCKED_ODT = '<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'


def _p(text: str) -> str:
    return f"<text:p>{text.strip()}</text:p>"


def damaged_docx() -> bytes:
    """The text is stored as it is and no longer fits its checksum."""
    markup = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    document = f"{markup}{p(QUAY)}</w:body></w:document>"
    whole = zipped([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.encode())], packed=0)
    return whole.replace(b"Two ships", b"Ten ships")


CASES = [
    Case("PDF", "with a text layer", "a.pdf", lambda: pdf([_PAGE]), _TEXTS),
    Case("PDF", "encrypted without a password to open it", "open.pdf", lambda: pdf([_PAGE], lock=Lock("")), _TEXTS),
    Case(
        "PDF", "with a password", "locked.pdf", lambda: pdf([_PAGE], lock=Lock("tide")), (),
        {"": Refusal.ENCRYPTED},
    ),
    Case("PDF", "scanned (no text layer)", "scan.pdf", lambda: pdf([[], []], extra=_IMAGE), (), {"": Refusal.NO_TEXT}),
    Case("PDF", "cut short", "cut.pdf", lambda: pdf([_PAGE])[:400], (), {"": Refusal.DAMAGED}),
    Case("PDF", "more than 2,000 pages", "long.pdf", lambda: pdf([[]] * 2_001), (), {"": Refusal.TOO_LARGE}),
    Case("DOCX", "its paragraphs", "a.docx", lambda: docx(p(QUAY) + p(CRANE)), _TEXTS),
    Case("DOCX", "tables, row by row", "t.docx", lambda: docx(
        p(QUAY) + f"<w:tbl><w:tr><w:tc>{p('Basin two')}</w:tc><w:tc>{p('closed')}</w:tc></w:tr></w:tbl>",
    ), ("Basin two | closed",)),
    Case(
        "DOCX", "with a password (an OLE container)", "locked.docx",
        lambda: ole({"EncryptedPackage": _BYTES, "EncryptionInfo": bytes(200)}), (),
        {"": Refusal.ENCRYPTED},
    ),
    Case("DOCX", "a text that fails its checksum", "bad.docx", damaged_docx, (), {"": Refusal.DAMAGED}),
    Case("DOCX", "cut short", "cut.docx", lambda: docx(p(QUAY))[:-200], (), {"": Refusal.DAMAGED}),
    Case("DOCX", "no words in it", "none.docx", lambda: docx(p("")), (), {"": Refusal.NO_TEXT}),
    Case("ODT", "its paragraphs", "a.odt", lambda: odt(_p(FERRY) + _p(QUAY)), ("The ferry",)),
    Case(
        "ODT", "with a password", "locked.odt", lambda: odt("", **{"META-INF/manifest.xml": _LOCKED_ODT}), (),
        {"": Refusal.ENCRYPTED},
    ),
    Case("ODT", "broken markup", "bad.odt", lambda: odt("<text:p>"), (), {"": Refusal.DAMAGED}),
    Case("ODT", "cut short", "cut.odt", lambda: odt(_p(FERRY))[:-100], (), {"": Refusal.DAMAGED}),
    Case("RTF", "its text", "a.rtf", rf"{{\rtf1\ansi\pard {QUAY}\par {CRANE}\par}}".encode(), _TEXTS),
    Case("RTF", "cut short", "cut.rtf", rf"{{\rtf1\ansi\pard {QUAY}\par {{\b A crane".encode(), _TEXTS),
    Case("RTF", "groups without an end", "deep.rtf", rb"{\rtf1" + b"{" * 100_000, (), {"": Refusal.DAMAGED}),
    Case("RTF", "no words in it", "none.rtf", rb"{\rtf1\ansi{\fonttbl{\f0 T;}}\pard\par}", (), {"": Refusal.NO_TEXT}),
    Case(
        "other office documents", "workbooks (XLSX)", "a.xlsx",
        lambda: packed(dict([_TYPES, ("xl/workbook.xml", "<x/>")])), (), {"": Refusal.UNSUPPORTED},
    ),
    Case(
        "other office documents", "presentations (PPTX)", "a.pptx",
        lambda: packed(dict([_TYPES, ("ppt/presentation.xml", "<x/>")])), (), {"": Refusal.UNSUPPORTED},
    ),
    Case(
        "other office documents", "OpenDocument tables (ODS)", "a.ods", lambda: odt("", "spreadsheet"), (),
        {"": Refusal.UNSUPPORTED},
    ),
    *(
        Case(
            "other office documents", f"of old programs ({kind})", f"a.{kind.lower()}",
            lambda stream=stream: ole({stream: _BYTES}), (), {"": Refusal.UNSUPPORTED},
        )
        for kind, stream in (("XLS", "Workbook"), ("PPT", "PowerPoint Document"))
    ),
]  # fmt: skip
