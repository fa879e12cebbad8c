"""A fault as a person reads it: what happened, the fact, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.hub.common.errors import (
    BusyError,
    ForbiddenError,
    HubError,
    MissingError,
    WrongWayError,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def page(request: HttpRequest, fault: HubError) -> HttpResponse:
    """Return the page of a fault."""
    titles = {
        403: _("You do not have access to this"),
        404: _("There is nothing here"),
        405: _("There is nothing to read here"),
        422: _("This is not possible as asked"),
        429: _("Too many requests"),
    }
    told = {"title": titles.get(fault.status, _("Something went wrong")), "text": fault.text}
    response = render(request, "web/fault.html", told, status=fault.status)
    if isinstance(fault, BusyError):
        response["Retry-After"] = str(fault.seconds)
    return response


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Answer whoever reads an address that only does something."""
    response = page(
        request, WrongWayError(_("A button leads here, not a link. Go back to its page."))
    )
    response["Allow"] = allowed
    return response


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django or allauth forbids by itself."""
    return page(request, ForbiddenError(_("You may not do this, or not in this way.")))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere as one that may not be seen."""
    return page(request, MissingError(_("There is nothing here, or nothing that you may see.")))


def broken(request: HttpRequest) -> HttpResponse:
    """Answer a fault of Parvis itself, without asking anything that may be broken too."""
    return render(request, "web/broken.html", status=500)
