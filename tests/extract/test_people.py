import pytest

from flows.extract.people import PersonMention, particle_start, resolve_people
from flows.extract.person_names import may_be_same, name_words, same_word
from flows.extract.person_titles import name_start


def resolved(*texts, genders=()):
    mentions = [
        PersonMention(at * 100, text, gender)
        for at, (text, gender) in enumerate(zip(texts, [*genders, *[None] * len(texts)], strict=False))
    ]
    return [person.name for person in resolve_people(mentions)]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Jan de Groot Vermeer", "Vermeer"),
        ("Dana Ostrow", "Ostrow"),
        ("Dana Ostrow", "OSTROW"),
        ("Siti Aminah Rashid", "Aminah"),
        ("Fatimah Yusof", "Fatimah"),
        ("Karim al-Dulaimi", "al-Dulaimi"),
        ("Tomas Lindqvist Jr.", "Lindqvist"),
        ("Alyaksandr Zubrenka", "Zubrenko"),
    ],
)
def test_a_short_form_gets_the_full_name(full, short):
    assert resolved(full, short) == [full, full]


def test_a_short_form_may_stand_before_the_full_name():
    assert resolved("Ostrow", "Dana Ostrow") == ["Dana Ostrow", "Dana Ostrow"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergey Ostrovsky", "Sergei Ostrovskiy"),
        ("Dmitriy Talin", "Dmitry Talin"),
        ("Ruslan Basayin", "Ruslan Basain"),
        ("J. Ostrow", "Jane Ostrow"),
        ("Dana Maria Ostrow", "Dana Ostrow"),
        ("Amran Osman", "Amran Osman Latif"),
    ],
)
def test_spellings_of_one_person(one, other):
    assert may_be_same(name_words(one), name_words(other))
    assert len(set(resolved(one, other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Boris Talin", "Dana Talin"), ("Olga Ivanova", "Oleg Ivanov"), ("Dana Ostrow", "Dana Vermeer")],
)
def test_different_people(one, other):
    assert len(set(resolved(one, other))) == 2


def test_the_fullest_form_is_the_name():
    assert resolved("J. Ostrow", "Jane Ostrow", "Ostrow") == ["Jane Ostrow"] * 3


def test_a_title_tells_namesakes_apart():
    found = resolved("Boris Talin", "Maria Talin", "Talin", "Talin", genders=(None, None, "m", "f"))
    assert found[2:] == ["Boris Talin", "Maria Talin"]


def test_the_nearest_namesake_before_is_meant():
    assert resolved("Boris Talin", "Boris Talin", "Dana Talin", "Talin")[-1] == "Dana Talin"


def test_a_slavic_woman_is_not_her_husband():
    assert not same_word("ivanova", "ivanov")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lt. Gen. Dana Ostrow", "Dana Ostrow"),
        ("Datuk Seri Amran Osman", "Amran Osman"),
        ("Prime Minister Ostrow", "Ostrow"),
        ("Dana Ostrow", "Dana Ostrow"),
        ("Professor", "Professor"),
    ],
)
def test_where_a_name_begins_behind_titles(text, name):
    assert text[name_start(text, 0, len(text)) :] == name


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("said von Bibra today", "Bibra", "von Bibra"),
        ("by bin Talal", "Talal", "bin Talal"),
        ("and Ostrow", "Ostrow", "Ostrow"),
    ],
)
def test_a_small_particle_belongs_to_the_name(text, name, expected):
    at = text.index(name)
    assert text[particle_start(text, at, 0) :].startswith(expected)


def test_many_namesakes_stay_fast():
    mentions = [
        PersonMention(at, f"A{chr(97 + at % 26)}{chr(97 + at // 26 % 26)}{chr(97 + at // 676)} Ostrow")
        for at in range(5_000)
    ]
    assert len(resolve_people(mentions)) == 5_000
