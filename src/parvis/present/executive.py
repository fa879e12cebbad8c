"""The first page: at most seven findings, those that the objective asks for first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.present.panels.panel import Panel
    from parvis.present.story import Objective

MOST: Final = 7

FIRST: Final = {
    "care": ("answers", "bursts", "tone", "matrix", "demand", "hubs", "voice"),
    "sales": ("voice", "demand", "positions", "tone", "presence", "hubs", "bursts"),
    "loyalty": ("tone", "answers", "bursts", "demand", "positions", "voice", "hubs"),
    "awareness": ("voice", "volume", "presence", "hubs", "positions", "bursts", "tone"),
    "co-creation": ("demand", "vocabulary", "network", "hubs", "audience", "tone", "voice"),
    "recruitment": ("presence", "audience", "hubs", "network", "voice", "tone", "volume"),
}
"""What each family of objectives asks first, by the name of the figure; others come after."""


def chosen(
    panels: Sequence[tuple[int, Panel]], objective: Objective, *, most: int = MOST
) -> tuple[tuple[int, Panel], ...]:
    """Choose the figures whose findings stand on the first page, in the order of the report.

    First those that measure a KPI of the objective, then those its family asks for, then the rest
    as they come.

    Arguments:
        panels: every figure with its number.
        objective: what was asked.
        most: how many at most.

    Source: "at most seven": row 26 of the capabilities; families of `schema` and the study file.

    >>> from parvis.present.panels.panel import Finding, Panel
    >>> from parvis.present.story import Objective
    >>> said = Finding(number="1", sentence="One.")
    >>> shown = [
    ...     (place, Panel(anchor=f"figure-{name}", name=name, title=name, finding=said))
    ...     for place, name in enumerate(("volume", "voice", "answers"), start=1)
    ... ]
    >>> care = Objective(statement="Answer the same day", family="care", kpis=())
    >>> [panel.name for _, panel in chosen(shown, care, most=2)]
    ['voice', 'answers']
    """
    telling = [numbered for numbered in panels if numbered[1].finding]
    asked = {kpi.figure for kpi in objective.kpis if kpi.figure}
    order = [f"figure-{name}" for name in FIRST.get(objective.family, ())]

    def rank(numbered: tuple[int, Panel]) -> tuple[bool, int, int]:
        place, panel = numbered
        is_asked = any(how.key in asked for how in panel.how)
        wanted = order.index(panel.anchor) if panel.anchor in order else len(order)
        return not is_asked, wanted, place

    return tuple(sorted(sorted(telling, key=rank)[:most]))
