"""Turns of a transcript or an interview: paragraphs behind the label of whoever speaks.

A label alone proves nothing ("Note: ..."): a text has turns where several labels come again, where titles or "Q" stand
before them, or where they are names of the text, and where people speak of themselves and to each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from flows.extract.analysis import Analysis
from flows.extract.lexicon import rows_of
from flows.extract.offices import is_post, leading_office
from flows.extract.person_names import PARTICLES
from flows.model import Mention, Span

_LABEL = re.compile(
    r"[*_]{0,2}(?P<mark>[“\"«„])?(?:(?P<letter>[QA])(?:\d{0,2}[*_]{0,2}[.:][*_]{0,2}|[*_]{0,2}(?=[^\S\n]+[^a-z\s]))(?:\s+|$)"
    r"|(?P<label>[^\W\d_](?:[^:;?!()\[\]“”\"«»\n]{0,70}[\w.’'])?)"
    r"(?:[^\S\n]?[(\[][^()\[\]\n]{1,60}[)\]])?[*_]{0,2}:[*_]{0,2}(?:\s+|$)"
    r"|(?P<glued>Q)(?=[A-Z][a-z’']))"  # where a page has lost the space behind its bold letter
)
_OPENING, _CLOSING = '“"«„', '”"»“'  # of a transcript that is quoted as a whole
_OPENS_LETTER = frozenset("QA*_")  # a label of one letter; every other one ends in a colon
_LONGEST_LABELLED = 150  # characters of a label and its colon
_WORD = re.compile(r"\S+")
_LINE = re.compile(r"\n\s*")
_BETWEEN_NAMES = PARTICLES | {"of", "the", "for", "and", "to", "&"}
_LONGEST_LABEL = 6  # words
_DIRECT = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Yy]ou|[Yy]our|me)\b")
_MARKED = re.compile(r"[“\"«„].*[”\"»“]\W*", re.DOTALL)
_EDITORIAL = re.compile(r"\*|[-_=#](?:\s?[-_=#]){2}|[(\[][^()\[\]]*[)\]]\W*\Z")
_END = re.compile(r"(?:END|\[?End of (?:transcript|interview)|# # #)\b")
_CITED = re.compile(
    r"\([^()]{0,200}\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\b[^()]{0,200}\)"
)
_TALK = re.compile(
    r"\b(?:interview(?:ed|s)?|conversation|spoke|speaks|talked|talks|sat down|asked (?:him|her|them)|transcript|"
    r"q\s?&\s?a|q and a)\b",
    re.IGNORECASE,
)
_OF_TEXT = re.compile(r"\b[Tt]h(?:e|is) (?:transcript|interview|conversation)\b")
_I = re.compile(r"\bI\b")
_STOP = re.compile(r"[.?!…—-][”\"’')\]*_]*\Z")
_FEWEST_TURNS, _FEWEST_UNTITLED = 2, 3
_SHARE_OF_DIRECT = 0.25  # of the turns say I or you
_SHARE_OF_I = 0.15  # of answers say I: those of a help page say you
_SHARE_OF_TITLED = 0.25  # of the turns have a title or "Q" before them: press rooms and hearings
_LONGEST_ABOVE = 2000  # characters above the first turn that may announce a talk
_SHARE_OF_SENTENCES = 0.6
_SHARE_OF_VOICES = 0.5


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a turn. ``name`` is the words without titles and post, ``key`` the same in lower case."""

    span: Span
    words: str
    name: str
    title: str | None = None
    post: str | None = None  # behind a comma: "IVO REED, HARBOUR MASTER:"
    is_glued: bool = False
    is_marked: bool = False  # behind an opening mark: the transcript is quoted

    @property
    def key(self) -> str:
        """What equal labels have in common, however they are set."""
        return self.name.casefold()

    @property
    def surname(self) -> str:
        """What a long and a short label of the same speaker have in common."""
        return self.key.split()[-1]

    @property
    def is_titled(self) -> bool:
        """Whether it is set as the stenographers of press rooms do: MR. REED."""
        return self.title is not None and self.words.isupper()


@dataclass(slots=True)
class Turn:
    """The paragraphs that one speaker speaks in a row. ``label`` is null where only the layout tells turns."""

    label: Label | None
    spans: list[Span] = field(default_factory=list)
    asks: bool = False


@cache
def label_kinds() -> dict[str, str]:
    """Return what labels that name no person tell."""
    return {label: kind for kind, labels in rows_of("turn_labels.tsv") for label in labels.split("|")}


