from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.analysis import analyse
from flows.extract.attribution import attribute
from flows.extract.citations import parse_citations, resolve_citations
from flows.extract.dates import find_dates
from flows.extract.layout import with_speakers
from flows.extract.names import find_names
from flows.extract.quotations import find_quotations
from flows.model import Mention, Published, Quote

LAID_OUT = ("block", "transcript")


def said(text: str, heading: str = "") -> list[Quote]:
    """What the layout of a text shows to be said."""
    analysis = analyse(text)
    return [quote for quote in find_quotations(analysis, *find_names(analysis), heading)[0] if quote.kind in LAID_OUT]


def rows(text: str, heading: str = "") -> list[tuple[str | None, str]]:
    return [(quote.speaker, text[quote.start : quote.end]) for quote in said(text, heading)]


# ---- turns of a transcript

BRIEFING = """MR. REED: Good afternoon. The pier is open again.

Q Is it safe?

MR. REED: It is. I walked it this morning.

So did the mayor, and nobody fell.

MS. ABARA: I can add one thing. The rail is new.

Q And the price?

MR. REED: You'd have to ask the treasury.

*The rail was replaced on May 3.

END 2:10 P.M."""


def test_turns_go_to_the_full_name_that_the_headline_tells() -> None:
    found = rows(BRIEFING, "Daily Briefing by Press Secretary Ivo Reed")
    assert found == [
        ("Ivo Reed", "Good afternoon. The pier is open again."),
        (None, "Is it safe?"),
        ("Ivo Reed", "It is. I walked it this morning."),
        ("Ivo Reed", "So did the mayor, and nobody fell."),
        ("Abara", "I can add one thing. The rail is new."),
        (None, "And the price?"),
        ("Ivo Reed", "You'd have to ask the treasury."),
    ]


def test_a_letter_is_a_role_and_no_person() -> None:
    question = next(quote for quote in said(BRIEFING) if quote.speaker is None)
    assert (question.speaker_role, question.is_anonymous, question.speaker_type) == ("Q", True, None)
    assert question.speaker_mention is not None
    assert BRIEFING[slice(*question.speaker_mention)] == "Q"


def test_paragraphs_of_one_turn_share_their_spans() -> None:
    first, second = [quote for quote in said(BRIEFING) if len(quote.spans) == 2]
    assert first.spans == second.spans == ((first.start, first.end), (second.start, second.end))


def test_the_role_comes_from_the_headline_or_from_the_title() -> None:
    text = "SECRETARY REED: I am glad to be here.\n\nQ Why?\n\nMR. ORR: We have a boat to catch."
    roles = {quote.speaker: quote.speaker_role for quote in said(text, "Remarks With Harbor Minister Tom Orr")}
    assert roles == {"Reed": "Secretary", None: "Q", "Tom Orr": "Harbor Minister"}


def test_a_post_goes_to_the_one_person_who_bears_it() -> None:
    text = "THE PRESIDENT: We will rebuild it.\n\nQ When?\n\nTHE PRESIDENT: I said soon."
    assert rows(text, "Press Conference by President Ada Orr")[0][0] == "Ada Orr"
    nobody = said(text)[0]
    assert (nobody.speaker, nobody.speaker_role) == (None, "The President")


def test_a_short_label_means_the_longer_one_before_it() -> None:
    text = (
        "TOM ORR, HARBOR MINISTER: I welcome you all.\n\nADA REED, HOST: Thank you. Is your pier open?\n\n"
        "ORR: It is, and you may walk on it."
    )
    assert [speaker for speaker, _ in rows(text)] == ["Tom Orr", "Ada Reed", "Tom Orr"]
    assert said(text)[0].speaker_role == "HARBOR MINISTER"


def test_titles_tell_namesakes_apart() -> None:
    text = "MS. ORR: I am Ada.\n\nMR. ORR: I am Tom.\n\nQ Who are you?"
    heading = "Briefing by Ms. Mary Orr and Mr. John Orr"
    assert [speaker for speaker, _ in rows(text, heading)] == ["Mary Orr", "John Orr", None]


@pytest.mark.parametrize(
    ("label", "name"),
    [("O'BRIEN", "O'Brien"), ("VON SALIS", "von Salis"), ("TER-ORR", "Ter-Orr"), ("MCREED", "McReed")],
)
def test_capitals_become_a_name(label: str, name: str) -> None:
    assert rows(f"MR. {label}: I am here.\n\nQ Are you?")[0][0] == name


