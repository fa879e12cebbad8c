"""Why things are active, and how much of what is active has a reason."""

import datetime as dt
from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Any

from ninja import Schema
from pydantic import Field

from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.interface.answers import PersonOut
from parvis.hub.interface.figures import Figure, counted
from parvis.hub.interface.rules import Endpoints
from parvis.hub.objectives import shapes, traces
from parvis.hub.objectives.reasons import reason
from parvis.hub.objectives.standing import Overall

endpoints = Endpoints("why")


class Served(Schema):
    """The objective that something serves."""

    id: int
    unit_id: int
    statement: str
    family: shapes.Family
    owner: PersonOut
    why: str
    state: shapes.State
    standing: shapes.Standing
    said: str = Field(description="Whether it is on track, in a sentence")
    may_open: bool = Field(description="Whether you may read it whole: it may be of a unit above")


class WhyOut(Schema):
    """Why something is active."""

    question: str
    name: str
    unit_id: int
    active_since: dt.datetime | None
    objective: Served | None = Field(description="null where it serves none, and is not active")


class CoverageOut(Schema):
    """How much of what is active serves a live objective, of one kind."""

    kind: str
    active: Figure
    serving: Figure
    share: Figure
    orphans: list[shapes.ServingOut] = Field(description="The first hundred that serve none")


@endpoints.get("/coverage", Act.SEE, list[CoverageOut])
def coverage(request: Asked) -> list[dict[str, Any]]:
    """Say how much of what is active serves a live objective, and what does not."""
    return [_covered(one) for one in traces.coverage(request.rights)]


def _of_kind(kind: str) -> Callable[..., dict[str, Any]]:
    """The function that answers for things of a kind."""

    def why(request: Asked, **named: Any) -> dict[str, Any]:
        thing = named[kind]
        held = reason(request.rights, kind, thing)
        told = {"question": held.question, "name": str(thing), "unit_id": thing.unit_id}
        served = _served(held.overall) | {"may_open": held.may_open} if held.overall else None
        return told | {"active_since": thing.active_since, "objective": served}

    names = ("request", kind)
    asked = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in names]
    why.__signature__ = Signature(asked)  # type: ignore[attr-defined]
    why.__name__ = f"why_{kind}"
    why.__doc__ = f"{traces.KINDS[kind].question} Its objective, how that stands, since when."
    return why


def _served(held: Overall) -> dict[str, Any]:
    names = ("id", "unit_id", "statement", "family", "owner", "why", "state")
    told = {name: getattr(held.objective, name) for name in names}
    return told | {"standing": held.state, "said": held.sentence}


def _covered(one: traces.Coverage) -> dict[str, Any]:
    things = f"{one.traced.kind}s"
    return {
        "kind": one.traced.kind,
        "active": counted(one.active, things),
        "serving": counted(one.serving, things),
        "share": counted(one.share, "%"),
        "orphans": [shapes.serving_out(one.traced, lost) for lost in one.orphans],
    }


for _kind in traces.KINDS:
    endpoints.get(f"/why/{_kind}/{{int:{_kind}}}", Act.SEE, WhyOut)(_of_kind(_kind))
