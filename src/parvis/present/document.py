"""What a report says, in words and pictures, whatever it is written to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.present.account import account
from parvis.present.asked import goals
from parvis.present.board_of_study import board
from parvis.present.brief import brief
from parvis.present.desk import Desk
from parvis.present.head import found, period, standfirst
from parvis.present.hygiene import clean
from parvis.present.limits import limits
from parvis.present.method import method
from parvis.present.panels import chapters

if TYPE_CHECKING:
    import datetime as dt

    from parvis.figures import Figure
    from parvis.present.account import Account
    from parvis.present.asked import Goal
    from parvis.present.board import Board
    from parvis.present.brief import Brief
    from parvis.present.head import Found
    from parvis.present.limits import Limit
    from parvis.present.panels import Chapter
    from parvis.present.section import Section
    from parvis.present.story import Language, Story
    from parvis.present.wording import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All that a page, a paper, slides or a workbook show, in the order they show it.

    Everything in it is cleaned and written as its language writes it; nothing is computed after it,
    so that a figure is the same to the last digit wherever it is read.

    Arguments:
        words: the sentences of its language, for what a format names itself.
        language: "en" or "fr".
        kind, title, date, period: its head.
        standfirst: what it rests on, each a fact.
        objective, family, goals: what was asked.
        found: what was found, seven findings at most.
        brief: what is to be decided; None where nothing could be.
        limits: what it cannot say.
        chapters: its figures, numbered.
        account: where every row went; None where no rows were read.
        method: how it was done.
        made: when, and by what.
        figures: every figure as it stands, with its definition and query.
        at: when it was made, for the properties of a file; None where nobody said.
        board: the brief for a board, of one page.
    """

    words: Words
    language: Language
    kind: str
    title: str
    date: str
    period: str
    standfirst: tuple[str, ...]
    objective: str
    family: str
    goals: tuple[Goal, ...]
    found: tuple[Found, ...]
    brief: Brief | None
    limits: tuple[Limit, ...]
    chapters: tuple[Chapter, ...]
    account: Account | None
    method: tuple[Section, ...]
    made: str
    figures: tuple[Figure, ...]
    at: dt.datetime | None = None
    board: Board | None = None


def of_study(story: Story) -> Document:
    """Return what the report of a study says.

    Arguments:
        story: what is told.

    >>> import datetime as dt
    >>> from parvis.present.story import Objective, Story
    >>> from parvis.schema import empty
    >>> objective = Objective(statement="Answer the same day", family="care", kpis=())
    >>> now = dt.datetime(2024, 11, 4, tzinfo=dt.UTC)
    >>> about = {"brands": (), "sources": (), "figures": (), "mentions": empty(), "created_at": now}
    >>> told = Story(
    ...     title="Trains",
    ...     language="en",
    ...     timezone="UTC",
    ...     objective=objective,
    ...     version="0.1.0",
    ...     source_hash="5f2d9a",
    ...     **about,
    ... )
    >>> of_study(told).date
    '4 November 2024'
    """
    desk = Desk.of(story)
    told = chapters(desk)
    shown = [numbered for chapter in told for numbered in chapter.panels]
    words, objective = desk.words, story.objective
    made = {"moment": desk.tongue.moment(story.created_at), "version": story.version}
    findings, decided = found(desk, shown), brief(desk, shown)
    return Document(
        words=words,
        language=story.language,
        kind=words("page.kind"),
        title=clean(story.title, limit=160),
        date=desk.tongue.day(story.created_at.date(), style="d MMMM y"),
        period=period(desk),
        standfirst=standfirst(desk),
        objective=clean(objective.statement, limit=400),
        family=words.name("family", clean(objective.family, limit=40)),
        goals=goals(desk),
        found=findings,
        brief=decided,
        limits=limits(desk),
        chapters=told,
        account=account(desk),
        method=method(desk),
        made=words("page.made", **made),
        figures=story.figures,
        at=story.created_at,
        board=board(desk, findings, decided),
    )
