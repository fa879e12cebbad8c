from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError
from parvis.hub.explore import panels, selectors, services
from parvis.hub.explore.forms import CorrectionForm, NoteForm, TagForm, ViewForm
from parvis.hub.explore.frames import as_of_now, settled
from parvis.hub.explore.leads import leads
from parvis.hub.explore.looking import looked_at
from parvis.hub.explore.naming import may_name
from parvis.hub.explore.templatetags.explore import address
from parvis.hub.web.forms import done
from parvis.hub.web.onward import attempt
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked
    from parvis.hub.explore.models import Note, View
    from parvis.hub.listening.public import Perimeter

ARRIVING: Final = 3
"""Mentions that the page of a perimeter shows as they come."""


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
    scope, asked = looked_at(request, **thing)
    wanted = settled(asked)
    told = {
        "title": scope.title,
        "scope": scope,
        "wanted": wanted,
        "choices": selectors.choices(scope, wanted, request.rights),
        "facts": selectors.facts(scope, wanted),
        "kinds": panels.kinds_of(scope),
        "views": selectors.views(scope),
        "notes": selectors.notes(scope, wanted),
        "view_form": ViewForm(),
        "note_form": NoteForm(initial={"day": wanted.until}),
        "leads": leads(request.rights, scope, wanted),
    }
    return render(request, "explore/dashboard.html", told)


@require_GET
@page(Act.SEE)
def figure(request: Asked, name: str, **thing: Any) -> HttpResponse:
    """One figure of a dashboard."""
    scope, wanted = looked_at(request, **thing)
    if name not in panels.kinds_of(scope):
        raise MissingError(_("There is no such figure."))
    shown = panels.show(scope, wanted, name)
    told = {
        "shown": shown,
        "panel": shown.panel,
        "scope": scope,
        "wanted": wanted,
        "openings": selectors.openings(scope, wanted, shown.figures),
    }
    return render(request, "explore/parts/figure.html", told)


@require_GET
@page(Act.SEE)
def mentions(request: Asked, **thing: Any) -> HttpResponse:
    """The mentions behind a figure, the newest first."""
    scope, wanted = looked_at(request, **thing)
    told = {
        "title": _("Mentions"),
        "scope": scope,
        "wanted": wanted,
        "choices": selectors.choices(scope, wanted, request.rights),
        "found": selectors.page(
            scope,
            settled(wanted),
            request.GET.get("before", ""),
            with_names=may_name(request.rights, scope),
        ),
        "criteria": selectors.criteria(),
    }
    return render(request, "explore/mentions.html", told)


@require_GET
@page(Act.SEE)
def arriving(request: Asked, perimeter: Perimeter) -> HttpResponse:
    """What was found of late, for the page of a perimeter that stays open."""
    scope, asked = looked_at(request, perimeter)
    wanted = as_of_now(asked)
    names = may_name(request.rights, scope)
    told = {
        "scope": scope,
        "wanted": wanted,
        "found": selectors.page(scope, wanted, "", with_names=names, most=ARRIVING),
    }
    return render(request, "explore/parts/arriving.html", told)


@require_POST
@page(Act.LISTEN)
def correct(request: Asked, perimeter: Perimeter) -> HttpResponse:
    """Say what a mention is, where the machine read something else."""
    form = CorrectionForm(request.POST)
    made = done(form, services.correct, request.actor, perimeter)
    if made is None:
        messages.error(request, _("A mention cannot be called that."))
    else:
        messages.success(request, _("Corrected: the figures go by it from now on."))
    return redirect(_back(request, reverse("explore_perimeter_mentions", args=[perimeter.pk])))


@require_POST
@page(Act.LISTEN)
def tag(request: Asked, perimeter: Perimeter) -> HttpResponse:
    """Give a mention words of one's own."""
    form = TagForm(request.POST)
    if form.is_valid():
        services.tag(request.actor, perimeter, **form.cleaned_data)
        messages.success(request, _("The tags are kept."))
    else:
        faults = form.errors.get("words") or [_("It is no mention.")]
        messages.error(request, " ".join(map(str, faults)))
    return redirect(_back(request, reverse("explore_perimeter_mentions", args=[perimeter.pk])))


@require_POST
@page(Act.SEE)
def save(request: Asked, **thing: Any) -> HttpResponse:
    """Keep a dashboard with its filters."""
    scope, wanted = looked_at(request, **thing)
    if done(
        ViewForm(request.POST),
        partial(services.save_view, request.actor, scope, address=wanted.address),
    ):
        messages.success(request, _("The view is kept, for all who see this unit."))
    return redirect(f"{address(scope)}?{wanted.address}")


@require_POST
@page(Act.SEE)
def note(request: Asked, **thing: Any) -> HttpResponse:
    """Say what happened on a day."""
    scope, wanted = looked_at(request, **thing)
    if done(NoteForm(request.POST), services.note, request.actor, scope):
        messages.success(request, _("The note is kept."))
    return redirect(f"{address(scope)}?{wanted.address}")


@require_POST
@page(Act.SEE)
def drop_view(request: Asked, view: View) -> HttpResponse:
    """Take a view away."""
    return _dropped(request, view)


@require_POST
@page(Act.SEE)
def drop_note(request: Asked, note: Note) -> HttpResponse:
    """Take a note away."""
    return _dropped(request, note)


def _dropped(request: Asked, held: View | Note) -> HttpResponse:
    thing = held.perimeter or held.objective
    kind = "perimeter" if held.perimeter else "objective"
    if thing is None:
        raise MissingError(_("There is nothing here, or nothing that you may see."))
    drop = partial(services.drop, request.actor, held, thing.unit.path)
    return attempt(request, drop, _("It is taken away."), f"explore_{kind}", thing.pk)


def _back(request: Asked, otherwise: str) -> str:
    """The page that was left for an act, if it is one of ours."""
    asked = request.POST.get("back", "")
    return asked if asked.startswith("/explore/") else otherwise
