"""People come in by a link that works once."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError, RefusedError
from parvis.hub.common.reach import require
from parvis.hub.organisation.models import Grant, Invitation, Unit
from parvis.hub.organisation.services.roles import given, require_to_give
from parvis.hub.people.models import Person

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor


@transaction.atomic
def invite(by: Actor, unit: Unit, *, email: str, role: str) -> tuple[Invitation, str]:
    """Invite somebody, and return the invitation and what its link ends with, known once.

    Raises:
        ForbiddenError: `by` may not manage the unit, or gives more than they hold.
    """
    require_to_give(by, unit, role)
    return _made(by.person, unit, email.strip().lower(), role)


@transaction.atomic
def invite_first_owner(root: Unit) -> str:
    """Return what the one link ends with by which the first owner comes in; older ones are void."""
    Invitation.objects.filter(unit=root, email="", accepted_at=None).delete()
    return _made(None, root, "", "owner")[1]


def opened(token: str) -> Invitation:
    """Return the invitation of a link.

    Raises:
        MissingError: there is none, it was used, or its time is over.
    """
    held = Invitation.objects.select_related("unit", "by").filter(mark=_mark(token)).first()
    if held is None or not held.is_open:
        raise _over()
    return held


@transaction.atomic
def accept(token: str, *, email: str, password: str, **told: str) -> Person:
    """Come in by a link: make the person, give the role.

    Arguments:
        token: what the link ends with.
        email: their address, where the invitation names none.
        password: that they sign in with.
        told: their `name`, `language` and `zone`.

    Raises:
        MissingError: the link is not open.
        RefusedError: there is a person of this address already.
    """
    held = _used(token)
    address = held.email or email.strip().lower()
    if Person.objects.filter(email=address).exists():
        text = _("There is a person of this address already. Sign in, then open the link again.")
        raise RefusedError(text, code="known", field="email")
    person = Person.objects.create_user(address, password, **told)
    given(person, person, held.unit, held.role)
    return person


@transaction.atomic
def accept_signed_in(token: str, person: Person) -> Grant:
    """Accept, as somebody who is here already, an invitation to one's own address.

    Raises:
        MissingError: the link is not open.
        RefusedError: it is for another address.
    """
    held = _used(token)
    if held.email != person.email:
        text = _("This invitation is for %(email)s.") % {"email": held.email or "?"}
        raise RefusedError(text, code="another")
    return given(person, person, held.unit, held.role)


@transaction.atomic
def withdraw(by: Actor, invitation: Invitation) -> None:
    """Withdraw an invitation."""
    require(by.rights, Act.MANAGE, invitation.unit.path)
    record(
        "organisation.invitation.withdrawn", by.person, path=invitation.unit.path,
        about=f"invitation:{invitation.pk}", role=invitation.role,
    )  # fmt: skip
    invitation.delete()


def _made(by: Person | None, unit: Unit, email: str, role: str) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(email=email, unit=unit, role=role, by=by, mark=_mark(token))
    record("organisation.invited", by, path=unit.path, about=f"invitation:{made.pk}", role=role)
    return made, token


def _used(token: str) -> Invitation:
    """The invitation of a link, used from now on: of two who come at once, one is let in."""
    held = opened(token)
    still_open = Invitation.objects.filter(pk=held.pk, accepted_at=None)
    if not still_open.update(accepted_at=timezone.now()):
        raise _over()
    return held


def _over() -> MissingError:
    return MissingError(_("This link was used, or its time is over. Ask for a new one."))


def _mark(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
