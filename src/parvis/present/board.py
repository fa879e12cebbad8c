"""The brief for a board, on one page: what was asked, what came of it, its cost, what to decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Question: TypeAlias = Literal["asked", "came", "cost", "unknown", "decide"]
MOST: Final = 4
"""Lines of a question: what a person reads before deciding."""
_OF_BOTH: Final[tuple[Question, ...]] = ("came", "decide")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence of the brief.

    Arguments:
        sentence: whole, every number of it a figure.
        number: what stands out of it; empty where nothing does.
        anchor, link: the figure that opens it; empty where none does.
    """

    sentence: str
    number: str = ""
    anchor: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One question of the brief, in words, and its answers."""

    question: Question
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The brief: five questions at most, each answered in a few lines.

    Arguments:
        title: of it.
        parts: its questions, in the order they are read.
        on_page: whether the page shows it: not where the page begins by saying the same at length.
    """

    title: str
    parts: tuple[Part, ...]
    on_page: bool = True


def joined(measure: Board, study: Board) -> Board:
    """Return the brief of a measure with what a study of it found and recommends.

    What was asked, its cost and what is not known are those of the measure; what came of it and
    what to decide, of both.

    Arguments:
        measure: its brief.
        study: its brief, in the same language.
    """
    heard = {part.question: part.lines for part in study.parts if part.question in _OF_BOTH}
    parts = (
        replace(part, lines=_both(part.lines, heard.get(part.question, ())))
        for part in measure.parts
    )
    return replace(measure, parts=tuple(parts))


def _both(first: Sequence[Line], second: Sequence[Line]) -> tuple[Line, ...]:
    """As many lines of each as there is room for, half the room for each where both want it."""
    room = max(MOST // 2, MOST - len(second))
    return (*first[:room], *second)[:MOST]
