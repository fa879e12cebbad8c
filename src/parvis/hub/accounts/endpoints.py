"""Accounts by their API: who answers where and why, and whether all are in order."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Schema, Status
from pydantic import Field, StringConstraints

from parvis.hub.accounts import selectors, services
from parvis.hub.accounts.health import Health, health
from parvis.hub.accounts.models import ASKED_AGAIN, Absence, Account
from parvis.hub.accounts.words import FAULTS
from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.common.errors import MissingError
from parvis.hub.common.rights import below
from parvis.hub.interface import answers as said
from parvis.hub.interface.asked import Id, Name, Prose, chosen, text
from parvis.hub.interface.figures import Figure, counted
from parvis.hub.interface.rules import Endpoints
from parvis.hub.objectives.public import choosable
from parvis.hub.organisation.public import Unit, people

endpoints = Endpoints("accounts")

Network = Literal[
    "bluesky", "facebook", "instagram", "linkedin", "mastodon", "reddit", "tiktok", "x",
    "youtube", "blog", "forum", "reviews", "other",
]  # fmt: skip
State = Literal["draft", "active", "retired"]
Url = Annotated[str, StringConstraints(pattern=r"^(https?://[^\s\x00]+)?$", max_length=300)]
Given = Annotated[str, text(2_000, least=1)]


class FaultOut(Schema):
    code: str
    text: str


class HealthOut(Schema):
    """Whether an account is in order."""

    is_in_order: bool
    is_orphan: bool = Field(description="Whether it lacks two people who may answer there")
    acting: said.PersonOut | None = Field(description="Who answers there today")
    faults: list[FaultOut] = Field(description="In the order of what to mend first")


class AccountOut(Schema):
    """One of our presences: who answers there, what for, whether it is in order."""

    id: int
    unit_id: int
    network: Network
    handle: str
    url: str
    state: State
    primary: said.PersonOut | None
    backup: said.PersonOut | None
    objective_id: int | None
    why: str = Field(description="Why would someone want to talk with us there?")
    audience: str = Field(description="What shows that our audience is there")
    active_since: dt.datetime | None
    asked_again_at: dt.datetime | None = Field(description="When why is asked again")
    health: HealthOut


class AccountIn(Schema):
    network: Network
    handle: Name
    url: Url = ""
    primary_id: Id | None = None
    backup_id: Id | None = None
    objective_id: Id | None = None
    why: Prose = ""
    audience: Prose = ""


class AccountChange(Schema):
    network: Network | None = None
    handle: Name | None = None
    url: Url | None = None
    primary_id: Id | None = Field(None, description="null for nobody")
    backup_id: Id | None = Field(None, description="null for nobody")
    objective_id: Id | None = Field(None, description="null for none")
    why: Prose | None = None
    audience: Prose | None = None


class WhyIn(Schema):
    why: Given
    audience: Given


class OverviewOut(Schema):
    """How all accounts do that I may see."""

    active: Figure
    in_order: Figure
    orphans: Figure
    otherwise_wrong: Figure


class AbsenceOut(Schema):
    id: int
    first: dt.date
    last: dt.date


class AbsenceIn(Schema):
    first: dt.date
    last: dt.date


@endpoints.get("/accounts", Act.SEE, said.Page[AccountOut])
def accounts(request: Asked, page: said.AskedPage, state: State | None = None) -> dict[str, Any]:
    """List the accounts that I may see, each with its health."""
    return _page(selectors.visible(request.rights), state, page)


@endpoints.get("/accounts/overview", Act.SEE, OverviewOut)
def overview(request: Asked) -> dict[str, Any]:
    """Say how all accounts do, in numbers; an orphan lacks two people who may answer there."""
    held = selectors.overview(request.rights)
    names = {"active": held.active, "in_order": held.in_order, "orphans": held.orphan_count}
    told = {name: counted(value, "accounts") for name, value in names.items()}
    return told | {"otherwise_wrong": counted(held.wrong_count, "accounts")}


@endpoints.get("/units/{int:unit}/accounts", Act.SEE, said.Page[AccountOut])
def accounts_at(
    request: Asked, unit: Unit, page: said.AskedPage, state: State | None = None
) -> dict[str, Any]:
    """List the accounts of a unit and of those under it, each with its health."""
    found = selectors.visible(request.rights).filter(below(unit.path, "unit__path"))
    return _page(found, state, page)


@endpoints.post("/units/{int:unit}/accounts", Act.MANAGE, AccountOut, 201)
def add_account(request: Asked, unit: Unit, body: AccountIn) -> Status[dict[str, Any]]:
    """Add an account of a unit; it is a draft until it is activated."""
    made = services.add_account(request.actor, unit, **_chosen(unit, body.dict()))
    return Status(201, _told(made))


@endpoints.get("/accounts/{int:account}", Act.SEE, AccountOut)
def account(request: Asked, account: Account) -> dict[str, Any]:
    """Return an account and its health."""
    return _told(account)


@endpoints.patch("/accounts/{int:account}", Act.MANAGE, AccountOut)
def change_account(request: Asked, account: Account, body: AccountChange) -> dict[str, Any]:
    """Change an account; what is not said stays, and an active one stays in order."""
    told = body.dict(exclude_unset=True)
    kept = {name: value for name, value in told.items() if value is not None or "_id" in name}
    changed = services.change_account(request.actor, account, **_chosen(account.unit, kept))
    return _told(changed)


@endpoints.post("/accounts/{int:account}/activate", Act.MANAGE, AccountOut)
def activate_account(request: Asked, account: Account) -> dict[str, Any]:
    """Activate an account.

    Refused (422) until it says `why` and for what `audience`, has two different `people` who may
    answer there, and serves a live objective of its unit or of one above it.
    """
    services.activate(request.actor, account)
    return _told(account)


@endpoints.post("/accounts/{int:account}/retire", Act.MANAGE, AccountOut)
def retire_account(request: Asked, account: Account) -> dict[str, Any]:
    """Retire an account: nobody is expected to answer there any more."""
    services.retire(request.actor, account)
    return _told(account)


@endpoints.post("/accounts/{int:account}/why", Act.ANSWER, AccountOut)
def answer_why(request: Asked, account: Account, body: WhyIn) -> dict[str, Any]:
    """Answer again why an account is there; whoever answers there may, and whoever manages it."""
    return _told(services.answer_why(request.actor, account, **body.dict()))


@endpoints.get("/me/absences", Act.SEE, list[AbsenceOut])
def absences(request: Asked) -> QuerySet[Absence]:
    """List the days on which I am or will be away."""
    return selectors.absences(request.actor.person)


@endpoints.post("/me/absences", Act.ANSWER, AbsenceOut, 201)
def be_absent(request: Asked, body: AbsenceIn) -> Status[Absence]:
    """Tell when I am away, first and last day, so that backups answer."""
    return Status(201, services.be_absent(request.actor, **body.dict()))


@endpoints.delete("/me/absences/{int:absence}", Act.ANSWER, None, 204)
def be_back(request: Asked, absence: int) -> Status[None]:
    """Take an absence of my own back."""
    held = selectors.absences(request.actor.person).filter(pk=absence).first()
    if held is None:
        raise MissingError(_("You have told no such absence."))
    services.be_back(request.actor, held)
    return Status(204, None)


def _page(found: QuerySet[Account], state: State | None, page: said.Place) -> dict[str, Any]:
    kept = found.filter(state=state) if state else found
    return said.paged(kept, page, lambda rows: [_out(one) for one in health(rows)])


def _told(account: Account) -> dict[str, Any]:
    return _out(selectors.one_health(account))


def _out(held: Health) -> dict[str, Any]:
    account = held.account
    names = (
        "id", "unit_id", "network", "handle", "url", "state", "primary", "backup", "objective_id",
        "why", "audience", "active_since",
    )  # fmt: skip
    told = {name: getattr(account, name) for name in names}
    asked = account.answered_at + ASKED_AGAIN if account.answered_at else None
    return told | {"asked_again_at": asked, "health": _health(held)}


def _health(held: Health) -> dict[str, Any]:
    return {
        "is_in_order": not held.faults,
        "is_orphan": held.is_orphan,
        "acting": held.acting,
        "faults": [{"code": code, "text": str(FAULTS[code])} for code in held.faults],
    }


def _chosen(unit: Unit, told: dict[str, Any]) -> dict[str, Any]:
    """What a body says, people and objective in place of their ids."""
    answering = people(unit, Act.ANSWER)
    among = {"primary_id": answering, "backup_id": answering, "objective_id": choosable(unit)}
    return {
        name.removesuffix("_id"): chosen(among[name], value, name) if name in among else value
        for name, value in told.items()
    }
