"""``briefings profile try``: what speaks for each profile, and when it would date a file."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from rich.console import Console

from flows.ingest.members import Members
from flows.limits import Limits
from flows.model import DateEvidence, Document, Header, RawFile
from flows.profile_try import speaks_against, tried_on, try_profiles
from flows.profiles import load_profiles
from flows.settings import PROJECT

LIMITS = Limits(30, 2_000, 1_000_000)
SAMPLES = PROJECT / "data/samples"


def shown(path: Path) -> tuple[bool, str]:
    out = io.StringIO()
    return try_profiles(path, LIMITS, Console(file=out, width=300)), out.getvalue()


def document(text: str) -> Document:
    [only] = Members(RawFile("a.txt", text.encode(), "0" * 64))
    assert isinstance(only, Document)
    return only


def test_the_masthead_chooses_and_the_volume_dates() -> None:
    is_known, text = shown(SAMPLES / "eurasia_daily_monitor/rail-ferry-bare.txt")
    assert is_known
    assert "the header names it: Eurasia Daily Monitor" in text and "issue calendar" in text
    chosen = next(line for line in text.splitlines() if "->" in line)
    assert "eurasia_daily_monitor" in chosen


def test_without_a_name_none_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "The harbour of Qarn stays closed until the ice breaks, the port office said.\n\nNobody knows more."
    )
    is_known, text = shown(path)
    assert not is_known and "(none)" in text and "not at all" in text


def test_a_refused_file_says_why(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("  \n")
    is_known, text = shown(path)
    assert not is_known and "nothing but white space" in text


def test_what_does_not_fit_is_said() -> None:
    profile = next(one for one in load_profiles() if one.publication_id == "eurasia_daily_monitor")
    sunday = DateEvidence(date(2009, 3, 15), date(2009, 3, 15), "header")
    against = list(speaks_against(profile, Header(volume=5, dates=(sunday,))))
    assert against == [
        "volume 5 is of 2008, the header says 2009",
        "2009-03-15 is a Sunday, on which it does not appear",
    ]


def test_a_self_citation_speaks_for_a_profile_but_does_not_choose_it() -> None:
    tried = tried_on(
        document("The quay is closed again (see EDM, March 18), the port office said.\n\nNobody knows more.")
    )
    assert [(one.name, one.is_chosen) for one in tried] == [("eurasia_daily_monitor", False), ("(none)", True)]