def find_turns(analysis: Analysis, mentions: Sequence[Mention], heading: str = "") -> list[Turn]:
    """Return the labelled turns of a text in order; none where its labels are not those of a transcript."""
    pieces = list(_pieces(analysis))
    labels = [label for _, _, label in pieces if label is not None]
    if len(labels) < _FEWEST_TURNS:
        return []
    named = _named(labels, mentions)
    counts = Counter(label.key for label in labels)
    kept = {id(label) for label in labels if _can_speak(label, counts, named)}
    turns = _gathered(analysis.text, pieces, kept)
    if not turns:
        return []
    begin = turns[0].label.span[0] if turns[0].label else 0
    above = analysis.text[max(analysis.body_start, begin - _LONGEST_ABOVE) : begin]
    is_talk = tells_of_talk(heading) or tells_of_talk(above)
    return turns if _is_transcript(analysis.text, turns, named, is_talk) else []


def tells_of_talk(text: str) -> bool:
    """Whether the words above a text announce an interview."""
    return _TALK.search(text) is not None


def without_label(text: str, span: Span) -> Span:
    """Return a paragraph without the label that it begins with, if it does."""
    match = _LABEL.match(text, *span)
    return (match.end(), span[1]) if match and match.end() < span[1] and _read(match) else span


def speaks_directly(text: str) -> bool:
    """Whether somebody says I or you."""
    return _DIRECT.search(text) is not None


# ---- labels


def _pieces(analysis: Analysis) -> Iterator[tuple[int, int, Label | None]]:
    """Cut the paragraphs before every label: where a piece's words begin, where it ends, and its label."""
    text = analysis.text
    for start, end in analysis.paragraphs:
        begins = [start, *(gap.end() for gap in _LINE.finditer(text, start, end))]
        found = [
            (begin, match)
            for begin in begins
            if (text[begin] in _OPENS_LETTER or text.find(":", begin, begin + _LONGEST_LABELLED) >= 0)
            and (match := _LABEL.match(text, begin, end))
        ]
        read: list[tuple[int, int, Label | None]] = [
            (begin, match.end(), label) for begin, match in found if (label := _read(match))
        ]
        if not read or read[0][0] > start:
            read.insert(0, (start, start, None))
        ends = [begin for begin, _, _ in read[1:]] + [end]
        for (_, words, label), stop in zip(read, ends, strict=True):
            yield min(words, stop), _rstrip(text, words, stop), label


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _read(match: re.Match[str]) -> Label | None:
    if letter := match["letter"] or match["glued"]:
        return Label(
            (start := match.start(match.lastgroup or 0), start + 1), letter, letter, is_glued=bool(match["glued"])
        )
    printed = match["label"].rstrip("*_ ")
    start = match.start("label")
    front, comma, post = printed.partition(",")
    if comma and not (printed.isupper() or is_post(post.split()[-1:])):
        return None
    words = [(word.start(), word.group()) for word in _WORD.finditer(front)]
    if label_kinds().get(printed.casefold()) == "none" or not _looks_like_name([word for _, word in words]):
        return None
    count = leading_office([word for _, word in words])
    begin = words[count][0]
    title = " ".join(word for _, word in words[:count])
    span = (start + begin, start + len(front))
    return Label(span, printed, front[begin:], title or None, post.strip() or None, is_marked=bool(match["mark"]))


def _looks_like_name(words: list[str]) -> bool:
    if not 1 <= len(words) <= _LONGEST_LABEL or not words[0][:1].isupper():
        return False
    return all(
        word[:1].isupper() or word in _BETWEEN_NAMES or word.startswith(("al-", "el-", "d’", "d'")) for word in words
    )


def _named(labels: Sequence[Label], mentions: Sequence[Mention]) -> set[str]:
    """The keys of the labels that are names, by what the text tells of people and organisations elsewhere or here."""
    spans = {(mention.start, mention.end) for mention in mentions if mention.type != "place"}
    names = {mention.name.casefold() for mention in mentions if mention.type != "place"}
    names |= {mention.name.split()[-1].casefold() for mention in mentions if mention.type == "person"}
    return {label.key for label in labels if label.span in spans or label.key in names}


def _can_speak(label: Label, counts: Counter[str], named: set[str]) -> bool:
    """Whether a label is one of a speaker: by its form, as a name, or because it comes again."""
    if label.words == "A":
        return counts["q"] > 0
    if label.is_glued:
        return counts["a"] > 1
    if label.words.isupper() or label.key in named or label.key in label_kinds():
        return True
    return counts[label.key] > 1


