from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.coding import comparing, selectors, services
from parvis.hub.coding.mentions import words
from parvis.hub.coding.services.codes import coder_of, drawn_at
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError, RefusedError
from parvis.hub.web.onward import attempt, onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.coding.models import Sample
    from parvis.hub.common.asking import Asked


@require_GET
@page(Act.SEE)
def begin(request: Asked, sample: Sample) -> HttpResponse:
    """Go to the first mention that I have not coded yet."""
    place = selectors.next_place(coder_of(request.actor, sample))
    if place is None or not sample.is_open:
        return redirect("sample", sample.pk)
    return redirect("code_mention", sample.pk, place)


@require_http_methods(["GET", "POST"])
@page(Act.SEE)
def mention(request: Asked, sample: Sample, place: str) -> HttpResponse:
    """Code one mention, without what others or the machine say of it."""
    me = coder_of(request.actor, sample)
    if not sample.is_open:
        return redirect("sample", sample.pk)
    at = _number(place)
    fault = _save(request, sample, at) if request.method == "POST" else ""
    if request.method == "POST" and not fault:
        further = selectors.next_place(me, at)
        if further is None:
            return onward(request, _("All of it is coded. Thank you."), "sample", sample.pk)
        return redirect("code_mention", sample.pk, further)
    drawn = drawn_at(sample, at)
    given = selectors.given(me, drawn) | ({} if request.method == "GET" else request.POST.dict())
    told = {
        "title": _("Mention %(n)s") % {"n": at},
        "sample": sample,
        "at": at,
        "row": words(sample).get(drawn.mention),
        "asked": [(one, given.get(one["name"], "")) for one in sample.criteria],
        "progress": selectors.progress(me),
        "fault": fault,
    }
    return render(request, "coding/mention.html", told)


def _save(request: Asked, sample: Sample, at: int) -> str:
    """Keep what was said; return why it was refused, if it was."""
    try:
        services.save(request.actor, sample, at, request.POST.dict())
    except RefusedError as fault:
        return str(fault.text)
    return ""


@require_GET
@page(Act.SEE)
def compare(request: Asked, sample: Sample) -> HttpResponse:
    """What coders said, side by side, and what is to be decided."""
    selectors.require_sight(sample, request.user)
    told = {"title": _("Side by side"), "sample": sample, "unit": sample.unit}
    rows = comparing.side_by_side(sample)
    told |= {"rows": rows, "splits": [one for one in rows if one.is_split]}
    told["coders"] = sample.coders.select_related("person")
    told |= {"may_decide": comparing.may_decide(request.actor, sample)}
    return render(request, "coding/compare.html", told)


@require_POST
@page(Act.SEE)
def decide(request: Asked, sample: Sample, place: str, criterion: str) -> HttpResponse:
    """Decide what holds where coders said otherwise."""
    said = {name: request.POST.get(name, "") for name in ("value", "reason")}
    act = partial(services.decide, request.actor, sample, _number(place), criterion, **said)
    return attempt(request, act, _("Decided."), "compare_codes", sample.pk)


def _number(place: str) -> int:
    if not (place.isascii() and place.isdigit() and len(place) < 7):
        raise MissingError(_("There is no such mention in this sample."))
    return int(place)
