"""What is done to accounts: each act one function, its permission, line and fact inside."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.hub.accounts.health import ORPHANED, health
from parvis.hub.accounts.models import Absence, Account
from parvis.hub.accounts.words import FAULTS
from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require
from parvis.hub.objectives.public import gate

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor
    from parvis.hub.organisation.public import Unit

TOLD: Final = ("network", "handle", "url", "primary", "backup", "objective", "why", "audience")


@transaction.atomic
def add_account(by: Actor, unit: Unit, **told: Any) -> Account:
    """Add an account; it is a draft until it is activated.

    Arguments:
        by: who adds it.
        unit: whose it is.
        told: any of `TOLD`.

    Raises:
        ForbiddenError: `by` may not manage the unit.
        RefusedError: there is one of this name on this network.
    """
    require(by.rights, Act.MANAGE, unit.path)
    account = Account(unit=unit, **told)
    if account.why.strip():
        account.answered_at = timezone.now()
    _save(account)
    _note("added", by, account)
    return account


@transaction.atomic
def change_account(by: Actor, account: Account, **told: Any) -> Account:
    """Change an account; an active one stays in order.

    Raises:
        ForbiddenError: `by` may not manage its unit.
        RefusedError: its name is taken, or see `activate` where it is active.
    """
    require(by.rights, Act.MANAGE, account.unit.path)
    before = {name: str(getattr(account, name)) for name in told}
    for name, value in told.items():
        setattr(account, name, value)
    if account.state == Account.State.ACTIVE:
        _require_order(account)
    if "why" in told and told["why"] != before["why"]:
        account.answered_at, account.is_due = timezone.now(), False
    _save(account)
    changed = {
        name: [before[name], str(getattr(account, name))]
        for name in told
        if before[name] != str(getattr(account, name))
    }
    _note("changed", by, account, changed=changed)
    return account


@transaction.atomic
def activate(by: Actor, account: Account) -> list[str]:
    """Activate an account, and return what is doubtful about its objective, in words.

    Raises:
        ForbiddenError: `by` may not manage its unit.
        RefusedError: `why` or `audience` where the question is not answered, `people` where not
            two different people may answer there, or as the gate refuses.
    """
    require(by.rights, Act.MANAGE, account.unit.path)
    doubts = _require_order(account)
    account.state, account.active_since = Account.State.ACTIVE, timezone.now()
    account.answered_at = account.answered_at or timezone.now()
    account.save(update_fields=["state", "active_since", "answered_at"])
    _note("activated", by, account, objective=account.objective_id)
    return doubts


@transaction.atomic
def retire(by: Actor, account: Account) -> None:
    """Retire an account: it serves nothing any more."""
    require(by.rights, Act.MANAGE, account.unit.path)
    account.state, account.is_due = Account.State.RETIRED, False
    account.save(update_fields=["state", "is_due"])
    _note("retired", by, account)


@transaction.atomic
def answer_why(by: Actor, account: Account, *, why: str, audience: str) -> Account:
    """Answer again why an account is there, with what shows it.

    Raises:
        ForbiddenError: `by` neither manages its unit nor answers there.
        RefusedError: one of the two is empty, or see `activate`.
    """
    if by.person.pk not in {account.primary_id, account.backup_id}:
        require(by.rights, Act.MANAGE, account.unit.path)
    account.why, account.audience = why, audience
    if account.state == Account.State.ACTIVE:
        _require_order(account)
    _require_answer(account)
    account.answered_at, account.is_due = timezone.now(), False
    account.save(update_fields=["why", "audience", "answered_at", "is_due"])
    _note("why", by, account)
    return account


@transaction.atomic
def be_absent(by: Actor, *, first: dt.date, last: dt.date) -> Absence:
    """Tell that one is away, so that backups answer.

    Raises:
        RefusedError: it ends before it begins, or is over.
    """
    if last < first or last < timezone.localdate():
        text = _("It ends before it begins, or is over already.")
        raise RefusedError(text, code="days", field="last")
    absence = Absence.objects.create(person=by.person, first=first, last=last)
    told = {"first": first.isoformat(), "last": last.isoformat()}
    record("accounts.absent", by.person, about=f"person:{by.person.pk}", **told)
    return absence


@transaction.atomic
def be_back(by: Actor, absence: Absence) -> None:
    """Take an absence of one's own back."""
    record("accounts.back", by.person, about=f"person:{by.person.pk}")
    absence.delete()


def _require_order(account: Account) -> list[str]:
    """Refuse what lacks evidence, people or an objective; return what is doubtful about it."""
    _require_answer(account)
    for fault in health([account])[0].faults:
        if fault in ORPHANED:
            field = "primary" if "primary" in fault else "backup"
            text = _("It needs two different people who may answer there: %(fault)s.")
            raise RefusedError(text % {"fault": FAULTS[fault]}, code="people", field=field)
    return gate(account.objective, at=account.unit.path)


def _require_answer(account: Account) -> None:
    if not account.why.strip():
        text = _("Say why someone would want to talk with us there.")
        raise RefusedError(text, code="why", field="why")
    if not account.audience.strip():
        text = _("Say what shows that our audience is there.")
        raise RefusedError(text, code="audience", field="audience")


def _save(account: Account) -> None:
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:
        text = _("There is an account of this name on this network already.")
        raise RefusedError(text, code="taken", field="handle") from None


def _note(verb: str, by: Actor, account: Account, **told: Any) -> None:
    record(
        f"accounts.{verb}", by.person, path=account.unit.path, about=f"account:{account.pk}",
        name=str(account), **told,
    )  # fmt: skip
