from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError
from parvis.hub.explore import panels, selectors
from parvis.hub.explore.filters import Filters
from parvis.hub.explore.scopes import Scope, of_objective, of_perimeter
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked
    from parvis.hub.listening.public import Perimeter
    from parvis.hub.objectives.public import Objective


@require_GET
@page(Act.SEE)
def choose(request: Asked) -> HttpResponse:
    """What can be explored: objectives with their perimeters."""
    told = {"title": _("Explore"), "objectives": selectors.explorable(request.rights)}
    return render(request, "explore/choose.html", told)


@require_GET
@page(Act.SEE)
def dashboard(request: Asked, **thing: Any) -> HttpResponse:
    """What was said, in figures that open; each comes when it is found."""
    scope, wanted = _looked_at(request, **thing)
    told = {
        "title": scope.title,
        "scope": scope,
        "wanted": wanted,
        "choices": selectors.choices(scope, wanted, request.rights),
        "facts": selectors.facts(scope, wanted),
        "kinds": panels.kinds_of(scope),
    }
    return render(request, "explore/dashboard.html", told)


@require_GET
@page(Act.SEE)
def figure(request: Asked, name: str, **thing: Any) -> HttpResponse:
    """One figure of a dashboard."""
    scope, wanted = _looked_at(request, **thing)
    if name not in panels.kinds_of(scope):
        raise MissingError(_("There is no such figure."))
    shown = panels.show(scope, wanted, name)
    told = {"shown": shown, "panel": shown.panel, "scope": scope, "wanted": wanted}
    return render(request, "explore/parts/figure.html", told)


@require_GET
@page(Act.SEE)
def mentions(request: Asked, **thing: Any) -> HttpResponse:
    """The mentions behind a figure, the newest first."""
    scope, wanted = _looked_at(request, **thing)
    told = {
        "title": _("Mentions"),
        "scope": scope,
        "wanted": wanted,
        "choices": selectors.choices(scope, wanted, request.rights),
        "found": selectors.page(scope, wanted, request.GET.get("before", "")),
    }
    return render(request, "explore/mentions.html", told)


def _looked_at(
    request: Asked, perimeter: Perimeter | None = None, objective: Objective | None = None
) -> tuple[Scope, Filters]:
    beside = selectors.beside(request.rights, request.GET.getlist("beside"))
    if perimeter is not None:
        scope = of_perimeter(perimeter, beside)
    elif objective is not None:
        scope = of_objective(objective, request.rights, beside)
    else:
        raise MissingError(_("There is nothing here, or nothing that you may see."))
    keys = [one.pk for one in beside]
    return scope, Filters.read(request.GET, scope, timezone.localdate(), keys)
