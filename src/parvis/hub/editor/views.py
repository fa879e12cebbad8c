from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError
from parvis.hub.editor import drafts, judging
from parvis.hub.editor.carrying import carried
from parvis.hub.editor.changes import change, edits
from parvis.hub.editor.forms import PRODUCTS, PerimeterForm
from parvis.hub.editor.learning import lesson
from parvis.hub.editor.recent import get_ready
from parvis.hub.listening.public import add_perimeter as add
from parvis.hub.listening.public import change_perimeter as save
from parvis.hub.web.forms import done
from parvis.hub.web.onward import attempt, onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked
    from parvis.hub.listening.public import Perimeter
    from parvis.hub.organisation.public import Unit

VERSIONS: Final = 200


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
    if _is_saved(request) and done(form, save, request.actor, perimeter) is not None:
        return onward(request, _("Saved."), "perimeter", perimeter.pk)
    told = {"title": _("Edit %(name)s") % {"name": perimeter}, "thing": perimeter}
    return _editor(request, form, told | {"unit": perimeter.unit, "verb": _("Save")})


@require_POST
@page(Act.LISTEN)
def try_query(
    request: Asked, unit: Unit | None = None, perimeter: Perimeter | None = None
) -> HttpResponse:
    """What a query finds, while it is being written."""
    text = request.POST.get("query", "")
    told = _tried(request, text) | _against(request, text, perimeter) | {"unit": unit}
    return render(request, "editor/parts/answer.html", told)


@require_GET
@page(Act.LISTEN)
def changes(request: Asked, perimeter: Perimeter) -> HttpResponse:
    """What a version of a perimeter changed, in its words and in mentions."""
    held = {one.number: one for one in perimeter.wordings.all()[:VERSIONS]}
    number = _number(request.GET.get("version", "")) or perimeter.version
    before, after = held.get(number - 1), held.get(number)
    if after is None and number != perimeter.version:
        raise MissingError(_("There is no such version."))
    told: dict[str, Any] = {"title": _("Version %(n)s") % {"n": number}, "thing": perimeter}
    told |= {"number": number, "wording": after, "held": held, "before": before}
    if before is not None and after is not None:
        told["edits"] = edits(before.query, after.query)
        told["change"] = change(before.query, after.query, request.rights)
    return render(request, "editor/changes.html", told)


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def judge(request: Asked, perimeter: Perimeter) -> HttpResponse:
    """Read some of what a perimeter finds, and see what that says of its query."""
    if request.method == "POST":
        said = {
            name.removeprefix("m-"): value == "yes"
            for name, value in request.POST.items()
            if name.startswith("m-") and value in {"yes", "no"}
        }
        act = partial(judging.judge, request.actor, perimeter, said)
        return attempt(request, act, _("Kept."), "judge_perimeter", perimeter.pk)
    told = {
        "title": _("Read what %(name)s finds") % {"name": perimeter},
        "thing": perimeter,
        "quotes": judging.draw(perimeter, request.rights),
        "lesson": lesson(perimeter, request.rights),
    }
    return render(request, "editor/judge.html", told)


def _editor(request: Asked, form: PerimeterForm, told: dict[str, Any]) -> HttpResponse:
    get_ready()
    asked = request.POST.get("do", "")
    if asked == "carry":
        came = carried(request.POST.get("query", ""), request.POST.get("product", ""))
        form = PerimeterForm(request.POST.dict() | {"query": came.query})
        told |= {"carried": came}
    text = str(form["query"].value() or "")
    told |= (
        _tried(request, text) | _against(request, text, told.get("thing"))
        if asked
        else {"draft": drafts.read(text), "is_begun": text}
    )
    return render(request, "editor/editor.html", told | {"form": form, "products": PRODUCTS})


def _number(asked: str) -> int:
    """A number out of an address; 0 where there is none that can be meant."""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0


def _against(request: Asked, text: str, perimeter: Perimeter | None) -> dict[str, Any]:
    """What would come and go with a query, where it is another one than that of a perimeter."""
    if perimeter is None or text == perimeter.query:
        return {}
    return {"change": change(perimeter.query, text, request.rights), "thing": perimeter}


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
