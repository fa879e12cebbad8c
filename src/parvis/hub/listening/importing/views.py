from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError
from parvis.hub.listening.importing import services, shelf
from parvis.hub.listening.importing.days import bars
from parvis.hub.listening.importing.forms import ColumnsForm, FileForm, TakeForm
from parvis.hub.listening.importing.letters import as_answer
from parvis.hub.listening.models import Import
from parvis.hub.listening.selectors import whole
from parvis.hub.listening.words import COLUMNS
from parvis.hub.web.forms import done
from parvis.hub.web.onward import onward
from parvis.hub.web.pages import page
from parvis.hub.work.selectors import given_up

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from parvis.hub.common.asking import Asked
    from parvis.hub.listening.models import Source
    from parvis.hub.organisation.public import Unit


@require_http_methods(["GET", "POST"])
@page(Act.LISTEN)
def offer(request: Asked, unit: Unit) -> HttpResponse:
    """Give a file that somebody exported elsewhere."""
    form = FileForm(request.POST or None, request.FILES or None)
    if made := done(form, services.offer, request.actor, unit):
        return redirect("file", made.pk)
    told = {"title": _("Import a file"), "unit": unit, "form": form, "most": shelf.LARGEST}
    return render(request, "listening/importing/offer.html", told)


@require_GET
@page(Act.LISTEN)
def shown(request: Asked, file: Import) -> HttpResponse:
    """What is in a file, and what became of it."""
    return _shown(request, file)


@require_POST
@page(Act.LISTEN)
def columns(request: Asked, file: Import) -> HttpResponse:
    """Have a file be read with other columns."""
    form = _columns(request, file)
    if form is None:
        raise MissingError(_("It has no columns to choose among."))
    if form.is_valid():
        services.correct(request.actor, file, form.wish())
    return redirect("file", file.pk)


@require_POST
@page(Act.LISTEN)
def take(request: Asked, file: Import) -> HttpResponse:
    """Have a file be taken into the lake."""
    form = TakeForm(request.POST, unit=file.unit)
    if made := done(form, services.take, request.actor, file):
        return redirect("source", made.pk)
    return _shown(request, file, form)


@require_POST
@page(Act.LISTEN)
def drop(request: Asked, file: Import) -> HttpResponse:
    """Discard a file."""
    services.drop(request.actor, file)
    return onward(request, _("It is discarded."), "listening")


@require_GET
@page(Act.LISTEN)
def rejected(request: Asked, file: Import) -> HttpResponseBase:
    """The rows of a file that could not be read, with their line and why."""
    return as_answer(file)


def file_of(request: Asked, source: Source) -> dict[str, Any]:
    """Return what the page of a source shows of the file that it was; nothing where it was none."""
    file: Import | None = getattr(source, "imported", None)
    if file is None:
        return {}
    told = {"file": file, "told": _read(file.told), "whole": whole(request.rights)}
    may = request.rights.may(Act.LISTEN, source.unit.path)
    has_rejected = may and shelf.rejected_of(file).exists()
    drawn = bars(file.came["days"]) if file.came else None
    return told | {"bars": drawn, "has_rejected": has_rejected}


def _shown(request: Asked, file: Import, taking: TakeForm | None = None) -> HttpResponse:
    named = {"name": PurePath(file.name).stem}
    told: dict[str, Any] = {
        "title": file.name,
        "file": file,
        "unit": file.unit,
        "told": _read(file.told),
        "columns": _columns(request, file),
        "taking": taking or TakeForm(unit=file.unit, initial=named),
        "whole": whole(request.rights),
        "bars": bars(file.came["days"]) if file.came else None,
        "has_rejected": shelf.rejected_of(file).exists(),
        "given_up": given_up("listening.look", file=file.pk, turn=file.turn),
    }
    return render(request, "listening/importing/file.html", told)


def _columns(request: Asked, file: Import) -> ColumnsForm | None:
    """The form of its columns, where it is a table that is not taken yet."""
    if "columns" not in file.told or file.state not in {"shown", "faulty"}:
        return None
    said = request.POST if "c-text" in request.POST else None
    return ColumnsForm(file.told, file.wish, said, zone=request.user.zone)


def _read(told: dict[str, Any]) -> dict[str, Any]:
    """What was seen, its times as times."""
    rows = [row | {"at": parse_datetime(row["published_at"] or "")} for row in told.get("rows", [])]
    ends = {name: parse_datetime(told.get(name) or "") for name in ("first", "last")}
    doubts = [
        {"of": COLUMNS[name], "taken": columns[0], "others": columns[1:8]}
        for name, columns in told.get("doubts", [])
    ]
    return told | ends | {"rows": rows, "doubts": doubts}
