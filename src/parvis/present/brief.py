"""The decision brief: what is recommended on each question, and what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from parvis.present.hygiene import clean
from parvis.present.ledger import number_of
from parvis.present.valued import figured, valued

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parvis.present.desk import Desk
    from parvis.present.panels.panel import Panel
    from parvis.present.story import Choice, Kpi

QUESTIONS: Final = ("act", "tone", "position")

OPENED_BY: Final = {
    "answer_more": "answers",
    "mend": "crossing",
    "speak_with": "hubs",
    "build_on": "positions",
    "answer_for": "positions",
    "settle": "positions",
    "say": "vocabulary",
    "offer": "demand",
    "be_there": "presence",
    "prepare": "bursts",
    "answer_so": "welcome",
    "leave_off": "welcome",
}
"""The figure of the report that opens an option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An option in words.

    Arguments:
        what: what to do.
        why: the evidence, every number of it a figure.
        turn: what would change it.
        support: how sure the evidence is, in words.
        anchor, link: the figure that opens it, where the report shows it.
    """

    what: str
    why: str
    turn: str
    support: str
    anchor: str | None = None
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question of the brief.

    Arguments:
        question: in words.
        chosen: what is recommended, if anything.
        none: why nothing is, otherwise.
        others: what else could be done.
    """

    question: str
    chosen: Line | None
    none: str
    others: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is to be decided: an answer to each question, and what carrying on would mean."""

    answers: tuple[Answer, ...]
    carry_on: tuple[str, ...]


def brief(desk: Desk, panels: Sequence[tuple[int, Panel]]) -> Brief | None:
    """Return the decision brief, or None where nothing was counted.

    Arguments:
        desk: of the report.
        panels: every figure of the report with its number.

    Source: the end of the method in the seeds: where to act, which tone to take, how to stand.
    """
    if not desk.ledger.number("mentions.kept"):
        return None
    places = {panel.anchor: place for place, panel in panels if not panel.reason}
    return Brief(
        answers=tuple(_answer(desk, question, places) for question in QUESTIONS),
        carry_on=tuple(_carry_on(desk)),
    )


def _answer(desk: Desk, question: str, places: dict[str, int]) -> Answer:
    choices = [choice for choice in desk.story.choices if choice.question == question]
    lines = {choice.is_recommended: _line(desk, choice, places) for choice in reversed(choices)}
    others = (choice for choice in choices if not choice.is_recommended)
    return Answer(
        question=desk.words(f"brief.question.{question}"),
        chosen=lines.get(True),
        none=desk.words(f"brief.none.{question}"),
        others=tuple(_line(desk, choice, places) for choice in others),
    )


def _line(desk: Desk, choice: Choice, places: dict[str, int]) -> Line:
    fields = {name: figured(desk, figure) for name, figure in choice.evidence.items()}
    fields |= {
        name: _named(desk, name, value, choice.about) for name, value in choice.about.items()
    }
    anchor = f"figure-{OPENED_BY[choice.name]}"
    place = places.get(anchor)
    return Line(
        what=desk.words(f"brief.{choice.name}.what", **fields),
        why=desk.words(f"brief.{choice.name}.why", **fields),
        turn=desk.words(f"brief.{choice.name}.turn", **fields),
        support=desk.words(f"brief.support.{choice.support}"),
        anchor=anchor if place else None,
        link=desk.words("page.figure", n=desk.tongue.number(place)) if place else "",
    )


def _named(desk: Desk, field: str, value: str, about: Mapping[str, str]) -> str:
    """A name that came from outside; a place as it is called, a sign of an answer in words."""
    if field == "sign":
        return desk.words.name("welcome.sign", value)
    if field == "place":
        return desk.words(f"presence.called.{about['kind']}", place=desk.name(value))
    return desk.name(value)


def _carry_on(desk: Desk) -> Iterator[str]:
    """How far each KPI that the study measures is from its target."""
    for kpi in desk.story.objective.kpis:
        figure = desk.ledger.find(kpi.figure, **kpi.by) if kpi.figure else None
        now = number_of(figure) if figure else None
        if now is not None:
            yield _distance(desk, kpi, now)


def _distance(desk: Desk, kpi: Kpi, now: float) -> str:
    is_met = now >= kpi.target if kpi.target >= kpi.baseline else now <= kpi.target
    return desk.words(
        "brief.carry.met" if is_met else "brief.carry.short",
        kpi=clean(kpi.name, limit=160),
        now=valued(desk, now, kpi.unit),
        target=valued(desk, kpi.target, kpi.unit),
        date=desk.tongue.day(kpi.date, style="d MMMM y"),
    )
