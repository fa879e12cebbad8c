"""Objectives by their API: stated, changed, activated through the gate, closed."""

import datetime as dt
from functools import partial
from typing import Annotated, Any

from ninja import Schema, Status
from pydantic import Field

from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.interface import answers as said
from parvis.hub.interface.asked import Id, Prose, chosen, text
from parvis.hub.interface.rules import Endpoints
from parvis.hub.objectives import selectors, services, shapes
from parvis.hub.objectives.models import Objective
from parvis.hub.organisation.public import Unit, people

endpoints = Endpoints("objectives")


class ObjectiveIn(Schema):
    statement: Annotated[str, text(300, least=1)] = Field(
        description="A sentence that can turn out true or false"
    )
    family: shapes.Family
    owner_id: Id = Field(description="Somebody who holds a role at the unit, or above it")
    why: Annotated[str, text(2_000, least=1)] = Field(
        description="Why would someone want to talk with us?"
    )
    begins_on: dt.date


class ObjectiveChange(Schema):
    statement: Annotated[str, text(300, least=1)] | None = None
    family: shapes.Family | None = None
    owner_id: Id | None = None
    why: Annotated[str, text(2_000, least=1)] | None = None
    begins_on: dt.date | None = None
    waiver: Prose | None = Field(None, description="Why more than seven KPIs")


@endpoints.get("/objectives", Act.SEE, said.Page[shapes.ObjectiveOut])
def objectives(
    request: Asked, page: said.AskedPage, state: shapes.State | None = None
) -> dict[str, Any]:
    """List the objectives of the units that I may see, and whether they are on track."""
    found = selectors.visible(request.rights)
    return said.paged(found.filter(state=state) if state else found, page, _told)


@endpoints.get("/units/{int:unit}/objectives", Act.SEE, list[shapes.ObjectiveOut])
def objectives_at(request: Asked, unit: Unit) -> list[dict[str, Any]]:
    """List the open objectives that hold at a unit: its own, and those of the units above it."""
    held = selectors.holding_at(unit).exclude(state="closed")
    return [shapes.objective_out(one) for one in selectors.board(held, most=None)]


@endpoints.post("/units/{int:unit}/objectives", Act.DECIDE, shapes.ObjectiveWhole, 201)
def state_objective(request: Asked, unit: Unit, body: ObjectiveIn) -> Status[dict[str, Any]]:
    """State an objective of a unit; it is a draft until it is activated, with KPIs."""
    made = services.state_objective(request.actor, unit, **_with_owner(unit, body.dict()))
    return Status(201, _whole(made))


@endpoints.get("/objectives/{int:objective}", Act.SEE, shapes.ObjectiveWhole)
def objective(request: Asked, objective: Objective) -> dict[str, Any]:
    """Return an objective: how it stands, its KPIs, and all that is active for it."""
    return _whole(objective)


@endpoints.patch("/objectives/{int:objective}", Act.DECIDE, shapes.ObjectiveWhole)
def change_objective(request: Asked, objective: Objective, body: ObjectiveChange) -> dict[str, Any]:
    """Change what an objective says; what is not said stays."""
    told = _with_owner(objective.unit, body.dict(exclude_unset=True, exclude_none=True))
    return _whole(services.change(request.actor, objective, **told))


@endpoints.post("/objectives/{int:objective}/activate", Act.DECIDE, shapes.ObjectiveWhole)
def activate_objective(request: Asked, objective: Objective) -> dict[str, Any]:
    """Make a draft live, so that things may be activated that serve it.

    Refused (422) without a KPI (`no_kpi`), with one that lacks its baseline, target or days
    (`incomplete`), with more than seven and no reason (`too_many`), or when it is no draft.
    """
    services.activate(request.actor, objective)
    return _whole(objective)


@endpoints.post("/objectives/{int:objective}/close", Act.DECIDE, shapes.ObjectiveWhole)
def close_objective(request: Asked, objective: Objective) -> dict[str, Any]:
    """Close an objective that nothing active serves any more; its figures stay."""
    services.close(request.actor, objective)
    return _whole(objective)


def _whole(objective: Objective) -> dict[str, Any]:
    return shapes.objective_whole(selectors.overall(objective))


def _told(page: list[Objective]) -> list[dict[str, Any]]:
    found = Objective.objects.filter(pk__in=[one.pk for one in page]).order_by("pk")
    return [shapes.objective_out(one) for one in selectors.board(found, most=None)]


def _with_owner(unit: Unit, told: dict[str, Any]) -> dict[str, Any]:
    """What a body says, the owner in place of their id."""
    owner = partial(chosen, people(unit, Act.SEE), field="owner_id")
    return {
        name.removesuffix("_id"): owner(value) if name == "owner_id" else value
        for name, value in told.items()
    }
