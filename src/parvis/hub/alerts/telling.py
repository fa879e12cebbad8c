"""Who is told that an alert fired: people who may see it, by screen and mail; webhooks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from parvis.hub.alerts.models import Delivery, Hook, Notice, Recipient
from parvis.hub.alerts.models.alerts import Pace
from parvis.hub.alerts.selectors import sees
from parvis.hub.alerts.viewing import paths
from parvis.hub.organisation.public import rights_of_all
from parvis.hub.people.middleware import zone_of
from parvis.hub.work.services import queue

if TYPE_CHECKING:
    from parvis.hub.alerts.models import Alert, Firing
    from parvis.hub.people.models import Person

MORNING: Final = 8


def tell(firing: Firing, alert: Alert) -> None:
    """Tell of a firing, in the transaction in which the alert fired; nobody where it is muted."""
    if firing.is_muted:
        return
    told = paths([alert])[alert.pk]
    _people(firing, alert, told)
    _hooks(firing, alert, told)


def _people(firing: Firing, alert: Alert, told: set[str]) -> None:
    held = list(Recipient.objects.filter(alert=alert).select_related("person"))
    rights = rights_of_all({one.person_id for one in held})
    now = timezone.now()
    for one in held:
        if not sees(rights[one.person_id], told):
            continue
        at = mail_at(one.pace, now, one.person)
        Notice.objects.get_or_create(
            firing=firing, person=one.person, defaults={"mail_at": at}
        )  # fmt: skip
        if at is not None:
            key = f"{one.person_id}@{at:%Y%m%dT%H%M}"
            queue("alerts.mail", key=key, due_at=at, person=one.person_id, at=at.isoformat())


def _hooks(firing: Firing, alert: Alert, told: set[str]) -> None:
    above = [int(part) for part in alert.unit.path.strip("/").split("/")]
    held = list(Hook.objects.filter(perimeter=None, unit_id__in=above, by__isnull=False))
    rights = rights_of_all({one.by_id for one in held if one.by_id})
    for one in held:
        if one.by_id and sees(rights[one.by_id], told):
            made, _is_new = Delivery.objects.get_or_create(hook=one, firing=firing)
            queue("alerts.deliver", key=f"{made.ident}:0", delivery=made.pk)


def mail_at(pace: str, now: dt.datetime, person: Person) -> dt.datetime | None:
    """Return when somebody is written to of what fires now; None for never.

    The hours are those of their own clock. What fires within the same minute is in one mail.

    Arguments:
        pace: one of `Pace`.
        now: when it fires.
        person: who is written to.
    """
    if pace == Pace.NEVER:
        return None
    if pace == Pace.ONCE:
        return now.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)
    zone = zone_of(person.zone)
    local = now.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    if pace == Pace.HOURLY:
        return (local.astimezone(dt.UTC) + dt.timedelta(hours=1)).astimezone(dt.UTC)
    morning = local.replace(hour=MORNING)
    if morning <= now:
        morning = (morning.replace(tzinfo=None) + dt.timedelta(days=1)).replace(tzinfo=zone)
    return morning.astimezone(dt.UTC)
