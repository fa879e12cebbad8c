from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from parvis.hub.common.acts import Act
from parvis.hub.objectives import selectors, traces
from parvis.hub.objectives.reasons import reason
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked


@require_GET
@page(Act.SEE)
def why(request: Asked, **named: Any) -> HttpResponse:
    """Why something is active: its objective, how that stands, whose it is, since when."""
    ((kind, thing),) = named.items()
    held = reason(request.rights, kind, thing)
    told = {"title": held.question, "thing": thing, "overall": held.overall}
    return render(request, "objectives/why.html", told | {"may_open": held.may_open})


@require_GET
@page(Act.SEE)
def coverage(request: Asked) -> HttpResponse:
    """How much of what is active serves an objective; what is counted for nobody."""
    held = traces.coverage(request.rights)
    active = sum(one.active for one in held)
    serving = sum(one.serving for one in held)
    told = {
        "title": _("What is active, and what for"),
        "held": held,
        "active": active,
        "serving": serving,
        "share": round(100 * serving / active) if active else 100,
        "unasked": selectors.asked_of_nobody(request.rights),
        "silent": selectors.silent(request.rights),
    }
    return render(request, "objectives/coverage.html", told)
