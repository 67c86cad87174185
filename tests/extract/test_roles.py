import pytest

from flows.extract.analysis import analyse
from flows.extract.names import find_names


def told(text, name):
    mentions, _ = find_names(analyse(text))
    found = [m for m in mentions if m.type == "person" and m.name == name]
    assert found, [m.name for m in mentions]
    return found[0].role, found[0].affiliation


def linked(text):
    _, roles = find_names(analyse(text))
    return [(text[r.start : r.end], r.kind, text[slice(*r.person)] if r.person else None) for r in roles]


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        (
            "Russian Foreign Minister Sergey Ostrovsky arrived.",
            "Sergey Ostrovsky",
            "Russian Foreign Minister",
            "Russia",
        ),
        (
            "NATO Secretary-General Joost de Groot Vermeer spoke.",
            "Joost de Groot Vermeer",
            "NATO Secretary-General",
            "NATO",
        ),
        ("Poland’s President Tomasz Wolski spoke.", "Tomasz Wolski", "President", "Poland"),
        ("U.S. Secretary of State Maria Holden spoke.", "Maria Holden", "U.S. Secretary of State", "United States"),
        ("The aide, then prime minister Dana Wolski, agreed.", "Dana Wolski", "then prime minister", None),
        ("They met outgoing President Tomasz Wolski.", "Tomasz Wolski", "outgoing President", None),
        ("He called [President-elect] Dmitriy Talin at home.", "Dmitriy Talin", "President-elect", None),
        ("Police chief Maria Holden spoke.", "Maria Holden", "Police chief", None),
        ("EU foreign-policy chief Maria Holden spoke.", "Maria Holden", "EU foreign-policy chief", "European Union"),
    ],
)
def test_a_role_before_the_name(text, name, role, affiliation):
    assert told(text, name) == (role, affiliation)


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        ("“Yes,” noted Mikhail Wolski, head of the Federation Council’s budget committee.", "Mikhail Wolski",
         "head of the Federation Council’s budget committee", "Russia"),
        ("Maria Holden, the Polish ambassador, left.", "Maria Holden", "Polish ambassador", "Poland"),
        ("Maria Holden, 45, a lawyer, left.", "Maria Holden", "lawyer", None),
        ("Maria Holden, who was the former mayor, left.", "Maria Holden", "former mayor", None),
    ],
)  # fmt: skip
def test_a_role_behind_the_name(text, name, role, affiliation):
    assert told(text, name) == (role, affiliation)


def test_coordinated_bearers_share_a_country():
    text = (
        "U.S. Secretary of State Maria Holden and Defense Secretary Robert Harlan met Russian Foreign Minister "
        "Sergey Ostrovsky and Defense Minister Anatoliy Talin in Moscow."
    )
    assert told(text, "Robert Harlan") == ("Defense Secretary", "United States")
    assert told(text, "Anatoliy Talin") == ("Defense Minister", "Russia")


def test_a_bearer_with_a_country_of_its_own_shares_none():
    text = "U.S. Ambassador to Orvalia John Harlan, Jr., and Talvian Foreign Minister Dana Wolski met."
    assert told(text, "John Harlan, Jr.") == ("U.S. Ambassador to Orvalia", "United States")
    assert told(text, "Dana Wolski") == ("Talvian Foreign Minister", None)


def test_later_bare_mentions_carry_the_role():
    text = "Russian Foreign Minister Sergey Ostrovsky arrived. “We agree,” Ostrovsky said."
    mentions, _ = find_names(analyse(text))
    assert [(m.name, m.role, m.affiliation) for m in mentions if m.type == "person"] == [
        ("Sergey Ostrovsky", "Russian Foreign Minister", "Russia")
    ] * 2


def test_two_roles_of_one_bearer():
    text = "The deal was signed by city mayor and party treasurer Maria Holden."
    assert [role for role, kind, who in linked(text) if who == "Maria Holden"] == ["city mayor", "party treasurer"]


def test_titles_are_rows_of_their_own():
    assert ("Datuk Seri", "title", "Amran Osman") in linked("The talks were led by Datuk Seri Amran Osman.")
    assert ("Mr.", "title", "Holden") in linked("We thank Mr. Holden for it.")


def test_a_title_tells_the_gender():
    mentions, _ = find_names(analyse("We thank Mrs. Holden and Mr. Wolski for it."))
    assert [m.gender for m in mentions if m.type == "person"] == ["f", "m"]


def test_an_anaphoric_role_is_linked_to_its_bearer():
    text = "Russian Foreign Minister Sergey Ostrovsky arrived. “We agree,” the minister said."
    assert ("minister", "role", "Sergey Ostrovsky") in linked(text)


def test_an_anaphoric_role_without_bearer_stays_open():
    assert ("prime minister", "role", None) in linked("Nobody had told the prime minister of it.")


def test_the_role_of_the_next_person_is_not_taken():
    text = "Maria Holden, President Tomasz Wolski and the others left."
    assert told(text, "Maria Holden")[0] is None
    assert told(text, "Tomasz Wolski")[0] == "President"
