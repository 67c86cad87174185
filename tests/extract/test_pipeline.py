"""The whole extraction of one document: it never fails, stays inside the text, is a pure function, and is linear.

``BRIEFINGS_EXAMPLES=20000`` sets how many made-up texts are tried.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.extract.contract import as_json
from flows.extract.language import detect_language, load_model
from flows.extract.pipeline import extract
from flows.extract.rows import rows_of
from flows.ingest.read import document_of_text
from flows.model import Document
from flows.profiles import load_profiles
from flows.settings import PROJECT
from flows.tables import table
from tests.benchmarks.corpora import records, sample_documents

EXAMPLES = int(os.environ.get("BRIEFINGS_EXAMPLES", "80"))
IS_LONG_RUN = EXAMPLES >= 20_000
LARGEST = 1_000_000 if IS_LONG_RUN else 256_000
MEASURABLE = 0.05  # seconds
LINEAR = 6  # four times the text takes four times as long; sixteen would be the square
PROFILES = (None, *load_profiles())

any_text = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

MARKS = ("“", "”", '"', "‘", "’", "'", "«", "»", "„", "``", "''", "‹", "›", "″")
GAPS = (
    " ",
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "; ",
    ": ",
    "\n",
    "\n\n",
    "\r\n\r\n",
    " — ",
    "-",
    "…",
    "",
    "\t",
    "\u2028",
    "    ",
)
WORDS = (
    *"said says told that according to by of the and but who which warned asked whether denied in his her".split(),
    *"Mara Feld Dr. President Putin Mr. Orvalia Moscow NATO Ministry of Foreign Affairs Jr. O'Neill al-Haddad".split(),
    *"Tuesday yesterday March 18 2008 18/03/08 mid-March tomorrow 1990s spring last-week 10:30 GMT 3.5 $4 [3]".split(),
    *"(Interfax, (see EDM, 18) ) ( [ ] {} accessed http://tass.example/a?b=1 www. BBC Ibid. op. cit.".split(),
    *"Volume 5, Issue 62 Eurasia Daily Monitor By Q: A: # * > 1. I. U.S. İstanbul ﬁ ǅ ß Ⅷ 新聞 Пирс".split(),
    "(Interfax, March 18)",
    "(see EDM, February 30)",
    "told reporters",
    "according to",
    "foreign minister",
    "the spokesman added",
    "\n\n    ",
)

arbitrary = st.text(st.characters(), max_size=300) | st.text(st.characters(codec="utf-8"), max_size=300)
only_marks = st.lists(st.sampled_from((*MARKS, " ", "\n\n", "a", ".")), max_size=120).map("".join)
salad = st.lists(st.sampled_from((*WORDS, *MARKS, *GAPS)), max_size=120).map("".join)
spaced_salad = st.lists(st.sampled_from((*WORDS, *MARKS)), max_size=120).map(" ".join)


def holds_together(text: str, profile=None) -> None:
    """Extract, and check every offset of every table against the text."""
    document = document_of_text("a", text)
    size = len(document.text)
    assert size == len(text)
    extraction = extract(document, profile)
    contract = as_json(extraction, "a")
    json.dumps(contract, ensure_ascii=False).encode("utf-8")
    for kind in ("quotes", "scare_quotes", "citations", "mentions", "roles", "dates"):
        for item in contract[kind]:
            spans = [(item["start"], item["end"]), *item.get("spans", ()), *item.get("verbatim", ())]
            spans += [(item[f"{what}_start"], item[f"{what}_end"]) for what in ("speaker", "cue") if item.get(what)]
            spans += [item["person"]] if item.get("person") else []
            for start, end in spans:
                assert start is None or document.body_start <= start < end <= size, (kind, item)
    for name, rows in rows_of(extraction).items():
        keys = [tuple(row[part] for part in table(name).key) for row in rows]
        assert len(keys) == len(set(keys)), (name, repeated(keys))
        for row in rows:
            assert all(row[c.name] is not None for c in table(name).columns if not c.nullable and c.name in row), row


def repeated(keys):
    """Return the keys that stand more than once."""
    return [key for key, count in Counter(keys).items() if count > 1]


@any_text
@given(arbitrary, st.sampled_from(PROFILES))
def test_any_characters(text: str, profile) -> None:
    holds_together(text, profile)


@any_text
@given(only_marks)
def test_only_quotation_marks(text: str) -> None:
    holds_together(text)


@any_text
@given(salad, st.sampled_from(PROFILES))
def test_word_salad(text: str, profile) -> None:
    holds_together(text, profile)


@any_text
@given(spaced_salad, st.sampled_from(PROFILES))
def test_word_salad_with_spaces(text: str, profile) -> None:
    holds_together(text, profile)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\ud800", "\ufeff", "“", "“”", "()", "1", "\u2028" * 9])
def test_hardly_a_text(text: str) -> None:
    holds_together(text)


# ---- time --------------------------------------------------------------------------------------------------------

NASTY = {
    "one word": "a",
    "opening marks": "“",
    "straight marks": '" ',
    "apostrophes": "' a'",
    "brackets": "((",
    "citations": "(Interfax, March 18) ",
    "said": "said that ",
    "capitals": "Aa Bb ",
    "numbers": "1.5,",
    "blank lines": "\n \n",
    "paragraphs of one speaker": "“No,” said Mara Feld on May 3 (Interfax, May 4).\n\n",
    "turns": "Q: Why?\n\nMARA FELD: “Well",
    "initials": "A. B. ",
    "joined names": "Bank of Aa and ",
    "enumerated roles": "Aa Bb, minister of Cc and Dd, ",
    "lines of names": "Aa Bb\n",
}


@cache
def warmed_up() -> bool:
    extract(document_of_text("a", "“We load,” said Mara Feld, the minister (Interfax, March 1)."))
    load_model()
    return True


def seconds(text: str) -> float:
    assert warmed_up()
    document = document_of_text("a", text)
    gc.collect()
    gc.disable()  # what the collector looks through again and again is not the extractor's time
    try:
        begun = time.process_time()
        extraction = extract(document)
        rows_of(extraction)
        return time.process_time() - begun
    finally:
        gc.enable()


def growth(piece: str, size: int) -> tuple[float, float]:
    """Return the time for a text of so many characters, and how many times that of a quarter it is."""
    whole, quarter = seconds((piece * size)[:size]), seconds((piece * size)[: size // 4])
    return whole, whole / quarter


@pytest.mark.parametrize("piece", NASTY.values(), ids=NASTY)
def test_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    size, whole = (LARGEST if IS_LONG_RUN else 16_000), 0.0
    while whole < MEASURABLE and size <= LARGEST:
        whole, ratio = growth(piece, size)
        size *= 4
    if ratio >= LINEAR:  # a busy machine, or not linear: then it stays so
        ratio = min(growth(piece, size // 4)[1] for _ in range(3))
    assert whole < MEASURABLE or ratio < LINEAR


def test_a_line_of_ten_megabytes() -> None:
    assert seconds("a" * 10_000_000) < 20


# ---- a pure function ---------------------------------------------------------------------------------------------

FRESH = "from tests.extract.test_pipeline import fingerprint; print(fingerprint())"


def as_line(document: Document) -> str:
    extraction = extract(document)
    return json.dumps([as_json(extraction, "a"), rows_of(extraction)], default=str)


def fingerprint() -> str:
    """Return a hash over everything that is extracted from the samples."""
    lines = "\n".join(as_line(document) for document in sample_documents())
    return sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()


def test_the_same_text_gives_the_same_rows_whatever_came_before() -> None:
    documents = list(sample_documents())
    first = [as_line(document) for document in documents]
    assert [as_line(document) for document in reversed(documents)] == first[::-1]


def test_the_same_text_gives_the_same_rows_in_another_process() -> None:
    other = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    environment = dict(os.environ) | {"PYTHONHASHSEED": other}
    command = [sys.executable, "-c", FRESH]
    fresh = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert fresh.stdout.strip() == fingerprint()


# ---- keys --------------------------------------------------------------------------------------------------------


def repeated_keys(documents: Iterable[Document]) -> list[str]:
    """Return every key that stands twice in a table, with its place; only tables whose key is of the extraction."""
    seen: dict[str, set[Any]] = {}
    found = []
    for document in documents:
        for name, rows in rows_of(extract(document)).items():
            if name in ("documents", "document_sources", "authors"):
                continue  # the same article may come from two files
            for row in rows:
                key = tuple(row[part] for part in table(name).key)
                if key in seen.setdefault(name, set()):
                    found.append(f"{name} of {document.path}: {row}")
                seen[name].add(key)
    return found


def test_no_key_stands_twice_in_the_samples() -> None:
    distinct = {document.document_id: document for document in sample_documents()}
    assert repeated_keys(distinct.values()) == []


@pytest.mark.skipif(not records("quotes/framenet_nti"), reason="no corpora beside the project")
def test_no_key_stands_twice_in_the_corpora() -> None:
    names = ("framenet_nti", "gum_news", "framenet_news", *(["polnear"] if IS_LONG_RUN else []))
    found = [(record["id"], record["text"]) for name in names for record in records(f"quotes/{name}")]
    documents = {d.document_id: d for d in (document_of_text(str(i), text) for i, text in found)}
    assert repeated_keys(documents.values()) == []


# ---- language ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ferry crews in Orvalia stopped work on Monday, said the port, which has asked for talks.", "en"),
        ("Der Hafen war gestern wegen des Sturms den ganzen Tag geschlossen, sagte der Sprecher.", "de"),
        ("Порт был закрыт вчера весь день из-за шторма, сообщил представитель компании.", "ru"),
        ("Le port a été fermé toute la journée à cause de la tempête, a dit le porte-parole.", "fr"),
        ("Too short.", None),
    ],
)
def test_the_language_of_a_text(text: str, language: str | None) -> None:
    assert detect_language(text) == language


def test_a_text_too_short_to_tell_has_the_declared_language() -> None:
    assert detect_language("Kurz.", "de-AT") == "de"
