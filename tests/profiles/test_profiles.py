"""The profiles: rules that hold for every one of them, and how a document finds its own."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from flows.model import Profile
from flows.profiles import _load, folded, load_profiles, resolve_publication

PROFILES = load_profiles()


def names_of(profile: Profile) -> set[str]:
    return {folded(name) for name in (profile.name, *profile.aliases)}


def test_there_are_the_publications_of_the_field() -> None:
    assert len(PROFILES) >= 16
    assert [profile.publication_id for profile in PROFILES] == sorted(profile.publication_id for profile in PROFILES)


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.publication_id)
def test_every_profile(profile: Profile) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", profile.publication_id)
    assert all(names_of(profile)), "every name has letters or digits"
    assert profile.issn is None or re.fullmatch(r"\d{4}-\d{3}[\dX]", profile.issn)
    assert profile.country is None or re.fullmatch(r"[A-Z]{2}", profile.country)
    assert re.fullmatch(r"[a-z]{2,3}", profile.language)
    assert all(1 <= day <= 7 for day in profile.weekdays)
    assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/[a-z0-9/_-]+)?", domain) for domain in profile.domains)
    assert resolve_publication(profile.name.upper(), None, PROFILES) is profile
    assert all(resolve_publication(None, f"https://www.{domain}/x", PROFILES) is profile for domain in profile.domains)


def test_no_name_and_no_address_belongs_to_two() -> None:
    for one, other in combinations(PROFILES, 2):
        assert not names_of(one) & names_of(other), f"{one.publication_id} and {other.publication_id} share a name"
        assert not set(one.domains) & set(other.domains), (
            f"{one.publication_id} and {other.publication_id} share an address"
        )


def test_the_volume_tells_the_year() -> None:
    by_id = {profile.publication_id: profile for profile in PROFILES}
    offsets = {
        name: by_id[name].volume_year_offset for name in ("eurasia_daily_monitor", "china_brief", "rferl_newsline")
    }
    assert offsets == {"eurasia_daily_monitor": 2003, "china_brief": 2000, "rferl_newsline": 1996}
    assert by_id["eurasia_daily_monitor"].calendar == "edm"


@pytest.mark.parametrize(
    ("printed", "url", "expected"),
    [
        ("EURASIA  DAILY MONITOR", None, "eurasia_daily_monitor"),
        ("The Eurasia Daily Monitor", None, "eurasia_daily_monitor"),
        ("Johnson’s Russia List", None, "johnsons_russia_list"),
        ("RFE/RL NEWSLINE", "https://jamestown.org/programs/cb/x", "rferl_newsline"),
        ("Some Blog", "https://www.understandingwar.org/backgrounder/x", "isw_assessment"),
        (None, "understandingwar.org", "isw_assessment"),
        (None, "https://notunderstandingwar.org/x", None),
        (None, "https://jamestown.org/programs/cb/a-quay/", "china_brief"),
        (None, "https://jamestown.org/program/a-quay/", None),
        ("Jamestown", "https://jamestown.org/program/a-quay/", None),
        (None, "http://[broken", None),
        ("", "", None),
        (None, None, None),
    ],
)
def test_resolution(printed: str | None, url: str | None, expected: str | None) -> None:
    found = resolve_publication(printed, url, PROFILES)
    assert (found.publication_id if found else None) == expected


@pytest.mark.parametrize(
    ("content", "message"), [('name = "X"\ncolour = "red"\n', "colour"), ('country = "US"\n', "needs a name")]
)
def test_a_wrong_profile_says_what_is_wrong(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "x.toml").write_text(content)
    with pytest.raises(ValueError, match=message):
        _load(tmp_path / "x.toml")
