"""Who decides on a recommendation, and by which day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from parvis.present.board import Line
    from parvis.present.measured.desk import MeasureDesk

_NAME = 60  # letters of who decides


def owned(desk: MeasureDesk, line: Line) -> Line:
    """Return a recommendation that ends in who decides on it, and by when.

    Those of an objective are of its owner, the others of who answers for the whole measure; where
    nobody is named the line says so.

    Arguments:
        desk: of the report.
        line: of the brief.

    Source: row 13 of the capabilities.
    """
    owner, review = _of(desk, line.anchor)
    undated = desk.words("board.owner.undated")
    who = desk.text(owner, limit=_NAME) or desk.words("board.owner.nobody")
    day = desk.words("board.owner.by", day=desk.day(review)) if review else undated
    said = desk.words("board.owner.is", who=who, day=day)
    return replace(line, sentence=f"{line.sentence} {said}")


def _of(desk: MeasureDesk, anchor: str) -> tuple[str, dt.date | None]:
    """The owner and the day of an objective, else of the measure."""
    story = desk.story
    named = {f"figure-objective-{place}": aim for place, aim in enumerate(story.objectives, 1)}
    aim = named.get(anchor)
    if aim is None:
        return story.owner, story.review
    return aim.owner or story.owner, aim.review or story.review
