import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.analysis import analyse
from flows.extract.contexts import contexts_of
from flows.extract.name_decoding import short_form
from flows.extract.name_model import NameModel, Segment, load_model
from flows.extract.names import find_names
from flows.extract.runs import find_runs
from flows.extract.score_lanes import pack, split, unpack

SEED = Path(__file__).parents[3] / "shared" / "domain"


def names(text):
    mentions, _ = find_names(analyse(text))
    return [(text[m.start : m.end], m.type) for m in mentions]


def only(text, surface):
    (found,) = [m for m in find_names(analyse(text))[0] if text[m.start : m.end] == surface]
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was Joost van der Meulen who spoke.", ["Joost", "van", "der", "Meulen"]),
        ("We met Talvia's President Ostrow.", ["Talvia", "'s", "President", "Ostrow"]),
        ("It was the Bank of Talvia that paid.", ["Bank", "of", "Talvia"]),
        ("A report of the Council on Harbour Affairs came.", ["Council", "on", "Harbour", "Affairs"]),
        ("The U.S. economy grew.", ["The", "U.S."]),
        ("We saw J. Ostrow there.", ["J.", "Ostrow"]),
        ("The general, al-Dulaimi, left.", ["al-Dulaimi"]),
        ("We praise Mavrolin Foods (Talvia) Ltd here.", ["Mavrolin", "Foods", "(", "Talvia", ")", "Ltd"]),
        ("We met Pavel “Big Tank” Ostrow there.", ["Pavel", "“", "Big", "Tank", "”", "Ostrow"]),
        ("They left sub-Saharan Africa again.", ["sub-Saharan", "Africa"]),
        ("A raid at 1MDB followed.", ["1MDB"]),
        ("The site Vestnik.ru has it.", ["Vestnik.ru"]),
        ("A quarrel of the Institut Kajian dan Dakwah began.", ["Institut", "Kajian", "dan", "Dakwah"]),
        ("We met some BJP-Kota Lama people.", ["BJP", "-", "Kota", "Lama"]),
    ],
)
def test_a_run_holds_the_small_words_inside_a_name(text, words):
    assert words in [run.words for run in find_runs(analyse(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Minsk-based firm grew.", ["The", "Minsk"]),
        ("Russian-US relations cooled.", ["Russian"]),
        ("They paid US$40 and RM7 million.", None),
        ("They built 20MW and 5PM.", None),
        ("It flies the Nairobi-Mombasa route.", ["Nairobi"]),
        ("It was Pavel “No” Ostrow heard.", ["Pavel", "“", "No", "”", "Ostrow"]),
        ("It was Talvia “No” Ostrow heard.", ["Talvia"]),
        ("He praised Moscow (Talvia) in a speech.", ["Moscow"]),
    ],
)
def test_a_compound_or_an_amount_is_cut(text, words):
    found = [run.words for run in find_runs(analyse(text))]
    assert words in found if words else found == [] or found == [["They"]]


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("Police in Kaliningrad arrested two men on Friday.", "Kaliningrad", "place"),
        ("The minister flew to Dushanbe on Monday.", "Dushanbe", "place"),
        ("“We are ready,” Mikhail Ostrovsky told reporters.", "Mikhail Ostrovsky", "person"),
        ("The Ministry of Regional Development declined to comment.", "Ministry of Regional Development", "org"),
        ("Shares of Talvanor Energy Corporation fell on Tuesday.", "Talvanor Energy Corporation", "org"),
        ("The talks between NATO and the diplomats failed.", "NATO", "org"),
        ("KUALA LUMPUR: The council met on Monday.", "KUALA LUMPUR", "place"),
        ("He said Georgia would not yield to pressure.", "Georgia", "place"),
        ("The U.S. and Russia both understand it.", "U.S.", "place"),
    ],
)
def test_the_type_of_a_name(text, surface, kind):
    assert (surface, kind) in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "It may prove to be a turning point in March.",
        "On Monday in May 2008 they met again.",
        "The Russian and French delegations left on Sunday.",
        "They paid US$40 for it in December.",
        "He has been there since January 2007, I think.",
        "However, nobody came. There is no doubt.",
        "The Judge told the Governor to wait.",
    ],
)
def test_words_that_are_no_names(text):
    assert names(text) == []


