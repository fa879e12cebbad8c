from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.objectives import catalogue, selectors, services
from parvis.hub.objectives.forms import EntryForm, MeasureForm
from parvis.hub.objectives.importing import FIGURES
from parvis.hub.organisation.public import left_out, offered, shown
from parvis.hub.web.forms import blame
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked
    from parvis.hub.objectives.models import Entry, Measure
    from parvis.hub.organisation.public import Unit, Upload


@require_http_methods(["GET", "POST"])
@page(Act.DECIDE)
def entries(request: Asked, unit: Unit) -> HttpResponse:
    """What was counted at a unit, and what is asked for."""
    asked = selectors.asked_for(unit)
    form = EntryForm(request.POST or None, unit=unit, asked=set(asked), initial=_said(request))
    if form.is_valid():
        try:
            services.enter(request.actor, unit, services.Figure(**form.cleaned_data))
        except RefusedError as fault:
            blame(form, fault)
        else:
            messages.success(request, _("Entered. Its KPIs are computed anew now."))
            return redirect("entries", unit.pk)
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
    messages.success(request, _("The figure is removed. Its KPIs are computed anew now."))
    return redirect("entries", entry.unit_id)


@require_http_methods(["GET", "POST"])
@page(Act.DECIDE)
def measures(request: Asked, unit: Unit) -> HttpResponse:
    """The measures that formulas at a unit may name; add one."""
    form = MeasureForm(request.POST or None)
    if form.is_valid():
        try:
            services.add_measure(request.actor, unit, **form.cleaned_data)
        except RefusedError as fault:
            blame(form, fault)
        else:
            messages.success(request, _("The measure is added."))
            return redirect("measures", unit.pk)
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
    unit = measure.unit_id
    services.remove_measure(request.actor, measure)
    messages.success(request, _("The measure is removed."))
    return redirect("measures", unit)


@require_http_methods(["GET", "POST"])
@page(Act.DECIDE)
def offer_file(request: Asked, unit: Unit) -> HttpResponse:
    """Take a file of figures, so as to show what it would do."""
    return offered(request, unit, FIGURES)


@require_http_methods(["GET", "POST"])
@page(Act.DECIDE)
def show_file(request: Asked, upload: Upload) -> HttpResponse:
    """What a file of figures would do; asked again, do it."""
    return shown(request, upload, FIGURES)


@require_GET
@page(Act.DECIDE)
def file_faults(request: Asked, upload: Upload) -> HttpResponse:
    """The rows that are left out, with their line and why, as a file."""
    return left_out(request, upload, FIGURES)


def _said(request: Asked) -> dict[str, str]:
    return {"measure": request.GET.get("measure", "")[:64]}
