from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.hub.common.acts import Act
from parvis.hub.objectives import catalogue, selectors, services
from parvis.hub.objectives.forms import EntryForm, MeasureForm
from parvis.hub.web.forms import done
from parvis.hub.web.onward import onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked
    from parvis.hub.objectives.models import Entry, Measure
    from parvis.hub.organisation.public import Unit


@require_http_methods(["GET", "POST"])
@page(Act.DECIDE)
def entries(request: Asked, unit: Unit) -> HttpResponse:
    """What was counted at a unit, and what is asked for."""
    asked = selectors.asked_for(unit)
    form = EntryForm(request.POST or None, unit=unit, asked=set(asked), initial=_said(request))
    if done(form, _entered, request, unit):
        return onward(request, _("Entered. Its KPIs are computed anew now."), "entries", unit.pk)
    known = catalogue.counted(unit.path)
    held = list(selectors.entries_at(unit))
    last = {entry.measure: entry for entry in reversed(held)}
    told = {
        "title": _("Figures of %(name)s") % {"name": unit},
        "unit": unit,
        "form": form,
        "entries": [(entry, known.get(entry.measure)) for entry in held],
        "asked": [(one, last.get(name)) for name, one in sorted(asked.items())],
    }
    return render(request, "objectives/entries.html", told)


@require_POST
@page(Act.DECIDE)
def remove(request: Asked, entry: Entry) -> HttpResponse:
    """Remove what was entered."""
    services.remove_entry(request.actor, entry)
    said = _("The figure is removed. Its KPIs are computed anew now.")
    return onward(request, said, "entries", entry.unit_id)


@require_http_methods(["GET", "POST"])
@page(Act.DECIDE)
def measures(request: Asked, unit: Unit) -> HttpResponse:
    """The measures that formulas at a unit may name; add one."""
    form = MeasureForm(request.POST or None)
    if done(form, services.add_measure, request.actor, unit):
        return onward(request, _("The measure is added."), "measures", unit.pk)
    told = {
        "title": _("Measures at %(name)s") % {"name": unit},
        "unit": unit,
        "form": form,
        "own": selectors.measures_at(unit),
        "known": [one for one in catalogue.counted(unit.path).values() if not one.is_own],
    }
    return render(request, "objectives/measures.html", told)


@require_POST
@page(Act.DECIDE)
def remove_measure(request: Asked, measure: Measure) -> HttpResponse:
    """Remove a measure that nothing uses."""
    services.remove_measure(request.actor, measure)
    return onward(request, _("The measure is removed."), "measures", measure.unit_id)


def _entered(request: Asked, unit: Unit, **figure: Any) -> Entry:
    return services.enter(request.actor, unit, services.Figure(**figure))


def _said(request: Asked) -> dict[str, str]:
    return {"measure": request.GET.get("measure", "")[:64]}
