"""The brief for a board, from a study: its findings and recommendations, each in a line."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from parvis.present.asked import goals
from parvis.present.board import MOST, Board, Line, Part
from parvis.present.hygiene import clean
from parvis.present.ledger import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parvis.present.asked import Goal
    from parvis.present.board import Question
    from parvis.present.brief import Brief
    from parvis.present.desk import Desk
    from parvis.present.head import Found

_KPIS: Final = 3
"""KPIs that are named: the objective has a line of its own."""


def board(desk: Desk, found: Iterable[Found], brief: Brief | None) -> Board:
    """Return the brief of a study; a page of its own, as its report begins with the same at length.

    Arguments:
        desk: of the report.
        found: what was found, the first first.
        brief: what is to be decided; None where nothing could be.
    """
    told = _told(desk)
    answers: dict[Question, Iterator[Line]] = {
        "asked": _asked(desk, [goal for goal, _ in told]),
        "came": _came(desk, [goal for goal, is_known in told if is_known], tuple(found)),
        "cost": iter([Line(sentence=desk.words("board.cost.study"))]),
        "unknown": _standing(desk, [goal for goal, is_known in told if not is_known]),
        "decide": _decide(desk, brief),
    }
    parts = (
        Part(
            question=question,
            title=desk.words(f"board.{question}.title"),
            lines=tuple(islice(lines, MOST)),
        )
        for question, lines in answers.items()
    )
    kept = tuple(part for part in parts if part.lines)
    return Board(title=desk.words("board.title"), parts=kept, on_page=False)


def _told(desk: Desk) -> list[tuple[Goal, bool]]:
    """The first KPIs in words, each with whether the study knows its value."""
    kpis = desk.story.objective.kpis[:_KPIS]
    figures = (desk.ledger.find(kpi.figure, **kpi.by) if kpi.figure else None for kpi in kpis)
    known = (figure is not None and number_of(figure) is not None for figure in figures)
    return list(zip(goals(desk), known, strict=False))


def _asked(desk: Desk, asked: Iterable[Goal]) -> Iterator[Line]:
    objective = desk.story.objective
    statement = desk.words("quoted", text=clean(objective.statement, limit=400))
    family = desk.words.name("family", clean(objective.family, limit=40))
    yield Line(sentence=desk.words("board.asked.plain", statement=statement, family=family))
    for goal in asked:
        ends = {"baseline": goal.baseline, "target": goal.target, "date": goal.date}
        yield Line(sentence=desk.words("board.asked.kpi", kpi=goal.name, **ends))


def _came(desk: Desk, known: Iterable[Goal], found: tuple[Found, ...]) -> Iterator[Line]:
    """What is measured of the KPIs, then what was found, but for the account of rows."""
    yield from _standing(desk, known)
    for one in (one for one in found if one.anchor != "account"):
        yield Line(sentence=one.sentence, number=one.number, anchor=one.anchor, link=one.link)
    if not found:
        yield Line(sentence=desk.words("found.none"))


def _standing(desk: Desk, told: Iterable[Goal]) -> Iterator[Line]:
    for goal in told:
        yield Line(sentence=desk.words("board.came.kpi", kpi=goal.name, now=goal.now))


def _decide(desk: Desk, brief: Brief | None) -> Iterator[Line]:
    """What is recommended on each question; why, and what would change it, the report says."""
    for answer in brief.answers if brief else ():
        line = answer.chosen
        if line is None:
            told = {"question": answer.question, "none": answer.none}
            yield Line(sentence=desk.words("board.decide.none", **told))
        else:
            told = {"question": answer.question, "what": line.what, "support": line.support}
            sentence = desk.words("board.decide.option", **told)
            yield Line(sentence=sentence, anchor=line.anchor or "", link=line.link)
