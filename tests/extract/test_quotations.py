from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.analysis import analyse
from flows.extract.attribution import attribute
from flows.extract.quotations import find_quotations
from flows.model import Mention, Published, Quote, Role, ScareQuote

DOMAIN = Path(__file__).parents[3] / "shared" / "domain"


def find(text: str, *names: str) -> tuple[tuple[Quote, ...], tuple[ScareQuote, ...]]:
    """Quotations of a text in which the given names are the mentions of persons."""
    mentions = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            mentions.append(Mention(at, at + len(name), "person", name))
            at = text.find(name, at + 1)
    return find_quotations(analyse(text), mentions)


def rows(text: str, *names: str) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (q.kind, text[q.start : q.end], q.speaker, text[slice(*q.cue)] if q.cue else None)
        for q in find(text, *names)[0]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The pier is shut,” Ada Orr said.", ("direct", "The pier is shut,", "Ada Orr", "said")),
        ("“The pier is shut,” warned Ada Orr.", ("direct", "The pier is shut,", "Ada Orr", "warned")),
        ("Ada Orr said: “The pier is shut.”", ("direct", "The pier is shut.", "Ada Orr", "said")),
        ("Ada Orr told reporters on May 4, “The pier is shut.”", ("direct", "The pier is shut.", "Ada Orr", "told")),
        ("Ada Orr: “The pier is shut.”", ("direct", "The pier is shut.", "Ada Orr", None)),
        ("“The pier is shut,” Ada Orr shrugged.", ("direct", "The pier is shut,", "Ada Orr", None)),
        (
            "“The pier has been shut for good.” — Ada Orr",
            ("direct", "The pier has been shut for good.", "Ada Orr", None),
        ),
        ("Ada Orr said that the pier was shut.", ("indirect", "the pier was shut", "Ada Orr", "said")),
        ("Ada Orr said the pier was shut.", ("indirect", "the pier was shut", "Ada Orr", "said")),
        ("The pier was shut, Ada Orr said.", ("indirect", "The pier was shut", "Ada Orr", "said")),
        ("According to Ada Orr, the pier was shut.", ("indirect", "the pier was shut", "Ada Orr", "According to")),
        ("The pier was shut, according to Ada Orr.", ("indirect", "The pier was shut", "Ada Orr", "according to")),
        ("In Ada Orr’s view, the pier was lost.", ("indirect", "the pier was lost", "Ada Orr", "In Ada Orr’s view")),
        ("Ada Orr promised to open the pier.", ("indirect", "to open the pier", "Ada Orr", "promised")),
        (
            "Ada Orr denounced the long delay at the pier.",
            ("indirect", "the long delay at the pier", "Ada Orr", "denounced"),
        ),
        ("Ada Orr called for a longer pier.", ("indirect", "a longer pier", "Ada Orr", "called")),
        ("Ada Orr called the pier “a plank.”", ("mixed", "a plank.", "Ada Orr", "called")),
        (
            "Ada Orr said the pier was “past help” by May.",
            ("mixed", "the pier was “past help” by May", "Ada Orr", "said"),
        ),
        ("Ada Orr, who runs the port, said the pier was shut.", ("indirect", "the pier was shut", "Ada Orr", "said")),
        ("Ada Orr went on to say that piers rot.", ("indirect", "piers rot", "Ada Orr", "say")),
        ("Ada Orr was quoted as saying that piers rot.", ("indirect", "piers rot", "Ada Orr", "saying")),
        (
            "The pier, as Ada Orr noted in May, was shut.",
            ("indirect", "The pier, as Ada Orr noted in May, was shut", "Ada Orr", "noted"),
        ),
        ("Ada Orr told the press in Oslo last week that piers rot.", ("indirect", "piers rot", "Ada Orr", "told")),
        ("Ada Orr declared the following month that piers rot.", ("indirect", "piers rot", "Ada Orr", "declared")),
        ("Ada Orr spoke briefly about the old pier.", ("indirect", "the old pier", "Ada Orr", "spoke")),
        ("Ada Orr called in May for the old pier to go.", ("indirect", "the old pier to go", "Ada Orr", "called")),
        ("Ada Orr said, if elected, she would go.", ("indirect", "if elected, she would go", "Ada Orr", "said")),
        ("It was, Ada Orr said, too late.", ("indirect", "It was, Ada Orr said, too late", "Ada Orr", "said")),
        ("Ada Orr asked the port to intervene.", ("indirect", "the port to intervene", "Ada Orr", "asked")),
        ("Ada Orr kept asking her why it had shut.", ("indirect", "why it had shut", "Ada Orr", "asking")),
        ("Ada Orr’s claim in May that piers rot is old.", ("indirect", "piers rot is old", "Ada Orr", "claim")),
    ],
)
def test_one_quotation(text: str, expected: tuple[str, str, str | None, str | None]) -> None:
    assert rows(text, "Ada Orr") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Orr said the pier was “a plank.”", "the pier was “a plank."),
        ("Ada Orr said “a plank” was the pier.", "a plank” was the pier"),
        ("Ada Orr said that some “old” and “wet” planks rot.", "some “old” and “wet” planks rot"),
        ("Ada Orr denounced the “long delay”.", "the “long delay"),
        ("Ada Orr described the old pier as “a plank” and left.", "a plank"),
        ("The pier is what Ada Orr described as “a plank with a view.”", "a plank with a view."),
        ("Ada Orr said in private that the pier was “a plank” [2]. Nobody heard.", "the pier was “a plank"),
        ("Ada Orr said that the pier was “a plank”.[2] Nobody heard that.", "the pier was “a plank"),
        ("Ada Orr said that the pier was “a plank”, and for once it was.", "the pier was “a plank"),
        ("Ada Orr expressed the hope that piers last.", "piers last"),
        ("Ada Orr said that in the old days, Reed said little.", "in the old days, Reed said little"),
        ("Ada Orr confirmed the call but not its terms: “The pier is shut.”", "The pier is shut."),
        ("“The pier is shut for good.'\" recalled Ada Orr.", "The pier is shut for good."),
        ("Ada Orr told a crowd in Salem, New Hampshire on Monday that piers rot.", "piers rot"),
        ("Ada Orr said, among other things, that piers rot.", "piers rot"),
        (
            "Ada Orr said the pier was “shut,” compared to the open one.",
            "the pier was “shut,” compared to the open one",
        ),
        ("The pier rots, Ada Orr said, and it sinks.", "The pier rots, Ada Orr said, and it sinks"),
        ("The pier rots, Ada Orr said, if it is wet.", "The pier rots, Ada Orr said, if it is wet"),
        ("The pier is so old, Ada Orr said, that it sinks.", "The pier is so old, Ada Orr said, that it sinks"),
        ("Ada Orr denounced the long delay at the pier, which nobody had explained.", "the long delay at the pier"),
        ("Ada Orr denounced the long delay at the pier and later left the town.", "the long delay at the pier"),
        ("For those who say that the old pier rots, Mr. Reed has bad news.", "the old pier rots"),
        ("A town that says that its pier rots, has no port.", "its pier rots"),
        ("Ada Orr said that piers rot, reversing the view of the port.", "piers rot"),
        (
            "The crew had been kept in port, Ada Orr said, “because it rained.”",
            "The crew had been kept in port, Ada Orr said, “because it rained.",
        ),
        (
            "Ada Orr reiterated the fundamental threat that the pier would pose.",
            "the fundamental threat that the pier would pose",
        ),
        ("Ada Orr would cut the tax by a million, promising a much better pier.", "a much better pier"),
        ("On Monday, as ships came in, Ada Orr proposed closing the old pier.", "closing the old pier"),
        ("Asked if the pier is “old enough to fall,” Ada Orr left.", "if the pier is “old enough to fall,"),
        ("The pier is, in the words of its keeper, Captain Ada Orr, “a plank with a view.”", "a plank with a view."),
        ("Ada Orr told reporters in Oslo the pier was shut.", "the pier was shut"),
        ("Ada Orr said in an interview with “Den” (No. 9) published on May 7 that piers rot.", "piers rot"),
        ("Ada Orr said in “Zerkalo Nedeli” that piers rot.", "piers rot"),
        ("Ada Orr told the crew by phone late on Friday she would go.", "she would go"),
        (
            "Ada Orr told the press before leaving for Oslo she believed that “the pier rots”.",
            "she believed that “the pier rots",
        ),
        ("Ada Orr told the press after the vote that piers rot.", "piers rot"),
        ("Ada Orr told the press while visiting the port of Oslo that piers rot.", "piers rot"),
        ("Ada Orr said before boarding her ship that piers rot.", "piers rot"),
        ("Ada Orr said after the vote the pier would go.", "the pier would go"),
        ("QARN, May 5 (Turan) -- The pier will go, Ada Orr said.", "The pier will go"),
        ("QARN - The pier will go, Ada Orr said.", "The pier will go"),
        ("Trade fell; the pier will go, Ada Orr said.", "the pier will go"),
        (
            "The crew sees it otherwise: the pier, Ada Orr said, has cost too much.",
            "the pier, Ada Orr said, has cost too much",
        ),
        (
            "Ada Orr said that it “respects the wishes” of the crew, while the crew fell silent.",
            "it “respects the wishes” of the crew",
        ),
        ("Ada Orr said the pier was “past help,” a remark that the crew resented.", "the pier was “past help,"),
        (
            "According to a cable of Ada Orr dated May 2, 2010, and released by the port in June, the crew had left.",
            "the crew had left",
        ),
    ],
)
def test_edges_of_statements(text: str, expected: str) -> None:
    assert [text[q.start : q.end] for q in find(text, "Ada Orr")[0]] == [expected]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Some said they had seen it.", "Some", "they had seen it"),
        ("According to a 2013 study by economists, the pier is old.", "a 2013 study", "the pier is old"),
        ("The pier was shut, according to poll.", "poll", "The pier was shut"),
        ("The pier is old, according to the average of the polls.", "the average", "The pier is old"),
        ("Some say they saw it.", "Some", "they saw it"),
        ("She left as the guide promised to return.", "the guide", "to return"),
        ("As reported by the guide, the port was shut.", "the guide", "the port was shut"),
        ("The port was shut, as first reported by the guide.", "the guide", "The port was shut"),
        ("There are some reports that the port was shut.", "some reports", "the port was shut"),
        ("The town, the guide has long said, is old.", "the guide", "The town, the guide has long said, is old"),
        ("The crew last week said that the port was shut.", "The crew", "the port was shut"),
        ("Several said that the pier was shut.", "Several", "the pier was shut"),
        ("One in five say that the pier is shut.", "five", "the pier is shut"),
        ("On the whole, those surveyed say the pier is shut.", "those surveyed", "the pier is shut"),
        ("One lawmaker called the pier “a plank.”", "One lawmaker", "a plank."),
        ("It was late. One called the pier “a plank.”", "One", "a plank."),
        ("An editorial in the daily Den called the pier “a plank.”", "An editorial", "a plank."),
        ("A commentary in “Rezonansi,” however, claimed that the pier was lost.", "A commentary", "the pier was lost"),
        ("The 2018 audit found that the pier was lost.", "The 2018 audit", "the pier was lost"),
        ("“The pier is shut,” said a man who lives there.", "a man", "The pier is shut,"),
        ("The pier “rots,” said a man who lives there.", "a man", "The pier “rots,"),
        (
            "When she came, the guide said, there were no ships.",
            "the guide",
            "When she came, the guide said, there were no ships",
        ),
        ("Closing the pier would “hurt the town,” he added.", "he", "Closing the pier would “hurt the town,"),
        (
            "An official who spoke on condition of anonymity because he was not to talk to the press said it rots.",
            "An official",
            "it rots",
        ),
        ("A guide, who asked not to be named, replied, “The pier is shut.”", "A guide", "The pier is shut."),
    ],
)
def test_speakers_without_a_name(text: str, source: str, content: str) -> None:
    quotes, _ = find(text)
    assert [(text[slice(*q.speaker_mention)], text[q.start : q.end]) for q in quotes if q.speaker_mention] == [
        (source, content)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Some reported cases were old.",
        "Ada Orr did not say whether the pier was shut.",
        "The United States left. Member states met.",
        "He bought a book called Piers of the North.",
        "The report is long and the statement is short.",
        "Ada Orr could say nothing.",
        "Ada Orr’s comments “on old piers” were few.",
        "Ada Orr has told us that four times.",
        "",
        "“",
        "””””",
    ],
)
def test_nothing_is_attributed(text: str) -> None:
    assert rows(text, "Ada Orr") == []