def test_a_word_whose_demonym_is_printed_is_a_place():
    text = "The Karvistani premier spoke. For years Karvistan had paid, he said, and Karvistan would pay again."
    assert {kind for surface, kind in names(text) if surface == "Karvistan"} == {"place"}


def test_an_acronym_that_small_words_spell_is_no_organisation():
    text = "The ship has two waste heat recovery (WHR) units. Each WHR unit saves fuel, the WHR maker said."
    assert "WHR" not in [surface for surface, _ in names(text)]
    spelt = "The Western Harbour Registry (WHR) closed. Each clerk of the WHR got a letter, the WHR said."
    assert ("WHR", "org") in names(spelt)


def test_the_initials_of_a_post_are_no_organisation():
    text = "The Deputy Inspector General of Police (DIGP) spoke. Reporters asked the DIGP about it."
    assert ("DIGP", "org") not in names(text)


def test_short_names_in_capitals_are_people():
    assert names("TOM ORR, HARBOR MINISTER: I welcome you all.") == [("TOM ORR", "person")]


def test_a_dateline_tells_a_place():
    text = "MENGKABU, Dec 27 - A bridge fell on Friday.\n\nMengkabu is cut off, said the mayor."
    assert [kind for _, kind in names(text)] == ["place", "place"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Mavrolin Holdings Berhad", "Mavrolin"),
        ("Petro Malvin Foods ( Talvia ) Ltd", "Petro Malvin Foods"),
        ("Kenya Airways", None),  # Kenya is a place
        ("Central Bank", None),
        ("Orlin Talvar", None),  # there is no kind of organisation in it
    ],
)
def test_an_organisation_goes_by_the_words_before_its_kind(name, short):
    words = name.split()
    assert short_form(words, Segment(0, len(words) - 1, name, (0, 0, 0, 0))) == short


@pytest.mark.parametrize(
    ("printed", "name"), [("TASS", "TASS"), ("Itar-Tass", "ITAR-TASS"), ("Kavkaz-Uzel", "Caucasian Knot")]
)
def test_an_outlet_goes_by_its_name_in_the_registry(printed, name):
    found = only(f"Three men were held ({printed}, November 4).", printed)
    assert (found.type, found.name) == ("org", name)


def test_a_cited_outlet_is_an_organisation_whatever_its_name_means_elsewhere():
    assert names("The deal was signed (Zaman, January 8; Sabah, January 9).") == [("Zaman", "org"), ("Sabah", "org")]
    assert ("Sabah", "place") in names("They flew from Kuching to Sabah on Monday.")


def test_a_ministry_does_not_go_by_the_name_of_its_site():
    assert only("A note of the US Department of State came.", "US Department of State").name != "State.gov"


def test_what_the_text_says_an_acronym_stands_for_goes_first():
    text = "The Danish Anglers Party (DAP) met. The DAP wants lower fees."
    assert only(text, "Danish Anglers Party").name == "Danish Anglers Party"
    assert {m.name for m in find_names(analyse(text))[0] if text[m.start : m.end] == "DAP"} == {"Danish Anglers Party"}


@pytest.mark.parametrize("rank", ["Major-General", "Lieutenant-General", "Vice-Admiral", "Qari"])
def test_a_rank_with_a_hyphen_is_no_part_of_a_name(rank):
    assert ("Tolib Saidov", "person") in names(f"The order came from {rank} Tolib Saidov on Friday.")


@pytest.mark.parametrize("facility", ["Korvan Convention Centre", "Tarvesh Police Station", "Orlin Museum"])
def test_a_facility_is_a_place(facility):
    assert (facility, "place") in names(f"The crowd gathered at the {facility} on Friday.")


