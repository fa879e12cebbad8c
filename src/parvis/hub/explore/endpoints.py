"""What was said by the API: figures and mentions, filtered as a page is."""

import datetime as dt
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import Field

from parvis.figures import Figure as Found
from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.common.errors import MissingError
from parvis.hub.explore import panels, selectors
from parvis.hub.explore.frames import settled
from parvis.hub.explore.looking import looked_at
from parvis.hub.explore.naming import may_name
from parvis.hub.interface.answers import MOST
from parvis.hub.interface.figures import Grade, Interval
from parvis.hub.interface.rules import Endpoints
from parvis.hub.listening.public import Perimeter
from parvis.hub.objectives.public import Objective

endpoints = Endpoints("explore")


class Looked(Schema):
    """What of it is looked at, in the words of the address of a dashboard."""

    since: str = Field("", description="The first day; 30 days up to the last one if not said")
    until: str = Field("", description="The last day; today if not said")
    q: str = Field("", description="Words that stand in title or text")
    tonality: list[str] = Field([], description="Any of these; all if not said")
    medium: list[str] = Field([], description="Any of these; all if not said")
    interaction: list[str] = Field([], description="Any of these; all if not said")
    language: list[str] = Field([], description="Any of these; all if not said")
    brands: list[str] = Field([], description="Perimeters of an objective, as `p4`")
    beside: list[str] = Field([], description="Ids of perimeters to compare with")
    tag: list[str] = Field([], description="Any of these was given to it; all if not said")
    copies: str = Field("", description="`once`: near-duplicates count once")
    version: str = Field("", description="Of the lake, for what was found in it before")


Narrowed = Annotated[Looked, Query()]


class FigureOut(Schema):
    """A figure with all that is needed to defend it."""

    key: str
    by: dict[str, str | int] = Field(description="Its dimensions, as {day: 2026-11-29}")
    value: float | str | None = Field(description="null where it is not known, which is not zero")
    unit: str
    grade: Grade = Field(alias="class", description="How it was come by")
    interval: Interval | None = Field(description="null where there is none")
    judged_by: str = ""
    definition: str
    query: str | None
    reason: str | None = Field(description="Why it is not known")


class FiguresOut(Schema):
    """The figures of a panel, as the dashboard shows them."""

    name: str
    title: str = Field(description="The finding in a sentence; empty where nothing was said")
    as_of: dt.datetime
    version: int | None = Field(description="Of the lake: ask for it to find the same again")
    faults: list[str] = Field(description="What was asked for in vain, in words")
    figures: list[FigureOut]


class MentionOut(Schema):
    """A mention. Who wrote it is null unless the key may listen or answer where it was found."""

    id: str
    published_at: dt.datetime
    title: str | None = None
    text: str | None = None
    author: str | None = None
    author_followers: int | None = None
    url: str | None = None
    medium: str | None = None
    source: str | None = None
    language: str | None = None
    tonality: str | None = None
    is_unsure: bool | None = None
    interaction: str | None = None
    brands: list[str] = Field(description="Names of the perimeters that it matches")
    duplicate_of: str | None = None
    tags: list[str] = Field(description="Words that people gave it within these perimeters")


class MentionsOut(Schema):
    """A page of mentions, the newest first."""

    items: list[MentionOut]
    total: int
    next: str | None = Field(description="`before` of the next page; null on the last")
    faults: list[str]


class Turned(Schema):
    before: str = Field("", max_length=80, description="`next` of the page before")
    limit: int = Field(100, ge=1, le=MOST)


@endpoints.get("/perimeters/{int:perimeter}/figures/{slug:name}", Act.SEE, FiguresOut)
def perimeter_figures(
    request: Asked, perimeter: Perimeter, name: str, looked: Narrowed
) -> dict[str, Any]:
    """Return the figures of a panel of a perimeter's dashboard: volume, tone, matrix…"""
    return _figures(request, name, perimeter=perimeter)


@endpoints.get("/objectives/{int:objective}/figures/{slug:name}", Act.SEE, FiguresOut)
def objective_figures(
    request: Asked, objective: Objective, name: str, looked: Narrowed
) -> dict[str, Any]:
    """Return the figures of a panel of an objective's dashboard."""
    return _figures(request, name, objective=objective)


@endpoints.get("/perimeters/{int:perimeter}/mentions", Act.SEE, MentionsOut)
def perimeter_mentions(
    request: Asked, perimeter: Perimeter, looked: Narrowed, turned: Annotated[Turned, Query()]
) -> dict[str, Any]:
    """List the mentions of a perimeter, the newest first."""
    return _mentions(request, turned, perimeter=perimeter)


@endpoints.get("/objectives/{int:objective}/mentions", Act.SEE, MentionsOut)
def objective_mentions(
    request: Asked, objective: Objective, looked: Narrowed, turned: Annotated[Turned, Query()]
) -> dict[str, Any]:
    """List the mentions of all perimeters of an objective, the newest first."""
    return _mentions(request, turned, objective=objective)


def _figures(request: Asked, name: str, **thing: Any) -> dict[str, Any]:
    scope, filters = looked_at(request, **thing)
    if name not in panels.kinds_of(scope):
        raise MissingError(_("There is no such figure."))
    shown = panels.show(scope, filters, name)
    return {
        "name": name,
        "title": shown.panel.title if shown.panel else "",
        "as_of": shown.at,
        "version": shown.version,
        "faults": filters.faults,
        "figures": [figure_told(figure) for figure in shown.figures],
    }


def figure_told(figure: Found) -> dict[str, Any]:
    """Return a figure as `FigureOut` has it."""
    has_interval = figure.low is not None and figure.high is not None
    interval = {"low": figure.low, "high": figure.high} if has_interval else None
    told = figure.as_dict()
    return told | {"interval": interval, "judged_by": figure.judge or ""}


def _mentions(request: Asked, turned: Turned, **thing: Any) -> dict[str, Any]:
    scope, filters = looked_at(request, **thing)
    names = may_name(request.rights, scope)
    wanted = settled(filters)
    found = selectors.page(scope, wanted, turned.before, with_names=names, most=turned.limit)
    return {
        "items": found.rows,
        "total": found.total,
        "next": found.further or None,
        "faults": filters.faults,
    }