def test_lines_without_blank_lines_between_them_are_turns_too() -> None:
    text = "MR. REED: I see two boats.\nOne is blue.\nQ: And the other?\nMR. REED: I forgot."
    assert [content for _, content in rows(text)] == ["I see two boats.\nOne is blue.", "And the other?", "I forgot."]


INTERVIEW = """Ada Orr ran the port for ten years. Pier Note spoke with her in June.

Pier Note: Why did you leave?

Ada Orr: I was tired of fog. We had ninety days of it.

Pier Note: Did anybody ask you to stay?

Ada Orr: My dog did.

The transcript does not tell how Orr laughed. The port has called her account unfair (Interfax, May 3).

Pier Note: And your plans?

Ada Orr: I will write about fog.

The port has not replied to questions."""


def test_names_before_colons_are_an_interview_and_its_narration_is_not() -> None:
    contents = [content for _, content in rows(INTERVIEW)]
    assert contents == [
        "Why did you leave?",
        "I was tired of fog. We had ninety days of it.",
        "Did anybody ask you to stay?",
        "My dog did.",
        "And your plans?",
        "I will write about fog.",
    ]
    assert [speaker for speaker, _ in rows(INTERVIEW)][1::2] == ["Ada Orr"] * 3


QUESTIONS = """Ada Orr ran the port for ten years. We spoke with her in June.

{}Why did you leave the port?

{}I was tired of fog. We had ninety days of it in my last year.

{}Did anybody ask you to stay?

{}My dog did. I told him that I would be back.

{}What are your plans?

{}I will write about fog.

The port is closed on Sundays."""


def test_questions_that_only_the_type_set_apart() -> None:
    found = rows(QUESTIONS.format(*[""] * 6))
    assert [speaker for speaker, _ in found] == [None, "Ada Orr"] * 3
    assert found[-1][1] == "I will write about fog."


def test_answers_are_those_of_the_person_interviewed() -> None:
    found = rows(QUESTIONS.format(*["Q: ", "A: "] * 3))
    assert [speaker for speaker, _ in found] == [None, "Ada Orr"] * 3


def test_letters_glued_to_their_question() -> None:
    found = rows(QUESTIONS.format(*["Q", "A: "] * 3))
    assert found[0] == (None, "Why did you leave the port?")
    assert found[1][0] == "Ada Orr"


@pytest.mark.parametrize(
    "text",
    [
        "Note: The pier is shut.\n\nSource: Harbor office.\n\nNote: You may walk.",
        "Material: Steel\n\nWarranty: One year\n\nMaterial: Wood\n\nWarranty: Two years",
        "Q: How do you open the gate?\n\nA: Turn the key.\n\nQ: How do you shut it?\n\nA: Turn it back.",
        "OUTLOOK: The pier will open.\n\nIMPACT: Trade will grow.\n\nRISKS: Fog.",
        "Ada Orr: “The pier is shut.”\n\nTom Reed: “It is not.”",
        "A Reed was seen.\n\nA Gull was not.",
        "Nobody knows.\n\nWho left?\n\nThe ferry did.\n\nWho came?\n\nThe gulls did.\n\nWho stays?\n\nThe fog.",
        "",
    ],
)
def test_labels_and_questions_that_are_no_turns(text: str) -> None:
    assert rows(text) == []


def test_labels_are_mentions_of_whom_they_name() -> None:
    analysis = analyse(BRIEFING)
    mentions, roles = find_names(analysis)
    quotes = find_quotations(analysis, mentions, roles, "Daily Briefing by Press Secretary Ivo Reed")[0]
    found = with_speakers(mentions, quotes)
    labels = [(BRIEFING[m.start : m.end], m.name, m.role) for m in found if m.rule == "turn"]
    assert labels == [("REED", "Ivo Reed", "Press Secretary")] * 2 + [
        ("ABARA", "Abara", None),
        ("REED", "Ivo Reed", "Press Secretary"),
    ]
    assert all(one.end <= other.start for one, other in pairwise(found))


# ---- quotations that are set off

WORDS = "The pier will be shut until the fog has lifted, and nobody will be paid."


