"""How a file is imported, whatever it holds: offered, shown what it would do, done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.hub.common.errors import RefusedError
from parvis.hub.organisation.forms import FileForm
from parvis.hub.organisation.importing.reading import text_of
from parvis.hub.organisation.models import KEPT_FOR, Upload
from parvis.hub.web.files import as_file, harmless
from parvis.hub.web.forms import blame

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.functional import _StrPromise

    from parvis.hub.common.acts import Act
    from parvis.hub.common.asking import Actor, Asked
    from parvis.hub.organisation.importing.heaps import Plan
    from parvis.hub.organisation.models import Unit

SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A kind of file.

    Arguments:
        name: of its addresses: `<name>_here`, `<name>_shown` and `<name>_faults`.
        act: that whoever imports it is to be allowed at the unit.
        title: of its page.
        plan: what a file would do at a unit; refuses what is no such table.
        does: do it, and return what was done.
        back: name of the address of a unit's page that one comes from.
        example: rows of such a file, the names of its columns first.
    """

    name: str
    act: Act
    title: str | _StrPromise
    plan: Callable[[Actor, Unit, str], Plan[Any]]
    does: Callable[[Actor, Unit, str], Plan[Any]]
    back: str
    example: tuple[tuple[str, ...], ...]


def offered(request: Asked, unit: Unit, kind: Import) -> HttpResponse:
    """Take a file, so as to show what it would do."""
    form = FileForm(request.POST or None, request.FILES or None)
    columns = {"columns": ", ".join(kind.example[0])}
    form.fields["file"].help_text = _("Columns %(columns)s; the first line names them.") % columns
    if form.is_valid():
        try:
            text = text_of(form.cleaned_data["file"].read())
            kind.plan(request.actor, unit, text)
        except RefusedError as fault:
            fault.field = "file"
            blame(form, fault)
        else:
            Upload.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()
            name = str(form.cleaned_data["file"].name)[:200]
            held = Upload.objects.create(unit=unit, by=request.user, name=name, text=text)
            return redirect(f"{kind.name}_shown", held.pk)
    told = {"title": kind.title, "form": form, "unit": unit, "example": kind.example}
    return render(request, "organisation/import.html", told | {"back": kind.back})


def shown(request: Asked, upload: Upload, kind: Import) -> HttpResponse:
    """What a file would do; asked again, do it."""
    if request.method == "POST":
        done = kind.does(request.actor, upload.unit, upload.text)
        upload.delete()
        counts = {"new": len(done.new), "changed": len(done.changed), "out": len(done.faults)}
        text = _("%(new)d added, %(changed)d changed, %(out)d left out.")
        messages.success(request, text % counts)
        return redirect(kind.back, upload.unit_id)
    found = kind.plan(request.actor, upload.unit, upload.text)
    told = {
        "title": _("What %(name)s would do") % {"name": upload.name},
        "plan": found,
        "upload": upload,
        "unit": upload.unit,
        "most": SHOWN,
        "can": bool(found.new or found.changed),
        "here": f"{kind.name}_here",
        "left_out": f"{kind.name}_faults",
    }
    return render(request, "organisation/plan.html", told)


def left_out(request: Asked, upload: Upload, kind: Import) -> HttpResponse:
    """The rows that are left out, with their line and why, as a file."""
    faults = kind.plan(request.actor, upload.unit, upload.text).faults
    rows = ([row.line, *(harmless(cell) for cell in [why, *row.cells])] for row, why in faults)
    return as_file([["line", "reason", *kind.example[0]], *rows], "left-out.csv")
