"""What endpoints answer with: things, pages of them, faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, TypeVar

from ninja import Query, Schema
from pydantic import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model, QuerySet

T = TypeVar("T")
MOST: Final = 1_000


class Fault(Schema):
    """What went wrong: a code for programs, words for people, the field that it is about."""

    code: str
    text: str
    field: str = ""


class PersonOut(Schema):
    """Somebody who works in the hub."""

    id: int
    name: str


class Page(Schema, Generic[T]):
    """Some things, and where the next ones begin."""

    items: list[T]
    next: int | None = None


class Place(Schema):
    """Which page is asked for."""

    after: int = Field(0, ge=0, le=2**63 - 1, description="`next` of the page before")
    limit: int = Field(100, ge=1, le=MOST)


AskedPage = Annotated[Place, Query()]


FAULTS: Final[dict[int, Any]] = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429), Fault)


def answers(kind: Any, status: int = 200) -> dict[int, Any]:
    """Return what an endpoint may answer with: a kind of thing, or a fault."""
    return {status: kind, **FAULTS}


def paged(
    found: QuerySet[Any], asked: Place, told: Callable[[list[Any]], list[Any]] = list
) -> dict[str, Any]:
    """Return a page of rows in the order of their ids, in one query.

    Arguments:
        found: all rows.
        asked: which page of them.
        told: what is told of the rows of a page, one for each, in their order.
    """
    rows: list[Model] = list(found.filter(pk__gt=asked.after).order_by("pk")[: asked.limit + 1])
    more = len(rows) > asked.limit
    page = rows[: asked.limit]
    return {"items": told(page), "next": page[-1].pk if more else None}
