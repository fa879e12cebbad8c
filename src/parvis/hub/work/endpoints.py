"""The work by its API."""

import datetime as dt

from ninja import Schema

from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.interface.rules import Endpoints
from parvis.hub.work import selectors

endpoints = Endpoints("work")


class LoadOut(Schema):
    """Jobs by state; `late` are those due two minutes ago that nobody is at."""

    waiting: int
    held: int
    failed: int
    late: int
    since: dt.datetime | None


@endpoints.get("/work", Act.OWN, LoadOut)
def work(request: Asked) -> selectors.Load:
    """Say how the work goes."""
    return selectors.load()
