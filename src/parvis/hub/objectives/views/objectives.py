from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.common.acts import Act
from parvis.hub.objectives import drift, exporting, selectors, services, traces
from parvis.hub.objectives.forms import ObjectiveForm
from parvis.hub.objectives.sparks import spark
from parvis.hub.organisation.public import above, tops
from parvis.hub.web.files import as_file
from parvis.hub.web.forms import done
from parvis.hub.web.onward import attempt, onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked
    from parvis.hub.objectives.models import Objective
    from parvis.hub.objectives.standing import Overall
    from parvis.hub.organisation.public import Unit


@require_GET
@page(Act.SEE)
def all_objectives(request: Asked) -> HttpResponse:
    """The objectives of all units that I may see."""
    state = request.GET.get("state", "")
    found = selectors.visible(request.rights)
    if state in {"draft", "live", "closed"}:
        found = found.filter(state=state)
    told = {
        "title": _("Objectives"),
        "held": selectors.board(found),
        "state": state,
        "most": selectors.MOST,
        "top": tops(request.rights, Act.DECIDE).first(),
    }
    return render(request, "objectives/list.html", told)


@require_GET
@page(Act.SEE)
def of_unit(request: Asked, unit: Unit) -> HttpResponse:
    """The objectives that hold at a unit: its own, and those of the units above it."""
    held = selectors.board(selectors.holding_at(unit).exclude(state="closed"))
    own = [one for one in held if one.objective.unit_id == unit.pk]
    inherited = [one for one in held if one.objective.unit_id != unit.pk]
    told = {
        "title": _("Objectives of %(name)s") % {"name": unit},
        "unit": unit,
        "way": above([unit])[unit.pk],
        "own": own,
        "inherited": inherited,
        "adaptable": _adaptable(own, inherited),
    }
    return render(request, "objectives/unit.html", told)


@require_GET
@page(Act.SEE)
def objective_page(request: Asked, objective: Objective) -> HttpResponse:
    """Whether an objective is on track, and by which KPIs."""
    held = selectors.overall(objective)
    histories = selectors.histories(stand.kpi for stand in held.stands)
    serving = [(kind, list(active[:20])) for kind, active in traces.serving([objective.pk])]
    told = {
        "title": objective.statement,
        "objective": objective,
        "overall": held,
        "kpis": [
            (stand, spark(stand.kpi, histories[stand.kpi.pk]), histories[stand.kpi.pk][::-1][:26])
            for stand in held.stands
        ],
        "serving": [(kind, active) for kind, active in serving if active],
        "drift": drift.drift(objective),
        "adapted": drift.adaptations(objective),
        "proposals": drift.proposals(objective),
        "lacking": any(stand.missing for stand in held.stands),
    }
    return render(request, "objectives/objective.html", told)


@require_GET
@page(Act.SEE)
def readings_file(request: Asked, objective: Objective) -> HttpResponse:
    """All that its KPIs read, as a file."""
    return as_file(exporting.rows(objective), f"objective-{objective.pk}.csv")


@require_http_methods(["GET", "POST"])
@page(Act.DECIDE)
def add(request: Asked, unit: Unit) -> HttpResponse:
    """State an objective of a unit; its KPIs are chosen next."""
    initial = {"owner": request.user.pk, "begins_on": timezone.localdate()}
    form = ObjectiveForm(request.POST or None, unit=unit, initial=initial)
    if made := done(form, services.state_objective, request.actor, unit):
        return redirect("pick_kpis", made.pk)
    told: dict[str, Any] = {"title": _("An objective of %(name)s") % {"name": unit}, "form": form}
    told |= {"unit": unit, "step": 1, "verb": _("Next: choose KPIs")}
    return render(request, "objectives/form.html", told)


@require_http_methods(["GET", "POST"])
@page(Act.DECIDE)
def change(request: Asked, objective: Objective) -> HttpResponse:
    """Change what an objective says."""
    unit, kpis = objective.unit, objective.kpis.count()
    form = ObjectiveForm(request.POST or None, unit=unit, kpis=kpis, initial=_said(objective))
    if done(form, services.change, request.actor, objective):
        return onward(request, _("Saved."), "objective", objective.pk)
    told = {"title": _("Edit the objective"), "form": form, "objective": objective, "unit": unit}
    return render(request, "objectives/form.html", told | {"verb": _("Save")})


@require_POST
@page(Act.DECIDE)
def activate(request: Asked, objective: Objective) -> HttpResponse:
    """Make a draft live, or say what it lacks."""
    act = partial(services.activate, request.actor, objective)
    said = _("It is live: things may be activated that serve it.")
    return attempt(request, act, said, "objective", objective.pk)


@require_POST
@page(Act.DECIDE)
def close(request: Asked, objective: Objective) -> HttpResponse:
    """Close an objective, or say what rests on it."""
    act = partial(services.close, request.actor, objective)
    return attempt(request, act, _("It is closed; its figures stay."), "objective", objective.pk)


def _adaptable(own: list[Overall], inherited: list[Overall]) -> list[Objective]:
    """Those from above that are live, and not adapted yet."""
    adapted = {one.objective.central_id for one in own}
    found = [one.objective for one in inherited]
    return [one for one in found if one.state == "live" and one.pk not in adapted]


def _said(objective: Objective) -> dict[str, Any]:
    names = ("statement", "family", "why", "begins_on", "waiver")
    return {name: getattr(objective, name) for name in names} | {"owner": objective.owner_id}
