"""What was counted by its API: entered, corrected, removed; and what may be counted."""

import datetime as dt
from typing import Annotated, Any

from ninja import Schema, Status
from pydantic import Field, StringConstraints

from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.interface import answers as said
from parvis.hub.interface.asked import Number, text
from parvis.hub.interface.figures import Figure, Grade
from parvis.hub.interface.rules import Endpoints
from parvis.hub.objectives import catalogue, selectors, services
from parvis.hub.objectives.models import Entry, Measure
from parvis.hub.organisation.public import Unit

endpoints = Endpoints("figures")

MeasureName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]


class EntryOut(Schema):
    """What was counted of a measure in a period at a unit."""

    id: int
    unit_id: int
    measure: str
    period: dt.date = Field(description="Its last day")
    figure: Figure


class EntryIn(Schema):
    measure: MeasureName
    period: dt.date = Field(description="The last day of the period")
    value: Number = Field(description="In the unit of the measure")
    grade: Grade = Field("measured", alias="class")
    judged_by: Annotated[str, text(120)] = Field(
        "", description="Who judged; needed where it was judged"
    )


class MeasureOut(Schema):
    """Something that formulas may name; `id` is null for those that every hub knows."""

    id: int | None
    name: str
    unit: str
    words: str
    is_additive: bool = Field(description="Whether the units under one add up to it")


class MeasureIn(Schema):
    name: MeasureName
    unit: Annotated[str, text(40, least=1)] = Field(description="As rooms, EUR or EUR/room")
    words: Annotated[str, text(200, least=1)] = Field(description="What is counted")
    is_additive: bool = True


@endpoints.get("/units/{int:unit}/entries", Act.DECIDE, said.Page[EntryOut])
def entries(
    request: Asked, unit: Unit, page: said.AskedPage, measure_name: str = ""
) -> dict[str, Any]:
    """List what was entered at a unit; `measure_name` keeps one measure."""
    found = Entry.objects.filter(unit=unit)
    kept = found.filter(measure=measure_name.replace("\0", "")) if measure_name else found
    known = catalogue.counted(unit.path)
    return said.paged(kept, page, lambda rows: [_told(one, known) for one in rows])


@endpoints.post("/units/{int:unit}/entries", Act.DECIDE, EntryOut)
def enter(request: Asked, unit: Unit, body: EntryIn) -> dict[str, Any]:
    """Enter what was counted; a period that is there already is corrected.

    The KPIs that it changes are computed anew within seconds.
    """
    made = services.enter(request.actor, unit, services.Figure(**body.dict()))
    return _told(made, catalogue.counted(unit.path))


@endpoints.delete("/entries/{int:entry}", Act.DECIDE, None, 204)
def remove_entry(request: Asked, entry: Entry) -> Status[None]:
    """Remove what was entered; its KPIs are computed anew."""
    services.remove_entry(request.actor, entry)
    return Status(204, None)


@endpoints.get("/units/{int:unit}/measures", Act.SEE, list[MeasureOut])
def measures(request: Asked, unit: Unit) -> list[dict[str, Any]]:
    """List the measures that formulas at a unit may name."""
    own = {one.name: one.pk for one in selectors.measures_at(unit)}
    return [_measure(own.get(name), one) for name, one in catalogue.counted(unit.path).items()]


@endpoints.post("/units/{int:unit}/measures", Act.DECIDE, MeasureOut, 201)
def add_measure(request: Asked, unit: Unit, body: MeasureIn) -> Status[dict[str, Any]]:
    """Add a measure that a unit and those under it may count."""
    told = body.dict()
    made = services.add_measure(request.actor, unit, measured_in=told.pop("unit"), **told)
    return Status(201, _measure(made.pk, catalogue.counted(unit.path)[made.name]))


@endpoints.delete("/measures/{int:measure}", Act.DECIDE, None, 204)
def remove_measure(request: Asked, measure: Measure) -> Status[None]:
    """Remove a measure that no KPI names and nobody has counted."""
    services.remove_measure(request.actor, measure)
    return Status(204, None)


def _told(entry: Entry, known: dict[str, catalogue.Counted]) -> dict[str, Any]:
    unit = known[entry.measure].unit if entry.measure in known else "1"
    told = {"value": entry.value, "unit": unit, "class": entry.grade, "judged_by": entry.judged_by}
    names = ("id", "unit_id", "measure", "period")
    return {name: getattr(entry, name) for name in names} | {"figure": told}


def _measure(key: int | None, one: catalogue.Counted) -> dict[str, Any]:
    told = {"id": key, "name": one.name, "unit": one.unit, "words": one.words}
    return told | {"is_additive": one.is_additive}
