"""What units make of objectives from above, by its API: adapted, told apart, proposed back."""

from typing import Any

from ninja import Schema, Status
from pydantic import Field

from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.interface.asked import Id, chosen
from parvis.hub.interface.rules import Endpoints
from parvis.hub.objectives import drift, selectors, services, shapes
from parvis.hub.objectives.models import Kpi, Objective
from parvis.hub.organisation.public import Unit

endpoints = Endpoints("objectives")


class DifferenceOut(Schema):
    """Something that a unit says otherwise than the unit above."""

    what: str
    central: str
    local: str


class AdaptedOut(Schema):
    """An objective as a unit adapted it."""

    objective_id: int = Field(validation_alias="objective.pk")
    unit_id: int = Field(validation_alias="objective.unit_id")
    differences: list[DifferenceOut]


class FromIn(Schema):
    objective_id: Id = Field(description="A live objective of a unit above")


@endpoints.post("/units/{int:unit}/objectives/adapt", Act.DECIDE, shapes.ObjectiveWhole, 201)
def adapt(request: Asked, unit: Unit, body: FromIn) -> Status[dict[str, Any]]:
    """Make an objective from above one of this unit: a draft with its KPIs, to be changed.

    Baselines are the unit's own; whatever else it says otherwise is told as drift.
    """
    central = chosen(selectors.choosable(unit), body.objective_id, "objective_id")
    made = services.adapt(request.actor, unit, central)
    return Status(201, shapes.objective_whole(selectors.overall(made)))


@endpoints.get("/objectives/{int:objective}/drift", Act.SEE, list[DifferenceOut])
def drifted(request: Asked, objective: Objective) -> list[drift.Difference]:
    """List by what an adapted objective differs from the central one."""
    return drift.drift(objective)


@endpoints.get("/objectives/{int:objective}/adapted", Act.SEE, list[AdaptedOut])
def adapted(request: Asked, objective: Objective) -> list[drift.Adapted]:
    """List what units made of an objective, and by what each differs."""
    return drift.adaptations(objective)


@endpoints.get("/objectives/{int:objective}/proposals", Act.SEE, list[shapes.KpiOut])
def proposals(request: Asked, objective: Objective) -> list[dict[str, Any]]:
    """List the KPIs that units propose for an objective, the oldest first."""
    return [shapes.kpi_out(selectors.stand(kpi)) for kpi in drift.proposals(objective)]


@endpoints.post("/kpis/{int:kpi}/propose", Act.DECIDE, shapes.KpiOut)
def propose(request: Asked, kpi: Kpi) -> dict[str, Any]:
    """Propose a KPI of an adapted objective to whoever decides upon the central one."""
    return shapes.kpi_out(selectors.stand(services.propose(request.actor, kpi)))


@endpoints.post("/kpis/{int:kpi}/take", Act.DECIDE, shapes.KpiOut)
def take(request: Asked, kpi: Kpi) -> dict[str, Any]:
    """Take a proposed KPI into the central objective, and return the central one."""
    return shapes.kpi_out(selectors.stand(services.take(request.actor, kpi)))


@endpoints.post("/kpis/{int:kpi}/decline", Act.DECIDE, None, 204)
def decline(request: Asked, kpi: Kpi) -> Status[None]:
    """Decline a proposed KPI; its unit keeps it."""
    services.decline(request.actor, kpi)
    return Status(204, None)
