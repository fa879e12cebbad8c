"""The report of a study, with what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from parvis.present.board import joined
from parvis.present.measured.asked import goals
from parvis.present.measured.board import board
from parvis.present.measured.desk import MeasureDesk
from parvis.present.measured.document import MOST, findings, places
from parvis.present.measured.limits import limits
from parvis.present.measured.method import files, formulas
from parvis.present.measured.panels import chapters

if TYPE_CHECKING:
    from parvis.present.board import Board
    from parvis.present.document import Document
    from parvis.present.measured.story import MeasureStory
    from parvis.present.panels import Chapter
    from parvis.present.section import Section

_FOUND: Final = 2
"""Findings of the measure on the first page of a study."""


def with_measure(report: Document, story: MeasureStory) -> Document:
    """Return the report of a study with what a measure says, as its last chapters.

    Arguments:
        report: of the study; its figures hold those of the measure already.
        story: of the measure, in the language of the study.
    """
    desk = MeasureDesk.of(story)
    told = _chapters(desk, 1 + sum(len(one.panels) for one in report.chapters))
    named = {goal.name for goal in report.goals}
    bounds = {limit.name: limit for limit in (*report.limits, *limits(desk))}
    ours = findings(desk, told)[:_FOUND]
    return replace(
        report,
        goals=(*report.goals, *(goal for goal in goals(desk) if goal.name not in named)),
        found=(*report.found[: MOST - len(ours)], *ours),
        limits=tuple(bounds.values()),
        chapters=(*report.chapters, *told),
        method=(*report.method, *_method(desk)),
        board=_board(report, board(desk, places(told))),
    )


def _board(report: Document, ours: Board) -> Board:
    """The brief of the measure, and what the study it stands in has for a board."""
    return joined(ours, report.board) if report.board else ours


def _chapters(desk: MeasureDesk, first: int) -> tuple[Chapter, ...]:
    """The chapters of the measure, each called a part of what came of it."""
    return tuple(
        replace(chapter, title=desk.words("chapter.came", part=chapter.title))
        for chapter in chapters(desk, first=first)
    )


def _method(desk: MeasureDesk) -> tuple[Section, ...]:
    return (replace(files(desk), title=desk.words("measure.tables")), formulas(desk))