def test_pieces_of_a_split_quotation_are_rows_that_share_their_spans() -> None:
    text = "“The pier,” Ada Orr said, “is shut.”"
    first, second = find(text, "Ada Orr")[0]
    assert [text[first.start : first.end], text[second.start : second.end]] == ["The pier,", "is shut."]
    assert first.spans == second.spans == ((first.start, first.end), (second.start, second.end))
    assert {first.speaker, second.speaker} == {"Ada Orr"}


def test_a_quotation_resumes_behind_the_sentence_of_its_cue() -> None:
    text = "“The pier is shut,” Ada Orr said at noon. “The port is not.”"
    first, second = find(text, "Ada Orr")[0]
    assert first.spans == second.spans
    assert len(first.spans) == 2


def test_the_joining_that_belongs_to_the_spans_but_not_to_the_statement() -> None:
    text = "Ada Orr said that piers rot."
    (quote,) = find(text, "Ada Orr")[0]
    assert text[quote.start : quote.end] == "piers rot"
    assert [text[s:e] for s, e in quote.spans] == ["that piers rot"]


def test_a_quotation_over_two_paragraphs_has_one_speaker() -> None:
    text = "“The pier is shut.\n\n“The port is not,” Ada Orr said."
    assert [q.speaker for q in find(text, "Ada Orr")[0]] == ["Ada Orr", "Ada Orr"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Orr said that “piers rot” and that the port was shut.", ["piers rot", "the port was shut"]),
        ("Ada Orr said it was “over”, but that nobody had left.", ["it was “over", "nobody had left"]),
        (
            "The pier was shut, according to Ada Orr, and stayed shut, according to Ada Orr.",
            ["The pier was shut", "stayed shut"],
        ),
    ],
)
def test_statements_that_are_joined(text: str, expected: list[str]) -> None:
    quotes = find(text, "Ada Orr")[0]
    assert [text[q.start : q.end] for q in quotes] == expected
    assert {q.speaker for q in quotes} == {"Ada Orr"}


