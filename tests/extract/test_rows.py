"""The rows of a document: keys from content, spans that read back, headers that come back."""

from __future__ import annotations

from datetime import date

from flows.extract.rows import entity_id, header_json, header_of_json, publication_slug
from flows.model import Author, DateEvidence, Header


def test_a_header_comes_back_from_its_json():
    header = Header(
        headline="Quay “Opens”",
        authors=(Author("Mara Feld", role="editor"), Author("Ilin Sorro")),
        volume=5,
        dates=(DateEvidence(date(2008, 4, 1), date(2008, 4, 30), "header"),),
        is_truncated=True,
    )
    assert header_of_json(header_json(header)) == header


def test_what_a_header_does_not_say_is_left_out_of_its_json():
    assert header_json(Header()) == "{}"
    assert header_of_json("{}") == Header()


def test_an_entity_is_the_same_however_its_name_is_spaced_or_cased():
    assert entity_id("person", "Mara  Feld") == entity_id("person", "MARA FELD")
    assert entity_id("person", "Varda") != entity_id("place", "Varda")


def test_a_publication_without_profile_is_named_by_its_folded_name():
    assert publication_slug("The Évian Gazette, No. 1") == "the_evian_gazette_no_1"
    assert publication_slug("新聞") is None
