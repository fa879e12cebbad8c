"""Objectives of the demo with eight months of figures, and what is listened to for them."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from parvis.hub.demo.organisation import address_of
from parvis.hub.listening import services as listening
from parvis.hub.objectives import services as objectives
from parvis.hub.organisation.public import Unit
from parvis.hub.people.models import Person
from parvis.hub.work.services import queue_instead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.hub.common.asking import Actor
    from parvis.hub.objectives.public import Objective

PERIODS: Final = 18
LENGTH: Final = dt.timedelta(weeks=2)
DUE: Final = dt.timedelta(days=150)


def make_goals(by: Actor, told: Mapping[str, Any]) -> None:
    """State objectives, enter what was counted, and listen for them.

    Arguments:
        by: the owner of the organisation.
        told: as `goals.toml` has it.
    """
    today = timezone.localdate()
    live = {one["unit"]: _state(by, one, today) for one in told["objective"]}
    for figures in told["figures"]:
        _enter(by, figures, today)
    queue_instead("objectives.reckon")
    for said in told["perimeter"]:
        written = dict(said)
        unit = Unit.objects.get(code=written.pop("unit"))
        made = listening.add_perimeter(by, unit, **written)
        listening.activate(by, made, live[unit.code])
    said = dict(told["source"])
    unit = Unit.objects.get(code=said.pop("unit"))
    listening.activate(by, listening.add_source(by, unit, **said), live[unit.code])


def _state(by: Actor, told: Mapping[str, Any], today: dt.date) -> Objective:
    """State an objective; it goes live where it has KPIs."""
    since = today - (PERIODS + 1) * LENGTH
    objective = objectives.state_objective(
        by,
        Unit.objects.get(code=told["unit"]),
        owner=Person.objects.get(email=address_of(told["owner"])),
        begins_on=since,
        **{field: told[field] for field in ("statement", "family", "why")},
    )
    for kpi in objectives.pick(by, objective, told["kpis"]):
        first, last = (
            round(value * 100, 6) if kpi.measured_in == "%" else value
            for value in told["kpis"][kpi.key]
        )
        days = {"since": since, "due": today + DUE}
        objectives.set_targets(by, kpi, baseline=first, target=last, **days)
    if told["kpis"]:
        objectives.activate(by, objective)
    return objective


def _enter(by: Actor, told: Mapping[str, Any], today: dt.date) -> None:
    unit = Unit.objects.get(code=told["unit"])
    for at, (measure, (first, last)) in enumerate(told["counted"].items()):
        for past, value in enumerate(series(first, last, at)):
            period = today - (PERIODS - 1 - past) * LENGTH
            figure = objectives.Figure(measure=measure, period=period, value=value)
            objectives.enter(by, unit, figure)


def series(first: float, last: float, at: int) -> Iterator[float]:
    """Yield a figure for each period, on its way from the first to the last, as life goes.

    Arguments:
        first, last: of the periods.
        at: which measure of its unit it is; each goes its own way.

    >>> list(series(100, 200, 0))[0], list(series(100, 200, 0))[-1]
    (100, 200)
    """
    for past in range(PERIODS):
        part = past / (PERIODS - 1)
        sway = 0.03 * (last + first) / 2 * math.sin(math.pi * past * (at + 2) / (PERIODS - 1))
        yield round(first + (last - first) * part + sway)