@pytest.mark.parametrize(
    ("lead_in", "speaker"),
    [
        ("Ada Orr said:", "Ada Orr"),
        ("Harbor Minister Ada Orr said in a letter on Monday:", "Ada Orr"),
        ("Ada Orr told reporters in Odessa:", "Ada Orr"),
        ("Ada Orr issued the following statement:", "Ada Orr"),
        ("According to Ada Orr, writing in the Times:", "Ada Orr"),
        ("The Foreign Ministry’s statement reads:", "Foreign Ministry"),
        ("The Foreign Ministry's note, which was sent on Monday, says in part:", "Foreign Ministry"),
        ("In a statement signed by the Foreign Ministry, it declared:", "Foreign Ministry"),
        ("The statement read:", None),
        ("The full text of the letter follows:", None),
        ("Orr had sent a note, from which the papers have quoted one passage:", None),
        ("A spokesman for the port said:", None),
    ],
)
def test_a_colon_leads_in_the_paragraph_behind_it(lead_in: str, speaker: str | None) -> None:
    text = f"Ada Orr runs the port.\n\n{lead_in}\n\n{WORDS}\n\nThe gulls were not asked."
    assert rows(text) == [(speaker, WORDS)]


def test_a_document_is_the_speaker_where_nobody_is_named() -> None:
    (quote,) = said(f"The statement read:\n\n{WORDS}")
    assert (quote.speaker, quote.speaker_type) == (None, "document")


@pytest.mark.parametrize(
    "lead_in",
    [
        "There are two reasons:",
        "The port noted the thin traffic:",
        "The candidate must:",
        "Ada Orr spoke out against the toll:",
        "I am here to say what I have learned:",
        "Ada Orr did not say:",
        "Ada Orr would say:",
        "We recommend the following models:",
        "See the minister’s remarks below:",
        "The early tides say:",
        "It was built in three steps:",
    ],
)
def test_colons_that_lead_in_no_words_of_anybody(lead_in: str) -> None:
    assert rows(f"Ada Orr runs the port.\n\n{lead_in}\n\n{WORDS}") == []


@pytest.mark.parametrize(
    "following",
    [
        "“The pier is shut,” she added.",
        "- The pier is shut.",
        "1. The pier is shut.",
        "The pier",
        "Ada Orr:",
        "the pier is shut now.",
    ],
)
def test_what_stands_behind_a_colon_and_is_no_block(following: str) -> None:
    assert rows(f"Ada Orr said:\n\n{following}") == []


def test_narration_that_cites_is_no_block() -> None:
    text = "Ada Orr said:\n\nThe pier was shut on Monday (Interfax, May 3). It opened again on Friday."
    assert rows(text) == []


def test_a_mark_or_an_indentation_sets_off_as_long_as_it_lasts() -> None:
    blocks = f"> {WORDS}\n\n> We regret the fog very much."
    marked = f"Ada Orr runs the port.\n\n{blocks}\n\nThe letter, sent on Monday, was short."
    assert rows(marked) == [(None, WORDS), (None, "We regret the fog very much.")]
    assert said(marked)[0].speaker_type == "document"
    blocks = blocks.replace("> ", "    ")
    indented = f"Ada Orr wrote to the port:\n\n{blocks}\n\nNobody answered.\n\nFog fell.\n\nIt stayed."
    assert rows(indented) == [("Ada Orr", WORDS), ("Ada Orr", "We regret the fog very much.")]


def test_a_line_of_the_mark_alone_parts_paragraphs() -> None:
    marked = f"Ada Orr runs the port.\n\n> {WORDS}\n>\n> We regret the fog very much.\n\nNobody answered."
    assert rows(marked) == [(None, WORDS), (None, "We regret the fog very much.")]


def test_initials_are_whoever_bears_them_or_a_role() -> None:
    talk = (
        "Interview with Ada Orr\n\nHDN: Did you shut the old pier?\n\nAda Orr: I did, and I will not miss it.\n\n"
        "HDN: What will you do now?\n\nOrr: I will sail from the new one.\n\nAO: You may tell the crew so.\n\n"
        "Orr: I will not tell them myself."
    )
    told = [(q.speaker, q.speaker_role) for q in said(talk)]
    assert told == [(None, "HDN"), ("Ada Orr", None), (None, "HDN"), *[("Ada Orr", None)] * 3]


def test_indentation_of_every_paragraph_sets_off_nothing() -> None:
    assert rows(f"    {WORDS}\n\n    {WORDS}\n\n    Fog fell on the port in May.") == []


def test_what_leads_in_a_block_attributes_nothing_else() -> None:
    text = f"Ada Orr reminded the port of a letter, from which the papers quoted one passage:\n\n{WORDS}"
    analysis = analyse(text)
    assert [quote.kind for quote in find_quotations(analysis, *find_names(analysis))[0]] == ["block"]


