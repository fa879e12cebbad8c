from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parvis.hub.accounts import selectors, services
from parvis.hub.accounts.forms import AbsenceForm, AccountForm, WhyForm
from parvis.hub.accounts.importing import ACCOUNTS
from parvis.hub.accounts.models import ASKED_AGAIN
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.organisation.public import above, left_out, offered, shown, tops
from parvis.hub.web.forms import blame
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parvis.hub.accounts.models import Account
    from parvis.hub.common.asking import Asked
    from parvis.hub.organisation.public import Unit, Upload


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
    if form.is_valid():
        try:
            made = services.add_account(request.actor, unit, **form.cleaned_data)
        except RefusedError as fault:
            blame(form, fault)
        else:
            return redirect("account", made.pk)
    told = {"title": _("An account of %(name)s") % {"name": unit}, "unit": unit, "form": form}
    return render(request, "accounts/form.html", told)


@require_http_methods(["GET", "POST"])
@page(Act.MANAGE)
def change(request: Asked, account: Account) -> HttpResponse:
    """Change an account."""
    form = AccountForm(request.POST or None, unit=account.unit, instance=copy(account))
    if form.is_valid():
        try:
            services.change_account(request.actor, account, **form.cleaned_data)
        except RefusedError as fault:
            blame(form, fault)
        else:
            messages.success(request, _("Saved."))
            return redirect("account", account.pk)
    told = {"title": _("Edit the account"), "unit": account.unit, "form": form}
    return render(request, "accounts/form.html", told | {"account": account})


@require_POST
@page(Act.MANAGE)
def activate(request: Asked, account: Account) -> HttpResponse:
    """Activate an account, or say what it lacks."""
    try:
        doubts = services.activate(request.actor, account)
    except RefusedError as fault:
        messages.error(request, str(fault.text))
    else:
        messages.success(request, _("It is active."))
        for doubt in doubts:
            messages.warning(request, doubt)
    return redirect("account", account.pk)


@require_POST
@page(Act.MANAGE)
def retire(request: Asked, account: Account) -> HttpResponse:
    """Retire an account."""
    services.retire(request.actor, account)
    messages.success(request, _("It is retired."))
    return redirect("account", account.pk)


@require_http_methods(["GET", "POST"])
@page(Act.SEE)
def why(request: Asked, account: Account) -> HttpResponse:
    """Answer again why an account is there."""
    initial = {"why": account.why, "audience": account.audience}
    form = WhyForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.answer_why(request.actor, account, **form.cleaned_data)
        except RefusedError as fault:
            blame(form, fault)
        else:
            messages.success(request, _("Saved. It is asked again in ninety days."))
            return redirect("account", account.pk)
    told = {"title": _("Is it still worth being there?"), "unit": account.unit, "form": form}
    return render(request, "accounts/form.html", told | {"account": account})


@require_http_methods(["GET", "POST"])
@page(None)
def absences(request: Asked) -> HttpResponse:
    """When I am away, so that backups answer."""
    form = AbsenceForm(request.POST or None)
    if form.is_valid():
        try:
            services.be_absent(request.actor, **form.cleaned_data)
        except RefusedError as fault:
            blame(form, fault)
        else:
            messages.success(request, _("Saved. On these days your backups answer."))
            return redirect("absences")
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


@require_http_methods(["GET", "POST"])
@page(Act.MANAGE)
def offer_file(request: Asked, unit: Unit) -> HttpResponse:
    """Take a file of accounts, so as to show what it would do."""
    return offered(request, unit, ACCOUNTS)


@require_http_methods(["GET", "POST"])
@page(Act.MANAGE)
def show_file(request: Asked, upload: Upload) -> HttpResponse:
    """What a file of accounts would do; asked again, do it."""
    return shown(request, upload, ACCOUNTS)


@require_GET
@page(Act.MANAGE)
def file_faults(request: Asked, upload: Upload) -> HttpResponse:
    """The rows that are left out, with their line and why, as a file."""
    return left_out(request, upload, ACCOUNTS)
