from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.alerts import feeding, selectors, services
from parvis.hub.alerts.forms import FeedForm
from parvis.hub.alerts.letters import whole
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError
from parvis.hub.organisation.public import units
from parvis.hub.web.forms import done
from parvis.hub.web.onward import onward
from parvis.hub.web.pages import open_page, page

if TYPE_CHECKING:
    from django.http import HttpRequest

    from parvis.hub.common.asking import Asked


@require_http_methods(["GET", "POST"])
@page(Act.SEE)
def feeds(request: Asked) -> HttpResponse:
    """My feeds; the address of a new one is shown once."""
    seen = units(request.rights, Act.SEE)[:1_000]
    form = FeedForm(request.POST or None, units=seen)
    told = {"title": _("Feeds of alerts"), "form": form}
    if request.method == "POST" and (made := done(form, services.make_feed, request.actor)):
        told["address"] = whole(reverse("feed", args=[made[1]]))
        told["form"] = FeedForm(units=seen)
    return render(request, "alerts/feeds.html", told | {"feeds": selectors.feeds(request.user)})


@require_POST
@page(Act.SEE)
def revoke(request: Asked, feed: str) -> HttpResponse:
    """Revoke a feed of mine."""
    held = selectors.feeds(request.user).filter(pk=int(feed) if feed.isdecimal() else 0).first()
    if held is None:
        raise MissingError(_("There is no such feed any more."))
    services.revoke_feed(request.actor, held)
    return onward(request, _("The address holds nothing any more."), "feeds")


@require_GET
@open_page("a feed reader has no session: its address holds a secret, which its owner revokes")
def rss(request: HttpRequest, token: str) -> HttpResponse:
    """What fired, as a feed reader reads it."""
    written = feeding.rss(token)
    if written is None:
        raise MissingError(_("There is nothing here, or nothing that you may see."))
    return HttpResponse(written, content_type="application/rss+xml; charset=utf-8")
