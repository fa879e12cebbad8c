from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.coding import comparing, exporting, selectors, services
from parvis.hub.coding.drawing import Ground, sizes
from parvis.hub.coding.forms import DrawForm
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError
from parvis.hub.explore.public import facts
from parvis.hub.web.files import as_file
from parvis.hub.web.forms import done
from parvis.hub.web.onward import attempt
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.coding.models import Sample
    from parvis.hub.common.asking import Asked
    from parvis.hub.listening.public import Perimeter
    from parvis.hub.objectives.public import Objective


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def draw(
    request: Asked, perimeter: Perimeter | None = None, objective: Objective | None = None
) -> HttpResponse:
    """Draw mentions of a view by lot, for people to code."""
    thing = perimeter or objective
    if thing is None:
        raise MissingError(_("There is nothing here, or nothing that you may see."))
    ground = Ground.of(thing, request.rights, request.GET)
    initial = {"codebook": request.GET.get("codebook")}
    form = DrawForm(
        request.POST or None, rights=request.rights, unit=ground.unit, initial=initial
    )  # fmt: skip
    if made := done(form, services.draw, request.actor, ground):
        return redirect("sample", made.pk)
    population = facts(ground.scope, ground.wanted).now
    told = {"title": _("Draw a sample"), "scope": ground.scope, "wanted": ground.wanted}
    told |= {"form": form, "population": population, "sizes": sizes(population)}
    return render(request, "coding/draw.html", told)


@require_GET
@page(Act.SEE)
def sample(request: Asked, sample: Sample) -> HttpResponse:
    """A sample: how far its coders are, how far they agree, and what it says of shares."""
    is_blind = selectors.is_blind(sample, request.user)
    told = {
        "title": _("A coded sample"),
        "sample": sample,
        "unit": sample.unit,
        "team": selectors.team(sample),
        "drawn": sample.drawn.count(),
        "me": selectors.coder(sample, request.user),
        "is_blind": is_blind,
    }
    if not is_blind:
        told |= comparing.summary(sample, request.rights)
    return render(request, "coding/sample.html", told)


@require_POST
@page(Act.LISTEN)
def stop(request: Asked, sample: Sample) -> HttpResponse:
    """End the coding before all is coded."""
    act = partial(services.stop, request.actor, sample)
    return attempt(request, act, _("The coding has ended."), "sample", sample.pk)


@require_POST
@page(Act.LISTEN)
def settle(request: Asked, sample: Sample) -> HttpResponse:
    """Have its codes put shares right."""
    act = partial(services.settle, request.actor, sample)
    said = _("From now on it puts the shares of the dashboards right.")
    return attempt(request, act, said, "sample", sample.pk)


@require_GET
@page(Act.SEE)
def codes_file(request: Asked, sample: Sample) -> HttpResponse:
    """The coded sample, with coders by letters."""
    selectors.require_sight(sample, request.user)
    return as_file(exporting.codes(sample), f"sample-{sample.pk}-codes.csv")


@require_GET
@page(Act.SEE)
def figures_file(request: Asked, sample: Sample) -> HttpResponse:
    """Agreement and shares, each with its definition and query."""
    selectors.require_sight(sample, request.user)
    return as_file(exporting.figures(sample, request.rights), f"sample-{sample.pk}-figures.csv")
