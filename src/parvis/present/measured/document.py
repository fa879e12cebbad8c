"""What the report of a measure says, whatever it is written to."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from parvis.present.document import Document
from parvis.present.head import Found
from parvis.present.measured.asked import goals
from parvis.present.measured.board import board
from parvis.present.measured.desk import MeasureDesk
from parvis.present.measured.limits import limits
from parvis.present.measured.method import method
from parvis.present.measured.panels import chapters

if TYPE_CHECKING:
    from parvis.present.measured.story import MeasureStory
    from parvis.present.panels import Chapter
    from parvis.present.panels.panel import Panel

MOST: Final = 7
"""Findings of the first page."""

_OBJECTIVES: Final = 3  # whose findings go before others


def of_measure(story: MeasureStory) -> Document:
    """Return what the report of a measure says.

    Arguments:
        story: what is told.
    """
    desk = MeasureDesk.of(story)
    told = chapters(desk)
    words = desk.words
    made = {"moment": desk.tongue.moment(story.created_at), "version": story.version}
    return Document(
        words=words,
        language=story.language,
        kind=words("measure.kind"),
        title=desk.text(story.title, limit=160),
        date=_dated(desk),
        period=_period(desk),
        standfirst=_standfirst(desk),
        objective=" · ".join(desk.text(aim.statement, limit=400) for aim in story.objectives),
        family=_families(desk),
        goals=goals(desk),
        found=findings(desk, told),
        brief=None,
        board=board(desk, places(told)),
        limits=limits(desk),
        chapters=told,
        account=None,
        method=method(desk),
        made=words("page.made", **made),
        figures=story.figures,
        at=story.created_at,
    )


def places(told: tuple[Chapter, ...]) -> dict[str, int]:
    """Return the number of each figure, by its anchor."""
    return {panel.anchor: place for chapter in told for place, panel in chapter.panels}


def findings(desk: MeasureDesk, told: tuple[Chapter, ...]) -> tuple[Found, ...]:
    """Return seven findings at most: three objectives, and the first of each chapter.

    Arguments:
        desk: of the report.
        told: its chapters.
    """
    ranked = [
        (_rank(panel, rank), place, panel)
        for chapter in told
        for rank, (place, panel) in enumerate(one for one in chapter.panels if one[1].finding)
    ]
    first = sorted(ranked, key=itemgetter(0))[:MOST]
    shown = sorted(((place, panel) for _, place, panel in first), key=itemgetter(0))
    return tuple(
        Found(
            number=panel.finding.number,
            sentence=panel.finding.sentence,
            anchor=panel.anchor,
            link=desk.words("page.figure", n=desk.tongue.number(place)),
        )
        for place, panel in shown
        if panel.finding
    )


def _rank(panel: Panel, rank: int) -> int:
    """Objectives are what was asked: each of the first three comes before a second of anything."""
    is_asked = panel.anchor.startswith("figure-objective-") and rank < _OBJECTIVES
    return 0 if is_asked else rank


def _period(desk: MeasureDesk) -> str:
    """From the first day of the objectives to the last that is due."""
    kpis = [kpi for aim in desk.story.objectives for kpi in aim.kpis]
    if not kpis:
        return desk.words("page.no_period")
    first, last = min(kpi.since for kpi in kpis), max(kpi.due for kpi in kpis)
    ends = {"first": first, "last": last}
    said = {name: desk.day(day) for name, day in ends.items()}
    return desk.words("measure.period", **said)


def _dated(desk: MeasureDesk) -> str:
    """The last day of the data; the day it was written where none of its files has days."""
    last = desk.day_of("files.last")
    if last:
        return desk.words("measure.until", day=last)
    return desk.day(desk.story.created_at.date())


def _standfirst(desk: MeasureDesk) -> tuple[str, ...]:
    counts = {
        "measure.objectives": len(desk.story.objectives),
        "measure.kpis": sum(len(aim.kpis) for aim in desk.story.objectives),
        "page.files": len(desk.ledger.table("files.rows", "file")),
    }
    return tuple(desk.words.counted(key, count) for key, count in counts.items())


def _families(desk: MeasureDesk) -> str:
    names = (desk.words.name("family", aim.family) for aim in desk.story.objectives)
    return desk.tongue.listing(list(dict.fromkeys(names)))
