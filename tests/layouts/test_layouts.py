"""Every layout of a publication has a sample, and every sample gives what a reader finds in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.extract.pipeline import extract
from flows.ingest import header_lines
from flows.ingest.read import read_documents, read_raw
from flows.model import Extraction, RawFile, Refusal, Refused
from flows.profiles import load_profiles, resolve_publication
from flows.settings import PROJECT

from .page import FACTS, PAGE, page

HERE = Path(__file__).parent
LAYOUTS, TRUTH = FACTS["layout"], FACTS["truth"]
REFUSED = {"edm_listing.html": Refusal.LISTING}


def extractions(name: str) -> list[Extraction]:
    """Return what is extracted from every article of a sample."""
    raw = read_raw(HERE / name, name, 10_000_000)
    return [
        extract(document, resolve_publication(document.header.publication, document.header.url, load_profiles()))
        for document in read_documents(raw)
    ]


def found(extraction: Extraction) -> dict[str, Any]:
    """Return what an extraction says, in the form of the truth."""
    document, header, text = extraction.document, extraction.document.header, extraction.document.text
    said = {text[quote.start : quote.end].replace("\n", " "): quote.speaker for quote in extraction.quotes}
    return {
        "profile": extraction.profile and extraction.profile.publication_id,
        "publication": header.publication,
        "volume": header.volume,
        "issue": header.issue,
        "headline": header.headline,
        "authors": [author.name for author in document.header.authors],
        "published": _window((extraction.published.earliest, extraction.published.latest)),
        "said": said,
        "cited": [f"{c.outlet} {c.dates[0][0]}" if c.dates else c.outlet for c in extraction.citations],
    }


def _window(days: Any) -> str | None:
    earliest, latest = days
    return None if earliest is None else f"{earliest}" if earliest == latest else f"{earliest}..{latest}"


def wrong(truth: dict[str, Any], extraction: Extraction) -> Iterator[str]:
    """Yield the fields that an extraction has wrong; what the truth does not name must not be there."""
    is_found = found(extraction)
    expected = {"volume": None, "issue": None, "headline": None, "authors": [], "published": None, "cited": []} | truth
    for name in expected.keys() - {"gaps", "said", "carried_by"}:
        if is_found[name] != expected[name]:
            yield name
    for begins, speaker in truth.get("said", {}).items():
        if not any(content.startswith(begins) and who == speaker for content, who in is_found["said"].items()):
            yield f"said: {begins}"


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_a_sample_gives_what_a_reader_finds_in_it(name: str) -> None:
    articles = extractions(name)
    assert len(articles) == len(TRUTH[name])
    for truth, extraction in zip(TRUTH[name], articles, strict=True):
        assert sorted(wrong(truth, extraction)) == sorted(truth.get("gaps", [])), found(extraction)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_no_article_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refused:
        extractions(name)
    assert refused.value.reason == REFUSED[name]


def test_every_layout_has_its_sample_and_every_sample_its_truth() -> None:
    assert [layout["number"] for layout in LAYOUTS] == list(range(1, 33))
    named = {sample for layout in LAYOUTS for sample in layout["samples"]}
    for sample in named:
        if "/" in sample:
            assert (PROJECT / "data" / "samples" / sample).exists(), sample
        else:
            assert sample in TRUTH or sample in REFUSED, sample
    here = {path.name for path in HERE.iterdir() if path.suffix in {".txt", ".html", ".md", ".eml"}}
    assert here == {sample for sample in named if "/" not in sample}


def test_every_profile_has_a_sample() -> None:
    here = {truth.get("profile") or truth.get("carried_by") for truths in TRUTH.values() for truth in truths}
    of_product = {sample.split("/")[0] for layout in LAYOUTS for sample in layout["samples"] if "/" in sample}
    assert {profile.publication_id for profile in load_profiles()} <= here | of_product | {"state_department_briefing"}


def test_the_page_of_layouts_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.layouts.page --write"


def test_a_publication_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profiles = tmp_path / "profiles"
    profiles.mkdir()
    (profiles / "morsk_letter.toml").write_text(
        'name = "The Morsk Letter"\nvolume_year_offset = 2000\nself_names = ["ML"]\n'
    )
    monkeypatch.setattr("flows.profiles._FOLDER", profiles)
    load_profiles.cache_clear()
    header_lines._known_names.cache_clear()
    try:
        head = "The Morsk Letter\nVolume 9, Issue 3\n\nTHE PIER LEANS\n\n"
        text = f"{head}The pier leans, said Vera Tamm on March 3 (see ML, March 2)."
        raw = RawFile("letter.txt", text.encode(), "0" * 64)
        [document] = read_documents(raw)
        profile = resolve_publication(document.header.publication, None, load_profiles())
        extraction = extract(document, profile)
    finally:
        load_profiles.cache_clear()
        header_lines._known_names.cache_clear()
    assert profile is not None and profile.publication_id == "morsk_letter"
    assert (document.header.headline, document.header.volume) == ("THE PIER LEANS", 9)
    assert extraction.published.earliest is not None and extraction.published.earliest.year == 2009
    assert [(citation.outlet_kind, citation.relation) for citation in extraction.citations] == [("self", "see")]
