"""Texts, pages and pictures."""

from __future__ import annotations

from flows.model import Refusal
from tests.ingest.formats import Case, stored
from tests.ingest.formats._build import CRANE, FERRY, FRAMES, PICTURE, QUAY, frame_pages, html

CASES = [
    Case("plain text", "in any encoding that tells itself", "a.txt", QUAY.encode("utf-16"), ("The quay",)),
    Case("plain text", "empty", "empty.txt", b"", (), {"": Refusal.EMPTY}),
    Case("plain text", "binary data", "b.txt", bytes(range(256)) * 40, (), {"": Refusal.NOT_TEXT}),
    Case("plain text", "a header without a text", "h.txt", b"By Ana Duarte\n", (), {"": Refusal.NO_TEXT}),
    Case("plain text", "signed (OpenPGP)", "signed.txt", stored("clearsigned.txt"), (CRANE[:20],)),
    Case("plain text", "encrypted (OpenPGP)", "pgp.txt", stored("encrypted.txt"), (), {"": Refusal.ENCRYPTED}),
    Case("Markdown", "with front matter", "a.md", f"---\ntitle: Quay\n---\n# Quay\n\n{CRANE}".encode(), ("A crane",)),
    Case("Markdown", "damaged front matter", "b.md", b"---\na: [\n---\nText.\n", (), {"": Refusal.DAMAGED}),
    Case("web page", "as saved", "a.html", html(FERRY), ("The ferry",)),
    Case(
        "web page", "with its folder beside it", "Quay.html", html(QUAY), ("The quay",),
        beside={"Quay_files/logo.png": PICTURE, "Quay_files/frame.html": html(CRANE)},
    ),
    Case("web page", "frames without their pages", "Issue.htm", FRAMES, (), {"": Refusal.NO_TEXT}),
    Case("web page", "a menu, with no article on it", "menu.htm", frame_pages("")[0][1], (), {"": Refusal.LISTING}),
    Case("web page", "no text on it", "b.html", b"<html><script>x</script></html>", (), {"": Refusal.NO_TEXT}),
    Case("picture", "(no text layer)", "a.png", PICTURE, (), {"": Refusal.UNSUPPORTED}),
]  # fmt: skip
