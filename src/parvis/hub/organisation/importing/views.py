from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.organisation import selectors
from parvis.hub.organisation.forms import FileForm
from parvis.hub.organisation.importing.plan import plan
from parvis.hub.organisation.importing.reading import rows_of, text_of
from parvis.hub.organisation.importing.services import import_units
from parvis.hub.organisation.models import KEPT_FOR, Upload
from parvis.hub.web.forms import blame
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from parvis.hub.common.asking import Asked
    from parvis.hub.organisation.models import Unit

SHOWN = 20


@require_GET
@page(Act.MANAGE)
def start(request: Asked) -> HttpResponse:
    """Go to the unit that a file would come under: the highest that I manage."""
    top = selectors.tops(request.rights, Act.MANAGE).first()
    return redirect("import_here", top.pk if top else 0)


@require_http_methods(["GET", "POST"])
@page(Act.MANAGE)
def offer(request: Asked, unit: Unit) -> HttpResponse:
    """Take a file, so as to show what it would do."""
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            text = text_of(form.cleaned_data["file"].read())
            plan(rows_of(text), unit, request.rights)
        except RefusedError as fault:
            fault.field = "file"
            blame(form, fault)
        else:
            Upload.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()
            name = str(form.cleaned_data["file"].name)[:200]
            held = Upload.objects.create(unit=unit, by=request.user, name=name, text=text)
            return redirect("import_shown", held.pk)
    told = {"title": _("Import units under %(name)s") % {"name": unit}, "form": form, "unit": unit}
    return render(request, "organisation/import.html", told)


@require_http_methods(["GET", "POST"])
@page(Act.MANAGE)
def shown(request: Asked, upload: Upload) -> HttpResponse:
    """What a file would do; asked again, do it."""
    if request.method == "POST":
        done = import_units(request.actor, upload.unit, upload.text)
        upload.delete()
        n = len(done.new)
        messages.success(
            request, ngettext("%(n)d unit is added.", "%(n)d units are added.", n) % {"n": n}
        )
        return redirect("unit", upload.unit_id)
    found = plan(rows_of(upload.text), upload.unit, request.rights)
    told = {
        "title": _("What %(name)s would do") % {"name": upload.name},
        "plan": found,
        "upload": upload,
        "unit": upload.unit,
        "most": SHOWN,
        "can": bool(found.new or found.changed),
    }
    return render(request, "organisation/plan.html", told)


@require_GET
@page(Act.MANAGE)
def faults(request: Asked, upload: Upload) -> HttpResponse:
    """The rows that are left out, with their line and why, as a file."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="left-out.csv"'
    writer = csv.writer(response)
    writer.writerow(["line", "reason", "code", "name", "kind", "parent", "country"])
    found = plan(rows_of(upload.text), upload.unit, request.rights)
    for row, why in found.faults:
        cells = [why, row.code, row.name, row.kind, row.parent, row.country]
        writer.writerow([row.line, *(harmless(cell) for cell in cells)])
    return response


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text and not for a formula.

    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell
