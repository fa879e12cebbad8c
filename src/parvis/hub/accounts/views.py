from __future__ import annotations

from copy import copy
from functools import partial
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.accounts import selectors, services
from parvis.hub.accounts.forms import AbsenceForm, AccountForm, WhyForm
from parvis.hub.accounts.models import ASKED_AGAIN
from parvis.hub.common.acts import Act
from parvis.hub.organisation.public import above, tops
from parvis.hub.web.forms import done
from parvis.hub.web.onward import attempt, onward
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.accounts.models import Account
    from parvis.hub.common.asking import Asked
    from parvis.hub.organisation.public import Unit


@require_GET
@page(Act.SEE)
def overview(request: Asked) -> HttpResponse:
    """How all accounts do that I may see, on one screen."""
    told = {
        "title": _("Accounts"),
        "overview": selectors.overview(request.rights),
        "top": tops(request.rights, Act.MANAGE).first(),
    }
    return render(request, "accounts/overview.html", told)


@require_GET
@page(Act.SEE)
def of_unit(request: Asked, unit: Unit) -> HttpResponse:
    """The accounts of a unit and of those under it."""
    told = {
        "title": _("Accounts of %(name)s") % {"name": unit},
        "unit": unit,
        "way": above([unit])[unit.pk],
        "held": selectors.accounts_at(unit),
    }
    return render(request, "accounts/unit.html", told)


@require_GET
@page(Act.SEE)
def account_page(request: Asked, account: Account) -> HttpResponse:
    """An account: whether it is in order, who answers there, why it is there."""
    answered = account.answered_at
    told = {
        "title": account.handle,
        "account": account,
        "unit": account.unit,
        "health": selectors.one_health(account),
        "asked_on": answered + ASKED_AGAIN if answered else None,
        "may_answer_why": request.user.pk in {account.primary_id, account.backup_id},
    }
    return render(request, "accounts/account.html", told)


@require_http_methods(["GET", "POST"])
@page(Act.MANAGE)
def add(request: Asked, unit: Unit) -> HttpResponse:
    """Add an account of a unit, as a draft."""
    form = AccountForm(request.POST or None, unit=unit)
    if made := done(form, services.add_account, request.actor, unit):
        return redirect("account", made.pk)
    told = {"title": _("An account of %(name)s") % {"name": unit}, "unit": unit, "form": form}
    return render(request, "accounts/form.html", told)


@require_http_methods(["GET", "POST"])
@page(Act.MANAGE)
def change(request: Asked, account: Account) -> HttpResponse:
    """Change an account."""
    form = AccountForm(request.POST or None, unit=account.unit, instance=copy(account))
    if done(form, services.change_account, request.actor, account):
        return onward(request, _("Saved."), "account", account.pk)
    told = {"title": _("Edit the account"), "unit": account.unit, "form": form}
    return render(request, "accounts/form.html", told | {"account": account})


@require_POST
@page(Act.MANAGE)
def activate(request: Asked, account: Account) -> HttpResponse:
    """Activate an account, or say what it lacks."""
    act = partial(services.activate, request.actor, account)
    return attempt(request, act, _("It is active."), "account", account.pk)


@require_POST
@page(Act.MANAGE)
def retire(request: Asked, account: Account) -> HttpResponse:
    """Retire an account."""
    services.retire(request.actor, account)
    return onward(request, _("It is retired."), "account", account.pk)


@require_http_methods(["GET", "POST"])
@page(Act.SEE)
def why(request: Asked, account: Account) -> HttpResponse:
    """Answer again why an account is there."""
    initial = {"why": account.why, "audience": account.audience}
    form = WhyForm(request.POST or None, initial=initial)
    if done(form, services.answer_why, request.actor, account):
        said = _("Saved. It is asked again in ninety days.")
        return onward(request, said, "account", account.pk)
    told = {"title": _("Is it still worth being there?"), "unit": account.unit, "form": form}
    return render(request, "accounts/form.html", told | {"account": account})


@require_http_methods(["GET", "POST"])
@page(None)
def absences(request: Asked) -> HttpResponse:
    """When I am away, so that backups answer."""
    form = AbsenceForm(request.POST or None)
    if done(form, services.be_absent, request.actor):
        return onward(request, _("Saved. On these days your backups answer."), "absences")
    told = {"title": _("When you are away"), "form": form}
    held = selectors.absences(request.user)
    return render(request, "accounts/absences.html", told | {"absences": held})


@require_POST
@page(None)
def back(request: Asked, absence: str) -> HttpResponse:
    """Take an absence of my own back."""
    held = selectors.absences(request.user).filter(pk=int(absence) if absence.isdigit() else 0)
    for one in held:
        services.be_back(request.actor, one)
    return redirect("absences")
