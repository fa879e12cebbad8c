"""Keys of the API: mine, made and ended."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError
from parvis.hub.organisation import selectors
from parvis.hub.organisation.forms import KeyForm
from parvis.hub.organisation.keys import end_key, make_key
from parvis.hub.organisation.models import ApiKey
from parvis.hub.web.onward import onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked


@require_http_methods(["GET", "POST"])
@page(None)
def keys(request: Asked) -> HttpResponse:
    """My keys; a new one is shown once."""
    units = selectors.units(request.rights, Act.SEE)
    form = KeyForm(request.POST or None, units=units)
    told = {"title": _("Keys of the API"), "form": form}
    if form.is_valid():
        said = form.cleaned_data
        days = said["days"]
        told["text"] = make_key(
            request.actor,
            said["unit"],
            name=said["name"],
            acts=said["acts"],
            expires_at=timezone.now() + dt.timedelta(days=days) if days else None,
        )[1]
        told["form"] = KeyForm(units=units)
    told["keys"] = ApiKey.objects.filter(person=request.user).select_related("unit")
    return render(request, "organisation/keys.html", told)


@require_POST
@page(None)
def end(request: Asked, key: str) -> HttpResponse:
    """End a key of mine."""
    held = ApiKey.objects.filter(person=request.user, pk=int(key)).first()
    if held is None:
        raise MissingError(_("There is no such key any more."))
    end_key(request.actor, held)
    return onward(request, _("The key opens nothing any more."), "keys")