def test_who_asks_not_to_be_named_asks_nothing() -> None:
    (quote,) = find("A clerk who asked not to be named said that the pier was shut.")[0]
    assert quote.rule == "cue_that"


def test_nested_quotations_belong_to_the_outer_speaker() -> None:
    text = "“They call it the ‘quiet’ pier,” Ada Orr said."
    outer, inner = find(text, "Ada Orr")[0]
    assert (inner.kind, text[inner.start : inner.end], inner.speaker) == ("nested", "quiet", "Ada Orr")
    assert outer.kind == "direct"


def test_verbatim_words_of_a_mixed_quotation() -> None:
    text = "Ada Orr said the pier was “past help” and “a plank.”"
    (quote,) = find(text, "Ada Orr")[0]
    assert [text[s:e] for s, e in quote.verbatim] == ["past help", "a plank."]


def test_blocks_and_transcripts() -> None:
    text = "> The pier is shut.\n\nMS. ORR: Good day. The pier is shut.\n\nQ Why is that?"
    assert [(q.kind, text[q.start : q.end], q.speaker) for q in find(text)[0]] == [
        ("block", "The pier is shut.", None),
        ("transcript", "Good day. The pier is shut.", "Orr"),
        ("transcript", "Why is that?", None),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The “quiet pier” is loud.", "scare"),
        ("The so-called “quiet pier” is loud.", "scare"),
        ("The draft “Law of the Sea Piers” document fell.", "title"),
        ("“Orr warns of rotten piers,” Harbour Daily News, May 11, 2016.", "title"),
        ("Ivo “Plank” Reed left.", "nickname"),
        ("The term “quiet pier” is old.", "term"),
    ],
)
def test_marked_phrases_that_nobody_says(text: str, kind: str) -> None:
    quotes, phrases = find(text)
    assert (len(quotes), [p.kind for p in phrases]) == (0, [kind])


