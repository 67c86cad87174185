"""Every format: each sample is read or refused as told, the page that tells it is current, and one batch takes all."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from flows.batch import cut_batches, stage
from flows.inbox import look_into
from flows.limits import Limits
from flows.model import Refusal
from flows.settings import PROJECT
from tests.ingest.formats import PLAIN_MARKS, Case, cases, page
from tests.ingest.formats.__main__ import write_samples

LIMITS = Limits(seconds=20, memory_mb=1_500, file_bytes=10_000_000)


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.format}: {case.about}")
def test_sample(case: Case) -> None:
    began = time.process_time()
    documents, refused, passed_over = case.became()
    assert [any(text in d.text for d in documents) for text in case.texts] == [True] * len(case.texts)
    assert len(documents) == len(case.texts)
    assert refused == dict(case.refused)
    assert passed_over == case.passed_over
    assert time.process_time() - began < 5


@pytest.mark.parametrize("case", [case for case in cases() if case.golden], ids=lambda case: case.name)
def test_what_programs_wrote_is_read_word_by_word(case: Case) -> None:
    [document], _, _ = case.became()
    assert case.golden is not None
    assert tuple(document.text.translate(PLAIN_MARKS).split("\n\n")) == case.golden.paragraphs
    assert document.header.headline == case.golden.headline
    assert tuple(author.name for author in document.header.authors) == case.golden.authors


def test_the_page_of_formats_is_current() -> None:
    assert (PROJECT / "docs" / "formats.md").read_text(encoding="utf-8") == page()


def test_one_run_takes_a_folder_with_all_of_them(tmp_path: Path) -> None:
    samples = write_samples(tmp_path / "all")
    inbox = look_into([tmp_path / "all"], frozenset(), LIMITS.file_bytes)
    assert [Path(file.shown_as) for file in inbox.fresh] == sorted(samples)
    assert not inbox.turned
    [batch] = cut_batches(inbox.fresh, 10**9)
    staged = stage(batch, tmp_path / "staged", "run", LIMITS)
    known = dict(zip(samples, cases(), strict=True))
    for outcome in staged.outcomes:
        case = known[Path(outcome.path)]
        assert (outcome.refusal is None) == bool(case.texts), outcome
        assert outcome.refusal is not Refusal.CRASHED
        assert {m.member: m.reason for m in outcome.refused_members} == {k: v for k, v in case.refused.items() if k}
    assert len(staged.outcomes) == len(samples)
