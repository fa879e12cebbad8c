"""The brief for a board, on one page: what was asked, what came of it, its cost, what to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Question: TypeAlias = Literal["asked", "came", "cost", "unknown", "decide"]


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
    """The brief: five questions at most, each answered in a few lines."""

    title: str
    parts: tuple[Part, ...]
