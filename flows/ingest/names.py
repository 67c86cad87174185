"""The names of a byline: printed forms apart from "By", roles, addresses and agencies."""

from __future__ import annotations

import re

from flows.ingest.lexicon import any_of, lines_of, whole_words
from flows.model import Author

_BY = any_of("byline_words.txt")
_LEAD = re.compile(rf"^\W*(?:{any_of('byline_kinds.txt')}\b[\s:]*(?:{_BY}\b)?|{_BY}\b)[\s:]*", re.IGNORECASE)
_LEAD_WITH_BY = re.compile(rf"^\W*(?:{any_of('byline_kinds.txt')}\s+)?{_BY}\b[\s:]*", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:[,;|/•·¦]|\s&\s|\s\+\s|\b(?:and|und|et|y|e|og|och|en|with|mit)\b)\s*", re.IGNORECASE)
_EMAIL = re.compile(r"[<(\[]?\s*([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4})\s*[>)\]]?")
_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]")
_TAIL = re.compile(
    r"\s+(?:[-–—]{1,2}|\b(?:in|at|for|on|is|am|à|en|w|в)\b)\s.*$|\s+[-–—]\S.*$|\s*[|:].*$|[’']s\s+(?:blog|column)$"
)
_ROLE = whole_words("role_words.txt")
_ORGANIZATION = whole_words("organization_words.txt")
_LEGAL_FORM = whole_words("legal_forms.txt")
_SUFFIX = re.compile(r"^(?:Jr|Sr|II|III|IV|MD|M\.D|PhD|Ph\.D|Esq|MA|MBA|CPA|RN|JD)\.?$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame|Rev|Lt|Col|Gen|Maj|Capt|Hon)\.?\s+", re.IGNORECASE)
_PARTICLES = frozenset(lines_of("name_particles.txt"))
_NO_NAME = frozenset(lines_of("no_names.txt"))
MAX_NAME, MAX_POST = 70, 100


def byline_authors(line: str) -> tuple[Author, ...]:
    """Return the authors that a byline names; none where nothing in it looks like a person's name."""
    text = _LEAD.sub("", " ".join(line.split()), count=1)
    authors: list[Author] = []
    emails = _EMAIL.findall(text)
    text = _EMAIL.sub(" ", text)
    for piece in _SEPARATOR.split(_PARENTHESIS.sub("", text)):
        candidate = _LEAD.sub("", piece, count=1).strip(' \t,;:*–—-"“”')
        if _SUFFIX.match(candidate) and authors:
            authors[-1] = Author(f"{authors[-1].name}, {candidate}", authors[-1].role, authors[-1].email)
        elif is_person_name(name := without_tail(candidate.rstrip("."))):
            authors.append(Author(name))
        elif authors and candidate and authors[-1].role is None and _ROLE.search(candidate):
            authors[-1] = Author(authors[-1].name, candidate, authors[-1].email)
    if len(authors) == len(emails):
        authors = [Author(a.name, a.role, email) for a, email in zip(authors, emails, strict=True)]
    return unique(authors)


def leads_byline(line: str, *, alone: bool = False) -> str | None:
    """Return what follows "By" (in many languages) at the beginning of a line; None where it begins otherwise.

    ``alone`` wants the word itself: "Text" or "Review" in front of a name opens a by-line, in front of a word nothing.
    """
    match = (_LEAD_WITH_BY if alone else _LEAD).match(line)
    return line[match.end() :] or " " if match else None


def is_post(line: str) -> bool:
    """Whether a line is the post of somebody: capitalised, short, no sentence, and it holds the word of a role."""
    return len(line) <= MAX_POST and line[:1].isupper() and line[-1:] not in ".?!" and _ROLE.search(line) is not None


def is_organization(text: str) -> bool:
    """Whether a name holds a word that only names of organisations have."""
    return _ORGANIZATION.search(text) is not None


def is_signature(text: str) -> bool:
    """Whether a string can be how a desk, a team or an agency signs: short, in letters, no sentence, no legal form."""
    words = text.split()
    return (
        not _LEGAL_FORM.search(text)
        and 1 < len(words) <= 6
        and len(text) <= MAX_NAME
        and text[0].isalpha()
        and text[-1] not in ".!?:"
        and "@" not in text
    )


def without_tail(name: str) -> str:
    """Return the name without what some sites print behind it: a place, an outlet, a note."""
    return _TITLE.sub("", _TAIL.sub("", name)).strip(" .,") if len(name) <= 4 * MAX_NAME else name[:MAX_NAME]


def is_person_name(text: str) -> bool:
    """Whether a string can be the full name of a person by its shape: two to six capitalised words, no role words."""
    name, comma, suffix = text.partition(",")
    words = name.split()
    if (
        not 2 <= len(words) <= 6
        or len(text) > MAX_NAME
        or _ROLE.search(text)
        or (comma and not _SUFFIX.match(suffix.strip()))
    ):
        return False
    return all(_is_name_word(word) for word in words) and any(len(word.strip(".")) > 1 for word in words)


def is_single_name(text: str) -> bool:
    """Whether one word can be the name or pen name by which an author signs."""
    words = text.split()
    return (
        len(words) == 1
        and 2 <= len(text) <= 30
        and text.casefold() not in _NO_NAME
        and not _ROLE.fullmatch(text)
        and text[0].isalpha()
        and "@" not in text
        and "." not in text.strip(".")
        and "/" not in text
    )


def unique(authors: list[Author]) -> tuple[Author, ...]:
    """Return the authors in order, each once."""
    return tuple({author.name.casefold(): author for author in reversed(authors)}.values())[::-1]


def _is_name_word(word: str) -> bool:
    if word.casefold().strip(".") in _PARTICLES:
        return True
    if word.casefold().strip(".,") in _NO_NAME or any(c.isdigit() or c in "@/\\|<>{}=_#&:;!?%()[]" for c in word):
        return False
    first = word.lstrip("'’‘\"“„(")[:1]
    return (
        first.isupper()
        or (first.isalpha() and not first.islower())
        or word.startswith(("al-", "el-", "d'", "d’", "’t", "'t"))
    )
