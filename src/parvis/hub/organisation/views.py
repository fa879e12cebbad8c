from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.common.acts import Act
from parvis.hub.organisation import letters, selectors, services
from parvis.hub.organisation.doors import doors
from parvis.hub.organisation.forms import ComingIn, GroupForm, InviteForm, UnitForm
from parvis.hub.people.models import Person
from parvis.hub.web.forms import done
from parvis.hub.web.onward import onward
from parvis.hub.web.pages import open_page, page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from parvis.hub.common.asking import Asked
    from parvis.hub.organisation.models import Grant, GroupRole, Invitation, Unit

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@require_GET
@page(Act.SEE)
def tree(request: Asked) -> HttpResponse:
    """The units that I may see, as a tree, or those that match some words."""
    words = request.GET.get("q", "").strip()
    told: dict[str, Any] = {"title": _("Organisation"), "q": words, "most": selectors.MOST_FOUND}
    if words:
        found = selectors.matching(request.rights, Act.SEE, words)
        ways = selectors.above(found)
        told["found"] = [(unit, ways[unit.pk]) for unit in found]
    else:
        told["units"] = selectors.tops(request.rights, Act.SEE)
    told["count"] = selectors.units(request.rights, Act.SEE).count()
    return render(request, "organisation/tree.html", told)


@require_GET
@page(Act.SEE)
def branch(request: Asked, unit: Unit) -> HttpResponse:
    """The units right under one, for the tree."""
    return render(request, "organisation/branch.html", {"units": selectors.children(unit)})


@require_GET
@page(Act.SEE)
def unit_page(request: Asked, unit: Unit) -> HttpResponse:
    """A unit: where it is, who works in it."""
    told = {
        "title": unit.name,
        "unit": unit,
        "way": [
            one for one in selectors.above([unit])[unit.pk] if request.rights.may(Act.SEE, one.path)
        ],
        "under": selectors.children(unit)[:50],
        "size": selectors.size(unit),
        "grants": [(grant, grant.unit_id == unit.pk) for grant in selectors.grants_at(unit)],
        "invitations": selectors.open_invitations(unit),
        "doors": doors(request.rights, unit),
    }
    return render(request, "organisation/unit.html", told)


@require_GET
@page(Act.MANAGE)
def start_import(request: Asked) -> HttpResponse:
    """Go to the unit that a file would come under: the highest that I manage."""
    top = selectors.tops(request.rights, Act.MANAGE).first()
    return redirect("import_here", top.pk if top else 0)


@require_http_methods(["GET", "POST"])
@page(Act.MANAGE)
def add_unit(request: Asked, unit: Unit) -> HttpResponse:
    """Add a unit under this one."""
    form = UnitForm(request.POST or None)
    if made := done(form, services.add_unit, request.actor, unit):
        return onward(request, _("%(name)s is added.") % {"name": made.name}, "unit", made.pk)
    told = {"title": _("Add a unit under %(name)s") % {"name": unit}, "form": form, "unit": unit}
    return render(request, "organisation/form.html", told | {"verb": _("Add")})


@require_http_methods(["GET", "POST"])
@page(Act.MANAGE)
def change_unit(request: Asked, unit: Unit) -> HttpResponse:
    """Change what a unit is called and what it is."""
    form = UnitForm(request.POST or None, instance=copy(unit))
    if done(form, services.change_unit, request.actor, unit):
        return onward(request, _("Saved."), "unit", unit.pk)
    told = {"title": _("Change %(name)s") % {"name": unit}, "form": form, "unit": unit}
    return render(request, "organisation/form.html", told | {"verb": _("Save")})


@require_http_methods(["GET", "POST"])
@page(Act.MANAGE)
def invite(request: Asked, unit: Unit) -> HttpResponse:
    """Invite somebody to a unit, and show the link once."""
    form = InviteForm(request.POST or None, may_own=request.rights.may(Act.OWN, unit.path))
    told = {"title": _("Invite somebody to %(name)s") % {"name": unit}, "form": form, "unit": unit}
    if not form.is_valid():
        return render(request, "organisation/form.html", told | {"verb": _("Create the link")})
    invitation, token = services.invite(request.actor, unit, **form.cleaned_data)
    link = request.build_absolute_uri(reverse("come_in", args=[token]))
    told |= {"link": link, "invitation": invitation, "fate": letters.send(invitation, link)}
    return render(request, "organisation/invited.html", told)


@require_POST
@page(Act.MANAGE)
def withdraw(request: Asked, invitation: Invitation) -> HttpResponse:
    """Withdraw an invitation."""
    services.withdraw(request.actor, invitation)
    said = _("The invitation is withdrawn; its link lets nobody in any more.")
    return onward(request, said, "unit", invitation.unit_id)


@require_POST
@page(Act.MANAGE)
def take_back(request: Asked, grant: Grant) -> HttpResponse:
    """Take a role back."""
    services.take_back(request.actor, grant)
    return onward(request, _("The role is removed."), "unit", grant.unit_id)


@require_http_methods(["GET", "POST"])
@page(Act.MANAGE)
def groups(request: Asked, unit: Unit) -> HttpResponse:
    """Which group of single sign-on gives which role at a unit."""
    form = GroupForm(request.POST or None, may_own=request.rights.may(Act.OWN, unit.path))
    if done(form, services.map_group, request.actor, unit):
        return redirect("groups", unit.pk)
    told = {
        "title": _("Groups of single sign-on at %(name)s") % {"name": unit},
        "unit": unit,
        "form": form,
        "mapped": selectors.group_roles(request.rights, Act.MANAGE).filter(unit=unit),
    }
    return render(request, "organisation/groups.html", told)


@require_POST
@page(Act.MANAGE)
def unmap_group(request: Asked, group_role: GroupRole) -> HttpResponse:
    """Have a group give a role no more."""
    services.unmap_group(request.actor, group_role)
    return redirect("groups", group_role.unit_id)


@require_http_methods(["GET", "POST"])
@open_page("whoever has the link of an invitation comes in by it, once")
def come_in(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by the link of an invitation."""
    invitation = services.opened(token)
    if isinstance(request.user, Person):
        return _join(request, token, invitation, request.user)
    form = ComingIn(request.POST or None, email=invitation.email)
    if person := done(form, _accepted, token, invitation):
        login(request, person, backend=BACKEND)
        return redirect("home")
    return render(request, "organisation/come_in.html", {"form": form, "invitation": invitation})


def _join(request: HttpRequest, token: str, invitation: Invitation, person: Person) -> HttpResponse:
    if request.method != "POST":
        return render(request, "organisation/join.html", {"invitation": invitation})
    services.accept_signed_in(token, person)
    return redirect("unit", invitation.unit_id)


def _accepted(token: str, invitation: Invitation, *, zone: str, **said: str) -> Person:
    told = {"email": invitation.email, "zone": zone or "Europe/Paris", **said}
    return services.accept(token, language=(translation.get_language() or "en")[:2], **told)
