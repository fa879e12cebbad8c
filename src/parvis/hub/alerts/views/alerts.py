from __future__ import annotations

import datetime as dt
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.alerts import selectors, services
from parvis.hub.alerts.forms import AlertForm, MuteForm, PaceForm
from parvis.hub.alerts.viewing import kept, scope_of
from parvis.hub.alerts.views.scoping import of_filters, scoped
from parvis.hub.common.acts import Act
from parvis.hub.explore.public import beside
from parvis.hub.web.forms import done
from parvis.hub.web.onward import attempt, onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.alerts.models import Alert
    from parvis.hub.common.asking import Asked
    from parvis.hub.listening.public import Perimeter
    from parvis.hub.objectives.public import Objective


@require_GET
@page(Act.SEE)
def inbox(request: Asked) -> HttpResponse:
    """What fired that I was told of, and all alerts that I may see."""
    told = {
        "title": _("Alerts"),
        "notices": selectors.notices(request.user, request.rights),
        "unread": selectors.unread(request.user),
        "alerts": selectors.alerts(request.rights),
        "most": selectors.MOST,
    }
    return render(request, "alerts/inbox.html", told)


@require_POST
@page(Act.SEE)
def read(request: Asked) -> HttpResponse:
    """Have read all that I was told of."""
    services.read(request.actor)
    return redirect("alerts")


@require_GET
@page(Act.SEE)
def alert_page(request: Asked, alert: Alert) -> HttpResponse:
    """An alert: what it watches, how it stands, when it fired, who is told; it is read now."""
    selectors.require_seen(request.rights, alert)
    services.read(request.actor, alert)
    recipients = selectors.recipients(alert)
    mine = next((one for one in recipients if one.person_id == request.user.pk), None)
    told = {
        "title": alert.name,
        "alert": alert,
        "firings": selectors.firings(alert),
        "recipients": recipients,
        "mine": mine,
        "is_muted": alert.muted_until is not None and alert.muted_until > timezone.now(),
        "mute_form": MuteForm(initial={"hours": 24}),
        "pace_form": PaceForm(initial={"pace": mine.pace if mine else "once"}),
    }
    return render(request, "alerts/alert.html", told)


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def add(
    request: Asked, perimeter: Perimeter | None = None, objective: Objective | None = None
) -> HttpResponse:
    """Watch a figure of a view."""
    thing, scope = scoped(request, perimeter, objective)
    initial = {"name": scope.title[:120], "figure": "mentions", "condition": "above", "level": None}
    form = AlertForm(request.POST or None, scope=scope, unit=thing.unit, initial=initial)
    act = partial(services.add_alert, filters=request.GET.urlencode())
    if made := done(form, act, request.actor, thing):
        return onward(request, _("It is watched from now on."), "alert", made.pk)
    told = {"title": _("Set an alert"), "form": form, "scope": scope, "unit": thing.unit}
    return render(request, "alerts/form.html", told | of_filters(kept(request.GET.urlencode())))


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def change(request: Asked, alert: Alert) -> HttpResponse:
    """Change an alert."""
    selectors.require_seen(request.rights, alert)
    others = beside(request.rights, QueryDict(alert.filters).getlist("beside"))
    scope = scope_of(alert, request.rights, others)
    form = AlertForm(request.POST or None, scope=scope, unit=alert.unit, instance=copy(alert))
    if done(form, services.change_alert, request.actor, alert):
        return onward(request, _("Saved."), "alert", alert.pk)
    told = {"title": _("Edit the alert"), "form": form, "scope": scope, "unit": alert.unit}
    return render(request, "alerts/form.html", told | {"alert": alert} | of_filters(alert.filters))


@require_POST
@page(Act.LISTEN)
def mute(request: Asked, alert: Alert) -> HttpResponse:
    """Tell nobody for a while."""
    selectors.require_seen(request.rights, alert)
    form = MuteForm(request.POST)
    hours = form.cleaned_data["hours"] if form.is_valid() else 24
    until = timezone.now() + dt.timedelta(hours=hours)
    act = partial(services.mute, request.actor, alert, until=until)
    said = _("It is muted. What fires meanwhile is remembered, and nobody is told.")
    return attempt(request, act, said, "alert", alert.pk)


@require_POST
@page(Act.LISTEN)
def unmute(request: Asked, alert: Alert) -> HttpResponse:
    """Tell of it again."""
    selectors.require_seen(request.rights, alert)
    services.unmute(request.actor, alert)
    return onward(request, _("It tells again when it fires."), "alert", alert.pk)


@require_POST
@page(Act.SEE)
def follow(request: Asked, alert: Alert) -> HttpResponse:
    """Be told, at one's own pace."""
    selectors.require_seen(request.rights, alert)
    pace = request.POST.get("pace", "once")
    act: Any = partial(services.follow, request.actor, alert, pace=pace)
    return attempt(request, act, _("Saved."), "alert", alert.pk)


@require_POST
@page(Act.SEE)
def leave(request: Asked, alert: Alert) -> HttpResponse:
    """Be told no more."""
    selectors.require_seen(request.rights, alert)
    services.leave(request.actor, alert)
    return onward(request, _("You are told of it no more."), "alert", alert.pk)


@require_POST
@page(Act.LISTEN)
def remove(request: Asked, alert: Alert) -> HttpResponse:
    """Remove an alert."""
    selectors.require_seen(request.rights, alert)
    services.remove_alert(request.actor, alert)
    return onward(request, _("The alert is removed."), "alerts")
