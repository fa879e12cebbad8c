from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError
from parvis.hub.listening import checking, keeping, selectors, services
from parvis.hub.listening.allowing import top_of
from parvis.hub.listening.asking_views import told_of
from parvis.hub.listening.expecting import gaps
from parvis.hub.listening.forms import KeyedSourceForm, ObjectiveForm, SourceForm
from parvis.hub.listening.importing.views import file_of
from parvis.hub.listening.reckoning import reckoned
from parvis.hub.listening.words import KEYS, KINDS
from parvis.hub.organisation.public import tops
from parvis.hub.web.forms import done
from parvis.hub.web.onward import attempt, onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked
    from parvis.hub.listening.models import Perimeter, Source
    from parvis.hub.organisation.public import Unit


@require_GET
@page(Act.SEE)
def overview(request: Asked) -> HttpResponse:
    """To what we listen, where, and how that does."""
    told = {
        "title": _("Listening"),
        "perimeters": selectors.perimeters(request.rights),
        "top": tops(request.rights, Act.LISTEN).first(),
        "most": selectors.MOST,
    }
    return render(request, "listening/overview.html", told | _now(request))


@require_GET
@page(Act.SEE)
def now(request: Asked) -> HttpResponse:
    """How sources do at this moment, for a page that is open."""
    return render(request, "listening/parts/now.html", _now(request))


@require_GET
@page(Act.SEE)
def perimeter_page(request: Asked, perimeter: Perimeter) -> HttpResponse:
    """A perimeter: its query, each version of it, and for what it is there."""
    told = {
        "title": perimeter.name,
        "thing": perimeter,
        "wordings": perimeter.wordings.select_related("by")[:50],
    }
    return render(request, "listening/perimeter.html", told)


@require_GET
@page(Act.SEE)
def source_page(request: Asked, source: Source) -> HttpResponse:
    """A source: its settings, how it does, and for what it is there."""
    told = {
        "title": source.name,
        "thing": source,
        "kind": KINDS.get(source.kind, source.kind),
        "settings": checking.text_of(source.settings),
        "key": keeping.kept(source),
        "takes_key": source.kind in KEYS,
    }
    trial = source.trials.first() if request.rights.may(Act.LISTEN, source.unit.path) else None
    told |= (told_of(trial) if trial else {}) | file_of(request, source)
    return render(request, "listening/source.html", told)


@require_GET
@page(Act.SEE)
def source_days(request: Asked, source: Source) -> HttpResponse:
    """What a source gave each day, and what is to be expected of it, for its page."""
    told = {"thing": source, "found": reckoned(source), "gaps": gaps(source)}
    return render(request, "listening/parts/days.html", told)


@require_GET
@page(Act.LISTEN)
def choose_kind(request: Asked, unit: Unit) -> HttpResponse:
    """Choose of which kind a source is."""
    told = {"title": _("A source of %(name)s") % {"name": unit}, "unit": unit, "kinds": KINDS}
    return render(request, "listening/kinds.html", told)


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def add_source(request: Asked, unit: Unit, kind: str) -> HttpResponse:
    """Add a source of a kind to a unit."""
    if kind not in KINDS:
        raise MissingError(_("There is no such kind of source."))
    initial = {"settings": checking.example(kind)}
    is_keyed = kind in KEYS and request.rights.may(Act.OWN, top_of(unit))
    form = (KeyedSourceForm if is_keyed else SourceForm)(request.POST or None, initial=initial)
    if is_keyed:
        form.fields["secret"].help_text = KEYS[kind]
    act = services.add_keyed_source if is_keyed else services.add_source
    if made := done(form, partial(act, kind=kind), request.actor, unit):
        return redirect("activate_source", made.pk)
    told = {"title": KINDS[kind], "form": form, "verb": _("Next: for what"), "unit": unit}
    return render(request, "listening/form.html", told | {"kind": kind})


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def change_source(request: Asked, source: Source) -> HttpResponse:
    """Change a source; it goes on where it was."""
    initial = {"name": source.name, "settings": checking.text_of(source.settings)}
    form = SourceForm(request.POST or None, initial=initial)
    if done(form, services.change_source, request.actor, source):
        return onward(request, _("Saved."), "source", source.pk)
    told = {"title": _("Edit %(name)s") % {"name": source}, "form": form, "thing": source}
    return render(request, "listening/form.html", told | {"verb": _("Save")})


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def activate(request: Asked, **named: Any) -> HttpResponse:
    """Have a perimeter or a source be listened to, for an objective."""
    ((kind, thing),) = named.items()
    form = ObjectiveForm(
        request.POST or None, unit=thing.unit, initial={"objective": thing.objective}
    )
    doubts = done(form, services.activate, request.actor, thing)
    if doubts is not None:
        said = _("It is active: the listener takes it up within seconds.")
        return onward(request, said, kind, thing.pk, doubts=doubts)
    told = {"title": _("For what is %(name)s listened to?") % {"name": thing}, "form": form}
    return render(request, "listening/activate.html", told | {"thing": thing, "unit": thing.unit})


@require_POST
@page(Act.LISTEN)
def retire(request: Asked, **named: Any) -> HttpResponse:
    """Have a perimeter or a source be listened to no more."""
    ((kind, thing),) = named.items()
    act = partial(services.retire, request.actor, thing)
    return attempt(request, act, _("It is retired; what it gave stays."), kind, thing.pk)


def _now(request: Asked) -> dict[str, Any]:
    return {
        "whole": selectors.whole(request.rights),
        "sources": selectors.sources(request.rights),
        "ending": keeping.ending(),
    }
