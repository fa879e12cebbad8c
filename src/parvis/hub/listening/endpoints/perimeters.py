"""Perimeters by their API: what is listened for, each version of it, and what for."""

import datetime as dt
from typing import Annotated, Any

from ninja import Schema, Status
from pydantic import Field

from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.interface import answers as said
from parvis.hub.interface.asked import Id, Name, chosen, text
from parvis.hub.interface.rules import Endpoints
from parvis.hub.listening import selectors, services
from parvis.hub.listening.models import Perimeter, Wording
from parvis.hub.objectives.public import choosable
from parvis.hub.organisation.public import Unit

endpoints = Endpoints("listening")

Query = Annotated[str, text(20_000, least=1)]


class HeardOut(Schema):
    """Something that is listened to, or for, once it serves an objective."""

    id: int
    unit_id: int
    name: str
    objective_id: int | None
    is_active: bool
    active_since: dt.datetime | None
    retired_at: dt.datetime | None


class PerimeterOut(HeardOut):
    """What is listened for."""

    query: str = Field(description="In the language of perimeters")
    version: int
    is_ours: bool = Field(description="It is about the unit itself, not about a rival")


class PerimeterIn(Schema):
    name: Name
    query: Query = Field(description="As “Orvelle OR #Orvelle”; AND, NOT and NEAR work too")
    is_ours: bool = True


class PerimeterChange(Schema):
    name: Name | None = None
    query: Query | None = None
    is_ours: bool | None = None


class VersionOut(Schema):
    """A perimeter as it was written once."""

    number: int
    query: str
    by: said.PersonOut | None
    at: dt.datetime = Field(validation_alias="made_at")


class ForIn(Schema):
    objective_id: Id = Field(description="A live objective of its unit, or of one above it")


@endpoints.get("/perimeters", Act.SEE, said.Page[PerimeterOut])
def perimeters(request: Asked, page: said.AskedPage) -> dict[str, Any]:
    """List the perimeters of the units that I may see."""
    return said.paged(selectors.visible(Perimeter.objects.all(), request.rights), page)


@endpoints.post("/units/{int:unit}/perimeters", Act.LISTEN, PerimeterOut, 201)
def add_perimeter(request: Asked, unit: Unit, body: PerimeterIn) -> Status[Perimeter]:
    """Add a perimeter to a unit; it is not listened for until it is activated.

    Refused (422, `query`) where its query cannot be understood: the text points at why.
    """
    return Status(201, services.add_perimeter(request.actor, unit, **body.dict()))


@endpoints.get("/perimeters/{int:perimeter}", Act.SEE, PerimeterOut)
def perimeter(request: Asked, perimeter: Perimeter) -> Perimeter:
    """Return a perimeter."""
    return perimeter


@endpoints.patch("/perimeters/{int:perimeter}", Act.LISTEN, PerimeterOut)
def change_perimeter(request: Asked, perimeter: Perimeter, body: PerimeterChange) -> Perimeter:
    """Change a perimeter; another query is another version, and what is held is marked anew."""
    told: dict[str, Any] = {"name": perimeter.name, "query": perimeter.query}
    told |= body.dict(exclude_unset=True, exclude_none=True)
    return services.change_perimeter(request.actor, perimeter, **told)


@endpoints.get("/perimeters/{int:perimeter}/versions", Act.SEE, list[VersionOut])
def versions(request: Asked, perimeter: Perimeter) -> list[Wording]:
    """List each version of a perimeter, the newest first."""
    return list(perimeter.wordings.select_related("by"))


@endpoints.post("/perimeters/{int:perimeter}/activate", Act.LISTEN, PerimeterOut)
def activate_perimeter(request: Asked, perimeter: Perimeter, body: ForIn) -> Perimeter:
    """Have a perimeter be listened for, for an objective.

    Refused (422) as the gate refuses: `no_objective`, `draft`, `closed`, `past`, `active`.
    """
    objective = chosen(choosable(perimeter.unit), body.objective_id, "objective_id")
    services.activate(request.actor, perimeter, objective)
    return perimeter


@endpoints.post("/perimeters/{int:perimeter}/retire", Act.LISTEN, PerimeterOut)
def retire_perimeter(request: Asked, perimeter: Perimeter) -> Perimeter:
    """Have it be listened for no more; what it gave stays, and it may be activated again."""
    services.retire(request.actor, perimeter)
    return perimeter
