"""The organisation by its API."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from ninja import Schema, Status
from pydantic import Field, StringConstraints

from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.common.reach import reach
from parvis.hub.interface import answers as said
from parvis.hub.interface.rules import Endpoints
from parvis.hub.organisation import letters, selectors, services
from parvis.hub.organisation.forms import CODE
from parvis.hub.organisation.models import Grant, Invitation, Unit

endpoints = Endpoints("organisation")

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Code = Annotated[str, StringConstraints(pattern=CODE.replace(r"\Z", "$"), max_length=64)]
Country = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]
Kind = Literal["group", "brand", "country", "site", "service"]
Email = Annotated[
    str, StringConstraints(pattern=r"^[^@\s\x00]+@[^@\s\x00]+\.[^@\s\x00]+$", max_length=254)
]
RoleName = Literal["owner", "manager", "analyst", "agent", "publisher", "reader"]


class UnitOut(Schema):
    """A unit; `path` is the ids above it and its own."""

    id: int
    name: str
    kind: Kind
    code: str
    country: str
    parent_id: int | None
    path: str


class UnitIn(Schema):
    name: Name
    code: Code
    kind: Kind = "site"
    country: Country = ""


class UnitChange(Schema):
    name: Name | None = None
    code: Code | None = None
    kind: Kind | None = None
    country: Country | None = None


class Move(Schema):
    under: int = Field(ge=1, le=2**63 - 1)


class Working(Schema):
    """Who holds which role at a unit, and where it was given."""

    id: int
    person_id: int
    name: str = Field(validation_alias="person.name")
    email: str = Field(validation_alias="person.email")
    role: str
    unit_id: int
    origin: str


class InvitationIn(Schema):
    email: Email
    role: RoleName


class InvitationOut(Schema):
    id: int
    email: str
    role: str
    expires_at: dt.datetime


class Invited(InvitationOut):
    """`link` is told now and never again."""

    link: str
    mail: Literal["sent", "off", "failed"] = Field(
        description="Whether it went by mail too; off where the hub sends none"
    )


class Me(Schema):
    """Whom this key or session acts for, and the units that it begins at."""

    name: str
    email: str
    language: str
    zone: str
    acts: dict[str, list[str]]


@endpoints.get("/me", None, Me)
def me(request: Asked) -> dict[str, Any]:
    """Say whom I act for and what I may do below which units."""
    person, rights = request.actor.person, request.rights
    acts = {str(act): rights.roots(act) for act in Act if rights.roots(act)}
    told = {field: getattr(person, field) for field in ("name", "email", "language", "zone")}
    return told | {"acts": acts}


@endpoints.get("/units", Act.SEE, said.Page[UnitOut])
def units(request: Asked, page: said.AskedPage, q: str = "") -> dict[str, Any]:
    """List the units that I may see; `q` keeps those whose name or code holds its words."""
    found = selectors.units(request.rights, Act.SEE)
    return said.paged(selectors.with_words(found, q), page)


@endpoints.post("/units/{int:unit}/units", Act.MANAGE, UnitOut, 201)
def add_unit(request: Asked, unit: Unit, body: UnitIn) -> Status[Unit]:
    """Add a unit under one."""
    return Status(201, services.add_unit(request.actor, unit, **body.dict()))


@endpoints.get("/units/{int:unit}", Act.SEE, UnitOut)
def unit(request: Asked, unit: Unit) -> Unit:
    """Return a unit."""
    return unit


@endpoints.patch("/units/{int:unit}", Act.MANAGE, UnitOut)
def change_unit(request: Asked, unit: Unit, body: UnitChange) -> Unit:
    """Change what a unit is called and what it is; what is not said stays."""
    told = body.dict(exclude_unset=True, exclude_none=True)
    return services.change_unit(request.actor, unit, **told)


@endpoints.post("/units/{int:unit}/move", Act.MANAGE, UnitOut)
def move_unit(request: Asked, unit: Unit, body: Move) -> Unit:
    """Move a unit and all below it under another."""
    under = reach(request.rights, Act.MANAGE, "unit", body.under)
    return services.move_unit(request.actor, unit, under)


@endpoints.get("/units/{int:unit}/people", Act.SEE, list[Working])
def people(request: Asked, unit: Unit) -> QuerySet[Grant]:
    """List who holds which role at a unit, there or from above."""
    return selectors.grants_at(unit)


@endpoints.get("/units/{int:unit}/invitations", Act.MANAGE, list[InvitationOut])
def invitations(request: Asked, unit: Unit) -> list[Invitation]:
    """List the invitations to a unit whose link still lets in."""
    return selectors.open_invitations(unit)


@endpoints.post("/units/{int:unit}/invitations", Act.MANAGE, Invited, 201)
def invite(request: Asked, unit: Unit, body: InvitationIn) -> Status[dict[str, Any]]:
    """Invite somebody to a unit; the link is told once, and sent by mail where there is any."""
    made, token = services.invite(request.actor, unit, **body.dict())
    link = request.build_absolute_uri(f"/come-in/{token}/")
    told = {"id": made.pk, "email": made.email, "role": made.role, "expires_at": made.expires_at}
    return Status(201, told | {"link": link, "mail": letters.send(made, link)})


@endpoints.delete("/invitations/{int:invitation}", Act.MANAGE, None, 204)
def withdraw(request: Asked, invitation: Invitation) -> Status[None]:
    """Withdraw an invitation."""
    services.withdraw(request.actor, invitation)
    return Status(204, None)


@endpoints.delete("/roles/{int:grant}", Act.MANAGE, None, 204)
def take_back(request: Asked, grant: Grant) -> Status[None]:
    """Take a role back from a person."""
    services.take_back(request.actor, grant)
    return Status(204, None)
