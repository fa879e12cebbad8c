from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parvis.hub.common.acts import Act
from parvis.hub.web.pages import page
from parvis.hub.work import selectors, services

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.common.asking import Asked


@require_GET
@page(Act.OWN)
def work(request: Asked) -> HttpResponse:
    """What is queued, what is late, what was given up."""
    told = {"title": _("Background work"), "load": selectors.load(), "jobs": selectors.open_jobs()}
    return render(request, "work/work.html", told)


@require_POST
@page(Act.OWN)
def again(request: Asked, job: str) -> HttpResponse:
    """Try once more what was given up."""
    services.again(int(job))
    messages.success(request, _("It is queued again."))
    return redirect("work")