@pytest.mark.parametrize(
    ("before", "behind", "day", "outlet"),
    [
        ("The port’s letter, sent without a stamp on May 2, says in part:", "Fog fell.", date(2016, 5, 2), None),
        ("In a statement dated May 2, the Foreign Ministry said:", "Fog fell.", date(2016, 5, 2), None),
        ("The statement read:", "The statement was short (Interfax, May 3).", date(2016, 5, 3), "Interfax"),
        ("The statement read:", "Fog fell (Interfax, May 3).", None, None),
    ],
)
def test_day_and_source_of_a_block(before: str, behind: str, day: date | None, outlet: str | None) -> None:
    text = f"{before}\n\n{WORDS}\n\n{behind}"
    published = Published(date(2016, 5, 5), date(2016, 5, 5), date(2016, 5, 5), "header")
    analysis = analyse(text)
    citations = resolve_citations(parse_citations(analysis, None), published)
    quotes = find_quotations(analysis, *find_names(analysis))[0]
    found = attribute(analysis, quotes, citations, find_dates(analysis, published), published)
    (block,) = [quote for quote in found if quote.kind == "block"]
    assert (block.said_earliest, block.outlet) == (day, outlet)


# ---- any text


def test_things_of_one_kind_are_no_speakers() -> None:
    text = (
        "Jump Ropes: You need one, and it is cheap to have.\n\nStorage Racks: I like them best of all.\n\n"
        "Squat Racks: You can lift what you want on them."
    )
    names = ("Jump Ropes", "Storage Racks", "Squat Racks")
    mentions = [Mention(text.index(name), text.index(name) + len(name), "person", name) for name in names]
    assert all(quote.kind != "transcript" for quote in find_quotations(analyse(text), mentions)[0])


def test_a_quoted_transcript_has_turns_without_its_marks() -> None:
    text = (
        "Tom Orr asked Ada Reed.\n\n“ORR: Will you be there?\n\n“REED: I will not, and you know it.\n\n"
        "“I like old piers.\n\n“ORR: Do you like “new” ones?\n\n“REED: I do not.”\n\nShe left."
    )
    mentions = [Mention(0, 7, "person", "Tom Orr"), Mention(14, 22, "person", "Ada Reed")]
    quotes, scare_quotes = find_quotations(analyse(text), mentions)
    assert [(quote.kind, quote.speaker, text[quote.start : quote.end]) for quote in quotes] == [
        ("transcript", "Tom Orr", "Will you be there?"),
        ("transcript", "Ada Reed", "I will not, and you know it."),
        ("transcript", "Ada Reed", "I like old piers."),
        ("transcript", "Tom Orr", "Do you like “new” ones?"),
        ("transcript", "Ada Reed", "I do not."),
    ]
    assert scare_quotes == ()


PIECES = st.sampled_from(
    "MR. REED: |Q |Q: |A: |QAda |Ada Orr: |Note: |THE PRESIDENT: |I see you. |Why? |\n\n|\n|    |> |said:|"
    "The statement reads:|"
    '“|”|"|"ADA ORR: |(|)|*|END|Ada Orr|Interfax, May 3|\x00|\u2028|é|:|, |it |of |’s |letter '.split("|")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    at = text.find("Ada Orr")
    mentions = [Mention(at, at + 7, "person", "Ada Orr", gender="f")] if at >= 0 else []
    quotes = find_quotations(analyse(text), mentions, (), "A Talk With Ada Orr")[0]
    for quote in quotes:
        inner = [*quote.spans, *(span for span in (quote.speaker_mention, quote.cue) if span)]
        assert all(0 <= start < end <= len(text) for start, end in [(quote.start, quote.end), *inner])


@pytest.mark.parametrize(
    "unit",
    [
        "MR. REED: I see you.\n\n", "Ada Orr: I see you.\n\nTom Reed: You do.\n\n", "Q Why?\n\n", "A: I.\n", "(May 1 ",
        "She said:\n\nFog fell on the port.\n\n", "> Fog fell on it.\n\n", "Why do you?\n\nI do.\n\n",
        "it said of “A” by it, ", " \n",
    ],
)  # fmt: skip
def test_time_grows_with_the_length(unit: str) -> None:
    text = "An interview.\n\n" + unit * (60_000 // len(unit))
    began = time.process_time()
    find_quotations(analyse(text), ())
    assert time.process_time() - began < 5