MARKS = "“|”|\"|'|’|‘|«|»|``|''|,|, |. |: |; |(|)|[|]|-|—| – |…|!|? |\n\n|\n|\x00|\ud800|\u2028|é|> |Q |MR. DANE: "
NOTES = "| [1] | [ed.: |.[4] |]. | (Interfax, May 6)| (Interfax|U.S. |Mr. |J. "
CUES = (
    "| told | said | says | saying | according to | in his view | per | claims | asked | called for | warned of "
    "| denied | urged | reported | adding | report | claim | statement | whether | that | who | which | as | if | not "
)
WORDS = "|Ada Orr| Orr | Interfax | Moscow | he | she | they |it | in | 1995 | on May 4 | the | pier | was | and | to "
SALAD = st.sampled_from((MARKS + NOTES + 2 * (CUES + WORDS)).split("|"))


@settings(max_examples=300, deadline=None)
@given(st.lists(SALAD, max_size=40).map("".join))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    at = text.find("Ada Orr")
    mentions = [Mention(at, at + 7, "person", "Ada Orr", gender="f")] if at >= 0 else []
    mentions += [Mention(m.start(), m.end(), "org", m.group()) for m in re.finditer("Interfax|Moscow", text)]
    roles = [Role(at, at + 3, "role", (at, at + 7))] if at >= 0 else []
    quotes, phrases = find_quotations(analyse(text), mentions, roles)
    for quote in quotes:
        inner = [*quote.spans, *quote.verbatim, *(s for s in (quote.speaker_mention, quote.cue) if s)]
        assert all(0 <= start < end <= len(text) for start, end in [(quote.start, quote.end), *inner])
        assert 0 <= quote.confidence <= 1
    assert all(0 <= p.start < p.end <= len(text) for p in phrases)
    assert len({(q.kind, q.start, q.end) for q in quotes}) == len(quotes)


