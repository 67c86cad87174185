"""Whatever arrives is read or refused with a reason, in bounded time and memory, and nothing else is ever raised."""

from __future__ import annotations

import gzip
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.ingest.identity import document_id
from flows.ingest.read import document_of_text, read_documents
from flows.model import Document, RawFile, Refusal, Refused
from tests.ingest.hostile import BODY, CASES

HEADS = (
    b"", b"<html>", b"<!doctype html><h1>", b"---\ntitle: ", b"+++\n", b"From: a@b\nDate: ",
    b"From: a@b\nMIME-Version: 1\n\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b\x08", b"Publication: ", b"b'",
    b'<html><script type="application/ld+json">{"@type":"Article",',
)  # fmt: skip


def documents_of(data: bytes, name: str = "a.txt") -> list[Document]:
    return read_documents(RawFile(name, data, "0" * 64))


@pytest.mark.parametrize(("name", "data", "reason"), CASES.values(), ids=CASES)
def test_hostile_files(name: str, data: bytes, reason: Refusal | None) -> None:
    began = time.process_time()
    if reason is None:
        [document] = documents_of(data, name)
        assert "quay is closed" in document.text or "\ufffd" in document.text or "<" in document.text
        document.text.encode("utf-8")
    else:
        with pytest.raises(Refused) as refused:
            documents_of(data, name)
        assert refused.value.reason is reason
        assert len(refused.value.sentence) > 10
    assert time.process_time() - began < 5


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.sampled_from(HEADS), st.binary(max_size=600), st.booleans())
def test_arbitrary_bytes_are_read_or_refused(head: bytes, data: bytes, packed: bool) -> None:
    try:
        documents = documents_of(gzip.compress(head + data) if packed else head + data)
    except Refused:
        return
    for document in documents:
        assert document.text.strip()
        document.text.encode("utf-8")
        assert document.document_id == document_id(document.text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.sampled_from(HEADS), st.text(max_size=400))
def test_arbitrary_text_is_read_or_refused(head: bytes, text: str) -> None:
    with suppress(Refused):
        documents_of(head + text.encode("utf-8", "surrogatepass"), "a.md")
    document = document_of_text("x", text)
    assert len(document.text) == len(text)
    assert 0 <= document.body_start <= len(text)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(
            ("<div>", "</div>", "<p>", "<table><td>", "<h1>", "<a href=x>", "<!--", "-->", "<b", "quay ", "&lt;", "\n")
        ),
        max_size=80,
    )
)
def test_arbitrary_markup_is_read_or_refused(pieces: list[str]) -> None:
    with suppress(Refused):
        documents_of(b"<html>" + "".join(pieces).encode() + BODY, "a.html")
