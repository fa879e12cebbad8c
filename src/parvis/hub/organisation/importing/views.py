from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from parvis.hub.common.acts import Act
from parvis.hub.organisation import selectors
from parvis.hub.organisation.importing import flow
from parvis.hub.organisation.importing.plan import plan
from parvis.hub.organisation.importing.reading import rows_of
from parvis.hub.organisation.importing.services import import_units
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked
    from parvis.hub.organisation.models import Unit, Upload

UNITS: Final = flow.Import(
    name="import",
    title=_("Import units"),
    plan=lambda by, unit, text: plan(rows_of(text), unit, by.rights),
    does=import_units,
    back="unit",
    example=(
        ("code", "name", "kind", "parent", "country"),
        ("ibis", "Ibis", "brand", "", ""),
        ("ibis-fr", "Ibis France", "country", "ibis", "FR"),
        ("H0143", "Ibis Lyon Gerland", "hotel", "ibis-fr", "FR"),
    ),
)


@require_GET
@page(Act.MANAGE)
def start(request: Asked) -> HttpResponse:
    """Go to the unit that a file would come under: the highest that I manage."""
    top = selectors.tops(request.rights, Act.MANAGE).first()
    return redirect("import_here", top.pk if top else 0)


@require_http_methods(["GET", "POST"])
@page(Act.MANAGE)
def offer(request: Asked, unit: Unit) -> HttpResponse:
    """Take a file of units, so as to show what it would do."""
    return flow.offered(request, unit, UNITS)


@require_http_methods(["GET", "POST"])
@page(Act.MANAGE)
def shown(request: Asked, upload: Upload) -> HttpResponse:
    """What a file of units would do; asked again, do it."""
    return flow.shown(request, upload, UNITS)


@require_GET
@page(Act.MANAGE)
def faults(request: Asked, upload: Upload) -> HttpResponse:
    """The rows that are left out, with their line and why, as a file."""
    return flow.left_out(request, upload, UNITS)
