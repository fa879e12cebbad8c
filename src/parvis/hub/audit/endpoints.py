"""The trail by its API."""

import datetime as dt
from typing import Any

from ninja import Schema

from parvis.hub.audit import selectors
from parvis.hub.audit.models import Line
from parvis.hub.audit.words import sentence
from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.interface.answers import AskedPage, Page, paged
from parvis.hub.interface.rules import Endpoints

endpoints = Endpoints("trail")


class LineOut(Schema):
    """A line: what was done, in words too; `mark` binds it to `previous`."""

    seq: int
    at: dt.datetime
    act: str
    actor_id: int | None
    path: str
    about: str
    told: dict[str, Any]
    previous: str
    mark: str
    said: str

    @staticmethod
    def resolve_said(line: Line) -> str:
        return sentence(line)


@endpoints.get("/trail", Act.MANAGE, Page[LineOut])
def trail(request: Asked, page: AskedPage) -> dict[str, Any]:
    """List what was done in the units that I manage, the oldest first."""
    return paged(selectors.lines_of(request.rights), page)
