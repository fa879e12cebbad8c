"""What a page shows as a file, by the API: figures, mentions, and open data."""

from typing import Annotated, Any, Final

from ninja import Query, Schema
from pydantic import Field

from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.explore.endpoints import Narrowed
from parvis.hub.explore.looking import looked_at
from parvis.hub.explore.taking.formats import KINDS
from parvis.hub.explore.taking.licences import DEFAULT, LICENCES
from parvis.hub.explore.taking.services import WHOLE, download, open_data
from parvis.hub.interface.rules import Endpoints
from parvis.hub.listening.public import Perimeter
from parvis.hub.objectives.public import Objective

endpoints = Endpoints("explore")
PACKED: Final = (KINDS["zip"],)


class Wanted(Schema):
    what: str = Field(WHOLE, description="A figure, `mentions`, or the whole `dashboard`")
    format: str = Field(
        "csv", description="csv, xlsx, parquet; for figures png, svg, pdf, pptx too"
    )


class Published(Schema):
    licence: str = Field(DEFAULT, description=f"One of {', '.join(LICENCES)}")


@endpoints.file("/perimeters/{int:perimeter}/exports", Act.SEE, KINDS.values())
def perimeter_export(
    request: Asked, perimeter: Perimeter, looked: Narrowed, wanted: Annotated[Wanted, Query()]
) -> Any:
    """Return what a dashboard or a list shows as a file; the trail keeps that it was taken."""
    return download(request, *looked_at(request, perimeter), wanted.what, wanted.format)


@endpoints.file("/objectives/{int:objective}/exports", Act.SEE, KINDS.values())
def objective_export(
    request: Asked, objective: Objective, looked: Narrowed, wanted: Annotated[Wanted, Query()]
) -> Any:
    """Return what the dashboard or the list of an objective shows as a file."""
    scope, filters = looked_at(request, objective=objective)
    return download(request, scope, filters, wanted.what, wanted.format)


@endpoints.file("/perimeters/{int:perimeter}/open-data", Act.SEE, PACKED)
def perimeter_open_data(
    request: Asked,
    perimeter: Perimeter,
    looked: Narrowed,
    published: Annotated[Published, Query()],
) -> Any:
    """Return counts of a perimeter that tell of nobody, with their dictionary and licence."""
    return open_data(request, *looked_at(request, perimeter), published.licence)


@endpoints.file("/objectives/{int:objective}/open-data", Act.SEE, PACKED)
def objective_open_data(
    request: Asked,
    objective: Objective,
    looked: Narrowed,
    published: Annotated[Published, Query()],
) -> Any:
    """Return counts of an objective that tell of nobody, with their dictionary and licence."""
    return open_data(request, *looked_at(request, objective=objective), published.licence)