@pytest.mark.parametrize(
    "text",
    ["Orr told the pier she told", "Orr told", "told", "Orr said in", "Orr said, in 1995,", "“a” Orr told", "as"],
)
def test_a_text_may_end_behind_any_word(text: str) -> None:
    find(text, "Orr")


UNITS = [
    "“a” ", "“", "“a ", "“a\n\n", "“‘", "\"' ", "‘a ’b ", "''", "``",
    "said that ", "he said that ", "saying ", "said, ", "said a, b, ", "said “a” ", "“a said ", "said: “", "-- said ",
    "Orr told ", "told Interfax “a” ", "Orr, who said, ", "which he said ", "Orr’s said ", "Orr said, “b,” and ",
    "in his view ", "according to ", "of the ", "and, ", "(said ", "(a, b 1) ", "Orr: b\n\n", "said:\n\nA b c d.\n\n",
]  # fmt: skip


def seconds(text: str) -> float:
    """The CPU time of one look at a text, the fastest of three."""
    analysis = [analyse(text) for _ in range(3)]
    spent = []
    for fresh in analysis:
        began = time.process_time()
        quotes, _ = find_quotations(fresh, ())
        attribute(fresh, quotes, (), (), Published())
        spent.append(time.process_time() - began)
    return min(spent)


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length_and_not_faster(unit: str) -> None:
    once, twice = (seconds(unit * (length // len(unit))) for length in (10_000, 20_000))
    assert twice < 3 * once + 0.005
    assert twice < 0.6  # a megabyte of it stays below the limit of a document


def test_an_object_of_few_words_is_not_what_was_said() -> None:
    assert rows("Ada Orr expressed her support.", "Ada Orr") == []
    assert [row[1] for row in rows("Ada Orr denounced “the delay.”", "Ada Orr")] == ["the delay."]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("The “rescue,” if that is the word, was quick.", "scare", "rescue"),
        ("The so-called “Emirate of the Pier” has no pier.", "scare", "Emirate of the Pier"),
        ("They built three ditches, named “Nadia,” in a week.", "nickname", "Nadia"),
        ("The unit calls itself “Harbour Fox,” and it kept the name.", "nickname", "Harbour Fox"),
        ("The answer was Operation “Clean Harbour,” which began in May.", "title", "Clean Harbour"),
        ("The rule is usually rendered as “first to move” there.", "term", "first to move"),
    ],
)
def test_marked_phrases_end_before_the_stop_of_their_sentence(text: str, kind: str, words: str) -> None:
    quotes, phrases = find(text)
    assert not quotes
    assert [(phrase.kind, text[phrase.start : phrase.end]) for phrase in phrases] == [(kind, words)]


def test_outlets_in_marks_are_no_phrases() -> None:
    assert find('The crew of "Novaya gazeta" left the pier.')[1] == ()


def test_a_programme_in_marks_is_where_it_was_said() -> None:
    text = "Ada Orr said on Harbour’s “Pier Talk” on Sunday that the pier was lost."
    assert rows(text, "Ada Orr") == [("indirect", "the pier was lost", "Ada Orr", "said")]


def test_who_stands_behind_a_dash_ends_with_the_line() -> None:
    text = "“We want the pier back.” ― Ada Orr\n“Nobody asked us about it.” ― Bo Lind\n"
    assert [row[2] for row in rows(text, "Ada Orr", "Bo Lind")] == ["Ada Orr", "Bo Lind"]


def test_a_sentence_may_begin_with_its_cue() -> None:
    assert rows("Said Ada Orr, “The pier is lost.”", "Ada Orr")[0][2] == "Ada Orr"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“It rained all day,” said the 46-year-old. It was late.", "the 46-year-old"),
        ("“He should come here and act,” the editorial read. It was late.", "the editorial"),
        ("Ada Orr released the following statement: “We are here to stay.”", "Ada Orr"),
    ],
)
def test_who_is_told_by_other_words(text: str, words: str) -> None:
    quote = find(text, "Ada Orr")[0][0]
    assert quote.speaker_mention and text[slice(*quote.speaker_mention)] == words


