"""The scope of a page that makes something of a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parvis.hub.alerts.words import narrowed
from parvis.hub.common.errors import MissingError
from parvis.hub.explore.public import Scope, beside, of_objective, of_perimeter

if TYPE_CHECKING:
    from parvis.hub.common.asking import Asked
    from parvis.hub.listening.public import Perimeter
    from parvis.hub.objectives.public import Objective


def scoped(
    request: Asked, perimeter: Perimeter | None, objective: Objective | None
) -> tuple[Perimeter | Objective, Scope]:
    """Return what an address names, and the scope of it with what its filters compare with."""
    others = beside(request.rights, request.GET.getlist("beside"))
    if perimeter is not None:
        return perimeter, of_perimeter(perimeter, others)
    if objective is not None:
        return objective, of_objective(objective, request.rights, others)
    raise MissingError(_("There is nothing here, or nothing that you may see."))


def of_filters(filters: str) -> dict[str, str]:
    """Return what a form says of the filters that hold: their address, and in words."""
    return {"filters": filters, "narrowed": narrowed(filters)}
