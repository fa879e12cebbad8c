from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.objectives import catalogue, selectors, services
from parvis.hub.objectives.figures import unit_of
from parvis.hub.objectives.forms import KpiForm, TargetForm
from parvis.hub.objectives.words import source_of
from parvis.hub.web.forms import done
from parvis.hub.web.onward import attempt, onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked
    from parvis.hub.objectives.models import Kpi, Objective


@require_http_methods(["GET", "POST"])
@page(Act.DECIDE)
def pick(request: Asked, objective: Objective) -> HttpResponse:
    """Choose among the KPIs of the family."""
    if request.method == "POST":
        return _picked(request, objective)
    told = {
        "title": _("Which KPIs tell whether it is met?"),
        "objective": objective,
        "unit": objective.unit,
        "step": 2,
        "offered": _offered(objective),
    }
    return render(request, "objectives/pick.html", told)


@require_http_methods(["GET", "POST"])
@page(Act.DECIDE)
def targets(request: Asked, objective: Objective) -> HttpResponse:
    """Set baseline, target and days of all KPIs that lack them."""
    held = [stand for stand in selectors.overall(objective).stands if stand.missing]
    if not held:
        return redirect("objective", objective.pk)
    forms = [
        TargetForm(request.POST or None, prefix=str(stand.kpi.pk), initial=_days(stand.kpi))
        for stand in held
    ]
    pairs = list(zip(held, forms, strict=True))
    if all(form.is_valid() for form in forms) and all(
        done(form, services.set_targets, request.actor, stand.kpi) for stand, form in pairs
    ):
        said = _("Saved. Activate the objective when it says what you mean.")
        return onward(request, said, "objective", objective.pk)
    told = {"title": _("From where to where, and by when?"), "objective": objective, "step": 3}
    told |= {"unit": objective.unit, "pairs": pairs}
    return render(request, "objectives/targets.html", told)


@require_http_methods(["GET", "POST"])
@page(Act.DECIDE)
def add(request: Asked, objective: Objective) -> HttpResponse:
    """Add a KPI of one's own."""
    form = KpiForm(request.POST or None)
    if kpi := done(form, services.add_kpi, request.actor, objective):
        return _saved(request, kpi)
    return _form(request, objective, form, _("A KPI of your own"))


@require_http_methods(["GET", "POST"])
@page(Act.DECIDE)
def change(request: Asked, kpi: Kpi) -> HttpResponse:
    """Change a KPI."""
    initial = {name: getattr(kpi, name) for name in services.kpis.TOLD}
    form = KpiForm(request.POST or None, initial=initial)
    if done(form, services.change_kpi, request.actor, kpi):
        return _saved(request, kpi)
    return _form(request, kpi.objective, form, catalogue.name_of(kpi))


@require_POST
@page(Act.DECIDE)
def remove(request: Asked, kpi: Kpi) -> HttpResponse:
    """Remove a KPI."""
    act = partial(services.remove_kpi, request.actor, kpi)
    return attempt(request, act, _("The KPI is removed."), "objective", kpi.objective_id)


@require_GET
@page(Act.DECIDE)
def told(request: Asked, objective: Objective) -> HttpResponse:
    """What a KPI would be understood as, while it is written."""
    level = catalogue.level_of(request.GET.get("name", "")[:120])
    fault = ""
    formula, unit = request.GET.get("formula", "")[:500], request.GET.get("measured_in", "")[:40]
    if formula and unit:
        try:
            catalogue.formula_of(formula, unit, objective.unit.path)
        except RefusedError as refused:
            fault = str(refused.text)
    said = {"level": level, "fault": fault, "is_checked": bool(formula and unit)}
    return render(request, "objectives/parts/told.html", said)


def _form(request: Asked, objective: Objective, form: KpiForm, title: str) -> HttpResponse:
    said = {
        "title": title,
        "form": form,
        "objective": objective,
        "unit": objective.unit,
        "measures": catalogue.counted(objective.unit.path).values(),
    }
    return render(request, "objectives/kpi.html", said)


def _saved(request: Asked, kpi: Kpi) -> HttpResponse:
    told = {"level": kpi.get_level_display()}
    said = _("Saved. It tells of: %(level)s.") % told
    return onward(request, said, "objective", kpi.objective_id)


def _picked(request: Asked, objective: Objective) -> HttpResponse:
    try:
        services.pick(request.actor, objective, request.POST.getlist("keys"))
    except RefusedError as fault:
        messages.error(request, str(fault.text))
        return redirect("objective", objective.pk)
    return redirect("set_targets", objective.pk)


def _days(kpi: Kpi) -> dict[str, Any]:
    since = kpi.since or kpi.objective.begins_on
    return {"baseline": kpi.baseline, "since": since, "target": kpi.target, "due": kpi.due}


def _offered(objective: Objective) -> list[dict[str, Any]]:
    family = catalogue.defaults(objective.family)
    held = set(objective.kpis.values_list("key", flat=True))
    return [
        {
            "key": key,
            "words": catalogue.words_of(one),
            "formula": one.formula,
            "unit": unit_of(one.unit) or _("a ratio"),
            "level": one.level,
            "counter": catalogue.words_of(family[one.counter]),
            "source": source_of(", ".join(one.sources)),
            "is_lower": one.better == "lower",
            "is_held": key in held,
        }
        for key, one in family.items()
    ]
