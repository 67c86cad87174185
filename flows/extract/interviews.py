"""Interviews whose questions only the type set apart: short questions, each with a longer answer behind it.

Where the marking is lost, the text must tell it three times over: an introduction that tells of a talk, questions that
say you, and answers that say I.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.extract.analysis import Analysis
from flows.extract.turns import Turn, tells_of_talk, without_label
from flows.model import Span

_ASKS = re.compile(r"\?[”\"’'*_]*\Z")
_YOU = re.compile(r"\b[Yy]ou(?:r|rs|rself)?\b")
_I = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_LONGEST_QUESTION = 400  # characters
_FEWEST = 3
_LONGEST_ANSWER = 4  # paragraphs on the average


def find_interview(analysis: Analysis, heading: str) -> list[Turn]:
    """Return questions and answers in turn; none where the text is not plainly an interview."""
    text, paragraphs = analysis.text, analysis.paragraphs
    asked = [at for at, span in enumerate(paragraphs) if _is_question(text, span)]
    questions_at = set(asked)
    asked = [at for at in asked if at + 1 < len(paragraphs) and at + 1 not in questions_at]
    if len(asked) < _FEWEST or not tells_of_talk(f"{heading}\n{text[: paragraphs[asked[0]][0]]}"):
        return []
    turns = _turns(text, paragraphs, asked)
    questions, answers = turns[::2], turns[1::2]
    if not _mostly(_YOU, text, questions) or not _mostly(_I, text, answers):
        return []
    if sum(len(turn.spans) for turn in answers) > _LONGEST_ANSWER * len(answers):
        return []
    return turns


def _is_question(text: str, span: Span) -> bool:
    start, end = span
    return (
        end - start <= _LONGEST_QUESTION and _ASKS.search(text, start, end) is not None and text[start] not in '“"‘«„'
    )


def _turns(text: str, paragraphs: Sequence[Span], asked: Sequence[int]) -> list[Turn]:
    """Every answer goes up to the next question; the last one as far as somebody says I."""
    turns: list[Turn] = []
    for at, following in zip(asked, [*asked[1:], len(paragraphs)], strict=True):
        answer = list(paragraphs[at + 1 : following])
        while following == len(paragraphs) and len(answer) > 1 and not _I.search(text, *answer[-1]):
            answer.pop()
        answer[0] = without_label(text, answer[0])
        turns += [Turn(None, [without_label(text, paragraphs[at])], asks=True), Turn(None, answer)]
    return turns


def _mostly(pattern: re.Pattern[str], text: str, turns: Sequence[Turn]) -> bool:
    return 2 * sum(any(pattern.search(text, *span) for span in turn.spans) for turn in turns) >= len(turns)
