"""Reports by mail by their API."""

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Schema, Status
from pydantic import Field

from parvis.hub.alerts import selectors, services
from parvis.hub.alerts.models import Report
from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.interface.asked import Id, Name, chosen, text
from parvis.hub.interface.rules import Endpoints
from parvis.hub.listening.public import Perimeter
from parvis.hub.objectives.public import Objective
from parvis.hub.organisation.public import people

endpoints = Endpoints("reports")

Every = Literal["week", "month"]


class ReportOut(Schema):
    """A view that goes out by mail."""

    id: int
    unit_id: int
    perimeter_id: int | None
    objective_id: int | None
    name: str
    every: Every
    filters: str
    next_at: dt.datetime
    sent_at: dt.datetime | None


class ReportIn(Schema):
    name: Name
    every: Every = "week"
    filters: Annotated[str, text(4_000)] = ""
    recipient_ids: tuple[Id, ...] = ()


class ReportChange(Schema):
    """What is to be another; what is not said stays."""

    name: Name | None = None
    every: Every | None = None
    recipient_ids: tuple[Id, ...] | None = Field(None, description="All who receive it from now on")


@endpoints.get("/reports", Act.SEE, list[ReportOut])
def reports(request: Asked) -> list[Report]:
    """List the reports by mail that I may see."""
    return selectors.reports(request.rights)


@endpoints.post("/perimeters/{int:perimeter}/reports", Act.LISTEN, ReportOut, 201)
def of_perimeter(request: Asked, perimeter: Perimeter, body: ReportIn) -> Status[Report]:
    """Have a view of a perimeter be sent, every week or month."""
    return Status(
        201, services.add_report(request.actor, perimeter, **_said(perimeter, body.dict()))
    )


@endpoints.post("/objectives/{int:objective}/reports", Act.LISTEN, ReportOut, 201)
def of_objective(request: Asked, objective: Objective, body: ReportIn) -> Status[Report]:
    """Have a view of an objective be sent, every week or month."""
    return Status(
        201, services.add_report(request.actor, objective, **_said(objective, body.dict()))
    )


@endpoints.get("/reports/{int:report}", Act.SEE, ReportOut)
def report(request: Asked, report: Report) -> Report:
    """Return a report by mail."""
    return selectors.require_seen(request.rights, report)


@endpoints.patch("/reports/{int:report}", Act.LISTEN, ReportOut)
def change_report(request: Asked, report: Report, body: ReportChange) -> Report:
    """Change what a report is called, when it is sent, and to whom."""
    selectors.require_seen(request.rights, report)
    said = _said(report, body.dict(exclude_none=True))
    return services.change_report(request.actor, report, **said)


@endpoints.delete("/reports/{int:report}", Act.LISTEN, None, 204)
def remove_report(request: Asked, report: Report) -> Status[None]:
    """Send a report no more."""
    services.remove_report(request.actor, selectors.require_seen(request.rights, report))
    return Status(204, None)


def _said(thing: Any, told: dict[str, Any]) -> dict[str, Any]:
    """What the body says, with people in the place of their keys."""
    if "recipient_ids" not in told:
        return told
    seen, keys = people(thing.unit, Act.SEE), told.pop("recipient_ids")
    return told | {"recipients": [chosen(seen, key, "recipient_ids") for key in keys]}
