from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from parvis.hub.accounts.public import waiting
from parvis.hub.coding.public import to_code
from parvis.hub.common.acts import Act
from parvis.hub.objectives.public import at_a_glance, drafts, leaderless
from parvis.hub.organisation.public import units
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked


@require_GET
@page(None)
def home(request: Asked) -> HttpResponse:
    """What I may see, and what is to be done."""
    told = {
        "title": _("Home"),
        "units": units(request.rights, Act.SEE)[:12],
        "objectives": at_a_glance(request.rights),
        "accounts": waiting(request.user, request.rights),
        "leaderless": leaderless(request.rights),
        "drafts": drafts(request.user, request.rights),
        "samples": to_code(request.user, request.rights),
    }
    return render(request, "front/home.html", told)
