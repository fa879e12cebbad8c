"""What bodies hold: texts, numbers and ids that a database keeps, and things chosen by their id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from django.utils.translation import gettext as _
from pydantic import Field, StringConstraints

from parvis.hub.common.errors import RefusedError

if TYPE_CHECKING:
    from django.db.models import QuerySet

_NO_NULL = r"^[^\x00]*$"

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Number = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]


def text(most: int, *, least: int = 0) -> StringConstraints:
    """Return what a text is held to: no null character, blanks around it left out.

    Arguments:
        most: characters at the most.
        least: characters at the least.
    """
    return StringConstraints(
        strip_whitespace=True, min_length=least, max_length=most, pattern=_NO_NULL
    )


Name = Annotated[str, text(120, least=1)]
Prose = Annotated[str, text(2_000)]


def chosen(among: QuerySet[Any], key: int | None, field: str) -> Any:
    """Return the row that a body names by its id; None where it names none.

    Arguments:
        among: rows that may be chosen.
        key: id of one.
        field: of the body.

    Raises:
        RefusedError: it is not among them.
    """
    found = among.filter(pk=key).first() if key is not None else None
    if key is not None and found is None:
        told = _("%(field)s: %(id)d cannot be chosen here.") % {"field": field, "id": key}
        raise RefusedError(told, code="choice", field=field)
    return found