# ---- turns


def _gathered(text: str, pieces: Sequence[tuple[int, int, Label | None]], kept: set[int]) -> list[Turn]:
    """Give every label its paragraphs: those behind it belong to it until another speaks or the author does."""
    turns: list[Turn] = []
    current: Turn | None = None
    last = max((at for at, (_, _, label) in enumerate(pieces) if id(label) in kept), default=-1)
    for at, (start, end, label) in enumerate(pieces):
        if label is not None and id(label) in kept and not _MARKED.fullmatch(text, start, end):
            if label.words == "A" and text[label.span[1]] not in ".:*_" and not _answers(turns):
                continue  # "A Reed was seen": an article, not an answer
            current = Turn(label)
            turns.append(current)
        elif current is None:
            continue
        elif _END.match(text, start, end) or _is_authors(text[start:end], current, is_behind=at > last):
            current = None
            continue
        elif _EDITORIAL.match(text, start, end):
            continue
        is_marked = current.label is not None and current.label.is_marked
        span = _without_marks(text, start, end) if is_marked and start < end else (start, end)
        if span[0] < span[1]:
            current.spans.append(span)
    return [turn for turn in turns if turn.spans]


def _without_marks(text: str, start: int, end: int) -> Span:
    """Leave out the marks that open and close the paragraphs of a quoted transcript."""
    start += text[start] in _OPENING
    inner = text[start : end - 1]
    is_closed_alone = text[end - 1] in _CLOSING and not any(mark in inner for mark in _OPENING)
    return start, max(start, end - is_closed_alone)


def _answers(turns: Sequence[Turn]) -> bool:
    return bool(turns) and turns[-1].label is not None and turns[-1].label.words == "Q"


def _is_authors(paragraph: str, turn: Turn, *, is_behind: bool) -> bool:
    """Whether a paragraph without a label is the author's: it cites, tells of the speaker, or nobody speaks in it."""
    if _EDITORIAL.match(paragraph):
        return False
    if _CITED.search(paragraph) or (is_behind and not speaks_directly(paragraph)):
        return True
    surname = turn.label.name.split()[-1] if turn.label else ""
    tells_of = len(surname) > 2 and re.search(rf"\b{re.escape(surname.capitalize())}\b", paragraph)
    return bool(tells_of) or (_OF_TEXT.search(paragraph) is not None and not speaks_directly(paragraph))


def _is_transcript(text: str, turns: Sequence[Turn], named: set[str], is_talk: bool) -> bool:
    """Whether the turns are a conversation: several speakers, and signs that they are speakers."""
    labels = [turn.label for turn in turns if turn.label]
    longer = {label.surname: label.key for label in labels if " " in label.key}
    counts = Counter(longer.get(label.key, label.key) for label in labels)  # REED is the IVO REED of a label before
    if len(labels) < _FEWEST_TURNS or len(counts) < _FEWEST_TURNS:
        return False
    kinds = label_kinds()
    if all(kinds.get(label.key) in ("asks", "answers") for label in labels):
        answers = [turn for turn in turns if turn.label and kinds[turn.label.key] == "answers"]
        return is_talk or _share(answers, lambda turn: _I.search(text, *turn.spans[0]) is not None) >= _SHARE_OF_I
    if sum(label.is_titled or label.words == "Q" for label in labels) >= _SHARE_OF_TITLED * len(labels):
        return True
    told = ("asks", "answers", "unnamed")
    voices = {label.surname for label in labels if label.key in named or kinds.get(label.key) in told}
    returns = sum(count > 1 for count in counts.values())
    return (
        len(labels) >= _FEWEST_UNTITLED
        and (returns > 1 or (returns == 1 and len(voices) > 1))
        and _share(turns, lambda turn: turn.label is not None and turn.label.surname in voices) >= _SHARE_OF_VOICES
        and _share(turns, lambda turn: _is_sentence(text, *turn.spans[0])) >= _SHARE_OF_SENTENCES
        and _share(turns, lambda turn: any(speaks_directly(text[s:e]) for s, e in turn.spans)) >= _SHARE_OF_DIRECT
    )


def _share(turns: Sequence[Turn], holds: Callable[[Turn], bool]) -> float:
    return sum(map(holds, turns)) / max(1, len(turns))


def _is_sentence(text: str, start: int, end: int) -> bool:
    return _STOP.search(text, start, end) is not None and end - start > 1 and " " in text[start:end]