def test_a_word_that_is_a_surname_is_one_beside_the_full_name():
    text = "Condoleezza Rice met Robert Gates in Paris. Rice and Gates left early. Rice prices rose."
    assert [m.name for m in find_names(analyse(text))[0] if m.type == "person"][:4] == [
        "Condoleezza Rice",
        "Robert Gates",
        "Condoleezza Rice",
        "Robert Gates",
    ]


def test_titles_are_no_part_of_a_name():
    text = "Datuk Seri Amran Osman and Lt. Gen. Dana Ostrow met Mr. Haddadin."
    assert names(text) == [("Amran Osman", "person"), ("Dana Ostrow", "person"), ("Haddadin", "person")]


def test_an_acronym_goes_by_its_long_form():
    text = "The Orvalian Workers Federation (OWF) called a strike. OWF leaders met in Kyiv."
    assert {m.name for m in find_names(analyse(text))[0] if m.type == "org"} == {"Orvalian Workers Federation"}


def test_a_well_known_organisation_goes_by_its_usual_name():
    text = "The Collective Security Treaty Organization met in Minsk. The CSTO sent observers."
    assert {m.name for m in find_names(analyse(text))[0] if m.type == "org"} == {"CSTO"}


def test_a_short_form_counts_only_beside_the_full_name():
    assert ("Alliance", "org") in names("NATO met in Bucharest. Moscow fears the Alliance and its plans.")
    assert ("Alliance", "org") not in names("The party sought an alliance with Moscow.")


@pytest.mark.parametrize(
    ("printed", "name"), [("U.S.", "United States"), ("Kiev", "Kyiv"), ("Britain", "United Kingdom")]
)
def test_a_place_goes_by_one_name(printed, name):
    assert only(f"He arrived in {printed} on Friday.", printed).name == name


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("Moscow has rejected the plan.", "Moscow", True),
        ("Relations between Moscow and Kyiv are cold.", "Kyiv", True),
        ("The deal was blocked by Berlin ahead of the summit.", "Berlin", True),
        ("They met in Moscow on Friday.", "Moscow", False),
        ("Poland has rejected the plan.", "Poland", False),
    ],
)
def test_a_capital_may_stand_for_its_government(text, surface, expected):
    assert only(text, surface).is_metonym is expected


def test_nothing_before_the_body_is_read():
    text = "By Dana Ostrow in Minsk\n\nThe council met in Riga."
    mentions, _ = find_names(analyse(text, text.index("The council")))
    assert [m.name for m in mentions] == ["Riga"]


def test_the_same_text_gives_the_same_names():
    text = "Talvia's premier, Dana Ostrow, met IMF officials in Washington. Ostrow left for Korvan."
    first = find_names(analyse(text))
    find_names(analyse("Other words about Ostrow Bank and the town of Korvan came between."))
    assert find_names(analyse(text)) == first


def test_scores_survive_packing():
    scores, others = (-700, 0, 12_345, -1), (9, -9, -1, 1)
    assert unpack(pack(scores)) == scores
    assert unpack(pack(scores) + pack(others)) == (-691, -9, 12_344, 0)


def test_the_slots_of_a_wide_sum_are_split_again():
    scores, others = (-700, 0, 12_345, -1), (9, -9, -1, 1)
    wide = pack(scores, 0) + pack(others, 1) + pack(others, 1) + pack(scores, 2)
    assert [unpack(chunk) for chunk in split(wide, 3)] == [scores, (18, -18, -2, 2), scores]


def test_the_memos_are_bounded(monkeypatch):
    for module in ("memo", "name_model"):
        monkeypatch.setattr(f"flows.extract.{module}.MEMO_ENTRIES", 50)
    model = NameModel({"bias": (1, 2, 3, 4)})
    monkeypatch.setattr("flows.extract.name_decoding.load_model", lambda: model)
    text = " ".join(f"Ostrow{chr(97 + i % 26)}{chr(97 + i // 26)} Talvia{i}." for i in range(300))
    find_names(analyse(text))
    memos = (model._texts, model._alone, model._words, model._bare, model._tokens)
    assert all(0 < len(memo) <= 51 for memo in memos)


