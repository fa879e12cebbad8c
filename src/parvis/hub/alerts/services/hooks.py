from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.errors import FetchError
from parvis.hub.alerts import signing
from parvis.hub.alerts.arriving import version
from parvis.hub.alerts.models import Delivery, Hook
from parvis.hub.alerts.services.noting import note
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require
from parvis.hub.work.services import queue

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor
    from parvis.hub.listening.public import Perimeter
    from parvis.hub.organisation.public import Unit

OVERLAP: Final = dt.timedelta(days=1)
"""For how long the secret before signs too, once another was drawn."""


@transaction.atomic
def add_hook(
    by: Actor, unit: Unit, *, name: str, url: str, perimeter: Perimeter | None = None
) -> tuple[Hook, str]:
    """Have an address be told of alerts, or of new mentions; return it and its secret, known once.

    Arguments:
        by: who adds it, and with whose rights it is told.
        unit: whose alerts it is told of, and those of units under it.
        name: by which people know it.
        url: where it is told; https, and on no private network.
        perimeter: whose mentions it is told of instead, from now on.

    Raises:
        ForbiddenError: `by` may not manage the unit, or not listen at the unit of the perimeter.
        RefusedError: its address is not one that Parvis sends to.
    """
    require(by.rights, Act.MANAGE, unit.path)
    if perimeter is not None:
        require(by.rights, Act.LISTEN, perimeter.unit.path)
    _require_public(url)
    secret = signing.new_secret()
    upto = version() if perimeter is not None else 0
    made = Hook.objects.create(
        unit=unit, by=by.person, name=name, url=url, perimeter=perimeter, upto=upto,
        secret=signing.sealed(secret),
    )  # fmt: skip
    note("hook.added", by, made)
    return made, secret


@transaction.atomic
def renew(by: Actor, hook: Hook) -> str:
    """Draw another secret and return it, known once; the one before signs too for a day."""
    require(by.rights, Act.MANAGE, hook.unit.path)
    secret = signing.new_secret()
    held = Hook.objects.select_for_update().get(pk=hook.pk)
    held.before, held.before_until = held.secret, timezone.now() + OVERLAP
    held.secret = signing.sealed(secret)
    held.save(update_fields=["secret", "before", "before_until"])
    note("hook.renewed", by, hook)
    return secret


@transaction.atomic
def resume(by: Actor, hook: Hook) -> None:
    """Take a webhook up again: what was given up is sent again, then what came since."""
    require(by.rights, Act.MANAGE, hook.unit.path)
    Hook.objects.filter(pk=hook.pk).update(stopped_at=None, by=by.person)
    for one in hook.deliveries.exclude(state="done").order_by("pk"):
        Delivery.objects.filter(pk=one.pk).update(state="waiting", tries=0, next_at=None)
        key = f"{one.ident}:again{timezone.now():%Y%m%dT%H%M%S}"
        queue("alerts.deliver", key=key, delivery=one.pk)
    note("hook.resumed", by, hook)


@transaction.atomic
def test_send(by: Actor, hook: Hook) -> Delivery:
    """Send a test, which the log shows as it shows all else."""
    require(by.rights, Act.MANAGE, hook.unit.path)
    made = Delivery.objects.create(hook=hook)
    queue("alerts.deliver", key=f"{made.ident}:0", delivery=made.pk)
    return made


@transaction.atomic
def remove_hook(by: Actor, hook: Hook) -> None:
    """Remove a webhook, its secret and its log."""
    require(by.rights, Act.MANAGE, hook.unit.path)
    note("hook.removed", by, hook)
    hook.delete()


def _require_public(url: str) -> None:
    """Refuse an address that is not one of the web, or says that it is private."""
    from parvis.collect.web.addresses import Allowed, checked
    from parvis.collect.web.ranges import is_public

    try:
        host = checked(url, Allowed([])).host or ""
    except FetchError as why:
        raise RefusedError(str(why), code="url", field="url") from why
    is_number = host.replace(".", "").isdigit() or ":" in host
    if host == "localhost" or (is_number and not is_public(host)):
        text = _("This address is on a private network: name one that everybody reaches.")
        raise RefusedError(text, code="url", field="url")
