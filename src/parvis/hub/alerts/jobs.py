"""What happens by itself: alerts are looked at, mail and webhooks go out, reports are sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from parvis.hub.work.handlers import handles

_MINUTE = dt.timedelta(minutes=1)


@handles("alerts.plan", lease=5 * _MINUTE, every=_MINUTE)
def plan(told: Mapping[str, Any]) -> None:
    """Queue what is due: looks, mails that were missed, reports."""
    from parvis.hub.alerts import letters, looking, reporting

    now = timezone.now()
    looking.plan(now)
    letters.plan(now)
    reporting.plan(now)


@handles("alerts.look", lease=10 * _MINUTE, in_parts=True)
def look(told: Mapping[str, Any]) -> None:
    """Look at an alert up to a moment."""
    from parvis.hub.alerts import looking

    looking.look(told["alert"], dt.datetime.fromisoformat(told["until"]))


@handles("alerts.mail", lease=5 * _MINUTE, attempts=8, in_parts=True)
def mail(told: Mapping[str, Any]) -> None:
    """Write to somebody of all that is due to them."""
    from parvis.hub.alerts import letters

    letters.send(told["person"], dt.datetime.fromisoformat(told["at"]))


@handles("alerts.gather", lease=10 * _MINUTE, every=dt.timedelta(seconds=20), in_parts=True)
def gather(told: Mapping[str, Any]) -> None:
    """Put new mentions into deliveries of the webhooks that want them."""
    from parvis.hub.alerts.arriving import gather as gathered
    from parvis.hub.alerts.models import Hook

    held = Hook.objects.filter(perimeter__isnull=False, stopped_at=None)
    for hook in held.select_related("perimeter__unit"):
        gathered(hook)


@handles("alerts.deliver", lease=3 * _MINUTE, in_parts=True)
def deliver(told: Mapping[str, Any]) -> None:
    """Send a delivery of a webhook."""
    from parvis.hub.alerts import sending

    sending.deliver(told["delivery"])


@handles("alerts.report", lease=5 * _MINUTE, in_parts=True)
def report(told: Mapping[str, Any]) -> None:
    """Have a report be sent to each of its people."""
    from parvis.hub.alerts import reporting

    reporting.send(told["report"], dt.datetime.fromisoformat(told["at"]))


@handles("alerts.letter", lease=10 * _MINUTE, in_parts=True)
def letter(told: Mapping[str, Any]) -> None:
    """Send a report to one of its people."""
    from parvis.hub.alerts import reporting

    reporting.write(told["report"], told["person"], dt.datetime.fromisoformat(told["at"]))


@handles("alerts.forget", lease=5 * _MINUTE, every=dt.timedelta(days=1))
def forget(told: Mapping[str, Any]) -> None:
    """Take out deliveries that were received thirty days ago, and what nobody waits for."""
    from parvis.hub.alerts.models import Delivery

    long_ago = timezone.now() - dt.timedelta(days=30)
    with transaction.atomic():
        Delivery.objects.filter(state="done", tried_at__lt=long_ago).delete()
