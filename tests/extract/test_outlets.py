"""The registry of outlets and what printed sources are taken for."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from flows.extract.outlets import find_outlet, fold, identify, is_host, leading_outlet, outlet_id, registry
from flows.tables import citations, outlets


def test_no_name_or_alias_belongs_to_two_outlets() -> None:
    names = Counter(name for outlet in registry() for name in {fold(name) for name in (outlet.name, *outlet.aliases)})
    assert [name for name, times in names.items() if times > 1] == []


def test_every_row_fits_the_tables() -> None:
    kinds = next(c for c in outlets.TABLE.columns if c.name == "kind").one_of
    cited = next(c for c in citations.TABLE.columns if c.name == "outlet_kind").one_of
    assert kinds is not None and cited is not None
    for outlet in registry():
        assert outlet.kind in kinds and outlet.kind in cited, outlet.name
        assert outlet.country is None or re.fullmatch("[A-Z]{2}", outlet.country), outlet.name
        assert re.fullmatch("[0-9a-f]{32}", outlet.outlet_id), outlet.name


def test_the_key_depends_on_the_folded_name_alone() -> None:
    assert outlet_id("The Moscow Times") == outlet_id("Moscow  Times")
    assert outlet_id("Hürriyet") == outlet_id("HURRIYET")
    assert outlet_id("Interfax") != outlet_id("Interfax-Ukraine")


@pytest.mark.parametrize(
    ("printed", "kind", "name"),
    [
        ("Interfax", "agency", "Interfax"),
        ("Itar-Tass", "agency", "ITAR-TASS"),
        ("Nezavisimaya gazeta", "newspaper", "Nezavisimaya Gazeta"),
        ("Rustavi-2", "tv", "Rustavi 2 TV"),
        ("https://www.interfax.ru/world/1", "agency", "Interfax"),
        ("nvo.ng.ru", "newspaper", "Nezavisimoye Voyennoye Obozreniye"),
        ("1+1", "tv", "One Plus One TV"),
        ("ČTK", "agency", "CTK"),
    ],
)
def test_names_aliases_and_hosts_lead_to_the_outlet(printed: str, kind: str, name: str) -> None:
    source = identify(printed)
    assert (source.kind, source.outlet and source.outlet.name, source.is_variant) == (kind, name, False)


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("www.ferry-log.example", "website"),
        ("local media", "generic"),
        ("Russian news agencies", "generic"),
        ("telephone interview with a harbor pilot", "interview"),
        ("Tarsenian Ministry of Transport press release", "official"),
        ("Radio Varda", "radio"),
        ("Kanal 9 TV", "tv"),
        ("Mira Tolbek", "unknown"),
    ],
)
def test_what_the_registry_does_not_know_is_told_by_its_words(printed: str, kind: str) -> None:
    source = identify(printed)
    assert (source.kind, source.outlet) == (kind, None)


def test_a_variant_is_found_by_its_longest_known_beginning() -> None:
    source = identify("RIA Novosti Crimea")
    assert source.is_variant and source.outlet is not None and source.outlet.name == "RIA Novosti"


@pytest.mark.parametrize("printed", ["Prime Minister’s Office", "Dawn Foods", "The Times of Malta", "Trend Analysis"])
def test_a_word_that_is_also_an_outlet_leads_no_variant(printed: str) -> None:
    assert identify(printed).outlet is None


def test_a_name_that_several_outlets_share_is_ambiguous() -> None:
    source = find_outlet("Segodnya")
    assert source is not None
    assert (source.kind, source.outlet, source.is_ambiguous) == ("newspaper", None, True)


@pytest.mark.parametrize("text", ["U.S.", "a.k.a.", "Interfax", "Ministry of Trade", "e.g."])
def test_abbreviations_are_no_hosts(text: str) -> None:
    assert not is_host(text)


def test_the_longest_name_at_the_beginning_of_words_is_taken() -> None:
    found = leading_outlet("Interfax-Ukraine on Monday that the quay was closed")
    assert found is not None and found[0] == "Interfax-Ukraine"
    assert leading_outlet("the harbor master") is None