def test_the_weights_are_small_integers_with_their_data_named():
    load_model()
    path = Path(__file__).parents[2] / "flows" / "extract" / "models" / "names.tsv"
    head = [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
    assert sum("sha256" in line for line in head) == 5 and any("CC BY-SA" in line for line in head)
    assert path.stat().st_size < 1_000_000


_WORDS = "Putin|U.S.|the|of|’s|'s| |\n|\n\n|(|)|“|”|.|,|-|NATO|al-|"
_MORE = "Mr.|Gen|de|President|Secretary|State|and|12th|A|said|[|]|X.Y."
_ODD = ["İ", "ß", "\xa0", "\u2028", "Ǆ", "𝔄", "\x00", "foreign minister", "appointed as mayor"]
_PIECES = st.sampled_from([*_WORDS.split("|"), *_MORE.split("|"), *_ODD])


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(_PIECES | st.text(max_size=4), max_size=40), st.booleans())
def test_no_text_breaks_it(pieces, spaced):
    text = (" " if spaced else "").join(pieces)
    mentions, roles = find_names(analyse(text))
    previous = 0
    for mention in mentions:
        assert previous <= mention.start < mention.end <= len(text)
        assert mention.name and 0.0 <= mention.confidence <= 1.0
        previous = mention.end
    for role in roles:
        assert 0 <= role.start < role.end <= len(text)
        assert role.person is None or role.person in {(m.start, m.end) for m in mentions}


_PIECES = (
    "Pavel|Tank|Ostrow|The|Times|of|dan|es|PH|Kota|Group|Karvistan|Karvistani|U.S.|J.|(CCTV)|1|20|MDB|Ltd|.ru|al-|sub-|“|”|\"|‘|’|'|(|)|-|"
    "’s|, |LAGOS, Dec 27 -|\n| "
).split("|")


@given(st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from(["", " "])), max_size=20))
def test_the_pieces_of_a_run_stand_in_the_text(pieces):
    text = "".join(piece + gap for piece, gap in pieces)
    for run in find_runs(analyse(text)):
        assert [text[start:end] for start, end in zip(run.starts, run.ends, strict=True)] == run.words
        assert run.starts == sorted(set(run.starts))
        assert len(run.words) == len(run.edge)
        assert len(run.barrier) == len(run.beside) == (len(run.words) if len(run.words) > 1 else 0)


@pytest.mark.parametrize(
    "piece", ["A ", "Ab-", "X.", "Mr. ", "President ", "Dana Ostrow, ", "the minister ", "(NATO) ", "A\n", "Of the "]
)
def test_a_long_run_takes_linear_time(piece):
    text = piece * (60_000 // len(piece))
    mentions, _ = find_names(analyse(text))
    assert all(m.end <= len(text) for m in mentions)


def test_nonsense_in_capitals_has_few_segments():
    text = "Aa Bb " * 20
    analysis = analyse(text)
    (run,) = find_runs(analysis)
    (context,) = contexts_of(analysis, [run])
    segments = load_model().segments(text, run, context, {})
    assert len(segments) < 3 * len(run.words)
    assert max(segment.last - segment.first for segment in segments) < 5


@pytest.mark.skipif(not SEED.exists(), reason="the annotated briefing is not at hand")
def test_the_people_of_the_annotated_briefing():
    text = (SEED / "seed.txt").read_text(encoding="utf-8")
    gold = json.loads((SEED / "seed_gold.json").read_text(encoding="utf-8"))
    mentions, _ = find_names(analyse(text, text.index("\n\n") + 2))
    found = {(m.start, m.end): m.name for m in mentions if m.type == "person"}
    assert found == {tuple(span): person["name"] for person in gold["persons"] for span in person["spans"]}
