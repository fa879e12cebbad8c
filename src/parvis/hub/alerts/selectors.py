"""What is to be known of alerts, webhooks, feeds and reports, as far as somebody may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from parvis.hub.alerts.models import (
    Alert,
    Delivery,
    Feed,
    Firing,
    Hook,
    Notice,
    Recipient,
    Report,
)
from parvis.hub.alerts.models.viewed import Viewed
from parvis.hub.alerts.viewing import paths
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError
from parvis.hub.common.reach import finds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from parvis.hub.common.rights import Rights
    from parvis.hub.organisation.public import Unit
    from parvis.hub.people.models import Person

T = TypeVar("T", bound=Viewed)
MOST: Final = 200
SHOWN: Final = 50
_PARTS: Final = (
    "unit", "by", "perimeter__unit", "perimeter__objective", "objective__unit", "kpi__objective",
)  # fmt: skip


@finds("alert")
def alert(key: int) -> tuple[Alert, str] | None:
    found = Alert.objects.select_related(*_PARTS).filter(pk=key).first()
    return (found, found.unit.path) if found else None


@finds("hook")
def hook(key: int) -> tuple[Hook, str] | None:
    found = Hook.objects.select_related("unit", "by", "perimeter").filter(pk=key).first()
    return (found, found.unit.path) if found else None


@finds("report")
def report(key: int) -> tuple[Report, str] | None:
    held = Report.objects.select_related(*(part for part in _PARTS if "kpi" not in part))
    found = held.filter(pk=key).first()
    return (found, found.unit.path) if found else None


def sees(rights: Rights, told: Iterable[str]) -> bool:
    """Tell whether somebody may see every unit that something tells of."""
    return all(rights.may(Act.SEE, path) for path in told)


def require_seen(rights: Rights, thing: T) -> T:
    """Return a thing that tells of nothing that somebody may not see.

    Raises:
        MissingError: it compares with perimeters of units that they may not see.
    """
    if not sees(rights, paths([thing])[thing.pk]):
        raise MissingError(_("There is nothing here, or nothing that you may see."))
    return thing


def visible(rights: Rights) -> QuerySet[Alert]:
    """Return the alerts of the units that somebody may see."""
    return Alert.objects.filter(rights.within(Act.SEE, "unit__path")).select_related(*_PARTS)


def seen(rights: Rights, alerts: Iterable[Alert]) -> list[Alert]:
    """Keep the alerts that compare with nothing that somebody may not see."""
    held = list(alerts)
    told = paths(held)
    return [one for one in held if sees(rights, told[one.pk])]


def alerts(rights: Rights) -> list[Alert]:
    """Return the alerts that somebody may see, those that stand first."""
    return seen(rights, visible(rights).order_by("-is_standing", "unit__path", "name")[:MOST])


def firings(alert: Alert) -> list[Firing]:
    """Return the last times that an alert fired."""
    return list(alert.firings.all()[:SHOWN])


def recipients(alert: Alert) -> list[Recipient]:
    """Return who is told of an alert."""
    return list(alert.recipients.select_related("person"))


def notices(person: Person, rights: Rights) -> list[Notice]:
    """Return what somebody was told of and may still see, the newest first."""
    held = Notice.objects.filter(person=person).select_related("firing__alert__unit")
    held = held.prefetch_related("firing__alert__kpi", "firing__alert__perimeter",
                                 "firing__alert__objective")  # fmt: skip
    found = list(held[:SHOWN])
    told = paths({one.firing.alert_id: one.firing.alert for one in found}.values())
    return [one for one in found if sees(rights, told[one.firing.alert_id])]


def unread(person: Person) -> int:
    """Return how many firings somebody was told of and has not read."""
    return Notice.objects.filter(person=person, read_at=None).count()


def hooks(unit: Unit) -> QuerySet[Hook]:
    """Return the webhooks of a unit, with their last delivery."""
    last = Prefetch("deliveries", Delivery.objects.order_by("-pk"))
    return Hook.objects.filter(unit=unit).select_related("perimeter", "by").prefetch_related(last)


def deliveries(hook: Hook) -> list[Delivery]:
    """Return the last deliveries of a webhook."""
    return list(hook.deliveries.select_related("firing__alert")[:SHOWN])


def feeds(person: Person) -> QuerySet[Feed]:
    """Return the feeds of somebody."""
    return Feed.objects.filter(person=person).select_related("unit")


def reports(rights: Rights) -> list[Report]:
    """Return the reports by mail that somebody may see."""
    parts = (part for part in _PARTS if "kpi" not in part)
    held = Report.objects.filter(rights.within(Act.SEE, "unit__path")).select_related(*parts)
    found = list(held[:MOST])
    told = paths(found)
    return [one for one in found if sees(rights, told[one.pk])]
