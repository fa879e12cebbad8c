"""What an address looks at: its scope and its filters, as far as whoever asks may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.hub.common.errors import MissingError
from parvis.hub.explore import selectors
from parvis.hub.explore.filters import Filters
from parvis.hub.explore.scopes import Scope, of_objective, of_perimeter

if TYPE_CHECKING:
    from parvis.hub.common.asking import Asked
    from parvis.hub.listening.public import Perimeter
    from parvis.hub.objectives.public import Objective


def looked_at(
    request: Asked, perimeter: Perimeter | None = None, objective: Objective | None = None
) -> tuple[Scope, Filters]:
    """Return what a request explores, and what of it.

    Arguments:
        request: its query holds the filters.
        perimeter, objective: the one that its address names.

    Raises:
        MissingError: it names neither.
    """
    beside = selectors.beside(request.rights, request.GET.getlist("beside"))
    if perimeter is not None:
        scope = of_perimeter(perimeter, beside)
    elif objective is not None:
        scope = of_objective(objective, request.rights, beside)
    else:
        raise MissingError(_("There is nothing here, or nothing that you may see."))
    keys = [one.pk for one in beside]
    return scope, Filters.read(request.GET, scope, timezone.localdate(), keys)
