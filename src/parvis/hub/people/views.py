from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.providers.openid_connect.views import login
from allauth.usersessions.models import UserSession
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.hub.common.errors import MissingError
from parvis.hub.people.devices import device
from parvis.hub.people.forms import Profile
from parvis.hub.web.onward import onward
from parvis.hub.web.pages import open_page, page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from parvis.hub.common.asking import Asked


@require_http_methods(["GET", "POST"])
@page(None)
def me(request: Asked) -> HttpResponse:
    """What I am called, in which language and time I read, where I am signed in."""
    form = Profile(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        return onward(request, _("Saved."), "me")
    told = {
        "title": _("My profile"),
        "form": form,
        "sessions": UserSession.objects.purge_and_list(request.user),
        "has_second": is_mfa_enabled(request.user),
        "grants": request.user.grants.select_related("unit").order_by("unit__path", "role"),
    }
    for session in told["sessions"]:
        session.is_current = session.session_key == request.session.session_key
        session.device = device(session.user_agent)
    return render(request, "people/me.html", told)


@require_POST
@page(None)
def end_session(request: Asked, session: str) -> HttpResponse:
    """Sign another of my sessions out."""
    held = UserSession.objects.filter(user=request.user, pk=session).first()
    if held is None:
        raise MissingError(_("There is no such session any more."))
    held.end()
    return onward(request, _("Signed out."), "me")


@open_page("whoever signs in by the organisation's provider begins here")
def sign_on(request: HttpRequest, provider: str) -> HttpResponse:
    """Go to the provider by a page between: a form may lead nowhere but to this origin."""
    answer = login(request, provider)
    if answer.status_code != 302:
        return answer
    return render(request, "people/going_on.html", {"to": answer.url})


@page(None)
def my_own(request: Asked) -> HttpResponse:
    """Show my profile in the place of a page of allauth that has no place here."""
    return redirect("me")
