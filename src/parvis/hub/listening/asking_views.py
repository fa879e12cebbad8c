"""A source is tried, and given its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError, RefusedError
from parvis.hub.listening import keeping, services, trying
from parvis.hub.listening.allowing import top_of
from parvis.hub.listening.forms import KeyForm
from parvis.hub.listening.words import KEYS, KINDS
from parvis.hub.web.forms import done
from parvis.hub.web.onward import onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked
    from parvis.hub.listening.models import Source, Trial
    from parvis.hub.organisation.public import Unit


@require_POST
@page(Act.LISTEN)
def try_source(request: Asked, source: Source) -> HttpResponse:
    """Try a source as it is."""
    return _begun(request, source.unit, lambda: trying.try_source(request.actor, source))


@require_POST
@page(Act.LISTEN)
def try_settings(request: Asked, unit: Unit, kind: str) -> HttpResponse:
    """Try what somebody is about to add."""
    if kind not in KINDS:
        raise MissingError(_("There is no such kind of source."))
    said = {"settings": request.POST.get("settings", ""), "secret": request.POST.get("secret", "")}
    act = trying.try_settings
    return _begun(request, unit, lambda: act(request.actor, unit, kind=kind, **said))


@require_GET
@page(Act.LISTEN)
def trial_page(request: Asked, trial: Trial) -> HttpResponse:
    """What came when a source was tried."""
    return _shown(request, trial.unit, told_of(trial))


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def source_key(request: Asked, source: Source) -> HttpResponse:
    """Give a source the key that it is asked with, or another one."""
    form = KeyForm(request.POST or None)
    form.fields["secret"].help_text = KEYS.get(source.kind, "")
    if done(form, services.keep_key, request.actor, source):
        return onward(request, _("It is kept, sealed."), "source", source.pk)
    told = {"title": _("The key of %(name)s") % {"name": source}, "form": form, "thing": source}
    told |= {"key": keeping.kept(source), "top": top_of(source.unit)}
    return render(request, "listening/key.html", told)


def told_of(trial: Trial) -> dict[str, Any]:
    """Return what a page shows of a trial."""
    told = dict(trial.told or {})
    return {"trial": trial, "told": told | {"newest": parse_datetime(told.get("newest") or "")}}


def _begun(request: Asked, unit: Unit, act: Callable[[], Trial]) -> HttpResponse:
    try:
        trial = act()
    except RefusedError as fault:
        return _shown(request, unit, {"refused": str(fault.text)})
    return _shown(request, unit, told_of(trial)) if request.htmx else redirect("trial", trial.pk)


def _shown(request: Asked, unit: Unit, told: dict[str, Any]) -> HttpResponse:
    if request.htmx:
        return render(request, "listening/parts/trial.html", told)
    trial = told.get("trial")
    told |= {"title": _("What came of the test"), "unit": unit}
    return render(request, "listening/trial.html", told | {"thing": trial and trial.source})
