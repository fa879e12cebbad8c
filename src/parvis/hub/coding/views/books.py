from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.coding import selectors, services
from parvis.hub.coding.forms import BookForm, CriterionForm, Values, initial_of, values_of
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError, RefusedError
from parvis.hub.explore.public import explorable
from parvis.hub.organisation.public import above, tops
from parvis.hub.web.forms import blame, done
from parvis.hub.web.onward import onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.coding.books import Asked as Criterion
    from parvis.hub.coding.models import Codebook
    from parvis.hub.common.asking import Asked
    from parvis.hub.organisation.public import Unit


@require_GET
@page(Act.SEE)
def overview(request: Asked) -> HttpResponse:
    """What waits for my codes, the samples and the codebooks that I may see."""
    told = {
        "title": _("Coding"),
        "mine": selectors.to_code(request.user, request.rights),
        "samples": selectors.samples(request.rights),
        "codebooks": selectors.codebooks(request.rights),
        "top": tops(request.rights, Act.LISTEN).first(),
    }
    return render(request, "coding/overview.html", told)


@require_GET
@page(Act.SEE)
def of_unit(request: Asked, unit: Unit) -> HttpResponse:
    """The samples of a unit and those under it, and the codebooks that they may be drawn with."""
    told = {
        "title": _("Coding in %(name)s") % {"name": unit},
        "unit": unit,
        "way": above([unit])[unit.pk],
        "samples": selectors.samples(request.rights, unit),
        "codebooks": selectors.choosable(request.rights, unit),
        "top": unit if request.rights.may(Act.LISTEN, unit.path) else None,
    }
    return render(request, "coding/overview.html", told)


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def add(request: Asked, unit: Unit) -> HttpResponse:
    """Write a codebook of a unit."""
    form = BookForm(request.POST or None)
    if made := done(form, services.add_codebook, request.actor, unit):
        return redirect("codebook", made.pk)
    told = {"title": _("A codebook of %(name)s") % {"name": unit}, "unit": unit, "form": form}
    return render(request, "coding/book_form.html", told)


@require_GET
@page(Act.SEE)
def codebook(request: Asked, codebook: Codebook) -> HttpResponse:
    """A codebook: its criteria, and what samples can be drawn from."""
    told = {
        "title": codebook.name,
        "codebook": codebook,
        "samples": codebook.samples.filter(request.rights.within(Act.SEE, "unit__path"))[:50],
        "scopes": explorable(request.rights),
    }
    return render(request, "coding/codebook.html", told)


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def criterion(request: Asked, codebook: Codebook, criterion: str = "") -> HttpResponse:
    """Add a criterion, or change one."""
    held = _criterion(codebook, criterion) if criterion else None
    initial, values = initial_of(held)
    form = CriterionForm(request.POST or None, initial=initial)
    written = Values(request.POST or None, initial=values, prefix="value")
    if form.is_valid() and written.is_valid():
        try:
            told = form.told(values_of(written))
            services.put_criterion(request.actor, codebook, told, criterion)
            return onward(request, _("Saved."), "codebook", codebook.pk)
        except RefusedError as fault:
            blame(form, fault)
    title = held["title"] if held else _("A criterion")
    shown = {"title": title, "codebook": codebook, "form": form, "values": written, "held": held}
    return render(request, "coding/criterion.html", shown)


@require_POST
@page(Act.LISTEN)
def drop(request: Asked, codebook: Codebook, criterion: str) -> HttpResponse:
    """Take a criterion out."""
    services.drop_criterion(request.actor, codebook, criterion)
    return onward(request, _("It is taken out."), "codebook", codebook.pk)


def _criterion(codebook: Codebook, name: str) -> Criterion:
    found: list[Any] = [one for one in codebook.criteria if one["name"] == name]
    if not found:
        raise MissingError(_("There is no such criterion in this codebook."))
    return found[0]
