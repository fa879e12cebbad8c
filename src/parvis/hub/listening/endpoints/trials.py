"""Sources tried by the API, before they are added and after."""

import datetime as dt
from typing import Any

from ninja import Schema, Status
from pydantic import Field

from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.interface.rules import Endpoints
from parvis.hub.listening import trying
from parvis.hub.listening.endpoints.sources import Kind, Secret
from parvis.hub.listening.models import Source, Trial
from parvis.hub.organisation.public import Unit

endpoints = Endpoints("listening")


class TrialIn(Schema):
    kind: Kind = Field(description="One of GET /source-kinds")
    settings: dict[str, Any] = Field(description="As the example of its kind has them")
    secret: Secret | None = Field(None, description="Its key; kept sealed until it was tried")


class TriedOut(Schema):
    """What its first page gave."""

    read: int = Field(description="Mentions")
    rejected: int = Field(description="Items that could not be read")
    newest: dt.datetime | None
    texts: list[str] = Field(description="Of some mentions, the newest first")
    reasons: list[str] = Field(description="Why some could not be read")
    fault: str = Field(description="Why it gave nothing; empty where it answered")
    is_quiet: bool = Field(description="It is a stream in which nothing was said meanwhile")


class TrialOut(Schema):
    """A source that is tried once, for 15 seconds at the most; nothing of it is kept."""

    id: int
    made_at: dt.datetime
    done_at: dt.datetime | None = Field(description="null while it is under way: ask again")
    told: TriedOut | None


@endpoints.post("/units/{int:unit}/trials", Act.LISTEN, TrialOut, 202)
def try_settings(request: Asked, unit: Unit, body: TrialIn) -> Status[Trial]:
    """Try a source before it is added; what came is at `GET /trials/{id}` within seconds.

    Refused (422) as it would be when it is added, and where three are being tried already (`busy`).
    """
    told = body.dict() | {"secret": body.secret or ""}
    return Status(202, trying.try_settings(request.actor, unit, **told))


@endpoints.post("/sources/{int:source}/trials", Act.LISTEN, TrialOut, 202)
def try_source(request: Asked, source: Source) -> Status[Trial]:
    """Try a source as it is, with its key."""
    return Status(202, trying.try_source(request.actor, source))


@endpoints.get("/trials/{int:trial}", Act.LISTEN, TrialOut)
def trial(request: Asked, trial: Trial) -> Trial:
    """Say what came when a source was tried."""
    return trial
