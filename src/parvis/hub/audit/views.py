from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from parvis.hub.audit import selectors
from parvis.hub.audit.words import sentence, thing
from parvis.hub.common.acts import Act
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked


@require_GET
@page(Act.MANAGE)
def trail(request: Asked) -> HttpResponse:
    """Audit trail in the units that I manage, the newest first."""
    said = request.GET.get("before", "")
    before = int(said) if said.isascii() and said.isdigit() and len(said) < 18 else None
    about = request.GET.get("about", "")[:96]
    lines = list(selectors.lines(request.rights, before=before, about=about))
    told = {
        "title": _("Audit trail"),
        "lines": [(line, sentence(line), thing(line)) for line in lines],
        "older": lines[-1].seq if len(lines) == selectors.PAGE else None,
        "about": about,
    }
    return render(request, "audit/trail.html", told)
