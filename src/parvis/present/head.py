"""The head of the report: the period, the line under the title, and the findings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.present.executive import MOST, chosen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.present.desk import Desk
    from parvis.present.panels.panel import Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding: a number, a sentence, and the figure or part that opens it."""

    number: str
    sentence: str
    anchor: str
    link: str


def period(desk: Desk) -> str:
    """Return the period of the counted mentions in words."""
    first, last = (_day(desk, key) for key in ("mentions.first", "mentions.last"))
    if first is None or last is None:
        return desk.words("page.no_period")
    if first == last:
        return desk.words("page.one_day", first=desk.tongue.day(first))
    is_same_year = first.year == last.year
    is_same_month = is_same_year and first.month == last.month
    style = "d" if is_same_month else "d MMMM" if is_same_year else "d MMMM y"
    return desk.words(
        "page.period",
        first=desk.tongue.day(first, style=style),
        last=desk.tongue.day(last, style="d MMMM y"),
    )


def _day(desk: Desk, key: str) -> dt.date | None:
    figure = desk.ledger.find(key)
    if figure is None or figure.value is None:
        return None
    moment = dt.datetime.fromisoformat(str(figure.value))
    return moment.astimezone(desk.tongue.zone).date()


def standfirst(desk: Desk) -> tuple[str, ...]:
    """Return what the study rests on: mentions, brands, files."""
    counts = {
        "copies.count": desk.ledger.number("mentions.kept") or 0,
        "page.brands": len(desk.story.brands),
        "page.files": len(desk.story.sources),
    }
    return tuple(desk.words.counted(key, count) for key, count in counts.items())


def found(desk: Desk, panels: Sequence[tuple[int, Panel]]) -> tuple[Found, ...]:
    """Return the findings, seven at most: how much counts, then what the objective asks for."""
    counted = _counted(desk)
    findings = [
        Found(
            number=panel.finding.number,
            sentence=panel.finding.sentence,
            anchor=panel.anchor,
            link=desk.words("page.figure", n=desk.tongue.number(place)),
        )
        for place, panel in chosen(panels, desk.story.objective, most=MOST - len(counted))
        if panel.finding
    ]
    return (*counted, *findings) if desk.ledger.number("mentions.kept") else ()


def _counted(desk: Desk) -> tuple[Found, ...]:
    kept, read, authors = (
        desk.ledger.number(key) for key in ("mentions.kept", "rows.read", "mentions.authors")
    )
    if kept is None or read is None:
        return ()
    n, rows = desk.tongue.number(kept), desk.tongue.number(read)
    key = "found.mentions_only" if authors is None else "found.mentions"
    people = desk.tongue.number(authors or 0)
    sentence = desk.words(key, n=n, read=rows, authors=people)
    return (Found(number=n, sentence=sentence, anchor="account", link=desk.words("found.account")),)