def test_a_short_paragraph_in_single_marks_is_a_heading() -> None:
    assert rows("It rained.\n\n'Nobody wants it.'\n\nIt snowed.") == []


def test_a_few_marked_words_that_nobody_says_are_no_speech() -> None:
    text = "It rained.\n\n“Keep the pier open!” (2008).\n\nIt snowed."
    quotes, phrases = find(text)
    assert not quotes
    assert [text[p.start : p.end] for p in phrases] == ["Keep the pier open!"]


def test_a_crowd_of_cues_is_no_prose() -> None:
    assert len(rows("Orr said that it rained and " * 60, "Orr")) > 50
    assert len(rows("Orr said that " * 60, "Orr")) < 20


@pytest.mark.skipif(not DOMAIN.exists(), reason="the domain's passages are not beside the checkout")
def test_passages_of_the_domain() -> None:
    for case in json.loads((DOMAIN / "quote_examples.json").read_text(encoding="utf-8")):
        text = case["passage"]
        found = find_quotations(analyse(text), ())[0]
        spans = {(q.start, q.end) for q in found} | {span for q in found for span in q.verbatim}
        wanted = {(e["start"], e["end"]) for e in case["expected"] if e["kind"] not in ("scare", "title")}
        assert wanted <= spans, case["id"]
        assert bool(wanted) == bool(found), case["id"]
