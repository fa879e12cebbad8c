from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.hub.common.acts import Act
from parvis.hub.editor import drafts
from parvis.hub.editor.carrying import carried
from parvis.hub.editor.forms import PRODUCTS, PerimeterForm
from parvis.hub.listening.public import add_perimeter as add
from parvis.hub.listening.public import change_perimeter as change
from parvis.hub.web.forms import done
from parvis.hub.web.onward import onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked
    from parvis.hub.listening.public import Perimeter
    from parvis.hub.organisation.public import Unit


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def add_perimeter(request: Asked, unit: Unit) -> HttpResponse:
    """Write the first query of a perimeter."""
    form = PerimeterForm(request.POST or None)
    if _is_saved(request) and (made := done(form, add, request.actor, unit)):
        return redirect("activate_perimeter", made.pk)
    told = {"title": _("A perimeter of %(name)s") % {"name": unit}, "unit": unit}
    return _editor(request, form, told | {"verb": _("Next: for what")})


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def change_perimeter(request: Asked, perimeter: Perimeter) -> HttpResponse:
    """Write a perimeter anew; another query is another version."""
    initial = {name: getattr(perimeter, name) for name in ("name", "query", "is_ours")}
    form = PerimeterForm(request.POST or None, initial=initial)
    if _is_saved(request) and done(form, change, request.actor, perimeter) is not None:
        return onward(request, _("Saved."), "perimeter", perimeter.pk)
    told = {"title": _("Edit %(name)s") % {"name": perimeter}, "thing": perimeter}
    return _editor(request, form, told | {"unit": perimeter.unit, "verb": _("Save")})


@require_POST
@page(Act.LISTEN)
def try_query(request: Asked, unit: Unit) -> HttpResponse:
    """What a query finds, while it is being written."""
    told = _tried(request, request.POST.get("query", ""))
    return render(request, "editor/parts/answer.html", told | {"unit": unit})


def _editor(request: Asked, form: PerimeterForm, told: dict[str, Any]) -> HttpResponse:
    asked = request.POST.get("do", "")
    if asked == "carry":
        came = carried(request.POST.get("query", ""), request.POST.get("product", ""))
        form = PerimeterForm(request.POST.dict() | {"query": came.query})
        told |= {"carried": came}
    text = str(form["query"].value() or "")
    told |= _tried(request, text) if asked else {"draft": drafts.read(text), "is_begun": text}
    return render(request, "editor/editor.html", told | {"form": form, "products": PRODUCTS})


def _is_saved(request: Asked) -> bool:
    return request.method == "POST" and request.POST.get("do", "save") == "save"


def _tried(request: Asked, text: str) -> dict[str, Any]:
    draft, pasted = drafts.read(text), request.POST.get("pasted", "")
    return {
        "draft": draft,
        "found": drafts.find(draft, request.rights),
        "pasted": pasted,
        "against": drafts.held_against(draft, pasted),
    }
