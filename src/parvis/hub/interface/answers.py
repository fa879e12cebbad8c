"""What endpoints answer with: things, pages of them, faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, TypeVar

from ninja import Query, Schema
from pydantic import Field

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

T = TypeVar("T")
MOST: Final = 1_000


class Fault(Schema):
    """What went wrong: a code for programs, words for people, the field that it is about."""

    code: str
    text: str
    field: str = ""


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


def paged(found: QuerySet[Any], asked: Place) -> dict[str, Any]:
    """Return a page of rows in the order of their ids, in one query."""
    rows: list[Model] = list(found.filter(pk__gt=asked.after).order_by("pk")[: asked.limit + 1])
    more = len(rows) > asked.limit
    return {"items": rows[: asked.limit], "next": rows[asked.limit - 1].pk if more else None}
