"""What is told of objectives, of their KPIs and of what these read."""

import datetime as dt
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from parvis.hub.interface.answers import PersonOut
from parvis.hub.interface.figures import Figure
from parvis.hub.objectives.models import Kpi, Objective, Reading
from parvis.hub.objectives.standing import Overall, Stand
from parvis.hub.objectives.traces import Traced, serving

Standing = Literal["on track", "behind", "cannot tell", "nothing"]
State = Literal["draft", "live", "closed"]
Family = Literal["sales", "loyalty", "care", "awareness", "co-creation", "recruitment"]
Level = Literal["output", "out-take", "outcome", "impact"]


class ReadingOut(Schema):
    """Where a KPI stood after a period, and what a steady way to the target asked for then."""

    period: dt.date = Field(description="Its last day")
    figure: Figure
    required: float = Field(description="In the unit of the figure")
    standing: Standing
    since: dt.date = Field(description="The period from which on it has stood so")


class KpiOut(Schema):
    """A KPI: how it is computed, from where to where by when, and where it is."""

    id: int
    objective_id: int
    key: str = Field(description="Of the default KPI that it was taken from; empty for your own")
    name: str
    formula: str = Field(description="Over measures")
    unit: str = Field(description="Of its baseline, target and readings")
    level: Level = Field(description="output alone says what we did, not what came of it")
    counter: str = Field(description="What gets worse when it is reached by the wrong way")
    source: str
    baseline: float | None
    since: dt.date | None
    target: float | None
    due: dt.date | None
    central_id: int | None = Field(description="KPI of the central objective that it comes from")
    proposed_at: dt.datetime | None = Field(description="When its unit proposed it upwards")
    missing: list[str] = Field(description="What it lacks before its objective may be activated")
    standing: Standing
    said: str = Field(description="How it stands, in a sentence in the language of the person")
    reading: ReadingOut | None


class ServingOut(Schema):
    """Something that is active and serves an objective."""

    kind: str
    id: int
    name: str
    unit_id: int


class ObjectiveOut(Schema):
    """An objective, and whether it is on track."""

    id: int
    unit_id: int
    statement: str
    family: Family
    owner: PersonOut
    is_led: bool = Field(description="Whether its owner still holds a role there")
    why: str = Field(description="Why would someone want to talk with us?")
    begins_on: dt.date
    state: State
    waiver: str = Field(description="The reason for more than seven KPIs")
    active_since: dt.datetime | None
    closed_at: dt.datetime | None
    central_id: int | None = Field(description="Objective of a unit above that it was adapted from")
    due: dt.date | None = Field(description="The last day by which any of its KPIs is due")
    standing: Standing = Field(description="That of the KPI that stands worst")
    said: str = Field(description="Whether it is on track, in a sentence")
    doubts: list[str] = Field(description="What is doubtful about it, in words")


class ObjectiveWhole(ObjectiveOut):
    """An objective with its KPIs and with what is active for it."""

    kpis: list[KpiOut]
    serving: list[ServingOut]


def objective_out(held: Overall) -> dict[str, Any]:
    """Return what is told of an objective."""
    names = (
        "id", "unit_id", "statement", "family", "owner", "why", "begins_on", "state", "waiver",
        "active_since", "closed_at", "central_id",
    )  # fmt: skip
    told = {name: getattr(held.objective, name) for name in names}
    told |= {"due": held.due, "is_led": held.is_led, "standing": held.state, "said": held.sentence}
    return told | {"doubts": held.doubts}


def objective_whole(held: Overall) -> dict[str, Any]:
    """Return all that is told of an objective."""
    kpis = [kpi_out(stand) for stand in held.stands]
    return objective_out(held) | {"kpis": kpis, "serving": _serving(held.objective)}


def kpi_out(stand: Stand) -> dict[str, Any]:
    """Return what is told of a KPI."""
    kpi, read = stand.kpi, stand.reading
    names = (
        "id", "objective_id", "key", "formula", "level", "source", "baseline", "since", "target",
        "due", "central_id", "proposed_at",
    )  # fmt: skip
    told = {name: getattr(kpi, name) for name in names}
    told |= {"name": stand.name, "unit": kpi.measured_in, "counter": stand.counter}
    told |= {"missing": stand.missing, "standing": stand.state, "said": stand.sentence}
    return told | {"reading": reading_out(read, kpi) if read else None}


def reading_out(read: Reading, kpi: Kpi) -> dict[str, Any]:
    """Return what is told of a reading."""
    figure: dict[str, Any] = {"value": read.value, "unit": kpi.measured_in, "class": read.grade}
    figure |= {"judged_by": read.judged_by, "interval": _interval(read)}
    return {
        "period": read.period,
        "figure": figure,
        "required": read.required,
        "standing": read.status,
        "since": read.since,
    }


def serving_out(kind: Traced, one: Any) -> dict[str, Any]:
    """Return what is told of something that is active."""
    return {"kind": kind.kind, "id": one.pk, "name": str(one), "unit_id": one.unit_id}


def _interval(read: Reading) -> dict[str, float] | None:
    if read.low is None or read.high is None:
        return None
    return {"low": read.low, "high": read.high}


def _serving(objective: Objective) -> list[dict[str, Any]]:
    return [serving_out(kind, one) for kind, active in serving([objective.pk]) for one in active]
