"""Alerts by their API: what is watched, when it fired, who is told."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from ninja import Schema, Status
from pydantic import Field

from parvis.hub.alerts import selectors, services
from parvis.hub.alerts.bodies import figure, fired
from parvis.hub.alerts.models import Alert
from parvis.hub.alerts.words import unit_of
from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.common.errors import RefusedError
from parvis.hub.interface import answers as said
from parvis.hub.interface.asked import Id, Name, Number, chosen, text
from parvis.hub.interface.figures import Figure
from parvis.hub.interface.rules import Endpoints
from parvis.hub.listening.public import Perimeter
from parvis.hub.objectives.public import Kpi, Objective
from parvis.hub.organisation.public import people

endpoints = Endpoints("alerts")

Kind = Literal["mentions", "tonality", "voice", "kpi"]
Condition = Literal["above", "below", "rise", "fall", "absence"]
Against = Literal["before", "usual"]
Tonality = Literal["", "negative", "neutral", "positive"]
Filters = Annotated[str, text(4_000)]
Hours = Annotated[int, Field(ge=1, le=744)]
Least = Annotated[int, Field(ge=0, le=2**31 - 1)]


class RuleOut(Schema):
    """When an alert fires."""

    figure: Kind
    about: str = Field(description="Key of the perimeter whose share it is, as p7")
    tonality: str
    kpi_id: int | None
    condition: Condition
    level: float = Field(description="In the figure's unit; in % for rise and fall")
    hours: int = Field(description="Over which it is counted")
    against: Against = Field(description="What a change is against")
    least: int = Field(description="Mentions below which no change counts")
    filters: str = Field(description="Of the view, as they stand in its address")


class AlertOut(RuleOut):
    """A figure that is watched."""

    id: int
    unit_id: int
    perimeter_id: int | None
    objective_id: int | None
    name: str
    is_standing: bool = Field(description="Whether it has fired and has not gone back yet")
    looked_at: dt.datetime | None
    now: Figure
    fault: str = Field(description="Why nothing can be told; empty where it can")
    muted_until: dt.datetime | None


class AlertIn(Schema):
    name: Name
    figure: Kind = "mentions"
    about: Annotated[str, text(24)] = ""
    tonality: Tonality = ""
    kpi_id: Id | None = None
    condition: Condition
    level: Number = 0.0
    hours: Hours = 24
    against: Against = "before"
    least: Least = 10
    filters: Filters = ""
    recipient_ids: tuple[Id, ...] = ()


class AlertChange(Schema):
    name: Name | None = None
    figure: Kind | None = None
    about: Annotated[str, text(24)] | None = None
    tonality: Tonality | None = None
    kpi_id: Id | None = None
    condition: Condition | None = None
    level: Number | None = None
    hours: Hours | None = None
    against: Against | None = None
    least: Least | None = None
    filters: Filters | None = None
    recipient_ids: list[Id] | None = None


class FiringOut(Schema):
    """An alert fired."""

    firing_id: int
    at: dt.datetime
    since: dt.datetime
    figure: Figure
    against: float | None = Field(description="What it was held against, in the figure's unit")
    behind: str = Field(description="Address of the mentions behind it")
    ended_at: dt.datetime | None
    is_muted: bool


class MuteIn(Schema):
    until: dt.datetime


@endpoints.get("/alerts", Act.SEE, said.Page[AlertOut])
def alerts(request: Asked, page: said.AskedPage) -> dict[str, Any]:
    """List the alerts that I may see, and how they stand."""
    found = selectors.visible(request.rights)
    told = said.paged(found, page)
    return told | {"items": [_out(one) for one in selectors.seen(request.rights, told["items"])]}


@endpoints.post("/perimeters/{int:perimeter}/alerts", Act.LISTEN, AlertOut, 201)
def add_to_perimeter(request: Asked, perimeter: Perimeter, body: AlertIn) -> Status[dict[str, Any]]:
    """Watch a figure of a perimeter.

    Where it is estimated, it fires only once the whole interval is beyond the level.
    """
    return Status(201, _out(services.add_alert(request.actor, perimeter, **_said(perimeter, body))))


@endpoints.post("/objectives/{int:objective}/alerts", Act.LISTEN, AlertOut, 201)
def add_to_objective(request: Asked, objective: Objective, body: AlertIn) -> Status[dict[str, Any]]:
    """Watch a figure of an objective, or the value of one of its KPIs."""
    return Status(201, _out(services.add_alert(request.actor, objective, **_said(objective, body))))


@endpoints.get("/alerts/{int:alert}", Act.SEE, AlertOut)
def alert(request: Asked, alert: Alert) -> dict[str, Any]:
    """Return an alert and how it stands."""
    return _out(selectors.require_seen(request.rights, alert))


@endpoints.patch("/alerts/{int:alert}", Act.LISTEN, AlertOut)
def change_alert(request: Asked, alert: Alert, body: AlertChange) -> dict[str, Any]:
    """Change an alert; what is not said stays, and another rule begins anew."""
    selectors.require_seen(request.rights, alert)
    return _out(services.change_alert(request.actor, alert, **_said(alert, body)))


@endpoints.delete("/alerts/{int:alert}", Act.LISTEN, None, 204)
def remove_alert(request: Asked, alert: Alert) -> Status[None]:
    """Remove an alert, with what it remembers."""
    services.remove_alert(request.actor, selectors.require_seen(request.rights, alert))
    return Status(204, None)


@endpoints.get("/alerts/{int:alert}/firings", Act.SEE, list[FiringOut])
def firings(request: Asked, alert: Alert) -> list[dict[str, Any]]:
    """List the last fifty times that an alert fired, the newest first."""
    return [
        fired(one) | {"at": one.at, "since": one.since, "figure": figure(one),
                      "ended_at": one.ended_at, "is_muted": one.is_muted}
        for one in selectors.firings(selectors.require_seen(request.rights, alert))
    ]  # fmt: skip


@endpoints.post("/alerts/{int:alert}/mute", Act.LISTEN, AlertOut)
def mute(request: Asked, alert: Alert, body: MuteIn) -> dict[str, Any]:
    """Tell nobody until a time."""
    if body.until.tzinfo is None:
        raise RefusedError(_("Say the time with its offset."), code="until", field="until")
    return _out(
        services.mute(
            request.actor, selectors.require_seen(request.rights, alert), until=body.until
        )
    )


@endpoints.post("/alerts/{int:alert}/unmute", Act.LISTEN, AlertOut)
def unmute(request: Asked, alert: Alert) -> dict[str, Any]:
    """Tell again when it fires."""
    return _out(services.unmute(request.actor, selectors.require_seen(request.rights, alert)))


def _said(thing: Any, body: AlertIn | AlertChange) -> dict[str, Any]:
    """What a body says, KPI and people in place of their ids."""
    is_change = isinstance(body, AlertChange)
    held = body.dict(exclude_unset=is_change)
    told = {name: one for name, one in held.items() if one is not None}
    if "kpi_id" in told:
        told["kpi"] = chosen(Kpi.objects.filter(objective__unit=thing.unit), told.pop("kpi_id"),
                             "kpi_id")  # fmt: skip
    if "recipient_ids" in told:
        seen = people(thing.unit, Act.SEE)
        told["recipients"] = [
            chosen(seen, key, "recipient_ids") for key in told.pop("recipient_ids")
        ]
    return told


def _out(alert: Alert) -> dict[str, Any]:
    names = ("id", "unit_id", "perimeter_id", "objective_id", "name", "is_standing", "looked_at",
             "fault", "muted_until", *RuleOut.model_fields)  # fmt: skip
    told = {name: getattr(alert, name) for name in names}
    grade = "measured" if alert.figure == Alert.Kind.MENTIONS else "estimated"
    return told | {"now": figure(alert) | {"unit": unit_of(alert), "class": grade}}
