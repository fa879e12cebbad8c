"""KPIs by their API: offered, taken, made, changed, and all that they read."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

from ninja import Schema, Status
from pydantic import Field

from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.interface.asked import Name, Number, text
from parvis.hub.interface.rules import Endpoints
from parvis.hub.objectives import catalogue, selectors, services, shapes
from parvis.hub.objectives.models import Kpi, Objective

if TYPE_CHECKING:
    from parvis.measure.kinds import Default

endpoints = Endpoints("objectives")


class KpiIn(Schema):
    name: Name
    formula: Annotated[str, text(500, least=1)] = Field(
        description="Over measures, as solved_at_once / asked"
    )
    unit: Annotated[str, text(40, least=1)] = Field(description="As %, EUR, questions or EUR/hour")
    level: shapes.Level | None = Field(None, description="null to read it from the name")
    counter: Annotated[str, text(120)] = Field(
        "", description="What gets worse when it is reached wrongly"
    )
    source: Annotated[str, text(200)] = Field("", description="Where its measures come from")
    baseline: Number | None = Field(None, description="Where it stood, in `unit`")
    since: dt.date | None = Field(None, description="On which day")
    target: Number | None = Field(None, description="Where it is to be, in `unit`")
    due: dt.date | None = Field(None, description="By which day")


class KpiChange(Schema):
    name: Name | None = None
    formula: Annotated[str, text(500, least=1)] | None = None
    unit: Annotated[str, text(40, least=1)] | None = None
    level: shapes.Level | None = None
    counter: Annotated[str, text(120)] | None = None
    source: Annotated[str, text(200)] | None = None
    baseline: Number | None = None
    since: dt.date | None = None
    target: Number | None = None
    due: dt.date | None = None


class Picked(Schema):
    keys: list[Annotated[str, text(64)]] = Field(max_length=100, description="Of offered KPIs")


class OfferedOut(Schema):
    """A KPI that the family of an objective begins with."""

    key: str
    name: str
    formula: str
    unit: str
    level: shapes.Level
    better: str = Field(description="higher or lower")
    counter: str
    sources: list[str]


@endpoints.get("/objectives/{int:objective}/kpis", Act.SEE, list[shapes.KpiOut])
def kpis(request: Asked, objective: Objective) -> list[dict[str, Any]]:
    """List the KPIs of an objective, and where each stands."""
    return [shapes.kpi_out(stand) for stand in selectors.overall(objective).stands]


@endpoints.get("/objectives/{int:objective}/kpis/offered", Act.DECIDE, list[OfferedOut])
def offered(request: Asked, objective: Objective) -> list[dict[str, Any]]:
    """List the KPIs that the family of an objective begins with."""
    family = catalogue.defaults(objective.family)
    return [_offered(key, one, family) for key, one in family.items()]


@endpoints.post("/objectives/{int:objective}/kpis/pick", Act.DECIDE, list[shapes.KpiOut], 201)
def pick(request: Asked, objective: Objective, body: Picked) -> Status[list[dict[str, Any]]]:
    """Take offered KPIs for a draft; set their baselines, targets and days next."""
    made = services.pick(request.actor, objective, body.keys)
    return Status(201, [shapes.kpi_out(selectors.stand(kpi)) for kpi in made])


@endpoints.post("/objectives/{int:objective}/kpis", Act.DECIDE, shapes.KpiOut, 201)
def add_kpi(request: Asked, objective: Objective, body: KpiIn) -> Status[dict[str, Any]]:
    """Add a KPI of your own."""
    made = services.add_kpi(request.actor, objective, **_named(body.dict()))
    return Status(201, shapes.kpi_out(selectors.stand(made)))


@endpoints.get("/kpis/{int:kpi}", Act.SEE, shapes.KpiOut)
def kpi(request: Asked, kpi: Kpi) -> dict[str, Any]:
    """Return a KPI, and where it stands."""
    return shapes.kpi_out(selectors.stand(kpi))


@endpoints.patch("/kpis/{int:kpi}", Act.DECIDE, shapes.KpiOut)
def change_kpi(request: Asked, kpi: Kpi, body: KpiChange) -> dict[str, Any]:
    """Change a KPI; what is not said stays, and the trail keeps what it was."""
    told = _named(body.dict(exclude_unset=True, exclude_none=True))
    return shapes.kpi_out(selectors.stand(services.change_kpi(request.actor, kpi, **told)))


@endpoints.delete("/kpis/{int:kpi}", Act.DECIDE, None, 204)
def remove_kpi(request: Asked, kpi: Kpi) -> Status[None]:
    """Remove a KPI; a live objective keeps one."""
    services.remove_kpi(request.actor, kpi)
    return Status(204, None)


@endpoints.get("/kpis/{int:kpi}/readings", Act.SEE, list[shapes.ReadingOut])
def readings(request: Asked, kpi: Kpi) -> list[dict[str, Any]]:
    """List all that a KPI read, the oldest period first."""
    return [shapes.reading_out(read, kpi) for read in selectors.history(kpi)]


def _named(told: dict[str, Any]) -> dict[str, Any]:
    """What a body says, by the names of the table."""
    if "level" in told:
        told["level"] = told["level"] or ""
    return {"measured_in" if name == "unit" else name: value for name, value in told.items()}


def _offered(key: str, one: "Default", family: "dict[str, Default]") -> dict[str, Any]:
    return {
        "key": key,
        "name": catalogue.words_of(one),
        "formula": one.formula,
        "unit": one.unit,
        "level": one.level,
        "better": one.better,
        "counter": catalogue.words_of(family[one.counter]),
        "sources": list(one.sources),
    }
