from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.hub.common.acts import Act
from parvis.hub.objectives import services
from parvis.hub.objectives.forms import ObjectiveChoice
from parvis.hub.web.forms import done
from parvis.hub.web.onward import attempt, onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked
    from parvis.hub.objectives.models import Kpi
    from parvis.hub.organisation.public import Unit


@require_POST
@page(Act.DECIDE)
def adapt(request: Asked, unit: Unit) -> HttpResponse:
    """Make an objective from above one of this unit."""
    form = ObjectiveChoice(request.POST, unit=unit)
    if made := done(form, services.adapt, request.actor, unit):
        said = _("It is yours now, as a draft: set its targets, then activate it.")
        return onward(request, said, "objective", made.pk)
    for fault in form.errors.values():
        messages.error(request, str(fault[0]))
    return redirect("unit_objectives", unit.pk)


@require_POST
@page(Act.DECIDE)
def propose(request: Asked, kpi: Kpi) -> HttpResponse:
    """Propose a KPI to the central objective."""
    act = partial(services.propose, request.actor, kpi)
    said = _("It is proposed to whoever decides upon the central objective.")
    return attempt(request, act, said, "objective", kpi.objective_id)


@require_POST
@page(Act.DECIDE)
def take(request: Asked, kpi: Kpi) -> HttpResponse:
    """Take a proposed KPI into the central objective."""
    act = partial(services.take, request.actor, kpi)
    said = _("The central objective has this KPI now.")
    return attempt(request, act, said, "objective", _central(kpi))


@require_POST
@page(Act.DECIDE)
def decline(request: Asked, kpi: Kpi) -> HttpResponse:
    """Decline a proposed KPI."""
    act = partial(services.decline, request.actor, kpi)
    return attempt(
        request, act, _("It is declined; the unit keeps it."), "objective", _central(kpi)
    )


def _central(kpi: Kpi) -> int:
    return kpi.objective.central_id or kpi.objective_id
