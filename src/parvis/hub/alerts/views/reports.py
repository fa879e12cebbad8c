from __future__ import annotations

from copy import copy
from functools import partial
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.alerts import selectors, services
from parvis.hub.alerts.forms import ReportForm
from parvis.hub.alerts.reporting import readers
from parvis.hub.alerts.viewing import kept, scope_of
from parvis.hub.alerts.views.scoping import of_filters, scoped
from parvis.hub.common.acts import Act
from parvis.hub.web.forms import done
from parvis.hub.web.onward import onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.alerts.models import Report
    from parvis.hub.common.asking import Asked
    from parvis.hub.listening.public import Perimeter
    from parvis.hub.objectives.public import Objective


@require_GET
@page(Act.SEE)
def reports(request: Asked) -> HttpResponse:
    """The views that go out by mail."""
    told = {"title": _("Reports by mail"), "reports": selectors.reports(request.rights)}
    return render(request, "alerts/reports.html", told)


@require_GET
@page(Act.SEE)
def report_page(request: Asked, report: Report) -> HttpResponse:
    """A report by mail: of what, when, to whom."""
    selectors.require_seen(request.rights, report)
    told = {"title": report.name, "report": report, "readers": readers(report)}
    return render(request, "alerts/report.html", told)


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def add(
    request: Asked, perimeter: Perimeter | None = None, objective: Objective | None = None
) -> HttpResponse:
    """Have a view be sent by mail."""
    thing, scope = scoped(request, perimeter, objective)
    initial = {"name": scope.title[:120]}
    form = ReportForm(request.POST or None, unit=thing.unit, initial=initial)
    act = partial(services.add_report, filters=request.GET.urlencode())
    if made := done(form, act, request.actor, thing):
        return onward(request, _("It is sent from now on."), "report", made.pk)
    told = {"title": _("Send it by mail"), "form": form, "scope": scope, "unit": thing.unit}
    told |= of_filters(kept(request.GET.urlencode()))
    return render(request, "alerts/report_form.html", told)


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def change(request: Asked, report: Report) -> HttpResponse:
    """Change when a report is sent, and to whom."""
    selectors.require_seen(request.rights, report)
    initial = {"recipients": ", ".join(one.email for one in readers(report))}
    form = ReportForm(
        request.POST or None, unit=report.unit, instance=copy(report), initial=initial
    )
    form.fields["recipients"].label = _("Send it to these people")
    if done(form, services.change_report, request.actor, report):
        return onward(request, _("Saved."), "report", report.pk)
    scope = scope_of(report, request.rights, ())
    told = {"title": _("Edit the report"), "form": form, "scope": scope, "unit": report.unit}
    return render(request, "alerts/report_form.html", told | of_filters(report.filters))


@require_POST
@page(Act.LISTEN)
def remove(request: Asked, report: Report) -> HttpResponse:
    """Send a report no more."""
    selectors.require_seen(request.rights, report)
    services.remove_report(request.actor, report)
    return onward(request, _("It is sent no more."), "reports")
