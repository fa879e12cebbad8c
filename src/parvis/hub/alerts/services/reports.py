from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from parvis.hub.alerts.models import Report
from parvis.hub.alerts.reporting import next_after
from parvis.hub.alerts.services.noting import note
from parvis.hub.alerts.services.recipients import seeing
from parvis.hub.alerts.viewing import kept
from parvis.hub.common.acts import Act
from parvis.hub.common.reach import require
from parvis.hub.listening.public import Perimeter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.hub.common.asking import Actor
    from parvis.hub.objectives.public import Objective
    from parvis.hub.people.models import Person


@transaction.atomic
def add_report(
    by: Actor,
    thing: Perimeter | Objective,
    *,
    name: str,
    every: str,
    filters: str = "",
    recipients: Iterable[Person] = (),
) -> Report:
    """Have a view be sent by mail, every week or month; whoever adds it receives it.

    Arguments:
        by: who adds it, and with whose rights it is looked at.
        thing: the scope.
        name: by which people know it.
        every: one of `Report.Every`.
        filters: of the view, as they stand in its address.
        recipients: people beside whoever adds it.

    Raises:
        ForbiddenError: `by` may not change what is listened to there.
        RefusedError: one of the people may not see the unit.
    """
    require(by.rights, Act.LISTEN, thing.unit.path)
    keys = seeing(thing.unit, recipients)
    kind = "perimeter" if isinstance(thing, Perimeter) else "objective"
    zone = by.person.zone
    made = Report.objects.create(
        unit=thing.unit, by=by.person, name=name, every=every, zone=zone, filters=kept(filters),
        next_at=next_after(every, timezone.now(), ZoneInfo(zone)), **{kind: thing},
    )  # fmt: skip
    made.people.set({by.person.pk, *keys})
    note("report.added", by, made)
    return made


@transaction.atomic
def change_report(
    by: Actor,
    report: Report,
    *,
    name: str | None = None,
    every: str | None = None,
    recipients: Iterable[Person] | None = None,
) -> Report:
    """Change what a report is called, when it is sent, and to whom; what was sent stays sent.

    Arguments:
        by: who changes it.
        report: to be changed.
        name, every: another, if any.
        recipients: all who receive it from now on, if they are to be others.

    Raises:
        ForbiddenError, RefusedError: as `add_report`.
    """
    require(by.rights, Act.LISTEN, report.unit.path)
    held = Report.objects.select_for_update().get(pk=report.pk)
    held.name = name or held.name
    if every and every != held.every:
        held.every = every
        held.next_at = next_after(every, timezone.now(), ZoneInfo(held.zone))
    held.save()
    if recipients is not None:
        held.people.set(seeing(held.unit, recipients))
    note("report.changed", by, held)
    return held


@transaction.atomic
def remove_report(by: Actor, report: Report) -> None:
    """Send a report no more."""
    require(by.rights, Act.LISTEN, report.unit.path)
    note("report.removed", by, report)
    report.delete()
