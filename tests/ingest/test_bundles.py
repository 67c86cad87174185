"""Bundles are split where the printing leaves no doubt, and articles with subheads never are."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.ingest.members import Members
from flows.model import Document, RawFile
from flows.profiles import load_profiles
from flows.settings import PROJECT

BODY = (
    "The harbour of Qarn stays closed until the ice breaks, the port office said on Monday. Ships wait in the roads, "
    "and the pilots have been sent home. “We have no date,” harbour master Ilse Brandt told reporters at the quay, "
    "where the last ferry of the year has been lying since November. Nobody expects the thaw before the end of March."
)


def articles(text: str) -> list[Document]:
    return [one for one in Members(RawFile("issue.txt", text.encode(), "0" * 64)) if isinstance(one, Document)]


DIGEST = f"""RFE/RL NEWSLINE Vol. 9, No. 61, Part I, 1 April 2005

RUSSIA

PORT OF QARN STAYS CLOSED FOR ANOTHER MONTH. {BODY} VY

MINISTER PROMISES A NEW ICEBREAKER BY AUTUMN. {BODY.replace("Qarn", "Morsk")} RC

TRANSCAUCASIA AND CENTRAL ASIA

FERRY CREWS RETURN TO WORK WITHOUT A RAISE. {BODY.replace("Qarn", "Aksuat")} LF
"""

ISSUE = f"""Chechnya Weekly
November 30, 2006 - Volume VII, Issue 46

IN THIS ISSUE:
* Port of Qarn Stays Closed
  By Mara Lind
* A New Icebreaker Is Promised for the
  Autumn
* Briefs

----------------------------------------

Port of Qarn Stays Closed
By Mara Lind

{BODY}

A New Icebreaker Is Promised for the Autumn

{BODY.replace("Qarn", "Morsk")}

Briefs
"""

PIECES = f"""Prism
Volume 7, Issue 46

PORT OF QARN STAYS CLOSED

By Mara Lind

{BODY}

* * *

A New Icebreaker Is Promised

By Olof Berg

{BODY.replace("Qarn", "Morsk")}
"""


def test_a_digest_is_split_by_its_profile() -> None:
    found = articles(DIGEST)
    assert [one.member for one in found] == ["item 1", "item 2", "item 3"]
    assert [one.header.headline for one in found] == [
        "PORT OF QARN STAYS CLOSED FOR ANOTHER MONTH",
        "MINISTER PROMISES A NEW ICEBREAKER BY AUTUMN",
        "FERRY CREWS RETURN TO WORK WITHOUT A RAISE",
    ]
    assert [one.header.section for one in found] == ["RUSSIA", "RUSSIA", "TRANSCAUCASIA AND CENTRAL ASIA"]
    assert all(one.text.startswith("The harbour of") for one in found)
    for one in found:
        assert (one.header.publication, one.header.volume, one.header.issue) == ("RFE/RL NEWSLINE", 9, 61)
        assert str(one.header.dates[0].earliest) == "2005-04-01"


def test_an_issue_is_split_at_the_titles_of_its_contents() -> None:
    found = articles(ISSUE)
    assert [one.header.headline for one in found] == [
        "Port of Qarn Stays Closed",
        "A New Icebreaker Is Promised for the Autumn",
    ]
    assert [[author.name for author in one.header.authors] for one in found] == [["Mara Lind"], []]
    assert {(one.header.publication, one.header.volume, one.header.issue) for one in found} == {
        ("Chechnya Weekly", 7, 46)
    }
    assert [one.text for one in found] == [BODY, BODY.replace("Qarn", "Morsk")]


def test_signed_pieces_between_rules_are_articles() -> None:
    found = articles(PIECES)
    assert [one.header.headline for one in found][1:] == ["A New Icebreaker Is Promised"]
    assert [[author.name for author in one.header.authors] for one in found] == [["Mara Lind"], ["Olof Berg"]]
    assert [one.header.issue for one in found] == [46, 46]


def test_a_page_of_an_issue_is_split_too() -> None:
    titles = ("Port of Qarn Stays Closed", "A New Icebreaker Is Promised")
    listed = "".join(f"<li>{title}</li>" for title in titles)
    told = "".join(f"<h2>{title}</h2><p>{BODY}</p><p>{BODY.replace('Qarn', title)}</p>" for title in titles)
    page = (
        "<html><head><title>Chechnya Weekly - Volume VII, Issue 46</title></head><body><article>"
        "<h1>Chechnya Weekly - Volume VII, Issue 46</h1>"
        f"<p>In this issue</p><ul>{listed}</ul>{told}</article></body></html>"
    )
    found = articles(page)
    assert [(one.member, one.header.headline) for one in found] == [("item 1", titles[0]), ("item 2", titles[1])]


@pytest.mark.parametrize(
    "text",
    [
        f"Title of It All\n\nBy Mara Lind\n\n{BODY}\n\nThe First Subhead\n\n{BODY}\n\nThe Second Subhead\n\n{BODY}\n",
        f"Title of It All\n\nBy Mara Lind\n\n{BODY}\n\n* * *\n\n{BODY}\n\n* * *\n\n{BODY}\n",
        f"Contents\nThe First\nThe Second\n\nThe First\n\n{BODY}\n\nThe Second\n\n{BODY}\n",
        f"Title of It All\n\nPORT OF QARN STAYS CLOSED FOR LONG. {BODY}\n\nMINISTER PROMISES AN ICEBREAKER NOW. {BODY}",
    ],
)
def test_subheads_and_breaks_split_nothing(text: str) -> None:
    assert [one.member for one in articles(text)] == [""]


def test_patterns_of_profiles_are_bounded_and_compile() -> None:
    import re

    for profile in load_profiles():
        for source in profile.bundle_items:
            pattern = re.compile(source)
            for hostile in ("A" * 20_000, "[01] " + "A " * 10_000, "#" * 10_000):
                pattern.match(hostile)


def test_no_sample_is_split() -> None:
    for path in sorted((PROJECT / "data/samples").rglob("*.txt")):
        assert [one.member for one in articles(path.read_text(encoding="utf-8"))] == [""], path


SEED = Path(PROJECT).parent / "shared/domain/seed.txt"


@pytest.mark.skipif(not SEED.exists(), reason="needs the shared corpora")
def test_the_seed_is_one_article() -> None:
    assert [one.member for one in articles(SEED.read_text(encoding="utf-8"))] == [""]
